package import Basics
package import Markup
package import People
package import Rules

/// One kind of work that waits for the reader: how much, since when, by when.
package struct TodayLine: Sendable {
    package let title: Phrase
    package let address: Address
    package let count: Int
    /// Since when the oldest of it waits; nil where nobody wrote that down.
    package let since: Day?
    /// The earliest day by which something of it is to be done; nil where nothing says so.
    package let due: Day?
    /// Of these, past their day.
    package let overdue: Int

    package init(
        _ title: Phrase, to address: Address, count: Int, since: Day? = nil, due: Day? = nil,
        overdue: Int = 0
    ) {
        self.title = title
        self.address = address
        self.count = count
        self.since = since
        self.due = due
        self.overdue = overdue
    }

    package init(_ title: Phrase, to address: Address, _ work: DueWork) {
        self.init(
            title, to: address, count: work.count, due: work.first, overdue: work.overdue)
    }

    package init(_ title: Phrase, to address: Address, _ work: WaitingWork, offset: Int) {
        self.init(
            title, to: address, count: work.count, since: work.since?.day(offset: offset))
    }
}

/// 我的今日: all that waits for the reader, a line for each kind of work. What is late comes first,
/// then what is due first, then what waits longest.
package struct TodayList: Sendable {
    package let lines: [TodayLine]
    package let today: Day
    package let calendar: WorkingCalendar

    /// Kinds of which nothing waits are left out.
    package init(_ lines: [TodayLine], on today: Day, by calendar: WorkingCalendar) {
        self.lines = lines.filter { $0.count > 0 }.enumerated().sorted { left, right in
            (TodayList.rank(left.element), left.offset)
                < (TodayList.rank(right.element), right.offset)
        }.map(\.element)
        self.today = today
        self.calendar = calendar
    }

    /// Days that nobody knows come last.
    private static func rank(_ line: TodayLine) -> String {
        let last = "9999-12-31"
        return "\(line.due?.description ?? last) \(line.since?.description ?? last)"
    }

    package var html: HTML {
        card("我的今日", id: "today") {
            if lines.isEmpty {
                p { badge(.good, "今天没有要办的事") }
            } else {
                table.html(lines)
            }
        }
    }

    private var table: DataTable<TodayLine> {
        let list = self
        return DataTable(
            "我的今日",
            columns: [
                DataColumn("要办的事", isHead: true) { line in
                    link(line.title, to: line.address)
                },
                DataColumn("件数", isNumber: true) { $0.count },
                DataColumn("期限", isShort: true) { list.deadline(of: $0) },
                DataColumn("最久的", isShort: true) { list.wait(of: $0) },
            ])
    }

    @HTMLBuilder private func deadline(of line: TodayLine) -> HTML {
        if let due = line.due {
            // One element, so that it stays beside its label on a phone.
            div {
                badge(light(of: due), words(of: due))
                " "
                due.description
                if line.overdue > 0, line.overdue < line.count {
                    " "
                    small("其中\(line.overdue)件逾期")
                }
            }
        }
    }

    private func light(of due: Day) -> Light {
        if due < today { return .bad }
        return due == today ? .watch : .info
    }

    private func words(of due: Day) -> Phrase {
        let days = calendar.workingDays(after: today, through: due).count
        if due < today { return days == 0 ? "已过期限" : "逾期\(-days)个工作日" }
        return due == today ? "今天截止" : "还有\(days)个工作日"
    }

    @HTMLBuilder private func wait(of line: TodayLine) -> HTML {
        if let since = line.since {
            let days = calendar.workingDays(after: since, through: today).count
            days <= 0 ? "今天到的" as Phrase : "已等\(days)个工作日"
        }
    }
}
