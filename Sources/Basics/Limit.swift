/// A bound with a reason. Every loop over outside data and every query has one; ARCHITECTURE.md
/// lists them.
package struct Limit: Hashable, Sendable, ExpressibleByIntegerLiteral {
    package let count: Int

    package init(_ count: Int) { self.count = count }
    package init(integerLiteral count: Int) { self.count = count }
}
