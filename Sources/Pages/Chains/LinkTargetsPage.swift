import Basics
package import Chains
import Companies
import Markup
package import Projects
import Rules

/// Who could fill a link (目标企业清单): ranked, each score with what it is made of.
package struct LinkTargetsPage: Sendable {
    package let chain: Chain
    package let link: ChainLink
    package let targets: [Target]
    package let divisions: CityDivisions
    package let list: ListPage

    package init(
        chain: Chain, link: ChainLink, targets: [Target], divisions: CityDivisions,
        pageNumber: Int
    ) {
        list = ListPage(
            number: pageNumber, size: Limit.companiesOnPage.count, total: targets.count)
        self.chain = chain
        self.link = link
        self.targets = targets
        self.divisions = divisions
    }

    package var page: Page {
        let (chain, link) = (chain, link)
        return Page("\(link.name)的目标企业", area: .chains) {
            pageTitle(
                "\(link.name)的目标企业", lead: "谁能补这个环节：按已知的事实打分，不知道的不猜；只谋增量投资，不谈搬迁。"
            ) {
                Pages.link("回到环节", to: .chains(.link(chain.id, link.id)), .class("button"))
                Pages.link("出差清单", to: .chains(.trip()), .class("button"))
                printButton()
            }
            if targets.isEmpty {
                emptyState("这个环节还没有查到企业", next: "在环节页写下一家企业，外地的也行。")
            } else {
                table.html(Array(targets.dropFirst(list.offset).prefix(list.size)))
                if list.count > 1 {
                    pagination(list) {
                        .chains(.targets(chain.id, link.id, ["page": String($0)]))
                    }
                }
                p(.class("hint")) {
                    "得分从0到100，只算已知的部分；已知部分的权数不够六成（城市可改）的列在后面，不排名。"
                }
            }
        }
    }

    private var table: DataTable<Target> {
        let (chain, link, divisions) = (chain, link, divisions)
        return DataTable(
            "目标企业",
            columns: [
                DataColumn("企业", isHead: true) { one in
                    Pages.link(
                        text: one.company.name,
                        to: .chains(.target(chain.id, link.id, one.company.id)))
                    for note in one.notes { div(.class("hint")) { note } }
                    for lead in one.leads { div(.class("hint")) { lead.said } }
                },
                DataColumn("得分", isNumber: true) { scoreText($0.score) },
                DataColumn("理由") { targetReasons($0.score) },
                DataColumn("状态", isShort: true) { one in
                    badge(one.state.light, one.state.label)
                    vetoNames(one.vetoes)
                    if let presence = one.facts.presence, presence != .elsewhere {
                        div(.class("hint")) { presence.label }
                    }
                },
                DataColumn("地方") { placeList($0.places, divisions) },
                DataColumn("最近联系", isShort: true) { one in
                    if let contact = one.lastContact { contact.on }
                },
            ])
    }
}

func scoreText(_ score: TargetScore) -> HTML {
    guard let value = score.score, score.isRanked else {
        return small(.class("hint")) { "已知不足" }
    }
    return HTML {
        strong { String(Int(value.rounded())) }
        div(.class("hint")) { "已知\(String(Int((score.coverage * 100).rounded())))%" }
    }
}

/// Every part with its value; what isn't known is named as such.
@HTMLBuilder func targetReasons(_ score: TargetScore) -> HTML {
    let known = TargetPart.allCases.filter { score.parts[$0] != nil }
    for (place, part) in known.enumerated() {
        if place > 0 { "；" }
        part.label
        " "
        String(Int(((score.parts[part] ?? 0) * 100).rounded()))
    }
    let unknown = TargetPart.allCases.filter { score.parts[$0] == nil }
    if !unknown.isEmpty {
        div(.class("hint")) {
            "不知道："
            for (place, part) in unknown.enumerated() {
                if place > 0 { "、" }
                part.label
            }
        }
    }
}

@HTMLBuilder func placeList(_ places: [String], _ divisions: CityDivisions) -> HTML {
    for (place, code) in places.enumerated() {
        if place > 0 { "、" }
        if let name = divisions.name(of: code) { name } else { code }
    }
}

extension TargetState {
    var light: Light {
        switch self {
        case .pursued: .good
        case .candidate: .info
        case .doubtful: .watch
        case .removed: .plain
        case .vetoed: .bad
        }
    }
}

@HTMLBuilder func vetoNames(_ vetoes: [TargetVeto]) -> HTML {
    for veto in vetoes { div(.class("hint")) { veto.name } }
}

extension TargetLead {
    /// Why somebody should look whether it does what the link does.
    var said: Phrase {
        switch self {
        case .sells(let what): "先核实：供应\(what)"
        case .named(let word): "先核实：在榜或获认定，名称里有“\(word)”"
        case .sheet(let product): "先核实：链主从它采购\(product)"
        }
    }
}
