package import Basics
package import Texts

extension Limit {
    /// Of what a query finds, so much is put in order: the rest is of less use than a longer query.
    package static let candidates: Limit = 500
    /// Of what one part of a query finds, so much is looked at: every second name of a register has
    /// 有限 in it.
    static let scannedCandidates: Limit = 5_000
    /// What was typed is taken for wrong when it finds less than this.
    static let plentyFound: Limit = 20
}

/// What one thing is found by.
package struct SearchItem: Hashable, Sendable {
    package let subject: Subject
    let folded: FoldedText

    /// `names` are found by their parts and their initials, the usual one first. Of what is
    /// `ranked` they are found by pinyin and with one wrong character too, at the cost of a longer
    /// row in the index. `codes` are found by any four characters in a row, `words` by their parts.
    package init(
        _ subject: Subject, names: [String], codes: [String] = [], words: [String] = [],
        isRanked: Bool = false
    ) {
        self.subject = subject
        folded = FoldedText(names: names, codes: codes, words: words, isRanked: isRanked)
    }

    /// For a text that is no name.
    package init(_ subject: Subject, text: String) {
        self.subject = subject
        folded = FoldedText(text)
    }
}

extension Transaction {
    /// Makes a thing findable by this and nothing else; a text without a letter makes it
    /// unfindable. Called by whatever saves the thing: there are no triggers.
    package func index(_ subject: Subject, text: String) throws {
        try index([SearchItem(subject, text: text)])
    }

    /// Many at once. Of two items of one subject the last holds.
    package func index(_ items: [SearchItem]) throws {
        let last = Dictionary(items.map { ($0.subject, $0) }, uniquingKeysWith: { _, new in new })
        for (noun, items) in Dictionary(grouping: last.values, by: \.subject.noun) {
            let ordered = items.sorted {
                $0.subject.id.utf8.lexicographicallyPrecedes($1.subject.id.utf8)
            }
            for start in stride(from: 0, to: ordered.count, by: 500) {
                let batch = Array(ordered[start..<min(start + 500, ordered.count)])
                try replace(batch.map { ($0.subject.id, $0.folded) }, noun: noun)
            }
        }
    }

    /// Identifiers of things of one noun, best first: those whose text begins with the query, then
    /// those that contain it; the shorter text first. Both databases give the same order.
    package func search(_ text: String, noun: String, limit: Limit) throws -> [String] {
        guard let query = SoughtText(text) else { return [] }
        return try rows(
            """
            SELECT r.id \(matches(noun: noun, query.terms))
            ORDER BY CASE WHEN r.folded LIKE \(query.text + "%")
                    OR r.folded LIKE \("_" + query.text + "%") THEN 0 ELSE 1 END,
                length(r.folded), r.id
            LIMIT \(limit)
            """
        ).map { try $0.text("id") }
    }

    /// A condition to be joined with others, such as what a member may see:
    /// `WHERE \(sight) AND \(tx.searchCondition(noun: "project", text: typed, idColumn: "p.id"))`.
    /// A text without a letter, digit or Chinese character matches nothing.
    package func searchCondition(noun: String, text: String, idColumn: String) -> Query {
        guard let query = SoughtText(text) else { return "1 = 0" }
        return "\(Query.name(idColumn)) IN (SELECT r.id \(matches(noun: noun, query.terms)))"
    }

    /// Whether a text is found more than `limit` times. What is narrowed by such a one is better
    /// walked through and tested with `searchTest`.
    package func isCommon(_ text: String, noun: String, over limit: Limit) throws -> Bool {
        guard let query = SoughtText(text) else { return false }
        return try rows(
            """
            SELECT count(*) AS n FROM (SELECT r.id \(matches(noun: noun, query.terms))
                LIMIT \(limit.count + 1)) AS found
            """)[0].int("n") > limit.count
    }

    /// The same condition as `searchCondition`, asked of one thing after the other: the offset
    /// keeps PostgreSQL from making a join of it.
    package func searchTest(noun: String, text: String, idColumn: String) -> Query {
        guard let query = SoughtText(text) else { return "1 = 0" }
        return """
            EXISTS (SELECT 1 FROM search_row r WHERE r.city_id = \(city) AND r.noun = \(noun)
                AND r.id = \(Query.name(idColumn)) AND \(fits(query.terms)) LIMIT 1 OFFSET 0)
            """
    }

