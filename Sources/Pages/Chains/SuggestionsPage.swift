import Basics
package import Chains
import Companies
import Markup
package import Projects
package import Rules

/// Who may sit at a link by knowledge from outside (候选企业): a person takes each up or says why
/// not.
package struct SuggestionsPage: Sendable {
    package let suggestions: LinkSuggestions
    /// By which faults are called by their names; nil where the city has none.
    package let rule: KnowledgeRule?
    package let divisions: CityDivisions
    package let zoneOffset: Int
    package let people: PeopleNames
    /// What was typed into one of the forms; `form` says which.
    package let values: FormValues

    package init(
        suggestions: LinkSuggestions, rule: KnowledgeRule?, divisions: CityDivisions,
        zoneOffset: Int, people: PeopleNames, values: FormValues = FormValues()
    ) {
        self.suggestions = suggestions
        self.rule = rule
        self.divisions = divisions
        self.zoneOffset = zoneOffset
        self.people = people
        self.values = values
    }

    package var page: Page {
        let (chain, link) = (suggestions.chain, suggestions.link)
        return Page("\(link.name)的候选企业", area: .chains) {
            pageTitle(
                "\(link.name)的候选企业",
                lead: "公开知识里谁卖的东西与这个环节对得上。这里只是建议：采纳一家，它才进这个环节，成为目标企业。"
            ) {
                Pages.link("回到环节", to: .chains(.link(chain.id, link.id)), .class("button"))
                Pages.link(
                    "目标企业", to: .chains(.targets(chain.id, link.id)), .class("button"))
                printButton()
            }
            problemNotice(values.problems)
            if let set = suggestions.set {
                if suggestions.open.isEmpty {
                    emptyState("没有要看的候选企业", next: "都办过了，或者知识里没有企业与这个环节对得上。")
                } else {
                    table.html(suggestions.open)
                    p(.class("hint")) {
                        "来源：\(set.title)，\(set.importedAt.day(offset: zoneOffset))导入。"
                        "得分只在这个环节里比高低；置信度是对那几行来源信几分。名称、上市和产品以来源当时为准，采纳前请核实。"
                    }
                }
            } else {
                emptyState(
                    "还没有导入候选知识", next: "由管理员用命令 headwater import knowledge 导入一个公开的企业产品集。")
            }
            reviewedPart
            relationsPart
        }
    }

    private var table: DataTable<Suggestion> {
        let divisions = divisions
        return DataTable(
            "候选企业",
            columns: [
                DataColumn("企业", isHead: true) { one in
                    if let known = one.known {
                        Pages.link(text: one.company.name, to: .company(known.id))
                    } else {
                        one.company.name
                    }
                    if let full = one.company.fullName { div(.class("hint")) { full } }
                    div(.class("hint")) {
                        one.company.code
                        if let place = one.company.place {
                            " "
                            if let name = divisions.name(of: place) { name } else { place }
                        }
                    }
                },
                DataColumn("得分", isNumber: true) { decimal($0.score) },
                DataColumn("为什么") { why($0) },
                DataColumn("置信度和来源") { grounds($0) },
                DataColumn("办理") { forms($0) },
            ])
    }

    @HTMLBuilder private func why(_ one: Suggestion) -> HTML {
        if one.isByProducts {
            for product in one.products {
                div { "\(product.name)（占收入\(product.share.percent)）" }
            }
            div(.class("hint")) { "对上的词：\(one.words.joined(separator: "、"))" }
        } else {
            div { "卖的东西里没有这个环节的词，只是与排在前面的企业相近；它卖：" }
            for product in one.products {
                div(.class("hint")) { "\(product.name)（占收入\(product.share.percent)）" }
            }
        }
        div(.class("hint")) {
            let told = one.parts.filter { $0.score > 0 }
            for (place, part) in told.enumerated() {
                if place > 0 { "；" }
                part.kind.label
                " "
                decimal(part.score)
            }
        }
    }

    @HTMLBuilder private func grounds(_ one: Suggestion) -> HTML {
        if let confidence = one.confidence {
            strong { confidence.percent }
        } else {
            "没有产品可依据"
        }
        div(.class("hint")) {
            KnowledgeFile.companyProduct.name
            " "
            "第\(one.products.map { String($0.line) }.joined(separator: "、"))行"
        }
        for fault in Set(one.products.flatMap(\.doubts)).sorted(by: { $0.rawValue < $1.rawValue }) {
            div(.class("hint")) {
                "存疑："
                name(of: fault)
            }
        }
    }

    @HTMLBuilder private func name(of fault: KnowledgeFault) -> HTML {
        if let name = rule?.faults[fault]?.name { name } else { fault.rawValue }
    }

    private func forms(_ one: Suggestion) -> HTML {
        HTML {
            acceptance(one)
            refusal(one)
        }
    }

    private func typed(_ form: SuggestionForm) -> FormValues {
        values["form"] == form.prefix ? values : FormValues()
    }

    private func acceptance(_ one: Suggestion) -> HTML {
        let (chain, link) = (suggestions.chain.id, suggestions.link.id)
        let form = SuggestionForm.acceptance(one.company.code)
        let typed = typed(form)
        let shown =
            typed.items.isEmpty
            ? FormValues([
                AddressItem(form.field("place"), one.company.place ?? ""),
                AddressItem(form.field("note"), one.note),
            ]) : typed
        return disclosure("采纳", isOpen: !typed.items.isEmpty) {
            postForm(to: .chains(.acceptance(chain, link, one.company.code))) {
                hiddenField("form", form.prefix)
                textField(
                    form.field("place"), "地方", in: shown, hint: "它做这件事的地方，六位行政区划代码；不知道区县就写市、省的。",
                    isRequired: true)
                selectField(
                    form.field("standing"), "状态",
                    PlacementStanding.allCases.map { Choice($0.rawValue, $0.label) }, in: shown)
                textArea(form.field("note"), "备注", in: shown, rows: 3)
                submitButton("采纳")
            }
        }
    }

    private func refusal(_ one: Suggestion) -> HTML {
        let (chain, link) = (suggestions.chain.id, suggestions.link.id)
        let form = SuggestionForm.refusal(one.company.code)
        let typed = typed(form)
        return disclosure("不采纳", isOpen: !typed.items.isEmpty) {
            postForm(to: .chains(.refusal(chain, link, one.company.code))) {
                hiddenField("form", form.prefix)
                textField(
                    form.field("reason"), "为什么不采纳", in: typed, hint: "写下后这个环节不再建议它，理由留着。",
                    isRequired: true)
                submitButton("不采纳")
            }
        }
    }

    @HTMLBuilder private var reviewedPart: HTML {
        let (chain, link) = (suggestions.chain.id, suggestions.link.id)
        let (people, zoneOffset) = (people, zoneOffset)
        if !suggestions.reviewed.isEmpty {
            disclosure("办过的\(suggestions.reviewed.count)家") {
                DataTable<SuggestionReview>(
                    "办过的候选企业",
                    columns: [
                        DataColumn("企业", isHead: true) { one in
                            one.name
                            div(.class("hint")) { one.code }
                        },
                        DataColumn("决定", isShort: true) { $0.verdict.label.html },
                        DataColumn("理由") { $0.reason },
                        DataColumn("谁和何时") { one in
                            "\(people[one.by])，\(one.at.day(offset: zoneOffset))"
                        },
                        DataColumn("办理", isShort: true) { one in
                            if one.verdict == .refused {
                                actionButton(
                                    "重新考虑", to: .chains(.refusal(chain, link, one.code)),
                                    method: .delete)
                            }
                        },
                    ]
                ).html(suggestions.reviewed)
            }
        }
    }

    @HTMLBuilder private var relationsPart: HTML {
        if !suggestions.relations.isEmpty {
            disclosure("知识里与这个环节的产品有关的\(suggestions.relations.count)条") {
                DataTable<ProductRelation>(
                    "产品之间的关系",
                    columns: [
                        DataColumn("产品", isHead: true) { $0.from },
                        DataColumn("关系", isShort: true) { $0.relation.label.html },
                        DataColumn("产品") { $0.to },
                        DataColumn("置信度", isNumber: true) { $0.confidence.percent },
                        DataColumn("来源") { one in
                            one.relation.file.name
                            " "
                            "第\(String(one.line))行"
                            for fault in one.doubts {
                                div(.class("hint")) {
                                    "存疑："
                                    name(of: fault)
                                }
                            }
                        },
                    ]
                ).html(suggestions.relations)
            }
        }
    }

    private func decimal(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let rest = String(hundredths % 100)
        return "\(hundredths / 100)." + (rest.count < 2 ? "0" + rest : rest)
    }
}

/// One of the forms of a suggestion. Each has fields of its own names, so that what was typed into
/// one stays there.
package enum SuggestionForm: Hashable, Sendable {
    case acceptance(String)
    case refusal(String)

    package var prefix: String {
        switch self {
        case .acceptance(let code): "accept-" + code.replacing(".", with: "-")
        case .refusal(let code): "refuse-" + code.replacing(".", with: "-")
        }
    }

    package func field(_ name: String) -> String { prefix + "-" + name }
}
