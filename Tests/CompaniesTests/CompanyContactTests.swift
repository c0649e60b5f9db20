import Basics
import Companies
import People
import Storage
import TestSupport
import Testing

@Suite("Meetings with companies")
struct CompanyContactTests {
    private func draft(
        unit: String = "east", on: String = "2026-10-20", post: String = "董事长",
        person: String? = "王小明", phone: String? = "138 1234 5678", said: String = "王小明说想建二期。",
        next: String? = "送资料", due: String? = "2026-10-30"
    ) -> ContactDraft {
        ContactDraft(
            unit: unit, metOn: on, post: post, person: person, phone: phone, said: said,
            nextStep: next, due: due)
    }

    private func record(
        _ draft: ContactDraft, _ id: Identifier, _ office: CompanyOffice, by member: Member? = nil
    ) async throws -> Int64 {
        let occasion = member.map { Occasion(.member($0), in: office.world) } ?? office.occasion
        return try await office.store.write { tx in
            try tx.recordContact(
                of: id, draft, units: CompanyOffice.units, today: CompanyOffice.today, occasion)
        }
    }

    @Test(
        "a record is kept, changed, done and withdrawn, and each saving stays",
        arguments: Stores.available)
    func walk(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        let id = try await office.add("示例甲有限公司")
        let number = try await record(draft(), id, office)
        let (today, occasion) = (CompanyOffice.today, office.occasion)
        func count(_ filter: ContactFilter) async throws -> Int {
            try await office.store.read { tx in
                try tx.contactCount(filter, on: today, for: CompanyOffice.all)
            }
        }
        #expect(try await count(.due) == 1)
        let later = draft(due: "2026-12-01")
        try await office.store.write { tx in
            try tx.changeContact(
                number, version: 1, later, units: CompanyOffice.units, today: today, occasion)
        }
        #expect(try await count(.due) == 0)
        #expect(try await count(.open) == 1)
        let stale = try await reasons {
            try await office.store.write { tx in
                try tx.completeContact(number, version: 1, on: today, occasion)
            }
        }
        #expect(stale.first?.contains("已被他人修改") == true)
        try await office.store.write { tx in
            try tx.completeContact(number, version: 2, on: today, occasion)
        }
        #expect(try await count(.open) == 0)
        let bare = try await reasons {
            try await office.store.write { tx in
                try tx.withdrawContact(number, version: 3, reason: " ", occasion)
            }
        }
        #expect(bare.first?.hasPrefix("reason: ") == true)
        try await office.store.write { tx in
            try tx.withdrawContact(number, version: 3, reason: "记错了企业", occasion)
        }
        #expect(try await count(.all) == 0)
        let (contact, earlier) = try await office.store.read { tx in
            (
                try tx.contact(number, for: CompanyOffice.all),
                try tx.earlierContacts(number, for: CompanyOffice.all)
            )
        }
        #expect(contact?.withdrawn == "记错了企业" && contact?.version == 4)
        #expect(earlier.map(\.version) == [3, 2, 1] && earlier[2].dueOn == Day(2026, 10, 30))
        let over = try await reasons {
            try await office.store.write { tx in
                try tx.completeContact(number, version: 4, on: today, occasion)
            }
        }
        #expect(over.first?.contains("没有这条对接记录") == true)
        let journal = try await office.journal().filter { $0.kind.hasPrefix("contact.") }
        #expect(journal.map(\.kind).last == "contact.withdrawn" && journal.count == 4)
        for entry in journal {
            let words = try await office.store.read { tx in
                try tx.personalPart(ofEntry: entry.number)
            }
            #expect(words == nil && !entry.body.contains("王") && !entry.body.contains("138"))
        }
    }

