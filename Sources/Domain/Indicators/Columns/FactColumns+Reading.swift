import Basics
package import Storage

extension Limit {
    /// Rows read at once into columns.
    static let columnRows: Limit = 50_000
    /// Entries of the journal, and projects, after which columns are read anew as a whole.
    static let columnEntries: Limit = 2_000
    static let columnProjects: Limit = 2_000
}

extension Transaction {
    /// All of a city's facts as columns, about four microseconds a row.
    package func factColumns() throws -> FactColumns {
        var columns = FactColumns(state: try figureState())
        try readStates(into: &columns)
        try readEvents(into: &columns)
        let newest = try newest("receipt_entry", "receipt")
        for first in stride(from: Int64(0), through: newest, by: Limit.columnRows.count) {
            let last = first + Int64(Limit.columnRows.count)
            try columns.addReceipts(
                rows(receiptRows(where: "receipt > \(first - 1) AND receipt < \(last)")))
        }
        columns.receipts.sort()
        try columns.addExclusions(rows(exclusionRows(where: "1 = 1")))
        try columns.addListings(rows(listingRows(where: "1 = 1")))
        return columns
    }

    /// Brings columns up to what is there now, project by project. False where too much changed:
    /// then they are read anew.
    package func refresh(_ columns: inout FactColumns) throws -> Bool {
        let state = try figureState()
        if state == columns.state { return true }
        let entries = try rows(
            """
            SELECT kind, subjects FROM journal
            WHERE city_id = \(city) AND number > \(columns.state) AND kind NOT IN \(besideFacts)
            ORDER BY number LIMIT \(Limit.columnEntries)
            """)
        guard entries.count < Limit.columnEntries.count, !columns.isWorn else { return false }
        var changed: Set<Identifier> = []
        for entry in entries {
            let projects = try JSONValue(parsing: try entry.text("subjects")).projects
            if projects.isEmpty { return false }
            changed.formUnion(projects)
        }
        guard changed.count < Limit.columnProjects.count else { return false }
        let places = Set(changed.map { columns.place(of: $0) })
        columns.forget(places)
        for part in changed.sorted().parts(of: .projectsAskedFor) {
            let own: Query = "project_id IN \(part)"
            try columns.addStates(rows(stateRows(where: own)))
            try columns.addEvents(
                rows(eventRows(where: own)).sorted { left, right in
                    try (left.text("project_id"), left.integer("number"))
                        < (right.text("project_id"), right.integer("number"))
                })
            try columns.addReceipts(rows(receiptRows(where: own)))
            try columns.addExclusions(rows(exclusionRows(where: own)))
            try columns.addListings(rows(listingRows(where: own)))
        }
        columns.state = state
        return true
    }

    private func newest(_ table: String, _ column: String) throws -> Int64 {
        try rows(
            """
            SELECT coalesce(max(\(Query.name(column))), 0) AS n FROM \(Query.name(table))
            WHERE city_id = \(city)
            """)[0].integer("n")
    }

    private func readStates(into columns: inout FactColumns) throws {
        var last = ""
        while true {
            let found = try rows(
                """
                \(stateRows(where: "project_id > \(last)")) LIMIT \(Limit.columnRows)
                """)
            guard found.count == Limit.columnRows.count else {
                return try columns.addStates(found)
            }
            // The last project may have more rows: it is read with the next ones.
            let open = try found[found.count - 1].text("project_id")
            let whole = try found.filter { try $0.text("project_id") != open }
            try columns.addStates(whole)
            last = try whole.last?.text("project_id") ?? open
        }
    }

    private func readEvents(into columns: inout FactColumns) throws {
        let newest = try newest("project_event", "number")
        for first in stride(from: Int64(0), through: newest, by: Limit.columnRows.count) {
            let last = first + Int64(Limit.columnRows.count)
            let found = try rows(
                eventRows(where: "number > \(first - 1) AND number < \(last)"))
            for row in found { try columns.addEvent(row) }
        }
        columns.events.group()
    }
}

