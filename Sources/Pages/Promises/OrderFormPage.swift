package import Basics
package import Chains
import Markup
package import People
import Promises
import Rules

/// A new order, perhaps about a project.
package struct OrderFormPage: Sendable {
    package let scene: OrderScene
    package let leaders: [Member]
    /// What it is about, where the reader may see it.
    package let about: OrderTopic?
    /// The reader's own unit: not offered as the owner.
    package let unit: String
    package let values: FormValues

    package init(
        scene: OrderScene, leaders: [Member], about: OrderTopic?, unit: String,
        values: FormValues = FormValues()
    ) {
        self.scene = scene
        self.leaders = leaders
        self.about = about
        self.unit = unit
        self.values = values
    }

    package var page: Page {
        Page("发一件督办", area: .orders) {
            pageTitle("发一件督办", lead: "发出就编号，期限从今天起算；要改期限由主办单位申请延期。")
            problemNotice(values.problems)
            postForm(to: .orders()) {
                if let about {
                    p {
                        about.label
                        about.link
                    }
                    hiddenField(about.field.name, about.field.value)
                }
                radioField(
                    "kind", "种类", OrderKind.allCases.map { Choice($0.rawValue, $0.label) },
                    in: kindValues)
                textField("title", "事项", in: values, hint: "一句话说清办什么。", isRequired: true)
                textArea("asked", "要求", in: values, isRequired: true)
                selectField("owner", "主办单位", units, in: values, none: "请选择", isRequired: true)
                selectField(
                    "clock", "按规则定期限",
                    scene.rules.folder.clocks(on: scene.today).map { rule in
                        Choice(rule.id, name: rule.name)
                    }, in: values, none: "不按规则，写日期")
                textField(
                    "due", "期限", in: values, type: .date, hint: "没有选规则的写日期。")
                disclosure("协办、督办领导和由来", isOpen: hasMore) {
                    for place in 1...3 {
                        selectField(
                            "co_owner_\(place)", "协办单位", units, in: values, none: "不设")
                    }
                    selectField(
                        "leader", "督办领导", leaders.map { Choice($0.id.text, text: $0.name) },
                        in: values, none: "不设", hint: "久拖未办的最后升级到这位领导。")
                    textField("origin", "由来", in: values, hint: "哪次会议、什么批示。")
                    textField("origin_on", "会议或批示的日期", in: values, type: .date)
                }
                submitButton("发出")
            }
        }
    }

    private var hasMore: Bool {
        ["co_owner_1", "leader", "origin", "origin_on"].contains { !(values[$0] ?? "").isEmpty }
            || !values.problems.isEmpty
    }

    private var kindValues: FormValues {
        values["kind"] == nil
            ? FormValues(
                values.items + [AddressItem("kind", OrderKind.supervision.rawValue)],
                problems: values.problems)
            : values
    }

    private var units: [Choice] {
        scene.rules.units.all.filter { $0.exists(on: scene.today) && $0.id != unit }
            .map { Choice($0.id, name: $0.name) }
    }
}

/// What an order or an obstacle is about.
package struct OrderTopic: Sendable, Hashable {
    package let subject: Subject
    package let name: LocalName
    package let address: Address

    package init(project: Identifier, name: String) {
        subject = Subject("project", project.text)
        self.name = LocalName(zh: name)
        address = .project(project)
    }

    package init(gap: Gap, of link: LocalName, in chain: LocalName) {
        subject = gap.subject
        name = LocalName(
            zh: "\(chain.zh) · \(link.zh)",
            en: "\(chain.en ?? chain.zh) · \(link.en ?? link.zh)")
        address = .chains(.link(gap.chain, gap.link))
    }

    var label: Phrase { subject.noun == "gap" ? "关于缺口：" : "关于项目：" }
    /// As the field of a form or an address names it.
    var field: AddressItem { AddressItem(subject.noun, subject.id) }
    func id(of noun: String) -> String? { subject.noun == noun ? subject.id : nil }
    var link: HTML { Pages.link(to: address) { name } }
}

extension OrderTopic? {
    var query: AddressQuery { AddressQuery(map { [$0.field] } ?? []) }
}
