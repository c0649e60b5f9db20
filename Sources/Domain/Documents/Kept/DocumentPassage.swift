package import Basics
package import People
package import Storage
import Tables
import Texts

extension Limit {
    /// Letters of a passage, unless one sentence has more; and then too.
    static let lettersOfPassage: Limit = 300
    package static let passagesOnPage: Limit = 30
}

/// A stretch of a document in which something was found, with the figures that it tells.
package struct FoundPassage: Sendable {
    package let document: Int64
    package let title: String
    package let dated: Day?
    package let span: TextSpan
    package let text: String
    package let facts: [DocumentFact]
}

/// What people search for in documents: sentence by sentence, short ones together.
struct Passages {
    let spans: [TextSpan]

    /// Of the passages that the writer wrote, in the order of the text.
    init(of read: ReadDocument, text: [Unicode.Scalar]) {
        var spans: [TextSpan] = []
        for part in read.text.pieces.flatMap(\.parts) where part.role != .furniture {
            var start = part.span.lowerBound
            while start < part.span.upperBound {
                let end = Passages.end(from: start, of: part.span, in: text)
                spans.append(start..<end)
                start = end
            }
        }
        self.spans = spans
    }

    /// Behind the last sentence that still has room, else where the room ends.
    private static func end(
        from start: Int, of part: TextSpan, in text: [Unicode.Scalar]
    ) -> Int {
        let full = min(part.upperBound, start + Limit.lettersOfPassage.count)
        guard full < part.upperBound else { return full }
        return (start..<full).last { stops.contains(text[$0]) }.map { $0 + 1 } ?? full
    }

    private static let stops: Set<Unicode.Scalar> = ["。", "！", "？", "\n"]
}

extension Transaction {
    func keepPassages(of read: ReadDocument, document: Int64) throws {
        let text = Array(read.paper.text.unicodeScalars)
        let passages = Passages(of: read, text: text).spans.map { span in
            (
                span: span, id: "\(document)/\(span.lowerBound)",
                words: trimmed(text.words(span))
            )
        }
        try load(
            into: "document_passage",
            columns: ["city_id", "document", "begins", "ends", "text", "found_by"],
            rows: passages.map { passage in
                [
                    city.stored, document.stored, passage.span.lowerBound.stored,
                    passage.span.upperBound.stored, passage.words.stored, passage.id.stored,
                ]
            })
        try index(
            passages.map { passage in
                SearchItem(Subject("passage", passage.id), text: cleaned(passage.words).text)
            })
    }

    package func passageCount(_ words: String, visibleTo sight: Sight) throws -> Int {
        try rows(
            "SELECT count(*) AS n \(found(words, visibleTo: sight))")[0].int("n")
    }

    /// Passages that hold every word, in documents in sight, the newest document first.
    package func passages(
        _ words: String, visibleTo sight: Sight, limit: Limit, offset: Int
    ) throws -> [FoundPassage] {
        try rows(
            """
            SELECT passage.document AS document, passage.begins AS begins, passage.ends AS ends,
                passage.text AS text, document.title AS title, document.dated AS dated
            \(found(words, visibleTo: sight))
            ORDER BY passage.document DESC, passage.begins LIMIT \(limit) OFFSET \(offset)
            """
        ).map { row in
            let (document, span) = (try row.integer("document"), try row.span())
            return FoundPassage(
                document: document, title: try row.text("title"),
                dated: try row.optionalDay("dated"), span: span, text: try row.text("text"),
                facts: try facts(
                    where: """
                        line.document = \(document) AND line.begins >= \(span.lowerBound)
                        AND line.begins < \(span.upperBound)
                        AND line.state IN ('proposed', 'accepted')
                        """, visibleTo: sight, limit: .passagesOnPage))
        }
    }

    private func found(_ words: String, visibleTo sight: Sight) -> Query {
        """
        FROM document_passage AS passage
        JOIN document ON document.city_id = passage.city_id
            AND document.number = passage.document AND document.withdrawn_at IS NULL
            AND \(sight.documents)
        WHERE passage.city_id = \(city)
            AND \(searchCondition(noun: "passage", text: words, idColumn: "passage.found_by"))
        """
    }
}
