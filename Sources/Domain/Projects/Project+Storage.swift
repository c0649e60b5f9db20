package import Basics
package import People
package import Storage
import Texts

extension Limit {
    package static let rowsOfRound: Limit = 200_000
    package static let historyOfProject: Limit = 240
    static let projectsPerStatement: Limit = 200
    package static let projectsOfInvestors: Limit = 20_000
}

extension Transaction {
    /// Saves the latest values of each project: a new one appears, a known one moves on by one
    /// version.
    func save(_ projects: [Project], reportedAt places: [LedgerRow], at now: Instant) throws {
        let rows = zip(projects, places).map { project, row in
            project.stored(city: city, row: row)
        }
        try tallying(projects.map(\.id), at: now) {
            for part in rows.parts(of: .projectsPerStatement) { try run(upsert(part)) }
        }
        try keepInvestors(of: projects)
        try keepListings(of: projects.map(\.id), at: now)
        try keepReceipts(of: projects, at: now)
        try keepAssignments(of: projects.map(\.id))
        try index(projects.map(\.searchItem))
    }

    private func keepInvestors(of projects: [Project]) throws {
        try forgetInvestors(of: projects.map(\.id))
        try load(
            into: "project_investor",
            columns: ["city_id", "project_id", "position", "name_key", "code"],
            rows: projects.flatMap { project in
                project.investors.enumerated().map { position, investor in
                    [
                        city.stored, project.id.stored, position.stored,
                        investor.name.folded.stored,
                        investor.codeIsValid == true ? investor.code?.stored ?? .null : .null,
                    ]
                }
            })
    }

    /// Money goes along with a project that passes to another unit.
    private func keepReceipts(of projects: [Project], at now: Instant) throws {
        for part in projects.parts(of: .projectsPerStatement) {
            let moved = try rows(
                """
                UPDATE receipt SET project_unit = project.unit_id FROM project
                WHERE receipt.city_id = \(city) AND receipt.project_id IN \(part.map(\.id))
                    AND project.city_id = receipt.city_id AND project.id = receipt.project_id
                    AND receipt.project_unit <> project.unit_id
                RETURNING receipt.project_id
                """
            ).map { try $0.identifier("project_id") }
            if !moved.isEmpty { try passEntries(of: Set(moved).sorted(), at: now) }
        }
    }

    /// For a project that is no more.
    func forgetInvestors(of projects: [Identifier]) throws {
        for part in projects.parts(of: .projectsPerStatement) {
            try run(
                """
                DELETE FROM project_investor WHERE city_id = \(city) AND project_id IN \(part)
                """)
        }
    }

    /// The projects in which one of them invests, by its valid code or its name however it is
    /// written; the last reported first, at most `limit`.
    package func projects(
        ofInvestors names: some Sequence<String>, codes: some Sequence<String>,
        visibleTo sight: Sight, limit: Limit = .projectsOfInvestors
    ) throws -> [Project] {
        var found: [Identifier: Project] = [:]
        func add(_ column: String, _ values: some Sequence<String>) throws {
            for part in Set(values).sorted().parts(of: .projectsPerStatement) {
                for row in try rows(
                    """
                    SELECT project.* FROM project WHERE project.city_id = \(city)
                        AND \(isVisible(to: sight))
                        AND project.id IN (SELECT project_id FROM project_investor
                            WHERE city_id = \(city) AND \(Query.name(column)) IN \(part))
                    ORDER BY project.last_round DESC, project.id LIMIT \(limit)
                    """)
                {
                    let project = try Project(row)
                    found[project.id] = project
                }
            }
        }
        try add("name_key", names.map(\.folded))
        try add("code", codes)
        return found.values.sorted { ($1.lastRound, $0.id) < ($0.lastRound, $1.id) }
            .prefix(limit.count).map(\.self)
    }

    private func upsert(_ rows: [[StoredValue]]) -> Query {
        """
        INSERT INTO project (city_id, id, unit_id, name, name_key, investors, total_minor,
            total_currency, stage, agreement, signed_on, signed_precision, chain, mode,
            received_minor, received_currency, dropped, first_round, last_round, sheet_id,
            position, version)
        VALUES \(Query.values(rows))
        ON CONFLICT (city_id, id) DO UPDATE SET unit_id = excluded.unit_id,
            name = excluded.name, name_key = excluded.name_key, investors = excluded.investors,
            total_minor = excluded.total_minor, total_currency = excluded.total_currency,
            stage = excluded.stage, agreement = excluded.agreement,
            signed_on = excluded.signed_on, signed_precision = excluded.signed_precision,
            chain = excluded.chain, mode = excluded.mode,
            received_minor = excluded.received_minor,
            received_currency = excluded.received_currency, dropped = excluded.dropped,
            last_round = excluded.last_round, sheet_id = excluded.sheet_id,
            position = excluded.position, version = project.version + 1
        """
    }

    package func project(_ id: Identifier, visibleTo sight: Sight) throws -> Project? {
        try rows(
            """
            SELECT project.* FROM project WHERE city_id = \(city) AND id = \(id)
            AND \(isVisible(to: sight))
            """
        ).first.map(Project.init)
    }

    func projects(_ ids: Set<Identifier>, visibleTo sight: Sight) throws -> [Project] {
        try rows(
            """
            SELECT project.* FROM project WHERE project.city_id = \(city)
                AND project.id IN \(ids.sorted())
                AND \(isVisible(to: sight))
            """
        ).map(Project.init)
    }

