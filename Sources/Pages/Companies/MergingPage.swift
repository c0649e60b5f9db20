import Basics
package import Companies
import Evidence
import Markup

/// 合并: the two companies beside each other, all that will move, and what rests on it.
package struct MergingPage: Sendable {
    package let from: CompanyProfile
    /// Nil until one is chosen.
    package let into: CompanyProfile?
    package let plan: MergePlan?
    package let moves: [MergeMove]
    /// What reviewers said of the two.
    package let reviews: [DuplicateReview]
    package let values: FormValues

    package init(
        from: CompanyProfile, into: CompanyProfile?, plan: MergePlan?, moves: [MergeMove],
        reviews: [DuplicateReview] = [], values: FormValues = FormValues()
    ) {
        self.from = from
        self.into = into
        self.plan = plan
        self.moves = moves
        self.reviews = reviews
        self.values = values
    }

    package var page: Page {
        Page("合并企业", area: .companies) {
            pageTitle(
                "合并：\(from.company.name)",
                lead: "一家企业记了两次：把这一条并入另一条。并入后原来的编号和名称仍然找得到，也可以撤销。"
            ) {
                link("回到企业", to: .company(from.company.id), .class("button"))
            }
            problemNotice(values.problems.isEmpty ? plan?.problems ?? [] : values.problems)
            if reviews.contains(where: { $0.verdict != .same }) { said }
            if let into, let plan {
                CompaniesBeside(profiles: [from, into], headings: ["并入", "保留"]).html
                if plan.problems.isEmpty {
                    consequences(plan)
                    confirmation(into)
                }
                p {
                    link(
                        "反过来：保留“\(from.company.name)”",
                        to: .companyMerging(into.company.id, into: from.company.id))
                }
            }
            if into == nil || plan?.problems.isEmpty == false { choice }
        }
    }

    /// Somebody who looked at the two thinks otherwise, or is not sure.
    private var said: HTML {
        notice(.watch) {
            p("看过这两家的人意见不一，合并之前先问清楚：")
            ul {
                for review in reviews {
                    li {
                        "\(review.name)："
                        review.verdict.label
                        if let note = review.note { "（\(note)）" }
                    }
                }
            }
        }
    }

    private var choice: HTML {
        card("并入哪一家") {
            filterForm(to: .companyMerging(from.company.id)) {
                textField(
                    "into", "保留的企业", in: values, hint: "写全称、曾用名、信用代码或企业编号。", isRequired: true)
                submitButton("看合并后怎样")
            }
        }
    }

    private func consequences(_ plan: MergePlan) -> HTML {
        let (from, into) = (plan.from.company.name, plan.into.company.name)
        return card("合并后") {
            ul {
                li("“\(from)”成为“\(into)”名下的一个名称，按它查找就到“\(into)”。")
                for move in moves { li("\(move.label)：\(move.count)条归“\(into)”。") }
                for field in plan.filled {
                    li("\(field.label)原来没有，补上：\(field.value(of: plan.from.company) ?? "")")
                }
                if !plan.doubled.isEmpty {
                    li("两条都登记了的股东关系\(plan.doubled.count)条：说得少的一条今天终止。")
                }
                if !plan.sameRecognitions.isEmpty {
                    li("两家都有的认定\(plan.sameRecognitions.count)项：合并后并列，登记重了的请到企业页面终止。")
                }
                li("编号 \(plan.from.company.id.text) 的页面保留，指向“\(into)”。")
                li("随时可以撤销：名称、号码、关系和字段都回到原处，之后改过的逐条列出。")
            }
        }
    }

    private func confirmation(_ into: CompanyProfile) -> HTML {
        card("依据") {
            postForm(to: .companyMerging(from.company.id)) {
                hiddenField("into", into.company.id.text)
                hiddenField("version", String(from.company.version))
                hiddenField("into_version", String(into.company.version))
                p("凭什么知道是同一家：两家的登记信息、更名公告，或企业自己的说明。", .class("hint"))
                sourceFields(in: values)
                submitButton("合并")
            }
        }
    }
}

