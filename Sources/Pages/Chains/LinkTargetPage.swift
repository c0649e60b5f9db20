package import Basics
package import Chains
import Companies
package import Evidence
import Markup
package import Projects
import Rules

/// One company as the target of a link: what speaks for it, what was done, what to do next.
package struct LinkTargetPage: Sendable {
    package let chain: Chain
    package let link: ChainLink
    package let target: Target
    package let sources: [Identifier: Source]
    /// In which it invests, in the reader's sight: what became of it.
    package let projects: [Project]
    package let units: UnitNames
    package let divisions: CityDivisions
    package let kinds: CompanyKinds
    package let people: PeopleNames
    package let mayEdit: Bool
    /// What was typed into one of the forms; `form` says which.
    package let values: FormValues

    package init(
        chain: Chain, link: ChainLink, target: Target, sources: [Identifier: Source],
        projects: [Project], units: UnitNames, divisions: CityDivisions, kinds: CompanyKinds,
        people: PeopleNames, mayEdit: Bool,
        values: FormValues = FormValues()
    ) {
        self.chain = chain
        self.link = link
        self.target = target
        self.sources = sources
        self.projects = projects
        self.units = units
        self.divisions = divisions
        self.kinds = kinds
        self.people = people
        self.mayEdit = mayEdit
        self.values = values
    }

    package var page: Page {
        let (company, link) = (target.company, link)
        return Page("\(company.name) · \(link.name)", area: .chains) {
            pageTitle(
                text: company.name,
                lead: "\(chain.name)产业链 · \(link.name) · \(target.state.label)"
            ) {
                Pages.link(
                    "目标企业", to: .chains(.targets(chain.id, link.id)), .class("button"))
                Pages.link("企业档案", to: .company(company.id), .class("button"))
                printButton()
            }
            problemNotice(values.problems)
            for veto in target.vetoes {
                notice(
                    .bad, "规则否决：\(veto.name)。不在“\(kinds.list(veto.list))”最新一期上了，否决自动解除。")
            }
            scoreCard
            if !projects.isEmpty {
                card("它投资的项目", id: "projects") {
                    projectsTable("它投资的项目", units).html(projects)
                }
            }
            if mayEdit { actForm }
            signsCard
            courseCard
        }
    }

    private func typed(_ form: String) -> FormValues {
        values["form"] == form ? values : FormValues()
    }

    private var scoreCard: HTML {
        let score = target.score
        return card("为什么是它", id: "score") {
            p {
                scoreText(score)
                if let presence = target.facts.presence { presence.label }
                " "
                placeList(target.places, divisions)
            }
            DataTable<TargetPart>(
                "为什么是它",
                columns: [
                    DataColumn("部分", isHead: true) { $0.label.html },
                    DataColumn("值", isNumber: true) { part in
                        if let value = score.parts[part] {
                            String(Int((value * 100).rounded()))
                        } else {
                            "不知道"
                        }
                    },
                    DataColumn("依据") { reason($0) },
                ]
            ).html(TargetPart.allCases)
        }
    }

    @HTMLBuilder private func reason(_ part: TargetPart) -> HTML {
        let facts = target.facts
        switch part {
        case .fit:
            if let standing = facts.standing { standing.label }
            for note in target.notes {
                " "
                note
            }
            for lead in target.leads {
                lead.said
                " "
            }
        case .pull:
            if facts.tradesHere {
                "与本地企业有供给关系"
            } else if let count = facts.neighbours {
                "本地有上下游企业\(count)家"
            } else {
                "上下游环节还没有查到本地企业"
            }
        case .strength:
            for quality in PlacementQuality.allCases where facts.qualities.contains(quality) {
                quality.label
                " "
            }
            for kind in target.honours.sorted() {
                kinds.named(kind)
                " "
            }
        case .expansion:
            if let sign = target.signs.first { "\(sign.kind.label)（\(sign.on)）：\(sign.said)" }
        case .closeness:
            if facts.wasMet { "有人见过" }
            if let introducer = facts.introducer { " 引荐：\(introducer)" }
        case .presence: if let presence = facts.presence { presence.label }
        }
    }

    private var actForm: HTML {
        let typed = typed("act")
        return card("办一步", id: "act") {
            postForm(to: .chains(.targetActs(chain.id, link.id, target.company.id))) {
                hiddenField("form", "act")
                selectField(
                    "act", "办什么",
                    choices.map { Choice($0.rawValue, $0.label) }, in: typed, none: "请选择",
                    isRequired: true)
                textArea(
                    "note", "理由或经过", in: typed, rows: 3, hint: "为什么跟进、还要核什么、谈了什么、有什么结果。",
                    isRequired: true)
                textField("introducer", "谁能引荐", in: typed, hint: "链主、商会、校友、基金。")
                textField("on", "哪一天", in: typed, type: .date, hint: "不写就是今天。")
                submitButton("记下")
            }
        }
    }

    private var choices: [TargetActKind] {
        switch target.state {
        case .removed: [.restore]
        case .vetoed: [.remove, .outcome]
        default: TargetActKind.allCases.filter { $0 != .restore }
        }
    }

    private var signsCard: HTML {
        card("扩产迹象", id: "signs") {
            if target.signs.isEmpty {
                p(.class("hint")) { "还没有写下扩产迹象。" }
            } else {
                ul {
                    for sign in target.signs {
                        li {
                            "\(sign.kind.label)（\(sign.on)）：\(sign.said)"
                            " "
                            small(.class("hint")) { sourceText(sources[sign.source]) }
                        }
                    }
                }
            }
            if mayEdit { signForm }
        }
    }

    private var signForm: HTML {
        let typed = typed("sign")
        return disclosure("写下一个迹象", isOpen: !typed.items.isEmpty) {
            postForm(to: .chains(.targetSigns(chain.id, link.id, target.company.id))) {
                hiddenField("form", "sign")
                selectField(
                    "kind", "是什么",
                    ExpansionSignKind.allCases.map { Choice($0.rawValue, $0.label) }, in: typed,
                    none: "请选择", isRequired: true)
                textField("said", "说了什么", in: typed, isRequired: true)
                textField("on", "哪一天", in: typed, type: .date, isRequired: true)
                sourceFields(in: typed)
                submitButton("保存")
            }
        }
    }

    @HTMLBuilder private var courseCard: HTML {
        if !target.acts.isEmpty {
            card("经过", id: "course") {
                ol(.class("timeline")) {
                    for act in target.acts {
                        li {
                            "\(act.on) \(people[act.by])：\(act.kind.label)"
                            " "
                            act.note
                            if let introducer = act.introducer { " 引荐：\(introducer)" }
                            if let score = act.score {
                                " "
                                small(.class("hint")) { "当天得分\(score)，已知\(act.coverage)%" }
                            }
                        }
                    }
                }
            }
        }
    }
}
