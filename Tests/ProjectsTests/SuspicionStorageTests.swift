import Basics
import People
import Projects
import Storage
import TestSupport
import Testing

@Suite("Suspicions, found, decided and found again")
struct SuspicionStorageTests {
    /// Two districts report one project; the second writes it its own way.
    private func twice(_ stores: StoreKind) async throws -> LedgerOffice {
        let office = try await LedgerOffice(stores)
        var other = battery
        other.name = "钠离子电池正极材料生产项目"
        try await office.take([battery, hydrogen], inSeptember, unit: "dongyu")
        try await office.take([other, optics], inSeptember, unit: "xiling")
        try await office.recheck(september)
        return office
    }

    private func only(
        _ office: LedgerOffice, _ month: Month = september
    ) async throws -> RaisedSuspicion {
        let found = try await office.suspicions(month, .duplicate)
        #expect(found.count == 1)
        return try #require(found.first)
    }

    @Test(
        "one project of two districts is found, counted once when decided",
        arguments: Stores.available)
    func decided(stores: StoreKind) async throws {
        let office = try await twice(stores)
        let suspicion = try await only(office)
        #expect(Set(suspicion.units) == ["dongyu", "xiling"] && !suspicion.reasons.isEmpty)
        let before = try await office.table(september)
        #expect(before.city.now.signed.value == 4 && before.doubled.signed.value == 0)
        try await office.decide(suspicion, .same, note: "同一份协议")
        let after = try await office.table(september)
        #expect(after.city.now.signed.value == 3 && after.doubled.signed.value == 1)
        #expect(after.units.map(\.now.signed.value).reduce(0, +) == 4)
        let stored = try await only(office)
        #expect(stored.decision?.decision == .same && stored.decision?.note == "同一份协议")
        #expect(stored.decision?.by == "office" && stored.version == suspicion.version + 1)
        try await office.decide(stored, nil)
        #expect(try await only(office).decision == nil)
        #expect(try await office.table(september).city.now.signed.value == 4)
    }

