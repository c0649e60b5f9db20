package import Basics
package import Chains
package import Evidence
import Markup
package import People
package import Projects

/// One anchor company: its selection, and for who may the list that it handed in.
package struct AnchorPage: Sendable {
    package let chain: Chain
    package let anchor: Anchor
    /// For who edits chains; nil for other readers.
    package let file: AnchorFile?
    /// For who reads the lines.
    package let list: AnchorList?
    package let units: UnitNames
    package let zoneOffset: Int
    package let today: Day
    package let people: PeopleNames
    /// What was typed into one of the forms; `form` says which.
    package let values: FormValues

    package init(
        chain: Chain, anchor: Anchor, file: AnchorFile?, list: AnchorList?, units: UnitNames,
        zoneOffset: Int, today: Day, people: PeopleNames, values: FormValues = FormValues()
    ) {
        self.chain = chain
        self.anchor = anchor
        self.file = file
        self.list = list
        self.units = units
        self.zoneOffset = zoneOffset
        self.today = today
        self.people = people
        self.values = values
    }

    package var page: Page {
        Page("\(anchor.name)", area: .chains, confidentiality: list == nil ? nil : "商业秘密") {
            pageTitle("\(anchor.name)", lead: "\(chain.name)产业链 · 链主 · \(anchor.stage.label)") {
                link("企业档案", to: .company(anchor.company), .class("button"))
                link("回到链主", to: .anchors(.list(chain.id)), .class("button"))
                printButton()
            }
            problemNotice(values.problems)
            if let made = list?.madeLink { madeNotice(made) }
            if let file {
                if let list {
                    needsCard(list)
                    reverseCard(list)
                    linksCard(list)
                } else {
                    card("供需意向清单", id: "needs") {
                        p {
                            file.lines == 0 ? "企业还没有交清单。" : "清单现有\(file.lines)行。"
                            " "
                            "只有指定的人能看内容；需要看的，请指挥部办公室指定。" as Phrase
                        }
                    }
                }
                readersCard(file)
                selectionCard(file)
            } else if let list {
                needsCard(list)
            } else {
                p(.class("hint")) { "供需意向清单只有指定的人能看。" }
            }
        }
    }

    /// What was typed into this form, where it was this one.
    func typed(_ form: String) -> FormValues {
        values["form"] == form ? values : FormValues()
    }

    private func madeNotice(_ made: String) -> HTML {
        notice(.good) {
            p { "请把这个链接交给企业。只显示这一次，丢了就收回、另做一个：" }
            p { code(made) }
        }
    }

    private func selectionCard(_ file: AnchorFile) -> HTML {
        card("遴选", id: "selection") {
            DataTable<AnchorStep>(
                "遴选",
                columns: [
                    DataColumn("阶段", isHead: true) { badge($0.stage.light, $0.stage.label) },
                    DataColumn("日期", isShort: true) { $0.on },
                    DataColumn("理由") { $0.reason },
                    DataColumn("来源") { sourceText(file.sources[$0.source]) },
                    DataColumn("经办", isShort: true) { people[$0.by] },
                ]
            ).html(file.steps)
            if !file.opinions.isEmpty { opinionsTable(file.opinions) }
            if anchor.stage == .consulted { opinionForm }
            stepForm
        }
    }

    private func opinionsTable(_ opinions: [AnchorOpinion]) -> HTML {
        DataTable<AnchorOpinion>(
            "各单位的意见",
            columns: [
                DataColumn("单位", isHead: true) { units[$0.unit] },
                DataColumn("意见", isShort: true) { $0.stance.label },
                DataColumn("日期", isShort: true) { $0.on },
                DataColumn("说明") { $0.said },
            ]
        ).html(opinions)
    }

    private var opinionForm: HTML {
        let typed = typed("opinion")
        return disclosure("写下一个单位的意见", isOpen: !typed.items.isEmpty) {
            postForm(to: .anchors(.opinions(chain.id, anchor.number))) {
                hiddenField("form", "opinion")
                selectField(
                    "unit", "单位", units.present.map { Choice($0, name: units[$0]) }, in: typed,
                    none: "请选择", isRequired: true)
                selectField(
                    "stance", "意见",
                    OpinionStance.allCases.map { Choice($0.rawValue, $0.label) }, in: typed,
                    none: "请选择", isRequired: true)
                textField("on", "哪一天", in: typed, type: .date, isRequired: true)
                textField("said", "说明", in: typed, hint: "不同意或有修改意见的，写是什么。")
                submitButton("保存")
            }
        }
    }

    private var stepForm: HTML {
        let typed = typed("step")
        return disclosure("办下一步", isOpen: !typed.items.isEmpty) {
            postForm(to: .anchors(.steps(chain.id, anchor.number))) {
                hiddenField("form", "step")
                selectField(
                    "stage", "到哪一步",
                    anchor.stage.next.map { Choice($0.rawValue, $0.label) }, in: typed,
                    isRequired: true)
                textField("on", "哪一天", in: typed, type: .date, isRequired: true)
                textArea("reason", "理由", in: typed, rows: 3, isRequired: true)
                sourceFields(in: typed)
                submitButton("保存")
            }
        }
    }
}

/// What who edits chains sees of an anchor company.
package struct AnchorFile: Sendable {
    package let steps: [AnchorStep]
    package let opinions: [AnchorOpinion]
    package let sources: [Identifier: Source]
    /// How many lines its list has.
    package let lines: Int
    /// Who reads them, by identifier.
    package let named: [Identifier]
    package let opening: String?
    /// Who could be named; empty where the reader doesn't name anybody.
    package let candidates: [Member]
    package let mayName: Bool

    package init(
        steps: [AnchorStep], opinions: [AnchorOpinion], sources: [Identifier: Source], lines: Int,
        named: [Identifier], opening: String?, candidates: [Member], mayName: Bool
    ) {
        self.steps = steps
        self.opinions = opinions
        self.sources = sources
        self.lines = lines
        self.named = named
        self.opening = opening
        self.candidates = candidates
        self.mayName = mayName
    }
}

/// What who reads the lines sees.
package struct AnchorList: Sendable {
    package let needs: [Need]
    package let place: ListPage
    package let sheets: [NeedSheet]
    package let links: [SheetLink]
    package let chainLinks: [String: ChainLink]
    package let reverse: ReverseAnswer?
    package let divisions: CityDivisions
    package let quarter: Quarter
    /// All that wait for a reviewer, and all for which a unit owes an answer.
    package let waiting: Int
    package let due: Int
    package let mayWork: Bool
    /// The address that was made just now.
    package let madeLink: String?

    package init(
        needs: [Need], place: ListPage, sheets: [NeedSheet], links: [SheetLink],
        chainLinks: [String: ChainLink], reverse: ReverseAnswer?, divisions: CityDivisions,
        quarter: Quarter, waiting: Int, due: Int, mayWork: Bool, madeLink: String?
    ) {
        self.needs = needs
        self.place = place
        self.sheets = sheets
        self.links = links
        self.chainLinks = chainLinks
        self.reverse = reverse
        self.divisions = divisions
        self.quarter = quarter
        self.waiting = waiting
        self.due = due
        self.mayWork = mayWork
        self.madeLink = madeLink
    }
}
