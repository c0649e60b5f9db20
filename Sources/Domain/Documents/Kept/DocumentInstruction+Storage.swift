package import Basics
import People
package import Storage

private let instructionColumns = [
    "city_id", "document", "number", "piece", "kind", "begins", "ends", "sentence_begins",
    "sentence_ends", "text", "action", "object", "due", "due_on", "told", "mends", "state",
    "decided_by", "decided_at", "reason", "version",
]

extension Transaction {
    func keepInstructions(of read: ReadDocument, document: Int64) throws {
        try load(
            into: "document_instruction", columns: instructionColumns,
            rows: read.text.instructions.enumerated().map { place, told in
                stored(told, document: document, number: Int64(place + 1)) + [
                    .null, ReviewState.proposed.rawValue.stored, .null, .null, .null, 1.stored,
                ]
            })
    }

    private func stored(
        _ told: Instruction, document: Int64, number: Int64
    ) -> [StoredValue] {
        [
            city.stored, document.stored, number.stored, told.piece.stored,
            told.kind.rawValue.stored, told.clause.lowerBound.stored,
            told.clause.upperBound.stored, told.sentence.lowerBound.stored,
            told.sentence.upperBound.stored, told.text.stored, told.action.stored,
            told.object.stored, told.due?.text.stored ?? .null, told.due?.last?.stored ?? .null,
            told.hanging.text.stored,
        ]
    }

    /// An instruction in place of another: what a person made of it, accepted.
    func insert(
        _ told: Instruction, inPlaceOf old: DocumentInstruction, number: Int64,
        _ occasion: Occasion
    ) throws {
        try load(
            into: "document_instruction", columns: instructionColumns,
            rows: [
                stored(told, document: old.document, number: number) + [
                    old.number.stored, ReviewState.accepted.rawValue.stored,
                    occasion.actor.name.stored, occasion.at.stored, .null, 1.stored,
                ]
            ])
    }

    /// Those that stand, whose place lies in a stretch of the text, in its order.
    package func instructions(
        of document: Document, within span: TextSpan, limit: Limit = .instructionsOfDocument
    ) throws -> [DocumentInstruction] {
        try instructions(
            of: document,
            where: """
                line.begins >= \(span.lowerBound) AND line.begins < \(span.upperBound)
                AND line.state IN \(ReviewState.standing)
                """, limit: limit)
    }

    package func instruction(
        _ number: Int64, of document: Document
    ) throws -> DocumentInstruction? {
        try instructions(of: document, where: "line.number = \(number)", limit: 1).first
    }

    private func instructions(
        of document: Document, where condition: Query, limit: Limit
    ) throws -> [DocumentInstruction] {
        try rows(
            """
            SELECT line.*, coalesce(piece.said_kind, piece.kind) AS piece_kind
            FROM document_instruction AS line
            JOIN document_piece AS piece ON piece.city_id = line.city_id
                AND piece.document = line.document AND piece.piece = line.piece
            WHERE line.city_id = \(city) AND line.document = \(document.number)
                AND \(condition)
            ORDER BY line.begins, line.number LIMIT \(limit)
            """
        ).map(DocumentInstruction.init)
    }
}

extension Instruction {
    /// What has no column of its own.
    fileprivate var hanging: JSONValue {
        .object([
            "owners": .array(
                owners.map { owner in
                    .array([.string(owner.name), .string(owner.part.rawValue)] + owner.span.stored)
                }),
            "targets": .array(targets.map { .array([.string($0.text)] + $0.span.stored) }),
            "headings": .array(
                headings.map { heading in
                    .array([.string(heading.text), JSONValue(heading.level)] + heading.span.stored)
                }),
            "due": due.map { .array([.bool($0.isCompleted)] + $0.span.stored) } ?? .null,
            "saying": saying.map { saying in
                .array([JSONValue(saying.speaker), .string(saying.verb)] + saying.span.stored)
            } ?? .null,
        ])
    }
}

extension TextSpan {
    fileprivate var stored: [JSONValue] { [JSONValue(lowerBound), JSONValue(upperBound)] }
}

extension JSONValue {
    /// The last two of a list of what hangs on an instruction.
    fileprivate func span() throws -> TextSpan {
        let ends = (array ?? []).suffix(2).compactMap(\.integer).map { Int($0) }
        guard ends.count == 2, ends[0] <= ends[1] else { throw WrongColumn(column: "told") }
        return ends[0]..<ends[1]
    }

    fileprivate func list(_ name: String) -> [JSONValue] { self[name]?.array ?? [] }
}

extension InstructionSaying {
    fileprivate init?(stored: JSONValue?) throws {
        guard let stored, stored != .null else { return nil }
        self.init(
            speaker: stored.array?.first?.string,
            verb: stored.array?.dropFirst().first?.string ?? "", span: try stored.span())
    }
}

extension DocumentInstruction {
    fileprivate init(_ row: ResultRow) throws {
        let hanging = try JSONValue(parsing: try row.text("told"))
        func first(_ item: JSONValue) throws -> String {
            guard let text = item.array?.first?.string else { throw WrongColumn(column: "told") }
            return text
        }
        let due = try row.optionalText("due").map { text in
            let told = hanging["due"] ?? .null
            return InstructionDue(
                text: text, span: try told.span(), last: try row.optionalDay("due_on"),
                isCompleted: told.array?.first == .bool(true))
        }
        let kind = try row.word("kind", as: InstructionKind.self)
        let pieceKind = try row.word("piece_kind", as: PieceKind.self)
        let told = Instruction(
            kind: kind, piece: try row.int("piece"),
            sentence: try row.span("sentence_begins", "sentence_ends"), clause: try row.span(),
            text: try row.text("text"), action: try row.text("action"),
            object: try row.text("object"),
            owners: try hanging.list("owners").map { item in
                InstructionOwner(
                    name: try first(item),
                    part: item.array?.dropFirst().first?.string
                        .flatMap(InstructionOwner.Part.init) ?? .asked,
                    span: try item.span())
            }, due: due,
            targets: try hanging.list("targets").map { item in
                InstructionTarget(text: try first(item), span: try item.span())
            },
            headings: try hanging.list("headings").map { item in
                InstructionHeading(
                    level: item.array?.dropFirst().first?.integer.map { Int($0) } ?? 1,
                    text: try first(item), span: try item.span())
            },
            saying: try InstructionSaying(stored: hanging["saying"]),
            mayBecomeTask: kind.mayBecomeTask(in: pieceKind))
        self.init(
            document: try row.integer("document"), number: try row.integer("number"),
            told: told, review: try row.review())
    }
}
