package import Basics
package import People
package import Storage

/// The state of the ledger that a paper was made from: made again from the same state it is the
/// same, byte for byte.
package struct DataState: Sendable, Hashable {
    /// The journal's entry that last changed what the papers say.
    package let head: JournalHead
    package let at: Instant?

    package init(head: JournalHead, at: Instant?) {
        self.head = head
        self.at = at
    }
}

extension Transaction {
    /// The months that have sheets, confirmed or waiting, the newest first.
    package func handedMonths() throws -> [Month] {
        let states = HandedState.allCases.filter(\.isHandedIn).map(\.rawValue)
        return try rows(
            """
            SELECT DISTINCT round FROM sheet
            WHERE city_id = \(city) AND state IN \(states) AND length(round) = 7
            ORDER BY round DESC LIMIT \(Limit.historyOfProject)
            """
        ).compactMap { Month(text: try $0.text("round")) }
    }

    /// The meeting's table of a month, of the units that `sight` shows.
    package func dispatchTable(
        of month: Month, units: [String], visibleTo sight: Sight
    ) throws -> DispatchTable {
        DispatchTable(
            DispatchInput(
                month: month, units: units.filter(sight.includes),
                rows: try ledgerRows(of: .month(month), visibleTo: sight),
                previous: try ledgerRows(of: .month(month.previous), visibleTo: sight),
                lastYear: try ledgerRows(of: .ledger(year: month.year - 1), visibleTo: sight),
                same: try sameProjects(in: .month(month)),
                misstated: try confirmedSlips(in: .month(month))))
    }

    /// The last entry of the journal that says something of the ledger or of a decision.
    package func dataState() throws -> DataState {
        let kinds = [
            "sheet.confirmed", "suspicions.checked", "suspicion.decided", "suspicion.reopened",
        ]
        let last = try rows(
            """
            SELECT number, hash, recorded_at FROM journal
            WHERE city_id = \(city) AND kind IN \(kinds) ORDER BY number DESC LIMIT 1
            """
        ).first
        guard let last else { return DataState(head: .empty, at: nil) }
        return DataState(
            head: JournalHead(number: try last.integer("number"), hash: try last.text("hash")),
            at: try last.instant("recorded_at"))
    }

    /// The suspicions that touch a project, the newest round first.
    package func suspicions(
        ofProject id: Identifier, visibleTo sight: Sight
    ) throws -> [RaisedSuspicion] {
        let found = try rows(
            """
            SELECT DISTINCT suspicion_row.suspicion_id FROM suspicion_row
            JOIN reported_row ON reported_row.city_id = suspicion_row.city_id
                AND reported_row.sheet_id = suspicion_row.sheet_id
                AND reported_row.position = suspicion_row.row_position
            JOIN suspicion ON suspicion.city_id = suspicion_row.city_id
                AND suspicion.id = suspicion_row.suspicion_id
            WHERE suspicion_row.city_id = \(city) AND reported_row.project_id = \(id)
                AND suspicion.state <> 'cleared'
            ORDER BY suspicion_row.suspicion_id LIMIT \(Limit.projectsOnPage)
            """)
        return try found.compactMap {
            try suspicion($0.identifier("suspicion_id"), visibleTo: sight)
        }
    }
}