    /// The rows that count in a round: those of confirmed sheets, by unit and place.
    package func ledgerRows(
        of round: Round, units: [String]? = nil, visibleTo sight: Sight
    ) throws -> [LedgerRow] {
        var condition: Query = """
            sheet.round = \(round.description) AND sheet.state = \(HandedState.applied.rawValue)
            AND \(sight.condition(unitColumn: "reported_row.unit_id"))
            """
        if let units { condition = "\(condition) AND reported_row.unit_id IN \(units)" }
        return try ledgerRows(where: condition)
    }

    /// All rows of one sheet, also of one that waits.
    package func ledgerRows(ofSheet id: Identifier, visibleTo sight: Sight) throws -> [LedgerRow] {
        try ledgerRows(
            where: """
                sheet.id = \(id) AND \(sight.condition(unitColumn: "reported_row.unit_id"))
                """)
    }

    /// What the sheets said of one project, the newest first. Rows of replaced sheets are left out.
    package func history(
        ofProject id: Identifier, visibleTo sight: Sight, limit: Limit = .historyOfProject
    ) throws -> [ProjectReport] {
        let states = [HandedState.applied.rawValue]
        guard let project = try project(id, visibleTo: sight) else { return [] }
        let found = try rows(
            """
            SELECT reported_row.*, sheet.file_name, sheet.round, sheet.handed_at
            FROM reported_row CROSS JOIN sheet
            WHERE reported_row.city_id = \(city) AND reported_row.project_id = \(id)
                AND sheet.city_id = reported_row.city_id AND sheet.id = reported_row.sheet_id
                AND sheet.state IN \(states)
                AND (reported_row.unit_id = \(project.unit)
                    OR \(sight.condition(unitColumn: "reported_row.unit_id")))
            ORDER BY sheet.round DESC, sheet.handed_at DESC LIMIT \(limit)
            """)
        return try found.map { row in
            guard let round = Round(text: try row.text("round")) else {
                throw WrongColumn(column: "round")
            }
            return ProjectReport(
                round: round, row: try LedgerRow(row, file: row.text("file_name")),
                handedAt: try row.instant("handed_at"))
        }
    }

    private func ledgerRows(where condition: Query) throws -> [LedgerRow] {
        try rows(
            """
            SELECT reported_row.*, sheet.file_name FROM reported_row
            JOIN sheet ON sheet.city_id = reported_row.city_id AND sheet.id = reported_row.sheet_id
            WHERE reported_row.city_id = \(city) AND \(condition)
            ORDER BY reported_row.unit_id, reported_row.sheet_id, reported_row.position
            LIMIT \(Limit.rowsOfRound)
            """
        ).map { try LedgerRow($0, file: $0.text("file_name")) }
    }

    /// Rounds with confirmed sheets, the newest first.
    package func rounds() throws -> [Round] {
        try rows(
            """
            SELECT DISTINCT round FROM sheet
            WHERE city_id = \(city) AND state = \(HandedState.applied.rawValue)
            ORDER BY round DESC LIMIT \(Limit.historyOfProject)
            """
        ).compactMap { Round(text: try $0.text("round")) }
    }
}

extension Project {
    init(_ row: ResultRow) throws {
        guard let first = Round(text: try row.text("first_round")),
            let last = Round(text: try row.text("last_round"))
        else { throw WrongColumn(column: "first_round") }
        guard let standing = ProjectStanding(rawValue: try row.text("standing")) else {
            throw WrongColumn(column: "standing")
        }
        self.init(
            id: try row.identifier("id"), unit: try row.text("unit_id"),
            name: try row.text("name"), investors: try row.investors("investors"),
            total: try row.money("total_minor", "total_currency"),
            stage: try row.optionalText("stage").flatMap(Stage.init),
            agreement: try row.optionalText("agreement").flatMap(Agreement.init),
            signedOn: try row.roughDay("signed_on", "signed_precision"),
            chain: try row.optionalText("chain"), mode: try row.optionalText("mode"),
            received: try row.money("received_minor", "received_currency"),
            isDropped: try row.flag("dropped"), firstRound: first, lastRound: last,
            projectClass: try row.optionalText("class"), reached: try row.optionalText("reached"),
            standing: standing, version: try row.int("version"))
    }

    /// What `row` says, as the latest word on a project.
    init(id: Identifier, reported row: ReportedProject, firstRound: Round, lastRound: Round) {
        self.init(
            id: id, unit: row.unit, name: row.name, investors: row.investors, total: row.total,
            stage: row.stage, agreement: row.agreement, signedOn: row.signedOn, chain: row.chain,
            mode: row.mode, received: row.received, isDropped: row.isDropped,
            firstRound: firstRound, lastRound: lastRound, projectClass: nil, reached: nil,
            standing: .active, version: 1)
    }

    fileprivate func stored(city: String, row: LedgerRow) -> [StoredValue] {
        [
            city.stored, id.stored, unit.stored, name.stored, pinyinKey(name).stored,
            JSONValue.array(investors.map(\.json)).text.stored, stored(total?.minor),
            stored(total?.currency.rawValue), stored(stage?.rawValue),
            stored(agreement?.rawValue), stored(signedOn?.first),
            stored(signedOn?.precision.rawValue), stored(chain), stored(mode),
            stored(received?.minor), stored(received?.currency.rawValue), isDropped.stored,
            firstRound.description.stored, lastRound.description.stored, row.sheet.stored,
            row.position.stored, version.stored,
        ]
    }

    private func stored(_ value: (some Storable)?) -> StoredValue { value?.stored ?? .null }

    fileprivate var searchItem: SearchItem {
        SearchItem(
            Subject("project", id.text), names: [name] + investors.map(\.name),
            codes: investors.compactMap(\.code), words: [chain].compactMap(\.self))
    }
}
