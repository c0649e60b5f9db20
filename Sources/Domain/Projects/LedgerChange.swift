package import Basics
package import People
package import Storage

/// A change between two months with the stored rows it is about.
package struct LedgerChange: Sendable, Hashable {
    package let change: ProjectChange
    package let before: LedgerRow?
    package let after: LedgerRow?

    package var kind: ProjectChangeKind { change.kind }
    package var reasons: [Phrase] { change.reasons }
}

extension Transaction {
    /// The journal's last entry of a confirmed sheet; 0 before the first. While it is the same, the
    /// rows of all rounds are the same.
    package func ledgerState() throws -> Int64 {
        try rows(
            """
            SELECT number FROM journal WHERE city_id = \(city) AND kind = 'sheet.confirmed'
            ORDER BY number DESC LIMIT 1
            """
        ).first?.integer("number") ?? 0
    }

    /// What a month's sheets changed, unit by unit, against each unit's last month.
    package func changes(
        in month: Month, rules: CheckingRules, visibleTo sight: Sight
    ) throws -> [LedgerChange] {
        try changes(
            to: ledgerRows(of: .month(month), visibleTo: sight), round: .month(month), rules)
    }

    /// What a sheet changes or would change; nil where its units have no month before.
    package func changes(
        bySheet sheet: HandedSheet, rows: [LedgerRow], rules: CheckingRules
    ) throws -> [LedgerChange]? {
        guard sheet.round.month != nil else { return nil }
        let units = Array(Set(rows.map(\.reported.unit))).sorted()
        guard try !previousRows(of: units, before: sheet.round).isEmpty else { return nil }
        return try changes(to: rows, round: sheet.round, rules)
    }

    private func changes(
        to current: [LedgerRow], round: Round, _ rules: CheckingRules
    ) throws -> [LedgerChange] {
        let units = Array(Set(current.map(\.reported.unit))).sorted()
        let previous = try previousRows(of: units, before: round)
        let rows = Dictionary(
            (previous + current).map { ($0.placedBySheet.place, $0) },
            uniquingKeysWith: { first, _ in first })
        return projectChanges(
            from: previous.map(\.placedBySheet), to: current.map(\.placedBySheet),
            places: rules.places, thresholds: rules.thresholds
        ).map { change in
            let found = change.rows.map { rows[$0] }
            let (first, last) = (found.first ?? nil, found.last ?? nil)
            return switch change.kind {
            case .new: LedgerChange(change: change, before: nil, after: first)
            case .vanished: LedgerChange(change: change, before: first, after: nil)
            case .changed: LedgerChange(change: change, before: first, after: last)
            }
        }
    }
}
