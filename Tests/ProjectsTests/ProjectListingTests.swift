import Basics
import People
import Projects
import Storage
import TestSupport
import Testing

/// The list of projects and what it counts by, beside the slow way of finding the same.
@Suite("The list of projects")
struct ProjectListingTests {
    /// What alike projects come to, as kept and as counted now.
    private func tallies(_ office: LedgerOffice) async throws -> (kept: [String], counted: [String])
    {
        @Sendable func lines(_ rows: [ResultRow]) -> [String] {
            rows.map { "\($0.values)" }.sorted()
        }
        return try await office.store.read { tx in
            (
                lines(
                    try tx.rows(
                        """
                        SELECT unit_id, reached, class, standing, stage, agreement, chain, dropped,
                            projects, with_total, total_minor
                        FROM project_tally WHERE projects <> 0 OR total_minor <> 0
                        """)),
                lines(
                    try tx.rows(
                        """
                        SELECT unit_id, coalesce(reached, '') AS reached,
                            coalesce(class, '') AS class, standing, coalesce(stage, '') AS stage,
                            coalesce(agreement, '') AS agreement, coalesce(chain, '') AS chain,
                            dropped, count(*) AS projects,
                            count(CASE WHEN total_currency = 'CNY' THEN 1 END) AS with_total,
                            CAST(sum(CASE WHEN total_currency = 'CNY' THEN total_minor ELSE 0 END)
                                AS BIGINT) AS total_minor
                        FROM project GROUP BY unit_id, coalesce(reached, ''), coalesce(class, ''),
                            standing, coalesce(stage, ''), coalesce(agreement, ''),
                            coalesce(chain, ''), dropped
                        """))
            )
        }
    }

    /// The margins as kept and as the tally has them now.
    private func margins(_ office: LedgerOffice) async throws -> (kept: [String], summed: [String])
    {
        try await office.store.read { tx in
            func lines(_ source: Query) throws -> [String] {
                try tx.rows(
                    """
                    SELECT dimension, value, unit_id, CAST(sum(projects) AS BIGINT) AS projects,
                        CAST(sum(with_total) AS BIGINT) AS with_total,
                        CAST(sum(total_minor) AS BIGINT) AS total_minor
                    FROM (\(source)) AS margin WHERE projects <> 0 OR total_minor <> 0
                    GROUP BY dimension, value, unit_id
                    """
                ).map { "\($0.values)" }.sorted()
            }
            let rest: Query = "unit_id, projects, with_total, total_minor FROM project_tally"
            let columns = ["reached", "class", "standing", "stage", "agreement", "chain"]
            let parts = columns.map { column -> Query in
                "SELECT \(column) AS dimension, \(Query.name(column)) AS value, \(rest)"
            }
            let all: Query = "SELECT '' AS dimension, '' AS value, \(rest)"
            return (
                try lines("SELECT * FROM project_margin"),
                try lines(parts.reduce(all) { "\($0) UNION ALL \($1)" })
            )
        }
    }

    @Test("the tally is kept by whatever changes a project", arguments: Stores.available)
    func tally(stores: StoreKind) async throws {
        let office = try await LedgerOffice(stores)
        func check(_ step: Comment) async throws {
            let (kept, counted) = try await tallies(office)
            #expect(kept == counted, step)
            #expect(!kept.isEmpty, step)
            let (margins, summed) = try await margins(office)
            #expect(margins == summed, step)
            #expect(!margins.isEmpty, step)
        }
        try await office.take([battery, hydrogen], inSeptember, unit: "dongyu")
        try await check("collected")
        var grown = battery
        grown.total = "90000"
        grown.stage = "开工"
        try await office.take([grown, hydrogen], inOctober, unit: "dongyu")
        try await check("reported again")
        try await office.take([grown], inOctober, unit: "dongyu")
        try await office.take([grown], inSeptember, unit: "dongyu")
        try await check("replaced by sheets without one of them")
        #expect(try await office.projects().map(\.name) == [battery.name])
        let (id, district) = (
            try await office.project(battery.name).id, office.member(.district, unit: "dongyu")
        )
        try await office.classify(id, "build", district)
        try await office.report("reached", "lead", of: id, on: "2026-03-01", district)
        try await office.report("paused", of: id, on: "2026-04-01", because: "示例", district)
        try await check("classified, confirmed and paused")
    }

