import Basics
package import Evidence
package import People
package import Rules
package import Storage
import Tables
import Texts

extension Limit {
    static let lettersOfDocumentTitle: Limit = 200
    static let lettersOfDocumentAddress: Limit = 500
    /// Letters of a reason.
    static let lettersOfReview: Limit = 500
}

/// What whoever takes a paper in says of it beside the paper: all of it may be left open.
package struct DocumentDraft: Sendable {
    package let title: String
    package let mark: String
    package let address: String

    package init(title: String?, mark: String?, address: String?) {
        self.title = trimmed(title ?? "")
        self.mark = mark ?? ""
        self.address = trimmed(address ?? "")
    }
}

extension CityFolder {
    /// What its papers call the city: nothing else is said of whom a figure is.
    package var ownNames: Set<String> { [name.zh, "全市", "我市", "本市"] }
}

extension Transaction {
    /// Takes a paper in: its file as it came, its text, and what was read of it as proposals. Its
    /// number. Refused where the same file stands here already, or a field is wrong.
    package func take(
        _ read: ReadDocument, file: EvidenceFile, _ draft: DocumentDraft, called names: Set<String>,
        visibleTo sight: Sight, _ occasion: Occasion
    ) throws -> Int64 {
        try occasion.actor.require(.reviewDocuments)
        guard let unit = occasion.actor.unit else {
            throw DocumentRefusal([Problem("文稿由单位的人收")])
        }
        let hash = FileHash(of: file.bytes)
        try check(draft, hash, file.name, visibleTo: sight)
        let number = try nextNumber(of: "document")
        let title = draft.title.isEmpty ? read.title : draft.title
        let mark = DocumentMark(rawValue: draft.mark) ?? read.mark
        let text = try saveFile(Array(read.paper.text.utf8))
        try saveFile(file.bytes)
        try run(
            """
            INSERT INTO document (city_id, number, title, kind, file_hash, file_name, text_hash,
                letters, mark, dated, address, unit_id, by_member, taken_at, version)
            VALUES (\(city), \(number),
                \(String(title.tidied.prefix(Limit.lettersOfDocumentTitle.count))),
                \(read.paper.kind.rawValue), \(hash), \(file.name.isEmpty ? nil : file.name),
                \(text), \(read.letters), \(mark.rawValue),
                \(read.day), \(draft.address.isEmpty ? nil : draft.address), \(unit),
                \(occasion.actor.name), \(occasion.at), 1)
            """)
        try keepPieces(of: read, document: number)
        try keepFacts(of: read, document: number, called: names)
        try keepInstructions(of: read, document: number)
        try keepPassages(of: read, document: number)
        try record(
            "document.taken", on: [Subject("document", String(number))], by: occasion.actor.name,
            at: occasion.at,
            body: .object([
                "file": .string(hash.text), "mark": .string(mark.rawValue),
                "facts": JSONValue(read.facts.count),
                "instructions": JSONValue(read.text.instructions.count),
            ]))
        return number
    }

    private func check(
        _ draft: DocumentDraft, _ hash: FileHash, _ name: String, visibleTo sight: Sight
    ) throws {
        var problems: [Problem] = []
        if let known = try documents(
            where: "document.file_hash = \(hash)", visibleTo: sight, limit: 1
        ).first {
            let number = Int(known.number)
            problems.append(
                name.isEmpty
                    ? Problem("这段文字已经收过，是第\(number)号文稿", at: .field("table"))
                    : Problem("“\(name)”已经收过，是第\(number)号文稿", at: .field("files")))
        }
        problems += letters(
            [
                (draft.title, "title", .lettersOfDocumentTitle),
                (draft.address, "address", .lettersOfDocumentAddress),
            ], isRequired: false)
        if !draft.mark.isEmpty, DocumentMark(rawValue: draft.mark) == nil {
            problems.append(Problem("没有这种标识", at: .field("mark")))
        }
        guard problems.isEmpty else { throw DocumentRefusal(problems) }
    }

