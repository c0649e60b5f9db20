package import Basics
package import People
package import Rules
package import Storage

/// One project with what a layout of the city asks for; what it doesn't ask for is empty.
package struct ExportedProject: Sendable {
    package let project: Project
    package var contact: String?
    package var content: String?
    package var remark: String?
    package var numbers: ProjectNumbers?
    /// Values in their fields' own form.
    package var fields: [String: String] = [:]
    package var planned: [String: Month] = [:]
    /// The day on which each stage was reached, where that is confirmed.
    package var reached: [String: Day] = [:]
    /// What counts, by layer: in the year that was asked for, and in all.
    package var year: [MoneyLayer: MoneyTotal] = [:]
    package var total: [MoneyLayer: MoneyTotal] = [:]

    package init(_ project: Project) { self.project = project }
}

extension ProjectFilter {
    /// Narrowed by the projects of a layout too; nil where the two exclude each other.
    package func narrowed(by sought: ExportedProjects) -> ProjectFilter? {
        var filter = self
        var agree = true
        func join<Value: Equatable>(
            _ path: WritableKeyPath<ProjectFilter, Value?>, _ value: Value?
        ) {
            guard let value else { return }
            agree = agree && (filter[keyPath: path] ?? value) == value
            filter[keyPath: path] = value
        }
        join(\.unit, sought.unit)
        join(\.stage, sought.stage.flatMap(Stage.init))
        join(\.chain, sought.chain)
        join(\.agreement, sought.agreement.flatMap(Agreement.init))
        join(\.standing, sought.standing.flatMap(ProjectStanding.init))
        join(\.projectClass, sought.projectClass)
        join(\.reached, sought.reached.map(ReachedFilter.stage))
        filter.fields.merge(sought.fields) { own, other in
            agree = agree && own == other
            return own
        }
        if let least = sought.least {
            filter.minimumFen = max(filter.minimumFen ?? 0, Int64(least) * Money.fenPerYi)
        }
        return agree ? filter : nil
    }
}

extension Transaction {
    /// The projects of a list as a layout wants them, in the order of the list and in the reader's
    /// sight. Money counts up to `day`, of its year and in all.
    package func exported(
        _ filter: ProjectFilter, as layout: ExportLayout, visibleTo sight: Sight, on day: Day
    ) throws -> [ExportedProject] {
        guard let filter = filter.narrowed(by: layout.projects) else { return [] }
        let projects = try projects(filter, visibleTo: sight, limit: .rowsOfSheet)
        let needs = ExportNeeds(layout)
        return try projects.parts(of: .projectsPerStatement).flatMap { part in
            var found = Dictionary(
                part.map { ($0.id, ExportedProject($0)) },
                uniquingKeysWith: { first, _ in first })
            let ids = part.map(\.id)
            if needs.row { try addRows(to: &found, ids) }
            if needs.numbers { try addNumbers(to: &found, ids) }
            if !needs.fields.isEmpty { try addFields(needs.fields, to: &found, ids) }
            if !needs.planned.isEmpty { try addPlans(needs.planned, to: &found, ids) }
            if !needs.reached.isEmpty { try addEvents(needs.reached, to: &found, ids) }
            if needs.money { try addMoney(to: &found, ids, until: Month(of: day)) }
            return ids.compactMap { found[$0] }
        }
    }

    /// Projects reported under one of the words that are pursued, those with the greatest total
    /// first, in the reader's sight: who answers for them, what they build, the remark, and what
    /// their unit plans.
    package func exported(
        ofChain words: [String], planned stages: [String], visibleTo sight: Sight, limit: Limit
    ) throws -> [ExportedProject] {
        let standings: [ProjectStanding] = [.active, .paused]
        let all = try words.flatMap { word in
            try standings.flatMap { standing in
                try projects(
                    ProjectFilter(
                        chain: word, isDropped: false, standing: standing, order: .total),
                    visibleTo: sight, limit: limit)
            }
        }.sorted { $1.size < $0.size }
        return try Array(all.prefix(limit.count)).parts(of: .projectsPerStatement)
            .flatMap { part in
                var found = Dictionary(
                    part.map { ($0.id, ExportedProject($0)) },
                    uniquingKeysWith: { first, _ in first })
                let ids = part.map(\.id)
                try addRows(to: &found, ids)
                if !stages.isEmpty { try addPlans(stages, to: &found, ids) }
                return ids.compactMap { found[$0] }
            }
    }

    private func addRows(
        to found: inout [Identifier: ExportedProject], _ ids: [Identifier]
    ) throws {
        for row in try rows(
            """
            SELECT project.id, reported_row.contact, reported_row.content, reported_row.remark
            FROM project JOIN reported_row ON reported_row.city_id = project.city_id
                AND reported_row.sheet_id = project.sheet_id
                AND reported_row.position = project.position
            WHERE project.city_id = \(city) AND project.id IN \(ids)
            """)
        {
            let id = try row.identifier("id")
            found[id]?.contact = try row.optionalText("contact")
            found[id]?.content = try row.optionalText("content")
            found[id]?.remark = try row.optionalText("remark")
        }
    }

