package import Basics
package import People
package import Storage
import Tables

extension Limit {
    package static let documentsOnPage: Limit = 50
    /// Passages of one document.
    static let partsOfDocument: Limit = 400_000
}

/// Which documents a list shows.
package struct DocumentFilter: Sendable, Hashable {
    /// Of a piece.
    package var kind: PieceKind?
    /// Only those with lines that wait for a decision.
    package var waits: Bool

    package init(kind: PieceKind? = nil, waits: Bool = false) {
        self.kind = kind
        self.waits = waits
    }
}

/// How many lines of a document stand where.
package struct ReviewCounts: Sendable, Hashable {
    package var proposed = 0
    package var accepted = 0
    package var rejected = 0

    package init() {}

    package var all: Int { proposed + accepted + rejected }
}

extension Sight {
    /// For `WHERE`, of the table `document`: what is open or internal is read by all who see
    /// projects, what is secret by the unit that took it in.
    var documents: Query {
        switch self {
        case .all: "1 = 1"
        case .units(let units):
            """
            (document.mark IN \(DocumentMark.allCases.filter(\.isForAll).map(\.rawValue))
                OR document.unit_id IN \(units))
            """
        case .nothing: "1 = 0"
        }
    }
}

extension Transaction {
    package func document(_ number: Int64, visibleTo sight: Sight) throws -> Document? {
        try rows(
            """
            SELECT * FROM document
            WHERE city_id = \(city) AND number = \(number) AND \(sight.documents)
            """
        ).first.map(Document.init)
    }

    /// Those that stand, the newest first.
    func documents(
        where condition: Query, visibleTo sight: Sight, limit: Limit, offset: Int = 0
    ) throws -> [Document] {
        try rows(
            """
            SELECT * FROM document
            WHERE city_id = \(city) AND withdrawn_at IS NULL AND \(sight.documents)
                AND (\(condition))
            ORDER BY number DESC LIMIT \(limit) OFFSET \(offset)
            """
        ).map(Document.init)
    }

    package func documents(
        _ filter: DocumentFilter, visibleTo sight: Sight, limit: Limit, offset: Int
    ) throws -> [Document] {
        try documents(
            where: condition(of: filter), visibleTo: sight, limit: limit, offset: offset)
    }

    package func documentCount(
        _ filter: DocumentFilter, visibleTo sight: Sight
    ) throws -> Int {
        try rows(
            """
            SELECT count(*) AS n FROM document
            WHERE city_id = \(city) AND withdrawn_at IS NULL AND \(sight.documents)
                AND (\(condition(of: filter)))
            """)[0].int("n")
    }

    private func condition(of filter: DocumentFilter) -> Query {
        var condition: Query = "1 = 1"
        if let kind = filter.kind {
            condition = """
                \(condition) AND EXISTS (SELECT 1 FROM document_piece AS piece
                    WHERE piece.city_id = document.city_id AND piece.document = document.number
                        AND coalesce(piece.said_kind, piece.kind) = \(kind.rawValue))
                """
        }
        if filter.waits {
            condition = "\(condition) AND (\(waits(.fact)) OR \(waits(.instruction)))"
        }
        return condition
    }

    private func waits(_ kind: ProposalKind) -> Query {
        """
        EXISTS (SELECT 1 FROM \(kind.table) AS line
            WHERE line.city_id = document.city_id AND line.document = document.number
                AND line.state = 'proposed')
        """
    }

