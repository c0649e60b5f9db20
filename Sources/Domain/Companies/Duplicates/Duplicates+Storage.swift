package import Basics
import Names
package import People
package import Storage

/// The last search for duplicates.
package struct DuplicateSearchRecord: Sendable, Hashable {
    /// The journal's entry up to which it knew the companies.
    package let journalNumber: Int64
    package let at: Instant
    package let milliseconds: Int
    package let companies: Int
    package let pairs: Int
}

extension Transaction {
    /// Whether companies changed since an entry of the journal, or ever.
    package func companiesChanged(since number: Int64?) throws -> Bool {
        try !rows(
            """
            SELECT number FROM journal
            WHERE city_id = \(city) AND number > \(number ?? 0)
                AND kind >= 'compan' AND kind < 'compao' LIMIT 1
            """
        ).isEmpty
    }

    package func lastDuplicateSearch() throws -> DuplicateSearchRecord? {
        try rows("SELECT * FROM company_duplicate_search WHERE city_id = \(city)").first.map {
            DuplicateSearchRecord(
                journalNumber: try $0.integer("journal_number"),
                at: try $0.instant("searched_at"), milliseconds: try $0.int("took_milliseconds"),
                companies: try $0.int("companies"), pairs: try $0.int("pairs"))
        }
    }

    /// The queue is what this search found, and what somebody spoke about. `journalNumber` is the
    /// journal's entry up to which the search knew the companies.
    package func keep(
        _ search: DuplicateSearch, journalNumber: Int64, from started: Instant, to ended: Instant
    ) throws {
        let pairs = search.pairs
        let took = (ended.microseconds - started.microseconds) / 1_000
        try run(
            """
            DELETE FROM company_duplicate WHERE city_id = \(city) AND NOT EXISTS (
                SELECT 1 FROM company_duplicate_review
                WHERE company_duplicate_review.city_id = company_duplicate.city_id
                    AND company_duplicate_review.left_id = company_duplicate.left_id
                    AND company_duplicate_review.right_id = company_duplicate.right_id)
            """)
        let kept = try Set(
            rows("SELECT left_id, right_id FROM company_duplicate WHERE city_id = \(city)")
                .map { [try $0.identifier("left_id"), try $0.identifier("right_id")] })
        for pair in pairs where kept.contains([pair.left, pair.right]) {
            try run(
                """
                UPDATE company_duplicate SET outcome = \(pair.outcome.word),
                    certainty = \(pair.certainty), reasons = \(pair.reasonsText),
                    found_at = \(ended)
                WHERE city_id = \(city) AND left_id = \(pair.left) AND right_id = \(pair.right)
                """)
        }
        try load(
            into: "company_duplicate",
            columns: [
                "city_id", "left_id", "right_id", "outcome", "certainty", "reasons", "found_at",
            ],
            rows: pairs.filter { !kept.contains([$0.left, $0.right]) }.map { pair in
                [
                    city.stored, pair.left.stored, pair.right.stored, pair.outcome.word.stored,
                    pair.certainty.stored, pair.reasonsText.stored, ended.stored,
                ]
            })
        try run(
            """
            INSERT INTO company_duplicate_search (city_id, journal_number, searched_at,
                took_milliseconds, companies, pairs)
            VALUES (\(city), \(journalNumber), \(ended), \(took), \(search.companyCount),
                \(pairs.count))
            ON CONFLICT (city_id) DO UPDATE SET journal_number = excluded.journal_number,
                searched_at = excluded.searched_at,
                took_milliseconds = excluded.took_milliseconds,
                companies = excluded.companies, pairs = excluded.pairs
            """)
    }

    /// The pairs of companies that both stand on their own, settled or not: where reviewers differ,
    /// what is to be merged, what nobody has said anything of; of each the surest first.
    package func duplicates(
        settled: Bool, limit: Limit, offset: Int = 0
    ) throws -> [QueuedDuplicate] {
        let places = DuplicateState.allCases.filter { ($0 == .settled) == settled }.map(\.rawValue)
        return try duplicates(where: "state IN \(places)", limit: limit, offset: offset)
    }

    /// How many pairs there are of each state.
    package func duplicateCounts() throws -> [DuplicateState: Int] {
        try Dictionary(
            rows("SELECT state, count(*) AS n FROM (\(queue)) AS queue GROUP BY state")
                .map { (try $0.duplicateState, try $0.int("n")) },
            uniquingKeysWith: +)
    }

    /// The pair of these two, where it is in the queue.
    package func duplicate(
        of one: Identifier, _ other: Identifier
    ) throws -> QueuedDuplicate? {
        let (left, right) = (min(one, other), max(one, other))
        return try duplicates(
            where: "left_id = \(left) AND right_id = \(right)", limit: 1, offset: 0
        ).first
    }

