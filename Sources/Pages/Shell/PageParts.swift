package import Basics
package import Markup

/// One of several views of the same thing.
package struct Tab: Sendable {
    package var label: Phrase
    package var address: Address
    package var isCurrent: Bool
    package var count: Int?

    package init(_ label: Phrase, to address: Address, isCurrent: Bool, count: Int? = nil) {
        self.label = label
        self.address = address
        self.isCurrent = isCurrent
        self.count = count
    }
}

package func tabs(_ tabs: [Tab], label: Phrase = "视图") -> HTML {
    nav(.class("tabs"), .ariaLabel(label)) {
        ul {
            for tab in tabs {
                li {
                    link(to: tab.address, .aria("current", tab.isCurrent ? "page" : nil)) {
                        tab.label
                        if let count = tab.count { span(count, .class("count")) }
                    }
                }
            }
        }
    }
}

/// Months to go to, newest first; the current one is marked.
package func monthTabs(
    _ months: [Month], current: Month?, address: (Month) -> Address
) -> HTML {
    nav(.class("tabs months"), .ariaLabel("月份")) {
        ul {
            for month in months.prefix(13) {
                li {
                    link(
                        to: address(month), .aria("current", month == current ? "page" : nil)
                    ) { month.name }
                }
            }
        }
    }
}

/// Where a long list stands: page `number` from 1, or for a program any place in it.
package struct ListPage: Hashable, Sendable {
    package let number: Int
    package let size: Int
    package let total: Int
    /// There are more than `total`; how many was not counted.
    package let hasMore: Bool
    package let offset: Int

    package init(number: Int, size: Int, total: Int, hasMore: Bool = false) {
        self.hasMore = hasMore
        self.size = max(1, size)
        self.total = max(0, total)
        self.number = min(max(1, number), max(1, (max(0, total) - 1) / max(1, size) + 1))
        offset = (self.number - 1) * self.size
    }

    package init(offset: Int, size: Int, total: Int, hasMore: Bool = false) {
        self.hasMore = hasMore
        self.size = max(1, size)
        self.total = max(0, total)
        self.offset = max(0, offset)
        number = self.offset / self.size + 1
    }

    package var count: Int { total == 0 ? 1 : (total - 1) / size + 1 }
}

package func pagination(_ page: ListPage, address: (Int) -> Address) -> HTML {
    nav(.class("pages"), .ariaLabel("翻页")) {
        span(page.hasMore ? "\(page.total)条以上" : "共\(page.total)条", .class("total"))
        if page.count > 1 || page.hasMore {
            if page.number > 1 { link("上一页", to: address(page.number - 1), .rel("prev")) }
            span(page.hasMore ? "第\(page.number)页" : "第\(page.number)页，共\(page.count)页")
            if page.number < page.count || page.hasMore {
                link("下一页", to: address(page.number + 1), .rel("next"))
            }
        }
    }
}

/// A term and what is said of it.
package struct Definition: Sendable {
    let term: Phrase
    let value: HTML

    package init(_ term: Phrase, @HTMLBuilder value: () -> HTML) {
        self.term = term
        self.value = value()
    }

    package init(_ term: Phrase, text: String?) {
        self.term = term
        value = text.map(HTML.text) ?? .nothing
    }
}

/// An unknown value is shown as a dash, so that nobody takes it for zero.
package func definitionList(_ definitions: [Definition]) -> HTML {
    dl(.class("terms")) {
        for definition in definitions {
            div {
                dt(definition.term)
                dd { if definition.value.isNothing { "—" } else { definition.value } }
            }
        }
    }
}

/// Folded away until asked for.
package func disclosure(
    _ heading: Phrase, isOpen: Bool = false, @HTMLBuilder content: () -> HTML
) -> HTML {
    details(.class("more"), .open(isOpen)) {
        summary(heading)
        content()
    }
}

/// The keys of a page, for those who work without a mouse.
package struct KeyHint: Sendable {
    let key: String
    let meaning: Phrase

    package init(_ key: String, _ meaning: Phrase) {
        self.key = key
        self.meaning = meaning
    }
}

package func keyHints(_ hints: [KeyHint]) -> HTML {
    p(.class("keys")) {
        span("键盘：")
        for hint in hints {
            span {
                kbd(hint.key)
                hint.meaning
            }
        }
    }
}

/// Prints the page; hidden where there is no script, and on paper.
package func printButton(_ label: Phrase = "打印") -> HTML {
    button(label, .button(.button), .class("button"), .data("print", ""), .hidden())
}

/// An item that the keyboard walks through: `j` and `k` move, the digits press the button with that
/// `data-key`, `u` the one that takes back, Return opens the link marked `data-open`.
package func decisionItem(
    id: String, kind: String? = nil, _ attributes: Attribute..., @HTMLBuilder content: () -> HTML
) -> HTML {
    article([.id(id), .class("item", kind), .data("item", ""), .tabindex(-1)] + attributes) {
        content()
    }
}

/// Where long work stands. The fragment replaces itself until it is done; without the script the
/// page has to be loaded again, and says so.
package func progressLine(
    id: String, done: Int, total: Int, label: Phrase, refresh: Address?
) -> HTML {
    let attributes: [Attribute] =
        [.id(id), .class("progress")]
        + (refresh.map { [.hxGet($0), .hxTrigger("every 1s"), .hxSwap(.outerHTML)] } ?? [])
    return div(attributes) {
        Markup.label(.for("\(id)-bar")) { label }
        progress(.id("\(id)-bar"), .value(String(done)), .max(String(max(1, total)))) {
            "\(done)/\(total)"
        }
        if let refresh { noscript { link("刷新", to: refresh) } }
    }
}

/// `87%`
func percent(_ share: Double?) -> String {
    share.map { "\(Int(($0 * 100).rounded()))%" } ?? "—"
}
