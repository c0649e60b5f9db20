package import Basics
import Facts
package import People
package import Storage
import Texts

private let factColumns = [
    "city_id", "document", "number", "piece", "begins", "sentence_begins", "sentence_ends", "raw",
    "metric", "value", "unit", "qualifier", "period", "yoy_percent", "yoy_points",
    "share_percent", "share_of", "rank", "target_percent", "scope", "told_of", "mends", "state",
    "decided_by", "decided_at", "reason", "version",
]

/// A figure of another paper, or of another place in the same, that tells of the same.
package struct OtherTelling: Sendable, Hashable {
    package let fact: DocumentFact
    package let title: String
    package let dated: Day?
}

extension Transaction {
    func keepFacts(of read: ReadDocument, document: Int64, called names: Set<String>) throws {
        try load(
            into: "document_fact", columns: factColumns,
            rows: read.facts.enumerated().map { place, found in
                stored(
                    found.fact, document: document, number: Int64(place + 1),
                    piece: found.piece, called: names) + [
                        .null, ReviewState.proposed.rawValue.stored, .null, .null, .null, 1.stored,
                    ]
            })
    }

    /// All columns up to what was decided of it.
    private func stored(
        _ fact: TextFact, document: Int64, number: Int64, piece: Int, called names: Set<String>
    ) -> [StoredValue] {
        func text(_ value: (some CustomStringConvertible)?) -> StoredValue {
            value?.description.stored ?? .null
        }
        return [
            city.stored, document.stored, number.stored, piece.stored, fact.start.stored,
            fact.sentence.lowerBound.stored, fact.sentence.upperBound.stored, fact.raw.stored,
            fact.metric.stored, text(fact.value), fact.unit.rawValue.stored,
            fact.qualifier.rawValue.stored, text(fact.period), text(fact.yoyPercent),
            text(fact.yoyPoints), text(fact.sharePercent), text(fact.shareOf), text(fact.rank),
            text(fact.targetPercent), text(fact.scope),
            text(sharedKey(of: fact, called: names)),
        ]
    }

    /// A figure in place of another: what a person made of it, accepted.
    func insert(
        _ fact: TextFact, inPlaceOf old: DocumentFact, number: Int64, called names: Set<String>,
        _ occasion: Occasion
    ) throws {
        try load(
            into: "document_fact", columns: factColumns,
            rows: [
                stored(
                    fact, document: old.document, number: number, piece: old.piece,
                    called: names) + [
                        old.number.stored, ReviewState.accepted.rawValue.stored,
                        occasion.actor.name.stored, occasion.at.stored, .null, 1.stored,
                    ]
            ])
    }

    /// Those that stand, whose place lies in a stretch of the text, in its order.
    package func facts(
        of document: Document, within span: TextSpan, limit: Limit = .factsOfDocument
    ) throws -> [DocumentFact] {
        try rows(
            """
            SELECT * FROM document_fact
            WHERE city_id = \(city) AND document = \(document.number)
                AND begins >= \(span.lowerBound) AND begins < \(span.upperBound)
                AND state IN \(ReviewState.standing)
            ORDER BY begins, number LIMIT \(limit)
            """
        ).map(DocumentFact.init)
    }

    /// Those in sight that meet a condition on `line`, the newest document first.
    func facts(
        where condition: Query, visibleTo sight: Sight, limit: Limit
    ) throws -> [DocumentFact] {
        try rows(
            """
            SELECT line.* FROM document_fact AS line
            JOIN document ON document.city_id = line.city_id
                AND document.number = line.document AND document.withdrawn_at IS NULL
                AND \(sight.documents)
            WHERE line.city_id = \(city) AND \(condition)
            ORDER BY line.document DESC, line.number LIMIT \(limit)
            """
        ).map(DocumentFact.init)
    }

    package func fact(_ number: Int64, of document: Document) throws -> DocumentFact? {
        try rows(
            """
            SELECT * FROM document_fact
            WHERE city_id = \(city) AND document = \(document.number) AND number = \(number)
            """
        ).first.map(DocumentFact.init)
    }

    /// For each figure what else was told of the same metric, body and time, in papers in sight:
    /// of each at most a few, the newest first. What was rejected isn't held against it.
    package func otherTellings(
        of facts: [DocumentFact], called names: Set<String>, visibleTo sight: Sight
    ) throws -> [Int64: [OtherTelling]] {
        let keys = Dictionary(
            facts.compactMap { fact in
                sharedKey(of: fact.told, called: names).map { (fact.number, $0) }
            }, uniquingKeysWith: { first, _ in first })
        var found: [String: [OtherTelling]] = [:]
        for part in Array(Set(keys.values)).sorted().parts(of: .listInStatement) {
            for row in try rows(
                """
                SELECT line.*, document.title AS title, piece.dated AS dated
                FROM document_fact AS line
                JOIN document ON document.city_id = line.city_id
                    AND document.number = line.document AND document.withdrawn_at IS NULL
                    AND \(sight.documents)
                JOIN document_piece AS piece ON piece.city_id = line.city_id
                    AND piece.document = line.document AND piece.piece = line.piece
                WHERE line.city_id = \(city) AND line.told_of IN \(part)
                    AND line.state IN ('proposed', 'accepted')
                ORDER BY line.document DESC, line.number LIMIT \(Limit.tellings)
                """)
            {
                found[try row.text("told_of"), default: []].append(
                    OtherTelling(
                        fact: try DocumentFact(row), title: try row.text("title"),
                        dated: try row.optionalDay("dated")))
            }
        }
        return Dictionary(
            facts.compactMap { fact in
                let others = keys[fact.number].flatMap { found[$0] }?.filter { other in
                    other.fact.document != fact.document || other.fact.number != fact.number
                }
                return others.flatMap { $0.isEmpty ? nil : (fact.number, $0) }
            }, uniquingKeysWith: { first, _ in first })
    }
}

extension Limit {
    /// Figures of the same that one look finds.
    static let tellings: Limit = 2_000
}

extension DocumentFact {
    fileprivate init(_ row: ResultRow) throws {
        func number(_ column: String) throws -> ExactNumber? {
            guard let text = try row.optionalText(column) else { return nil }
            guard let number = exactNumber(text) else { throw WrongColumn(column: column) }
            return number
        }
        guard let value = try number("value") else { throw WrongColumn(column: "value") }
        var told = TextFact(
            try row.text("metric"), value, try row.word("unit", as: FactUnit.self),
            qualifier: try row.word("qualifier", as: FactQualifier.self),
            raw: try row.text("raw"), start: try row.int("begins"),
            sentence: try row.span("sentence_begins", "sentence_ends"))
        told.period = try row.optionalText("period").flatMap { FactPeriod(text: $0) }
        told.yoyPercent = try number("yoy_percent")
        told.yoyPoints = try number("yoy_points")
        told.sharePercent = try number("share_percent")
        told.shareOf = try row.optionalText("share_of")
        told.rank = try row.optionalText("rank")
        told.targetPercent = try number("target_percent")
        told.scope = try row.optionalText("scope")
        self.init(
            document: try row.integer("document"), number: try row.integer("number"),
            piece: try row.int("piece"), told: told,
            published: try row.optionalInteger("published"),
            series: try row.optionalText("series"), review: try row.review())
    }
}
