package import Basics
import Evidence
import Texts

/// A listed company as a list of the exchanges names it.
package struct ListedCompany: Sendable, Hashable {
    /// With its exchange: `600309.SH`.
    package let stock: String
    package let shortName: String
    /// By law, where the list knows it.
    package let fullName: String?
    /// A province, or 深圳.
    package let area: String?
    /// As the list classes it.
    package let industry: String?

    package init(
        stock: String, shortName: String, fullName: String?, area: String?,
        industry: String? = nil
    ) {
        self.stock = stock
        self.shortName = shortName
        self.fullName = fullName
        self.area = area
        self.industry = industry
    }
}

/// One object of a file of JSON Lines.
package struct AtlasLine: Sendable {
    package let line: Int
    package let value: JSONValue

    package init(line: Int, value: JSONValue) {
        self.line = line
        self.value = value
    }
}

/// Chains as an open atlas publishes them: segments with the listed companies known for them, and
/// who supplies whom. What it says of companies are claims of its author; they become placements
/// with the atlas as their source, without a word on how strong a company is.
package struct ChainAtlas: Sendable {
    package let chains: [ChainFile]
    /// Contradictions that were settled, each with how: for a person to look at.
    package let doubts: [Problem]
}

extension ChainAtlas {
    /// Reads the atlas; refuses with every problem at once.
    /// - Parameters:
    ///   - listed: gives full names and provinces; a company that isn't in it keeps its short name
    ///     and is placed «somewhere in the country» (100000).
    ///   - today: from which the chains stand.
    package init(
        segments: [AtlasLine], file: String, supplies: [AtlasLine], suppliesFile: String,
        listed: [ListedCompany], today: Day
    ) throws(ChainRefusal) {
        var reading = AtlasReading(listed: listed)
        for one in segments { reading.segment(one, file: file) }
        for one in supplies { reading.supply(one, file: suppliesFile) }
        guard reading.problems.isEmpty else { throw ChainRefusal(reading.problems) }
        chains = reading.order.compactMap {
            reading.chains[$0]?.chain(file: file, since: today)
        }
        doubts = reading.doubts
    }
}

/// One chain as far as it was read.
private struct AtlasChain {
    let id: String
    let name: String
    var links: [ChainLink] = []
    var placements: [WrittenPlacement] = []
    var trades: [WrittenTrade] = []
    var companies: [WrittenCompany] = []

    func chain(file: String, since: Day) -> ChainFile {
        let source = WrittenSource(
            id: "atlas", kind: .publication, title: file, dated: nil, address: nil)
        return ChainFile(
            file: file, id: id, name: LocalName(zh: name), code: nil, since: since,
            basis: source, version: nil, sources: [source], companies: companies, links: links,
            supplies: derivedSupplies, placements: placements, trades: trades)
    }

    /// A company's supply flows between its link and the buyer's, where each sits at one only.
    private var derivedSupplies: [LinkSupply] {
        let links = Dictionary(grouping: placements, by: \.company)
        var goods: [[String]: [String]] = [:]
        for trade in trades {
            guard let buyer = trade.buyer, let from = links[trade.supplier], from.count == 1,
                let to = links[buyer], to.count == 1, from[0].link != to[0].link
            else { continue }
            goods[[from[0].link, to[0].link], default: []].append(trade.what)
        }
        return goods.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { ends, what in
            LinkSupply(
                supplier: ends[0], buyer: ends[1],
                what: Set(what).sorted().joined(separator: "、"), isDerived: true)
        }
    }
}

private struct AtlasReading {
    var order: [String] = []
    var chains: [String: AtlasChain] = [:]
    var problems: [Problem] = []
    var doubts: [Problem] = []
    private let byCode: [Substring: ListedCompany]
    private let byName: [String: ListedCompany]

    init(listed: [ListedCompany]) {
        byCode = Dictionary(
            listed.map { ($0.stock.prefix(6), $0) }, uniquingKeysWith: { first, _ in first })
        byName = Dictionary(
            listed.map { ($0.plainName, $0) }, uniquingKeysWith: { first, _ in first })
    }

    mutating func segment(_ line: AtlasLine, file: String) {
        let (value, place) = (line.value, Place.line(file: file, line: line.line))
        guard let chain = text("chain", of: value, place), let id = text("id", of: value, place),
            let name = text("name", of: value, place),
            let position = text("position", of: value, place)
        else { return }
        guard let tier = LinkTier(rawValue: position) else {
            problems.append(Problem("没有“\(position)”这样的位置", at: place))
            return
        }
        let link = id.hyphened
        if chains[chain] == nil {
            order.append(chain)
            chains[chain] = AtlasChain(
                id: chain.hyphened, name: value["industry"]?.string ?? chain)
        }
        if chains[chain]?.links.contains(where: { $0.id == link }) == true {
            problems.append(Problem("环节“\(id)”写了两次", at: place))
            return
        }
        chains[chain]?.links.append(
            ChainLink(
                id: link, name: LocalName(zh: name), tier: tier,
                role: LinkRole(atlasGroup: value["group"]?.string, tier: tier), under: nil,
                aliases: [], industries: [], products: [], keywords: [],
                about: value["description"]?.string))
        for company in value["key_companies"]?.array ?? [] {
            guard let name = text("name", of: company, place) else { continue }
            let word = take(name, company["code"]?.string, in: chain, place)
            if chains[chain]?.placements.contains(where: { $0.link == link && $0.company == word })
                == true
            {
                doubts.append(Problem("企业“\(name)”在环节“\(id)”写了两次，取前一次", at: place))
                continue
            }
            chains[chain]?.placements.append(
                WrittenPlacement(
                    link: link, company: word, source: "atlas", place: placeOf[word] ?? "100000",
                    standing: .operating, qualities: [], note: company["role"]?.string))
        }
    }

