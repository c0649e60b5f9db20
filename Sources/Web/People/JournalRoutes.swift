import Basics
import Pages
import People
import Rules
import Storage

extension Limit {
    /// Entries of the journal on one page.
    static let journalPage: Limit = 100
}

/// The journal, for the audit administrator.
package func journalRoutes() -> [Route] {
    [
        .get("/journal", .may(.readJournal)) { ask in
            let units = ask.city.units
            let before = ask.query["before"].flatMap { Int64($0) }
            let (head, entries, names) = try await ask.store.read { tx in
                let head = try tx.journalHead()
                let end = min(before ?? head.number + 1, head.number + 1)
                let start = max(0, end - 1 - Int64(Limit.journalPage.count))
                let found = try tx.journal(after: start, limit: .journalPage)
                let members = try tx.members(units: units)
                let names = Dictionary(
                    members.map { ($0.id.text, $0.name) }, uniquingKeysWith: { first, _ in first })
                return (head, found.filter { $0.number < end }, names)
            }
            let first = entries.first?.number ?? 1
            return .page(
                journalPage(
                    JournalView(
                        entries: entries.reversed().map { JournalRow($0, by: names[$0.by]) },
                        head: head, earlier: first > 1 ? first : nil,
                        isLatest: before == nil, zoneOffset: ask.city.folder.zoneOffset)))
        }
    ]
}
