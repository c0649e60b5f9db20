import Basics
import Markup
import People
package import Promises
import Rules

/// 督办: what waits for the reader's unit first, then all that is in its sight.
package struct OrdersPage: Sendable {
    package let orders: [Order]
    package let rungs: [Int64: OrderRung]
    package let reminders: [UnitReminder]
    package let counts: [OrderView: Int]
    package let filter: OrderFilter
    package let query: AddressQuery
    package let list: ListPage
    /// The project whose orders are asked for, where the reader may see it.
    package let about: OrderTopic?
    package let scene: OrderScene
    package let reader: OrderReader

    package init(
        orders: [Order], rungs: [Int64: OrderRung], reminders: [UnitReminder],
        counts: [OrderView: Int], filter: OrderFilter, query: AddressQuery, list: ListPage,
        about: OrderTopic?, scene: OrderScene, reader: OrderReader
    ) {
        self.orders = orders
        self.rungs = rungs
        self.reminders = reminders
        self.counts = counts
        self.filter = filter
        self.query = query
        self.list = list
        self.about = about
        self.scene = scene
        self.reader = reader
    }

    /// The views that a reader has something to do in, and that of all.
    package static func views(for reader: OrderReader) -> [OrderView] {
        OrderView.allCases.filter { view in
            switch view {
            case .answer: reader.answers && !reader.units.isEmpty
            case .decide: reader.issues && !reader.units.isEmpty
            case .told: reader.leads
            case .all: true
            }
        }
    }

    package var page: Page {
        Page("督办", area: .orders) {
            pageTitle("督办", lead: "督办单、提示函、批示交办件：谁办、几时到期、办到哪一步，一直跟到销号。") {
                if reader.issues {
                    link(
                        "发一件", to: .newOrder(about.query),
                        .class("button primary"))
                }
                link(
                    "堵点问题", to: .obstacles(about.query), .class("button"))
                link("会办反馈", to: .assigned(), .class("button"))
                printButton()
            }
            if let about {
                p {
                    about.label
                    about.link
                }
            }
            if !reminders.isEmpty {
                card("到期提醒") {
                    ul(.class("facts")) { for line in reminders { li { scene.line(line) } } }
                }
            }
            tabs(
                OrdersPage.views(for: reader).map { view in
                    Tab(
                        view.label, to: .orders(["view": view.rawValue]),
                        isCurrent: view == filter.view, count: counts[view])
                }, label: "哪些件")
            if filter.view == .all { narrowing }
            if orders.isEmpty {
                empty
            } else {
                table.html(orders)
                pagination(list) { .orders(query.setting("page", to: String($0))) }
            }
        }
    }

    private var empty: HTML {
        switch filter.view {
        case .answer: emptyState("没有等您单位反馈的", next: "发给您单位主办或协办的件会列在这里。")
        case .decide: emptyState("没有等您单位销号的", next: "对方反馈或申请延期之后会列在这里。")
        case .told: emptyState("没有升级到您的", next: "件上写明由您督办而久拖未办的会列在这里。")
        case .all: emptyState("没有这样的件", next: "换一个条件，或等有人发件。")
        }
    }

    private var narrowing: HTML {
        let values = FormValues(query.items)
        return filterForm(to: .orders()) {
            hiddenField("view", OrderView.all.rawValue)
            selectField(
                "state", "状态", OrderState.allCases.map { Choice($0.rawValue, $0.label) },
                in: values, none: "全部")
            selectField(
                "kind", "种类", OrderKind.allCases.map { Choice($0.rawValue, $0.label) },
                in: values, none: "全部")
            selectField("owner", "主办单位", owners, in: values, none: "全部")
            selectField("overdue", "期限", [Choice("1", "只看超期")], in: values, none: "全部")
            submitButton("筛选")
        }
    }

    private var owners: [Choice] {
        scene.rules.units.all.filter { $0.exists(on: scene.today) }
            .map { Choice($0.id, name: $0.name) }
    }

    private var table: DataTable<Order> {
        let (scene, rungs) = (scene, rungs)
        return DataTable(
            "督办件",
            columns: [
                DataColumn("事项", isHead: true) { order in
                    link(text: order.title, to: .order(order.number))
                    div { small(order.mark.text, .class("code")) }
                },
                DataColumn("主办单位") { scene.units[$0.owner] },
                DataColumn("发件单位") { scene.units[$0.sender] },
                DataColumn("期限", isShort: true) { scene.due($0) },
                DataColumn("状态") { order in
                    div {
                        badge(order.state.light, order.state.label)
                        if order.state.isOpen, let rung = rungs[order.number] {
                            " "
                            badge(.watch, "已升级：\(rung.name)")
                        }
                        if let day = order.askedUntil { div { small("申请延期到\(day)") } }
                    }
                },
            ])
    }
}
