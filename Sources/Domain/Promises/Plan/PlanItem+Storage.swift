package import Basics
package import People
import Rules
package import Storage

/// Which items a list shows.
package enum PlanView: String, Sendable, CaseIterable {
    /// Of the reader's unit, without this month's report.
    case report
    /// What waits for the reader's unit, which set it: to confirm, a day asked for.
    case decide
    /// All in sight.
    case all
}

/// Nil means all.
package struct PlanFilter: Sendable, Hashable {
    package var year: Int?
    package var view: PlanView
    package var owner: String?
    package var light: PlanLight?
    package var isOverdue: Bool

    package init(
        year: Int? = nil, view: PlanView = .all, owner: String? = nil, light: PlanLight? = nil,
        isOverdue: Bool = false
    ) {
        self.year = year
        self.view = view
        self.owner = owner
        self.light = light
        self.isOverdue = isOverdue
    }

    /// Whether the whole tree of a year is asked for.
    package var isWhole: Bool { year != nil && !isNarrowed }

    package var isNarrowed: Bool { view != .all || owner != nil || light != nil || isOverdue }
}

/// Who reads the plan: what they may see, and for which units they act.
package struct PlanReader: Sendable, Hashable {
    package let sight: Sight
    /// The units whose work is the reader's: the own one and those that it took over.
    package let units: [String]
    package let works: Bool
    package let today: Day

    package init(_ actor: Actor, rules: OrderRules, today: Day) {
        sight = actor.sight
        units = actor.unit.map { rules.worked(by: $0, on: today) } ?? []
        works = actor.may(.workPlans)
        self.today = today
    }
}

extension Transaction {
    /// Items in the reader's sight, each behind what it stands under, as they were set.
    package func planItems(_ filter: PlanFilter, for reader: PlanReader) throws -> [PlanItem] {
        try planItems(
            where: """
                \(condition(filter)) AND \(waiting(filter.view, reader))
                    AND \(planOverdue(filter, reader.today)) AND \(planInSight(reader.sight))
                """, limit: .itemsOfPlan)
    }

    package func planCount(_ filter: PlanFilter, visibleTo sight: Sight) throws -> Int {
        try rows(
            """
            SELECT count(*) AS n FROM plan_item AS item
            WHERE item.city_id = \(city) AND \(condition(filter)) AND \(planInSight(sight))
            """)[0].int("n")
    }

    /// What one view holds, of all years.
    package func planWork(_ view: PlanView, for reader: PlanReader) throws -> DueWork {
        let work = try rows(
            """
            SELECT count(*) AS n, min(due_on) AS first,
                coalesce(sum(CASE WHEN state = 'open' AND due_on < \(reader.today)
                    THEN 1 ELSE 0 END), 0) AS overdue
            FROM plan_item AS item
            WHERE item.city_id = \(city) AND \(waiting(view, reader))
                AND \(planInSight(reader.sight))
            """)[0].dueWork
        guard view == .report, let first = work.first else { return work }
        return DueWork(
            count: work.count, overdue: work.overdue,
            first: min(first, Month(of: reader.today).last))
    }

    /// Open items in sight whose last report was red.
    package func redPlanItems(visibleTo sight: Sight) throws -> Int {
        try rows(
            """
            SELECT count(*) AS n FROM plan_item AS item
            WHERE item.city_id = \(city) AND state IN ('open', 'finished') AND light = 'red'
                AND \(planInSight(sight))
            """)[0].int("n")
    }

    /// The years that have a plan, the latest first.
    package func planYears(visibleTo sight: Sight) throws -> [Int] {
        try rows(
            """
            SELECT DISTINCT year FROM plan_item AS item
            WHERE item.city_id = \(city) AND \(planInSight(sight))
            ORDER BY year DESC LIMIT 50
            """
        ).map { try $0.int("year") }
    }

    package func planItem(_ number: Int64, visibleTo sight: Sight) throws -> PlanItem? {
        try planItems(
            where: "item.number = \(number) AND \(planInSight(sight))", limit: 1
        ).first
    }

    /// The items that come from lines of a paper, by the line.
    package func planItems(
        ofDocument document: Int64, visibleTo sight: Sight
    ) throws -> [Int64: [PlanItem]] {
        let found = try planItems(
            where: "item.document = \(document) AND \(planInSight(sight))", limit: .itemsOfPlan)
        return Dictionary(grouping: found) { $0.origin?.line ?? 0 }
    }

    /// An item with what stands above and below it and everything that happened to it.
    package func planCourse(_ number: Int64, visibleTo sight: Sight) throws -> PlanCourse? {
        guard let item = try planItem(number, visibleTo: sight) else { return nil }
        let entries = try rows(
            """
            SELECT * FROM plan_act WHERE city_id = \(city) AND item = \(number)
            ORDER BY number LIMIT \(Limit.actsOfPlanItem)
            """
        ).map { try PlanEntry($0) }
        let set = try rows(
            """
            SELECT setter_unit, set_by, set_on, set_at FROM plan_item
            WHERE city_id = \(city) AND number = \(number)
            """
        ).map { row in
            PlanEntry(
                act: nil, unit: try row.text("setter_unit"), by: try row.text("set_by"),
                at: try row.instant("set_at"), on: try row.day("set_on"), month: nil, light: nil,
                text: nil, reason: nil, due: nil, moved: nil, shows: nil, was: nil)
        }
        return PlanCourse(
            item: item,
            above: try planItems(
                where: "item.number IN \(item.above) AND \(planInSight(sight))",
                limit: .levelsOfPlan),
            below: try below(item, visibleTo: sight).filter { $0.parent == number },
            entries: set + entries)
    }