    mutating func supply(_ line: AtlasLine, file: String) {
        let (value, place) = (line.value, Place.line(file: file, line: line.line))
        guard let chain = text("chain", of: value, place),
            let supplier = text("supplier_name", of: value, place),
            let what = text("product", of: value, place),
            let written = text("relationship_type", of: value, place)
        else { return }
        guard chains[chain] != nil else {
            problems.append(Problem("没有链“\(chain)”", at: place))
            return
        }
        guard let kind = CompanySupplyKind(rawValue: written) else {
            problems.append(Problem("没有“\(written)”这样的供给", at: place))
            return
        }
        let confidence = value["confidence"]?.integer.map { Int($0) }
        if let confidence, !(1...5).contains(confidence) {
            problems.append(Problem("\(confidence)不在1至5之间", at: place))
        }
        let from = take(supplier, value["supplier_code"]?.string, in: chain, place)
        let to = value["buyer_name"]?.string.map {
            take($0, value["buyer_code"]?.string, in: chain, place)
        }
        let note = value["notes"]?.string
        if to == nil, note == nil { problems.append(Problem("没有写卖给谁", at: place)) }
        chains[chain]?.trades.append(
            WrittenTrade(
                supplier: from, buyer: to, what: what, kind: kind, confidence: confidence,
                note: note, source: "atlas"))
    }

    private var placeOf: [String: String] = [:]

    /// The word of a company in a chain's file: its code, or its name. Where the code is another
    /// company's on the list, the name decides if it is listed itself; else it is taken for a
    /// company that was renamed since.
    private mutating func take(
        _ name: String, _ code: String?, in chain: String, _ place: Place
    ) -> String {
        let digits = (code ?? "").prefix { $0.isASCII && $0.isNumber }
        var company = byCode[digits.prefix(6)]
        if let held = company, held.plainName != name {
            if let other = byName[name] {
                doubts.append(
                    Problem(
                        "代码\(String(digits))是\(held.shortName)的，按名称取\(name)（\(other.stock)）",
                        at: place))
                company = other
            } else {
                doubts.append(
                    Problem("代码\(String(digits))在名单上叫\(held.shortName)，这里写作\(name)", at: place))
            }
        }
        if company == nil { company = byName[name] }
        if company == nil { doubts.append(Problem("名单上没有\(name)，不知道在哪里", at: place)) }
        let stock = company?.stock ?? String(digits).withExchange
        let word = stock ?? name
        if placeOf[word] == nil {
            placeOf[word] = company?.division ?? "100000"
        }
        if chains[chain]?.companies.contains(where: { $0.id == word }) == false {
            chains[chain]?.companies.append(
                WrittenCompany(
                    id: word, name: company?.fullName ?? name, creditCode: nil, stock: stock,
                    place: place))
        }
        return word
    }

    private mutating func text(_ key: String, of value: JSONValue, _ place: Place) -> String? {
        guard let text = value[key]?.string, !trimmed(text).isEmpty else {
            problems.append(Problem("没有写“\(key)”", at: place))
            return nil
        }
        return trimmed(text)
    }
}

extension ListedCompany {
    /// The division of its area, by GB/T 2260.
    var division: String? { area.flatMap { divisionOfArea[$0] } }

    /// Without the mark of a company that makes no profit yet or has unequal votes: «寒武纪-U».
    fileprivate var plainName: String {
        for mark in ["-UW", "-U", "-W"] where shortName.hasSuffix(mark) {
            return String(shortName.dropLast(mark.count))
        }
        return shortName
    }
}

extension String {
    fileprivate var hyphened: String { replacing("_", with: "-") }

    /// The exchange follows from the first digit of a code of six.
    var withExchange: String? {
        guard utf8.count == 6, let first else { return nil }
        switch first {
        case "6", "9": return self + ".SH"
        case "0", "2", "3": return self + ".SZ"
        case "4", "8": return self + ".BJ"
        default: return nil
        }
    }
}

extension LinkRole {
    /// The atlas names groups of its own; one that isn't known goes by its tier.
    fileprivate init(atlasGroup group: String?, tier: LinkTier) {
        switch group {
        case "equipment": self = .equipment
        case "design_ip": self = .service
        case "wafer_fab", "packaging", "packaging_prep", "mining_smelting": self = .process
        case "semi_product", "ccl", "fiber": self = .component
        case "end_product": self = .application
        default:
            switch tier {
            case .upstream: self = .material
            case .midstream: self = .process
            case .downstream: self = .application
            }
        }
    }
}

/// GB/T 2260 of the areas that the exchanges name.
private let divisionOfArea = [
    "北京": "110000", "天津": "120000", "河北": "130000", "山西": "140000", "内蒙": "150000",
    "辽宁": "210000", "吉林": "220000", "黑龙江": "230000", "上海": "310000", "江苏": "320000",
    "浙江": "330000", "安徽": "340000", "福建": "350000", "江西": "360000", "山东": "370000",
    "河南": "410000", "湖北": "420000", "湖南": "430000", "广东": "440000", "深圳": "440300",
    "广西": "450000", "海南": "460000", "重庆": "500000", "四川": "510000", "贵州": "520000",
    "云南": "530000", "西藏": "540000", "陕西": "610000", "甘肃": "620000", "青海": "630000",
    "宁夏": "640000", "新疆": "650000",
]
