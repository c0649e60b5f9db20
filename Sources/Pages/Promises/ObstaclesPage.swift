import Basics
import Markup
import People
package import Promises
import Rules

/// 堵点问题: what is stuck, what waits first.
package struct ObstaclesPage: Sendable {
    package let obstacles: [Obstacle]
    package let filter: ObstacleFilter
    package let query: AddressQuery
    package let list: ListPage
    /// The project whose obstacles are asked for, where the reader may see it.
    package let about: OrderTopic?
    package let scene: OrderScene
    package let mayRaise: Bool
    /// Whether the reader has a page of decisions: a leader's own, or headquarters' view of all.
    package let readsDecisions: Bool

    package init(
        obstacles: [Obstacle], filter: ObstacleFilter, query: AddressQuery, list: ListPage,
        about: OrderTopic?, scene: OrderScene, mayRaise: Bool, readsDecisions: Bool
    ) {
        self.obstacles = obstacles
        self.filter = filter
        self.query = query
        self.list = list
        self.about = about
        self.scene = scene
        self.mayRaise = mayRaise
        self.readsDecisions = readsDecisions
    }

    package var page: Page {
        Page("堵点问题", area: .orders) {
            pageTitle("堵点问题", lead: "单位提出，办公室拟办，呈市领导批示；批示变成交办件，跟到销号。") {
                if mayRaise {
                    link(
                        "提一个堵点", to: .newObstacle(about.query),
                        .class("button primary"))
                }
                if readsDecisions { link("待批示", to: .decisions(), .class("button")) }
                printButton()
            }
            scene.line(about: about)
            filterForm(to: .obstacles()) {
                if let about { hiddenField(about.field.name, about.field.value) }
                selectField(
                    "state", "状态",
                    ObstacleState.allCases.map { Choice($0.rawValue, $0.label) },
                    in: FormValues(query.items), none: "全部")
                selectField(
                    "unit", "提出或主办单位",
                    scene.rules.units.all.filter { $0.exists(on: scene.today) }
                        .map { Choice($0.id, name: $0.name) },
                    in: FormValues(query.items), none: "全部")
                submitButton("筛选")
            }
            if obstacles.isEmpty {
                emptyState("没有这样的堵点", next: "项目卡住了，由所在单位提出，办公室会拟办。")
            } else {
                table.html(obstacles)
                pagination(list) { .obstacles(query.setting("page", to: String($0))) }
            }
        }
    }

    private var table: DataTable<Obstacle> {
        let scene = scene
        return DataTable(
            "堵点问题",
            columns: [
                DataColumn("事项", isHead: true) { obstacle in
                    link(text: obstacle.title, to: .obstacle(obstacle.number))
                },
                DataColumn("状态") { badge($0.state.light, $0.state.label) },
                DataColumn("卡了多久", isShort: true) { obstacle in
                    if obstacle.state.isOpen { div { scene.waited(obstacle) } }
                },
                DataColumn("提出单位") { scene.units[$0.unit] },
                DataColumn("主办单位") { obstacle in
                    if let owner = obstacle.preparation?.owner { scene.units[owner] }
                },
                DataColumn("提出日期", isShort: true) { $0.raisedOn.description },
            ])
    }
}

/// A new obstacle, perhaps about a project.
package struct ObstacleFormPage: Sendable {
    package let scene: OrderScene
    package let about: OrderTopic?
    package let values: FormValues

    package init(scene: OrderScene, about: OrderTopic?, values: FormValues = FormValues()) {
        self.scene = scene
        self.about = about
        self.values = values
    }

    package var page: Page {
        Page("提一个堵点", area: .orders) {
            pageTitle("提一个堵点", lead: "写清卡在哪里、从哪天起；办公室拟好办法，报市领导或直接解决。")
            problemNotice(values.problems)
            postForm(to: .obstacles()) {
                scene.line(about: about)
                if let about { hiddenField(about.field.name, about.field.value) }
                textField("title", "事项", in: values, hint: "一句话说清卡住了什么。", isRequired: true)
                textArea(
                    "stuck", "卡在哪里", in: values, hint: "差什么手续、等哪个单位、已经试过什么。",
                    isRequired: true)
                textField("since", "从哪天起", in: values, type: .date, isRequired: true)
                submitButton("提出")
            }
        }
    }
}
