package import Basics
import Sealing

/// The end of a city's chain. Printed as `N:HASH` into every backup and export, so that a cut tail
/// is seen.
package struct JournalHead: Hashable, Sendable, CustomStringConvertible {
    package let number: Int64
    /// 64 hexadecimal digits.
    package let hash: String

    package init(number: Int64, hash: String) {
        self.number = number
        self.hash = hash
    }

    /// Before the first entry.
    package static let empty = JournalHead(number: 0, hash: String(repeating: "0", count: 64))

    /// Reads `N:HASH` and nothing else.
    package init?(text: some StringProtocol) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let number = Int64(parts[0]), number >= 0,
            let digest = Digest(hex: parts[1])
        else { return nil }
        self.init(number: number, hash: digest.hex)
    }

    package var description: String { "\(number):\(hash)" }
}

/// One link of a city's chain.
package struct JournalEntry: Hashable, Sendable {
    package var number: Int64
    package var at: Instant
    /// The member, or `operator` for the command line.
    package var by: String
    package var kind: String
    /// Canonical JSON, as stored: `[["project","P…"],…]`.
    package var subjects: String
    /// Canonical JSON, as stored.
    package var body: String
    /// Of what the entry says of persons; empty when it says nothing of them.
    package var personalHash: String
    /// The hash of the entry before.
    package var previous: String
    package var hash: String

    /// What the hash stands over: nine lines in UTF-8, joined by a line feed. None of them can hold
    /// a line feed, so the text can be read in one way only. docs/reference/verify_journal.py does
    /// the same.
    package func canonicalText(city: String, number: Int64) -> String {
        """
        \(city)
        \(number)
        \(at.microseconds)
        \(by)
        \(kind)
        \(subjects)
        \(body)
        \(personalHash)
        \(previous)
        """
    }

    package func expectedHash(city: String, number: Int64) -> String {
        Digest(of: canonicalText(city: city, number: number)).hex
    }

    /// One line of an exported journal.
    package func exported(city: String) -> JSONValue {
        .object([
            "city": .string(city), "number": .integer(number), "at": .integer(at.microseconds),
            "by": .string(by), "kind": .string(kind), "subjects": .string(subjects),
            "body": .string(body), "personal_hash": .string(personalHash),
            "previous": .string(previous), "hash": .string(hash),
        ])
    }
}

/// What an entry says of persons. Only its hash enters the chain; the salt (16 random bytes, made
/// before the transaction) keeps a telephone number from being guessed from it after the text was
/// erased.
package struct PersonalPart: Hashable, Sendable {
    package let body: JSONValue
    package let salt: [UInt8]

    package init(_ body: JSONValue, salt: [UInt8]) {
        self.body = body
        self.salt = salt
    }

    var hash: String { PersonalPart.hash(body: body.canonical, salt: salt) }

    static func hash(body: String, salt: [UInt8]) -> String {
        Digest(of: salt + Array(body.utf8)).hex
    }
}

extension Transaction {
    /// Writes one entry at the end of the city's chain, in this transaction. `by` and `kind` are
    /// one line each.
    @discardableResult
    package func record(
        _ kind: String, on subjects: [Subject], by: String, at: Instant,
        body: JSONValue = .object([]),
        personal: PersonalPart? = nil
    ) throws -> JournalHead {
        for text in [kind, by, city] where text.utf8.contains(where: { $0 < 32 }) {
            throw StorageFault.unstorable(
                "control character in a journal entry: \(text.prefix(40))")
        }
        let head = try nextHead()
        var entry = JournalEntry(
            number: head.number, at: at, by: by, kind: kind,
            subjects: JSONValue.array(
                subjects.map { .array([.string($0.noun), .string($0.id)]) }
            ).canonical,
            body: body.canonical, personalHash: personal?.hash ?? "", previous: head.hash, hash: "")
        entry.hash = entry.expectedHash(city: city, number: entry.number)
        try run(
            """
            INSERT INTO journal (city_id, number, recorded_at, recorded_by, kind, subjects, body,
                personal_hash, previous, hash)
            VALUES (\(city), \(entry.number), \(at), \(by), \(kind), \(entry.subjects),
                \(entry.body), \(entry.personalHash), \(entry.previous), \(entry.hash))
            """)
        try run(
            """
            UPDATE journal_head SET number = \(entry.number), hash = \(entry.hash)
            WHERE city_id = \(city)
            """)
        try index(entry.number, under: subjects)
        if let personal {
            try run(
                """
                INSERT INTO journal_personal (city_id, number, salt, body)
                VALUES (\(city), \(entry.number), \(personal.salt), \(personal.body.canonical))
                """)
        }
        return JournalHead(number: entry.number, hash: entry.hash)
    }

