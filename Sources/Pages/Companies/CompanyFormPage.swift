package import Basics
package import Companies
import Markup
import Rules

/// What can be changed of a company, each on a page of its own with what is stored above it.
package enum CompanyForm: String, Sendable, CaseIterable {
    /// 更名
    case name
    case names
    case identifiers
    case parents
    case registration
    /// 认定
    case recognitions

    package var label: Phrase {
        switch self {
        case .name: "更名"
        case .names: "其他名称"
        case .identifiers: "号码"
        case .parents: "上级和股东"
        case .registration: "办理登记"
        case .recognitions: "认定"
        }
    }

    /// Whether rows of it can be ended.
    package var hasEnding: Bool { self != .name && self != .registration }
}

/// A form about one company. What was typed stays when it is refused.
package struct CompanyFormPage: Sendable {
    package let profile: CompanyProfile
    package let form: CompanyForm
    package let kinds: CompanyKinds
    package let today: Day
    package let values: FormValues

    package init(
        profile: CompanyProfile, form: CompanyForm, kinds: CompanyKinds, today: Day,
        values: FormValues = FormValues()
    ) {
        self.profile = profile
        self.form = form
        self.kinds = kinds
        self.today = today
        self.values = values
    }

    package var page: Page {
        let id = profile.company.id
        return Page(form.label, area: .companies) {
            pageTitle("\(profile.company.name)：\(form.label)", lead: lead) {
                link("回到企业", to: .company(id), .class("button"))
            }
            problemNotice(values.problems)
            stored
            card(heading) {
                postForm(to: .companyForm(form, id)) {
                    versionField
                    fields
                    sourceFields(in: values)
                    submitButton("保存")
                }
            }
            if form.hasEnding { ending }
        }
    }

    private var lead: Phrase {
        switch form {
        case .name: "法定名称改了：原来的名称自动成为曾用名，仍然能查到。"
        case .names: "简称、品牌、外文名和更早的曾用名；查找时都认。"
        case .identifiers: "一个号码同一时间只归一家企业。"
        case .parents: "谁控股、持股多少、从哪天起、根据什么。控股方同一时间只有一家。"
        case .registration: "取得信用代码后办理：编号、关系和记录都不变，原来的名称成为曾用名。"
        case .recognitions: "哪个机关、哪一天、认定为什么，有效到哪一天。"
        }
    }

    private var heading: Phrase {
        switch form {
        case .name: "新名称"
        case .names: "增加名称"
        case .identifiers: "增加号码"
        case .parents: "增加上级或股东"
        case .registration: "登记情况"
        case .recognitions: "增加认定"
        }
    }

    @HTMLBuilder private var stored: HTML {
        switch form {
        case .name, .names, .registration: namesTable(profile)
        case .identifiers:
            if !profile.record.identifiers.isEmpty { identifiersTable(profile) }
        case .parents: if !profile.record.parents.isEmpty { parentsTable(profile) }
        case .recognitions:
            if !profile.record.recognitions.isEmpty {
                recognitionsTable(profile, kinds: kinds, today: today)
            }
        }
    }

    private var versionField: HTML { hiddenField("version", String(profile.company.version)) }

    @HTMLBuilder private var fields: HTML {
        switch form {
        case .name:
            textField("name", "新的法定名称", in: values, isRequired: true)
            dayField("since", "自哪天起", in: values)
        case .names:
            textField("name", "名称", in: values, isRequired: true)
            selectField(
                "kind", "种类", CompanyNameKind.added.map { Choice($0.rawValue, $0.label) },
                in: values, none: "请选择", isRequired: true)
            dayField("since", "自哪天起", in: values)
            dayField("until", "止于哪天", in: values)
        case .identifiers:
            selectField(
                "scheme", "种类", schemes, in: values, none: "请选择", isRequired: true)
            textField("value", "号码", in: values, hint: schemeHint, isRequired: true)
            dayField("since", "自哪天起", in: values)
            dayField("until", "止于哪天", in: values)
        case .parents:
            textField(
                "parent", "上级或股东", in: values, hint: "写全称、曾用名、信用代码或企业编号；名录里没有的先新增。",
                isRequired: true)
            textField("share", "持股（%）", in: values, hint: "如 51 或 51.25；不知道就空着。")
            checkField("controlling", "控股：是它的上级", in: values)
            dayField("since", "自哪天起", in: values)
            dayField("until", "止于哪天", in: values)
        case .registration:
            textField("name", "法定名称", in: registrationValues, isRequired: true)
            textField("code", "统一社会信用代码", in: values, isRequired: true)
            dayField("since", "登记日期", in: values)
        case .recognitions:
            selectField(
                "kind", "种类",
                kinds.recognitions.map { Choice($0.id, name: $0.name) }, in: values, none: "请选择",
                isRequired: true)
            textField(
                "authority", "认定机关", in: values, hint: "按证书或公告上的全称写。", isRequired: true)
            dayField("since", "认定日期", in: values, isRequired: true)
            dayField("expires", "有效期止于", in: values)
        }
    }

    /// The planned name, until another is typed.
    private var registrationValues: FormValues {
        guard values["name"] == nil else { return values }
        return FormValues(
            values.items + [AddressItem("name", profile.company.name)],
            problems: values.problems)
    }

    @HTMLBuilder private var ending: HTML {
        if !endable.isEmpty {
            disclosure("终止一条", isOpen: isEndRefused) {
                postForm(to: .companyEnding(form, profile.company.id)) {
                    versionField
                    selectField(
                        "end_number", "哪一条", endable, in: values, none: "请选择", isRequired: true)
                    dayField("end_until", "止于哪天", in: values, isRequired: true)
                    if form == .recognitions {
                        checkField("end_revoked", "被认定机关撤销", in: values)
                    }
                    sourceFields(in: values, prefix: "end_")
                    submitButton("终止")
                }
            }
        }
    }

    private var isEndRefused: Bool { values["end_number"] != nil }

    /// The rows that are not ended yet.
    private var endable: [Choice] {
        let record = profile.record
        switch form {
        case .names:
            return record.names.filter {
                $0.time.isOpen && CompanyNameKind.added.contains($0.kind)
            }.map {
                Choice(String($0.number), text: $0.name)
            }
        case .identifiers:
            return record.identifiers.filter(\.time.isOpen).map {
                Choice(String($0.number), text: $0.value)
            }
        case .parents:
            return record.parents.filter(\.time.isOpen).map {
                Choice(
                    String($0.number),
                    text: profile.holders[$0.parent]?.name ?? $0.parent.text)
            }
        case .recognitions:
            return record.recognitions.filter(\.time.isOpen).map { row in
                Choice(
                    String(row.number), name: kinds.recognition(row.kind),
                    row.time.since?.description)
            }
        case .name, .registration: return []
        }
    }
}

