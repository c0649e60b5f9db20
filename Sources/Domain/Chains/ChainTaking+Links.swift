import Basics
import Storage

extension ChainTaking {
    /// Writes the links that are new or otherwise than before. The file's order counts where it has
    /// every link; else what is new stands last, but each behind the link that it is folded into.
    mutating func links(in tx: some Transaction) throws {
        guard !chain.links.isEmpty else { return }
        let present = try tx.links(of: chain.id)
        let known = Dictionary(
            present.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let written = chain.links.map { link in
            link.keeping(known[link.id], unsaid: chain.unsaid[link.id] ?? [])
        }
        let said = Dictionary(
            written.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let isWhole = present.allSatisfy { said[$0.id] != nil }
        let order = inOrder(
            isWhole
                ? written
                : present.map { said[$0.id] ?? $0 } + written.filter { known[$0.id] == nil })
        try Limit.linksOfChain.allow(order.count, "环节")
        let before = Dictionary(
            present.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        let changed = Set(written.filter { known[$0.id] != $0 }.map(\.id))
        for (position, link) in order.enumerated() {
            if changed.contains(link.id) {
                count("links")
                try tx.save(link, of: chain.id, at: position)
            } else if before[link.id] != position {
                count("links")
                try tx.run(
                    """
                    UPDATE chain_link SET position = \(position)
                    WHERE city_id = \(tx.city) AND chain_id = \(chain.id) AND id = \(link.id)
                    """)
            }
        }
    }
}

/// As they stand, but each behind the one that it is folded into.
private func inOrder(_ links: [ChainLink]) -> [ChainLink] {
    let known = Dictionary(links.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var placed: Set<String> = []
    var order: [ChainLink] = []
    for link in links {
        var way: [ChainLink] = []
        var next: ChainLink? = link
        while let one = next, placed.insert(one.id).inserted {
            way.append(one)
            next = one.under.flatMap { known[$0] }
        }
        order += way.reversed()
    }
    return order
}

extension ChainLink {
    /// With what the file doesn't say as it stood before.
    fileprivate func keeping(_ before: ChainLink?, unsaid: Set<String>) -> ChainLink {
        guard let before, !unsaid.isEmpty else { return self }
        func kept<Value>(_ key: String, _ value: KeyPath<ChainLink, Value>) -> Value {
            unsaid.contains(key) ? before[keyPath: value] : self[keyPath: value]
        }
        return ChainLink(
            id: id, name: LocalName(zh: name.zh, en: kept("en", \.name.en)), tier: tier,
            role: role, under: kept("under", \.under), aliases: kept("aliases", \.aliases),
            industries: kept("industries", \.industries),
            products: kept("products", \.products), keywords: kept("keywords", \.keywords),
            about: kept("about", \.about))
    }
}

extension Transaction {
    fileprivate func save(_ link: ChainLink, of chain: String, at position: Int) throws {
        func listed(_ items: [String]) -> String { items.joined(separator: "\n") }
        try run(
            """
            INSERT INTO chain_link (city_id, chain_id, id, position, name, en, tier, role,
                under, aliases, industries, products, keywords, about)
            VALUES (\(city), \(chain), \(link.id), \(position), \(link.name.zh),
                \(link.name.en), \(link.tier.rawValue), \(link.role.rawValue), \(link.under),
                \(listed(link.aliases)), \(listed(link.industries)),
                \(listed(link.products)), \(listed(link.keywords)), \(link.about))
            ON CONFLICT (city_id, chain_id, id) DO UPDATE SET position = excluded.position,
                name = excluded.name, en = excluded.en, tier = excluded.tier,
                role = excluded.role, under = excluded.under, aliases = excluded.aliases,
                industries = excluded.industries, products = excluded.products,
                keywords = excluded.keywords, about = excluded.about
            """)
    }
}
