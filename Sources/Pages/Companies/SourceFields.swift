import Basics
import Evidence
import Markup

// Fields that the forms of companies, lists and recognitions share.

func dayField(
    _ name: String, _ title: Phrase, in values: FormValues, isRequired: Bool = false
) -> HTML {
    textField(
        name, title, in: values, hint: "如 2026-10-31；只知道月份写 2026-10，只知道年份写 2026。",
        isRequired: isRequired)
}

/// What the change rests on. `prefix` keeps the fields of two forms of a page apart.
@HTMLBuilder func sourceFields(in values: FormValues, prefix: String = "") -> HTML {
    selectField(
        prefix + "source_kind", "来源种类",
        SourceKind.typed.map { Choice($0.rawValue, $0.label) }, in: values, none: "请选择",
        isRequired: true)
    textField(
        prefix + "source_title", "来源", in: values, hint: "如：国家企业信用信息公示系统；某公司2025年年报。",
        isRequired: true)
    textField(prefix + "source_dated", "来源日期", in: values, type: .date)
}
