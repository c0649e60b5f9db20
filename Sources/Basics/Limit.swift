/// A bound with a reason. Every loop over outside data and every query has one; ARCHITECTURE.md
/// lists them.
package struct Limit: Hashable, Sendable, ExpressibleByIntegerLiteral {
    package let count: Int

    package init(_ count: Int) { self.count = count }
    package init(integerLiteral count: Int) { self.count = count }
}

extension Array {
    /// In order, each of the limit's length; the last may be shorter.
    package func parts(of limit: Limit) -> [[Element]] {
        stride(from: 0, to: count, by: limit.count).map {
            Array(self[$0..<Swift.min($0 + limit.count, count)])
        }
    }
}
