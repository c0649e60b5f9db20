package import Basics
import Evidence
package import People
package import Storage

/// One list that names a company.
package struct CompanyListing: Sendable, Hashable {
    package let edition: ListEdition
    package let entry: ListEntry
}

extension Transaction {
    /// The editions that count, the newest year first.
    package func listEditions() throws -> [ListEdition] {
        try listEditions(where: "replaced_at IS NULL")
    }

    package func listEdition(_ kind: String, year: Int) throws -> ListEdition? {
        try listEditions(
            where: "replaced_at IS NULL AND kind = \(kind) AND year = \(year)"
        ).first
    }

    package func listEntries(
        of edition: ListEdition, limit: Limit = .entriesOfList
    ) throws -> [ListEntry] {
        try rows(
            """
            SELECT * FROM list_entry WHERE city_id = \(city) AND edition = \(edition.number)
            ORDER BY position LIMIT \(limit)
            """
        ).map(ListEntry.init)
    }

    package func listEntry(_ position: Int, of edition: ListEdition) throws -> ListEntry? {
        try rows(
            """
            SELECT * FROM list_entry WHERE city_id = \(city) AND edition = \(edition.number)
                AND position = \(position)
            """
        ).first.map(ListEntry.init)
    }

    /// The lists that name a company, the newest first; also those that a person is asked about.
    package func lists(naming company: Identifier) throws -> [CompanyListing] {
        let found = try rows(
            """
            SELECT list_entry.* FROM list_entry
            JOIN list_edition ON list_edition.city_id = list_entry.city_id
                AND list_edition.number = list_entry.edition
            WHERE list_entry.city_id = \(city) AND list_entry.company_id = \(company)
                AND list_edition.replaced_at IS NULL
            ORDER BY list_edition.year DESC, list_edition.kind, list_entry.position
            LIMIT \(Limit.listsOfCompany)
            """)
        let numbers = try Set(found.map { try $0.integer("edition") }).sorted()
        let editions = try Dictionary(
            listEditions(where: "number IN \(numbers)").map { ($0.number, $0) },
            uniquingKeysWith: { first, _ in first })
        return try found.compactMap { row in
            guard let edition = editions[try row.integer("edition")] else { return nil }
            return CompanyListing(edition: edition, entry: try ListEntry(row))
        }
    }

    /// The companies on the newest edition of each kind, with the kinds; of an entry that a person
    /// is still asked about nothing is said.
    package func listedCompanies() throws -> [Identifier: Set<String>] {
        var listed: [Identifier: Set<String>] = [:]
        let newest: Query = """
            SELECT max(newer.year) FROM list_edition AS newer
            WHERE newer.city_id = edition.city_id AND newer.kind = edition.kind
                AND newer.replaced_at IS NULL
            """
        for row in try rows(
            """
            SELECT DISTINCT edition.kind, entry.company_id FROM list_edition AS edition
            JOIN list_entry AS entry ON entry.city_id = edition.city_id
                AND entry.edition = edition.number
            WHERE edition.city_id = \(city) AND edition.replaced_at IS NULL
                AND entry.match = \(EntryMatch.linked.rawValue)
                AND entry.company_id IS NOT NULL AND edition.year = (\(newest))
            """)
        {
            listed[try row.identifier("company_id"), default: []].insert(try row.text("kind"))
        }
        return listed
    }

    /// A person's word about one entry. `number` and `version` are the edition's and the entry's
    /// that the form showed: in an edition that took its place another company may stand there.
    package func decideEntry(
        _ position: Int, of kind: String, year: Int, edition number: Int64, version: Int64,
        _ draft: EntryDraft, _ occasion: Occasion
    ) throws {
        try occasion.actor.require(.editCompanies)
        guard let edition = try listEdition(kind, year: year) else { throw UnknownList() }
        guard edition.number == number else {
            throw StaleVersion(subject: edition.subject, version: number, stored: nil)
        }
        guard let before = try listEntry(position, of: edition) else { throw UnknownEntry() }
        var entry = before
        try entry.decide(
            draft, meant: try meant(by: draft.company), by: occasion.actor.name, at: occasion.at)
        let matching = entry.matching
        try update(
            edition.subject, from: version,
            """
            UPDATE list_entry SET match = \(matching.match.rawValue),
                company_id = \(matching.company), certainty = \(matching.certainty),
                reasons = \(reasonText(matching.reasons)), decided_by = \(entry.decidedBy),
                decided_at = \(entry.decidedAt), version = version + 1
            WHERE city_id = \(city) AND edition = \(edition.number) AND position = \(position)
                AND version = \(version)
            RETURNING version
            """,
            current: """
                SELECT * FROM list_entry WHERE city_id = \(city)
                    AND edition = \(edition.number) AND position = \(position)
                """)
        let companies = Set([before.matching.company, matching.company].compactMap(\.self))
        try record(
            "list.entry_decided",
            on: [edition.subject] + companies.sorted().map { Subject("company", $0.text) },
            by: occasion.actor.name, at: occasion.at,
            body: .object([
                "position": JSONValue(position), "decision": JSONValue(draft.word?.rawValue),
                "before": .string(before.matching.match.rawValue),
                "company_before": JSONValue(before.matching.company?.text),
                "company": JSONValue(matching.company?.text),
            ]))
    }

    private func listEditions(where condition: Query) throws -> [ListEdition] {
        let found = try rows(
            """
            SELECT * FROM list_edition WHERE city_id = \(city) AND \(condition)
            ORDER BY year DESC, kind, number LIMIT \(Limit.listEditions)
            """)
        let numbers = try found.map { try $0.integer("number") }
        let counted = try rows(
            """
            SELECT edition, match, count(*) AS n FROM list_entry
            WHERE city_id = \(city) AND edition IN \(numbers) GROUP BY edition, match
            """)
        var counts: [Int64: [String: Int]] = [:]
        for row in counted {
            counts[try row.integer("edition"), default: [:]][try row.text("match")] =
                try row.int("n")
        }
        let sources = try sources(Set(found.map { try $0.identifier("source_id") }))
        return try found.map { row in
            let number = try row.integer("number")
            return ListEdition(
                number: number, kind: try row.text("kind"), year: try row.int("year"),
                source: sources[try row.identifier("source_id")],
                count: try row.int("entry_count"),
                linked: counts[number]?[EntryMatch.linked.rawValue] ?? 0,
                asked: counts[number]?[EntryMatch.asked.rawValue] ?? 0)
        }
    }
}

func reasonText(_ reasons: [Phrase]) -> String {
    JSONValue.array(reasons.map(\.json)).text
}

extension ListEntry {
    fileprivate init(_ row: ResultRow) throws {
        let word = try row.text("match")
        guard let match = EntryMatch(rawValue: word) else {
            throw WrongColumn(column: "match", found: .text(word))
        }
        let reasons = try JSONValue(parsing: try row.text("reasons")).array ?? []
        self.init(
            number: try row.integer("number"), position: try row.int("position"),
            printed: PrintedEntry(
                row: try row.int("row_number"),
                rank: try row.optionalInteger("rank").map { Int($0) },
                name: try row.text("name"), code: try row.optionalText("code"),
                country: try row.optionalText("country"), place: try row.optionalText("place")),
            matching: EntryMatching(
                match: match, company: try row.optionalIdentifier("company_id"),
                certainty: try row.optionalReal("certainty"),
                reasons: reasons.map(Phrase.init(json:))),
            decidedBy: try row.optionalText("decided_by"),
            decidedAt: try row.optionalInstant("decided_at"),
            version: try row.integer("version"))
    }
}
