package import Basics
import Evidence
import Markup
package import Projects
package import Rules

/// One round of a review: how it stands, item by item, the commitments where it is about them, and
/// the forms of who may score and conclude it.
package struct ReviewPage: Sendable {
    package let course: ProjectCourse
    package let review: ProjectReview
    /// As the rule stood when it was opened.
    package let kind: ReviewKind
    package let units: UnitNames
    package let today: Day
    /// Of another unit than the project's, of a kind that the rule names.
    package let mayReview: Bool
    package let values: FormValues

    package init(
        course: ProjectCourse, review: ProjectReview, kind: ReviewKind, units: UnitNames,
        today: Day, mayReview: Bool, values: FormValues = FormValues()
    ) {
        self.course = course
        self.review = review
        self.kind = kind
        self.units = units
        self.today = today
        self.mayReview = mayReview
        self.values = values
    }

    package var page: Page {
        let isOpen = review.conclusion == nil
        return Page("\(kind.name) \(course.project.name)", area: .projects) {
            pageTitle("\(kind.name)", lead: "\(course.project.name)，第\(review.round)轮") {
                link("回到项目", to: .project(course.project.id), .class("button"))
                printButton()
            }
            problemNotice(values.problems)
            standing
            if let commitments = kind.commitments { commitmentsCard(commitments) }
            if !kind.items.isEmpty { itemsCard(isOpen: isOpen) }
            if isOpen, mayReview { conclusionForm }
            others
        }
    }

    private var standing: HTML {
        card("结论") {
            if let reason = review.reason { p("再评一轮的原因：\(reason)") }
            if let conclusion = review.conclusion {
                p { badge(conclusion.outcome.light, conclusion.outcome.label) }
                definitionList(definitions(conclusion))
                if conclusion.conditions != nil, conclusion.met == nil {
                    notice(.watch, "条件落实之前，项目不能进入下一阶段。")
                    if mayReview { metForm }
                }
            } else {
                p { badge(.watch, "还没有结论") }
                if !mayReview { p("等另一个单位评审。", .class("hint")) }
            }
            if kind.isScored { scored }
            p(.class("hint")) { kind.basis.line }
            if !kind.files.isEmpty {
                p("要看的材料：\(kind.files.joined(separator: "、"))", .class("hint"))
            }
        }
    }

    @HTMLBuilder private var scored: HTML {
        let whole = kind.items.compactMap(\.points).reduce(0, +)
        p("得分\(review.points(in: kind))，满分\(whole)，\(kind.floor ?? 0)分以上才能通过。")
        for veto in review.vetoes(in: kind) { p { badge(.bad, "一票否决：\(veto.name)") } }
    }

    private func definitions(_ conclusion: ReviewConclusion) -> [Definition] {
        let evidence = course.evidence.first { $0.number == conclusion.evidence }
        return [
            Definition("哪一天", text: conclusion.on.description),
            Definition("评审单位") { if let unit = conclusion.unit { units[unit] } },
            Definition("意见文号", text: conclusion.title),
            Definition("佐证") {
                if let evidence {
                    if evidence.fileType == nil {
                        evidence.source.title
                    } else {
                        link(
                            text: evidence.source.title,
                            to: .projectEvidence(course.project.id, evidence.number))
                    }
                }
            },
            Definition("理由", text: conclusion.note),
            Definition("附的条件", text: conclusion.conditions),
            Definition("条件落实") {
                if let met = conclusion.met { "\(met.on.description) \(met.title)" }
            },
        ]
    }

    private func commitmentsCard(_ review: CommitmentReview) -> HTML {
        card("逐条承诺", id: "commitments") {
            p("每一条都通过了\(kind.name)，这一项才能通过；没有记依据的先记依据。", .class("hint"))
            if course.commitments.isEmpty {
                p("这个项目没有登记承诺。")
            } else {
                commitmentTable(review).html(course.commitments)
            }
            link("本项目的承诺", to: .projectCommitments(course.project.id), .class("button"))
        }
    }

    private func commitmentTable(_ review: CommitmentReview) -> DataTable<Commitment> {
        let today = today
        return DataTable(
            "逐条承诺",
            columns: [
                DataColumn("承诺", isHead: true) { row in
                    link(text: row.content, to: .commitment(row.number))
                },
                DataColumn("条款", isShort: true) { $0.clause },
                DataColumn("依据") { ($0.last(.basis)?.title).html },
                DataColumn("审查") { row in
                    if row.isCleared(by: review) {
                        badge(.good, "可以")
                    } else {
                        badge(.bad, "没有通过")
                    }
                },
                DataColumn("情况") { row in
                    let state = row.state(on: today)
                    badge(state.light, state.label)
                },
            ])
    }

    private func itemsCard(isOpen: Bool) -> HTML {
        card("逐项", id: "items") {
            let fills = isOpen && mayReview
            if !fills || !review.scores.isEmpty {
                itemTable.html(kind.items + review.vetoes(in: kind))
            }
            if fills { scoreForm }
        }
    }

    private var itemTable: DataTable<ReviewItem> {
        let (review, kind, units) = (review, kind, units)
        return DataTable(
            "逐项",
            columns: [
                DataColumn("项目", isHead: true) { $0.name },
                DataColumn(kind.isScored ? "得分" : "认定", isShort: true) { item in
                    let score = review.score(of: item)
                    if let points = score?.points {
                        "\(String(points)) / \(String(item.points ?? 0))"
                    } else if let finding = score?.finding {
                        if let known = kind.finding(finding) {
                            badge(known.atBest.light, "\(known.name)")
                        } else {
                            badge(.bad, "一票否决")
                        }
                    } else {
                        "没有评" as Phrase
                    }
                },
                DataColumn("说明") { (review.score(of: $0)?.remark).html },
                DataColumn("评审单位") { item in
                    if let unit = review.score(of: item)?.unit { units[unit] }
                },
            ])
    }

    /// The others of its kind on this project.
    @HTMLBuilder private var others: HTML {
        let rounds = course.reviews.filter { $0.kind == review.kind && $0.number != review.number }
        if !rounds.isEmpty {
            card("其他轮次") {
                ul(.class("facts")) {
                    for round in rounds {
                        li {
                            link("第\(round.round)轮", to: .review(round.number))
                            " "
                            if let conclusion = round.conclusion {
                                badge(conclusion.outcome.light, conclusion.outcome.label)
                            } else {
                                badge(.watch, "还没有结论")
                            }
                        }
                    }
                }
            }
        }
    }
}

