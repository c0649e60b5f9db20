import Basics
import Markup
package import Projects
package import Rules

/// 待确认: what other units reported of their projects and a confirmation waits for.
package struct WaitingEventsPage: Sendable {
    package let waiting: [WaitingEvent]
    package let rule: StageRule?
    package let units: UnitNames
    package let list: ListPage
    /// Reviews that the reader's unit may conclude.
    package let reviews: [WaitingReview]

    package init(
        waiting: [WaitingEvent], reviews: [WaitingReview], rule: StageRule?, units: UnitNames,
        list: ListPage
    ) {
        self.waiting = waiting
        self.reviews = reviews
        self.rule = rule
        self.units = units
        self.list = list
    }

    package var page: Page {
        Page("待确认", area: .projects) {
            pageTitle("待确认", lead: "各单位报送的阶段，确认之后才算数；报送单位自己不能确认。") {
                link("项目台账", to: .projects(), .class("button"))
            }
            if !reviews.isEmpty {
                card("待评审", id: "reviews") { reviewTable.html(reviews) }
            }
            if waiting.isEmpty {
                emptyState("没有要确认的", next: "有单位报送阶段时会列在这里。")
            } else {
                table.html(waiting)
                pagination(list) { .waitingEvents(["page": String($0)]) }
            }
        }
    }

    private var reviewTable: DataTable<WaitingReview> {
        DataTable(
            "待评审",
            columns: [
                DataColumn("项目", isHead: true) { row in
                    link(text: row.project.name, to: .review(row.review.number))
                },
                DataColumn("单位") { units[$0.project.unit] },
                DataColumn("哪一项") { row in
                    if let kind = rule?.reviewKind(row.review.kind) { kind.name }
                },
                DataColumn("申请日期", isShort: true) { $0.review.openedOn.description },
            ])
    }

    private var table: DataTable<WaitingEvent> {
        DataTable(
            "待确认",
            columns: [
                DataColumn("项目", isHead: true) { row in
                    link(text: row.project.name, to: .project(row.project.id))
                },
                DataColumn("单位") { units[$0.event.unit] },
                DataColumn("报送") { row in
                    stepText(row.event.step, in: rule)
                    for lack in row.event.lacking { div { badge(.bad, lack) } }
                },
                DataColumn("哪一天", isShort: true) { $0.event.happenedOn.description },
            ])
    }
}
