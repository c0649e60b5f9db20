import SourceReading

/// One SQL text runs on both databases: the subset, read from literals and migrations. What a
/// storage module writes for its own database is not read.
let queryRules: [TidyRule] = [
    query(
        "SQL has no clock", instead: "hand the instant or the day in as a parameter",
        broken: ["DELETE FROM lease WHERE until < now()", "SELECT CURRENT_TIMESTAMP FROM task"],
        kept: ["SELECT now_column FROM task WHERE until < ?"]
    ) { tokens, index, _ in
        let functions: Set<String> = [
            "now", "datetime", "strftime", "date", "julianday", "unixepoch", "date_trunc", "age",
        ]
        let words: Set<String> = ["current_timestamp", "current_date", "current_time"]
        return words.contains(tokens[index])
            || functions.contains(tokens[index]) && tokens[index + 1] == "("
    },
    query(
        "SQL keeps to what both databases know",
        instead: "the subset of both: LIKE, coalesce, ON CONFLICT, CASE, CAST(… AS BIGINT)",
        broken: [
            "SELECT id FROM task WHERE owner ILIKE ?", "SELECT data->>'name' FROM task",
            "SELECT json_extract(data, '$.a') FROM task", "SELECT id::text FROM task",
            "INSERT OR IGNORE INTO task (id) VALUES (?)", "SELECT ifnull(a, 0) FROM task",
            "SELECT group_concat(name) FROM task", "SELECT max(a, b) FROM task",
            "SELECT a FROM task WHERE b IS ?", "SELECT a FROM task WHERE name GLOB ?",
            "SELECT rowid FROM task", "SELECT a FROM task WHERE b == 1",
            "UPDATE task SET open = TRUE WHERE id = ?",
        ],
        kept: [
            "SELECT max(a) AS b, count(*) FROM task WHERE b IS NOT NULL",
            "SELECT id FROM task WHERE a = 'x -> y' AND open = 1",
            "SELECT a FROM task WHERE b IS NOT DISTINCT FROM ?",
        ]
    ) { tokens, index, _ in isForeign(tokens, index) },
    query(
        "no trigger and no enum",
        instead: "write the other rows explicitly; a CHECK names the words",
        broken: [
            "CREATE TRIGGER t AFTER INSERT ON task BEGIN SELECT 1; END",
            "CREATE TYPE mood AS ENUM ('a')",
        ], kept: ["CREATE TABLE trigger_word (id TEXT NOT NULL PRIMARY KEY) STRICT"]
    ) { tokens, index, _ in
        tokens[index] == "create" && ["trigger", "type"].contains(tokens[index + 1])
    },
    query(
        "a cast is to BIGINT", instead: "CAST(… AS BIGINT), or a column of the right type",
        broken: ["SELECT CAST(a AS INTEGER) AS b FROM task", "SELECT CAST(a AS TEXT) FROM task"],
        kept: ["SELECT CAST(sum(a) AS BIGINT) AS b FROM task"]
    ) { tokens, index, _ in
        guard tokens[index] == "cast", tokens[index + 1] == "(" else { return false }
        var depth = 0
        for place in index + 1..<tokens.count {
            if tokens[place] == "(" { depth += 1 }
            if tokens[place] == ")" { depth -= 1 }
            if depth == 1, tokens[place] == "as" { return tokens[place + 1] != "bigint" }
            if depth == 0 { return true }
        }
        return true
    },
    query(
        "a division is guarded", instead: "a / NULLIF(b, 0), or divide in Swift",
        broken: ["SELECT a / b AS share FROM task"],
        kept: ["SELECT a / NULLIF(b, 0) AS share, c / 100 AS d FROM task"]
    ) { tokens, index, _ in
        tokens[index] == "/" && tokens[index + 1] != "nullif"
            && Int(tokens[index + 1]).map { $0 == 0 } ?? true
    },
    TidyRule(
        "a table is STRICT", instead: "`) STRICT;` (or `STRICT, WITHOUT ROWID`)",
        broken: [
            example("Sources/Storage/Storage/Migrations/m0001-a.sql", "CREATE TABLE a (b TEXT);")
        ],
        kept: [
            example(
                "Sources/Storage/Storage/Migrations/m0001-a.sql",
                "CREATE TABLE a (b TEXT) STRICT, WITHOUT ROWID;")
        ]
    ) { file, _ in
        guard file.path.hasSuffix(".sql"), !file.path.hasSuffix(".postgres.sql") else { return [] }
        return file.queries.flatMap(\.tables).filter { !$0.isStrict }.map(\.line)
    },
    TidyRule(
        "an order of what may be NULL says where NULL stands",
        instead: "ORDER BY column NULLS FIRST or NULLS LAST",
        broken: [
            example(
                "Sources/Storage/Storage/Migrations/m0001-a.sql",
                "CREATE TABLE task (id TEXT NOT NULL, due TEXT) STRICT;\n"
                    + "CREATE VIEW late AS SELECT id FROM task ORDER BY due;")
        ],
        kept: [
            example(
                "Sources/Storage/Storage/Migrations/m0001-a.sql",
                "CREATE TABLE task (id TEXT NOT NULL, due TEXT) STRICT;\n"
                    + "CREATE VIEW late AS SELECT id FROM task ORDER BY due NULLS LAST, id;")
        ]
    ) { file, tree in
        guard isRead(file, in: tree) else { return [] }
        let tables = tree.tables
        return file.queries.flatMap { unplacedNulls(in: $0.tokens, tables) }
    },
]

