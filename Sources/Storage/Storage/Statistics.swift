extension Transaction {
    /// Tells the database's planner how many rows its tables hold: without it, it reads a whole
    /// city where it could look up a row. Called after many rows were loaded, and once a day.
    /// SQLite reads each index whole, a second for a million rows: a sample would tell it that a
    /// city is small.
    package func gatherStatistics(of tables: [String]) throws {
        if dialect == .sqlite { try run("PRAGMA analysis_limit = 0") }
        for table in tables { try run("ANALYZE \(Query.name(table))") }
    }
}
