import Basics
package import Indicators
package import Rules
package import Storage

/// The facts of a ledger read from its own tables as they stand now, none of those that figures are
/// made from: to compute any figure the slow way, each fact asked for itself, without SQL.
package struct SlowLedger {
    private let facts: [FactSource: [String: [FactValues]]]

    package init(_ tx: any Transaction) throws {
        let events = try events(from: tx)
        let projects = try knownProjects(events, from: tx)
        let stages = events.filter { $0.step == "reached" }.compactMap { event -> UnitFact? in
            guard let project = projects[event.project] else { return nil }
            var values = project.values
            values.fields["stage"] = .word(event.stage)
            values.fields["happened_on"] = .day(event.day)
            return UnitFact(unit: project.unit, values: values)
        }
        func byUnit(_ facts: some Sequence<UnitFact>) -> [String: [FactValues]] {
            Dictionary(grouping: facts, by: \.unit).mapValues { $0.map(\.values) }
        }
        facts = [
            .project: byUnit(projects.values), .stage: byUnit(stages),
            .receipt: byUnit(try receipts(of: projects, from: tx)),
        ]
    }

    /// By unit.
    package func sums(_ question: FigureQuestion, in folder: CityFolder) -> [String: FactSum] {
        switch question.indicator.body {
        case .facts(let measure):
            return (facts[measure.source] ?? [:]).mapValues {
                measure.sum(of: $0, over: question.period, parameters: question.settings)
            }
        case .derived(let formula):
            var sums: [String: [String: FactSum]] = [:]
            for id in Set(formula.indicators) {
                guard let part = folder.indicator(id, on: question.period.last) else { continue }
                for (unit, sum) in self.sums(question.asking(part), in: folder) {
                    sums[unit, default: [:]][id] = sum
                }
            }
            return sums.compactMapValues { given in
                var given = given
                for id in formula.indicators where given[id] == nil { given[id] = FactSum() }
                return formula.sum(of: given)
            }
        }
    }
}

private struct UnitFact {
    let unit: String
    let values: FactValues
}

private func knownProjects(
    _ events: [CountingEvent], from tx: any Transaction
) throws -> [String: UnitFact] {
    let slips = try Set(
        tx.rows(
            """
            SELECT suspicion_row.sheet_id, suspicion_row.row_position FROM suspicion_row
            JOIN suspicion ON suspicion.city_id = suspicion_row.city_id
                AND suspicion.id = suspicion_row.suspicion_id
            WHERE suspicion.kind = 'unit' AND suspicion.decision = 'confirmed'
            """
        ).map { "\(try $0.text("sheet_id")) \(try $0.integer("row_position"))" })
    var origins: [String: String] = [:]
    for row in try tx.rows(
        "SELECT project_id, value FROM project_field WHERE field = 'origin' AND is_present = 1")
    {
        origins[try row.text("project_id")] = try row.optionalText("value")
    }
    var listed: [String: Set<String>] = [:]
    for row in try tx.rows("SELECT project_id, kind, known_until FROM project_listing")
    where try row.integer("known_until") == .max {
        listed[try row.text("project_id"), default: []].insert(try row.text("kind"))
    }
    let course = Dictionary(grouping: events, by: \.project)
    var found: [String: UnitFact] = [:]
    for row in try tx.rows("SELECT * FROM project") {
        let (id, unit) = (try row.text("id"), try row.text("unit_id"))
        let isSlip = slips.contains("\(try row.text("sheet_id")) \(try row.integer("position"))")
        let standing = try row.text("standing")
        var fields: [String: FactValue] = [
            "unit": .word(unit), "standing": .word(standing),
            "in_pipeline": .flag(try !row.flag("dropped") && standing != "left"),
        ]
        for (name, column) in [
            ("class", "class"), ("reported_stage", "stage"), ("agreement", "agreement"),
            ("chain", "chain"), ("mode", "mode"),
        ] {
            fields[name] = try row.optionalText(column).map(FactValue.word)
        }
        fields["origin"] = origins[id].map(FactValue.word)
        fields["signed_on"] = try row.optionalDay("signed_on").map(FactValue.day)
        if !isSlip, let minor = try row.optionalInteger("total_minor"),
            let currency = try row.optionalText("total_currency").flatMap(Currency.init)
        {
            fields["total"] = .amount(Money(minor: minor, currency))
        }
        var values = FactValues(fields: fields)
        values.listed = listed[id] ?? []
        for event in course[id] ?? [] {
            switch event.step {
            case "reached": values.reached[event.stage] = event.day
            case "noted": values.noted.insert(event.stage)
            case "revoked": values.noted.remove(event.stage)
            default: break
            }
        }
        found[id] = UnitFact(unit: unit, values: values)
    }
    return found
}

private struct CountingEvent {
    let project: String
    let step: String
    let stage: String
    let day: Day
}

private func events(from tx: any Transaction) throws -> [CountingEvent] {
    try tx.rows(
        """
        SELECT project_id, step, stage, happened_on FROM project_event
        WHERE state = 'confirmed' AND stage IS NOT NULL ORDER BY number
        """
    ).map { row in
        CountingEvent(
            project: try row.text("project_id"), step: try row.text("step"),
            stage: try row.text("stage"), day: try row.day("happened_on"))
    }
}

/// In its month, and back in the month of its correction.
private func receipts(
    of projects: [String: UnitFact], from tx: any Transaction
) throws -> [UnitFact] {
    let exclusions = try tx.rows("SELECT project_id, since, until FROM project_exclusion").map {
        (try $0.text("project_id"), try $0.text("since"), try $0.optionalText("until"))
    }
    var found: [UnitFact] = []
    for row in try tx.rows("SELECT * FROM receipt WHERE state = 'confirmed'") {
        let id = try row.text("project_id")
        guard let project = projects[id] else { continue }
        func add(_ month: String, times: Int64) throws {
            guard let first = Day(text: month + "-01") else { return }
            var values = project.values
            values.fields["counted_on"] = .day(first)
            values.fields["arrived_on"] = .day(try row.day("arrived_on"))
            values.fields["layer"] = .word(try row.text("layer"))
            values.fields["capital"] = .word(try row.text("capital"))
            values.fields["money_source"] = .word(try row.text("source_class"))
            values.fields["yuan"] = try row.optionalInteger("yuan").map {
                .amount(Money(minor: times * $0))
            }
            if try row.text("currency") == "USD" {
                values.fields["usd"] = .amount(
                    Money(minor: times * (try row.integer("minor")), .USD))
            }
            values.fields["excluded"] = .flag(
                exclusions.contains { project, since, until in
                    project == id && since <= month && (until.map { $0 > month } ?? true)
                })
            found.append(UnitFact(unit: project.unit, values: values))
        }
        try add(row.text("month"), times: 1)
        if let month = try row.optionalText("reversed_in") { try add(month, times: -1) }
    }
    return found
}

extension IndicatorFigure {
    /// By the value of its dimension, what is nothing at all left out.
    package var sums: [String: FactSum] {
        Dictionary(
            groups.map { ($0.value ?? "", $0.sum) }, uniquingKeysWith: { first, _ in first }
        ).withoutEmpty
    }
}

extension [String: FactSum] {
    package var withoutEmpty: [String: FactSum] {
        filter { $0.value.value != 0 || ($0.value.base ?? 0) != 0 || $0.value.unknown > 0 }
    }
}
