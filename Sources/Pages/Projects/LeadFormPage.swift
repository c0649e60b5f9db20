import Basics
import Markup
package import Rules

/// A lead in eight fields, of which two are needed: on a phone, in two minutes.
package struct LeadFormPage: Sendable {
    package let chains: [TaxonomyEntry]
    package let values: FormValues

    package init(chains: [TaxonomyEntry], values: FormValues = FormValues()) {
        self.chains = chains
        self.values = values
    }

    package var page: Page {
        Page("提交线索", area: .projects) {
            pageTitle("提交线索", lead: "写知道的就行；提交后得到编号和回执。")
            problemNotice(values.problems)
            postForm(to: .leads()) {
                textField(
                    "what", "什么项目", in: values, hint: "做什么、要建什么，一句话。", isRequired: true)
                textField(
                    "investor", "投资方", in: values, hint: "有信用代码可以写在后面。", isRequired: true)
                textField("origin", "从哪里来", in: values, hint: "投资方所在的省市或国家。")
                textField("amount", "大概投资多少", in: values, hint: "如5亿元左右。")
                selectField(
                    "chain", "产业链", chains.map { Choice($0.id, name: $0.name) }, in: values,
                    none: "不清楚")
                textField("introducer", "引荐人", in: values, hint: "写了就要按期答复他。")
                textField("phone", "引荐人电话", in: values, type: .tel)
                textArea("note", "其他情况", in: values, rows: 3)
                checkField(
                    "sealed", "存证报备", in: values,
                    hint: "只有本单位看得到内容；回执能证明这时已有这条线索。不研判、不分派，以后可以解封。")
                submitButton("提交线索")
            }
        }
    }
}
