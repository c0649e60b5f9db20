package import Basics
package import Companies
import Evidence
package import People
package import Storage
import Texts

/// What an anchor company hears back: «of the 14 kinds you buy outside, 9 are made here».
package struct ReverseAnswer: Sendable {
    /// Bought outside the city. What is bought from here, or nobody knows where, stands beside.
    package let outside: [ReverseLine]
    package let inside: Int
    package let untold: Int

    package var here: Int { outside.count { $0.makers.map { $0 > 0 } ?? false } }
    /// Looked for and not found: that isn't «nobody makes it».
    package var notFound: Int { outside.count { $0.makers == 0 } }
    package var unknown: Int { outside.count { $0.makers == nil } }
}

package struct ReverseLine: Sendable {
    package let need: Int64
    package let product: String
    package let specification: String
    package let link: ChainLink?
    /// Companies at work at the link in the city, the anchor company not counted; nil where nobody
    /// said which link makes it.
    package let makers: Int?
    /// Of those who may be named the first, with their place.
    package let named: [(company: Company, place: String)]
}

extension Transaction {
    /// For who reads the lines: every company is named.
    package func reverseAnswer(
        to anchor: Anchor, home: LocalName, for reader: Actor
    ) throws -> ReverseAnswer? {
        guard try reads(reader, anchor: anchor.number) else { return nil }
        return try reverseAnswer(to: anchor, home: home) { _ in true }
    }

    /// For the company itself: named is only who is published to be there.
    package func reverseAnswer(
        toGuest guest: (anchor: Anchor, link: SheetLink), home: LocalName
    ) throws -> ReverseAnswer {
        try reverseAnswer(to: guest.anchor, home: home) { $0.isPublic }
    }

    private func reverseAnswer(
        to anchor: Anchor, home: LocalName, naming: (Source) -> Bool
    ) throws -> ReverseAnswer {
        let bought = try needs(
            "need.anchor = \(anchor.number) AND need_text.direction = 'buys'",
            limit: .needsOfSheet, offset: 0)
        let outside = bought.filter { $0.line.place(home: home) == .outside }
        let links = Dictionary(
            try links(of: anchor.chain).map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first })
        let wanted = Set(outside.compactMap(\.link))
        let placed = try operating(at: wanted, of: anchor)
        let sources = try sources(Set(placed.map(\.source)))
        let companies = Dictionary(
            try companies(Set(placed.map(\.company))).map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first })
        let byLink = Dictionary(grouping: placed, by: \.link)
        let lines = outside.map { need in
            let link = need.link.flatMap { links[$0] }
            let makers = link.map { byLink[$0.id] ?? [] }
            let named = (makers ?? []).compactMap {
                one -> (company: Company, place: String)? in
                guard let source = sources[one.source], naming(source) else { return nil }
                return companies[one.company].map { ($0, one.place) }
            }.prefix(Limit.companiesShownOfLink.count)
            return ReverseLine(
                need: need.number, product: need.line.product,
                specification: need.line.specification, link: link,
                makers: makers.map { Set($0.map(\.company)).count }, named: Array(named))
        }
        return ReverseAnswer(
            outside: lines, inside: bought.count { $0.line.place(home: home) == .inside },
            untold: bought.count { $0.line.place(home: home) == .untold })
    }

    private func operating(at links: Set<String>, of anchor: Anchor) throws -> [Placement] {
        try rows(
            """
            SELECT placement.*, \(firm("placement.company_id")) AS firm FROM placement
            WHERE placement.city_id = \(city) AND placement.chain_id = \(anchor.chain)
                AND placement.ended_at IS NULL AND placement.standing = 'operating'
                AND placement.link_id IN \(links.sorted())
                AND \(isPlaced(in: city))
            ORDER BY placement.number LIMIT \(Limit.placementsOfChain)
            """
        ).map(Placement.init).filter { $0.company != anchor.company }
    }
}

private enum NeedPlace {
    case inside, outside, untold
}

extension NeedLine {
    /// Where it comes from today, as far as the words say it.
    fileprivate func place(home: LocalName) -> NeedPlace {
        if origin.isEmpty { return .untold }
        let stem = home.zh.hasSuffix("市") ? String(home.zh.dropLast()) : home.zh
        let place = origin.folded
        // 日本市场 and 非本地 have these letters too; 吉林省 is not 吉林.
        let isHere =
            ["本地", "本市"].contains { place.hasPrefix($0) } || origin.contains(home.zh)
            || origin.hasPrefix(stem) && !origin.dropFirst(stem.count).hasPrefix("省")
            || (home.en.map { origin.lowercased().contains($0.lowercased()) } ?? false)
        return isHere ? .inside : .outside
    }
}

extension Source {
    /// Whether it can be read by everybody: what a unit or a company said can't, unless it stands
    /// on a page of the web.
    fileprivate var isPublic: Bool {
        switch kind {
        case .publication, .register, .extract: true
        case .sheet, .ledger, .statement, .evidence:
            address.map { $0.hasPrefix("https://") || $0.hasPrefix("http://") } ?? false
        }
    }
}
