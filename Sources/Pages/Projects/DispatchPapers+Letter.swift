import Basics
import Projects
import Rules
import Tables

/// What the city's letters say of a month's meeting.
extension DispatchPapers {
    var letterFields: [String: LetterValue] {
        let city = table.city.now
        var fields: [String: LetterValue] = [
            "signed": .text(String(city.signed.value)), "total": .text(yi(city.total.value)),
            "started": .text(String(city.started.value)),
            "received": .text(yi(city.received.value)),
            "foreign": .list(
                city.foreign.map { sum in
                    let amount = Money(minor: sum.figure.value, sum.currency)
                    return [
                        "count": .text(String(sum.figure.rows.count)),
                        "total": .text(text(moneyText(amount))),
                    ]
                }),
            "slips": .list(
                open.filter { $0.kind == .unit }.flatMap(\.rows).compactMap { $0?.reported }.map {
                    [
                        "unit": .text(name($0.unit)), "name": .text($0.name),
                        "total": .text(text(moneyText($0.total))),
                    ]
                }),
            "first": .list(first.map(leader)),
            "definitions": .text(DispatchPapers.definitions),
        ]
        if !table.misstated.isEmpty { fields["misstated"] = .text(String(table.misstated.count)) }
        if table.doubled.signed.value > 0 {
            fields["doubled"] = .fields([
                "signed": .text(String(table.doubled.signed.value)),
                "total": .text(yi(table.doubled.total.value)),
            ])
        }
        if let before = table.city.before { fields["compared"] = .fields(compared(city, before)) }
        if let year = table.city.lastYear {
            fields["last_year"] = .fields([
                "year": .text(String(month.year - 1)), "signed": .text(String(year.signed.value)),
                "total": .text(yi(year.total.value)),
            ])
        }
        if !first.isEmpty {
            fields["first_names"] = .text(
                first.map { line in
                    "\(name(line.now.unit ?? ""))（\(yi(line.now.total.value))亿元，"
                        + "\(line.now.signed.value)个）"
                }.joined(separator: "、"))
        }
        if !changes.isEmpty { fields["changes"] = .fields(changeFields) }
        if !suspicions.isEmpty { fields["suspicions"] = .fields(suspicionFields) }
        return fields
    }

    /// The first three places by total.
    private var first: [DispatchLine] {
        table.units.sorted { ($0.rank ?? 0) < ($1.rank ?? 0) }
            .filter { ($0.rank ?? 99) <= 3 && $0.now.total.value > 0 }
    }

    private func leader(_ line: DispatchLine) -> [String: LetterValue] {
        [
            "name": .text(name(line.now.unit ?? "")), "total": .text(yi(line.now.total.value)),
            "signed": .text(String(line.now.signed.value)),
        ]
    }

    private func compared(_ now: UnitFigures, _ before: UnitFigures) -> [String: LetterValue] {
        func change(
            _ name: DispatchFigureName, _ unit: String, _ text: (Int64) -> String
        ) -> LetterValue {
            let value = name.figure(of: now).value - name.figure(of: before).value
            return .text(
                value == 0
                    ? "持平" : (value > 0 ? "增加" : "减少") + text(abs(value)) + unit)
        }
        return [
            "signed": change(.signed, "个") { String($0) }, "total": change(.total, "亿元", yi),
            "started": change(.started, "个") { String($0) },
            "received": change(.received, "亿元", yi),
        ]
    }

    private var changeFields: [String: LetterValue] {
        func count(_ kind: ProjectChangeKind) -> LetterValue {
            .text(String(changes.count { $0.kind == kind }))
        }
        let asked = changes.filter { $0.kind == .changed && !$0.reasons.isEmpty }
        return [
            "new": count(.new), "vanished": count(.vanished), "changed": count(.changed),
            "asked": .list(
                asked.prefix(20).compactMap { change in
                    change.after.map { row in
                        [
                            "unit": .text(name(row.reported.unit)),
                            "name": .text(row.reported.name),
                            "reasons": .text(
                                change.reasons.map { text($0) }.joined(separator: "；")),
                        ]
                    }
                }),
        ]
    }

    private var suspicionFields: [String: LetterValue] {
        let kinds = SuspicionKind.allCases.compactMap { kind -> String? in
            let of = suspicions.filter { $0.kind == kind }
            guard !of.isEmpty else { return nil }
            return "\(text(kind.label))\(of.count)条（待定\(of.count { $0.isOpen })条）"
        }
        return [
            "count": .text(String(suspicions.count)),
            "kinds": .text(kinds.joined(separator: "，")),
        ]
    }

    var changesTable: DocumentTable {
        typealias Column = DocumentTable.Column
        return DocumentTable(
            columns: [Column("单位"), Column("变化"), Column("项目"), Column("内容"), Column("请说明")],
            rows: changes.compactMap { change in
                guard let row = (change.after ?? change.before)?.reported else { return nil }
                return [
                    name(row.unit), change.kind.paperLabel, row.name, change.fieldsText,
                    change.reasons.map { text($0) }.joined(separator: "；"),
                ]
            }, caption: "与上月相比")
    }
}

extension LedgerChange {
    /// «总投资：5亿元→6亿元；…»
    var fieldsText: String {
        change.fields.map { field in
            let before = shown(field.before, field.field, self.before)
            let after = shown(field.after, field.field, self.after)
            return "\(text(field.field.label))：\(text(before))→\(text(after))"
        }.joined(separator: "；")
    }
}
