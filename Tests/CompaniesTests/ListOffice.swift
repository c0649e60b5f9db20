import Basics
import Companies
import People
import Storage

@testable import Rules

/// Lists as the pages import them, over the companies of an office.
extension CompanyOffice {
    static func kind(_ id: String, isRanked: Bool) -> CompanyListKind {
        CompanyListKind(
            id: id, name: LocalName(zh: id), isRanked: isRanked, publisher: LocalName(zh: "某社"),
            place: .field(id))
    }

    static let kinds = [kind("top", isRanked: true), kind("open", isRanked: false)]
    static let units = Units(
        ["office", "east", "west"].map {
            Unit(
                id: $0, name: LocalName(zh: $0), short: $0,
                kind: $0 == "office" ? .headquarters : .district, place: .field($0))
        })
    static let all = ContactReader(sight: .all, details: [.name, .phone])

    func plan(
        _ kind: String, _ year: String, _ table: String, replaces: Bool = false,
        on grounds: Grounds? = nil
    ) async throws -> ListImport {
        let hand = try await store.read { tx in try tx.namesAtHand() }
        var matcher = ListMatcher(hand, thresholds: .standard)
        return try ListImport(
            EditionDraft(kind: kind, year: year, isReplacing: replaces), file: "榜.csv",
            bytes: Array(table.utf8), kinds: CompanyOffice.kinds, matcher: &matcher,
            on: grounds ?? self.grounds("示例：某刊", kind: "publication"))
    }

    @discardableResult
    func take(
        _ kind: String, _ year: String, _ table: String, replaces: Bool = false
    ) async throws -> ImportedList {
        let plan = try await plan(kind, year, table, replaces: replaces)
        let occasion = self.occasion
        return try await store.write { tx in try tx.saveList(plan, occasion) }
    }

    func entries(_ kind: String, _ year: Int) async throws -> [ListEntry] {
        try await store.read { tx in
            guard let edition = try tx.listEdition(kind, year: year) else { throw UnknownList() }
            return try tx.listEntries(of: edition)
        }
    }

    func decide(
        _ position: Int, _ kind: String, _ year: Int, _ word: String, _ company: String? = nil,
        version: Int64 = 1
    ) async throws {
        let (draft, occasion) = (EntryDraft(decision: word, company: company), self.occasion)
        try await store.write { tx in
            let edition = try tx.listEdition(kind, year: year)?.number ?? 0
            try tx.decideEntry(
                position, of: kind, year: year, edition: edition, version: version, draft,
                occasion)
        }
    }

    func member(_ roles: Set<Role>, unit: String) -> Member {
        Member(
            id: world.identifier(.member), login: "m", name: "张三", unit: unit, roles: roles,
            createdAt: CompanyOffice.noon)
    }
}