    /// All that stands under an item.
    func below(_ item: PlanItem, visibleTo sight: Sight = .all) throws -> [PlanItem] {
        let path = planPath(item.above + [item.number])
        return try planItems(
            where: """
                item.year = \(item.year) AND item.number <> \(item.number)
                    AND item.path LIKE \(path + "%")
                    AND \(planInSight(sight))
                """, limit: .itemsOfPlan)
    }

    // MARK: What is meant

    private func condition(_ filter: PlanFilter) -> Query {
        var condition: Query = "1 = 1"
        if let year = filter.year { condition = "item.year = \(year)" }
        if let owner = filter.owner { condition = "\(condition) AND item.owner_unit = \(owner)" }
        if let light = filter.light {
            condition = """
                \(condition) AND item.light = \(light.rawValue)
                    AND item.state IN ('open', 'finished')
                """
        }
        return condition
    }

    private func planOverdue(_ filter: PlanFilter, _ today: Day) -> Query {
        filter.isOverdue ? "item.state = 'open' AND item.due_on < \(today)" : "1 = 1"
    }

    private func waiting(_ view: PlanView, _ reader: PlanReader) -> Query {
        switch view {
        case .all: "1 = 1"
        case .report:
            """
            item.state = 'open' AND item.owner_unit IN \(reader.units)
                AND (item.reported IS NULL
                    OR item.reported < \(Month(of: reader.today).description))
            """
        case .decide:
            """
            item.setter_unit IN \(reader.units)
                AND (item.state = 'finished'
                    OR item.state = 'open' AND item.asked_until IS NOT NULL)
            """
        }
    }

    /// A unit sees what it is to do or has set, all below that, and what it serves above.
    private func planInSight(_ sight: Sight) throws -> Query {
        guard case .units(let units) = sight else {
            return sight.condition(unitColumn: "item.owner_unit")
        }
        let own = try rows(
            """
            SELECT path FROM plan_item
            WHERE city_id = \(city) AND (owner_unit IN \(units) OR setter_unit IN \(units))
            ORDER BY number DESC LIMIT \(Limit.itemsOfPlan)
            """
        ).map { try numbers(inPlanPath: $0.text("path")) }
        let known = Set(own.compactMap(\.last))
        // Who sees an item sees what is below it: the highest of the own ones say it all.
        let highest = own.filter { known.isDisjoint(with: $0.dropLast()) }.compactMap(\.last)
        let above = Set(own.flatMap { $0.dropLast() }).sorted()
        return """
            (item.number IN \(above)
                OR EXISTS (SELECT 1 FROM plan_item AS own
                    WHERE own.city_id = item.city_id AND own.number IN \(highest)
                        AND substr(item.path, 1, length(own.path)) = own.path))
            """
    }

    private func planItems(where condition: Query, limit: Limit) throws -> [PlanItem] {
        try rows(
            """
            SELECT item.* FROM plan_item AS item
            WHERE item.city_id = \(city) AND \(condition)
            ORDER BY item.number LIMIT \(limit)
            """
        ).map { try PlanItem($0) }.inPlanOrder
    }
}

extension [PlanItem] {
    /// Each behind what it stands under; what stands side by side, as it was set.
    fileprivate var inPlanOrder: [PlanItem] {
        sorted { left, right in
            (left.above + [left.number]).lexicographicallyPrecedes(right.above + [right.number])
        }
    }
}

/// `/3/17/`
func planPath(_ numbers: [Int64]) -> String {
    "/" + numbers.map { "\($0)/" }.joined()
}

private func numbers(inPlanPath path: String) -> [Int64] {
    path.split(separator: "/").compactMap { Int64($0) }
}

extension PlanItem {
    fileprivate init(_ row: ResultRow) throws {
        guard let state = PlanState(rawValue: try row.text("state")) else {
            throw WrongColumn(column: "state")
        }
        let path = numbers(inPlanPath: try row.text("path"))
        self.init(
            number: try row.integer("number"), year: try row.int("year"),
            above: Array(path.dropLast()), text: try row.text("text"),
            measure: try row.optionalText("measure"), owner: try row.optionalText("owner_unit"),
            due: try row.optionalDay("due_on"), setter: try row.text("setter_unit"),
            setOn: try row.day("set_on"),
            origin: try row.optionalInteger("document").map { document in
                PlanOrigin(document: document, line: try row.integer("line"))
            }, state: state, light: try row.optionalText("light").flatMap(PlanLight.init),
            reported: try row.optionalText("reported").flatMap { Month(text: $0) },
            askedUntil: try row.optionalDay("asked_until"), version: try row.integer("version"))
    }
}

extension PlanEntry {
    fileprivate init(_ row: ResultRow) throws {
        guard let act = PlanAct(rawValue: try row.text("act")) else {
            throw WrongColumn(column: "act")
        }
        self.init(
            act: act, unit: try row.optionalText("unit_id"), by: try row.text("by_member"),
            at: try row.instant("done_at"), on: try row.day("done_on"),
            month: try row.optionalText("month").flatMap { Month(text: $0) },
            light: try row.optionalText("light").flatMap(PlanLight.init),
            text: try row.optionalText("text"), reason: try row.optionalText("reason"),
            due: try row.optionalDay("due_on"), moved: try row.optionalText("moved"),
            shows: try row.optionalText("shows"),
            was: try row.optionalText("was").map { try PlanTerms(JSONValue(parsing: $0)) })
    }
}

extension PlanTerms {
    fileprivate init(_ json: JSONValue) {
        self.init(
            text: json["text"]?.string, measure: json["measure"]?.string,
            owner: json["owner"]?.string, due: json["due"]?.string.flatMap { Day(text: $0) })
    }

    var json: JSONValue {
        .object([
            "text": JSONValue(text), "measure": JSONValue(measure), "owner": JSONValue(owner),
            "due": JSONValue(due?.description),
        ])
    }
}
