import Basics
import People
import Projects
import Rules
import Storage
import TestSupport
import Testing

/// 会办反馈: a unit that a project or a lead is assigned to says in time how it stands.
@Suite("Feedback of assigned units")
struct UnitFeedbackTests {
    private struct Room {
        let office: LedgerOffice
        let id: Identifier
        let district: Actor
        let bureau: Actor

        init(_ stores: StoreKind) async throws {
            office = try await LedgerOffice(stores)
            try await office.take([battery], inSeptember, unit: "dongyu")
            id = try await office.project(battery.name).id
            district = office.member(.district, unit: "dongyu")
            bureau = office.member(.department, unit: "natural-resources")
        }

        func reader(_ actor: Actor) -> LeadReader {
            LeadReader(actor, units: Units(office.folder.units))
        }

        func give(_ text: String?, after days: Int = 0, _ actor: Actor) async throws {
            let (units, occasion) = (Units(office.folder.units), office.occasion(actor))
            let today = office.today.adding(days: days)
            let (id, clock) = (id, FeedbackClock(office.folder, on: today))
            try await office.store.write { tx in
                try tx.giveFeedback(
                    text, on: id, units: units, clock: clock, today: today, occasion)
            }
        }

        func work(
            _ actor: Actor, own: Bool = false, overdue: Bool = false, after days: Int = 0
        ) async throws -> [AssignedWork] {
            let (reader, today) = (reader(actor), office.today.adding(days: days))
            return try await office.store.read { tx in
                try tx.assignedWork(
                    AssignedFilter(isOwn: own, isOverdue: overdue), on: today, for: reader)
            }
        }

        func reminders(_ actor: Actor, after days: Int) async throws -> [String] {
            let (reader, today) = (reader(actor), office.today.adding(days: days))
            return try await office.store.read { tx in
                try tx.feedbackReminders(
                    on: today, horizon: today.adding(days: 3), for: reader)
            }.map { "\($0.unit) \($0.soon) \($0.overdue) \($0.first.number - today.number)" }
        }

        /// A lead of the district, assigned to the bureau.
        func assignedLead() async throws -> String {
            let words = ["what": "示例：电池材料", "investor": "示例"]
            let (desk, salt) = (
                LeadOffice(office.folder, on: office.today), [UInt8](repeating: 9, count: 16)
            )
            let occasions = (0..<2).map { _ in office.occasion(district) }
            return try await office.store.write { tx in
                let number = try tx.submit(
                    LeadDraft { words[$0] }, personSalt: salt, office: desk, occasions[0])
                let act = ["act": "assigned", "to": "natural-resources"]
                try tx.act(
                    LeadActDraft { act[$0] }, on: number, version: 1, office: desk, occasions[1])
                return number
            }
        }

        func act(
            on lead: String, _ words: [String: String], after days: Int, _ actor: Actor
        ) async throws {
            let desk = LeadOffice(office.folder, on: office.today.adding(days: days))
            let (occasion, reader) = (office.occasion(actor), reader(actor))
            try await office.store.write { tx in
                let version = try tx.lead(lead, for: reader)?.version ?? 0
                try tx.act(
                    LeadActDraft { words[$0] }, on: lead, version: version, office: desk, occasion)
            }
        }
    }