/// Kinds of entries that change no fact of a project, beside those that change no figure at all.
private let besideFacts =
    entriesBesideFigures + [
        "order.sent", "order.passed", "order.file_withdrawn", "obstacle.raised", "lead.submitted",
        "lead.sealed", "lights.lit", "light.excused", "light.excuse_granted",
        "light.excuse_refused", "indicator.targets_set", "scorecard.inputs_set",
        "series.published", "month.closed", "member.added", "member.edited", "member.granted",
        "member.disabled", "member.enabled", "member.password_reset", "member.password_changed",
        "member.factor_reset", "contact.recorded", "contact.changed", "contact.done",
        "contact.withdrawn", "duplicate.reviewed", "report.opened", "report.submitted",
        "report.returned", "report.recalled", "sheet.handed", "layout.corrected",
        "token.added", "token.revoked", "sign_in.locked", "sign_in.unlocked",
    ]

extension JSONValue {
    /// The projects among the subjects of an entry.
    fileprivate var projects: [Identifier] {
        (array ?? []).compactMap { subject in
            guard case .array(let pair) = subject, pair.count == 2, pair[0].string == "project"
            else { return nil }
            return pair[1].string.flatMap(Identifier.init)
        }
    }
}

extension Transaction {
    private func stateRows(where condition: Query) -> Query {
        """
        SELECT project_id, known_at, known_until, unit_id, class, standing, dropped, stage,
            agreement, total_minor, total_currency, chain, mode, origin, signed_on
        FROM project_state WHERE city_id = \(city) AND \(condition)
        ORDER BY project_id, known_at
        """
    }

    private func eventRows(where condition: Query) -> Query {
        """
        SELECT project_id, number, step, stage, happened_on,
            coalesce(decided_at, reported_at) AS known_at
        FROM project_event
        WHERE city_id = \(city) AND \(condition) AND state = 'confirmed' AND stage IS NOT NULL
            AND step IN ('reached', 'noted', 'revoked')
        ORDER BY number
        """
    }

    private func receiptRows(where condition: Query) -> Query {
        """
        SELECT project_id, known_at, unit_id, counted_on, arrived_on, times, layer, capital,
            source_class, currency, minor, yuan
        FROM receipt_entry WHERE city_id = \(city) AND \(condition)
        """
    }

    private func exclusionRows(where condition: Query) -> Query {
        """
        SELECT project_id, decided_at, since, until, undone_at FROM project_exclusion
        WHERE city_id = \(city) AND \(condition)
        """
    }

    private func listingRows(where condition: Query) -> Query {
        """
        SELECT project_id, kind, known_at, known_until FROM project_listing
        WHERE city_id = \(city) AND \(condition)
        """
    }
}

extension FactColumns {
    fileprivate mutating func forget(_ places: Set<Int32>) {
        for place in places {
            states.forget(place)
            events.forget(place)
            exclusions[place] = nil
            listings[place] = nil
        }
        receipts.forget(places)
    }

    /// In the order of projects.
    fileprivate mutating func addStates(_ rows: [ResultRow]) throws {
        for row in rows {
            let place = place(of: try row.identifier("project_id"))
            let at = Int32(states.known.count)
            let range = states.ranges[Int(place)]
            states.ranges[Int(place)] = (range.isEmpty ? at : range.lowerBound)..<(at + 1)
            let standing = try row.text("standing")
            states.known.append(try row.integer("known_at"))
            states.until.append(try row.integer("known_until"))
            states.project.append(place)
            states.signed.append(try signedDay(try row.optionalText("signed_on")))
            states.unit.append(words.code(of: try row.text("unit_id")))
            states.projectClass.append(words.code(of: try row.optionalText("class")))
            states.standing.append(words.code(of: standing))
            states.stage.append(words.code(of: try row.optionalText("stage")))
            states.agreement.append(words.code(of: try row.optionalText("agreement")))
            states.chain.append(words.code(of: try row.optionalText("chain")))
            states.mode.append(words.code(of: try row.optionalText("mode")))
            states.origin.append(words.code(of: try row.optionalText("origin")))
            states.inPipeline.append(
                try row.integer("dropped") == 0 && standing != "left" ? 1 : 0)
            states.total.append(
                try row.optionalText("total_currency") == Currency.CNY.rawValue
                    ? try row.optionalInteger("total_minor") ?? unknownAmount : unknownAmount)
        }
    }

