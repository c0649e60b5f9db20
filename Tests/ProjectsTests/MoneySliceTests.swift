import Basics
import Drawing
import People
import Projects
import Rules
import Storage
import TestSupport
import Testing

extension Lots {
    fileprivate mutating func one<Element>(of list: [Element]) -> Element {
        list[draw(list.count)]
    }
}

/// Slices and sums against what they mean, computed the slow way: over each receipt alone.
@Suite("Slices of money")
struct MoneySliceTests {
    private struct Sum: Hashable {
        let year: Int
        let layer: MoneyLayer
        let currency: Currency
        let counts: Bool
    }

    @Test(
        "slices and sums are what each receipt adds, through corrections and closed months",
        arguments: [1, 2, 3] as [UInt64], Stores.available)
    func slowDefinition(seed: UInt64, stores: StoreKind) async throws {
        let office = try await LedgerOffice(stores)
        try await office.take([battery, hydrogen, optics], inSeptember, unit: "dongyu")
        let ids = try await office.projects().map(\.id)
        var lots = Lots(seed: seed)
        let district = office.member(.district, unit: "dongyu")
        let headquarters = office.member(.headquarters, unit: "headquarters")
        for step in 1...60 {
            try await act(
                step, lots.one(of: ids), &lots, office, district, headquarters)
        }
        var expected: [Sum: Int64] = [:]
        var found: [Sum: Int64] = [:]
        var perMonth: [Month: Int64] = [:]
        for id in ids {
            let money = try await office.money(id)
            for receipt in money.receipts where receipt.state == .confirmed {
                add(receipt, receipt.month, 1, money, to: &expected, &perMonth)
                if let back = receipt.reversedIn {
                    add(receipt, back, -1, money, to: &expected, &perMonth)
                }
            }
            for slice in money.slices {
                for (counts, total) in [(true, slice.counted), (false, slice.excluded)] {
                    for (currency, minor) in total.amounts {
                        let sum = Sum(
                            year: slice.year, layer: slice.layer, currency: currency,
                            counts: counts)
                        found[sum, default: 0] += minor
                    }
                }
            }
        }
        let comment = Comment(rawValue: "seed \(seed)")
        #expect(found.filter { $0.value != 0 } == expected.filter { $0.value != 0 }, comment)
        for (month, minor) in perMonth {
            let total = try await office.totals(ReceiptFilter(month: month), sight: .all)
                .reduce(Int64(0)) { $0 + ($1.received.amounts[.CNY] ?? 0) }
            #expect(total == minor, "\(month) seed \(seed)")
        }
        #expect(!perMonth.isEmpty)
    }

    private func add(
        _ receipt: Receipt, _ month: Month, _ sign: Int64, _ money: ProjectMoney,
        to sums: inout [Sum: Int64], _ perMonth: inout [Month: Int64]
    ) {
        let isExcluded = money.exclusions.contains { mark in
            mark.since <= month && (mark.until == nil || month < (mark.until ?? month))
        }
        let sum = Sum(
            year: month.year, layer: receipt.layer, currency: receipt.amount.currency,
            counts: !isExcluded)
        sums[sum, default: 0] += sign * receipt.amount.minor
        if receipt.amount.currency == .CNY {
            perMonth[month, default: 0] += sign * receipt.amount.minor
        }
    }

    /// One thing that a unit does; what is refused changes nothing.
    private func act(
        _ step: Int, _ id: Identifier, _ lots: inout Lots, _ office: LedgerOffice,
        _ district: Actor, _ headquarters: Actor
    ) async throws {
        let money = try await office.money(id)
        switch lots.draw(10) {
        case 0..<4:
            let isForeign = lots.draw(3) == 0
            let words = [
                "slip": "S\(step)", "amount": String(1 + lots.draw(3_000)),
                "arrived": "2026-0\(1 + lots.draw(9))-1\(lots.draw(10))",
                "currency": isForeign ? "USD" : "CNY",
                "source": isForeign
                    ? "foreign" : lots.one(of: ["outside-state", "inside-private"]),
                "reason": "示例",
            ]
            _ = try await reasons { try await office.receive(words, of: id, district) }
        case 4..<7:
            guard let waiting = money.waiting.first else { return }
            let isConfirmed = lots.draw(5) > 0
            _ = try await reasons {
                try await office.decide(
                    receipt: waiting.number, isConfirmed: isConfirmed, note: "示例", headquarters)
            }
        case 7:
            guard let original = money.receipts.first(where: \.isCorrectable) else { return }
            let words = [
                "slip": "C\(step)", "amount": String(lots.draw(2_000)),
                "replaces": String(original.number), "reason": "示例",
            ]
            _ = try await reasons { try await office.receive(words, of: id, district) }
        case 8:
            if let mark = money.standing.first {
                _ = try await reasons {
                    try await office.undo(exclusion: mark.number, headquarters)
                }
            } else {
                let since = "2026-0\(1 + lots.draw(9))"
                _ = try await reasons {
                    try await office.exclude("real-estate", since: since, of: id, headquarters)
                }
            }
        default:
            guard lots.draw(4) == 0 else { return }
            let month = "2026-0\(1 + lots.draw(6))"
            _ = try await reasons { try await office.close(month, headquarters) }
        }
    }
}
