import Basics
import Markup
package import Storage

package struct JournalView: Sendable {
    /// The newest first.
    package var entries: [JournalRow]
    package var head: JournalHead
    /// The first number of the page that follows; nil at the beginning of the journal.
    package var earlier: Int64?
    package var isLatest: Bool
    package var zoneOffset: Int

    package init(
        entries: [JournalRow], head: JournalHead, earlier: Int64?, isLatest: Bool,
        zoneOffset: Int
    ) {
        self.entries = entries
        self.head = head
        self.earlier = earlier
        self.isLatest = isLatest
        self.zoneOffset = zoneOffset
    }
}

package struct JournalRow: Sendable {
    package var entry: JournalEntry
    /// The member's name; nil for the command line.
    package var by: String?

    package init(_ entry: JournalEntry, by: String?) {
        self.entry = entry
        self.by = by
    }
}

/// The journal as it stands, for the audit administrator: nothing here can be changed, by anyone.
package func journalPage(_ view: JournalView) -> Page {
    let offset = view.zoneOffset
    let table = DataTable<JournalRow>(
        "日志",
        columns: [
            DataColumn("序号", isNumber: true, isHead: true) { String($0.entry.number) },
            DataColumn("时间", isShort: true) { $0.entry.at.minuteText(offset: offset) },
            DataColumn("谁", isShort: true) { row in
                if row.entry.by == "operator" {
                    badge(.info, "命令行")
                } else if let name = row.by {
                    name
                } else {
                    code(row.entry.by)
                }
            },
            DataColumn("做了什么", isShort: true) { code($0.entry.kind) },
            DataColumn("对什么") { code($0.entry.subjects) },
            DataColumn("内容") { row in
                if row.entry.body != "{}" { code(row.entry.body) }
            },
        ])
    return Page("日志", area: .journal) {
        pageTitle("日志", lead: "只增不改，前后相扣。改动、删去或插入任何一条，核验时都会指出来。") {
            printButton()
        }
        definitionList([
            Definition("链首（打印在每份导出和备份上）") { code(view.head.description) },
            Definition("核验命令") { code("headwater journal verify --head \(view.head)") },
        ])
        if view.entries.isEmpty {
            emptyState("还没有日志。", next: "有人登录或办理业务后，这里就有记录。")
        } else {
            table.html(view.entries)
        }
        nav(.class("pages"), .ariaLabel("翻页")) {
            if !view.isLatest { link("最新", to: .journal()) }
            if let earlier = view.earlier {
                link("更早", to: .journal(["before": String(earlier)]))
            }
        }
    }
}
