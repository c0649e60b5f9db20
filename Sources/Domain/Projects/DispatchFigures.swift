package import Basics

/// The figures of one month's dispatch meeting (调度), of a unit or of the city, each with the rows
/// it stands on.
package struct UnitFigures: Sendable, Hashable {
    /// Nil for the city.
    package let unit: String?
    /// Projects signed this year under a formal agreement and not left; a framework agreement
    /// doesn't count.
    package let signed: Figure
    /// Totals of these in fen; other currencies stand in `foreign`.
    package let total: Figure
    /// Of all projects not left, those that started, were completed or produce.
    package let started: Figure
    /// Money received, in fen, of all projects not left.
    package let received: Figure
    package let foreign: [ForeignSum]
}

/// A number and the rows it was counted from.
package struct Figure: Sendable, Hashable {
    package let value: Int64
    package let rows: [RowReference]
}

package struct RowReference: Sendable, Hashable {
    package let sheet: Identifier
    package let position: Int

    package init(sheet: Identifier, position: Int) {
        self.sheet = sheet
        self.position = position
    }
}

/// Sums in another currency stand apart: there is no rate without a date.
package struct ForeignSum: Sendable, Hashable {
    package let currency: Currency
    package let figure: Figure
}

/// One line of the table: now, last month, the same month of last year where they are known.
package struct DispatchLine: Sendable, Hashable {
    package let now: UnitFigures
    package let before: UnitFigures?
    /// Signed and total alone: an earlier year's ledger knows nothing else.
    package let lastYear: UnitFigures?
    /// Place by `total`, ties sharing one; nil for the city.
    package let rank: Int?

    package init(
        now: UnitFigures, before: UnitFigures? = nil, lastYear: UnitFigures? = nil,
        rank: Int? = nil
    ) {
        self.now = now
        self.before = before
        self.lastYear = lastYear
        self.rank = rank
    }
}

/// The whole table: Σ units − counted twice = city.
package struct DispatchTable: Sendable, Hashable {
    package let month: Month
    package let units: [DispatchLine]
    /// Rows whose totals are left out because they are in a wrong unit.
    package let misstated: Set<RowReference>
    /// What two units reported and people decided to be one project, beyond its first report.
    package let doubled: UnitFigures
    package let city: DispatchLine
}

/// What the table is made from. `same` are groups of rows that people decided to be one project;
/// `misstated` rows whose total people found to be in a wrong unit: they count as projects, their
/// totals don't until the unit mends them.
package struct DispatchInput: Sendable {
    package let month: Month
    package let units: [String]
    package let rows: [LedgerRow]
    package let previous: [LedgerRow]
    package let lastYear: [LedgerRow]
    package let same: [[RowReference]]
    package let misstated: Set<RowReference>

    package init(
        month: Month, units: [String], rows: [LedgerRow], previous: [LedgerRow],
        lastYear: [LedgerRow], same: [[RowReference]], misstated: Set<RowReference> = []
    ) {
        self.month = month
        self.units = units
        self.rows = rows
        self.previous = previous
        self.lastYear = lastYear
        self.same = same
        self.misstated = misstated
    }
}

extension DispatchTable {
    package init(_ input: DispatchInput) {
        let repeated = repeatedReports(input.same, among: input.rows)
        let kept = input.rows.filter { !repeated.contains($0.reference) }
        let now = input.units.map { unit in
            UnitFigures(
                unit, input.rows.of(unit), through: input.month, without: input.misstated)
        }
        self.init(
            month: input.month,
            units: zip(now, ranks(now.map(\.total.value))).map { figures, place in
                DispatchLine(
                    now: figures, before: input.before(figures.unit),
                    lastYear: input.yearBefore(figures.unit), rank: place)
            },
            misstated: input.misstated.intersection(input.rows.map(\.reference)),
            doubled: UnitFigures(
                nil, input.rows.filter { repeated.contains($0.reference) }, through: input.month,
                without: input.misstated),
            city: DispatchLine(
                now: UnitFigures(nil, kept, through: input.month, without: input.misstated),
                before: input.before(nil, without: repeated),
                lastYear: input.yearBefore(nil), rank: nil))
    }
}

extension DispatchInput {
    /// Last month's figures of the same year; in January there is nothing to compare with. What
    /// people decided of this month's rows holds for the same projects' rows of last month: else
    /// the change would tell of the decision instead of the month.
    fileprivate func before(
        _ unit: String?, without repeated: Set<RowReference> = []
    ) -> UnitFigures? {
        let left = projects(of: repeated)
        let rows = previous.of(unit).filter { $0.project.map { !left.contains($0) } ?? true }
        guard !rows.isEmpty, month.previous.year == month.year else { return nil }
        let wrong = projects(of: misstated)
        let stillWrong = rows.filter { $0.project.map(wrong.contains) ?? false }
        return UnitFigures(
            unit, rows, through: month.previous, without: Set(stillWrong.map(\.reference)))
    }

