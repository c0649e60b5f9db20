import Basics
import Companies
import FigureSupport
import Indicators
import People
import Projects
import Rules
import Storage
import TestSupport
import Testing

/// 500强 as a condition of figures: known from the day on which it was known.
@Suite("Projects whose investors stand on lists")
struct ProjectListTests {
    private func imported(
        _ names: [String], year: Int, in office: LedgerOffice
    ) async throws {
        let rows = ["排名,企业名称"] + names.enumerated().map { "\($0 + 1),\($1)" }
        let hand = try await office.store.read { tx in try tx.namesAtHand() }
        var matcher = ListMatcher(
            hand, thresholds: IdentityThresholds(office.folder.identity(on: office.today)),
            places: office.folder.places)
        let plan = try ListImport(
            EditionDraft(kind: "world-500", year: String(year), isReplacing: false),
            file: "示例.csv", bytes: Array(rows.joined(separator: "\n").utf8),
            kinds: office.folder.listKinds(on: office.today), matcher: &matcher,
            on: Grounds(
                id: office.identifier(.evidence), kind: "publication", title: "示例：虚构的榜单",
                dated: nil, today: office.today))
        let occasion = office.occasion(.operator)
        try await office.store.write { tx in
            _ = try tx.saveList(plan, occasion)
            try tx.keepListings(at: occasion.at)
        }
    }

    /// By unit, as known at the end of today, and the same the slow way.
    private func figure(_ office: LedgerOffice) async throws -> [String: FactSum] {
        let indicator = try #require(office.folder.indicator("listed-projects", on: office.today))
        let question = FigureQuestion(
            indicator, over: try #require(Period(text: "2026")),
            known: office.folder.end(of: office.today))
        let (found, slow) = try await office.store.read { [folder = office.folder] tx in
            (
                try tx.figure(question, in: folder, visibleTo: .all).sums,
                try SlowLedger(tx).sums(question, in: folder).withoutEmpty
            )
        }
        #expect(found == slow)
        return found
    }

    @Test(
        "the newest list counts, with the whole group, as far as it was known",
        arguments: Stores.available)
    func listed(stores: StoreKind) async throws {
        let office = try await LedgerOffice(stores)
        try await office.take([battery], inSeptember, unit: "dongyu")
        try await office.take([hydrogen], inSeptember, unit: "xiling")
        let top = try await office.addCompany("示例星澜控股集团有限公司")
        let below = try await office.addCompany(battery.investor)
        try await office.own(below, by: top)
        try await imported(["示例星澜控股集团有限公司"], year: 2025, in: office)
        #expect(try await figure(office) == ["dongyu": FactSum(value: 1)])

        // Another company is on the next edition; the first is on none any more.
        let before = office.now()
        let other = try await office.addCompany(hydrogen.investor)
        try await imported([hydrogen.investor], year: 2026, in: office)
        #expect(try await figure(office) == ["xiling": FactSum(value: 1)])
        let indicator = try #require(office.folder.indicator("listed-projects", on: office.today))
        let question = FigureQuestion(
            indicator, over: try #require(Period(text: "2026")), known: before)
        let earlier = try await office.store.read { [folder = office.folder] tx in
            try tx.figure(question, in: folder, visibleTo: .all).sums
        }
        #expect(earlier == ["dongyu": FactSum(value: 1)], "as it was known before")

        // A person says that the investor is another company; a new project of the listed one.
        let id = try await office.project(hydrogen.name).id
        try await office.decide(hydrogen.investor, .nobody, of: id)
        #expect(try await figure(office).isEmpty)
        var second = optics
        second.investor = hydrogen.investor
        try await office.take([second], inSeptember, unit: "nanting")
        #expect(try await figure(office) == ["nanting": FactSum(value: 1)])

        // Companies that change are followed without anybody asking for it.
        let (occasion, due) = (
            office.occasion(.operator), try await office.store.read { try $0.listingsAreDue() }
        )
        #expect(due)
        try await office.store.write { tx in try tx.renewListings(occasion) }
        #expect(try await office.store.read { try $0.listingsAreDue() } == false)
        try await office.rename(other, to: "示例改名之后有限公司", since: "2026-01-01")
        #expect(try await office.store.read { try $0.listingsAreDue() })
    }
}
