import Basics
import Chains
import Companies
import Evidence
import People
import Rules
import Storage
import TestSupport
import Testing

@Suite("Gaps as work, grades by hand")
struct GapWorkTests {
    private static let today = Draws.noon.day(offset: 28_800)
    private static let units = Units([
        Unit(
            id: "office", name: LocalName(zh: "示例办公室"), short: "办", kind: .headquarters,
            place: .field("office"))
    ])

    private func taken(_ stores: StoreKind) async throws -> ChainImportTests.Desk {
        let desk = ChainImportTests.Desk(store: try await stores.fresh())
        _ = try await desk.take(ChainImportTests.head + ChainImportTests.body)
        return desk
    }

    @Test(
        "a plan has an owner, a wanted grade and a year; each change is kept, the older one refused",
        arguments: Stores.available)
    func planned(stores: StoreKind) async throws {
        let desk = try await taken(stores)
        let gap = try #require(try await desk.gaps().first)
        func plan(_ year: String, version: Int64, owner: String = "office") async throws -> GapPlan
        {
            let draft = GapPlanDraft(
                path: "attract", wanted: "present", year: year, owner: owner,
                demand: "年采购三千台", regions: "长三角", version: version)
            return try await desk.act { tx, by in
                try tx.plan(
                    draft, gap: gap.number, units: Self.units, today: Self.today, by)
            }
        }
        let wrong = try await reasons { _ = try await plan("1999", version: 0, owner: "nobody") }
        #expect(wrong.count == 2, "\(wrong)")
        #expect(try await plan("2028", version: 0).number == 1)
        let stale = try await reasons { _ = try await plan("2029", version: 0) }
        #expect(stale.contains { $0.contains("已被他人修改") }, "\(stale)")
        _ = try await plan("2029", version: 1)
        let (all, owned, chain) = try await desk.store.read { tx in
            (
                try tx.plans(ofGap: gap.number), try tx.openGaps(ownedBy: "office"),
                try tx.plans(ofChain: "pumps")
            )
        }
        #expect(all.map(\.year) == [2029, 2028])
        #expect(owned.map(\.plan.year) == [2029] && owned.first?.link.zh == "电机")
        #expect(chain[gap.number]?.year == 2029)
    }

    @Test(
        "a grade by hand holds until its last day, the computed one beside it; gaps follow",
        arguments: Stores.available)
    func overridden(stores: StoreKind) async throws {
        let desk = try await taken(stores)
        func override(
            _ grade: String, until: String, link: String = "motors", seen: Int64? = nil
        ) async throws -> Grading {
            let draft = OverrideDraft(
                grade: grade, reason: "示例：实地看过", endsOn: until, seen: seen)
            return try await desk.act { tx, by in
                try tx.override(draft, link: link, of: "pumps", by: nil, today: Self.today, by)
            }
        }
        #expect(
            try await reasons { _ = try await override("good", until: "2020-01-01") }.count == 2)
        await #expect(throws: UnknownChain.self) {
            _ = try await override("weak", until: "2027-01-01", link: "gone")
        }
        let set = try await override("weak", until: "2027-01-01")
        #expect(set.opened.map(\.kind) == [.weak] && set.closed.map(\.kind) == [.missing])
        // Nobody sets or ends another's unseen.
        await #expect(throws: StaleVersion.self) {
            _ = try await override("strong", until: "2027-01-01")
        }
        await #expect(throws: StaleVersion.self) {
            _ = try await desk.act { tx, by in
                try tx.endOverride(link: "motors", of: "pumps", seen: 1, by: nil, by)
            }
        }
        // A change of the facts keeps it.
        _ = try await desk.take(
            ChainImportTests.head + ChainImportTests.body.replacing("整泵", with: "成套泵"))
        let held = try await desk.store.read { tx in try tx.keptGrades(of: "pumps") }["motors"]
        #expect(held?.level == .weak && held?.computed == .missing)
        #expect(held?.override?.endsOn == Day(text: "2027-01-01"))
        func end(before day: String) async throws -> Int {
            let day = try #require(Day(text: day))
            return try await desk.act { tx, by in
                try tx.endOverrides(before: day, by: nil, by)
            }
        }
        #expect(try await end(before: "2027-01-01") == 0, "its last day isn't over")
        #expect(try await end(before: "2027-01-02") == 1)
        let course = try #require(
            try await desk.store.read { tx in try tx.linkCourse("motors", of: "pumps") })
        #expect(course.grade?.level == .missing && course.grade?.override == nil)
        #expect(course.gaps.filter(\.isOpen).map(\.kind) == [.missing])
    }

    @Test(
        "extending is opened and closed by hand, and no grade closes it",
        arguments: Stores.available)
    func extended(stores: StoreKind) async throws {
        let desk = try await taken(stores)
        func open() async throws -> Gap {
            try await desk.act { tx, by in
                try tx.openGap(link: "pumps", of: "pumps", because: "示例：往成套走", by)
            }
        }
        let gap = try await open()
        #expect(try await reasons { _ = try await open() }.count == 1)
        _ = try await desk.take(
            ChainImportTests.head
                + ChainImportTests.body.replacing("[above-scale]", with: "[plain]"))
        func openKinds() async throws -> [GapKind] {
            try await desk.gaps()
                .filter { $0.isOpen && $0.link == "pumps" }.map(\.kind)
        }
        #expect(try await openKinds() == [.extending, .weak])
        let missing = try #require(
            try await desk.gaps()
                .first { $0.kind == .missing })
        #expect(
            try await reasons {
                try await desk.act { tx, by in
                    try tx.closeGap(missing.number, because: "想关", by)
                }
            }.contains { $0.contains("随判断自己关闭") })
        try await desk.act { tx, by in
            try tx.closeGap(gap.number, because: "示例：成套企业投产", by)
        }
        #expect(try await openKinds() == [.weak])
    }

    @Test(
        "what a person types is a fact with a source: the gap closes, and opens when it is taken away",
        arguments: Stores.available)
    func typed(stores: StoreKind) async throws {
        let desk = try await taken(stores)
        func add(_ company: String, place: String = "990103", title: String = "示例：招商专员走访")
            async throws -> TakenChain
        {
            let draft = LinkFactDraft(
                kind: "placement", company: company, place: place, standing: "operating",
                qualities: ["", "above-scale"], signed: "示例专班",
                grounds: Grounds(
                    id: desk.world.identifier(.evidence), kind: "statement", title: title,
                    dated: nil, today: Self.today), fresh: desk.world.identifier(.company))
            return try await desk.act { tx, by in
                try tx.add(draft, link: "motors", of: "pumps", by: nil, today: Self.today, by)
            }
        }
        let wrong = try await reasons { _ = try await add("", place: "here", title: "") }
        #expect(wrong.count == 3, "\(wrong)")
        let added = try await add("示例市丙电机有限公司")
        #expect(added.newCompanies == 1 && added.grading.closed.map(\.kind) == [.missing])
        let again = try await add("示例市丙电机有限公司")
        #expect(again.changes.isEmpty, "the same said twice is said once")
        let course = try #require(
            try await desk.store.read { tx in try tx.linkCourse("motors", of: "pumps") })
        let placement = try #require(course.placements.first { $0.place == "990103" })
        #expect(course.sources[placement.source]?.title == "示例：招商专员走访")
        let left = try await desk.act { tx, by in
            try tx.endPlacement(
                placement.number, link: "motors", of: "pumps", because: "示例：停产", by: nil, by)
        }
        #expect(left.opened.map(\.kind) == [.missing])
    }
}
