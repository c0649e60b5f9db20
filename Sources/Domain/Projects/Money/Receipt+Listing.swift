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
        let found = try rows(
            """
            SELECT receipt.* FROM \(seenReceipts(filter, sight)) AND \(condition(filter))
            ORDER BY receipt.arrived_on DESC, receipt.number DESC LIMIT \(limit) OFFSET \(offset)
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
        let byProject = filter.month == nil && filter.waitingFor == nil
        let seen = seenReceipts(filter, sight, byProject: byProject)
        let found = try rows(
            """
            SELECT count(*) AS n FROM (
                SELECT receipt.number FROM \(seen) AND \(condition(filter))
                LIMIT \(most + 1)) AS found
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
                SELECT receipt.reported_at FROM \(seenReceipts(filter, sight))
                    AND \(condition(filter))
                ORDER BY receipt.number LIMIT \(Limit.summedReceipts)) AS found
            """)[0].waitingWork
    }

    /// What they come to, by layer: confirmed ones only, in the months in which they count.
    package func receiptTotals(
        _ filter: ReceiptFilter, visibleTo sight: Sight
    ) throws -> [LayerTotal] {
        let seen: Query = """
            \(seenReceipts(filter, sight)) AND \(condition(filter)) AND receipt.state = 'confirmed'
            """
        let month: Query = filter.month.map { "entry.month = \($0.description)" } ?? "1 = 1"
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
                FROM (
                    SELECT receipt.project_id, receipt.layer, receipt.currency, receipt.minor,
                        receipt.yuan, receipt.month
                    FROM \(seen)
                    UNION ALL
                    SELECT receipt.project_id, receipt.layer, receipt.currency, -receipt.minor,
                        -receipt.yuan, receipt.reversed_in
                    FROM \(seen) AND receipt.reversed_in IS NOT NULL
                ) AS entry
                WHERE \(month)
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

    /// Receipts of the projects that the reader sees, in the order of the receipts; or, to be
    /// counted, those of one project after the other.
    private func seenReceipts(
        _ filter: ReceiptFilter, _ sight: Sight, byProject: Bool = false
    ) -> Query {
        if sight == .all, filter.unit == nil { return "receipt WHERE receipt.city_id = \(city)" }
        var seen = isVisible(to: sight)
        if let unit = filter.unit { seen = "\(seen) AND project.unit_id = \(unit)" }
        if byProject {
            return """
                receipt JOIN project ON project.city_id = receipt.city_id
                    AND project.id = receipt.project_id
                WHERE receipt.city_id = \(city) AND \(seen)
                """
        }
        return """
            receipt WHERE receipt.city_id = \(city) AND EXISTS (
                SELECT 1 FROM project WHERE project.city_id = receipt.city_id
                    AND project.id = receipt.project_id AND \(seen))
            """
    }

    private func condition(_ filter: ReceiptFilter) -> Query {
        var query: Query = "1 = 1"
        if let month = filter.month?.description {
            query = "\(query) AND (receipt.month = \(month) OR receipt.reversed_in = \(month))"
        }
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