    private func duplicates(
        where condition: Query, limit: Limit, offset: Int
    ) throws -> [QueuedDuplicate] {
        let found = try rows(
            """
            SELECT * FROM (\(queue)) AS queue WHERE \(condition)
            ORDER BY state, CASE outcome WHEN 'same' THEN 0 ELSE 1 END, certainty DESC, left_id,
                right_id
            LIMIT \(limit) OFFSET \(offset)
            """)
        let lefts = try Set(found.map { try $0.identifier("left_id") }).sorted()
        let reviews = try Dictionary(
            grouping: rows(
                """
                SELECT review.*, member.name FROM company_duplicate_review AS review
                LEFT JOIN member ON member.city_id = review.city_id
                    AND member.id = review.reviewer
                WHERE review.city_id = \(city) AND review.left_id IN \(lefts)
                ORDER BY review.left_id, review.right_id, review.reviewer
                """
            ).map { (key: try $0.pairKey, review: try DuplicateReview($0)) }, by: \.key)
        return try found.map { row in
            QueuedDuplicate(
                pair: try DuplicatePair(row), state: try row.duplicateState,
                reviews: (reviews[try row.pairKey] ?? []).map(\.review))
        }
    }

    /// Every pair with its state: what reviewers say but for those who cannot say.
    private var queue: Query {
        """
        SELECT pair.*, CASE WHEN said.verdicts IS NULL THEN \(DuplicateState.open.rawValue)
            WHEN said.verdicts > 1 THEN \(DuplicateState.disputed.rawValue)
            WHEN said.verdict = 'same' THEN \(DuplicateState.toMerge.rawValue)
            ELSE \(DuplicateState.settled.rawValue) END AS state
        FROM company_duplicate AS pair LEFT JOIN (
            SELECT left_id, right_id, count(DISTINCT verdict) AS verdicts, min(verdict) AS verdict
            FROM company_duplicate_review
            WHERE city_id = \(city) AND verdict <> 'unsure' GROUP BY left_id, right_id) AS said
            ON said.left_id = pair.left_id AND said.right_id = pair.right_id
        WHERE pair.city_id = \(city) AND NOT EXISTS (
            SELECT 1 FROM company_merge
            WHERE company_merge.city_id = pair.city_id AND company_merge.undone_at IS NULL
                AND company_merge.from_id IN (pair.left_id, pair.right_id))
        """
    }

    package func shown(_ duplicates: some Sequence<QueuedDuplicate>) throws -> [ShownDuplicate] {
        try duplicates.compactMap { queued in
            guard let left = try companyProfile(queued.pair.left),
                let right = try companyProfile(queued.pair.right)
            else { return nil }
            return ShownDuplicate(queued: queued, left: left, right: right)
        }
    }

    /// What a reviewer says of a pair of the queue, in either order; nil takes back what was said.
    package func review(
        _ one: Identifier, _ other: Identifier, _ verdict: DuplicateVerdict?, note: String?,
        _ occasion: Occasion
    ) throws {
        try occasion.actor.require(.editCompanies)
        let (left, right) = (min(one, other), max(one, other))
        let reviewer = occasion.actor.name
        let pair: Query = "city_id = \(city) AND left_id = \(left) AND right_id = \(right)"
        guard try !rows("SELECT left_id FROM company_duplicate WHERE \(pair)").isEmpty else {
            throw CompanyRefusal([Problem("这两家不在重复企业的清单里", at: .field("pair"))])
        }
        if let note, note.count > Limit.lettersOfCompanyName.count {
            throw CompanyRefusal([
                Problem("说明最多\(Limit.lettersOfCompanyName.count)个字", at: .field("note"))
            ])
        }
        try run(
            """
            DELETE FROM company_duplicate_review WHERE \(pair) AND reviewer = \(reviewer)
            """)
        if let verdict {
            try run(
                """
                INSERT INTO company_duplicate_review (city_id, left_id, right_id, reviewer,
                    verdict, note, reviewed_at)
                VALUES (\(city), \(left), \(right), \(reviewer), \(verdict.rawValue), \(note),
                    \(occasion.at))
                """)
        }
        try record(
            "duplicate.reviewed",
            on: [Subject("company", left.text), Subject("company", right.text)], by: reviewer,
            at: occasion.at,
            body: .object(["verdict": JSONValue(verdict?.rawValue)]),
            personal: note.map {
                PersonalPart(.object(["note": .string($0)]), salt: occasion.salt)
            })
    }
}

extension DuplicatePair {
    fileprivate var reasonsText: String { JSONValue.array(reasons.map(\.json)).text }

    fileprivate init(_ row: ResultRow) throws {
        let word = try row.text("outcome")
        guard let outcome = NameOutcome(word: word) else {
            throw WrongColumn(column: "outcome", found: .text(word))
        }
        self.init(
            try row.identifier("left_id"), try row.identifier("right_id"), outcome: outcome,
            certainty: try row.real("certainty"),
            reasons: try (JSONValue(parsing: row.text("reasons")).array ?? [])
                .map(Phrase.init(json:)))
    }
}

extension DuplicateReview {
    fileprivate init(_ row: ResultRow) throws {
        let word = try row.text("verdict")
        guard let known = DuplicateVerdict(rawValue: word) else {
            throw WrongColumn(column: "verdict", found: .text(word))
        }
        reviewer = try row.text("reviewer")
        name = try row.optionalText("name") ?? row.text("reviewer")
        verdict = known
        note = try row.optionalText("note")
        at = try row.instant("reviewed_at")
    }
}

extension ResultRow {
    fileprivate var duplicateState: DuplicateState {
        get throws {
            guard let state = DuplicateState(rawValue: try int("state")) else {
                throw WrongColumn(column: "state")
            }
            return state
        }
    }

    fileprivate var pairKey: [Identifier] {
        get throws { [try identifier("left_id"), try identifier("right_id")] }
    }
}
