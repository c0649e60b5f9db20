package import Basics
package import People
package import Storage

/// The most rows that one file may bring; more is refused when it is read.
extension Limit {
    package static let rowsOfSheet: Limit = 100_000
    package static let notesOfSheet: Limit = 2_000
    package static let sheetsOfRound: Limit = 500
}

/// What was read from one file, ready to be staged.
package struct Intake: Sendable {
    package let sheet: HandedSheet
    package let rows: [ReportedProject]
    package let sums: [ReportedSum]
    package let notes: [ReadingNote]
    /// How each table was understood, as shown and corrected on the page.
    package let layouts: JSONValue

    package init(
        sheet: HandedSheet, rows: [ReportedProject], sums: [ReportedSum], notes: [ReadingNote],
        layouts: JSONValue
    ) {
        self.sheet = sheet
        self.rows = rows
        self.sums = sums
        self.notes = notes
        self.layouts = layouts
    }
}

extension Transaction {
    /// Saves what was read without touching the ledger.
    package func stage(_ intake: Intake) throws {
        let sheet = intake.sheet
        try run(
            """
            INSERT INTO sheet (city_id, id, round, unit_id, file_name, source_id, file_hash, state,
                row_count, handed_at, by_member, layouts, version)
            VALUES (\(city), \(sheet.id), \(sheet.round.description), \(sheet.unit), \(sheet.file),
                \(sheet.source), \(sheet.fileHash), \(sheet.state.rawValue), \(sheet.rowCount),
                \(sheet.handedAt), \(sheet.by), \(intake.layouts.text), \(sheet.version))
            """)
        let rows = intake.rows.enumerated().map { position, reported in
            LedgerRow(sheet: sheet.id, position: position, project: nil, reported: reported)
                .stored(city: city)
        }
        try load(into: "reported_row", columns: LedgerRow.columns, rows: rows)
        try load(
            into: "reported_sum",
            columns: ["city_id", "sheet_id", "position", "tab", "first_row", "label", "body"],
            rows: intake.sums.enumerated().map { $1.stored(city: city, sheet: sheet.id, $0) })
        try load(
            into: "reading_note",
            columns: [
                "city_id", "sheet_id", "position", "tab", "row_number", "column_number", "message",
            ],
            rows: intake.notes.prefix(Limit.notesOfSheet.count).enumerated().map {
                $1.stored(city: city, sheet: sheet.id, $0)
            })
    }

    /// A draft is no sheet yet: it is its unit's own.
    package func sheet(_ id: Identifier, visibleTo sight: Sight) throws -> HandedSheet? {
        try sheetOrDraft(id, visibleTo: sight).flatMap { $0.state == .draft ? nil : $0 }
    }

    func sheetOrDraft(_ id: Identifier, visibleTo sight: Sight) throws -> HandedSheet? {
        try sheets(where: "sheet.id = \(id) AND \(sight.condition(unitColumn: "sheet.unit_id"))")
            .first
    }

    /// The sheets of a round, the unit's order, the newest first within a unit.
    package func sheets(of round: Round, visibleTo sight: Sight) throws -> [HandedSheet] {
        try sheets(
            where: """
                sheet.round = \(round.description)
                AND \(sight.condition(unitColumn: "sheet.unit_id"))
                """)
    }

    /// Whether this very file was handed in for this round before and still counts.
    func sheets(ofFile hash: String, round: Round) throws -> [HandedSheet] {
        try sheets(
            where: """
                sheet.file_hash = \(hash) AND sheet.round = \(round.description)
                AND sheet.state IN \([HandedState.staged.rawValue, HandedState.applied.rawValue])
                """)
    }

    func sheets(where condition: Query) throws -> [HandedSheet] {
        try rows(
            """
            SELECT id, round, unit_id, file_name, source_id, file_hash, state, row_count, handed_at,
                by_member, version
            FROM sheet WHERE city_id = \(city) AND \(condition)
            ORDER BY unit_id, handed_at DESC, id DESC LIMIT \(Limit.sheetsOfRound)
            """
        ).map { row in
            guard let round = Round(text: try row.text("round")),
                let state = HandedState(rawValue: try row.text("state"))
            else { throw WrongColumn(column: "round") }
            return HandedSheet(
                id: try row.identifier("id"), round: round, unit: try row.text("unit_id"),
                file: try row.text("file_name"), source: try row.identifier("source_id"),
                fileHash: try row.text("file_hash"), state: state,
                rowCount: try row.int("row_count"), handedAt: try row.instant("handed_at"),
                by: try row.text("by_member"), version: try row.int("version"))
        }
    }

