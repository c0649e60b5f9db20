package import Basics
package import Chains
import Markup
package import Projects

/// What an anchor company's own staff see behind their address, without an account: what they hand
/// in, who reads it, and what is made here of what they buy elsewhere.
package struct AnchorSheetPage: Sendable {
    package let anchor: Anchor
    package let chain: Chain
    package let link: SheetLink
    /// Proves that the address is theirs; sent along with every form.
    package let key: String
    package let city: LocalName
    package let needs: [Need]
    package let place: ListPage
    /// The newest sheet, where there is one.
    package let sheet: NeedSheet?
    package let changes: (new: [String], changed: [String], gone: [String])
    package let reverse: ReverseAnswer
    package let divisions: CityDivisions
    package let zoneOffset: Int
    package let values: FormValues

    package init(
        anchor: Anchor, chain: Chain, link: SheetLink, key: String, city: LocalName,
        needs: [Need], place: ListPage, sheet: NeedSheet?,
        changes: (new: [String], changed: [String], gone: [String]), reverse: ReverseAnswer,
        divisions: CityDivisions, zoneOffset: Int, values: FormValues = FormValues()
    ) {
        self.anchor = anchor
        self.chain = chain
        self.link = link
        self.key = key
        self.city = city
        self.needs = needs
        self.place = place
        self.sheet = sheet
        self.changes = changes
        self.reverse = reverse
        self.divisions = divisions
        self.zoneOffset = zoneOffset
        self.values = values
    }

    package var page: Page {
        Page("供需意向清单", confidentiality: "商业秘密") {
            pageTitle(
                "\(anchor.name)的供需意向清单", lead: "\(city) · \(chain.name)产业链 · 链主"
            ) {
                printButton()
            }
            problemNotice(values.problems, heading: "没有收下，请先改正：")
            if values.problems.isEmpty, let sheet { receipt(sheet) }
            notice(.info) {
                p { anchor.scope.whoReads }
                p { "这个链接到\(link.endsOn)为止有效；有链接的人都能看到本页，请只给经办的同事。" }
            }
            if let sheet, sheet.lines > 0 {
                card("本地能供什么", id: "answer") {
                    reverseText(reverse, divisions: divisions)
                }
            }
            sendCard
            lineCard
            if place.total > 0 { listCard }
        }
    }

    private func receipt(_ sheet: NeedSheet) -> HTML {
        notice(.good) {
            p {
                strong { "回执 \(sheet.receipt)" as Phrase }
                " "
                small(.class("hint")) { sheet.at.minuteText(offset: zoneOffset) }
            }
            p {
                "清单现有\(sheet.lines)行：最近一次新增\(sheet.new)行，有变化\(sheet.changed)行，撤下\(sheet.gone)行。"
                    as Phrase
            }
            changed("新增", changes.new)
            changed("有变化", changes.changed)
            changed("撤下", changes.gone)
        }
    }

    @HTMLBuilder private func changed(_ word: Phrase, _ products: [String]) -> HTML {
        if !products.isEmpty {
            p(.class("hint")) {
                "\(word)：\(products.joined(separator: "、"))" as Phrase
            }
        }
    }

    private var query: AddressQuery { ["key": key] }

    private var sendCard: HTML {
        card("传一张表", id: "send") {
            p { "先下载模板填好，再传上来。传上来的表代替现在的清单，并告诉您哪些新增、变化、撤下。" }
            p {
                Pages.link(
                    place.total > 0 ? "下载现有清单" : "下载模板", to: .anchors(.template(query)),
                    .class("button"))
            }
            dropZone(
                to: .anchors(.sheet()), accept: ".xlsx,.csv", heading: "把填好的表拖到这里，或点此选择",
                hint: "最多八列、一万行、4 MB。有一个格子不对，整张表都不收，并逐格告诉您。", submit: "交表"
            ) {
                hiddenField("key", key)
            }
        }
    }

    private var lineCard: HTML {
        card("或者一行一行写", id: "line") {
            postForm(to: .anchors(.sheet())) {
                hiddenField("key", key)
                radioField(
                    "direction", NeedField.direction.label,
                    NeedDirection.allCases.map { Choice($0.rawValue, $0.label) },
                    in: values["direction"] == nil
                        ? FormValues([AddressItem("direction", "buys")]) : values)
                textField("product", NeedField.product.label, in: values, isRequired: true)
                textField("specification", NeedField.specification.label, in: values)
                textField("quantity", NeedField.quantity.label, in: values, hint: "如3000台。")
                textField("origin", NeedField.origin.label, in: values)
                selectField(
                    "local", NeedField.local.label, [Choice("yes", "是"), Choice("no", "否")],
                    in: values, none: "没有说")
                textField(
                    "needed", NeedField.needed.label, in: values,
                    hint: "如 2027-03-31；只知道月份写 2027-03，只知道年份写 2027。")
                textField("remark", NeedField.remark.label, in: values)
                submitButton("加这一行")
            }
        }
    }

    private var listCard: HTML {
        let key = key
        return card("现在的清单", id: "list") {
            DataTable<Need>(
                "现在的清单",
                columns: [
                    DataColumn("产品", isHead: true) { need in
                        need.line.product
                        div(.class("hint")) { need.line.specification }
                    }
                ] + needLineColumns + [
                    DataColumn("审核") { need in
                        badge(need.review.light, need.review.label)
                        if !need.reason.isEmpty { div(.class("hint")) { need.reason } }
                    },
                    DataColumn("撤下") { need in
                        actionButton(
                            "撤下", to: .anchors(.removal),
                            fields: [
                                AddressItem("key", key), AddressItem("need", String(need.number)),
                            ])
                    },
                ]
            ).html(needs)
            pagination(place) { number in
                .anchors(.sheet(query.setting("page", to: String(number))))
            }
        }
    }
}

/// What a line says, behind its product.
let needLineColumns: [DataColumn<Need>] = [
    DataColumn("求购或可供", isShort: true) { $0.line.direction.label },
    DataColumn("年用量") { $0.line.quantity.orNil },
    DataColumn("来源") { $0.line.origin.orNil },
    DataColumn("本地意愿", isShort: true) { localWish($0.line) },
    DataColumn("什么时候要", isShort: true) { $0.line.needed.orNil },
    DataColumn("备注") { $0.line.remark.orNil },
]

extension NeedScope {
    /// What the company is told of who reads its list.
    var whoReads: Phrase {
        switch self {
        case .named: "清单由指挥部办公室和它指定的专班人员看；分派到的单位只看到自己那一行的产品、规格、数量和时间。不公开，不转给其他企业。"
        case .editors: "清单由指挥部办公室和各产业链专班的人员看；分派到的单位只看到自己那一行的产品、规格、数量和时间。不公开，不转给其他企业。"
        case .readers: "清单由本市能看产业链的工作人员看，不公开，不转给其他企业。"
        }
    }
}
