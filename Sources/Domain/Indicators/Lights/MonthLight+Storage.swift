package import Basics
package import People
package import Rules
package import Storage
import Texts

extension Limit {
    /// Lights of a month.
    static let lightsOfMonth: Limit = 50_000
    /// Letters of a good reason and of what was decided of it.
    static let lettersOfExcuse: Limit = 500
}

extension Transaction {
    /// Lights of a month in sight, by rule, the worst first.
    package func lights(of month: Month, visibleTo sight: Sight) throws -> [MonthLight] {
        try lights(
            where: """
                light.month = \(month.description)
                AND \(sight.condition(unitColumn: "light.unit_id"))
                """)
    }

    package func light(_ number: Int64, visibleTo sight: Sight) throws -> MonthLight? {
        try lights(
            where: """
                light.number = \(number) AND \(sight.condition(unitColumn: "light.unit_id"))
                """
        ).first
    }

    private func lights(where condition: Query) throws -> [MonthLight] {
        try rows(
            """
            SELECT light.*, excuse.reason, excuse.asked_by, excuse.asked_at, excuse.granted,
                excuse.note, excuse.decided_by
            FROM light LEFT JOIN light_excuse AS excuse
                ON excuse.city_id = light.city_id AND excuse.light = light.number
            WHERE light.city_id = \(city) AND \(condition)
            ORDER BY light.rule, light.level, light.measure DESC, light.number
            LIMIT \(Limit.lightsOfMonth)
            """
        ).map(MonthLight.init)
    }

    /// The rules that were gone through for a month.
    package func litRules(of month: Month) throws -> Set<String> {
        try Set(
            rows(
                """
                SELECT rule FROM light_run
                WHERE city_id = \(city) AND month = \(month.description)
                """
            ).map { try $0.text("rule") })
    }

    /// Lights what every rule in force measures at the end of a month. A month is lit once: what
    /// comes to light later shows in the next. Refused before the month has ended and where
    /// every rule was gone through. How many were lit.
    @discardableResult
    package func lightUp(
        _ month: Month, in folder: CityFolder, today: Day, _ occasion: Occasion
    ) throws -> Int {
        try occasion.actor.require(.makeDispatch)
        guard month.last < today else {
            throw FigureRefusal([Problem("\(month)还没有结束", at: .field("month"))])
        }
        let lit = try litRules(of: month)
        let waiting = folder.lights(on: month.last).filter { !lit.contains($0.rule.id) }
        guard !waiting.isEmpty else {
            throw FigureRefusal([Problem("\(month)已经亮过灯", at: .field("month"))])
        }
        let before = try Dictionary(
            lights(of: month.previous, visibleTo: .all).filter(\.counts).map {
                ([$0.rule, $0.project?.text ?? $0.unit], $0.running)
            }, uniquingKeysWith: { first, _ in first })
        var number = try nextNumber(of: "light")
        let first = number
        for (rule, light) in waiting {
            var kept: [[StoredValue]] = []
            for reading in try lightReadings(light, of: month, known: occasion.at, in: folder) {
                let running = (before[[rule.id, reading.project?.text ?? reading.unit]] ?? 0) + 1
                let level = light.level(
                    reading.value, isFalling: reading.isFalling, running: running)
                guard level != .good else { continue }
                kept.append([
                    city.stored, number.stored, rule.id.stored, month.description.stored,
                    reading.unit.stored, reading.project?.stored ?? .null,
                    level.rawValue.stored,
                    reading.value.stored, running.stored, reading.inputs.text.stored,
                ])
                number += 1
            }
            try load(
                into: "light",
                columns: [
                    "city_id", "number", "rule", "month", "unit_id", "project_id", "level",
                    "measure", "running", "inputs",
                ], rows: kept)
            try run(
                """
                INSERT INTO light_run (city_id, rule, month, lit_by, lit_at)
                VALUES (\(city), \(rule.id), \(month.description), \(occasion.actor.name),
                    \(occasion.at))
                """)
        }
        let count = Int(number - first)
        try record(
            "lights.lit", on: [Subject("month", month.description)], by: occasion.actor.name,
            at: occasion.at,
            body: .object([
                "rules": .array(waiting.map { .string($0.rule.id) }), "lights": JSONValue(count),
            ]))
        return count
    }

    /// A unit says why; once for a light.
    package func excuse(
        _ number: Int64, because reason: String, visibleTo sight: Sight, _ occasion: Occasion
    ) throws {
        try occasion.actor.require(.answerOrders)
        guard let light = try light(number, visibleTo: sight) else { throw UnknownLight() }
        let reason = trimmed(reason)
        var problems: [Problem] = []
        if light.excuse != nil { problems.append(Problem("已经说明过理由")) }
        if reason.isEmpty { problems.append(Problem("写明理由", at: .field("reason"))) }
        if reason.count > Limit.lettersOfExcuse.count {
            problems.append(Problem("最多\(Limit.lettersOfExcuse.count)个字", at: .field("reason")))
        }
        guard problems.isEmpty else { throw FigureRefusal(problems) }
        try run(
            """
            INSERT INTO light_excuse (city_id, light, reason, asked_by, asked_at)
            VALUES (\(city), \(number), \(reason), \(occasion.actor.name), \(occasion.at))
            """)
        try tell("light.excused", light, occasion)
    }

