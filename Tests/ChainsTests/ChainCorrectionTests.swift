import Basics
import Chains
import Companies
import Evidence
import People
import Storage
import TestSupport
import Testing

/// What people take back stays taken back, and companies made one are one at their links.
@Suite("Chains corrected by hand")
struct ChainCorrectionTests {
    private typealias Files = ChainImportTests
    private static let today = Draws.noon.day(offset: 28_800)
    /// The same company under two names at one link in one place.
    private static let double =
        Files.head
        + Files.body.replacing("links:", with: "  - {id: c, name: 示例市甲泵业}\nlinks:").replacing(
            "complete:",
            with: """
                  - {link: pumps, company: c, place: "990102", source: survey}
                complete:
                """)

    private func grounds(_ desk: Files.Desk, _ title: String = "示例：走访") -> Grounds {
        Grounds(
            id: desk.world.identifier(.evidence), kind: "statement", title: title, dated: nil,
            today: Self.today)
    }

    private func typed(
        _ desk: Files.Desk, _ kind: String, company: String? = nil, place: String = "990102",
        link: String, title: String = "示例：走访"
    ) async throws -> TakenChain {
        let draft = LinkFactDraft(
            kind: kind, company: company, place: place, on: Self.today.description,
            signed: "示例专班", grounds: grounds(desk, title),
            fresh: desk.world.identifier(.company))
        return try await desk.act { tx, by in
            try tx.add(draft, link: link, of: "pumps", by: nil, today: Self.today, by)
        }
    }

    private func placements(_ desk: Files.Desk, at link: String) async throws -> [Placement] {
        try await desk.store.read { tx in try tx.placements(of: "pumps", at: link) }
    }

    /// Makes the two companies of `double` one; gives the one that ended.
    private func merge(_ desk: Files.Desk) async throws -> Identifier {
        let grounds = grounds(desk)
        return try await desk.act { tx, by in
            let both = try ["示例市甲泵业", "示例市甲泵业有限公司"].compactMap {
                try tx.companies(answeringTo: $0).first
            }
            try tx.mergeCompany(
                both[0].id, version: both[0].version, into: both[1].id,
                intoVersion: both[1].version, on: grounds, by)
            try tx.renewGrades(of: both.map(\.id), by: nil, at: by.at)
            return both[0].id
        }
    }

    @Test(
        "companies made one are graded anew, written out once and leave together",
        arguments: Stores.available)
    func merged(stores: StoreKind) async throws {
        let desk = Files.Desk(store: try await stores.fresh())
        _ = try await desk.take(Self.double)
        func operating() async throws -> Int? {
            try await desk.store.read { tx in try tx.keptGrades(of: "pumps")["pumps"] }?
                .inputs.operating
        }
        #expect(try await operating() == 2)
        let ended = try await merge(desk)
        #expect(try await operating() == 1)
        #expect(try await placements(desk, at: "pumps").count == 1)
        // The file names it once, so it can be read again.
        let file = try await desk.act { tx, by in try tx.exportChain("pumps", by) }
        #expect(file.placements.count { $0.link == "pumps" } == 1)
        #expect(try await desk.take(file.yaml).changes.isEmpty)
        // A new fact takes the place of both.
        let told = try await typed(
            desk, "placement", company: "示例市甲泵业有限公司", link: "pumps", title: "示例：再访")
        #expect(told.changes == ["placements": 1])
        let one = try #require(try await placements(desk, at: "pumps").first)
        _ = try await desk.act { tx, by in
            try tx.endPlacement(
                one.number, link: "pumps", of: "pumps", because: "示例：停产", by: nil, by)
        }
        #expect(try await placements(desk, at: "pumps").isEmpty)
        let gone = try await reasons {
            _ = try await desk.act { tx, by in
                try tx.endPlacement(
                    one.number, link: "pumps", of: "pumps", because: "示例：停产", by: nil, by)
            }
        }
        #expect(gone.contains { $0.contains("已经不在这个环节") }, "\(gone)")
        let nobody = try await reasons {
            _ = try await desk.act { tx, by in
                try tx.endPlacement(
                    nil, link: "pumps", of: "pumps", because: "", by: nil, by)
            }
        }
        #expect(nobody.count == 2, "\(nobody)")
        // Taken apart again, each stands where it was written; both had left.
        try await desk.act { tx, by in
            let into = try #require(try tx.standingMerge(of: ended)?.into)
            let version = try #require(try tx.companies([into]).first?.version)
            try tx.unmergeCompany(ended, intoVersion: version, because: "示例", by)
            try tx.renewGrades(of: [ended, into], by: nil, at: by.at)
        }
        #expect(try await operating() == 0)
    }

