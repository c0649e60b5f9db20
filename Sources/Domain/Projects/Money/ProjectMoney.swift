package import Basics
package import Rules

/// Everything known of one project's money: what arrived, what was to arrive, and why some of it
/// doesn't count. Yearly slices are worked out from it and kept nowhere.
package struct ProjectMoney: Sendable, Hashable {
    package let project: Project
    /// In the order in which they were reported, given back ones too.
    package let receipts: [Receipt]
    /// Every revision, in order.
    package let plans: [MoneyPlan]
    /// In order, undone ones too.
    package let exclusions: [ProjectExclusion]
    /// The last month that is read-only.
    package let closedThrough: Month?
}

/// How much is to arrive in a month: one revision, kept for good.
package struct MoneyPlan: Sendable, Hashable {
    package let number: Int64
    package let month: Month
    package let layer: MoneyLayer
    package let amount: Money
    package let reason: String?
    package let unit: String
    package let plannedBy: String
    package let plannedAt: Instant
}

/// That a project's money isn't counted, and why.
package struct ProjectExclusion: Sendable, Hashable {
    package let number: Int64
    /// Of the city's rule.
    package let exclusion: String
    package let since: Month
    package let reason: String
    /// Nil for the operator.
    package let unit: String?
    package let decidedBy: String
    package let decidedAt: Instant
    /// The first month that counts again; nil while it stands.
    package let until: Month?
    package let undoneReason: String?
    package let version: Int64

    package func holds(in month: Month) -> Bool {
        since <= month && (until.map { month < $0 } ?? true)
    }
}

/// Amounts by currency, side by side. Currencies are never added; `yuan` is what has a rate.
package struct MoneyTotal: Sendable, Hashable {
    package private(set) var amounts: [Currency: Int64] = [:]
    /// Fen: yuan, and foreign money at the rate of each receipt.
    package private(set) var yuan: Int64 = 0
    /// What has no rate, and is not in `yuan`.
    package private(set) var unconverted: [Currency: Int64] = [:]

    package init() {}

    package init(_ entries: some Sequence<MoneyEntry>) {
        for entry in entries { add(entry.amount, yuan: entry.yuan) }
    }

    /// Foreign money without a rate.
    package mutating func add(_ amount: Money) {
        add(amount, yuan: amount.currency == .CNY ? amount : nil)
    }

    package mutating func add(_ amount: Money, yuan: Money?) {
        amounts[amount.currency, default: 0] += amount.minor
        if let yuan {
            self.yuan += yuan.minor
        } else {
            unconverted[amount.currency, default: 0] += amount.minor
        }
        // A currency in which nothing is left is none.
        amounts = amounts.filter { $0.value != 0 }
        unconverted = unconverted.filter { $0.value != 0 }
    }

    package mutating func add(_ other: MoneyTotal) {
        amounts.merge(other.amounts) { $0 + $1 }
        unconverted.merge(other.unconverted) { $0 + $1 }
        yuan += other.yuan
        amounts = amounts.filter { $0.value != 0 }
        unconverted = unconverted.filter { $0.value != 0 }
    }

    package var isEmpty: Bool { amounts.isEmpty }

    /// Each currency's amount, the yuan first.
    package var byCurrency: [Money] {
        Currency.allCases.compactMap { currency in
            amounts[currency].map { Money(minor: $0, currency) }
        }
    }
}

/// One year of one layer of a project's money.
package struct MoneySlice: Sendable, Hashable {
    package let year: Int
    package let layer: MoneyLayer
    package var planned = MoneyTotal()
    /// Confirmed, what doesn't count too.
    package var received = MoneyTotal()
    package var counted = MoneyTotal()
    /// Received and not counted.
    package var excluded = MoneyTotal()
}

extension ProjectMoney {
    package var entries: [MoneyEntry] { receipts.flatMap(\.entries) }

    /// Those that hold in a month; empty: its money counts.
    package func exclusions(in month: Month) -> [ProjectExclusion] {
        exclusions.filter { $0.holds(in: month) }
    }

    /// Those that stand.
    package var standing: [ProjectExclusion] { exclusions.filter { $0.until == nil } }

    package var waiting: [Receipt] { receipts.filter { $0.state == .reported } }

    package func receipt(_ number: Int64) -> Receipt? { receipts.first { $0.number == number } }

    /// The plan that holds, by month and layer.
    package var plan: [MoneyPlan] {
        var last: [PlanPlace: MoneyPlan] = [:]
        for plan in plans { last[plan.place] = plan }
        return last.values.sorted { ($0.month, $0.number) < ($1.month, $1.number) }
    }

    package func plan(_ month: Month, _ layer: MoneyLayer) -> MoneyPlan? {
        plans.last { $0.month == month && $0.layer == layer }
    }

    /// By year and layer, those with anything in them, in order. Each year is the months in which
    /// money counts: what was reported after a year was closed stands in the next.
    package var slices: [MoneySlice] {
        var found: [SlicePlace: MoneySlice] = [:]
        func change(_ year: Int, _ layer: MoneyLayer, _ body: (inout MoneySlice) -> Void) {
            body(
                &found[
                    SlicePlace(year: year, layer: layer),
                    default: MoneySlice(year: year, layer: layer)])
        }
        for plan in plan where plan.amount.minor != 0 {
            change(plan.month.year, plan.layer) { $0.planned.add(plan.amount) }
        }
        for entry in entries {
            let counts = exclusions(in: entry.month).isEmpty
            change(entry.month.year, entry.layer) { slice in
                slice.received.add(entry.amount, yuan: entry.yuan)
                if counts {
                    slice.counted.add(entry.amount, yuan: entry.yuan)
                } else {
                    slice.excluded.add(entry.amount, yuan: entry.yuan)
                }
            }
        }
        let layers = MoneyLayer.allCases
        return found.values.sorted { left, right in
            let places = (layers.firstIndex(of: left.layer), layers.firstIndex(of: right.layer))
            return (left.year, places.0 ?? 0) < (right.year, places.1 ?? 0)
        }
    }

    /// The first month at or after this one that can still change.
    package func open(from month: Month) -> Month { firstOpen(from: month, after: closedThrough) }

    func isClosed(_ month: Month) -> Bool { open(from: month) != month }
}

func firstOpen(from month: Month, after closed: Month?) -> Month {
    guard let closed, month <= closed else { return month }
    return closed.next
}

private struct PlanPlace: Hashable {
    let month: Month
    let layer: MoneyLayer
}

extension MoneyPlan {
    fileprivate var place: PlanPlace { PlanPlace(month: month, layer: layer) }
}

private struct SlicePlace: Hashable {
    let year: Int
    let layer: MoneyLayer
}
