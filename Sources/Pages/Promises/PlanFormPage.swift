import Basics
import Markup
package import Promises
import Rules

/// A new line of the plan: an objective, or what stands under one.
package struct PlanFormPage: Sendable {
    package let scene: OrderScene
    package let year: Int
    /// What it stands under; nil for an objective.
    package let parent: PlanItem?
    /// Objectives to choose from, where it comes from a paper.
    package let objectives: [PlanItem]
    package let owners: [String]
    package let paper: PlanPaper?
    /// Whether the reader makes the plan, and so its objectives.
    package let maySet: Bool
    package let values: FormValues

    package init(
        scene: OrderScene, year: Int, parent: PlanItem?, objectives: [PlanItem], owners: [String],
        paper: PlanPaper?, maySet: Bool, values: FormValues = FormValues()
    ) {
        self.scene = scene
        self.year = year
        self.parent = parent
        self.objectives = objectives
        self.owners = owners
        self.paper = paper
        self.maySet = maySet
        self.values = values
    }

    private var isTask: Bool { parent != nil || paper != nil }

    package var page: Page {
        Page(title, area: .plan) {
            pageTitle(title, lead: lead)
            problemNotice(values.problems)
            if let parent {
                p {
                    "上级："
                    link(text: parent.text, to: .plan(.one(parent.number)))
                }
            }
            if let paper { card("由来") { paper.html } }
            postForm(to: .plan(.list())) {
                hiddenField("year", String(year))
                place
                textField(
                    "text", isTask ? "任务" : "目标是什么", in: values, hint: "一句话说清办成什么。",
                    isRequired: true)
                textField("measure", "衡量标准", in: values, hint: "凭什么看出办成了：数字、文件、批复。")
                selectField(
                    "owner", "责任单位", choices, in: values, none: isTask ? "请选择" : "不设",
                    hint: isTask ? nil : "只统领下面任务的目标可以不设责任单位和期限。")
                if isTask, owners.count > 1 {
                    disclosure("同样的任务交给几个单位", isOpen: !values.all("also").isEmpty) {
                        checksField("also", "每个单位各编入一项", choices, in: values)
                    }
                }
                textField("due", "完成期限", in: values, type: .date)
                submitButton("编入")
            }
        }
    }

    private var title: Phrase {
        switch (parent, isTask) {
        case (nil, false): "编入一项目标"
        case (let parent?, _) where parent.parent != nil: "分解一项"
        default: "编入一项任务"
        }
    }

    private var lead: Phrase {
        isTask ? "期限不能晚于上级；责任单位每月报进展，由您单位确认完成。" : "\(year)年行动计划。目标下面再编入任务。"
    }

    /// Where in the plan it stands; a task from a paper finds or makes its objective.
    @HTMLBuilder private var place: HTML {
        if let parent {
            hiddenField("parent", String(parent.number))
        } else if paper != nil {
            selectField(
                "parent", "放在哪项下面",
                objectives.map { Choice(String($0.number), text: $0.text) }, in: values,
                none: maySet ? "新编一项目标，写在下面" : "请选择", isRequired: !maySet)
            if maySet { textField("objective", "新目标", in: values, hint: "没有选的才写。") }
        }
        if let origin = paper?.origin {
            hiddenField("document", String(origin.document))
            hiddenField("line", String(origin.line))
        }
    }

    private var choices: [Choice] { owners.map { Choice($0, name: scene.units[$0]) } }
}