/// 撤销合并: what goes back, and what was changed since.
package struct UnmergingPage: Sendable {
    package let plan: UnmergePlan
    package let values: FormValues
    package let zoneOffset: Int

    package init(plan: UnmergePlan, values: FormValues = FormValues(), zoneOffset: Int) {
        self.plan = plan
        self.values = values
        self.zoneOffset = zoneOffset
    }

    package var page: Page {
        let (from, into) = (plan.from.name, plan.into.name)
        let at = plan.merge.at.minuteText(offset: zoneOffset)
        return Page("撤销合并", area: .companies) {
            pageTitle(
                "撤销合并：\(from)",
                lead: "\(plan.merge.by)于\(at)把它并入了“\(into)”。"
            ) {
                link("回到企业", to: .company(plan.into.id), .class("button"))
            }
            problemNotice(values.problems.isEmpty ? plan.problems : values.problems)
            card("回到“\(from)”") {
                ul {
                    for move in plan.moves { li("\(move.label)：\(move.count)条") }
                    if plan.restored > 0 { li("合并时补上的字段恢复原样，终止的股东关系恢复。") }
                }
            }
            if !plan.kept.isEmpty { keptCard }
            if !plan.later.isEmpty { laterCard }
            if plan.problems.isEmpty {
                card("撤销") {
                    postForm(to: .companyUnmerging(plan.from.id)) {
                        hiddenField("into_version", String(plan.into.version))
                        textField("reason", "原因", in: values)
                        submitButton("撤销合并")
                    }
                }
            }
        }
    }

    private var keptCard: HTML {
        card("合并之后改过，保持现在的样子（\(plan.kept.count)处）") {
            DataTable<KeptChange>(
                "改过的字段",
                columns: [
                    DataColumn("内容", isHead: true) { changedText($0.table) },
                    DataColumn("合并以前") { $0.before.html },
                    DataColumn("现在") { $0.now.html },
                ]
            ).html(plan.kept)
        }
    }

    private var laterCard: HTML {
        let zone = zoneOffset
        return card("合并之后的记录（\(plan.later.count)条）") {
            p("这些都不撤销：改的是随合并过来的条目，随条目回去；其余留在“\(plan.into.name)”名下。", .class("hint"))
            DataTable<LaterChange>(
                "合并之后的记录",
                columns: [
                    DataColumn("做了什么", isHead: true) { change in
                        changeText(change.kind)
                        if let what = change.what { "：\(what)" }
                    },
                    DataColumn("谁") { $0.by },
                    DataColumn("何时") { $0.at.minuteText(offset: zone) },
                ]
            ).html(plan.later)
        }
    }
}

/// What the rows of a table are.
@HTMLBuilder private func changedText(_ table: String) -> HTML {
    if let relation = companyRelations.first(where: { $0.table == table }) {
        relation.label
    } else {
        "登记信息" as Phrase
    }
}

/// A change of a company as the journal names it.
@HTMLBuilder func changeText(_ kind: String) -> HTML {
    switch kind {
    case "company.added": "新增" as Phrase
    case "company.renamed": "更名" as Phrase
    case "company.named": "增加名称" as Phrase
    case "company.name_ended": "终止名称" as Phrase
    case "company.identified": "增加号码" as Phrase
    case "company.identifier_ended": "终止号码" as Phrase
    case "company.held": "增加上级或股东" as Phrase
    case "company.parent_ended": "终止上级或股东" as Phrase
    case "company.registered": "办理登记" as Phrase
    case "company.merged": "合并" as Phrase
    case "company.unmerged": "撤销合并" as Phrase
    case "company.recognized": "增加认定" as Phrase
    case "company.recognition_ended": "终止认定" as Phrase
    case "companies.imported": "导入名录" as Phrase
    case "contact.recorded": "登记对接" as Phrase
    case "contact.changed": "更正对接" as Phrase
    case "contact.done": "办结对接" as Phrase
    case "contact.withdrawn": "撤回对接" as Phrase
    case "duplicate.reviewed": "重复企业下结论" as Phrase
    case "list.imported": "导入榜单" as Phrase
    case "list.entry_decided": "判定榜单条目" as Phrase
    default: kind
    }
}
