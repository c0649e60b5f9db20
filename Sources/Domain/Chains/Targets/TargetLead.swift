import Basics
import Companies
import Storage
import Texts

/// What says that a company that nobody placed at a link may do what the link does. It finds a
/// candidate; whether it is one a person has to find out, so no part of the score is known by it.
package enum TargetLead: Sendable, Hashable {
    /// It sells this along the chain.
    case sells(String)
    /// It stands on a list, or is recognised, and its name has this word of the link.
    case named(word: String)
    /// An anchor company buys this from it, by its sheet; for who reads the sheet.
    case sheet(product: String)
}

extension Transaction {
    /// The companies of the register for which something says that they may do what the link does.
    func leads(
        to link: ChainLink, _ ties: ChainTies, as view: TargetView
    ) throws -> [Identifier: [TargetLead]] {
        var leads: [Identifier: [TargetLead]] = [:]
        func add(_ lead: TargetLead, _ company: Identifier) {
            if leads[company]?.contains(lead) != true { leads[company, default: []].append(lead) }
        }
        for trade in ties.trades where link.makes(trade.what) {
            add(.sells(trade.what), trade.supplier)
        }
        for row in try rows(
            of: Set(ties.honours.keys),
            { "SELECT id, name FROM company WHERE city_id = \(city) AND id IN \($0)" })
        {
            if let word = link.word(in: try row.text("name")) {
                add(.named(word: word), try row.identifier("id"))
            }
        }
        guard let reader = view.reader else { return leads }
        let bought = try needs(
            """
            anchor.chain_id = \(ties.chain) AND need.link_id = \(link.id)
                AND need.review = \(NeedReview.accepted.rawValue)
                AND need_text.direction = \(NeedDirection.buys.rawValue)
                AND need_text.origin <> '' AND \(reader.readsNeeds(in: city))
            """, limit: .needsOfSheet, offset: 0)
        guard !bought.isEmpty else { return leads }
        let origins = Dictionary(grouping: bought, by: \.line.origin)
        for row in try rows(
            """
            SELECT \(firm("company.id")) AS firm, company.name FROM company
            WHERE company.city_id = \(city) AND company.name IN \(origins.keys.sorted())
            """)
        {
            for need in origins[try row.text("name")] ?? [] {
                add(.sheet(product: need.line.product), try row.identifier("firm"))
            }
        }
        return leads
    }
}

extension ChainLink {
    /// What it is called and makes.
    private var words: [String] { ([name.zh] + aliases + products + keywords).map(\.folded) }

    /// Whether the product is one of the link, by its name: a suggestion for the reviewer.
    package func suits(_ product: String) -> Bool {
        let product = product.folded
        return words.contains { !$0.isEmpty && (product.contains($0) || $0.contains(product)) }
    }

    /// Whether a product is one of its own: `12英寸硅片` is 硅片, `AI服务器背板` is no AI服务器.
    func makes(_ product: String) -> Bool {
        let product = product.folded
        return words.contains { $0.count > 1 && product.hasSuffix($0) }
    }

    /// The longest of its words that a name has; one letter says nothing.
    func word(in name: String) -> String? {
        let name = name.folded
        return words.filter { $0.count > 1 && name.contains($0) }.max { $0.count < $1.count }
    }
}
