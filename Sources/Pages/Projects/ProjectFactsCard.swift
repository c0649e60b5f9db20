import Basics
import Markup
import Projects
import Rules

/// What happens to a project beside its stages, each with its day: 注册, 到位, 入库, 纳统, 升规.
extension ProjectCourseCards {
    var datedFacts: HTML {
        card("并列事实", id: "facts") {
            p("不分先后，与阶段并列；每一件都要写发生的日期。", .class("hint"))
            for event in course.waitingFacts { waiting(event) }
            factTable.html(course.rule.datedFacts)
            if mayReport, course.leaving == nil { factForm }
        }
    }

    private var factTable: DataTable<StageDefinition> {
        DataTable(
            "并列事实",
            columns: [
                DataColumn("什么", isHead: true) { fact in
                    fact.name
                    if let definition = fact.definition { p(definition, .class("hint")) }
                },
                DataColumn("哪一天", isShort: true) {
                    (course.datedFact($0.id)?.happenedOn.description).html
                },
                DataColumn("情况") { state(of: $0.id) },
            ])
    }

    @HTMLBuilder private func state(of fact: String) -> HTML {
        if let event = course.datedFact(fact) {
            badge(event.isOverride ? .watch : .good, "已有")
            for lack in event.lacking { div { badge(.bad, lack) } }
        } else if course.waitingFacts.contains(where: { $0.step.fact == fact }) {
            badge(.watch, ProjectEventState.reported.label)
        } else {
            for lack in course.lacks(of: fact) { p(lack.phrase, .class("hint")) }
        }
    }

    private var factForm: HTML {
        disclosure("报送并列事实", isOpen: ["noted", "revoked"].contains(values["step"])) {
            postForm(to: .projectEvents(course.project.id)) {
                hiddenField("version", String(course.project.version))
                radioField(
                    "step", "报送什么", [Choice("noted", "有了"), Choice("revoked", "取消")], in: values)
                selectField(
                    "stage", "哪件事", course.rule.datedFacts.map { Choice($0.id, name: $0.name) },
                    in: values, none: "请选择", isRequired: true)
                textField("day", "哪一天", in: values, type: .date, isRequired: true)
                textField("reason", "原因", in: values, hint: "取消必填；缺佐证也要报的必填，会标出来。")
                submitButton("报送")
            }
        }
    }
}
