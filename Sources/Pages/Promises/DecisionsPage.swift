import Basics
import Markup
package import People
package import Promises
import Rules

/// What lies before a leader, three things at most, each decided on the spot; below, what became of
/// the last decisions. Made for a phone. Headquarters reads it for any leader and decides nothing.
package struct DecisionsPage: Sendable {
    /// Nil where no leader is in office.
    package let leader: Member?
    package let obstacles: [Obstacle]
    /// The projects that they are about, where the reader may see these.
    package let topics: [Int64: OrderTopic]
    package let decided: [DecidedObstacle]
    package let scene: OrderScene
    package let mayDecide: Bool
    /// Empty for a leader, who reads the own page only.
    package let leaders: [Member]
    package let values: FormValues

    package init(
        leader: Member?, obstacles: [Obstacle], topics: [Int64: OrderTopic],
        decided: [DecidedObstacle], scene: OrderScene, mayDecide: Bool, leaders: [Member],
        values: FormValues = FormValues()
    ) {
        self.leader = leader
        self.obstacles = obstacles
        self.topics = topics
        self.decided = decided
        self.scene = scene
        self.mayDecide = mayDecide
        self.leaders = leaders
        self.values = values
    }

    package var page: Page {
        Page("待批示", area: .orders) {
            pageTitle("待批示", lead: "最多三件。选一种办法，或写几句，定个期限，就交办下去。") {
                link("全部堵点", to: .obstacles(), .class("button"))
                printButton()
            }
            problemNotice(values.problems)
            if !leaders.isEmpty {
                filterForm(to: .decisions()) {
                    selectField(
                        "leader", "哪位领导", leaderChoices(leaders),
                        in: FormValues([AddressItem("leader", leader?.id.text ?? "")]))
                    submitButton("看")
                }
            }
            if obstacles.isEmpty {
                emptyState("没有等批示的", next: "办公室呈送之后会列在这里，同时最多三件。")
            }
            for obstacle in obstacles { item(obstacle) }
            if !decided.isEmpty { card("批示过的办到哪一步", id: "decided") { table.html(decided) } }
        }
    }

    private func item(_ obstacle: Obstacle) -> HTML {
        card("\(obstacle.title)", id: "n\(obstacle.number)") {
            p {
                scene.waited(obstacle)
                " "
                small("\(obstacle.since)起，\(scene.units[obstacle.unit])提出", .class("hint"))
            }
            if let about = topics[obstacle.number] {
                p { about.link }
            }
            p(obstacle.stuck, .class("as-written"))
            if let prepared = obstacle.preparation {
                definitionList([
                    Definition("办公室建议", text: prepared.advice),
                    Definition("主办单位") { scene.units[prepared.owner] },
                ])
                if mayDecide {
                    form(obstacle, prepared)
                } else {
                    p { strong("可选办法") }
                    prepared.optionList
                    p {
                        "建议期限："
                        scene.day(prepared.due)
                    }
                }
            }
            p(.class("actions")) {
                link("看经过", to: .obstacle(obstacle.number))
                link("专报", to: .obstacleBrief(obstacle.number))
            }
        }
    }

    private func form(_ obstacle: Obstacle, _ prepared: ObstaclePreparation) -> HTML {
        func name(_ field: String) -> String { DecisionsPage.field(field, of: obstacle.number) }
        let isTyped = values[name("due")] != nil
        let shown = FormValues(
            values.items
                + (isTyped ? [] : [AddressItem(name("due"), prepared.due.description)]),
            problems: values.problems)
        return postForm(to: .obstacleActs(obstacle.number)) {
            hiddenField("act", ObstacleAct.decide.rawValue)
            hiddenField("version", String(obstacle.version))
            radioField(
                name("choice"), "选一种办法",
                prepared.options.enumerated().map {
                    Choice(String($0 + 1), text: "\($0 + 1). \($1)")
                }, in: shown)
            textArea(name("text"), "批示意见", in: shown, rows: 2, hint: "可以只选办法，也可以只写批示。")
            textField(name("due"), "期限", in: shown, type: .date, isRequired: true)
            submitButton("批示并交办")
        }
    }

    /// Three forms stand on the page, so the fields of each carry its number.
    package static func field(_ name: String, of number: Int64) -> String { "n\(number)_\(name)" }

    private var table: DataTable<DecidedObstacle> {
        let scene = scene
        return DataTable(
            "批示过的",
            columns: [
                DataColumn("事项", isHead: true) { line in
                    link(text: line.obstacle.title, to: .order(line.order.number))
                    div { small(line.order.mark.text, .class("code")) }
                },
                DataColumn("主办单位") { scene.units[$0.order.owner] },
                DataColumn("期限", isShort: true) { scene.due($0.order) },
                DataColumn("状态") { badge($0.order.state.light, $0.order.state.label) },
                DataColumn("批示日期", isShort: true) { line in
                    if let decision = line.obstacle.decision { decision.on.description }
                },
            ])
    }
}

/// A decision and the order that it became.
package struct DecidedObstacle: Sendable, Hashable {
    package let obstacle: Obstacle
    package let order: Order

    package init(obstacle: Obstacle, order: Order) {
        self.obstacle = obstacle
        self.order = order
    }
}