    @Test(
        "the clock runs from the assignment, each feedback resets it", arguments: Stores.available)
    func project(stores: StoreKind) async throws {
        let room = try await Room(stores)
        let (bureau, district) = (room.bureau, room.district)
        #expect(try await room.work(bureau).isEmpty)
        try await room.office.assign(
            room.id, to: "natural-resources", because: "供地会办", district)
        let first = try #require(try await room.work(bureau, own: true).first)
        #expect(first.due == room.office.today.adding(days: 15) && first.lastOn == nil)
        #expect(first.thing == .project(room.id) && first.name == battery.name)
        #expect(try await room.work(district).map(\.unit) == ["natural-resources"])
        #expect(try await room.work(district, own: true).isEmpty)
        #expect(try await room.work(room.office.member(.district, unit: "xiling")).isEmpty)
        // Not yet, soon, on the day, overdue.
        #expect(try await room.reminders(bureau, after: 11).isEmpty)
        #expect(try await room.reminders(bureau, after: 12) == ["natural-resources 1 0 3"])
        #expect(try await room.reminders(bureau, after: 15) == ["natural-resources 1 0 0"])
        #expect(try await room.reminders(bureau, after: 16) == ["natural-resources 0 1 -1"])
        #expect(try await room.reminders(district, after: 16).isEmpty, "it is another's duty")
        #expect(try await room.work(bureau, overdue: true, after: 15).isEmpty)
        #expect(try await room.work(bureau, overdue: true, after: 16).count == 1)
        try await room.give("示例：土地预审已受理", after: 16, bureau)
        let next = try #require(try await room.work(bureau).first)
        #expect(next.due == room.office.today.adding(days: 31))
        #expect(next.lastOn == room.office.today.adding(days: 16))
        #expect(try await room.reminders(bureau, after: 16).isEmpty)
        let (told, access) = try await room.office.store.read { tx in
            (
                try tx.happenings(
                    of: room.id, visibleTo: .all, leads: .operator),
                try tx.access(ofProject: room.id, visibleTo: .all)
            )
        }
        #expect(
            told.contains { happening in
                guard case .feedback(let feedback) = happening.what else { return false }
                return feedback.text == "示例：土地预审已受理" && happening.unit == "natural-resources"
            })
        #expect(access.first?.lastFeedback?.text == "示例：土地预审已受理")
        // The assignment ended: nothing is asked any more.
        let (number, occasion) = (access[0].number, room.office.occasion(district))
        try await room.office.store.write { tx in
            try tx.unassign(number, ofProject: room.id, occasion)
        }
        #expect(try await room.work(district).isEmpty)
        #expect(try await room.reminders(bureau, after: 40).isEmpty)
    }

    @Test("only the assigned unit gives it, and says something", arguments: Stores.available)
    func refused(stores: StoreKind) async throws {
        let room = try await Room(stores)
        await #expect(throws: UnknownProject.self) { try await room.give("示例", room.bureau) }
        try await room.office.assign(
            room.id, to: "natural-resources", because: "供地会办", room.district)
        #expect(
            try await reasons { try await room.give(" ", room.district) }
                == ["这个项目没有交给您的单位", "feedback: 请写办到哪一步"])
        #expect(
            try await reasons {
                try await room.give(String(repeating: "长", count: 1_001), room.bureau)
            } == ["feedback: 最多1000个字"])
        let leader = room.office.member(.leader, unit: "investment")
        await #expect(throws: MemberRefusal.forbidden(.answerOrders)) {
            try await room.give("示例", leader)
        }
        #expect(
            try await reasons { try await room.give("示例", .operator) } == ["这个项目没有交给您的单位"])
    }

    @Test("a lead's feedback is an act of the unit it is assigned to", arguments: Stores.available)
    func lead(stores: StoreKind) async throws {
        let room = try await Room(stores)
        let (bureau, district) = (room.bureau, room.district)
        let number = try await room.assignedLead()
        let first = try #require(try await room.work(bureau, own: true).first)
        #expect(first.thing == .lead(number) && first.due == room.office.today.adding(days: 15))
        #expect(try await room.reminders(bureau, after: 20) == ["natural-resources 0 1 -5"])
        #expect(
            try await reasons {
                try await room.act(on: number, ["act": "reported"], after: 20, bureau)
            } == ["note: 请写办到哪一步"])
        try await room.act(
            on: number, ["act": "reported", "note": "示例：已看地块"], after: 20, bureau)
        let next = try #require(try await room.work(bureau).first)
        #expect(next.due == room.office.today.adding(days: 35))
        #expect(next.lastOn == room.office.today.adding(days: 20))
        // What is no lead asks for nothing.
        try await room.act(
            on: number, ["act": "assessed", "result": "reject", "rejection": "housing"],
            after: 21, district)
        #expect(try await room.work(bureau).isEmpty)
        #expect(try await room.reminders(bureau, after: 90).isEmpty)
    }
}
