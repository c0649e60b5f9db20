package import Basics
package import People
package import Rules
package import Storage

/// What the list of receipts is narrowed to. Nil means all.
package struct ReceiptFilter: Sendable, Hashable {
    /// Receipts that count, or count back, in this month.
    package var month: Month?
    /// Of whose projects.
    package var unit: String?
    package var state: ProjectEventState?
    package var source: String?
    /// What waits for a unit: another unit's.
    package var waitingFor: WaitingReader?

    package init(
        month: Month? = nil, unit: String? = nil, state: ProjectEventState? = nil,
        source: String? = nil, waitingFor: WaitingReader? = nil
    ) {
        self.month = month
        self.unit = unit
        self.state = state
        self.source = source
        self.waitingFor = waitingFor
    }
}

/// Who asks what waits for them.
package enum WaitingReader: Sendable, Hashable {
    /// A unit of a kind that the rule names.
    case confirmer(unit: String)
    /// May confirm nothing.
    case nobody

    package init(unit: Unit?, rule: ReceiptRule?) {
        guard let unit, let rule, rule.confirmedBy.contains(unit.kind) else {
            self = .nobody
            return
        }
        self = .confirmer(unit: unit.id)
    }
}

/// What the receipts of a list come to in one layer.
package struct LayerTotal: Sendable, Hashable {
    package let layer: MoneyLayer
    package var received = MoneyTotal()
    package var counted = MoneyTotal()
    package var excluded = MoneyTotal()
}

