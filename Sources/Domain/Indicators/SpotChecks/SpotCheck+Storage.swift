import Basics
package import People
package import Rules
package import Storage

extension Limit {
    /// Spot checks that a list shows.
    static let spotChecksInList: Limit = 200
}

/// A spot check that isn't there.
package struct UnknownSpotCheck: Error {
    package init() {}
}

extension Transaction {
    /// What a figure's draw would be; nothing is kept. Whole facts only: what isn't known to count
    /// isn't drawn from.
    package func trySpotCheck(
        _ figure: FigureQuestion, _ question: SpotCheckQuestion
    ) throws -> SpotCheck {
        guard case .facts(let measure) = figure.indicator.body else {
            throw FigureRefusal([Problem("只能从逐个项目加起来的指标里抽", at: .field("indicator"))])
        }
        let query = FactQuery(measure: measure, question: figure, city: city, sight: .all)
        let projects = try rows(
            """
            SELECT project_id, min(grp) AS grp, sum(weight) AS weight
            FROM (\(query.rows)) AS fact WHERE met = 1
            GROUP BY project_id ORDER BY project_id
            LIMIT \(Limit.populationOfSpotCheck.count + 1)
            """
        ).map { row in
            CountedProject(
                project: try row.identifier("project_id"),
                unit: try row.optionalText("grp") ?? "", weight: try row.integer("weight"))
        }
        guard projects.count <= Limit.populationOfSpotCheck.count else {
            throw FigureRefusal([
                Problem(
                    "这个数有\(Limit.populationOfSpotCheck.count)个以上的项目，先换一个短些的期间",
                    at: .field("period"))
            ])
        }
        return SpotCheck(
            number: nil, question: question, population: projects.count,
            reported: projects.reduce(into: [:]) { $0[$1.unit, default: 0] += $1.weight },
            drawn: Indicators.drawn(projects, seed: question.seed, size: question.size),
            findings: [:], drawnBy: nil)
    }

    /// Draws and keeps, so that what is found can be written down. Its number.
    package func keepSpotCheck(
        _ figure: FigureQuestion, _ question: SpotCheckQuestion, _ occasion: Occasion
    ) throws -> Int64 {
        try occasion.actor.requireSpotChecks()
        let check = try trySpotCheck(figure, question)
        guard !check.drawn.isEmpty else {
            throw FigureRefusal([Problem("这个数没有项目，没有可抽的", at: .field("indicator"))])
        }
        let number = try nextNumber(of: "spot_check")
        try run(
            """
            INSERT INTO spot_check (city_id, number, indicator, settings, period, as_of, seed,
                size, population, drawn_by, drawn_at)
            VALUES (\(city), \(number), \(question.indicator), \(question.settings.text),
                \(question.period.description), \(question.asOf), \(question.seed),
                \(question.size), \(check.population), \(occasion.actor.name), \(occasion.at))
            """)
        try load(
            into: "spot_check_unit", columns: ["city_id", "spot_check", "unit_id", "reported"],
            rows: check.reported.sorted { $0.key < $1.key }.map {
                [city.stored, number.stored, $0.key.stored, $0.value.stored]
            })
        try load(
            into: "spot_check_project",
            columns: ["city_id", "spot_check", "place", "project_id", "unit_id", "reported"],
            rows: check.drawn.map { one in
                [
                    city.stored, number.stored, Int64(one.place).stored, one.project.stored,
                    one.unit.stored, one.reported.stored,
                ]
            })
        try record(
            "spot_check.drawn",
            on: [Subject("spot_check", String(number))]
                + check.drawn.map { Subject("project", $0.project.text) },
            by: occasion.actor.name, at: occasion.at,
            body: .object([
                "indicator": .string(question.indicator), "seed": .string(question.seed),
            ]))
        return number
    }

    /// Those that were kept, the newest first; read by who sees the city.
    package func spotChecks() throws -> [SpotCheck] {
        try spotChecks(where: "1 = 1")
    }

    package func spotCheck(_ number: Int64) throws -> SpotCheck? {
        try spotChecks(where: "number = \(number)").first
    }