    /// Another unit of a kind that the rule names approves a reason, or doesn't.
    package func decideExcuse(
        _ number: Int64, isGranted: Bool, note: String?, in folder: CityFolder,
        visibleTo sight: Sight, _ occasion: Occasion
    ) throws {
        guard let light = try light(number, visibleTo: sight) else { throw UnknownLight() }
        if case .member(let member) = occasion.actor {
            if !member.may(.issueOrders) { try member.require(.confirmStages) }
            guard light.mayBeDecided(by: member, in: folder) else {
                throw FigureRefusal([Problem("这个理由由办法写明的单位核定，自己的不能自己定")])
            }
        }
        let note = note.map(trimmed).flatMap { $0.isEmpty ? nil : $0 }
        var problems: [Problem] = []
        if light.excuse == nil { problems.append(Problem("还没有说明理由")) }
        if light.excuse?.isGranted != nil { problems.append(Problem("已经核定过")) }
        if !isGranted, note == nil {
            problems.append(Problem("不认可请写明为什么", at: .field("note")))
        }
        if (note?.count ?? 0) > Limit.lettersOfExcuse.count {
            problems.append(Problem("最多\(Limit.lettersOfExcuse.count)个字", at: .field("note")))
        }
        guard problems.isEmpty else { throw FigureRefusal(problems) }
        try run(
            """
            UPDATE light_excuse SET granted = \(isGranted ? 1 : 0), note = \(note),
                decided_by = \(occasion.actor.name), decided_at = \(occasion.at)
            WHERE city_id = \(city) AND light = \(number)
            """)
        try tell(isGranted ? "light.excuse_granted" : "light.excuse_refused", light, occasion)
    }

    private func tell(_ event: String, _ light: MonthLight, _ occasion: Occasion) throws {
        try record(
            event,
            on: [Subject("light", String(light.number))]
                + (light.project.map { [Subject("project", $0.text)] } ?? []),
            by: occasion.actor.name, at: occasion.at,
            body: .object(["rule": .string(light.rule), "unit": .string(light.unit)]))
    }

    /// Of the last month that was lit: lights of the reader's units that nobody has explained,
    /// reasons that nobody has decided, and lights of other units of which the rules tell the
    /// reader's.
    package func lightWork(
        of own: Unit?, in folder: CityFolder, visibleTo sight: Sight
    ) throws -> (month: Month, unexplained: Int, undecided: Int, told: Int)? {
        let newest = try rows(
            "SELECT max(month) AS month FROM light_run WHERE city_id = \(city)"
        ).first?.optionalText("month")
        guard let month = newest.flatMap({ Month(text: $0) }) else { return nil }
        let row = try rows(
            """
            SELECT count(CASE WHEN excuse.light IS NULL THEN 1 END) AS unexplained,
                count(CASE WHEN excuse.light IS NOT NULL AND excuse.granted IS NULL THEN 1 END)
                    AS undecided
            FROM light LEFT JOIN light_excuse AS excuse
                ON excuse.city_id = light.city_id AND excuse.light = light.number
            WHERE light.city_id = \(city) AND light.month = \(month.description)
                AND \(sight.condition(unitColumn: "light.unit_id"))
            """)[0]
        return (
            month, try row.int("unexplained"), try row.int("undecided"),
            try told(own, of: month, in: folder, visibleTo: sight)
        )
    }

    private func told(
        _ own: Unit?, of month: Month, in folder: CityFolder, visibleTo sight: Sight
    ) throws -> Int {
        guard let own else { return 0 }
        let told = folder.lights(on: month.last).flatMap { rule, light in
            LightLevel.allCases.filter { light.tells?[$0]?.contains(own.kind) == true }.map {
                level -> Query in
                "light.rule = \(rule.id) AND light.level = \(level.rawValue)"
            }
        }
        guard !told.isEmpty else { return 0 }
        return try rows(
            """
            SELECT count(*) AS n FROM light
            WHERE city_id = \(city) AND month = \(month.description) AND unit_id <> \(own.id)
                AND (\(Query.joined(told, by: "OR")))
                AND \(sight.condition(unitColumn: "light.unit_id"))
            """)[0].int("n")
    }
}

/// There is no such light in sight.
package struct UnknownLight: Refusal, Equatable {
    package init() {}

    package var problems: [Problem] { [Problem("没有这盏灯")] }
}

extension MonthLight {
    fileprivate init(_ row: ResultRow) throws {
        guard let month = Month(text: try row.text("month")) else {
            throw WrongColumn(column: "month")
        }
        guard let level = LightLevel(rawValue: try row.text("level")) else {
            throw WrongColumn(column: "level")
        }
        self.init(
            number: try row.integer("number"), rule: try row.text("rule"), month: month,
            unit: try row.text("unit_id"), project: try row.optionalIdentifier("project_id"),
            level: level, measure: try row.integer("measure"), running: try row.int("running"),
            inputs: try JSONValue(parsing: Array(row.text("inputs").utf8)),
            excuse: try row.optionalText("reason").map { reason in
                LightExcuse(
                    reason: reason, askedBy: try row.text("asked_by"),
                    askedAt: try row.instant("asked_at"),
                    isGranted: try row.optionalInteger("granted").map { $0 == 1 },
                    note: try row.optionalText("note"),
                    decidedBy: try row.optionalText("decided_by"))
            })
    }
}
