import Basics
package import Chains
import Markup

/// One line of an anchor company's list: reviewed, put to a link, given to a unit.
package struct NeedPage: Sendable {
    package let chain: Chain
    package let anchor: Anchor
    package let need: Need
    package let links: [ChainLink]
    package let units: UnitNames
    package let quarter: Quarter
    package let people: PeopleNames
    package let values: FormValues

    package init(
        chain: Chain, anchor: Anchor, need: Need, links: [ChainLink], units: UnitNames,
        quarter: Quarter, people: PeopleNames, values: FormValues = FormValues()
    ) {
        self.chain = chain
        self.anchor = anchor
        self.need = need
        self.links = links
        self.units = units
        self.quarter = quarter
        self.people = people
        self.values = values
    }

    package var page: Page {
        let line = need.line
        return Page("\(line.product)", area: .chains, confidentiality: "商业秘密") {
            pageTitle(
                "\(line.product)",
                lead: "\(anchor.name) · \(chain.name)产业链 · \(line.direction.label)"
            ) {
                link("回到清单", to: .anchors(.one(chain.id, anchor.number)), .class("button"))
            }
            problemNotice(values.problems)
            card("企业写的", id: "line") {
                definitionList([
                    Definition("规格要求", text: line.specification.orNil),
                    Definition("年用量", text: line.quantity.orNil),
                    Definition("来源", text: line.origin.orNil),
                    Definition("本地意愿") { localWish(line) },
                    Definition("什么时候要", text: line.needed.orNil),
                    Definition("备注", text: line.remark.orNil),
                ])
            }
            reviewCard
            answersCard
        }
    }

    private var reviewCard: HTML {
        let shown = values.items.isEmpty ? FormValues(items) : values
        return card("审核和分派", id: "review") {
            p {
                badge(need.review.light, need.review.label)
                if need.isChanged {
                    " "
                    badge(.watch, "审核后改过")
                }
            }
            if !values.items.isEmpty { stored }
            postForm(to: .anchors(.need(chain.id, need.number))) {
                hiddenField("version", String(need.version))
                radioField(
                    "review", "审核",
                    [NeedReview.accepted, .returned].map { Choice($0.rawValue, $0.label) },
                    in: shown)
                textField("reason", "退回的理由", in: shown, hint: "退回时必须写。")
                selectField(
                    "link", "链上的环节", links.map { Choice($0.id, name: $0.name) }, in: shown,
                    none: "还不知道", hint: "对上环节，才能回答本地有没有企业在做。")
                selectField(
                    "unit", "责任单位",
                    units.present.map { Choice($0, name: units[$0]) }, in: shown, none: "暂不分派")
                textField(
                    "due", "先答的日期", in: shown, type: .date, hint: "分派时必须写；以后每季度答一次。")
                checkField(
                    "names", "告诉责任单位是哪家链主", in: shown,
                    hint: "不勾选，责任单位只看到产品、规格、数量和时间。")
                submitButton("保存")
            }
        }
    }

    /// What is stored, beside what was typed and refused: somebody else may have decided since.
    private var stored: HTML {
        definitionList([
            Definition("现在存的") { need.review.label },
            Definition("退回的理由", text: need.reason.orNil),
            Definition("链上的环节") {
                links.first { $0.id == need.link }?.name
            },
            Definition("责任单位") { if let unit = need.unit { units[unit] } },
            Definition("先答的日期", text: need.due?.description),
            Definition("告诉责任单位是哪家链主", text: need.unit == nil ? nil : need.namesAnchor ? "✓" : "—"),
        ])
    }

    /// What stands there; of a line that nobody looked at, the link that its name suggests.
    private var items: [AddressItem] {
        let isFresh = need.review == .waiting
        let suggested = isFresh ? links.first { $0.suits(need.line.product) }?.id : nil
        return [
            ("review", isFresh ? "accepted" : need.review.rawValue), ("reason", need.reason),
            ("link", need.link ?? suggested ?? ""), ("unit", need.unit ?? ""),
            ("due", need.due?.description ?? ""), ("names", need.namesAnchor ? "1" : ""),
        ].map { AddressItem($0.0, $0.1) }
    }

    @HTMLBuilder private var answersCard: HTML {
        if need.unit != nil || !need.answers.isEmpty {
            card("各季度的回答", id: "answers") {
                if anchor.stage == .recognised, let since = need.owed(in: quarter) {
                    p { owedBadge(since, quarter) }
                }
                if !need.answers.isEmpty {
                    DataTable<NeedAnswer>(
                        "各季度的回答",
                        columns: [
                            DataColumn("季度", isHead: true) { $0.quarter.label },
                            DataColumn("单位") { units[$0.unit] },
                            DataColumn("进展") { badge($0.outcome.light, $0.outcome.label) },
                            DataColumn("说明") { $0.said },
                            DataColumn("经办", isShort: true) { people[$0.by] },
                        ]
                    ).html(need.answers)
                }
            }
        }
    }
}

/// That a unit owes an answer, and since when where it is not only the running quarter.
func owedBadge(_ since: Quarter, _ quarter: Quarter) -> HTML {
    since < quarter ? badge(.bad, "\(since.label)起没有答") : badge(.watch, "本季未答")
}
