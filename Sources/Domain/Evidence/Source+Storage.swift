package import Basics
package import Storage

extension Transaction {
    package func save(_ source: Source) throws {
        try run(
            """
            INSERT INTO source (city_id, id, kind, title, file_hash, dated, address,
                learnt_at, by_member)
            VALUES (\(city), \(source.id), \(source.kind.rawValue), \(source.title),
                \(source.fileHash), \(source.dated), \(source.address), \(source.learntAt),
                \(source.by))
            """)
    }

    package func source(_ id: Identifier) throws -> Source? { try sources([id])[id] }

    /// As many as are there, by identifier.
    package func sources(_ ids: Set<Identifier>) throws -> [Identifier: Source] {
        let found = try ids.sorted().parts(of: .listInStatement).flatMap { part in
            try rows(
                """
                SELECT id, kind, title, file_hash, dated, address, learnt_at, by_member
                FROM source WHERE city_id = \(city) AND id IN \(part)
                """)
        }.map { row in
            Source(
                id: try row.identifier("id"),
                kind: SourceKind(rawValue: try row.text("kind")) ?? .sheet,
                title: try row.text("title"), fileHash: try row.optionalText("file_hash"),
                dated: try row.optionalDay("dated"), address: try row.optionalText("address"),
                learntAt: try row.instant("learnt_at"),
                by: try row.text("by_member"))
        }
        return Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