    private func addNumbers(
        to found: inout [Identifier: ExportedProject], _ ids: [Identifier]
    ) throws {
        for row in try rows(
            """
            SELECT project_id, city_number, unit_number FROM project_number
            WHERE city_id = \(city) AND project_id IN \(ids)
            """)
        {
            found[try row.identifier("project_id")]?.numbers = ProjectNumbers(
                city: try row.text("city_number"), unit: try row.text("unit_number"))
        }
    }

    private func addFields(
        _ fields: [String], to found: inout [Identifier: ExportedProject], _ ids: [Identifier]
    ) throws {
        for row in try rows(
            """
            SELECT project_id, field, value FROM project_field
            WHERE city_id = \(city) AND project_id IN \(ids) AND field IN \(fields)
                AND is_present = 1
            """)
        {
            found[try row.identifier("project_id")]?.fields[try row.text("field")] =
                try row.optionalText("value")
        }
    }

    private func addPlans(
        _ stages: [String], to found: inout [Identifier: ExportedProject], _ ids: [Identifier]
    ) throws {
        for row in try rows(
            """
            SELECT project_id, stage, month FROM stage_plan
            WHERE city_id = \(city) AND number IN (
                SELECT max(number) FROM stage_plan
                WHERE city_id = \(city) AND project_id IN \(ids) AND stage IN \(stages)
                GROUP BY project_id, stage)
            """)
        {
            found[try row.identifier("project_id")]?.planned[try row.text("stage")] =
                try row.optionalMonth("month")
        }
    }

    private func addEvents(
        _ stages: [String], to found: inout [Identifier: ExportedProject], _ ids: [Identifier]
    ) throws {
        for row in try rows(
            """
            SELECT project_id, stage, min(happened_on) AS day FROM project_event
            WHERE city_id = \(city) AND project_id IN \(ids) AND step = 'reached'
                AND stage IN \(stages) AND state = 'confirmed'
            GROUP BY project_id, stage
            """)
        {
            found[try row.identifier("project_id")]?.reached[try row.text("stage")] =
                try row.day("day")
        }
    }

    /// What arrived, less what counts back, without the months in which the project doesn't count.
    private func addMoney(
        to found: inout [Identifier: ExportedProject], _ ids: [Identifier], until last: Month
    ) throws {
        let first = "\(last.description.prefix(4))-01"
        for row in try rows(
            """
            SELECT project_id, layer, currency, rated, in_year,
                CAST(sum(minor) AS BIGINT) AS minor, CAST(sum(coalesce(yuan, 0)) AS BIGINT) AS yuan
            FROM (
                SELECT entry.project_id, entry.layer, entry.currency, entry.minor, entry.yuan,
                    CASE WHEN entry.yuan IS NULL THEN 0 ELSE 1 END AS rated,
                    CASE WHEN entry.month >= \(first) THEN 1 ELSE 0 END AS in_year
                FROM (
                    SELECT project_id, layer, currency, minor, yuan, month FROM receipt
                    WHERE city_id = \(city) AND project_id IN \(ids) AND state = 'confirmed'
                    UNION ALL
                    SELECT project_id, layer, currency, -minor, -yuan, reversed_in FROM receipt
                    WHERE city_id = \(city) AND project_id IN \(ids) AND state = 'confirmed'
                        AND reversed_in IS NOT NULL
                ) AS entry
                WHERE entry.month <= \(last.description) AND NOT EXISTS (
                    SELECT 1 FROM project_exclusion WHERE project_exclusion.city_id = \(city)
                        AND project_exclusion.project_id = entry.project_id
                        AND project_exclusion.since <= entry.month
                        AND (project_exclusion.until IS NULL
                            OR project_exclusion.until > entry.month))
            ) AS counted
            GROUP BY project_id, layer, currency, rated, in_year
            """)
        {
            let id = try row.identifier("project_id")
            guard let layer = MoneyLayer(rawValue: try row.text("layer")),
                let amount = try row.money("minor", "currency")
            else { throw WrongColumn(column: "layer") }
            let yuan = try row.flag("rated") ? Money(minor: row.integer("yuan")) : nil
            found[id]?.total[layer, default: MoneyTotal()].add(amount, yuan: yuan)
            if try row.flag("in_year") {
                found[id]?.year[layer, default: MoneyTotal()].add(amount, yuan: yuan)
            }
        }
    }
}

/// What must be read for a layout.
private struct ExportNeeds {
    var (row, numbers, money) = (false, false, false)
    var fields: [String] = []
    var planned: [String] = []
    var reached: [String] = []

    init(_ layout: ExportLayout) {
        for column in layout.columns {
            switch column.content {
            case .value(.contact), .value(.content), .value(.remark): row = true
            case .value(.cityNumber), .value(.unitNumber): numbers = true
            case .value: break
            case .field(let id): fields.append(id)
            case .planned(let stage): planned.append(stage)
            case .reached(let stage): reached.append(stage)
            case .receipts: money = true
            }
        }
    }
}

extension Project {
    /// By which lists with the greatest total first are ordered: renminbi before other money.
    fileprivate var size: (Int, Int64, Identifier) {
        (total?.currency == .CNY ? 1 : 0, total?.minor ?? -1, id)
    }
}