    @Test("names and numbers are hidden by role, in every text of the record")
    func masks() async throws {
        let office = CompanyOffice(store: try await StoreKind.sqlite.fresh())
        let id = try await office.add("示例甲有限公司")
        _ = try await record(draft(), id, office)
        _ = try await record(draft(person: "Anna Schmidt", phone: "85671"), id, office)
        func contacts(_ reader: ContactReader) async throws -> [CompanyContact] {
            try await office.store.read { tx in try tx.contacts(of: id, for: reader) }
        }
        for role in Role.allCases where !role.isAdministrator {
            let reader = ContactReader(.member(office.member([role], unit: "east")))
            let shown = try await contacts(reader)
            let first = try #require(shown.last)
            let details = role.personDetails
            #expect(first.person == (details.contains(.name) ? "王小明" : "王**"), "\(role)")
            #expect(
                first.phone == (details.contains(.phone) ? "138 1234 5678" : "138******78"),
                "\(role)")
            #expect(first.said.contains("王小明") == details.contains(.name), "\(role)")
            #expect(shown.first?.phone == (details.contains(.phone) ? "85671" : "****"))
            if role.permissions.contains(.recordContacts) {
                #expect(details == [.name, .phone], "who saves a record must not save its mask")
            }
        }
        #expect(try await contacts(ContactReader(.operator)).allSatisfy { $0.phone != "85671" })
        for role in Role.administrators {
            let reader = ContactReader(.member(office.member([role], unit: "east")))
            #expect(try await contacts(reader).isEmpty)
        }
    }

    @Test("a telephone number is one however it is parted")
    func partedNumbers() async throws {
        let office = CompanyOffice(store: try await StoreKind.sqlite.fresh())
        let id = try await office.add("示例甲有限公司")
        for number in [
            "138\u{3000}0013\u{3000}8000", "138\u{A0}0013\u{A0}8000", "138–0013–8000",
            "138.0013.8000", "１３８００１３８０００", "一13800138000万", "(0532) 8567 1234",
        ] {
            let found = try await reasons {
                _ = try await record(draft(said: "打\(number)找他"), id, office)
            }
            #expect(found.contains { $0.hasPrefix("said: ") }, "\(number)")
        }
        _ = try await record(draft(said: "投资三万二千，用地一百二十亩，2026-10-20到2027年"), id, office)
    }

    @Test("a name that was corrected is hidden in every text too", arguments: Stores.available)
    func masksEarlierNames(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        let id = try await office.add("示例甲有限公司")
        let number = try await record(draft(said: "王小明的哥哥王小明远说想建。"), id, office)
        let (today, occasion) = (CompanyOffice.today, office.occasion)
        let change = draft(person: "王小明远", said: "不是王小明，是王小明远说想建。")
        try await office.store.write { tx in
            try tx.changeContact(
                number, version: 1, change, units: CompanyOffice.units, today: today, occasion)
        }
        let reader = ContactReader(sight: .all, details: [])
        let said = try await office.store.read { tx in
            (
                try tx.contacts(of: id, for: reader).map(\.said),
                try tx.earlierContacts(number, for: reader).map(\.said)
            )
        }
        #expect(said.0 == ["不是王**，是王**说想建。"])
        #expect(said.1 == ["王**的哥哥王**说想建。"])
    }

    @Test("a unit sees and changes its own records and no others'", arguments: Stores.available)
    func sight(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        let id = try await office.add("示例甲有限公司")
        let east = office.member([.district], unit: "east")
        let west = office.member([.district], unit: "west")
        let number = try await record(draft(), id, office, by: east)
        let other = ContactReader(.member(west))
        let seen = try await office.store.read { tx in
            (
                try tx.contacts(of: id, for: other), try tx.contact(number, for: other),
                try tx.earlierContacts(number, for: other),
                try tx.lastContacts(of: [id], for: other)
            )
        }
        #expect(seen.0.isEmpty && seen.1 == nil && seen.2.isEmpty && seen.3.isEmpty)
        let occasion = Occasion(.member(west), in: office.world)
        let foreign = try await reasons {
            try await office.store.write { tx in
                try tx.completeContact(number, version: 1, on: CompanyOffice.today, occasion)
            }
        }
        #expect(foreign.first?.contains("没有这条对接记录") == true)
        let named = try await reasons { _ = try await record(draft(), id, office, by: west) }
        #expect(named.first?.hasPrefix("unit: ") == true, "in another unit's name")
        let leader = office.member([.leader], unit: "office")
        await #expect(throws: MemberRefusal.forbidden(.recordContacts)) {
            _ = try await record(draft(), id, office, by: leader)
        }
    }

    @Test("every reason against a record at once")
    func refused() async throws {
        let office = CompanyOffice(store: try await StoreKind.sqlite.fresh())
        let id = try await office.add("示例甲有限公司")
        let found = try await reasons {
            _ = try await record(
                draft(
                    unit: "moon", on: "2027-01-01", post: " ", phone: "打给老王",
                    said: "电话13812345678", next: nil, due: "2026-10-30"), id, office)
        }
        for field in ["unit: ", "met_on: ", "post: ", "phone: ", "said: ", "next_step: "] {
            #expect(found.contains { $0.hasPrefix(field) }, "\(field) \(found)")
        }
        for (wrong, field) in [
            (draft(on: "2026-10"), "met_on: "), (draft(due: nil), "due: "),
            (draft(due: "2026-10-01"), "due: "), (draft(due: "2026-11"), "due: "),
            (draft(said: String(repeating: "长", count: 2_001)), "said: "),
            (draft(person: String(repeating: "长", count: 41)), "person: "),
        ] {
            let found = try await reasons { _ = try await record(wrong, id, office) }
            #expect(found.count == 1 && found[0].hasPrefix(field), "\(field) \(found)")
        }
        for number in [
            "138-0013-8000", "+8613800138000", "１３８００１３８０００", "138 0013 8000",
            "0532-85791234", "（010）85671234", "400-810-1234", "11月 13800138000",
        ] {
            let found = try await reasons {
                _ = try await record(draft(said: "可打\(number)找他"), id, office)
            }
            #expect(found.count == 1 && found.first?.hasPrefix("said: ") == true, "\(number)")
        }
        // Digits that are no telephone number may stand in a text.
        for text in [
            "投资12000000000元，编号91990100MA99000287", "2026-10-20至2026-11-20", "10 000 000 元",
            "面积 1200-1500 平方米，4 000 人",
        ] {
            _ = try await record(draft(said: text), id, office)
        }
    }
}
