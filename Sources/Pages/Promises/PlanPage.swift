import Basics
import Markup
import People
package import Promises
import Rules

/// 年度行动计划: objectives with the tasks under them, who is to do each, by when, and how the last
/// month went.
package struct PlanPage: Sendable {
    package let items: [PlanItem]
    package let counts: [PlanView: Int]
    package let filter: PlanFilter
    package let query: AddressQuery
    package let years: [Int]
    package let scene: OrderScene
    package let reader: PlanReader
    package let maySet: Bool

    package init(
        items: [PlanItem], counts: [PlanView: Int], filter: PlanFilter, query: AddressQuery,
        years: [Int], scene: OrderScene, reader: PlanReader, maySet: Bool
    ) {
        self.items = items
        self.counts = counts
        self.filter = filter
        self.query = query
        self.years = years
        self.scene = scene
        self.reader = reader
        self.maySet = maySet
    }

    /// The views that a reader has something to do in, and that of all.
    package static func views(for reader: PlanReader) -> [PlanView] {
        PlanView.allCases.filter { $0 == .all || reader.works && !reader.units.isEmpty }
    }

    package var page: Page {
        Page(title, area: .plan) {
            pageTitle(
                title, lead: "目标下面是任务，任务往下分解到单位；每月亮灯，改期要说明，完成要确认。"
            ) {
                if maySet {
                    link(
                        "编入一项目标", to: .plan(.new(["year": String(year)])),
                        .class("button primary"))
                }
                printButton()
            }
            tabs(
                PlanPage.views(for: reader).map { view in
                    Tab(
                        view.label,
                        to: .plan(.list(["view": view.rawValue])),
                        isCurrent: view == filter.view, count: counts[view])
                }, label: "哪些项")
            if filter.view == .all { narrowing }
            if items.isEmpty {
                empty
            } else if filter.isWhole {
                for objective in items where objective.parent == nil { card(objective) }
                // What a unit sees always stands under an objective; nothing is lost if not.
                let orphans = items.filter { item in
                    item.above.first.map { top in !items.contains { $0.number == top } } ?? false
                }
                if !orphans.isEmpty { table.html(orphans) }
            } else {
                table.html(items)
            }
        }
    }

    private var title: Phrase { filter.year.map { "\($0)年行动计划" } ?? "行动计划" }

    private var year: Int { filter.year ?? scene.today.year }

    private var empty: HTML {
        switch filter.view {
        case .report: emptyState("本月的进展都报了", next: "到了下个月，进行中的任务会再列在这里。")
        case .decide: emptyState("没有等您单位确认的", next: "责任单位报完成或申请改期之后会列在这里。")
        case .all:
            emptyState(
                "没有这样的计划项", next: "先编入目标，再在目标下编入任务；也可以从会议纪要等文稿里采用的要求直接列入。")
        }
    }

    private var narrowing: HTML {
        let values = FormValues(query.setting("year", to: filter.year.map(String.init)).items)
        return filterForm(to: .plan(.list())) {
            hiddenField("view", PlanView.all.rawValue)
            selectField(
                "year", "年度", years.map { Choice(String($0), text: String($0)) }, in: values,
                none: "全部")
            selectField(
                "owner", "责任单位",
                scene.units.present.map { Choice($0, name: scene.units[$0]) }, in: values,
                none: "全部")
            selectField(
                "light", "最近一次亮灯",
                PlanLight.allCases.map { Choice($0.rawValue, $0.label) }, in: values, none: "全部")
            selectField("overdue", "期限", [Choice("1", "只看超期")], in: values, none: "全部")
            submitButton("筛选")
        }
    }

    /// An objective with all that stands under it in sight.
    private func card(_ objective: PlanItem) -> HTML {
        let tasks = items.filter { $0.above.first == objective.number }
        return section(.class("card"), .id("item-\(objective.number)")) {
            h2 { link(text: objective.text, to: .plan(.one(objective.number))) }
            p { tally(tasks) }
            if tasks.isEmpty {
                p(.class("hint")) { "下面还没有任务。" }
            } else {
                table.html(tasks)
            }
        }
    }

    /// How the tasks of an objective stand, in one line.
    @HTMLBuilder private func tally(_ tasks: [PlanItem]) -> HTML {
        let open = tasks.filter(\.state.isOpen)
        let late = open.count { $0.isOverdue(on: scene.today) }
        "任务\(tasks.count)项，完成\(tasks.count { $0.state == .done })项"
        for light in PlanLight.allCases.reversed() {
            let count = open.count { $0.light == light }
            if count > 0 {
                " "
                badge(light.light, "\(light.short)\(count)")
            }
        }
        if late > 0 {
            " "
            badge(.bad, "超期\(late)项")
        }
    }

    private var table: DataTable<PlanItem> { planTable("任务", scene, isTree: filter.isWhole) }
}

/// Items as lines: in a tree what is broken down stands in from what it came from.
func planTable(
    _ caption: Phrase, _ scene: OrderScene, isTree: Bool = false
) -> DataTable<PlanItem> {
    DataTable(
        caption,
        columns: [
            DataColumn("任务", isHead: true) { item in
                div(.class("level", isTree ? "level-\(item.above.count)" : nil)) {
                    link(text: item.text, to: .plan(.one(item.number)))
                    if let measure = item.measure {
                        div { small(.class("hint")) { "衡量：\(measure)" } }
                    }
                }
            },
            DataColumn("责任单位") { item in if let owner = item.owner { scene.units[owner] } },
            DataColumn("完成期限", isShort: true) { scene.due($0) },
            DataColumn("最近亮灯", isShort: true) { item in
                if let light = item.light, let month = item.reported {
                    div {
                        badge(light.light, light.short)
                        " "
                        small { month.name }
                    }
                }
            },
            DataColumn("状态", isShort: true) { item in
                div {
                    badge(item.state.light, item.state.label)
                    if item.lacksReport(on: scene.today) { div { small { "本月未报" } } }
                    if let day = item.askedUntil { div { small { "申请改到\(day)" } } }
                }
            },
        ])
}

extension OrderScene {
    /// The day of an item and how near it is.
    @HTMLBuilder func due(_ item: PlanItem) -> HTML {
        if let due = item.due {
            div {
                day(due)
                if item.isOverdue(on: today) {
                    " "
                    badge(.bad, "超期\(today.number - due.number)天")
                } else if item.state == .open, due <= rules.horizon(on: today) {
                    " "
                    badge(.watch, "快到期")
                }
            }
        }
    }
}

extension PlanView {
    var label: Phrase {
        switch self {
        case .report: "待我单位报进展"
        case .decide: "待我单位确认"
        case .all: "全部"
        }
    }
}

extension PlanState {
    var light: Light {
        switch self {
        case .open: .info
        case .finished: .watch
        case .done: .good
        case .dropped: .plain
        }
    }
}

extension PlanLight {
    var light: Light {
        switch self {
        case .green: .good
        case .yellow: .watch
        case .red: .bad
        }
    }

    /// The word alone.
    var short: Phrase {
        switch self {
        case .green: "绿灯"
        case .yellow: "黄灯"
        case .red: "红灯"
        }
    }
}