    /// In the order of projects and, of one, of numbers.
    fileprivate mutating func addEvents(_ rows: [ResultRow]) throws {
        for row in rows {
            let at = Int32(events.known.count)
            try addEvent(row)
            let place = Int(events.project[Int(at)])
            let range = events.ranges[place]
            events.ranges[place] = (range.isEmpty ? at : range.lowerBound)..<(at + 1)
        }
    }

    fileprivate mutating func addEvent(_ row: ResultRow) throws {
        let word = try row.text("step")
        guard let step = EventStep(rawValue: word) else {
            throw WrongColumn(column: "step", found: .text(word))
        }
        events.project.append(place(of: try row.identifier("project_id")))
        events.known.append(try row.integer("known_at"))
        events.step.append(step)
        events.stage.append(words.code(of: try row.text("stage")))
        events.day.append(try day(try row.text("happened_on")))
    }

    fileprivate mutating func addReceipts(_ rows: [ResultRow]) throws {
        for row in rows {
            let minor = try row.integer("minor")
            receipts.known.append(try row.integer("known_at"))
            receipts.project.append(place(of: try row.identifier("project_id")))
            receipts.unit.append(words.code(of: try row.text("unit_id")))
            receipts.counted.append(try day(try row.text("counted_on")))
            receipts.arrived.append(try day(try row.text("arrived_on")))
            receipts.times.append(try row.integer("times"))
            receipts.layer.append(words.code(of: try row.text("layer")))
            receipts.capital.append(words.code(of: try row.text("capital")))
            receipts.source.append(words.code(of: try row.text("source_class")))
            receipts.yuan.append(try row.optionalInteger("yuan") ?? unknownAmount)
            receipts.dollars.append(
                try row.text("currency") == Currency.USD.rawValue ? minor : unknownAmount)
        }
    }

    fileprivate mutating func addExclusions(_ rows: [ResultRow]) throws {
        for row in rows {
            exclusions[place(of: try row.identifier("project_id")), default: []].append(
                FactSpan(
                    kind: 0, known: try row.integer("decided_at"),
                    until: try row.optionalInteger("undone_at") ?? .min,
                    since: try day(try row.text("since") + "-01"),
                    end: try row.optionalText("until").map { try day($0 + "-01") }))
        }
    }

    fileprivate mutating func addListings(_ rows: [ResultRow]) throws {
        for row in rows {
            listings[place(of: try row.identifier("project_id")), default: []].append(
                FactSpan(
                    kind: words.code(of: try row.text("kind")),
                    known: try row.integer("known_at"), until: try row.integer("known_until"),
                    since: 0, end: nil))
        }
    }

    private func signedDay(_ text: String?) throws -> Int32 {
        guard let text else { return unknownDay }
        return text.isEmpty ? undatedDay : try day(text)
    }
}

private func day(_ text: String) throws -> Int32 {
    guard let day = Day(text: text) else { throw WrongColumn(column: "day", found: .text(text)) }
    return Int32(day.number)
}

extension EventColumns {
    /// Puts the rows of each project side by side, their order kept.
    fileprivate mutating func group() {
        let count = ranges.count
        var starts = [Int32](repeating: 0, count: count + 1)
        for place in project { starts[Int(place) + 1] += 1 }
        for place in 0..<count { starts[place + 1] += starts[place] }
        var order = [Int](repeating: 0, count: project.count)
        var next = starts
        for (row, place) in project.enumerated() {
            order[Int(next[Int(place)])] = row
            next[Int(place)] += 1
        }
        known = order.map { known[$0] }
        project = order.map { project[$0] }
        step = order.map { step[$0] }
        stage = order.map { stage[$0] }
        day = order.map { day[$0] }
        ranges = (0..<count).map { starts[$0]..<starts[$0 + 1] }
    }
}