    private func projects(of references: Set<RowReference>) -> Set<Identifier> {
        Set(rows.filter { references.contains($0.reference) }.compactMap(\.project))
    }

    fileprivate func yearBefore(_ unit: String?) -> UnitFigures? {
        guard let through = Month(month.year - 1, month.month), !lastYear.isEmpty
        else { return nil }
        return UnitFigures(unit, lastYear.of(unit), through: through)
    }
}

extension [LedgerRow] {
    fileprivate func of(_ unit: String?) -> [LedgerRow] {
        unit.map { unit in filter { $0.reported.unit == unit } } ?? self
    }
}

/// The place of each value, the largest first: equal values share a place and the next ones are
/// left out (1, 2, 2, 4).
package func ranks(_ values: [Int64]) -> [Int] {
    values.map { value in values.count { $0 > value } + 1 }
}

extension LedgerRow {
    package var reference: RowReference { RowReference(sheet: sheet, position: position) }
}

/// All reports of a group but one: the first signed of those that count, else the first signed.
private func repeatedReports(
    _ groups: [[RowReference]], among rows: [LedgerRow]
) -> Set<RowReference> {
    let byReference = Dictionary(
        rows.map { ($0.reference, $0) }, uniquingKeysWith: { first, _ in first })
    var repeated: Set<RowReference> = []
    for group in joined(groups) {
        let present = group.compactMap { byReference[$0] }.sorted { left, right in
            let (counts, other) = (left.reported.isInForce, right.reported.isInForce)
            if counts != other { return counts }
            let (a, b) = (left.reported.signedOn?.first, right.reported.signedOn?.first)
            if let a, let b, a != b { return a < b }
            if (a == nil) != (b == nil) { return a != nil }
            return (left.sheet, left.position) < (right.sheet, right.position)
        }
        repeated.formUnion(present.dropFirst().map(\.reference))
    }
    return repeated
}

extension ReportedProject {
    /// Formally signed and not left.
    fileprivate var isInForce: Bool {
        !isDropped && signedOn != nil && agreement != .framework && agreement != Agreement.none
    }
}

/// Groups that share a row become one: three districts decided pair by pair are still one project.
private func joined(_ groups: [[RowReference]]) -> [Set<RowReference>] {
    var result: [Set<RowReference>] = []
    for group in groups {
        var joint = Set(group)
        result.removeAll { other in
            guard !other.isDisjoint(with: joint) else { return false }
            joint.formUnion(other)
            return true
        }
        result.append(joint)
    }
    return result
}

extension UnitFigures {
    /// Of the rows of one unit, or of the city, from January to `last`.
    fileprivate init(
        _ unit: String?, _ rows: [LedgerRow], through last: Month,
        without misstated: Set<RowReference> = []
    ) {
        let present = rows.filter { !$0.reported.isDropped }
        let signed = present.filter { row in
            guard let day = row.reported.signedOn?.first, row.reported.agreement != .framework,
                row.reported.agreement != Agreement.none
            else { return false }
            return day.year == last.year && Month(of: day) <= last
        }
        let started = present.filter { $0.reported.stage.map { $0 >= .started } ?? false }
        let paid = present.filter { $0.reported.received?.minor ?? 0 != 0 }
        func sum(_ rows: [LedgerRow], _ amount: KeyPath<ReportedProject, Money?>) -> Figure {
            let counted = rows.filter { $0.reported[keyPath: amount]?.currency == .CNY }
            return Figure(
                value: counted.reduce(0) { $0 + ($1.reported[keyPath: amount]?.minor ?? 0) },
                rows: counted.map(\.reference))
        }
        let foreign = Currency.allCases.filter { $0 != .CNY }.compactMap { currency in
            let counted = signed.filter { $0.reported.total?.currency == currency }
            return counted.isEmpty
                ? nil
                : ForeignSum(
                    currency: currency,
                    figure: Figure(
                        value: counted.reduce(0) { $0 + ($1.reported.total?.minor ?? 0) },
                        rows: counted.map(\.reference)))
        }
        self.init(
            unit: unit, signed: Figure(value: Int64(signed.count), rows: signed.map(\.reference)),
            total: sum(signed.filter { !misstated.contains($0.reference) }, \.total),
            started: Figure(value: Int64(started.count), rows: started.map(\.reference)),
            received: sum(paid, \.received), foreign: foreign)
    }
}

/// The figures of the table by the word in their address.
package enum DispatchFigureName: String, Sendable, CaseIterable {
    case signed, total, started, received

    package func figure(of figures: UnitFigures) -> Figure {
        switch self {
        case .signed: figures.signed
        case .total: figures.total
        case .started: figures.started
        case .received: figures.received
        }
    }
}
