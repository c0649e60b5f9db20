package import Basics
import Facts
package import People
package import Storage
import Texts

/// Two documents held against each other: figures of the same metric, body and time side by side,
/// and what only one of them says.
package struct DocumentComparison: Sendable {
    package struct Pair: Sendable {
        package let left: DocumentFact?
        package let right: DocumentFact?

        package var isSame: Bool {
            left != nil && left?.told.value == right?.told.value
        }
    }

    /// Those that differ first, then those of one document only, then the same.
    package let pairs: [Pair]
    package let onlyLeft: [String]
    package let onlyRight: [String]

    /// `names` are those by which papers call the own city.
    init(
        _ left: (facts: [DocumentFact], passages: [String]),
        _ right: (facts: [DocumentFact], passages: [String]), called names: Set<String>
    ) {
        var rest = right.facts
        var pairs: [Pair] = []
        for fact in left.facts {
            let key = comparedKey(of: fact.told, called: names)
            let others = rest.indices.filter {
                comparedKey(of: rest[$0].told, called: names) == key
            }
            // Of a figure told several times, the one that says the same.
            let found =
                others.first { rest[$0].told.value == fact.told.value } ?? others.first
            pairs.append(Pair(left: fact, right: found.map { rest.remove(at: $0) }))
        }
        pairs += rest.map { Pair(left: nil, right: $0) }
        func order(_ pair: Pair) -> Int {
            if pair.isSame { return 2 }
            return pair.left != nil && pair.right != nil ? 0 : 1
        }
        self.pairs = (0...2).flatMap { place in pairs.filter { order($0) == place } }
        onlyLeft = DocumentComparison.missing(left.passages, in: right.passages)
        onlyRight = DocumentComparison.missing(right.passages, in: left.passages)
    }

    /// Sentences that stand nowhere in the other, whatever their blanks and noise.
    private static func missing(_ passages: [String], in others: [String]) -> [String] {
        let known = Set(others.flatMap(sentences).map(\.folded))
        return passages.flatMap(sentences).filter { !known.contains($0.folded) }
    }

    private static func sentences(of passage: String) -> [String] {
        cleaned(passage).text.split { "。！？\n".contains($0) }.map { trimmed(String($0)) }
            .filter { !$0.isEmpty }
    }
}

extension Limit {
    /// Of each of two documents.
    static let factsCompared: Limit = 1_000
    static let passagesCompared: Limit = 5_000
    package static let documentsToCompare: Limit = 200
}

extension Transaction {
    /// Nil where one of them isn't in sight.
    package func comparison(
        of left: Int64, with right: Int64, called names: Set<String>, visibleTo sight: Sight
    ) throws -> (left: Document, right: Document, found: DocumentComparison)? {
        guard let left = try document(left, visibleTo: sight),
            let right = try document(right, visibleTo: sight)
        else { return nil }
        func held(_ document: Document) throws -> (facts: [DocumentFact], passages: [String]) {
            (
                try facts(of: document, within: 0..<document.letters, limit: .factsCompared)
                    .filter { $0.review.state != .rejected },
                try passageTexts(of: document)
            )
        }
        return (
            left, right,
            DocumentComparison(try held(left), try held(right), called: names)
        )
    }

    private func passageTexts(of document: Document) throws -> [String] {
        try rows(
            """
            SELECT text FROM document_passage
            WHERE city_id = \(city) AND document = \(document.number)
            ORDER BY begins LIMIT \(Limit.passagesCompared)
            """
        ).map { try $0.text("text") }
    }
}