    @Test(
        "a company that was taken away stays away until somebody says something new",
        arguments: Stores.available)
    func takenAway(stores: StoreKind) async throws {
        let desk = Files.Desk(store: try await stores.fresh())
        _ = try await desk.take(Files.head + Files.body)
        let one = try #require(try await placements(desk, at: "pumps").first)
        _ = try await desk.act { tx, by in
            try tx.endPlacement(
                one.number, link: "pumps", of: "pumps", because: "示例：搬走", by: nil, by)
        }
        let again = try await desk.take(Files.head + Files.body)
        #expect(again.changes.isEmpty && again.withheld == 1)
        #expect(try await placements(desk, at: "pumps").isEmpty)
        let newer = Files.body.replacing("[above-scale]", with: "[national]")
        let changed = try await desk.take(Files.head + newer)
        #expect(changed.changes == ["placements": 1] && changed.withheld == 0)
        // Also where somebody said otherwise in between.
        _ = try await typed(desk, "placement", company: "示例市甲泵业有限公司", link: "pumps")
        let last = try #require(try await placements(desk, at: "pumps").first)
        _ = try await desk.act { tx, by in
            try tx.endPlacement(
                last.number, link: "pumps", of: "pumps", because: "示例：停产", by: nil, by)
        }
        #expect(try await desk.take(Files.head + newer).withheld == 1)
    }

    @Test(
        "a declaration is taken back, no file brings it back, a person may",
        arguments: Stores.available)
    func withdrawn(stores: StoreKind) async throws {
        let desk = Files.Desk(store: try await stores.fresh())
        _ = try await desk.take(Files.head + Files.body)
        func withdraw(_ place: String?, _ reason: String) async throws -> Grading {
            try await desk.act { tx, by in
                try tx.withdrawDeclaration(
                    of: place, link: "motors", of: "pumps", because: reason, by: nil, by)
            }
        }
        #expect(try await reasons { _ = try await withdraw("370200", "") }.count == 2)
        let grading = try await withdraw("990100", "示例：漏了一家")
        #expect(grading.closed.map(\.kind) == [.missing])
        #expect(try await desk.grades()["motors"] == .unknown)
        let course = try await desk.store.read { tx in try tx.linkCourse("motors", of: "pumps") }
        #expect(course?.declarations.isEmpty == true)
        #expect(try await desk.take(Files.head + Files.body).changes.isEmpty)
        let file = try await desk.act { tx, by in try tx.exportChain("pumps", by) }
        #expect(file.declarations.isEmpty)
        let told = try await typed(desk, "declaration", place: "990100", link: "motors")
        #expect(told.grading.opened.map(\.kind) == [.missing])
        #expect(
            try await typed(desk, "declaration", place: "990100", link: "motors").changes.isEmpty,
            "the same said twice is said once")
        let journal = try await desk.store.read { tx in try tx.journal(after: 0, limit: 20) }
        let entry = try #require(journal.last { $0.kind == "chain.edited" })
        #expect(entry.body.contains("\"complete\":\"990100\""), "\(entry.body)")
    }

    @Test("a version holds in the city that wrote it", arguments: Stores.available)
    func bound(stores: StoreKind) async throws {
        let desk = Files.Desk(store: try await stores.fresh())
        _ = try await desk.take(Files.head + Files.body)
        let other = Files.body.replacing("整泵", with: "成套泵")
        let elsewhere = "version: 7\ncity: \"370200\"\n"
        #expect(try await desk.take(Files.head + elsewhere + other).changes == ["links": 1])
        await #expect(throws: StaleVersion.self) {
            _ = try await desk.take(Files.head + "version: 7\n" + Files.body)
        }
    }
}
