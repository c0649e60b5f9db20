import Basics
import Markup
package import Projects
import Rules

/// The ledger as a board: a column for each stage that counts, with how many projects stand there,
/// their totals and the largest of them.
package struct ProjectBoardPage: Sendable {
    package let columns: [BoardColumn]
    package let form: ProjectFilterForm

    package init(columns: [BoardColumn], form: ProjectFilterForm) {
        self.columns = columns
        self.form = form
    }

    package var page: Page {
        Page("项目看板", area: .projects) {
            pageTitle("项目看板", lead: "按已经确认的阶段排开；每列列出总投资最大的几个。") {
                link("看清单", to: .projects(form.query), .class("button"))
                printButton()
            }
            form.html(to: .projectBoard())
            if columns.isEmpty {
                emptyState("没有符合条件的项目", next: "放宽条件再找。") {
                    link("清除条件", to: .projectBoard(), .class("button"))
                }
            } else {
                div(.class("board")) { for column in ordered { html(of: column) } }
            }
        }
    }

    /// In the order of the rule; what no stage counts for stands first.
    private var ordered: [BoardColumn] {
        let order = form.stages?.stages.map(\.id) ?? []
        func place(_ column: BoardColumn) -> Int {
            column.stage.map { order.firstIndex(of: $0) ?? order.count } ?? -1
        }
        return columns.sorted { (place($0), $0.stage ?? "") < (place($1), $1.stage ?? "") }
    }

    private func html(of column: BoardColumn) -> HTML {
        let query = form.query.setting("reached", to: column.stage ?? "none")
            .setting("page", to: nil)
        return section(.class("board-column")) {
            h2 {
                if let stage = column.stage {
                    form.stages?.stage(stage)?.name ?? LocalName(zh: stage)
                } else {
                    "还没有确认的阶段" as Phrase
                }
            }
            p {
                link(to: .projects(query), .class("figure-link")) { "\(column.count)个" as Phrase }
                " · "
                moneyText(column.total)
                if column.withoutTotal > 0 {
                    small("（\(column.withoutTotal)个没有人民币总投资）")
                }
            }
            ul(.class("facts")) {
                for project in column.largest {
                    li {
                        link(text: project.name, to: .project(project.id))
                        small {
                            " "
                            form.units[project.unit]
                            " "
                            moneyText(project.total)
                        }
                        if project.standing != .active {
                            badge(.watch, project.standing.label)
                        }
                    }
                }
            }
            if column.count > column.largest.count {
                p { link("全部\(column.count)个", to: .projects(query)) }
            }
        }
    }
}
