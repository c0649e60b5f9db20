package import Basics
import Texts

/// What one thing is found by: its text, and other spellings such as the initials of its pinyin.
package struct SearchItem: Hashable, Sendable {
    package let subject: Subject
    package let text: String
    package let keys: [String]

    package init(_ subject: Subject, text: String, keys: [String] = []) {
        self.subject = subject
        self.text = text
        self.keys = keys
    }

    /// The text comes first, so that what begins with the query can be told from what contains it.
    fileprivate var folded: FoldedText { FoldedText(([text] + keys).joined(separator: " ")) }
}

extension Transaction {
    /// Makes a thing findable by this and nothing else; a text without a letter makes it
    /// unfindable. Called by whatever saves the thing: there are no triggers.
    package func index(_ subject: Subject, text: String, keys: [String] = []) throws {
        try index([SearchItem(subject, text: text, keys: keys)])
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
        guard let query = FoldedQuery(text) else { return [] }
        return try rows(
            """
            SELECT r.id \(matches(noun: noun, query))
            ORDER BY CASE WHEN r.folded LIKE \(query.folded.text + "%") THEN 0 ELSE 1 END,
                length(r.folded), r.id
            LIMIT \(limit)
            """
        ).map { try $0.text("id") }
    }

    /// A condition to be joined with others, such as what a member may see:
    /// `WHERE \(sight) AND \(tx.searchCondition(noun: "project", text: typed, idColumn: "p.id"))`.
    /// A text without a letter, digit or Chinese character matches nothing.
    package func searchCondition(noun: String, text: String, idColumn: String) -> Query {
        guard let query = FoldedQuery(text) else { return "1 = 0" }
        return "\(Query.name(idColumn)) IN (SELECT r.id \(matches(noun: noun, query)))"
    }

    /// After a restore: the index again from the search rows.
    package func rebuildSearchIndex() throws {
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
            last = (try end.text("city_id"), try end.text("noun"), try end.text("id"))
            try indexRows(
                batch.map {
                    IndexedRow(
                        city: try $0.text("city_id"), noun: try $0.text("noun"),
                        id: try $0.text("id"), folded: FoldedText(stored: try $0.text("folded")))
                })
        }
    }

    private func matches(noun: String, _ query: FoldedQuery) -> Query {
        var condition: Query
        switch dialect {
        case .sqlite:
            condition = """
                FROM search_index JOIN search_index_row x ON x.number = search_index.rowid
                JOIN search_row r ON r.city_id = x.city_id AND r.noun = x.noun AND r.id = x.id
                WHERE search_index MATCH \(query.match)
                """
        case .postgreSQL:
            let tokens = arrayText(query.folded.queryTokens)
            condition = "FROM search_index r WHERE r.tokens @> CAST(\(tokens) AS text[])"
        }
        condition = "\(condition) AND r.city_id = \(city) AND r.noun = \(noun)"
        for fragment in query.folded.fragments {
            condition = "\(condition) AND r.folded LIKE \("%" + fragment + "%")"
        }
        return condition
    }

    private func replace(_ rows: [(id: String, folded: FoldedText)], noun: String) throws {
        let known = try foldedTexts(of: rows.map(\.id), noun: noun)
        let changed = rows.filter { known[$0.id] != $0.folded.text }
        try forget(changed.map(\.id).filter { known[$0] != nil }, noun: noun)
        let kept = changed.filter { !$0.folded.text.isEmpty }
        try load(
            into: "search_row", columns: ["city_id", "noun", "id", "folded"],
            rows: kept.map { [city.stored, noun.stored, $0.id.stored, $0.folded.text.stored] })
        try indexRows(
            kept.map { IndexedRow(city: city, noun: noun, id: $0.id, folded: $0.folded) })
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

private let searchedCharacters: Limit = 100

private struct IndexedRow {
    let city: String
    let noun: String
    let id: String
    let folded: FoldedText
}

/// What was typed, when there is something to look for in it. Characters after the hundredth are
/// not looked at.
private struct FoldedQuery {
    let folded: FoldedText

    init?(_ text: String) {
        folded = FoldedText(String(text.prefix(searchedCharacters.count)))
        if folded.queryTokens.isEmpty { return nil }
    }

    /// Every token in quotes: to FTS5 they are words, never operators.
    var match: String { folded.queryTokens.map { "\"\($0)\"" }.joined(separator: " AND ") }
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
