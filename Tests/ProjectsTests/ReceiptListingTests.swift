import Basics
import People
import Projects
import Storage
import TestSupport
import Testing

/// The list of receipts, what it counts and sums, beside the slow way of finding the same.
@Suite("The list of receipts")
struct ReceiptListingTests {
    private let readers: [(Sight, units: Set<String>?)] = [
        (.all, nil), (.nothing, []), (.units(["dongyu"]), ["dongyu"]),
        (.units(["dongyu", "xiling"]), ["dongyu", "xiling"]),
        (.units(["statistics"]), ["statistics"]),
    ]

    private let filters: [ReceiptFilter] =
        [nil, "2026-08", "2026-09", "2026-10"].flatMap { month -> [ReceiptFilter] in
            [nil, "dongyu", "xiling"].map { unit in
                ReceiptFilter(month: month.flatMap { Month(text: $0) }, unit: unit)
            }
        } + [ReceiptFilter(state: .confirmed), ReceiptFilter(source: "foreign")]

    /// Two districts' money, some of it assigned to a department, excluded, corrected after its
    /// month was closed.
    private func filled(_ stores: StoreKind) async throws -> (
        LedgerOffice, assigned: Set<Identifier>
    ) {
        let office = try await LedgerOffice(stores)
        try await office.take([battery], inSeptember, unit: "dongyu")
        try await office.take([hydrogen], inOctober, unit: "xiling")
        let (own, other) = (
            try await office.project(battery.name).id, try await office.project(hydrogen.name).id
        )
        let (dongyu, xiling, headquarters) = (
            office.member(.district, unit: "dongyu"), office.member(.district, unit: "xiling"),
            office.member(.headquarters, unit: "headquarters")
        )
        for (n, day) in ["2026-08-03", "2026-09-30", "2026-09-01", "2026-10-09"].enumerated() {
            for (id, actor) in [(own, dongyu), (other, xiling)] {
                let number = try await office.receive(
                    ["slip": "\(actor.unit ?? "")\(n)", "arrived": day, "amount": "\(n + 1)00"],
                    of: id, actor)
                if n != 1 { try await office.decide(receipt: number, headquarters) }
            }
        }
        try await office.close("2026-08", headquarters)
        let corrected = try await office.receive(
            ["replaces": "1", "reason": "示例", "slip": "改", "arrived": "2026-08-03"], of: own, dongyu
        )
        try await office.decide(receipt: corrected, headquarters)
        try await office.exclude("real-estate", since: "2026-10", of: other, headquarters)
        try await office.assign(other, to: "statistics", because: "会商", xiling)
        return (office, [other])
    }

    private func isCounted(_ receipt: Receipt, _ filter: ReceiptFilter) -> Bool {
        (filter.month.map { $0 == receipt.month || $0 == receipt.reversedIn } ?? true)
            && (filter.state.map { $0 == receipt.state } ?? true)
            && (filter.source.map { $0 == receipt.source } ?? true)
    }

    @Test("each part of the city is read for itself: the same list", arguments: Stores.available)
    func listed(stores: StoreKind) async throws {
        let (office, assigned) = try await filled(stores)
        let all = try await office.receipts(sight: .all)
        #expect(all.count == 9)
        #expect(all.contains { $0.receipt.reversedIn != nil })
        for (sight, units) in readers {
            for filter in filters {
                let wanted = all.filter { listed in
                    let unit = listed.project.unit
                    let isSeen =
                        units.map {
                            $0.contains(unit)
                                || $0.contains("statistics") && assigned.contains(listed.project.id)
                        } ?? true
                    return isSeen && (filter.unit ?? unit) == unit
                        && isCounted(listed.receipt, filter)
                }
                let (found, second, count, totals) = try await office.store.read { tx in
                    (
                        try tx.receipts(filter, visibleTo: sight, limit: 100),
                        try tx.receipts(filter, visibleTo: sight, limit: 2, offset: 2),
                        try tx.receiptCount(filter, visibleTo: sight),
                        try tx.receiptTotals(filter, visibleTo: sight)
                    )
                }
                let what: Comment = "\(sight) \(filter)"
                #expect(found.map(\.receipt.number) == wanted.map(\.receipt.number), what)
                #expect(found.map(\.isExcluded) == wanted.map(\.isExcluded), what)
                #expect(
                    second.map(\.receipt.number)
                        == wanted.dropFirst(2).prefix(2).map(\.receipt.number), what)
                #expect(count == ListCount(wanted.count), what)
                #expect(received(totals) == summed(wanted, filter), what)
            }
        }
    }

    private func received(_ totals: [LayerTotal]) -> Int64 {
        totals.reduce(0) { $0 + $1.received.yuan }
    }

    /// In fen, of confirmed money: in its month, and back in the month of its correction.
    private func summed(_ listed: [ListedReceipt], _ filter: ReceiptFilter) -> Int64 {
        listed.map(\.receipt).filter { $0.state == .confirmed }.reduce(0) { sum, receipt in
            let counts = filter.month.map { $0 == receipt.month } ?? true
            let countsBack =
                receipt.reversedIn.map { month in filter.month.map { $0 == month } ?? true }
                ?? false
            return sum + (counts ? receipt.amount.minor : 0)
                - (countsBack ? receipt.amount.minor : 0)
        }
    }

    @Test(
        "what is kept beside a receipt and an assignment is its project's",
        arguments: Stores.available)
    func kept(stores: StoreKind) async throws {
        let (office, _) = try await filled(stores)
        var grown = hydrogen
        grown.total = "90000"
        try await office.take([battery, grown], inOctober, unit: "xiling")
        let odd = try await office.store.read { tx in
            try tx.rows(
                """
                SELECT receipt.number AS number FROM receipt
                JOIN project ON project.city_id = receipt.city_id
                    AND project.id = receipt.project_id
                WHERE receipt.project_unit <> project.unit_id
                UNION ALL
                SELECT project_access.number AS number FROM project_access
                JOIN project ON project.city_id = project_access.city_id
                    AND project.id = project_access.project_id
                WHERE project_access.last_round <> project.last_round
                    OR project_access.project_unit <> project.unit_id
                    OR project_access.sheet_id <> project.sheet_id
                    OR project_access.position <> project.position
                    OR project_access.sheet_id IS NULL
                """)
        }
        #expect(odd.isEmpty)
    }
}