    /// How the tables of a sheet were understood.
    package func layouts(of sheet: Identifier) throws -> JSONValue {
        let stored = try rows(
            "SELECT layouts FROM sheet WHERE city_id = \(city) AND id = \(sheet)"
        ).first?.text("layouts")
        return try stored.map { try JSONValue(parsing: $0) } ?? .null
    }

    /// Moves a sheet to another state; refused when somebody else did so first.
    func move(_ sheet: HandedSheet, to state: HandedState) throws {
        let moved = try rows(
            """
            UPDATE sheet SET state = \(state.rawValue), version = version + 1
            WHERE city_id = \(city) AND id = \(sheet.id) AND version = \(sheet.version)
            RETURNING version
            """)
        guard !moved.isEmpty else {
            throw SheetRefusal("这份表刚刚被别人处理过，请刷新后再看", file: sheet.file)
        }
    }

    /// The file as it was handed in, byte for byte.
    package func keptFile(of sheet: HandedSheet) throws -> [UInt8]? {
        try FileHash(sheet.fileHash).flatMap { try fileBytes($0) }
    }

    package func notes(of sheet: HandedSheet) throws -> [ReadingNote] {
        try rows(
            """
            SELECT tab, row_number, column_number, message FROM reading_note
            WHERE city_id = \(city) AND sheet_id = \(sheet.id)
            ORDER BY position LIMIT \(Limit.notesOfSheet)
            """
        ).map { row in
            ReadingNote(
                place: CellPlace(
                    file: sheet.file, sheet: try row.optionalText("tab"),
                    row: try row.optionalInteger("row_number").map(Int.init),
                    column: try row.optionalInteger("column_number").map(Int.init)),
                message: Phrase(json: try JSONValue(parsing: row.text("message"))))
        }
    }

    package func sums(of sheet: HandedSheet) throws -> [ReportedSum] {
        try rows(
            """
            SELECT tab, first_row, label, body FROM reported_sum
            WHERE city_id = \(city) AND sheet_id = \(sheet.id)
            ORDER BY position LIMIT \(Limit.notesOfSheet)
            """
        ).map { try ReportedSum($0, file: sheet.file) }
    }
}

extension ReadingNote {
    fileprivate func stored(
        city: String, sheet: Identifier, _ position: Int
    ) -> [StoredValue] {
        [
            .text(city), .text(sheet.text), .integer(Int64(position)),
            place.sheet.map(StoredValue.text) ?? .null,
            place.row.map { .integer(Int64($0)) } ?? .null,
            place.column.map { .integer(Int64($0)) } ?? .null, .text(message.json.text),
        ]
    }
}

extension ReportedSum {
    fileprivate func stored(
        city: String, sheet: Identifier, _ position: Int
    ) -> [StoredValue] {
        let body = JSONValue.object([
            "count": JSONValue(count), "total": total?.json ?? .null,
            "received": received?.json ?? .null,
            "parts": .array(
                parts.map {
                    .array([JSONValue($0.sheet), JSONValue($0.row), JSONValue($0.lastRow)])
                }),
        ])
        return [
            .text(city), .text(sheet.text), .integer(Int64(position)),
            place.sheet.map(StoredValue.text) ?? .null, .integer(Int64(place.row)), .text(label),
            .text(body.text),
        ]
    }

    fileprivate init(_ row: ResultRow, file: String) throws {
        let body = try JSONValue(parsing: row.text("body"))
        let line = try row.int("first_row")
        self.init(
            place: ReportedPlace(
                file: file, sheet: try row.optionalText("tab"), row: line, lastRow: line),
            label: try row.text("label"), count: body["count"]?.integer.map(Int.init),
            total: body["total"].flatMap(Money.init),
            received: body["received"].flatMap(Money.init),
            parts: (body["parts"]?.array ?? []).compactMap { part in
                guard let fields = part.array, fields.count == 3, let first = fields[1].integer,
                    let last = fields[2].integer
                else { return nil }
                return ReportedPlace(
                    file: file, sheet: fields[0].string, row: Int(first), lastRow: Int(last))
            })
    }
}

extension Money {
    /// `[minor, "CNY"]`
    var json: JSONValue { .array([.integer(minor), .string(currency.rawValue)]) }

    init?(_ json: JSONValue) {
        guard let pair = json.array, pair.count == 2, let minor = pair[0].integer,
            let currency = pair[1].string.flatMap(Currency.init)
        else { return nil }
        self.init(minor: minor, currency)
    }
}