extension Transaction {
    /// Receipts in the reader's sight, the latest arrival first, with their projects.
    package func receipts(
        _ filter: ReceiptFilter, visibleTo sight: Sight, limit: Limit = .receiptsOnPage,
        offset: Int = 0
    ) throws -> [ListedReceipt] {
        let parts = try parts(filter, sight)
        guard !parts.isEmpty else { return [] }
        let order: Query = "ORDER BY receipt.arrived_on DESC, receipt.number DESC"
        let read = parts.map { part -> Query in
            """
            SELECT * FROM (SELECT receipt.number, receipt.arrived_on FROM \(part)
                \(order) LIMIT \(limit.count + offset)) AS part
            """
        }
        let found = try rows(
            """
            WITH page AS MATERIALIZED (
                SELECT receipt.number FROM (\(Query.joined(read, by: "UNION ALL"))) AS receipt
                \(order) LIMIT \(limit) OFFSET \(offset))
            SELECT receipt.* FROM receipt
            WHERE receipt.city_id = \(city) AND receipt.number IN (SELECT page.number FROM page)
            \(order) LIMIT \(limit)
            """)
        let receipts = try readReceipts(found)
        let ids = Set(receipts.map(\.project))
        let projects = try Dictionary(
            projects(ids, visibleTo: sight).map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first })
        let exclusions = try exclusions(ofProjects: ids)
        return receipts.compactMap { receipt in
            projects[receipt.project].map { project in
                ListedReceipt(
                    receipt: receipt, project: project,
                    isExcluded: exclusions[project.id, default: []].contains {
                        $0.holds(in: receipt.month)
                    })
            }
        }
    }

    /// Up to `summedReceipts`, or as far as the list is `shown`.
    package func receiptCount(
        _ filter: ReceiptFilter, visibleTo sight: Sight, shown: Int = 0
    ) throws -> ListCount {
        let most = max(shown, Limit.summedReceipts.count)
        let parts = try parts(filter, sight)
        guard !parts.isEmpty else { return ListCount(0) }
        let read = parts.map { part -> Query in
            """
            SELECT 1 FROM (SELECT receipt.number FROM \(part) LIMIT \(most + 1)) AS part
            """
        }
        let found = try rows(
            """
            SELECT count(*) AS n
            FROM (\(Query.joined(read, by: "UNION ALL")) LIMIT \(most + 1)) AS found
            """)[0].int("n")
        return ListCount(min(found, most), isExact: found <= most)
    }

    /// The receipts that wait for the reader's unit, up to `summedReceipts`.
    package func waitingReceiptWork(
        for reader: WaitingReader, visibleTo sight: Sight
    ) throws -> WaitingWork {
        if reader == .nobody { return .nothing }
        let filter = ReceiptFilter(waitingFor: reader)
        return try rows(
            """
            SELECT count(*) AS n, min(reported_at) AS since FROM (
                SELECT receipt.reported_at FROM \(waitingPart(filter, sight))
                ORDER BY receipt.number LIMIT \(Limit.summedReceipts)) AS found
            """)[0].waitingWork
    }

    /// What they come to, by layer: confirmed ones only, in the months in which they count.
    package func receiptTotals(
        _ filter: ReceiptFilter, visibleTo sight: Sight
    ) throws -> [LayerTotal] {
        let entries = try entries(filter, visibleTo: sight)
        guard !entries.isEmpty else { return [] }
        let found = try rows(
            """
            SELECT layer, currency, rated, excluded, CAST(sum(minor) AS BIGINT) AS minor,
                CAST(sum(coalesce(yuan, 0)) AS BIGINT) AS yuan
            FROM (
                SELECT entry.layer, entry.currency, entry.minor, entry.yuan,
                    CASE WHEN entry.yuan IS NULL THEN 0 ELSE 1 END AS rated,
                    CASE WHEN EXISTS (
                        SELECT 1 FROM project_exclusion WHERE project_exclusion.city_id = \(city)
                            AND project_exclusion.project_id = entry.project_id
                            AND project_exclusion.since <= entry.month
                            AND (project_exclusion.until IS NULL
                                OR project_exclusion.until > entry.month)
                    ) THEN 1 ELSE 0 END AS excluded
                FROM (\(Query.joined(entries, by: "UNION ALL"))) AS entry
            ) AS sorted
            GROUP BY layer, currency, rated, excluded
            LIMIT \(Limit.receiptsOfProject)
            """)
        var totals: [MoneyLayer: LayerTotal] = [:]
        for row in found {
            guard let layer = MoneyLayer(rawValue: try row.text("layer")),
                let amount = try row.money("minor", "currency")
            else { throw WrongColumn(column: "layer") }
            let yuan = try row.flag("rated") ? Money(minor: row.integer("yuan")) : nil
            let excluded = try row.flag("excluded")
            var total = totals[layer] ?? LayerTotal(layer: layer)
            total.received.add(amount, yuan: yuan)
            if excluded {
                total.excluded.add(amount, yuan: yuan)
            } else {
                total.counted.add(amount, yuan: yuan)
            }
            totals[layer] = total
        }
        return MoneyLayer.allCases.compactMap { totals[$0] }
    }

    // MARK: Parts of queries

    /// What stands behind `FROM`, up to and with the conditions, of the receipts that count, or
    /// count back, in the filter's month.
    private func parts(_ filter: ReceiptFilter, _ sight: Sight) throws -> [Query] {
        guard let month = filter.month?.description else {
            return try parts(filter, sight, ["1 = 1"])
        }
        let comes: Query = "receipt.month = \(month)"
        let goes: Query = "receipt.reversed_in = \(month) AND receipt.month <> \(month)"
        return try parts(filter, sight, [comes, goes])
    }

    /// What comes in the filter's month and what goes back in it, as signed amounts.
    private func entries(_ filter: ReceiptFilter, visibleTo sight: Sight) throws -> [Query] {
        let month = filter.month?.description
        let comes = try parts(filter, sight, [month.map { "receipt.month = \($0)" } ?? "1 = 1"])
        let goes = try parts(
            filter, sight,
            [month.map { "receipt.reversed_in = \($0)" } ?? "receipt.reversed_in IS NOT NULL"])
        return comes.map { part -> Query in
            """
            SELECT receipt.project_id, receipt.layer, receipt.currency, receipt.minor,
                receipt.yuan, receipt.month
            FROM \(part) AND receipt.state = 'confirmed'
            """
        }
            + goes.map { part -> Query in
                """
                SELECT receipt.project_id, receipt.layer, receipt.currency, -receipt.minor,
                    -receipt.yuan, receipt.reversed_in
                FROM \(part) AND receipt.state = 'confirmed'
                """
            }
    }

    /// The receipts of each unit in sight, in an index of its own, and those of projects that are
    /// assigned to them, looked up one by one; each as often as there are conditions on the month.
    private func parts(
        _ filter: ReceiptFilter, _ sight: Sight, _ conditions: [Query]
    ) throws -> [Query] {
        let seen: [Query]
        if filter.waitingFor != nil {
            seen = [waitingPart(filter, sight)]
        } else {
            switch sight {
            case .nothing: seen = []
            case .all: seen = [ownPart(filter, of: filter.unit)]
            case .units(let units):
                let own = Set(units).sorted().filter { filter.unit ?? $0 == $0 }
                    .map { ownPart(filter, of: $0) }
                seen = try hasAssigned(units) ? own + [assignedPart(filter, units)] : own
            }
        }
        return seen.flatMap { part in conditions.map { "\(part) AND \($0)" } }
    }

    /// Of one unit, or of the whole city.
    private func ownPart(_ filter: ReceiptFilter, of unit: String?) -> Query {
        let whose: Query = unit.map { "receipt.project_unit = \($0)" } ?? "1 = 1"
        return "receipt WHERE receipt.city_id = \(city) AND \(whose) AND \(condition(filter))"
    }

    private func assignedPart(_ filter: ReceiptFilter, _ units: [String]) -> Query {
        let whose: Query = filter.unit.map { "project_unit = \($0)" } ?? "1 = 1"
        return """
            (SELECT DISTINCT project_id FROM project_access
                WHERE city_id = \(city) AND unit_id IN \(units) AND ended_at IS NULL
                    AND NOT project_unit IN \(units) AND \(whose)) AS assigned
            CROSS JOIN receipt
            WHERE receipt.city_id = \(city) AND receipt.project_id = assigned.project_id
                AND \(condition(filter))
            """
    }

    /// Few wait: whether the reader sees them is asked of each.
    private func waitingPart(_ filter: ReceiptFilter, _ sight: Sight) -> Query {
        if sight == .all, filter.unit == nil {
            return "receipt WHERE receipt.city_id = \(city) AND \(condition(filter))"
        }
        let whose: Query = filter.unit.map { "project.unit_id = \($0)" } ?? "1 = 1"
        return """
            receipt WHERE receipt.city_id = \(city) AND EXISTS (
                SELECT 1 FROM project WHERE project.city_id = receipt.city_id
                    AND project.id = receipt.project_id AND \(isVisible(to: sight)) AND \(whose))
            AND \(condition(filter))
            """
    }

    private func condition(_ filter: ReceiptFilter) -> Query {
        var query: Query = "1 = 1"
        if let state = filter.state { query = "\(query) AND receipt.state = \(state.rawValue)" }
        if let source = filter.source { query = "\(query) AND receipt.source_class = \(source)" }
        switch filter.waitingFor {
        case nil: break
        case .nobody?: query = "\(query) AND 1 = 0"
        case .confirmer(let unit)?:
            query = "\(query) AND receipt.state = 'reported' AND receipt.unit_id <> \(unit)"
        }
        return query
    }
}
