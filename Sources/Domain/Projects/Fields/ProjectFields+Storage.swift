package import Basics
package import People
package import Rules
package import Storage
import Texts

extension Limit {
    /// Changes of the fields of one project that are shown.
    package static let fieldChanges: Limit = 1_000
}

extension Transaction {
    /// What is written down of a project; nil where the reader sees no such project.
    package func fields(
        of id: Identifier, rule: FieldsRule, visibleTo sight: Sight
    ) throws -> ProjectFields? {
        guard try project(id, visibleTo: sight) != nil else { return nil }
        let found = try entries(of: id, where: "is_present = 1")
        return ProjectFields(
            rule: rule,
            values: Dictionary(found.map { ($0.field, $0) }, uniquingKeysWith: { _, last in last }),
            numbers: try numbers(of: id))
    }

    /// Every value that ever stood, the latest first; empty where the reader sees no such project.
    package func fieldHistory(
        of id: Identifier, visibleTo sight: Sight
    ) throws -> [ProjectFieldEntry] {
        guard try project(id, visibleTo: sight) != nil else { return [] }
        return try entries(of: id, where: "1 = 1").sorted {
            ($1.at.microseconds, $0.field, $1.number) < ($0.at.microseconds, $1.field, $0.number)
        }
    }

    /// Writes down what differs; gives how many fields that was. The code of the online platform
    /// stands with one project only, unless a reason is given.
    package func describe(
        _ draft: ProjectFieldsDraft, of id: Identifier, version: Int, rule: FieldsRule,
        in folder: CityFolder, _ occasion: Occasion
    ) throws -> Int {
        let project = try ownProject(id, occasion)
        guard let fields = try fields(of: id, rule: rule, visibleTo: occasion.actor.sight) else {
            throw UnknownProject()
        }
        let changes = try draft.changes(against: fields, in: folder)
        guard !changes.isEmpty else { return 0 }
        if draft.reason == nil {
            let taken = try changes.filter { change in
                guard case .platformCode = change.field.kind, let code = change.value else {
                    return false
                }
                return try hasField(change.field.id, code, butNot: id)
            }
            guard taken.isEmpty else {
                throw ProjectRefusal(
                    taken.map {
                        Problem(
                            "这个代码已登记在另一个项目上；确是同一个代码的，写明原因再保存",
                            at: .field($0.field.id))
                    })
            }
        }
        for (field, value) in changes {
            try write(field.id, value, of: id, because: draft.reason, occasion)
        }
        try advance(project, from: version, setting: "class = class", at: occasion.at)
        try record(
            "project.described", on: project.subject, by: occasion.actor.name, at: occasion.at,
            body: .object([
                "fields": .array(changes.map { .string($0.field.id) }),
                "reason": JSONValue(draft.reason),
            ]))
        return changes.count
    }

    /// The highest mark (密级) of these projects, for what leaves the house; one without counts as
    /// internal. Nil where the city marks nothing.
    package func highestMark(of projects: [Identifier], rule: FieldsRule?) throws -> LocalName? {
        guard case .choice(let choices)? = rule?.field("mark")?.kind else { return nil }
        let marks = try marks(of: projects)
        let ranks = projects.map { id in
            choices.firstIndex { $0.id == marks[id] ?? "internal" } ?? 0
        }
        return ranks.max().map { choices[$0].name }
    }

    private func marks(of projects: [Identifier]) throws -> [Identifier: String] {
        var marks: [Identifier: String] = [:]
        for part in projects.parts(of: .projectsPerStatement) {
            let found = try rows(
                """
                SELECT project_id, value FROM project_field
                WHERE city_id = \(city) AND project_id IN \(part) AND field = 'mark'
                    AND is_present = 1 AND value IS NOT NULL
                """)
            for row in found { marks[try row.identifier("project_id")] = try row.text("value") }
        }
        return marks
    }

    /// Draws the city's and the unit's number of a project that has none yet: the prefix, for the
    /// unit its division, the day, a running number of that day and a check character.
    func drawNumbers(of project: Project, rule: FieldsRule, units: Units, on day: Day) throws {
        guard try numbers(of: project.id) == nil else { return }
        let date = day.description.filter { $0 != "-" }
        let place = units[project.unit]?.division ?? ""
        try run(
            """
            INSERT INTO project_number (city_id, project_id, city_number, unit_number)
            VALUES (\(city), \(project.id),
                \(try drawn(rule.cityPrefix + date, "city_number")),
                \(try drawn(rule.unitPrefix + place + date, "unit_number")))
            """)
    }

