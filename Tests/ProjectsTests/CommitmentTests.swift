import Basics
import People
import Projects
import Rules
import Storage
import TestSupport
import Testing

/// 承诺—兑现台账: nothing is due without a basis, nothing is paid before the condition was met.
@Suite("What was promised for a project")
struct CommitmentTests {
    private struct Office {
        let ledger: LedgerOffice
        let id: Identifier
        let district: Actor
        let bureau: Actor

        func promise(_ changed: [String: String] = [:], _ actor: Actor? = nil) async throws -> Int64
        {
            let words = [
                "clause": "第三条", "content": "设备补助", "condition": "固定资产投资满1亿元",
                "promised": "500",
            ].merging(changed) { $1 }
            let (draft, occasion, id) = (
                CommitmentDraft { words[$0] }, ledger.occasion(actor ?? district), id
            )
            return try await ledger.store.write { tx in
                try tx.promise(draft, of: id, occasion)
            }
        }

        func step(
            _ step: String, of number: Int64, with changed: [String: String] = [:],
            latest: Int64? = nil, _ actor: Actor
        ) async throws {
            let words = [
                "step": step, "on": "2026-10-10", "title": "示例：文件1号", "result": "passed",
                "due": "2026-10-20", "paid": "500",
            ].merging(changed) { $1 }
            let (draft, occasion) = (CommitmentStepDraft { words[$0] }, ledger.occasion(actor))
            let (rule, units, today) = (
                try ledger.receiptRule, Units(ledger.folder.units), ledger.today
            )
            try await ledger.store.write { tx in
                let last = try tx.commitment(number, visibleTo: .all)?.steps.last?.number
                try tx.step(
                    draft, of: number, latest: latest ?? last ?? 0, rule: rule, units: units,
                    today: today, occasion)
            }
        }

        func commitment(_ number: Int64, sight: Sight = .all) async throws -> Commitment? {
            try await ledger.store.read { tx in try tx.commitment(number, visibleTo: sight) }
        }

        func state(_ number: Int64, on day: Day? = nil) async throws -> CommitmentState? {
            try await commitment(number)?.state(on: day ?? ledger.today)
        }
    }

    private func office(_ stores: StoreKind = .sqlite) async throws -> Office {
        let ledger = try await LedgerOffice(stores)
        try await ledger.take([battery], inSeptember, unit: "dongyu")
        return Office(
            ledger: ledger, id: try await ledger.project(battery.name).id,
            district: ledger.member(.district, unit: "dongyu"),
            bureau: ledger.member(.headquarters, unit: "headquarters"))
    }

    @Test("basis, two reviews, verification, due, overdue, paid", arguments: Stores.available)
    func walk(stores: StoreKind) async throws {
        let office = try await office(stores)
        let number = try await office.promise()
        #expect(try await office.state(number) == .off)
        try await office.step("basis", of: number, office.district)
        #expect(try await office.state(number) == .reviewing)
        try await office.step("legality", of: number, office.bureau)
        #expect(try await office.state(number) == .reviewing)
        try await office.step("competition", of: number, office.bureau)
        #expect(try await office.state(number) == .waiting)
        try await office.step("verified", of: number, office.bureau)
        #expect(try await office.state(number) == .overdue, "due on the 20th, today is the 25th")
        #expect(try await office.state(number, on: Day(2026, 10, 20)) == .due)
        let (today, lapse) = (office.ledger.today, try #require(Day(2026, 10, 20)))
        func due(_ day: Day, sight: Sight = .all) async throws -> [Int] {
            try await office.ledger.store.read { tx in
                let found = try tx.dueCommitments(
                    on: day, horizon: day.adding(days: 30), visibleTo: sight)
                return [found.overdue.count, found.soon.count]
            }
        }
        #expect(try await due(today) == [1, 0])
        #expect(try await due(lapse) == [0, 1])
        #expect(try await due(lapse.adding(days: -31)) == [0, 0], "not yet within the horizon")
        #expect(try await due(today, sight: .units(["xiling"])) == [0, 0])
        try await office.step("paid", of: number, with: ["paid": "200"], office.district)
        #expect(try await office.commitment(number)?.left?.minor == 300_000_000)
        #expect(try await office.state(number) == .overdue)
        #expect(
            try await reasons { try await office.step("paid", of: number, office.district) }
                == ["paid: 超过还没有兑现的300万元"])
        try await office.step("paid", of: number, with: ["paid": "300"], office.district)
        #expect(try await office.state(number) == .fulfilled)
        #expect(try await due(today) == [0, 0])
        #expect(try await office.commitment(number)?.steps.count == 6)
    }