// The forms.
extension ReviewPage {
    /// What stands there, under what was typed.
    private var filled: FormValues {
        var items = values.items
        for item in kind.items + kind.vetoes {
            guard let score = review.score(of: item) else { continue }
            func fill(_ part: ReviewScoresDraft.Part, _ value: String?) {
                if let value { items.append(AddressItem(part.field(item.id), value)) }
            }
            fill(.points, score.points.map(String.init))
            fill(.finding, score.finding)
            fill(.veto, score.finding == ReviewScore.vetoed ? "yes" : nil)
            fill(.remark, score.remark)
        }
        return FormValues(items, problems: values.problems)
    }

    private var scoreForm: HTML {
        let filled = filled
        return disclosure(kind.isScored ? "打分" : "认定", isOpen: true) {
            postForm(to: .reviewScores(review.number)) {
                hiddenField("version", String(review.version))
                div(.class("pair")) {
                    for item in kind.items { div { itemFields(item, filled) } }
                    for veto in kind.vetoes { div { vetoFields(veto, filled) } }
                }
                submitButton("保存")
            }
        }
    }

    @HTMLBuilder private func itemFields(_ item: ReviewItem, _ filled: FormValues) -> HTML {
        if let most = item.points {
            textField(
                ReviewScoresDraft.Part.points.field(item.id), "\(item.name)（0到\(most)分）",
                in: filled, type: .number)
        } else {
            selectField(
                ReviewScoresDraft.Part.finding.field(item.id), "\(item.name)",
                kind.findings.map { Choice($0.id, name: $0.name) }, in: filled, none: "没有评")
        }
        textField(ReviewScoresDraft.Part.remark.field(item.id), "说明", in: filled)
    }

    @HTMLBuilder private func vetoFields(_ veto: ReviewItem, _ filled: FormValues) -> HTML {
        selectField(
            ReviewScoresDraft.Part.veto.field(veto.id), "一票否决：\(veto.name)",
            [Choice("yes", "否决")], in: filled, none: "没有")
        textField(
            ReviewScoresDraft.Part.remark.field(veto.id), "理由", in: filled, hint: "否决时必填。")
    }

    private var conclusionForm: HTML {
        card("作结论", id: "conclusion") {
            p("结论只作一次，作了不再改；要再看就再评一轮。", .class("hint"))
            postForm(to: .reviewConclusion(review.number)) {
                hiddenField("version", String(review.version))
                selectField(
                    "outcome", "结论", kind.outcomes.map { Choice($0.rawValue, $0.label) },
                    in: values, none: "请选择", isRequired: true)
                textField("on", "哪一天", in: values, type: .date, isRequired: true)
                textField("title", "意见文号", in: values, hint: "没有选佐证时必填。")
                selectField(
                    "evidence", "佐证",
                    course.evidence.map {
                        Choice(String($0.number), text: "\($0.kind) \($0.source.title)")
                    }, in: values, none: "没有")
                textField("note", "理由", in: values, hint: "不通过、不适用时必填。")
                textField("conditions", "附的条件", in: values, hint: "附条件通过时必填。")
                submitButton("作结论")
            }
        }
    }

    private var metForm: HTML {
        disclosure("条件落实了", isOpen: values["title"] != nil) {
            postForm(to: .reviewConditions(review.number)) {
                hiddenField("version", String(review.version))
                textField("on", "哪一天", in: values, type: .date, isRequired: true)
                textField("title", "凭什么认定", in: values, isRequired: true)
                submitButton("登记")
            }
        }
    }
}