/// A rule on each token of each query; it sees them in lower case, a few empty ones after them.
private func query(
    _ name: String, instead advice: String, broken: [String], kept: [String],
    finds: @escaping @Sendable ([String], Int, QueryText) -> Bool
) -> TidyRule {
    func literal(_ sql: String) -> ProjectFile {
        example("Sources/Domain/People/Task+Storage.swift", "let q: Query = \"\(sql)\"")
    }
    let migration = broken.map {
        example("Sources/Storage/Storage/Migrations/m0002-x.sql", "-- now() in a comment\n\($0);")
    }
    return TidyRule(
        name, instead: advice, broken: broken.map(literal) + migration, kept: kept.map(literal)
    ) { file, tree in
        guard isRead(file, in: tree) else { return [] }
        return file.queries.flatMap { query in
            let texts = query.tokens.map(\.text) + ["", "", "", ""]
            return query.tokens.indices.filter { finds(texts, $0, query) }
                .map { query.tokens[$0].line }
        }
    }
}

/// A migration beside which PostgreSQL has one of its own is SQLite's.
private func isRead(_ file: ProjectFile, in tree: ProjectTree) -> Bool {
    let twin = file.path.replacing(".sql", with: ".postgres.sql")
    return file.path.hasPrefix("Sources/") && !file.path.hasPrefix("Sources/Storage/SQLiteStorage/")
        && !file.path.hasPrefix("Sources/Storage/PostgreSQLStorage/")
        && !file.path.hasSuffix(".postgres.sql") && !namesWhatDiffers(file)
        && !(file.path.hasSuffix(".sql") && tree.files.contains { $0.path == twin })
}

/// The few files of Storage for what truly differs choose by the dialect themselves.
private func namesWhatDiffers(_ file: ProjectFile) -> Bool {
    file.path.hasPrefix("Sources/Storage/Storage/")
        && file.swift.tokens.contains { $0.text == "dialect" }
}

private func isForeign(_ tokens: [String], _ index: Int) -> Bool {
    let next = tokens[index + 1]
    switch tokens[index] {
    case "ilike", "glob", "regexp", "similar", "autoincrement", "serial", "pragma": return true
    case "rowid": return index == 0 || tokens[index - 1] != "without"
    case "ifnull", "group_concat", "string_agg", "instr", "printf", "greatest", "least", "total":
        return next == "("
    case "insert": return next == "or"
    case "-": return next == ">"
    case ":": return next == ":"
    case "=": return next == "=" || next == "true" || next == "false"
    case "is":
        let word = next == "not" ? tokens[index + 2] : next
        return word != "null" && word != "distinct"
    case "max", "min": return next == "(" && hasTwoArguments(tokens, index + 1)
    case let word: return word.hasPrefix("json") && (next == "(" || word == "jsonb")
    }
}

/// Two arguments make `max` a function of SQLite alone.
private func hasTwoArguments(_ tokens: [String], _ open: Int) -> Bool {
    var depth = 0
    for index in open..<tokens.count {
        if tokens[index] == "(" { depth += 1 }
        if tokens[index] == ")" { depth -= 1 }
        if depth == 0 { return false }
        if depth == 1, tokens[index] == "," { return true }
    }
    return false
}

/// The lines of `ORDER BY` terms that are a nullable column of a table of the query and say nothing
/// of NULL.
private func unplacedNulls(in tokens: [QueryToken], _ tables: [TableText]) -> [Int] {
    let texts = tokens.map(\.text)
    let named = Set(texts)
    let nullable = Set(
        tables.filter { named.contains($0.name) }
            .flatMap { $0.columns.filter(\.isNullable).map(\.name) })
    let settled = Set(
        tables.filter { named.contains($0.name) }
            .flatMap { $0.columns.filter { !$0.isNullable }.map(\.name) })
    var lines: [Int] = []
    for start in texts.indices.dropLast(2)
    where texts[start] == "order" && texts[start + 1] == "by" {
        var term: [String] = []
        var depth = 0
        for index in start + 2...texts.count {
            let text = index < texts.count ? texts[index] : ";"
            let ends = depth == 0 && [",", ")", ";", "limit", "rows", "range"].contains(text)
            if ends {
                let names = term.filter { $0 != "asc" && $0 != "desc" }
                let isColumn = names.count == 1 || names.count == 3 && names[1] == "."
                let column = isColumn ? names.last : nil
                if let column, nullable.contains(column), !settled.contains(column) {
                    lines.append(tokens[min(index, tokens.count) - 1].line)
                }
                term = []
                if text != "," { break }
                continue
            }
            if text == "(" { depth += 1 }
            if text == ")" { depth -= 1 }
            term.append(text)
        }
    }
    return lines
}
