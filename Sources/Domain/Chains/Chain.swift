package import Basics
import Evidence

extension Limit {
    package static let chainsOfCity: Limit = 200
    package static let linksOfChain: Limit = 10_000
    static let suppliesOfChain: Limit = 50_000
    static let placementsOfChain: Limit = 1_000_000

    /// Refuses more of something in one chain than is ever read.
    func allow(_ number: Int, _ what: Phrase) throws(ChainRefusal) {
        guard number > count else { return }
        throw ChainRefusal([Problem("\(what)最多\(count)个，这个文件之后有\(number)个")])
    }
}

/// An industry chain of the city: links (环节), what flows between them, who sits at them.
package struct Chain: Sendable, Hashable {
    /// A word of the city's own: `smart-appliances`.
    package let id: String
    package let name: LocalName
    /// The entry of the taxonomy `chains` under which projects are reported; nil where it has none.
    package let code: String?
    package let since: Day
    package let source: Identifier
    package let version: Int64

    package var subject: Subject { Subject("chain", id) }
}

/// One link of a chain.
package struct ChainLink: Sendable, Hashable {
    /// A word of the chain's own.
    package let id: String
    package let name: LocalName
    package let tier: LinkTier
    package let role: LinkRole
    /// The link whose folded sub-chain it belongs to.
    package let under: String?
    package let aliases: [String]
    /// GB/T 4754-2017, three or four digits.
    package let industries: [String]
    package let products: [String]
    package let keywords: [String]
    /// What it is, in a sentence or two.
    package let about: String?
}

/// Where a link stands in its chain: seen from the chain, so another chain may see it otherwise.
package enum LinkTier: String, Sendable, CaseIterable {
    case upstream, midstream, downstream

    package var label: Phrase {
        switch self {
        case .upstream: "上游"
        case .midstream: "中游"
        case .downstream: "下游"
        }
    }
}

/// What a link does, whatever the chain.
package enum LinkRole: String, Sendable, CaseIterable {
    case equipment, material, process, component, service, application

    package var label: Phrase {
        switch self {
        case .equipment: "设备"
        case .material: "原料"
        case .process: "工艺"
        case .component: "部件"
        case .service: "服务"
        case .application: "应用"
        }
    }
}

package struct LinkSupply: Sendable, Hashable {
    /// Links of the chain.
    package let supplier: String
    package let buyer: String
    /// What flows.
    package let what: String
    /// It follows from what companies give each other; nobody said it of the links.
    package let isDerived: Bool
}

/// A company at a link, in a place.
package struct Placement: Sendable, Hashable {
    package let number: Int64
    package let link: String
    package let company: Identifier
    /// GB/T 2260: the district, city or province where it does this.
    package let place: String
    package let standing: PlacementStanding
    /// Empty: nothing is known of it.
    package let qualities: Set<PlacementQuality>
    package let note: String?
    package let source: Identifier
}

package enum PlacementStanding: String, Sendable, CaseIterable {
    case operating, building, planned

    package var label: Phrase {
        switch self {
        case .operating: "在营"
        case .building: "在建"
        case .planned: "拟建"
        }
    }
}

package enum PlacementQuality: String, Sendable, CaseIterable {
    /// Among the leading ones of the country.
    case national
    /// 规上
    case aboveScale = "above-scale"
    /// 专精特新, 单项冠军 and the like.
    case qualified
    /// None of them, and that is known.
    case plain

    package var label: Phrase {
        switch self {
        case .national: "国内前列"
        case .aboveScale: "规上"
        case .qualified: "有资质"
        case .plain: "规下且无资质"
        }
    }
}

/// A company gives something to another.
package struct CompanySupply: Sendable, Hashable {
    package let supplier: Identifier
    /// Nil where the source names one outside the register in words.
    package let buyer: Identifier?
    package let what: String
    package let kind: CompanySupplyKind
    /// From 1 to 5, as the source says.
    package let confidence: Int?
    package let note: String?
    package let source: Identifier
}

package enum CompanySupplyKind: String, Sendable, CaseIterable {
    case primary, secondary, exclusive

    package var label: Phrase {
        switch self {
        case .primary: "主要"
        case .secondary: "次要"
        case .exclusive: "独家"
        }
    }
}

/// There is no such chain, or no such link of it.
package struct UnknownChain: Refusal, Equatable {
    package init() {}

    package var problems: [Problem] { [Problem("没有这条产业链或这个环节", at: .field("chain"))] }
}

/// Why a chain can't be taken: all reasons at once.
package struct ChainRefusal: Refusal, Equatable {
    package let problems: [Problem]

    package init(_ problems: [Problem]) { self.problems = problems }
}

/// Whether a place lies inside an area, both by GB/T 2260: 370212 in 370200 in 370000.
/// 100000 is the whole country.
package func lies(_ place: String, in area: String) -> Bool {
    if area == "100000" { return true }
    var head = Substring(area)
    while head.count > 2, head.hasSuffix("00") { head = head.dropLast(2) }
    return place.hasPrefix(head)
}
