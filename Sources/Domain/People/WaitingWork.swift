package import Basics
package import Storage

/// How much of one kind waits for somebody, and since when the oldest of it does.
package struct WaitingWork: Sendable, Hashable {
    package let count: Int
    /// Nil where nothing waits.
    package let since: Instant?

    package init(count: Int, since: Instant?) {
        self.count = count
        self.since = since
    }

    package static let nothing = WaitingWork(count: 0, since: nil)
}

/// How much of one kind is to be done by a day.
package struct DueWork: Sendable, Hashable {
    package let count: Int
    /// Of these, past their day.
    package let overdue: Int
    /// The earliest day; nil where nothing is due.
    package let first: Day?

    package init(count: Int, overdue: Int, first: Day?) {
        self.count = count
        self.overdue = overdue
        self.first = first
    }

    package static let nothing = DueWork(count: 0, overdue: 0, first: nil)
}

extension ResultRow {
    /// Of the columns `n` and `since`.
    package var waitingWork: WaitingWork {
        get throws { WaitingWork(count: try int("n"), since: try optionalInstant("since")) }
    }

    /// Of the columns `n`, `overdue` and `first`.
    package var dueWork: DueWork {
        get throws {
            DueWork(
                count: try int("n"), overdue: try int("overdue"), first: try optionalDay("first"))
        }
    }
}
