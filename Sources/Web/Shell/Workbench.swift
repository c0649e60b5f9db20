import Basics

extension Limit {
    /// Between two runs of one long computation lies so many times what the last one took.
    private static let restAfterWork: Limit = 20

    /// In seconds. What took less than a second may be done again at once.
    static func rest(after milliseconds: Int64) -> Int64 {
        milliseconds / 1_000 * Int64(restAfterWork.count)
    }
}

/// Long computations, one at a time, so that they leave the other cores to the pages. What can be
/// given in parts, of a second at most, is. Protects no state; its queue is the bound.
package actor Workbench {
    package init() {}

    func run<Result: Sendable>(_ work: @Sendable () throws -> Result) rethrows -> Result {
        try work()
    }
}