    /// Identifiers of ranked things that may be meant, to be ranked by what they are called: names
    /// that begin with the query first, then those that contain it or sound like it, the shorter
    /// before the longer; where these are few, those from which it differs by one character. Of
    /// what is found ten thousand times over, a part.
    package func candidates(
        for sought: SoughtText, noun: String, limit: Limit = .candidates
    ) throws -> [String] {
        var found: [String] = []
        var known: Set<String> = []
        func add(_ terms: [[SearchClause]]) throws {
            guard found.count < limit.count else { return }
            let ids = try rows(
                """
                SELECT f.id FROM (SELECT r.id, r.folded \(matches(noun: noun, terms))
                    LIMIT \(Limit.scannedCandidates)) AS f
                ORDER BY length(f.folded), f.id LIMIT \(limit)
                """
            ).map { try $0.text("id") }
            found += ids.filter { known.insert($0).inserted }.prefix(limit.count - found.count)
        }
        if let beginning = sought.beginningTerms { try add(beginning) }
        try add(sought.terms)
        if found.count < Limit.plentyFound.count {
            for terms in sought.wrongTerms { try add(terms) }
        }
        return found
    }

    /// After a restore: the index again from the search rows. After a migration that made them
    /// anew, they are folded first.
    package func rebuildSearchIndex(refolding: Bool = false) throws {
        switch dialect {
        case .sqlite:
            try run("INSERT INTO search_index (search_index) VALUES ('delete-all')")
            try run("DELETE FROM search_index_row")
        case .postgreSQL:
            try run("DELETE FROM search_index")
        }
        var last = ("", "", "")
        while true {
            let batch = try rows(
                """
                SELECT city_id, noun, id, folded FROM search_row
                WHERE (city_id, noun, id) > (\(last.0), \(last.1), \(last.2))
                ORDER BY city_id, noun, id LIMIT 2000
                """)
            guard let end = batch.last else { return }
            let read = try batch.map { row in
                let text = try row.text("folded")
                return IndexedRow(
                    city: try row.text("city_id"), noun: try row.text("noun"),
                    id: try row.text("id"),
                    folded: refolding ? FoldedText(refolding: text) : FoldedText(stored: text))
            }
            let kept = read.filter { !$0.folded.text.isEmpty }
            let reached = (try end.text("city_id"), try end.text("noun"), try end.text("id"))
            if refolding {
                try run(
                    """
                    DELETE FROM search_row
                    WHERE (city_id, noun, id) > (\(last.0), \(last.1), \(last.2))
                        AND (city_id, noun, id) <= (\(reached.0), \(reached.1), \(reached.2))
                    """)
                try load(kept)
            }
            last = reached
            try indexRows(kept)
        }
    }

    /// From where what meets every term is read, as `r`.
    private func matches(noun: String, _ terms: [[SearchClause]]) -> Query {
        var condition: Query
        switch dialect {
        case .sqlite:
            // Said by CROSS: from the index to the rows. Without statistics SQLite would ask the
            // index about every row of the noun.
            condition = """
                FROM search_index CROSS JOIN search_index_row x ON x.number = search_index.rowid
                CROSS JOIN search_row r
                    ON r.city_id = x.city_id AND r.noun = x.noun AND r.id = x.id
                WHERE search_index MATCH \(matchText(terms))
                """
        case .postgreSQL:
            condition = "FROM search_index r WHERE 1 = 1"
            for clauses in terms {
                let holds = clauses.map { clause -> Query in
                    "r.tokens @> CAST(\(arrayText(clause.tokens)) AS text[])"
                }
                condition = "\(condition) AND (\(anyOf(holds)))"
            }
        }
        return "\(condition) AND r.city_id = \(city) AND r.noun = \(noun) AND \(fits(terms))"
    }

    /// Of a search row `r`: the tokens only lead to it.
    private func fits(_ terms: [[SearchClause]]) -> Query {
        terms.reduce("1 = 1") { condition, clauses in
            let fits = clauses.flatMap(\.patterns).map { "r.folded LIKE \($0)" as Query }
            return "\(condition) AND (\(anyOf(fits)))"
        }
    }

    private func anyOf(_ conditions: [Query]) -> Query {
        conditions.isEmpty ? "1 = 0" : Query.joined(conditions, by: "OR")
    }

    private func replace(_ rows: [(id: String, folded: FoldedText)], noun: String) throws {
        let known = try foldedTexts(of: rows.map(\.id), noun: noun)
        let changed = rows.filter { known[$0.id] != $0.folded.text }
        try forget(changed.map(\.id).filter { known[$0] != nil }, noun: noun)
        let kept = changed.filter { !$0.folded.text.isEmpty }
        let rows = kept.map { IndexedRow(city: city, noun: noun, id: $0.id, folded: $0.folded) }
        try load(rows)
        try indexRows(rows)
    }