private let schemes = IdentifierScheme.allCases.map { Choice($0.rawValue, $0.label) }
private let schemeHint: Phrase = "证券代码带交易所，如 600000.SH；境外注册号带国别，如 DE HRB 12345。"

/// A company that no register has brought.
package struct NewCompanyPage: Sendable {
    package let values: FormValues

    package init(values: FormValues = FormValues()) { self.values = values }

    package var page: Page {
        Page("新增企业", area: .companies) {
            pageTitle("新增企业", lead: "名录里没有的：拟设公司、境外投资方，或刚登记的企业。") {
                link("回到企业名录", to: .companies(), .class("button"))
            }
            problemNotice(values.problems)
            card("企业") {
                postForm(to: .companies()) {
                    textField(
                        "name", "名称", in: values, hint: "拟设公司写拟用的名称；境外企业写注册的外文名称。",
                        isRequired: true)
                    radioField(
                        "standing", "状态",
                        [CompanyStanding.planned, .foreign, .registered].map {
                            Choice($0.rawValue, $0.label)
                        }, in: values)
                    selectField("scheme", "号码种类", schemes, in: values, none: "没有号码")
                    textField("value", "号码", in: values, hint: schemeHint)
                    sourceFields(in: values)
                    submitButton("保存")
                }
            }
        }
    }
}
