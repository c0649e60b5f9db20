import Basics
package import Storage

extension Limit {
    /// Letters and lines to decide on one page of a document.
    static let lettersOfLeaf: Limit = 6_000
    static let linesOfLeaf: Limit = 60
}

/// A document page by page: as much of its text as one reads at once, with the lines to decide that
/// stand in it.
package struct DocumentLeaves: Sendable {
    package let spans: [TextSpan]

    /// `places` are where the lines begin, in order. A page ends with a line of the text, else with
    /// a sentence, else where it is full.
    init(of text: [Unicode.Scalar], places: [Int]) {
        var spans: [TextSpan] = []
        var start = 0
        var rest = places[...]
        while start < text.count {
            rest = rest.drop { $0 < start }
            var end = min(text.count, start + Limit.lettersOfLeaf.count)
            if let crowded = rest.dropFirst(Limit.linesOfLeaf.count).first {
                end = min(end, max(crowded, start + 1))
            }
            if end < text.count {
                let tail = (start + (end - start) / 2)..<end
                end =
                    tail.last { text[$0] == "\n" }.map { $0 + 1 }
                    ?? tail.last { text[$0] == "。" }.map { $0 + 1 } ?? end
            }
            spans.append(start..<end)
            start = end
        }
        self.spans = spans.isEmpty ? [0..<0] : spans
    }

    /// From 1; one that isn't there is the nearest.
    package func number(_ asked: Int) -> Int { min(max(1, asked), spans.count) }

    /// The page on which a place stands.
    package func number(at place: Int) -> Int {
        (spans.firstIndex { $0.contains(place) } ?? 0) + 1
    }
}

extension Transaction {
    /// The pages of a document on which lines of one kind are decided.
    package func leaves(
        of document: Document, text: [Unicode.Scalar], for kind: ProposalKind
    ) throws -> DocumentLeaves {
        let places = try rows(
            """
            SELECT begins FROM \(kind.table)
            WHERE city_id = \(city) AND document = \(document.number)
                AND state IN \(ReviewState.standing)
            ORDER BY begins LIMIT \(Limit.instructionsOfDocument)
            """
        ).map { try $0.int("begins") }
        return DocumentLeaves(of: text, places: places)
    }
}