    @discardableResult
    package func record(
        _ kind: String, on subject: Subject, by: String, at: Instant,
        body: JSONValue = .object([]), personal: PersonalPart? = nil
    ) throws -> JournalHead {
        try record(kind, on: [subject], by: by, at: at, body: body, personal: personal)
    }

    /// The number of the next entry with the hash of the last. Takes the head row: no second writer
    /// of this city passes.
    private func nextHead() throws -> JournalHead {
        let taken = try rows(
            """
            INSERT INTO journal_head (city_id, number, hash)
            VALUES (\(city), 1, \(JournalHead.empty.hash))
            ON CONFLICT (city_id) DO UPDATE SET number = journal_head.number + 1
            RETURNING number, hash
            """)
        guard let row = taken.first else { throw StorageFault.corrupt("journal_head") }
        return JournalHead(number: try row.integer("number"), hash: try row.text("hash"))
    }

    private func index(_ number: Int64, under subjects: [Subject]) throws {
        var seen: Set<Subject> = []
        let rows = subjects.filter { seen.insert($0).inserted }.map {
            [city.stored, $0.noun.stored, $0.id.stored, number.stored]
        }
        try load(
            into: "journal_subject", columns: ["city_id", "noun", "id", "number"], rows: rows)
    }

    /// Where the chain ends now. The change feed is a comparison of this value with the last one
    /// seen.
    package func journalHead() throws -> JournalHead {
        let rows = try rows(
            "SELECT number, hash FROM journal_head WHERE city_id = \(city)")
        guard let row = rows.first else { return .empty }
        return JournalHead(number: try row.integer("number"), hash: try row.text("hash"))
    }

    /// Entries after a number, oldest first.
    package func journal(after number: Int64, limit: Limit) throws -> [JournalEntry] {
        try rows(
            """
            SELECT * FROM journal WHERE city_id = \(city) AND number > \(number)
            ORDER BY number LIMIT \(limit)
            """
        ).map(JournalEntry.init)
    }

    /// What was recorded of a subject, newest first.
    package func journal(on subject: Subject, limit: Limit) throws -> [JournalEntry] {
        try rows(
            """
            SELECT j.* FROM journal_subject s
            JOIN journal j ON j.city_id = s.city_id AND j.number = s.number
            WHERE s.city_id = \(city) AND s.noun = \(subject.noun) AND s.id = \(subject.id)
            ORDER BY s.number DESC LIMIT \(limit)
            """
        ).map(JournalEntry.init)
    }

    /// What an entry says of persons: nil when it says nothing of them or it was erased.
    package func personalPart(ofEntry number: Int64) throws -> String? {
        try rows(
            """
            SELECT body FROM journal_personal WHERE city_id = \(city) AND number = \(number)
            """
        ).first?.optionalText("body")
    }

    /// Erases what an entry says of persons, with the salt; the chain still verifies.
    package func erasePersonalPart(ofEntry number: Int64, at: Instant) throws {
        try run(
            """
            UPDATE journal_personal SET body = NULL, salt = NULL, erased_at = \(at)
            WHERE city_id = \(city) AND number = \(number)
            """)
    }
}

extension JournalEntry {
    init(_ row: ResultRow) throws {
        self.init(
            number: try row.integer("number"), at: try row.instant("recorded_at"),
            by: try row.text("recorded_by"), kind: try row.text("kind"),
            subjects: try row.text("subjects"), body: try row.text("body"),
            personalHash: try row.text("personal_hash"), previous: try row.text("previous"),
            hash: try row.text("hash"))
    }
}