    @Test("nothing is paid without a basis, a review, a condition that was met")
    func tooEarly() async throws {
        let office = try await office()
        let number = try await office.promise()
        func paying(_ changed: [String: String] = [:]) async throws -> [String] {
            try await reasons {
                try await office.step("paid", of: number, with: changed, office.district)
            }
        }
        let unreviewed = "合法性审查和公平竞争审查没有都通过"
        let unverified = "约定条件没有核验达标，不能兑现"
        #expect(
            try await paying() == [
                "还没有记依据：依据记下之前不审查、不核验、不兑现", unreviewed, unverified,
            ])
        #expect(
            try await reasons {
                try await office.step("verified", of: number, office.bureau)
            }.count == 2)
        try await office.step("basis", of: number, office.district)
        #expect(try await paying() == [unreviewed, unverified])
        try await office.step("legality", of: number, office.bureau)
        try await office.step(
            "competition", of: number, with: ["result": "refused", "note": "排除其他经营者"], office.bureau
        )
        #expect(try await office.state(number) == .refused)
        // Another basis asks for both reviews again.
        try await office.step("basis", of: number, with: ["title": "示例：文件2号"], office.district)
        #expect(try await office.state(number) == .reviewing)
        try await office.step("legality", of: number, office.bureau)
        try await office.step("competition", of: number, office.bureau)
        #expect(try await paying() == [unverified])
        try await office.step("verified", of: number, with: ["due": "2026-12-31"], office.bureau)
        #expect(try await paying(["on": "2026-10-09"]) == ["on: 兑现早于核验达标的2026-10-10"])
        #expect(
            try await paying(["title": "", "paid": "0"]) == ["title: 请写凭证号", "paid: 兑现的金额不能是零"])
        #expect(
            try await reasons { try await office.step("basis", of: number, office.district) }
                == ["已经核验达标，依据不再改"])
    }

    @Test("who fulfils it never reviews or verifies it; another unit never pays")
    func roles() async throws {
        let office = try await office()
        let number = try await office.promise([:], office.bureau)
        try await office.step("basis", of: number, office.bureau)
        for step in ["legality", "competition", "verified"] {
            #expect(
                try await reasons { try await office.step(step, of: number, office.bureau) }
                    == ["报送单位不能确认自己报的"])
            await #expect(throws: MemberRefusal.forbidden(.confirmReceipts)) {
                try await office.step(step, of: number, office.district)
            }
        }
        #expect(
            try await reasons { try await office.step("paid", of: number, office.district) }
                == ["由登记这一条的单位来记"])
        let stranger = office.ledger.member(.district, unit: "xiling")
        await #expect(throws: UnknownProject.self) {
            try await office.step("ended", of: number, stranger)
        }
        #expect(try await office.commitment(number, sight: .units(["xiling"])) == nil)
        let listed = try await office.ledger.store.read { tx in
            try tx.commitments(visibleTo: .units(["xiling"])).count
        }
        #expect(listed == 0)
        await #expect(throws: StaleVersion.self) {
            try await office.step(
                "ended", of: number, with: ["note": "x"], latest: 0, office.bureau)
        }
    }

    @Test("what lacks is refused at once; what is no money is fulfilled without an amount")
    func words() async throws {
        let office = try await office()
        #expect(
            try await reasons {
                _ = try await office.promise(
                    ["clause": "", "content": "", "condition": "", "promised": "约5"])
            } == [
                "clause: 请写哪一条款", "content: 请写承诺了什么", "condition: 请写约定条件",
                "promised: 请写一个准确的金额",
            ])
        let number = try await office.promise(["promised": "", "content": "接通园区道路"])
        #expect(
            try await reasons {
                try await office.step("", of: number, office.district)
            } == ["step: 请选办了什么"])
        #expect(
            try await reasons {
                try await office.step(
                    "basis", of: number, with: ["on": "2026-10-26", "title": ""], office.district)
            } == ["on: 2026-10-26还没有到", "title: 请写依据的文件和条款"])
        try await office.step("basis", of: number, office.district)
        #expect(
            try await reasons {
                try await office.step("legality", of: number, with: ["result": ""], office.bureau)
            } == ["result: 请选通过还是不通过"])
        for step in ["legality", "competition"] {
            try await office.step(step, of: number, office.bureau)
        }
        #expect(
            try await reasons {
                try await office.step(
                    "verified", of: number, with: ["due": "2026-10-01"], office.bureau)
            } == ["due: 应兑现的日期早于核验的日期"])
        try await office.step("verified", of: number, office.bureau)
        #expect(
            try await reasons { try await office.step("paid", of: number, office.district) }
                == ["paid: 这一条不是资金承诺，不写金额"])
        try await office.step("paid", of: number, with: ["paid": ""], office.district)
        #expect(try await office.state(number) == .fulfilled)
    }
}
