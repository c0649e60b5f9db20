package import Basics
package import People
package import Storage
import Texts

/// What a member narrows the ledger to again and again (常用条件), under a name.
package struct SavedFilter: Sendable, Hashable {
    package let name: String
    /// The query of the list's address, without its page.
    package let query: String
}

extension Limit {
    package static let savedFilters: Limit = 20
    static let lettersOfFilterName: Limit = 20
    static let bytesOfFilter: Limit = 2_000
}

extension Transaction {
    /// The actor's own, by name.
    package func savedFilters(of actor: Actor) throws -> [SavedFilter] {
        try rows(
            """
            SELECT name, query FROM saved_filter
            WHERE city_id = \(city) AND member = \(actor.name)
            ORDER BY name LIMIT \(Limit.savedFilters)
            """
        ).map { SavedFilter(name: try $0.text("name"), query: try $0.text("query")) }
    }

    /// Keeps a filter under a name; one of that name is replaced. It is the member's own matter and
    /// no entry of the journal.
    package func save(filter query: String, as name: String?, _ occasion: Occasion) throws {
        let name = trimmed(name ?? "")
        var problems: [Problem] = []
        if name.isEmpty || name.count > Limit.lettersOfFilterName.count {
            problems.append(
                Problem("请写名称，最多\(Limit.lettersOfFilterName.count)个字", at: .field("name")))
        }
        if query.utf8.count > Limit.bytesOfFilter.count { problems.append(Problem("条件太长")) }
        let saved = try savedFilters(of: occasion.actor)
        if saved.count >= Limit.savedFilters.count, !saved.contains(where: { $0.name == name }) {
            problems.append(Problem("最多存\(Limit.savedFilters.count)组，先删一组"))
        }
        guard problems.isEmpty else { throw ProjectRefusal(problems) }
        try run(
            """
            INSERT INTO saved_filter (city_id, member, name, query, saved_at)
            VALUES (\(city), \(occasion.actor.name), \(name), \(query), \(occasion.at))
            ON CONFLICT (city_id, member, name) DO UPDATE SET query = excluded.query,
                saved_at = excluded.saved_at
            """)
    }

    package func forget(filter name: String, _ occasion: Occasion) throws {
        try run(
            """
            DELETE FROM saved_filter
            WHERE city_id = \(city) AND member = \(occasion.actor.name) AND name = \(name)
            """)
    }
}