    private func keepPieces(of read: ReadDocument, document: Int64) throws {
        var pieces: [[StoredValue]] = []
        var parts: [[StoredValue]] = []
        for (place, piece) in read.text.pieces.enumerated() {
            let authority = piece.authority
            pieces.append([
                city.stored, document.stored, place.stored, piece.span.lowerBound.stored,
                piece.span.upperBound.stored, piece.kind.value.rawValue.stored,
                piece.kind.confidence.rawValue.stored, piece.title?.value.stored ?? .null,
                authority.issuer?.value.stored ?? .null, authority.day?.value.stored ?? .null,
                authority.number?.value.stored ?? .null,
                authority.secrecy?.value.rawValue.stored ?? .null,
                piece.cut?.rawValue.stored ?? .null,
            ])
            parts += piece.parts.map { part in
                [
                    city.stored, document.stored, part.span.lowerBound.stored,
                    part.span.upperBound.stored, place.stored, part.role.rawValue.stored,
                    part.furniture?.rawValue.stored ?? .null, part.level?.stored ?? .null,
                ]
            }
        }
        try load(
            into: "document_piece",
            columns: [
                "city_id", "document", "piece", "begins", "ends", "kind", "certainty", "title",
                "issuer", "dated", "reference", "secrecy", "cut",
            ], rows: pieces)
        try load(
            into: "document_part",
            columns: [
                "city_id", "document", "begins", "ends", "piece", "role", "furniture", "level",
            ], rows: parts)
    }

    /// A document that was taken in by mistake: it stays, with a reason, and is listed no more.
    package func withdraw(
        document number: Int64, because reason: String, version: Int64,
        visibleTo sight: Sight, _ occasion: Occasion
    ) throws {
        let document = try decidable(number, visibleTo: sight, occasion)
        let reason = try checkedReason(reason)
        let row: Query = "city_id = \(city) AND number = \(number)"
        try update(
            document.subject, from: version,
            """
            UPDATE document SET withdrawn_by = \(occasion.actor.name),
                withdrawn_at = \(occasion.at), withdrawn_for = \(reason), version = version + 1
            WHERE \(row) AND version = \(version) RETURNING version
            """, current: "SELECT * FROM document WHERE \(row)")
        try record(
            "document.withdrawn", on: [document.subject], by: occasion.actor.name,
            at: occasion.at)
    }

    /// What a person says of a piece's kind; it decides whether what the piece asks for may become
    /// a task.
    package func say(
        kind: String, ofPiece place: Int, document number: Int64, visibleTo sight: Sight,
        _ occasion: Occasion
    ) throws {
        let document = try decidable(number, visibleTo: sight, occasion)
        guard let kind = PieceKind(rawValue: kind) else {
            throw DocumentRefusal([Problem("没有这种体裁", at: .field("kind"))])
        }
        let moved = try rows(
            """
            UPDATE document_piece SET said_kind = \(kind.rawValue),
                said_by = \(occasion.actor.name), said_at = \(occasion.at)
            WHERE city_id = \(city) AND document = \(number) AND piece = \(place)
            RETURNING piece
            """)
        guard !moved.isEmpty else { throw UnknownDocument() }
        try record(
            "document.kind_said", on: [document.subject], by: occasion.actor.name,
            at: occasion.at,
            body: .object(["piece": JSONValue(place + 1), "kind": .string(kind.rawValue)]))
    }

    /// A document in sight on which the actor's unit decides: the one that took it in, or who sees
    /// the whole city.
    func decidable(
        _ number: Int64, visibleTo sight: Sight, _ occasion: Occasion
    ) throws -> Document {
        try occasion.actor.require(.reviewDocuments)
        guard let document = try document(number, visibleTo: sight), document.withdrawn == nil
        else { throw UnknownDocument() }
        guard sight.includes(unit: document.unit) else {
            throw DocumentRefusal([Problem("由收文单位和指挥部办公室审阅")])
        }
        return document
    }

    func checkedReason(_ reason: String) throws -> String {
        let reason = trimmed(reason)
        if reason.isEmpty { throw DocumentRefusal([Problem("写明理由", at: .field("reason"))]) }
        let problems = letters([(reason, "reason", .lettersOfReview)], isRequired: false)
        guard problems.isEmpty else { throw DocumentRefusal(problems) }
        return reason
    }
}

/// No such document, or none in sight.
package struct UnknownDocument: Error {
    package init() {}
}