    private func drawn(_ start: String, _ column: String) throws -> String {
        let name = Query.name(column)
        let last = try rows(
            """
            SELECT \(name) AS n FROM project_number
            WHERE city_id = \(city) AND \(name) >= \(start) AND \(name) < \(start + ":")
            ORDER BY length(\(name)) DESC, \(name) DESC LIMIT 1
            """
        ).first?.text("n")
        let before = last.flatMap { Int($0.dropFirst(start.count).dropLast()) } ?? 0
        let digits = String(before + 1)
        let number = start + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
        return number + checkCharacter(of: number)
    }

    /// For the `WHERE` of a query over `project`, where a text is a number of a project or a code
    /// of the online platform.
    func numberCondition(_ text: String) -> Query? {
        let number = halfWidth(text).uppercased()
        let letters = number.utf8.prefix { (65...90).contains($0) }.count
        // One to four letters, the day and a running number: nothing else is written so.
        if (1...4).contains(letters), number.count >= letters + 12,
            number.dropFirst(letters).dropLast().utf8.allSatisfy({ (48...57).contains($0) }),
            checkCharacter(of: String(number.dropLast())) == number.suffix(1)
        {
            return """
                project.id IN (
                    SELECT project_id FROM project_number
                    WHERE city_id = \(city) AND city_number = \(number)
                    UNION ALL SELECT project_id FROM project_number
                    WHERE city_id = \(city) AND unit_number = \(number))
                """
        }
        guard let code = PlatformCode(text)?.text else { return nil }
        return """
            project.id IN (
                SELECT project_id FROM project_field
                WHERE city_id = \(city) AND field = 'platform-code' AND value = \(code)
                    AND is_present = 1)
            """
    }

    private func numbers(of id: Identifier) throws -> ProjectNumbers? {
        try rows(
            """
            SELECT city_number, unit_number FROM project_number
            WHERE city_id = \(city) AND project_id = \(id)
            """
        ).first.map {
            ProjectNumbers(city: try $0.text("city_number"), unit: try $0.text("unit_number"))
        }
    }

    private func hasField(
        _ field: String, _ value: String, butNot id: Identifier
    ) throws -> Bool {
        try !rows(
            """
            SELECT project_id FROM project_field WHERE city_id = \(city) AND field = \(field)
                AND value = \(value) AND is_present = 1 AND project_id <> \(id) LIMIT 1
            """
        ).isEmpty
    }

    private func write(
        _ field: String, _ value: String?, of id: Identifier, because reason: String?,
        _ occasion: Occasion
    ) throws {
        let last = try rows(
            """
            SELECT number FROM project_field WHERE city_id = \(city) AND project_id = \(id)
                AND field = \(field) AND is_present = 1
            """
        ).first?.integer("number")
        try run(
            """
            UPDATE project_field SET is_present = 0
            WHERE city_id = \(city) AND project_id = \(id) AND field = \(field) AND is_present = 1
            """)
        try run(
            """
            INSERT INTO project_field (city_id, project_id, field, number, value, is_present,
                by_member, unit_id, written_at, reason)
            VALUES (\(city), \(id), \(field), \((last ?? 0) + 1), \(value), \(1),
                \(occasion.actor.name), \(occasion.actor.unit), \(occasion.at), \(reason))
            """)
    }

    private func entries(of id: Identifier, where condition: Query) throws -> [ProjectFieldEntry] {
        try rows(
            """
            SELECT * FROM project_field WHERE city_id = \(city) AND project_id = \(id)
                AND \(condition)
            ORDER BY field, number LIMIT \(Limit.fieldChanges)
            """
        ).map { row in
            ProjectFieldEntry(
                field: try row.text("field"), number: try row.integer("number"),
                value: try row.optionalText("value"), by: try row.text("by_member"),
                unit: try row.optionalText("unit_id"), at: try row.instant("written_at"),
                reason: try row.optionalText("reason"))
        }
    }
}
