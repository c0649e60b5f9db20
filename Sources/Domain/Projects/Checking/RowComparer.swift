import Basics
import Names
import Texts

/// Compares the fields of one project in two months, as far as both sheets have them.
struct RowComparer {
    private let previousColumns: [String: Set<ChangedField>]
    private let currentColumns: [String: Set<ChangedField>]

    init(previous: [ReportedProject], current: [ReportedProject]) {
        previousColumns = columns(of: previous)
        currentColumns = columns(of: current)
    }

    func fields(_ old: ProjectTraits, _ new: ProjectTraits) -> [FieldChange] {
        let (before, after) = (old.project, new.project)
        let stated = (previousColumns[before.place.file] ?? [])
            .intersection(currentColumns[after.place.file] ?? [])
        var found: [FieldChange] = []
        func note(_ field: ChangedField, _ one: String?, _ other: String?) {
            found.append(FieldChange(field, before: one, after: other))
        }
        if old.title.text != new.title.text { note(.name, before.name, after.name) }
        if !sameInvestors(old, new) { note(.investors, names(before), names(after)) }
        if stated.contains(.total), !sameTotal(before, after) {
            note(.total, shown(before.total), shown(after.total))
        }
        if let one = before.total?.currency, let other = after.total?.currency, one != other {
            note(.currency, one.rawValue, other.rawValue)
        }
        if let one = before.stage, let other = after.stage, one != other {
            note(.stage, one.rawValue, other.rawValue)
        }
        if stated.contains(.agreement) {
            let one = before.agreementByNotes ?? .none
            let other = after.agreementByNotes ?? .none
            if one != other { note(.agreement, one.rawValue, other.rawValue) }
        }
        if stated.contains(.signedOn), !sameDay(before.signedOn, after.signedOn) {
            note(.signedOn, before.signedOn?.description, after.signedOn?.description)
        }
        if stated.contains(.received), (before.received?.minor ?? 0) != (after.received?.minor ?? 0)
        {
            note(.received, shown(before.received), shown(after.received))
        }
        if let one = before.contact?.folded, let other = after.contact?.folded, one != other {
            note(.contact, before.contact, after.contact)
        }
        if stated.contains(.evidence), (before.hasEvidence == true) != (after.hasEvidence == true) {
            note(.evidence, before.cells[.evidence]?.raw, after.cells[.evidence]?.raw)
        }
        return found
    }

    private func names(_ project: ReportedProject) -> String {
        project.investors.map(\.name).joined(separator: "；")
    }
}

/// The fields that any row of a file states.
private func columns(of rows: [ReportedProject]) -> [String: Set<ChangedField>] {
    var columns: [String: Set<ChangedField>] = [:]
    for row in rows {
        var stated: Set<ChangedField> = []
        if row.total != nil { stated.insert(.total) }
        if row.agreement != nil { stated.insert(.agreement) }
        if row.signedOn != nil { stated.insert(.signedOn) }
        if row.received != nil { stated.insert(.received) }
        if row.hasEvidence != nil { stated.insert(.evidence) }
        columns[row.place.file, default: []].formUnion(stated)
    }
    return columns
}

/// Equal as amounts, or equal but for the rounding that another unit brought with it.
private func sameTotal(_ before: ReportedProject, _ after: ReportedProject) -> Bool {
    guard let one = before.total, let other = after.total else {
        return before.total == nil && after.total == nil
    }
    guard one.currency == other.currency else {
        var reasons: [Phrase] = []
        return (amountEvidence(one, other, .standard, &reasons) ?? 0) > 0
    }
    if one.minor == other.minor { return true }
    guard unit(of: before) != unit(of: after) || isAbout(before) || isAbout(after) else {
        return false
    }
    return isRounding(one.minor, other.minor) || isRounding(other.minor, one.minor)
}

/// Whether `coarse` is `fine` rounded to the digits that `coarse` shows.
private func isRounding(_ coarse: Int64, _ fine: Int64) -> Bool {
    var unit: Int64 = 1
    while unit <= Money.fenPerYi, coarse != 0, coarse % (unit * 10) == 0 { unit *= 10 }
    return abs(coarse - fine) * 2 <= unit && abs(coarse - fine) * 20 <= fine
}

/// What one of the written number is in fen; nil where no plain number stands there.
private func unit(of project: ReportedProject) -> Int64? {
    guard let raw = project.cells[.total]?.raw, let total = project.total else { return nil }
    let digits = raw.tidied.filter { $0.isNumber || $0 == "." }
    guard let number = Double(digits), number > 0 else { return nil }
    return Int64((Double(total.minor) / number).rounded())
}

private func isAbout(_ project: ReportedProject) -> Bool {
    let raw = project.cells[.total]?.raw ?? ""
    return ["约", "左右", "余", "近", "多"].contains { raw.contains($0) }
}

private func sameDay(_ one: RoughDay?, _ other: RoughDay?) -> Bool {
    guard let one, let other else { return one == nil && other == nil }
    return one.daysApart(from: other) == 0
}

private func shown(_ money: Money?) -> String? {
    money.map { "\($0.yi())亿 \($0.currency.rawValue)" }
}

/// The same firms, however they are written. A firm that has been founded since, or renamed, is a
/// change.
private func sameInvestors(_ old: ProjectTraits, _ new: ProjectTraits) -> Bool {
    let count = old.project.investors.count
    guard count == new.project.investors.count else { return false }
    var rest = Array(old.names.prefix(count))
    for name in new.names.prefix(count) {
        guard
            let index = rest.firstIndex(where: { other in
                guard name.isPlanned == other.isPlanned else { return false }
                return [.same, .ask].contains(name.compared(with: other).outcome)
            })
        else { return false }
        rest.remove(at: index)
    }
    return true
}

/// What a reader should notice about a changed row.
func notable(
    _ before: ReportedProject, _ after: ReportedProject, _ fields: [FieldChange]
) -> [Phrase] {
    var reasons: [Phrase] = []
    if let one = before.total, let other = after.total, one.currency == other.currency,
        one.minor > 0, other.minor > 0, one.minor != other.minor,
        fields.contains(where: { $0.field == .total })
    {
        let ratio = Double(other.minor) / Double(one.minor)
        if abs(ratio * 10_000 - 1) < 0.03 || abs(ratio / 10_000 - 1) < 0.03 {
            reasons.append("总投资相差一万倍，疑为单位更正")
        } else if ratio > 1, !tellsOfIncrease(after.remark) {
            reasons.append("总投资由\(one.words)增至\(other.words)，备注未说明")
        }
    }
    if let one = before.stage, let other = after.stage, other < one {
        reasons.append(
            "阶段由\(Phrase(key: one.rawValue))退回\(Phrase(key: other.rawValue))")
    }
    return reasons
}

private func tellsOfIncrease(_ remark: String?) -> Bool {
    guard let remark else { return false }
    return increases.isIn(Array(remark.folded.unicodeScalars))
}

private let increases = WordList([
    "增资", "增加投资", "追加", "加大投资", "调增", "增至", "上调", "扩大投资", "扩大规模", "投资额调整",
    "总投资调整", "投资调整", "补充协议", "扩产", "扩建", "变更投资",
])
