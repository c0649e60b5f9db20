package import Basics
import Companies
import Evidence
package import People
package import Rules
package import Storage

/// One file of a chain on its way in, or a fact that somebody typed: what it needs from outside,
/// drawn before the transaction.
package struct ChainImport: Sendable {
    package let chain: ChainFile
    /// Nil of what was typed.
    let bytes: [UInt8]?
    let freshSources: [Identifier]
    let freshCompanies: [Identifier]

    package init(_ bytes: [UInt8], file: String, in world: World) throws {
        self.init(try readChain(bytes, file: file), bytes: bytes, in: world)
    }

    /// - Parameter bytes: the file as it came, which is kept.
    package init(_ chain: ChainFile, bytes: [UInt8], in world: World) {
        self.chain = chain
        self.bytes = bytes
        // One more for the file itself.
        freshSources = (0...chain.sources.count).map { _ in world.identifier(.evidence) }
        freshCompanies = chain.companies.map { _ in world.identifier(.company) }
    }

    init(
        _ chain: ChainFile, bytes: [UInt8]?, freshSources: [Identifier],
        freshCompanies: [Identifier]
    ) {
        self.chain = chain
        self.bytes = bytes
        self.freshSources = freshSources
        self.freshCompanies = freshCompanies
    }
}

/// What became of a file.
package struct TakenChain: Sendable, Hashable {
    package let chain: Chain
    /// Facts that were new or other than before, by kind; empty: nothing changed.
    package let changes: [String: Int]
    /// Placements that were taken away by hand and of which the file says nothing new: they stay
    /// away.
    package let withheld: Int
    package let newCompanies: Int
    /// Links that supply each other in a circle, as the chain stands after a file.
    package let circle: [ChainLink]
    package let grading: Grading
}

extension Transaction {
    /// Takes a chain in and grades it. What the file says is added or takes the place of what was
    /// there; what it doesn't say stays. The same file again changes nothing. A file that was
    /// written out before somebody else changed the chain is refused.
    package func take(
        _ file: ChainImport, by rule: GradingRule?, _ occasion: Occasion
    ) throws -> TakenChain {
        try occasion.actor.require(.editChains)
        let (chain, before) = (file.chain, try chain(file.chain.id))
        if before == nil, try chains().count >= Limit.chainsOfCity.count {
            throw ChainRefusal([Problem("产业链最多\(Limit.chainsOfCity.count)条")])
        }
        if let version = chain.version, chain.city ?? city == city, let before,
            version != before.version
        {
            if try isTakenAlready(file, before) {
                return TakenChain(
                    chain: before, changes: [:], withheld: 0, newCompanies: 0,
                    circle: try circle(of: before.id), grading: Grading())
            }
            let stored = try rows(
                "SELECT version FROM chain WHERE city_id = \(city) AND id = \(chain.id)")
            throw StaleVersion(
                subject: Subject("chain", chain.id), version: version, stored: stored.first)
        }
        var taking = ChainTaking(file, at: occasion.at, by: occasion.actor.name)
        try taking.sources(in: self)
        let companies = try take(
            chain.companies.map {
                NamedCompany(
                    name: $0.name, creditCode: $0.creditCode, stock: $0.stock, at: $0.place)
            }, of: chain.file, fresh: file.freshCompanies, source: taking.sourceOfCompanies)
        taking.companies = Dictionary(
            zip(chain.companies.map(\.id), companies), uniquingKeysWith: { first, _ in first })
        let fresh = Set(file.freshCompanies).intersection(companies)
        try taking.links(in: self)
        try taking.supplies(in: self)
        try taking.placements(in: self)
        try taking.trades(in: self)
        try taking.statements(in: self)
        try taking.itself(before, in: self)
        guard !taking.changes.isEmpty || !fresh.isEmpty else {
            guard let before else { throw UnknownChain() }
            return TakenChain(
                chain: before, changes: [:], withheld: taking.withheld, newCompanies: 0,
                circle: try circle(of: before.id), grading: Grading())
        }
        return try finish(taking, fresh, by: rule, occasion)
    }

    private func finish(
        _ taking: ChainTaking, _ fresh: Set<Identifier>, by rule: GradingRule?,
        _ occasion: Occasion
    ) throws -> TakenChain {
        let id = taking.chain.id
        if let bytes = taking.file.bytes {
            try save(taking.source(of: try saveFile(bytes).text))
            try run(
                """
                UPDATE chain SET source_id = \(taking.file.freshSources[0])
                WHERE city_id = \(city) AND id = \(id)
                """)
        }
        let counts = taking.changes.sorted { $0.key < $1.key }.map {
            JSONMember($0.key, JSONValue($0.value))
        }
        let facts = taking.file.bytes == nil ? try taking.typedFact : counts
        if !fresh.isEmpty {
            try record(
                "companies.imported", on: fresh.sorted().map { Subject("company", $0.text) },
                by: occasion.actor.name, at: occasion.at,
                body: .object([JSONMember("new", JSONValue(fresh.count))]))
        }
        if taking.changes["links"] != nil { try renewSuggestions() }
        let grading = try regrade(
            id, at: taking.link, taking.file.bytes == nil ? "chain.edited" : "chain.imported",
            facts, by: rule, occasion)
        guard let chain = try chain(id) else { throw UnknownChain() }
        return TakenChain(
            chain: chain, changes: taking.changes, withheld: taking.withheld,
            newCompanies: fresh.count, circle: taking.file.bytes == nil ? [] : try circle(of: id),
            grading: grading)
    }

    /// Whether the last that happened to the chain was that this very file was taken in: an answer
    /// was lost and it is sent again.
    private func isTakenAlready(_ file: ChainImport, _ before: Chain) throws -> Bool {
        guard let bytes = file.bytes, file.chain.version.map({ $0 + 1 }) == before.version else {
            return false
        }
        return try source(before.source)?.fileHash == FileHash(of: bytes).text
    }

    private func circle(of chain: String) throws -> [ChainLink] {
        try links(of: chain).circle(of: try supplies(of: chain))
    }
}
