package import Basics
package import People
package import Rules
package import Storage

/// What became of a set.
package struct TakenKnowledge: Sendable, Hashable {
    /// False: the same files by the same rules were in already.
    package let isNew: Bool
    /// Companies suggested for links of the city's chains.
    package let suggestions: Int
}

/// The set that is in.
package struct KnowledgeSet: Sendable, Hashable {
    package let title: String
    let digest: String
    package let importedAt: Instant
}

extension Transaction {
    /// Puts a set in the place of the one before and suggests anew. What people decided of earlier
    /// suggestions stays. The same set by the same rules changes nothing.
    package func take(_ graph: KnowledgeGraph, _ occasion: Occasion) throws -> TakenKnowledge {
        try occasion.actor.require(.editChains)
        if try knowledgeSet()?.digest == graph.digest {
            return TakenKnowledge(isNew: false, suggestions: 0)
        }
        for table in ["knowledge_edge", "knowledge_node", "knowledge_company", "knowledge_set"] {
            try run("DELETE FROM \(Query.name(table)) WHERE city_id = \(city)")
        }
        try run(
            """
            INSERT INTO knowledge_set (city_id, title, digest, imported_by, imported_at)
            VALUES (\(city), \(graph.title), \(graph.digest), \(occasion.actor.name),
                \(occasion.at))
            """)
        try load(graph)
        let counts = graph.faults.map { JSONMember($0.fault.rawValue, JSONValue($0.count)) }
        try record(
            "knowledge.imported", on: Subject("knowledge", graph.title), by: occasion.actor.name,
            at: occasion.at,
            body: .object([
                "digest": .string(graph.digest), "companies": JSONValue(graph.companies.count),
                "edges": JSONValue(graph.edges.count), "faults": .object(counts),
            ]))
        return TakenKnowledge(isNew: true, suggestions: try renewSuggestions())
    }

    package func knowledgeSet() throws -> KnowledgeSet? {
        try rows("SELECT * FROM knowledge_set WHERE city_id = \(city)").first.map { row in
            KnowledgeSet(
                title: try row.text("title"), digest: try row.text("digest"),
                importedAt: try row.instant("imported_at"))
        }
    }

    private func load(_ graph: KnowledgeGraph) throws {
        let city = StoredValue.text(city)
        try load(
            into: "knowledge_company",
            columns: [
                "city_id", "number", "code", "name", "full_name", "former_names", "short_names",
                "place", "listed_industry", "line",
            ],
            rows: graph.companies.lazy.map { one -> [StoredValue] in
                [
                    city, one.number.stored, one.code.stored, one.name.stored,
                    one.fullName?.stored ?? .null,
                    one.formerNames.joined(separator: "\n").stored,
                    one.shortNames.joined(separator: "\n").stored,
                    one.place?.stored ?? .null, one.listedIndustry?.stored ?? .null,
                    one.line.stored,
                ]
            })
        try load(
            into: "knowledge_node", columns: ["city_id", "number", "name"],
            rows: graph.nodes.lazy.map { [city, $0.number.stored, $0.name.stored] })
        // In the order of the key, which costs the database least.
        let edges = graph.edges.sorted {
            ($0.relation.rawValue, $0.from, $0.line, $0.to)
                < ($1.relation.rawValue, $1.from, $1.line, $1.to)
        }
        try load(
            into: "knowledge_edge",
            columns: [
                "city_id", "relation", "from_node", "line", "to_node", "weight", "confidence",
                "doubts",
            ],
            rows: edges.lazy.map { edge -> [StoredValue] in
                [
                    city, edge.relation.rawValue.stored, edge.from.stored, edge.line.stored,
                    edge.to.stored, edge.weight?.stored ?? .null, edge.confidence.stored,
                    edge.doubts.map(\.rawValue).joined(separator: "|").stored,
                ]
            })
    }
}

/// A product that a company of the set sells.
package struct SoldProduct: Sendable, Hashable {
    package let name: String
    /// Of the company's revenue, from 0 to 1.
    package let share: Double
    package let confidence: Double
    package let doubts: [KnowledgeFault]
    /// Of company_product.
    package let line: Int
}

/// What the set says of two products.
package struct ProductRelation: Sendable, Hashable {
    package let from: String
    package let relation: KnowledgeRelation
    package let to: String
    package let confidence: Double
    package let doubts: [KnowledgeFault]
    /// Of product_product.
    package let line: Int
}

