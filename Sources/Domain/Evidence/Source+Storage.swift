package import Basics
package import Storage

extension Transaction {
    package func save(_ source: Source) throws {
        try run(
            """
            INSERT INTO source (city_id, id, kind, title, file_hash, learnt_at, by_member)
            VALUES (\(city), \(source.id), \(source.kind.rawValue), \(source.title),
                \(source.fileHash), \(source.learntAt), \(source.by))
            """)
    }

    package func source(_ id: Identifier) throws -> Source? {
        try rows(
            """
            SELECT kind, title, file_hash, learnt_at, by_member FROM source
            WHERE city_id = \(city) AND id = \(id)
            """
        ).first.map { row in
            Source(
                id: id, kind: SourceKind(rawValue: try row.text("kind")) ?? .sheet,
                title: try row.text("title"), fileHash: try row.optionalText("file_hash"),
                learntAt: try row.instant("learnt_at"), by: try row.text("by_member"))
        }
    }
}