    private func load(_ rows: [IndexedRow]) throws {
        try load(
            into: "search_row", columns: ["city_id", "noun", "id", "folded"],
            rows: rows.map {
                [$0.city.stored, $0.noun.stored, $0.id.stored, $0.folded.text.stored]
            })
    }

    /// What things are found by so far: most things that are saved again have kept their names.
    private func foldedTexts(of ids: [String], noun: String) throws -> [String: String] {
        let found =
            switch dialect {
            case .sqlite:
                try rows(
                    """
                    SELECT id, folded FROM search_row
                    WHERE city_id = \(city) AND noun = \(noun) AND id IN \(ids)
                    """)
            case .postgreSQL:
                // One look into the index for each: OFFSET 0 keeps the planner, which has no
                // statistics during an import, from holding every row against every identifier.
                try rows(
                    """
                    SELECT r.id, r.folded FROM unnest(CAST(\(arrayText(ids)) AS text[])) AS wanted
                    CROSS JOIN LATERAL (SELECT id, folded FROM search_row
                        WHERE city_id = \(city) AND noun = \(noun) AND id = wanted OFFSET 0) AS r
                    """)
            }
        return try Dictionary(
            found.map { (try $0.text("id"), try $0.text("folded")) },
            uniquingKeysWith: { first, _ in first })
    }

    /// `ids` are sorted. Their range is said too: without statistics PostgreSQL would otherwise
    /// hold every row of the noun against the list.
    private func forget(_ ids: [String], noun: String) throws {
        guard let first = ids.first, let last = ids.last else { return }
        switch dialect {
        case .sqlite:
            // FTS5 without content of its own is told what it had been given.
            let old = try rows(
                """
                SELECT x.number, r.folded FROM search_index_row x
                JOIN search_row r ON r.city_id = x.city_id AND r.noun = x.noun AND r.id = x.id
                WHERE x.city_id = \(city) AND x.noun = \(noun)
                    AND x.id >= \(first) AND x.id <= \(last) AND x.id IN \(ids)
                """)
            for row in old {
                try run(
                    """
                    INSERT INTO search_index (search_index, rowid, folded)
                    VALUES ('delete', \(try row.integer("number")), \(try row.text("folded")))
                    """)
            }
            try run(
                """
                DELETE FROM search_index_row
                WHERE city_id = \(city) AND noun = \(noun)
                    AND id >= \(first) AND id <= \(last) AND id IN \(ids)
                """)
        case .postgreSQL:
            try run(
                """
                DELETE FROM search_index
                WHERE city_id = \(city) AND noun = \(noun)
                    AND id >= \(first) AND id <= \(last) AND id IN \(ids)
                """)
        }
        try run(
            """
            DELETE FROM search_row
            WHERE city_id = \(city) AND noun = \(noun)
                    AND id >= \(first) AND id <= \(last) AND id IN \(ids)
            """)
    }

    private func indexRows(_ rows: [IndexedRow]) throws {
        switch dialect {
        case .sqlite:
            for row in rows {
                let number = try self.rows(
                    """
                    INSERT INTO search_index_row (city_id, noun, id)
                    VALUES (\(row.city), \(row.noun), \(row.id)) RETURNING number
                    """
                ).first?.integer("number")
                try run(
                    """
                    INSERT INTO search_index (rowid, folded) VALUES (\(number), \(row.folded.text))
                    """)
            }
        case .postgreSQL:
            try load(
                into: "search_index", columns: ["city_id", "noun", "id", "folded", "tokens"],
                rows: rows.map {
                    [
                        $0.city.stored, $0.noun.stored, $0.id.stored, $0.folded.text.stored,
                        arrayText($0.folded.indexTokens).stored,
                    ]
                })
        }
    }
}

private struct IndexedRow {
    let city: String
    let noun: String
    let id: String
    let folded: FoldedText
}

/// Every token in quotes: to FTS5 they are words, never operators.
private func matchText(_ terms: [[SearchClause]]) -> String {
    terms.map { clauses in
        let texts = clauses.map { clause in
            "(" + clause.tokens.map { "\"\($0)\"" }.joined(separator: " AND ") + ")"
        }
        return "(" + texts.joined(separator: " OR ") + ")"
    }.joined(separator: " AND ")
}

/// An array as PostgreSQL reads it.
private func arrayText(_ items: [String]) -> String {
    let quoted = items.map { item in
        guard item.utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") })
        else { return "\"\(item)\"" }
        let escaped = item.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] }
        return "\"\(String(escaped))\""
    }
    return "{" + quoted.joined(separator: ",") + "}"
}