    @Test(
        "what is common is found by walking, what is rare by looking up: the same list",
        arguments: Stores.available)
    func walked(stores: StoreKind) async throws {
        let office = try await LedgerOffice(stores)
        let most = Limit.soughtProjects.count
        let many = (0..<most + 60).map { n in
            SheetLine(
                name: "示例园区\(n)号", investor: "示例投资\(n % 7)有限公司", total: "\(n % 90 * 500)",
                signed: "2026-0\(n % 9 + 1)-12")
        }
        try await office.take(many, inSeptember, unit: "dongyu")
        try await office.take([battery, hydrogen], inOctober, unit: "xiling")
        let district = office.member(.district, unit: "xiling")
        let given = try await office.project(battery.name).id
        for unit in ["dongyu", "statistics"] {
            try await office.assign(given, to: unit, because: "会商", district)
        }
        let all = try await office.store.read { tx in
            try tx.projects(ProjectFilter(), visibleTo: .all, limit: .rowsOfSheet)
        }
        #expect(all.count == most + 62)
        let assigned = Set(
            try await assign(every: 40, of: all.filter { $0.unit == "dongyu" }, at: office) + [
                given
            ])
        let filters: [(ProjectFilter, @Sendable (Project) -> Bool)] = [
            (ProjectFilter(), { _ in true }),
            (ProjectFilter(text: "示例园区"), { $0.name.contains("示例园区") }),
            (ProjectFilter(text: "氢燃料"), { $0.name.contains("氢燃料") }),
            (ProjectFilter(minimumFen: 1), { ($0.total?.minor ?? 0) >= 1 }),
            (
                ProjectFilter(minimumFen: 40_000_000_000),
                { ($0.total?.minor ?? 0) >= 40_000_000_000 }
            ),
            (ProjectFilter(unit: "dongyu"), { $0.unit == "dongyu" }),
            (ProjectFilter(unit: "xiling"), { $0.unit == "xiling" }),
            (ProjectFilter(stage: .signed), { $0.stage == .signed }),
            (ProjectFilter(round: inOctober), { $0.lastRound == inOctober }),
        ]
        let sights: [(Sight, @Sendable (Project) -> Bool)] = [
            (.all, { _ in true }), (.nothing, { _ in false }),
            (.units(["dongyu"]), { $0.unit == "dongyu" || $0.id == given }),
            (.units(["dongyu", "xiling"]), { _ in true }),
            (.units(["statistics"]), { assigned.contains($0.id) }),
            (
                .units(["xiling", "statistics"]),
                { $0.unit == "xiling" || assigned.contains($0.id) }
            ),
        ]
        for (sight, isSeen) in sights {
            let words = try await office.store.read { tx in
                try tx.projectsByChain(visibleTo: sight)
            }
            #expect(words.values.reduce(0, +) == all.count(where: isSeen), "\(sight)")
            for (filter, fits) in filters {
                let wanted = all.filter { isSeen($0) && fits($0) }.map(\.id)
                let (found, second, count) = try await office.store.read { tx in
                    let sought = try tx.found(tx.sought(filter), visibleTo: sight, shown: 100)
                    return (
                        try tx.projects(sought, limit: .rowsOfSheet, offset: 0),
                        try tx.projects(sought, limit: 50, offset: 50), sought.count
                    )
                }
                #expect(found.map(\.id) == wanted, "\(sight) \(filter)")
                #expect(second.map(\.id) == Array(wanted.dropFirst(50).prefix(50)))
                #expect(
                    count.isExact ? count.number == wanted.count : count.number < wanted.count)
                #expect(count.number >= min(wanted.count, 100))
            }
        }
        try await orders(office, all)
    }

    /// Some of one district's projects to a department.
    private func assign(
        every step: Int, of projects: [Project], at office: LedgerOffice
    ) async throws -> [Identifier] {
        let district = office.member(.district, unit: "dongyu")
        let ids = stride(from: 0, to: projects.count, by: step).map { projects[$0].id }
        for id in ids {
            try await office.assign(id, to: "statistics", because: "会商", district)
        }
        return ids
    }

    private func orders(_ office: LedgerOffice, _ all: [Project]) async throws {
        for (order, isBefore) in [
            (.total, { ($1.total?.minor ?? -1, $0.id) < ($0.total?.minor ?? -1, $1.id) }),
            (.signed, { ($1.signedOn?.first, $0.id) < ($0.signedOn?.first, $1.id) }),
        ] as [(ProjectOrder, (Project, Project) -> Bool)] {
            for sight in [Sight.all, .units(["dongyu", "xiling"])] {
                let found = try await office.projects(sight: sight, ProjectFilter(order: order))
                #expect(found.map(\.id) == all.sorted(by: isBefore).prefix(50).map(\.id))
            }
        }
    }
}

private func < (left: (Day?, Identifier), right: (Day?, Identifier)) -> Bool {
    (left.0?.number ?? 0, left.1) < (right.0?.number ?? 0, right.1)
}