    /// Its text, of which every offset counts code points.
    package func text(of document: Document) throws -> String {
        guard let bytes = try fileBytes(document.text) else {
            throw StorageFault.corrupt("text of document \(document.number)")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    package func pieces(of document: Document) throws -> [KeptPiece] {
        try rows(
            """
            SELECT * FROM document_piece
            WHERE city_id = \(city) AND document = \(document.number)
            ORDER BY piece LIMIT \(Limit.piecesOfDocument)
            """
        ).map(KeptPiece.init)
    }

    package func parts(of document: Document) throws -> [KeptPart] {
        try rows(
            """
            SELECT * FROM document_part
            WHERE city_id = \(city) AND document = \(document.number)
            ORDER BY begins LIMIT \(Limit.partsOfDocument)
            """
        ).map(KeptPart.init)
    }

    /// Of each document and each kind of line, how many stand where.
    package func reviewCounts(
        _ kind: ProposalKind, of documents: [Int64]
    ) throws -> [Int64: ReviewCounts] {
        var counts: [Int64: ReviewCounts] = [:]
        for row in try rows(
            """
            SELECT document, state, count(*) AS n FROM \(kind.table)
            WHERE city_id = \(city) AND document IN \(documents)
            GROUP BY document, state
            """)
        {
            let number = try row.int("n")
            let document = try row.integer("document")
            switch ReviewState(rawValue: try row.text("state")) {
            case .proposed: counts[document, default: ReviewCounts()].proposed = number
            case .accepted: counts[document, default: ReviewCounts()].accepted = number
            case .rejected: counts[document, default: ReviewCounts()].rejected = number
            default: break
            }
        }
        return counts
    }
}

extension ProposalKind {
    var table: Query { self == .fact ? "document_fact" : "document_instruction" }
}

extension ResultRow {
    func word<Word: RawRepresentable>(
        _ column: String, as type: Word.Type
    ) throws -> Word where Word.RawValue == String {
        guard let word = Word(rawValue: try text(column)) else {
            throw WrongColumn(column: column)
        }
        return word
    }

    func span(_ begins: String = "begins", _ ends: String = "ends") throws -> TextSpan {
        let (first, last) = (try int(begins), try int(ends))
        guard first <= last else { throw WrongColumn(column: begins) }
        return first..<last
    }

    func review() throws -> Review {
        Review(
            state: try word("state", as: ReviewState.self), by: try optionalText("decided_by"),
            at: try optionalInstant("decided_at"), reason: try optionalText("reason"),
            mends: try optionalInteger("mends"), version: try integer("version"))
    }
}

extension Document {
    fileprivate init(_ row: ResultRow) throws {
        guard let file = FileHash(try row.text("file_hash")),
            let text = FileHash(try row.text("text_hash"))
        else { throw WrongColumn(column: "file_hash") }
        let withdrawnAt = try row.optionalInstant("withdrawn_at")
        self.init(
            number: try row.integer("number"), title: try row.text("title"),
            kind: try row.word("kind", as: Paper.Kind.self), file: file,
            fileName: try row.optionalText("file_name"), text: text,
            letters: try row.int("letters"), mark: try row.word("mark", as: DocumentMark.self),
            dated: try row.optionalDay("dated"), address: try row.optionalText("address"),
            unit: try row.text("unit_id"), by: try row.text("by_member"),
            at: try row.instant("taken_at"),
            withdrawn: try withdrawnAt.map { at in
                DocumentWithdrawal(
                    by: try row.text("withdrawn_by"), at: at,
                    reason: try row.text("withdrawn_for"))
            }, version: try row.integer("version"))
    }
}

extension KeptPiece {
    fileprivate init(_ row: ResultRow) throws {
        self.init(
            place: try row.int("piece"), span: try row.span(),
            read: Finding(
                try row.word("kind", as: PieceKind.self), from: nil,
                try row.word("certainty", as: Confidence.self)),
            said: try row.optionalText("said_kind").flatMap(PieceKind.init),
            saidBy: try row.optionalText("said_by"), title: try row.optionalText("title"),
            issuer: try row.optionalText("issuer"), dated: try row.optionalDay("dated"),
            reference: try row.optionalText("reference"),
            secrecy: try row.optionalText("secrecy").flatMap(Secrecy.init),
            cut: try row.optionalText("cut").flatMap(PieceCut.init))
    }
}

extension KeptPart {
    fileprivate init(_ row: ResultRow) throws {
        self.init(
            piece: try row.int("piece"), span: try row.span(),
            role: try row.word("role", as: DocumentPart.Role.self),
            furniture: try row.optionalText("furniture").flatMap(Furniture.init),
            level: try row.optionalInteger("level").map { Int($0) })
    }
}