    private func spotChecks(where condition: Query) throws -> [SpotCheck] {
        let found = try rows(
            """
            SELECT * FROM spot_check WHERE city_id = \(city) AND \(condition)
            ORDER BY number DESC LIMIT \(Limit.spotChecksInList)
            """)
        let numbers = try found.map { try $0.integer("number") }
        func parts(_ table: Query, by order: Query) throws -> [Int64: [ResultRow]] {
            try Dictionary(
                grouping: rows(
                    """
                    SELECT * FROM \(table) WHERE city_id = \(city) AND spot_check IN \(numbers)
                    ORDER BY \(order)
                    """), by: { try $0.integer("spot_check") })
        }
        guard !numbers.isEmpty else { return [] }
        let units = try parts("spot_check_unit", by: "unit_id")
        let projects = try parts("spot_check_project", by: "place")
        let findings = try parts("spot_check_finding", by: "number")
        return try zip(found, numbers).map { row, number in
            try SpotCheck(
                row, units: units[number] ?? [], projects: projects[number] ?? [],
                findings: findings[number] ?? [])
        }
    }

    /// Writes down what was found of one drawn project; a second finding takes the first's place
    /// and says why in its note.
    package func recordFinding(
        _ draft: FindingDraft, of number: Int64, in folder: CityFolder, _ occasion: Occasion
    ) throws {
        try occasion.actor.requireSpotChecks()
        guard let check = try spotCheck(number),
            let drawn = check.drawn.first(where: { $0.place == draft.place }),
            let indicator = folder.indicator(
                check.question.indicator, on: check.question.period.last)
        else { throw UnknownSpotCheck() }
        let (found, note) = try draft.checked(indicator.unit)
        let last = try rows(
            """
            SELECT max(number) AS number FROM spot_check_finding
            WHERE city_id = \(city) AND spot_check = \(number)
            """
        ).first?.optionalInteger("number")
        try run(
            """
            INSERT INTO spot_check_finding (city_id, spot_check, number, place, found, note,
                found_by, found_at)
            VALUES (\(city), \(number), \((last ?? 0) + 1), \(draft.place), \(found), \(note),
                \(occasion.actor.name), \(occasion.at))
            """)
        try record(
            "spot_check.found",
            on: [
                Subject("spot_check", String(number)), Subject("project", drawn.project.text),
            ], by: occasion.actor.name, at: occasion.at, body: .object(["found": .integer(found)]))
    }
}

extension Actor {
    /// What is drawn is of the whole city.
    fileprivate func requireSpotChecks() throws {
        try require(.checkProjects)
        guard sight == .all else { throw UnknownSpotCheck() }
    }
}

extension SpotCheck {
    fileprivate init(
        _ row: ResultRow, units: [ResultRow], projects: [ResultRow], findings: [ResultRow]
    ) throws {
        guard let period = Period(text: try row.text("period")) else {
            throw WrongColumn(column: "period")
        }
        self.init(
            number: try row.integer("number"),
            question: SpotCheckQuestion(
                indicator: try row.text("indicator"),
                settings: TargetSettings(stored: try row.text("settings")), period: period,
                asOf: try row.day("as_of"), seed: try row.text("seed"), size: try row.int("size")),
            population: try row.int("population"),
            reported: try Dictionary(
                units.map { (try $0.text("unit_id"), try $0.integer("reported")) },
                uniquingKeysWith: +),
            drawn: try projects.map { row in
                DrawnProject(
                    place: try row.int("place"), project: try row.identifier("project_id"),
                    unit: try row.text("unit_id"), reported: try row.integer("reported"))
            },
            findings: try Dictionary(
                findings.map { row in
                    (
                        try row.int("place"),
                        SpotFinding(
                            found: try row.integer("found"), note: try row.text("note"),
                            foundBy: try row.text("found_by"),
                            foundAt: try row.instant("found_at"))
                    )
                }, uniquingKeysWith: { $1 }), drawnBy: try row.text("drawn_by"))
    }
}
