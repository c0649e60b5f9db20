package import Basics
import Evidence
package import People
package import Rules
package import Storage
import Tables
import Texts

/// Which edition a file is, as it was typed.
package struct EditionDraft: Sendable, Hashable {
    let kind: String?
    let year: Int?
    /// Takes the place of the edition that is there.
    let isReplacing: Bool

    package init(kind: String?, year: String?, isReplacing: Bool) {
        self.kind = kind
        self.year = year.flatMap { Int($0) }
        self.isReplacing = isReplacing
    }
}

/// A file that was read as an edition of a list, with the company of each entry: everything that is
/// worked out before the transaction.
package struct ListImport: Sendable {
    package let kind: CompanyListKind
    package let year: Int
    let entries: [(entry: PrintedEntry, matching: EntryMatching)]
    let bytes: [UInt8]
    let isReplacing: Bool
    let grounds: Grounds

    /// Refuses with every problem of the form and of the file at once.
    package init(
        _ draft: EditionDraft, file: String, bytes: [UInt8], kinds: [CompanyListKind],
        matcher: inout ListMatcher, on grounds: Grounds
    ) throws {
        var problems: [Problem] = []
        let kind = kinds.first { $0.id == draft.kind }
        if kind == nil { problems.append(Problem("请选是哪一个榜单", at: .field("kind"))) }
        let years = 1990...grounds.today.year + 1
        if !(draft.year.map(years.contains) ?? false) {
            problems.append(
                Problem(
                    "年份须在\(years.lowerBound)至\(years.upperBound)之间", at: .field("year")))
        }
        problems += grounds.problems
        var printed: [PrintedEntry] = []
        do {
            let book = try readWorkbook(bytes, file: file)
            printed = try readListEntries(book, isRanked: kind?.isRanked ?? false)
        } catch let refusal as any Refusal {
            problems += refusal.problems
        }
        guard problems.isEmpty, let kind, let year = draft.year else {
            throw CompanyRefusal(problems)
        }
        self.kind = kind
        self.year = year
        entries = printed.map { ($0, matcher.match($0)) }
        self.bytes = bytes
        isReplacing = draft.isReplacing
        self.grounds = grounds
    }
}

/// What became of a file.
package struct ImportedList: Sendable, Hashable {
    package let edition: ListEdition
    /// False: this file had been taken before, and nothing changed.
    package let isNew: Bool
}

extension Transaction {
    /// Saves an edition whole. The same file again changes nothing; another one for the same year
    /// is refused unless it is to replace, and then what people decided of a printed name holds on.
    package func saveList(_ plan: ListImport, _ occasion: Occasion) throws -> ImportedList {
        try occasion.actor.require(.importRecords)
        let hash = try saveFile(plan.bytes)
        var decided: [String: ListEntry] = [:]
        if let present = try listEdition(plan.kind.id, year: plan.year) {
            if present.source?.fileHash == hash.text {
                return ImportedList(edition: present, isNew: false)
            }
            guard plan.isReplacing else {
                throw CompanyRefusal([
                    Problem(
                        "\(plan.year)年的“\(plan.kind.name)”已经有了，要换成这个文件请选“替换”",
                        at: .field("replace"))
                ])
            }
            for entry in try listEntries(of: present, limit: .entriesOfList)
            where entry.decidedBy != nil { decided[entry.printed.name.folded] = entry }
            try run(
                """
                UPDATE list_edition SET replaced_at = \(occasion.at)
                WHERE city_id = \(city) AND number = \(present.number)
                """)
        }
        try save(
            plan.grounds.source(by: occasion.actor.name, at: occasion.at, fileHash: hash.text))
        let number = try insert(plan, decided: decided)
        let subject = listSubject(plan.kind.id, plan.year)
        try record(
            "list.imported", on: subject, by: occasion.actor.name, at: occasion.at,
            body: .object([
                "edition": .integer(number), "entries": JSONValue(plan.entries.count),
                "source": .string(plan.grounds.id.text),
            ]))
        guard let edition = try listEdition(plan.kind.id, year: plan.year) else {
            throw UnknownList()
        }
        return ImportedList(edition: edition, isNew: true)
    }

    private func insert(_ plan: ListImport, decided: [String: ListEntry]) throws -> Int64 {
        let number = try nextNumber(of: "list_edition")
        try run(
            """
            INSERT INTO list_edition (city_id, number, kind, year, source_id, entry_count)
            VALUES (\(city), \(number), \(plan.kind.id), \(plan.year), \(plan.grounds.id),
                \(plan.entries.count))
            """)
        let first = try nextNumber(of: "list_entry")
        let known = plan.entries.map { printed, _ in
            decided[printed.name.folded].flatMap { $0.printed.code == printed.code ? $0 : nil }
        }
        // Who was matched may have been merged since.
        var standing: [Identifier: Identifier] = [:]
        for company in Set(plan.entries.compactMap(\.1.company)) {
            standing[company] = try companyStanding(for: company)?.id
        }
        try load(
            into: "list_entry",
            columns: [
                "city_id", "number", "edition", "position", "row_number", "rank", "name", "code",
                "country",
                "place", "match", "company_id", "certainty", "reasons", "decided_by",
                "decided_at", "version",
            ],
            rows: zip(plan.entries, known).enumerated().map { place, row in
                let ((printed, found), kept) = row
                let matching = kept?.matching ?? found
                return [
                    city.stored, .integer(first + Int64(place)), .integer(number),
                    .integer(Int64(place + 1)),
                    printed.row.stored, stored(printed.rank), printed.name.stored,
                    stored(printed.code), stored(printed.country), stored(printed.place),
                    matching.match.rawValue.stored,
                    stored(matching.company.flatMap { standing[$0] ?? $0 }),
                    stored(matching.certainty), reasonText(matching.reasons).stored,
                    stored(kept?.decidedBy), stored(kept?.decidedAt), .integer(1),
                ]
            })
        // What people decided may have been moved by mergings since.
        for (place, entry) in known.enumerated() {
            guard let entry else { continue }
            try repeatMerges(
                of: String(entry.number), in: "list_entry", for: String(first + Int64(place)))
        }
        return number
    }

    private func stored(_ value: (some Storable)?) -> StoredValue { value?.stored ?? .null }
}

/// There is no entry at this place of an edition.
package struct UnknownEntry: Refusal, Equatable {
    package init() {}

    package var problems: [Problem] { [Problem("这份榜单没有这一条", at: .field("position"))] }
}

/// There is no such edition.
package struct UnknownList: Refusal, Equatable {
    package init() {}

    package var problems: [Problem] { [Problem("没有这一年的榜单")] }
}
