import Basics
import Chains
import Markup
import People

extension AnchorPage {
    func needsCard(_ list: AnchorList) -> HTML {
        card("供需意向清单", id: "needs") {
            if list.place.total == 0 {
                p(.class("hint")) {
                    anchor.stage == .recognised
                        ? "企业还没有交清单：在下面做一个链接，交给企业。" : "认定之后才请企业填清单。"
                }
            } else {
                p {
                    if list.waiting > 0 {
                        badge(.watch, "待审核\(list.waiting)行")
                        " "
                    }
                    if list.due > 0 {
                        badge(.watch, "本季未答\(list.due)行")
                        " "
                    }
                    if list.mayWork {
                        link(
                            "导出", to: .anchors(.file(chain.id, anchor.number)),
                            .class("button"))
                    }
                }
                needsTable(list).html(list.needs)
                pagination(list.place) { number in
                    .anchors(.one(chain.id, anchor.number, ["page": String(number)]))
                }
            }
            if list.mayWork, !list.sheets.isEmpty { sheetsTable(list.sheets) }
        }
    }

    private func needsTable(_ list: AnchorList) -> DataTable<Need> {
        let (chain, units) = (chain.id, units)
        return DataTable(
            "供需意向清单",
            columns: [
                DataColumn("产品", isHead: true) { need in
                    if list.mayWork {
                        link(text: need.line.product, to: .anchors(.need(chain, need.number)))
                    } else {
                        need.line.product
                    }
                    div(.class("hint")) { need.line.specification }
                }
            ] + needLineColumns + [
                DataColumn("审核") { need in
                    badge(need.review.light, need.review.label)
                    if need.isChanged {
                        " "
                        badge(.watch, "审核后改过")
                    }
                    if !need.reason.isEmpty { div(.class("hint")) { need.reason } }
                },
                DataColumn("环节") { need in
                    if let id = need.link {
                        link(to: .chains(.link(chain, id))) {
                            list.chainLinks[id]?.name.html ?? .text(id)
                        }
                    }
                },
                DataColumn("责任单位") { need in
                    if let unit = need.unit {
                        units[unit]
                        " "
                        if let due = need.due { small(.class("hint")) { due } }
                        answerLine(need, list.quarter)
                    }
                },
            ])
    }

    @HTMLBuilder private func answerLine(_ need: Need, _ quarter: Quarter) -> HTML {
        if let answer = need.answers.first {
            div {
                badge(answer.outcome.light, answer.outcome.label)
                " "
                small(.class("hint")) { "\(answer.quarter.label)：\(answer.said)" }
            }
        }
        if anchor.stage == .recognised, let since = need.owed(in: quarter) {
            div { owedBadge(since, quarter) }
        }
    }

    private func sheetsTable(_ sheets: [NeedSheet]) -> HTML {
        let (offset, chain, number) = (zoneOffset, chain.id, anchor.number)
        return disclosure("交过的清单\(sheets.count)次") {
            DataTable<NeedSheet>(
                "交过的清单",
                columns: [
                    DataColumn("回执", isHead: true) { sheet in
                        link(
                            text: sheet.receipt,
                            to: .anchors(.file(chain, number, ["sheet": String(sheet.number)])))
                    },
                    DataColumn("交的时间", isShort: true) { $0.at.minuteText(offset: offset) },
                    DataColumn("行数", isNumber: true) { $0.lines },
                    DataColumn("新增", isNumber: true) { $0.new },
                    DataColumn("有变化", isNumber: true) { $0.changed },
                    DataColumn("撤下", isNumber: true) { $0.gone },
                ]
            ).html(sheets)
        }
    }

    @HTMLBuilder func reverseCard(_ list: AnchorList) -> HTML {
        if let answer = list.reverse, list.place.total > 0 {
            card("回给企业的话", id: "reverse") {
                reverseText(answer, divisions: list.divisions)
            }
        }
    }

    func linksCard(_ list: AnchorList) -> HTML {
        let (today, chain, number) = (today, chain.id, anchor.number)
        let typed = typed("link")
        return card("给企业的链接", id: "links") {
            p(.class("hint")) { "企业不用账号：打开链接填表或传表。到最后一天失效，也可随时收回。" }
            if !list.links.isEmpty {
                DataTable<SheetLink>(
                    "给企业的链接",
                    columns: [
                        DataColumn("链接", isHead: true) { "第\(String($0.number))号" },
                        DataColumn("最后一天", isShort: true) { $0.endsOn },
                        DataColumn("状态", isShort: true) { one in
                            if one.isOpen(on: today) {
                                badge(.good, "有效")
                            } else {
                                badge(.plain, one.withdrawnAt == nil ? "已过期" : "已收回")
                            }
                        },
                        DataColumn("收回") { one in
                            if one.isOpen(on: today), list.mayWork {
                                actionButton(
                                    "收回", to: .anchors(.links(chain, number)), method: .delete,
                                    fields: [AddressItem("link", String(one.number))])
                            }
                        },
                    ]
                ).html(list.links)
            }
            if list.mayWork, anchor.stage == .recognised {
                postForm(to: .anchors(.links(chain, number))) {
                    hiddenField("form", "link")
                    textField(
                        "ends_on", "最后一天", in: typed, type: .date, hint: "一年之内。",
                        isRequired: true)
                    submitButton("做一个链接")
                }
            }
        }
    }

    func readersCard(_ file: AnchorFile) -> HTML {
        let (chain, number, people) = (chain.id, anchor.number, people)
        let typed = typed("member")
        return card("谁能看清单", id: "readers") {
            p {
                "范围：\(anchor.scope.label)" as Phrase
                if let opening = file.opening { "（\(opening)）" as Phrase }
                "；指挥部办公室指定并能看。" as Phrase
            }
            DataTable<Identifier>(
                "指定的人",
                columns: [
                    DataColumn("指定的人", isHead: true) { people[$0.text] },
                    DataColumn("取消指定") { one in
                        if file.mayName {
                            actionButton(
                                "取消指定", to: .anchors(.members(chain, number)), method: .delete,
                                fields: [AddressItem("member", one.text)])
                        }
                    },
                ]
            ).html(file.named)
            if file.mayName {
                postForm(to: .anchors(.members(chain, number))) {
                    hiddenField("form", "member")
                    selectField(
                        "member", "专班的人",
                        file.candidates.map { Choice($0.id.text, text: $0.name) }, in: typed,
                        none: "请选择", isRequired: true)
                    submitButton("指定")
                }
                scopeForm
            }
        }
    }

    private var scopeForm: HTML {
        let typed = typed("scope")
        return disclosure("放开或收紧范围", isOpen: !typed.items.isEmpty) {
            postForm(to: .anchors(.scope(chain.id, anchor.number))) {
                hiddenField("form", "scope")
                selectField(
                    "scope", "谁能看",
                    NeedScope.allCases.filter { $0 != anchor.scope }
                        .map { Choice($0.rawValue, $0.label) }, in: typed, isRequired: true)
                textField(
                    "reason", "理由", in: typed, hint: "企业是否同意，写在这里。", isRequired: true)
                submitButton("保存")
            }
        }
    }
}

func localWish(_ line: NeedLine) -> Phrase? { line.isLocalWanted.map { $0 ? "愿意" : "不愿意" } }
