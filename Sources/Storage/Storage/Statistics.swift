extension Transaction {
    /// Tells the database's planner how many rows its tables hold: without it, it reads a whole
    /// city where it could look up a row. Called after many rows were loaded, when the server
    /// starts and once a day.
    package func gatherStatistics(of tables: [String]) throws {
        switch dialect {
        case .postgreSQL:
            for table in tables { try run("ANALYZE \(Query.name(table))") }
        case .sqlite:
            try run("PRAGMA analysis_limit = 1000")
            for table in tables { try run("ANALYZE \(Query.name(table))") }
            try mendSample(of: tables)
        }
    }

    /// SQLite would read each index whole, a second for a million rows, while nobody can write. Of
    /// a sample it believes that a city, with which every key begins, has no more rows than the
    /// sample: it is told that a city has all rows of the table.
    private func mendSample(of tables: [String]) throws {
        let found = try rows(
            "SELECT idx, stat FROM sqlite_stat1 WHERE idx IS NOT NULL AND tbl IN \(tables)")
        for row in found {
            var words = try row.text("stat").split(separator: " ")
            guard words.count > 2 else { continue }
            words[1] = words[0]
            try run(
                """
                UPDATE sqlite_stat1 SET stat = \(words.joined(separator: " "))
                WHERE idx = \(try row.text("idx"))
                """)
        }
        // A connection reads this with the schema: this one when told, the others when the schema
        // changed.
        try run("ANALYZE sqlite_schema")
        try run("CREATE TABLE statistics_read (id INTEGER PRIMARY KEY) STRICT")
        try run("DROP TABLE statistics_read")
    }
}
