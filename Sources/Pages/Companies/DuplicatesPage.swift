package import Basics
package import Companies
import Markup

/// 重复企业: pairs of records that may be one company, what needs a person first, side by side.
package struct DuplicatesPage: Sendable {
    package let duplicates: [ShownDuplicate]
    package let list: ListPage
    package let showsSettled: Bool
    package let openCount: Int
    package let settledCount: Int
    /// The last search.
    package let search: DuplicateSearchRecord?
    package let mayEdit: Bool
    /// Who looks: only the own word can be taken back.
    package let reader: String
    package let zoneOffset: Int

    package init(
        duplicates: [ShownDuplicate], list: ListPage, showsSettled: Bool, openCount: Int,
        settledCount: Int, search: DuplicateSearchRecord?, mayEdit: Bool, reader: String,
        zoneOffset: Int
    ) {
        self.duplicates = duplicates
        self.list = list
        self.showsSettled = showsSettled
        self.openCount = openCount
        self.settledCount = settledCount
        self.search = search
        self.mayEdit = mayEdit
        self.reader = reader
        self.zoneOffset = zoneOffset
    }

    package var page: Page {
        Page("重复企业", area: .companies) {
            pageTitle("重复企业", lead: "可能记了两次的企业，最可能的排在前面。定为同一家的，接着看合并后怎样再合并。") {
                link("回到企业名录", to: .companies(), .class("button"))
            }
            tabs([
                Tab("待定", to: .duplicates(), isCurrent: !showsSettled, count: openCount),
                Tab(
                    "已定", to: .duplicates(["state": "settled"]), isCurrent: showsSettled,
                    count: settledCount),
            ])
            searched
            if duplicates.isEmpty {
                if showsSettled {
                    emptyState("还没有定过的", next: "先看“待定”里的。")
                } else {
                    emptyState("没有待定的重复企业", next: "新增、导入企业之后会自动再查。") {
                        link("看企业名录", to: .companies(), .class("button"))
                    }
                }
            } else {
                if mayEdit {
                    keyHints([
                        KeyHint("j k", "上下移动"), KeyHint("1–4", "下结论"),
                        KeyHint("u", "撤回自己的"), KeyHint("Enter", "看合并后怎样"),
                    ])
                }
                for duplicate in duplicates { item(duplicate) }
                pagination(list) { number in
                    .duplicates([
                        "state": showsSettled ? "settled" : nil,
                        "page": number == 1 ? nil : String(number),
                    ])
                }
            }
        }
    }

    @HTMLBuilder private var searched: HTML {
        if let search {
            p(.class("hint")) {
                "上次查找：\(search.at.minuteText(offset: zoneOffset))，\(search.companies)家企业。"
            }
        } else {
            p("还没有查过，服务启动后一分钟内自动查找。", .class("hint"))
        }
    }

    private func item(_ shown: ShownDuplicate) -> HTML {
        let (pair, reviews) = (shown.queued.pair, shown.queued.reviews)
        return decisionItem(id: anchor(of: shown), kind: "suspicion") {
            header {
                badge(shown.queued.state.light, shown.queued.state.label)
                span(.class("score")) { "可能性\(Int((pair.certainty * 100).rounded()))%" }
                for review in reviews {
                    badge(.plain, review.verdict.label)
                    small("\(review.name)定")
                    if let note = review.note { small(note) }
                }
            }
            div(.class("told")) {
                ul(.class("reasons")) { for reason in pair.reasons { li(reason) } }
            }
            CompaniesBeside(profiles: [shown.left, shown.right]).html
            if mayEdit { buttons(shown) }
        }
    }

    private func anchor(of shown: ShownDuplicate) -> String {
        "\(shown.queued.pair.left.text)-\(shown.queued.pair.right.text)"
    }

    /// The pair to go on with after this one was decided.
    private func next(after shown: ShownDuplicate) -> String? {
        let place = duplicates.firstIndex { anchor(of: $0) == anchor(of: shown) } ?? 0
        let rest = duplicates.dropFirst(place + 1).first ?? duplicates.prefix(place).last
        return rest.map(anchor)
    }

    private func buttons(_ shown: ShownDuplicate) -> HTML {
        let pair = [
            AddressItem("left", shown.queued.pair.left.text),
            AddressItem("right", shown.queued.pair.right.text),
            AddressItem("page", String(list.number)),
            AddressItem("next", next(after: shown) ?? ""),
        ]
        let own = shown.queued.reviews.first { $0.reviewer == reader }
        return div(.class("decisions")) {
            if own != nil {
                actionButton("撤回", to: .duplicates(), method: .delete, key: "u", fields: pair)
            } else {
                for (place, verdict) in DuplicateVerdict.allCases.enumerated() {
                    actionButton(
                        verdict.label, to: .duplicates(), key: String(place + 1),
                        fields: pair + [AddressItem("verdict", verdict.rawValue)])
                }
            }
            let (from, into) = shown.direction
            link(
                "看合并后怎样", to: .companyMerging(from, into: into), .class("quiet"),
                .data("open", ""))
        }
    }
}

extension DuplicateState {
    package var label: Phrase {
        switch self {
        case .disputed: "意见不一"
        case .toMerge: "待合并"
        case .open: "待定"
        case .settled: "已定"
        }
    }

    var light: Light {
        switch self {
        case .disputed: .bad
        case .toMerge, .open: .watch
        case .settled: .good
        }
    }
}
