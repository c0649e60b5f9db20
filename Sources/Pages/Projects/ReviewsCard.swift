import Basics
import Markup
package import Projects
import Rules

/// The reviews of a project on its page: which stage each stands before, how far it is, and the
/// form that asks for one.
package struct ReviewsCard: Sendable {
    package let course: ProjectCourse
    /// May ask for a review: of the project's unit, or headquarters.
    package let mayOpen: Bool
    package let values: FormValues

    package init(course: ProjectCourse, mayOpen: Bool, values: FormValues = FormValues()) {
        self.course = course
        self.mayOpen = mayOpen
        self.values = values
    }

    @HTMLBuilder var html: HTML {
        if !course.rule.reviewKinds.isEmpty {
            card("评审", id: "reviews") {
                table.html(course.rule.reviewKinds)
                if mayOpen, course.leaving == nil { form }
            }
        }
    }

    private var table: DataTable<ReviewKind> {
        DataTable(
            "评审",
            columns: [
                DataColumn("哪一项", isHead: true) { kind in
                    if let review = course.review(kind.id) {
                        link(to: .review(review.number)) { kind.name }
                    } else {
                        kind.name
                    }
                    if let definition = kind.definition { p(.class("hint")) { definition } }
                },
                DataColumn("在哪之前", isShort: true) { kind in
                    (course.stage(asking: kind.id)?.name).html
                },
                DataColumn("情况") { kind in
                    ReviewsCard.state(of: kind, in: course)
                },
                DataColumn("轮次", isNumber: true) { kind in
                    (course.review(kind.id).map { String($0.round) }).html
                },
            ])
    }

    /// How a kind stands: what it lacks, else its conclusion.
    @HTMLBuilder static func state(of kind: ReviewKind, in course: ProjectCourse) -> HTML {
        let lacks = course.lacks(ofReview: kind)
        if lacks.isEmpty, let conclusion = course.review(kind.id)?.conclusion {
            badge(.good, conclusion.outcome.label)
        }
        for lack in lacks {
            div { badge(lack.light, StageLack.review(kind.name, lack).phrase) }
        }
    }

    private var form: HTML {
        disclosure("申请评审", isOpen: values["why"] != nil) {
            postForm(to: .projectReviews(course.project.id)) {
                selectField(
                    "kind", "哪一项",
                    course.rule.reviewKinds.map { Choice($0.id, name: $0.name) }, in: values,
                    none: "请选择", isRequired: true)
                textField("why", "为什么再评一轮", in: values, hint: "第一轮不用写。")
                submitButton("申请")
            }
        }
    }
}

extension ReviewLack {
    var light: Light {
        switch self {
        case .none: .plain
        case .open, .conditions: .watch
        case .refused, .commitment: .bad
        }
    }
}

extension ReviewOutcome {
    var light: Light {
        switch self {
        case .passed: .good
        case .conditional: .watch
        case .refused: .bad
        case .notApplicable: .plain
        }
    }
}
