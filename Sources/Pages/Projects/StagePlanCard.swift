import Basics
import Markup
package import Projects
import Rules

/// 倒排工期 on a project's page: for each stage the planned month, when it was reached, and how far
/// behind it is.
package struct StagePlanCard: Sendable {
    package let course: ProjectCourse
    package let plan: StagePlan
    package let mayPlan: Bool
    package let values: FormValues

    package init(
        course: ProjectCourse, plan: StagePlan, mayPlan: Bool, values: FormValues = FormValues()
    ) {
        self.course = course
        self.plan = plan
        self.mayPlan = mayPlan
        self.values = values
    }

    @HTMLBuilder var html: HTML {
        if !plan.stages.isEmpty {
            card("节点计划", id: "stage-plan") {
                p { StagePlanCard.words(plan.behind) }
                if plan.latest > 0 { table.html(told) }
                if mayPlan, course.leaving == nil { form }
            }
        }
    }

    /// «晚2个月», with its light.
    static func words(_ behind: Int?) -> HTML {
        switch behind {
        case nil: badge(.plain, "没有计划")
        case 0?: badge(.good, "按计划")
        case let months? where months < 0: badge(.good, "提前\(-months)个月")
        case let months?: badge(.watch, "晚\(months)个月")
        }
    }

    /// Stages of which there is anything to say.
    private var told: [PlannedStage] {
        plan.stages.filter { $0.reachedOn != nil || !$0.revisions.isEmpty }
    }

    private var table: DataTable<PlannedStage> {
        DataTable(
            "节点计划",
            columns: [
                DataColumn("阶段", isHead: true) { $0.stage.name },
                DataColumn("计划", isShort: true) { stage in
                    div {
                        (stage.planned?.description).html
                        if let first = stage.firstPlanned, first != stage.planned {
                            div { small("最早计划\(first.description)", .class("hint")) }
                        }
                    }
                },
                DataColumn("到达", isShort: true) { stage in
                    if stage.isSkipped {
                        "没有经过" as Phrase
                    } else {
                        (stage.reachedOn?.description).html
                    }
                },
                DataColumn("进度") { stage in
                    if stage.planned != nil, !stage.isSkipped {
                        StagePlanCard.words(stage.behind)
                    }
                },
                DataColumn("改动") { stage in
                    if stage.revisions.count > 1 { revisions(of: stage) }
                },
            ])
    }

    private func revisions(of stage: PlannedStage) -> HTML {
        div {
            for line in stage.revisions.dropFirst() {
                div {
                    line.month?.description ?? "—"
                    " "
                    if let reason = line.reason { small("理由：\(reason)", .class("hint")) }
                }
            }
        }
    }

    private var form: HTML {
        let open = plan.stages.filter { $0.reachedOn == nil && !$0.isSkipped }
        let typed = FormValues(
            values.items
                + open.compactMap { stage in
                    stage.planned.map { AddressItem("plan-\(stage.stage.id)", $0.description) }
                }, problems: values.problems)
        return disclosure(
            plan.latest == 0 ? "订计划" : "改计划",
            isOpen: values.items.contains { $0.name.hasPrefix("plan-") }
        ) {
            postForm(to: .stagePlan(course.project.id)) {
                hiddenField("latest", String(plan.latest))
                for stage in open { monthField(stage, typed) }
                textField("plan-reason", "改动的原因", in: values, hint: "第一次订计划不用写。")
                submitButton("保存")
            }
        }
    }

    /// The label is the stage's name, which the city folder gives.
    private func monthField(_ stage: PlannedStage, _ values: FormValues) -> HTML {
        textField("plan-\(stage.stage.id)", "\(stage.stage.name)", in: values, type: .month)
    }
}
