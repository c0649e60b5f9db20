import Basics
import Chains
import Companies
import Markup
import Projects

/// One of the forms of a link's page. Each has fields of its own names, so that what was typed
/// into one stays there.
enum LinkForm: Hashable, Sendable {
    case fact(LinkFactKind)
    case override
    case leaving
    case withdrawal
    case open
    case close(Int64)
    case plan(Int64)

    var prefix: String {
        switch self {
        case .fact(let kind): kind.rawValue
        case .override: "override"
        case .leaving: "leaving"
        case .withdrawal: "withdrawal"
        case .open: "open"
        case .close(let gap): "close\(gap)"
        case .plan(let gap): "plan\(gap)"
        }
    }

    func field(_ name: String) -> String { prefix + "-" + name }
}

func linkForm(
    _ form: LinkForm, to address: Address, @HTMLBuilder content: () -> HTML
) -> HTML {
    postForm(to: address) {
        hiddenField("form", form.prefix)
        content()
    }
}

extension LinkPage {
    var supplyCard: HTML {
        func line(_ id: String, _ what: String) -> HTML {
            li {
                if let other = course.neighbours[id] {
                    Pages.link(to: .chains(.link(course.chain.id, id))) { other.name }
                }
                small(.class("hint")) { " " + what }
            }
        }
        return card("供给关系", id: "supply") {
            if course.bought.isEmpty, course.sold.isEmpty {
                p(.class("hint")) { "没有写下供给关系。" }
            }
            if !course.bought.isEmpty {
                h3("从这些环节买")
                ul { for one in course.bought { line(one.supplier, one.what) } }
            }
            if !course.sold.isEmpty {
                h3("卖给这些环节")
                ul { for one in course.sold { line(one.buyer, one.what) } }
            }
        }
    }

    @HTMLBuilder var projectsCard: HTML {
        if !projects.isEmpty {
            card("招商项目", id: "projects") {
                projectsTable("做这个环节的项目", scene.units).html(projects)
            }
        }
    }

    /// Who sits there no more.
    var leavingForm: HTML {
        let form = LinkForm.leaving
        let typed = typed(form)
        return disclosure("一家企业不在这个环节", isOpen: !typed.items.isEmpty) {
            linkForm(form, to: .chains(.leaving(course.chain.id, course.link.id))) {
                hiddenField("page", String(pageNumber))
                selectField(
                    form.field("number"), "企业",
                    shown.map { one in
                        Choice(
                            String(one.number),
                            text: (course.companies[one.company]?.name ?? "") + " " + one.place)
                    }, in: typed, none: "请选择", isRequired: true)
                textField(
                    form.field("reason"), "理由", in: typed, hint: "停产、搬走，或当初写错了。",
                    isRequired: true)
                submitButton("从环节移除")
            }
        }
    }

    /// All who sit there were not known after all.
    var withdrawalForm: HTML {
        let form = LinkForm.withdrawal
        let typed = typed(form)
        return disclosure("名单不完整，撤回声明", isOpen: !typed.items.isEmpty) {
            linkForm(form, to: .chains(.withdrawal(course.chain.id, course.link.id))) {
                selectField(
                    form.field("place"), "声明",
                    course.declarations.map { Choice($0.place, text: "\($0.place) \($0.by)") },
                    in: typed, none: "请选择", isRequired: true)
                textField(form.field("reason"), "理由", in: typed, isRequired: true)
                submitButton("撤回声明")
            }
        }
    }

    @HTMLBuilder var factForms: HTML {
        card("写下一件事实", id: "facts") {
            p(.class("hint")) { "写下后判断马上重算；缺口随之打开或补上。" }
            placementForm
            declarationForm
            surveyForm
        }
    }

    private func factForm(
        _ kind: LinkFactKind, _ heading: Phrase,
        @HTMLBuilder fields: (LinkForm, FormValues) -> HTML
    ) -> HTML {
        let form = LinkForm.fact(kind)
        let typed = typed(form)
        return disclosure(heading, isOpen: !typed.items.isEmpty) {
            linkForm(form, to: .chains(.linkFacts(course.chain.id, course.link.id))) {
                hiddenField(form.field("fact"), kind.rawValue)
                fields(form, typed)
                sourceFields(in: typed, prefix: form.field(""))
                submitButton("保存")
            }
        }
    }

    private var placementForm: HTML {
        factForm(.placement, "一家企业在这个环节") { form, typed in
            textField(form.field("company"), "企业全称", in: typed, isRequired: true)
            textField(form.field("credit_code"), "统一社会信用代码", in: typed, hint: "知道就写。")
            placeField(form, typed)
            selectField(
                form.field("standing"), "状态",
                PlacementStanding.allCases.map { Choice($0.rawValue, $0.label) }, in: typed)
            checksField(
                form.field("as"), "分量",
                PlacementQuality.allCases.map { Choice($0.rawValue, $0.label) }, in: typed)
            textField(form.field("note"), "备注", in: typed)
        }
    }

    private var declarationForm: HTML {
        factForm(.declaration, "这个环节的名单已经完整") { form, typed in
            p(.class("hint")) { "声明之后，一家在营企业都没有的环节才算“缺”。由您署名。" }
            placeField(form, typed)
            textField(
                form.field("on"), "哪一天查的", in: typed, type: .date, isRequired: true)
        }
    }

    private var surveyForm: HTML {
        factForm(.survey, "链主的回答") { form, typed in
            textField(form.field("company"), "链主企业全称", in: typed, isRequired: true)
            selectField(
                form.field("band"), "在本地采购的比例",
                LocalShareBand.allCases.map { Choice($0.rawValue, $0.label) }, in: typed,
                none: "请选择", isRequired: true)
            selectField(
                form.field("concentrated"), "七成以上来自一家或一国",
                [Choice("yes", "是"), Choice("no", "否")], in: typed, none: "没有说")
            textField(
                form.field("on"), "哪一天答的", in: typed, type: .date, isRequired: true)
        }
    }

    private func placeField(_ form: LinkForm, _ typed: FormValues) -> HTML {
        let shown =
            typed.items.isEmpty
            ? FormValues([AddressItem(form.field("place"), area)]) : typed
        return textField(
            form.field("place"), "地方", in: shown, hint: "六位行政区划代码；不知道区县就写市、省的。",
            isRequired: true)
    }
}

/// Projects of one link or of one target: where each stands.
func projectsTable(_ caption: Phrase, _ units: UnitNames) -> DataTable<Project> {
    DataTable(
        caption,
        columns: [
            DataColumn("项目", isHead: true) { Pages.link(text: $0.name, to: .project($0.id)) },
            DataColumn("区市") { units[$0.unit] },
            DataColumn("总投资", isNumber: true) { moneyText($0.total) },
            DataColumn("阶段", isShort: true) { ($0.stage?.label).html },
        ])
}
