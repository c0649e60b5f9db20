extension Transaction {
    /// The number of the next row of a table that counts its rows within the city. One writer a
    /// city at a time, so nobody else takes it.
    package func nextNumber(of table: String) throws -> Int64 {
        let found = try rows(
            """
            SELECT coalesce(max(number), 0) AS last FROM \(Query.name(table))
            WHERE city_id = \(city)
            """)
        return try (found.first?.integer("last") ?? 0) + 1
    }
}
