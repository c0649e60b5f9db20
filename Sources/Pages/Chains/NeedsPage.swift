package import Basics
package import Chains
import Markup

/// Lines of anchor companies that the reader's unit looks for, each with its answer of the quarter.
package struct NeedsPage: Sendable {
    package let needs: [AssignedNeed]
    package let quarter: Quarter
    package let today: Day
    package let list: ListPage
    /// What was typed for one line; `need` says which.
    package let values: FormValues

    package init(
        needs: [AssignedNeed], quarter: Quarter, today: Day, pageNumber: Int,
        values: FormValues = FormValues()
    ) {
        self.needs = needs
        list = ListPage(
            number: pageNumber, size: Limit.needsOnPage.count, total: needs.count)
        self.quarter = quarter
        self.today = today
        self.values = values
    }

    package var page: Page {
        let due = needs.count { $0.owed(in: quarter) != nil }
        return Page("链主的供需意向", area: .chains, confidentiality: "商业秘密") {
            pageTitle("链主的供需意向", lead: "分派给本单位的，每季度答一次：找到谁、见了没有、签了没有。") {
                link("回到产业链", to: .chains(), .class("button"))
                printButton()
            }
            problemNotice(values.problems)
            if needs.isEmpty {
                emptyState("没有分派给本单位的", next: "产业链专班审核链主的清单后分派。")
            } else {
                p {
                    if due == 0 {
                        badge(.good, "\(quarter.label)都已答过")
                    } else {
                        badge(.watch, "\(quarter.label)还有\(due)件没有答")
                    }
                }
                for need in needs.dropFirst(list.offset).prefix(list.size) { one(need) }
                if list.count > 1 {
                    pagination(list) { .anchors(.needs(["page": String($0)])) }
                }
            }
        }
    }

    private func one(_ need: AssignedNeed) -> HTML {
        let isTyped = values["need"] == String(need.number)
        let since = need.owed(in: quarter)
        let isDue = since != nil
        return card("\(need.product)", id: "need-\(need.number)") {
            p {
                if let since {
                    let isLate = need.lastDay(in: quarter).map { $0 < today } ?? false
                    if isLate { badge(.bad, "逾期未答") } else { owedBadge(since, quarter) }
                } else if need.answers.isEmpty {
                    badge(.info, "\(need.due)前答")
                } else {
                    badge(.good, "本季已答")
                }
            }
            definitionList([
                Definition("求购或可供") { need.direction.label },
                Definition("规格要求", text: need.specification.orNil),
                Definition("年用量", text: need.quantity.orNil),
                Definition("什么时候要", text: need.needed.orNil),
                Definition("产业链") { need.chain },
                Definition("环节") { need.link },
                Definition("链主") {
                    if let anchor = need.anchor { anchor } else { "不公开" as Phrase }
                },
                Definition("先答的日期", text: need.due.description),
            ])
            for answer in need.answers {
                p {
                    badge(answer.outcome.light, answer.outcome.label)
                    " "
                    "\(answer.quarter.label)：\(answer.said)" as Phrase
                }
            }
            disclosure(isDue ? "答\(quarter.label)" : "改答", isOpen: isDue || isTyped) {
                postForm(to: .anchors(.answers(need.number))) {
                    hiddenField("need", String(need.number))
                    hiddenField("page", String(list.number))
                    selectField(
                        "outcome", "进展",
                        NeedOutcome.allCases.map { Choice($0.rawValue, $0.label) },
                        in: isTyped ? values : FormValues(), none: "请选择", isRequired: true)
                    textField(
                        "said", "说明", in: isTyped ? values : FormValues(),
                        hint: "哪家企业、下一步做什么；没有找到的，写找过哪里。", isRequired: true)
                    submitButton("保存")
                }
            }
        }
    }
}