    @Test("a group's two projects stay two", arguments: Stores.available)
    func sameGroup(stores: StoreKind) async throws {
        let office = try await twice(stores)
        try await office.decide(only(office), .sameGroup)
        #expect(try await only(office).decision?.decision == .sameGroup)
        #expect(try await office.table(september).city.now.signed.value == 4)
        #expect(
            try await office.store.read { tx in
                try tx.suspicions(of: inSeptember, kind: .duplicate, open: true, visibleTo: .all)
            }.isEmpty)
    }

    @Test("what is to be asked first stays on the list", arguments: Stores.available)
    func pending(stores: StoreKind) async throws {
        let office = try await twice(stores)
        try await office.decide(only(office), .pending, note: "问西岭区")
        let open = try await office.store.read { tx in
            try tx.suspicions(of: inSeptember, kind: .duplicate, open: true, visibleTo: .all)
        }
        #expect(open.map(\.decision?.decision) == [.pending])
        try await office.recheck(september)
        #expect(try await only(office).decision?.note == "问西岭区")
    }

    @Test("a decision that its kind doesn't know is refused", arguments: Stores.available)
    func otherKind(stores: StoreKind) async throws {
        let office = try await twice(stores)
        let suspicion = try await only(office)
        for decision in [SuspicionDecision.confirmed, .dismissed] {
            await #expect(throws: SuspicionRefusal.notOfThisKind) {
                try await office.decide(suspicion, decision)
            }
        }
    }

    @Test(
        "of two who decide at once one wins; the other is told what was decided",
        arguments: Stores.available)
    func atOnce(stores: StoreKind) async throws {
        let office = try await twice(stores)
        let suspicion = try await only(office)
        let choices: [SuspicionDecision] = [.same, .different, .sameGroup, .same]
        let outcomes = await withTaskGroup(of: (Int, SuspicionRefusal?).self) { group in
            for (index, choice) in choices.enumerated() {
                group.addTask {
                    do {
                        try await office.decide(suspicion, choice, by: "m\(index)")
                        return (index, nil)
                    } catch let refusal as SuspicionRefusal {
                        return (index, refusal)
                    } catch {
                        Issue.record("\(error)")
                        return (index, .unknown)
                    }
                }
            }
            var all: [(Int, SuspicionRefusal?)] = []
            for await one in group { all.append(one) }
            return all
        }
        let winners = outcomes.filter { $0.1 == nil }
        #expect(winners.count == 1)
        let stored = try #require(try await only(office).decision)
        #expect(stored.by == "m\(winners[0].0)" && stored.decision == choices[winners[0].0])
        for (_, refusal) in outcomes where refusal != nil {
            #expect(refusal == .decidedMeanwhile(stored))
        }
        let entries = try await office.store.read { tx in
            try tx.journal(on: Subject("suspicion", suspicion.id.text), limit: 10)
        }
        #expect(entries.count { $0.kind == "suspicion.decided" } == 1)
    }

    @Test(
        "checking again keeps what was decided, clears what no longer holds and finds it anew",
        arguments: Stores.available)
    func again(stores: StoreKind) async throws {
        let office = try await twice(stores)
        let first = try await only(office)
        // The second district mends its sheet: another project after all.
        let other = SheetLine(
            name: "海藻多糖提取项目", investor: "蓝屿生物制品有限公司", total: "9000", signed: "2026-07-09")
        try await office.take([other, optics], inSeptember, unit: "xiling", file: "改.csv")
        try await office.recheck(september)
        #expect(try await office.suspicions(september, .duplicate).isEmpty)
        #expect(
            try await office.store.read { tx in
                try tx.suspicions(ofProject: first.rows[0]!.project!, visibleTo: .all)
            }.isEmpty)
        // And reports the first one again.
        var back = battery
        back.name = "钠离子电池正极材料生产项目"
        try await office.take([back, optics], inSeptember, unit: "xiling", file: "再改.csv")
        try await office.recheck(september)
        let found = try await only(office)
        #expect(found.decision == nil)
        try await office.decide(found, .different)
        try await office.recheck(september)
        try await office.recheck(september)
        #expect(try await only(office).decision?.decision == .different)
    }

    @Test("a decision holds when a unit hands its sheet in again", arguments: Stores.available)
    func handedAgain(stores: StoreKind) async throws {
        let office = try await twice(stores)
        try await office.decide(only(office), .same)
        var mended = battery
        mended.total = "52600"
        try await office.take([hydrogen, mended], inSeptember, unit: "dongyu", file: "改.csv")
        try await office.recheck(september)
        let suspicion = try await only(office)
        #expect(suspicion.decision?.decision == .same)
        let table = try await office.table(september)
        #expect(table.city.now.signed.value == 3 && table.doubled.signed.value == 1)
        let totals = suspicion.rows.compactMap { $0?.reported.total }
        #expect(totals.contains(Money(minor: 52_600_000_000)))
    }

    @Test(
        "what was decided of two projects holds in the next month, until it is taken back",
        arguments: Stores.available)
    func nextMonth(stores: StoreKind) async throws {
        let office = try await twice(stores)
        try await office.decide(only(office), .different, note: "两条产线")
        let october = Month(of: Day(number: september.last.number + 1))
        func report(_ unit: String, _ line: SheetLine, _ file: String) async throws {
            try await office.take([line], .month(october), unit: unit, file: file)
        }
        var other = battery
        other.name = "钠离子电池正极材料生产项目"
        try await report("dongyu", battery, "东屿区10月.csv")
        try await report("xiling", other, "西岭区10月.csv")
        try await office.recheck(october)
        let carried = try await only(office, october)
        #expect(carried.decision?.decision == .different && carried.decision?.note == "两条产线")
        #expect(carried.decision?.by == "office")
        try await office.decide(carried, nil)
        try await office.recheck(october)
        #expect(try await only(office, october).decision == nil)
        #expect(try await only(office).decision?.decision == .different)
    }

    @Test(
        "a decision on rows that no longer count leaves the list and comes back with them",
        arguments: Stores.available)
    func gone(stores: StoreKind) async throws {
        let office = try await twice(stores)
        try await office.decide(only(office), .sameGroup)
        try await office.take([optics], inSeptember, unit: "xiling", file: "改.csv")
        try await office.recheck(september)
        #expect(try await office.suspicions(september, .duplicate).isEmpty)
        var back = battery
        back.name = "钠离子电池正极材料生产项目"
        try await office.take([back, optics], inSeptember, unit: "xiling", file: "再改.csv")
        try await office.recheck(september)
        #expect(try await only(office).decision?.decision == .sameGroup)
    }

    @Test("a check that finds nothing new writes nothing", arguments: Stores.available)
    func quiet(stores: StoreKind) async throws {
        let office = try await twice(stores)
        let head = try await office.store.read { tx in try tx.journalHead() }
        try await office.recheck(september)
        #expect(try await office.store.read { tx in try tx.journalHead() } == head)
    }

    @Test(
        "a district sees its own side of a suspicion and nothing of the other's",
        arguments: Stores.available)
    func masked(stores: StoreKind) async throws {
        let office = try await twice(stores)
        let own = Sight.units(["dongyu"])
        let suspicion = try #require(
            try await office.suspicions(september, .duplicate, sight: own).first)
        #expect(suspicion.rows.count { $0 == nil } == 1)
        #expect(suspicion.rows.compactMap { $0?.reported.unit } == ["dongyu"])
        let said = suspicion.reasons.map { Lexicon.chinese.text($0) }.joined()
        #expect(!said.contains("生产") && !said.contains("西岭") && !said.contains("亿"))
        #expect(try await office.suspicions(september, sight: .units(["anlan"])).isEmpty)
        #expect(try await office.suspicions(september, sight: .nothing).isEmpty)
        await #expect(throws: SuspicionRefusal.unknown) {
            try await office.decide(suspicion, .same, visibleTo: own)
        }
        let mine = suspicion.rows.compactMap { $0?.project }
        let project = try #require(mine.first)
        let touching = try await office.store.read { tx in
            try tx.suspicions(ofProject: project, visibleTo: own)
        }
        #expect(touching.count == 1 && touching[0].rows.contains(nil))
    }

    @Test(
        "one project of three districts is counted once, however the pairs were decided",
        arguments: Stores.available)
    func threeDistricts(stores: StoreKind) async throws {
        let office = try await twice(stores)
        var third = battery
        third.name = "钠电正极材料项目"
        try await office.take([third], inSeptember, unit: "nanting")
        try await office.recheck(september)
        let found = try await office.suspicions(september, .duplicate)
        #expect(Set(found.flatMap(\.units)) == ["dongyu", "xiling", "nanting"])
        for suspicion in found { try await office.decide(suspicion, .same) }
        let table = try await office.table(september)
        #expect(table.units.map(\.now.signed.value).reduce(0, +) == 5)
        #expect(table.city.now.signed.value == 3 && table.doubled.signed.value == 2)
        #expect(table.city.now.total.value == (52_000 + 31_000 + 18_600) * Money.fenPerWan)
    }
}
