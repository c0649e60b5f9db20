import Basics
package import Documents
import Facts
import Markup
import Texts

/// One line of a document by itself, to be put right: what stands in the text, and fields with what
/// was read from it.
package struct DocumentLinePage: Sendable {
    package let document: Document
    package let line: DocumentLine
    /// The document's text by code points.
    package let text: [Unicode.Scalar]
    package let values: FormValues

    package init(
        document: Document, line: DocumentLine, text: [Unicode.Scalar],
        values: FormValues = FormValues()
    ) {
        self.document = document
        self.line = line
        self.text = text
        self.values = values
    }

    package var page: Page {
        Page("改一条", area: .documents, confidentiality: document.mark.label) {
            pageTitle("改一条", lead: "改过的就是采用的；读出来的原样留着，撤回就回到原样。") {
                link(
                    "回到文稿",
                    to: .documents(
                        .one(
                            document.number,
                            ["show": line.kind.rawValue, "at": String(line.span.lowerBound)])),
                    .class("button"))
            }
            problemNotice(values.problems)
            card("原句") { blockquote(.class("sentence")) { text.words(line.sentence) } }
            card("应当是") {
                postForm(to: .documents(.line(line.kind, document.number, line.number))) {
                    hiddenField("version", String(line.review.version))
                    fields
                    submitButton("保存")
                }
            }
        }
    }

    private var shown: FormValues {
        guard values.items.isEmpty else { return values }
        switch line {
        case .fact(let fact):
            let told = fact.told
            return FormValues([
                AddressItem("metric", told.metric),
                AddressItem("value", told.value.description),
                AddressItem("unit", told.unit.rawValue),
                AddressItem("qualifier", told.qualifier.rawValue),
                AddressItem("period", told.period?.description ?? ""),
                AddressItem("scope", told.scope ?? ""),
                AddressItem("yoy_percent", told.yoyPercent?.description ?? ""),
            ])
        case .instruction(let instruction):
            let told = instruction.told
            return FormValues([
                AddressItem("text", told.text),
                AddressItem("owners", told.owners.map(\.name).joined(separator: "、")),
                AddressItem("due", told.due?.last?.description ?? ""),
            ])
        }
    }

    @HTMLBuilder private var fields: HTML {
        let shown = shown
        switch line {
        case .fact:
            div(.class("field-grid")) {
                textField("metric", "什么数", in: shown, isRequired: true)
                textField("value", "数值", in: shown, hint: "928、57.2亿、-2.3", isRequired: true)
                selectField(
                    "unit", "单位", FactUnit.allCases.map { Choice($0.rawValue, $0.label) },
                    in: shown)
                selectField(
                    "qualifier", "说法",
                    FactQualifier.allCases.map { Choice($0.rawValue, $0.label) }, in: shown)
                textField(
                    "period", "期间", in: shown, hint: "2025、2025-Q1、2025-10、2025-01/2025-10")
                textField("scope", "范围", in: shown)
                textField("yoy_percent", "同比（%）", in: shown)
            }
        case .instruction:
            textArea("text", "做什么", in: shown, rows: 4, isRequired: true)
            textField("owners", "由谁做", in: shown, hint: "几个单位用顿号分开。")
            textField("due", "期限", in: shown, type: .date)
        }
    }
}

extension FactUnit {
    fileprivate var label: Phrase {
        switch self {
        case .yuan: "元"
        case .dollar: "美元"
        case .euro: "欧元"
        case .count: "个"
        case .person: "人"
        case .percent: "百分之几"
        case .point: "个百分点"
        }
    }
}

extension FactQualifier {
    fileprivate var label: Phrase {
        switch self {
        case .exact: "正好"
        case .over: "超过"
        case .approximate: "约"
        case .nearly: "近"
        }
    }
}