extension Limit {
    static let knownCompanies: Limit = 1_000_000
    static let knownSales: Limit = 2_000_000
    /// Relations of products that a link's page tells.
    static let relationsOfLink: Limit = 60
}

extension Transaction {
    /// What the set's companies sell, by the company's number: of all, or of some.
    func soldProducts(of numbers: [Int64]? = nil) throws -> [Int64: [SoldProduct]] {
        let asked: Query =
            numbers.map { "knowledge_edge.from_node IN \($0)" } ?? "1 = 1"
        var products: [Int64: [SoldProduct]] = [:]
        for row in try rows(
            """
            SELECT knowledge_edge.from_node, knowledge_edge.weight, knowledge_edge.confidence,
                knowledge_edge.doubts, knowledge_edge.line, knowledge_node.name
            FROM knowledge_edge JOIN knowledge_node
                ON knowledge_node.city_id = knowledge_edge.city_id
                    AND knowledge_node.number = knowledge_edge.to_node
            WHERE knowledge_edge.city_id = \(city)
                AND knowledge_edge.relation = \(KnowledgeRelation.sold.rawValue) AND \(asked)
            ORDER BY knowledge_edge.from_node, knowledge_edge.line LIMIT \(Limit.knownSales)
            """)
        {
            products[try row.integer("from_node"), default: []].append(
                SoldProduct(
                    name: try row.text("name"), share: try row.optionalReal("weight") ?? 0,
                    confidence: try row.real("confidence"), doubts: try row.doubts,
                    line: try row.int("line")))
        }
        return products
    }

    /// What the set says of products of exactly these names, the surest first.
    func productRelations(of names: [String]) throws -> [ProductRelation] {
        let numbers = try rows(
            """
            SELECT number FROM knowledge_node WHERE city_id = \(city) AND name IN \(names)
            ORDER BY number LIMIT \(Limit.relationsOfLink)
            """
        ).map { try $0.integer("number") }
        // One end at a time, so that each has its index.
        let found = try ["edge.from_node", "edge.to_node"].flatMap {
            try productRelations(at: Query.name($0), numbers)
        }
        let sorted = Set(found).sorted {
            ($1.confidence, $0.relation.rawValue, $0.line)
                < ($0.confidence, $1.relation.rawValue, $1.line)
        }
        return Array(sorted.prefix(Limit.relationsOfLink.count))
    }

    private func productRelations(
        at end: Query, _ numbers: [Int64]
    ) throws -> [ProductRelation] {
        let relations = [KnowledgeRelation.material, .kind, .downstream].map(\.rawValue)
        return try rows(
            """
            SELECT edge.relation, edge.confidence, edge.doubts, edge.line, one.name AS from_name,
                other.name AS to_name
            FROM knowledge_edge AS edge
            JOIN knowledge_node AS one
                ON one.city_id = edge.city_id AND one.number = edge.from_node
            JOIN knowledge_node AS other
                ON other.city_id = edge.city_id AND other.number = edge.to_node
            WHERE edge.city_id = \(city) AND edge.relation IN \(relations) AND \(end) IN \(numbers)
            ORDER BY edge.confidence DESC, edge.relation, edge.line
            LIMIT \(Limit.relationsOfLink)
            """
        ).map { row in
            ProductRelation(
                from: try row.text("from_name"), relation: try row.word("relation"),
                to: try row.text("to_name"), confidence: try row.real("confidence"),
                doubts: try row.doubts, line: try row.int("line"))
        }
    }
}

extension ResultRow {
    fileprivate var doubts: [KnowledgeFault] {
        get throws {
            try text("doubts").split(separator: "|").compactMap {
                KnowledgeFault(rawValue: String($0))
            }
        }
    }
}

extension KnowledgeCompany {
    init(_ row: ResultRow) throws {
        func lines(_ column: String) throws -> [String] {
            try row.text(column).split(separator: "\n").map(String.init)
        }
        self.init(
            number: try row.integer("number"), code: try row.text("code"),
            name: try row.text("name"), fullName: try row.optionalText("full_name"),
            formerNames: try lines("former_names"), shortNames: try lines("short_names"),
            place: try row.optionalText("place"),
            listedIndustry: try row.optionalText("listed_industry"), line: try row.int("line"))
    }
}
