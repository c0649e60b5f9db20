import Basics
import Companies
import People
import Storage
import TestSupport
import Testing

@Suite("Lists of companies")
struct CompanyListTests {
    private let codes = ["91990100MA990001X7", "91990100MA99000287", "91990100MA99000362"]

    @Test(
        "the same is linked, the like is asked, the rest stays a name", arguments: Stores.available)
    func matching(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        let stone = try await office.add(
            "西安澜石装备集团有限公司", "registered", scheme: "uscc", value: codes[0])
        let grain = try await office.add(
            "示例市穗丰粮油有限公司", "registered", scheme: "uscc", value: codes[1])
        let grounds = office.grounds()
        try await office.change(stone) { tx, version, occasion in
            try tx.addCompanyName(
                stone, version: version,
                NameDraft(kind: "brand", name: "澜石", time: TypedTime(since: nil)), on: grounds,
                occasion)
        }
        let done = try await office.take(
            "top", "2026",
            """
            某榜
            排名,企业名称,统一社会信用代码,国家,所在地
            1,西安澜石裝備集團有限公司,,中国,西安
            2,另一个写法有限公司,\(codes[1].lowercased()),中国,

            2,西安澜石装备集团有限公司（另一家）,\(codes[2]),中国,西安
            4,杭州栩隽微电子有限公司,,中国,杭州
            5,澜石装备,,中国,西安
            """)
        #expect(done.isNew && done.edition.count == 5)
        let entries = try await office.entries("top", 2026)
        #expect(entries.map(\.printed.rank) == [1, 2, 2, 4, 5])
        #expect(entries[0].matching.company == stone && entries[0].matching.match == .linked)
        #expect(entries[1].matching.company == grain && entries[1].matching.certainty == 1)
        #expect(entries[2].matching.match != .linked, "another credit code")
        #expect(entries[3].matching == .unmatched, "\(entries[3].matching)")
        #expect(entries[4].matching.company == stone && entries[4].matching.match != .unmatched)
        #expect(entries[4].printed.row == 8 && entries[0].printed.place == "西安")
        let listings = try await office.store.read { tx in try tx.lists(naming: stone) }
        #expect(listings.first?.edition.year == 2026 && listings.first?.entry.printed.rank == 1)
        #expect(try await office.journal().last?.kind == "list.imported")
    }

    @Test("two companies of one name are asked about", arguments: Stores.available)
    func namesakes(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        let name = "示例海事（新加坡）有限公司"
        try await office.add(name, "foreign")
        let other = try await office.add("示例港务有限公司", "planned")
        let grounds = office.grounds()
        try await office.change(other) { tx, version, occasion in
            try tx.addCompanyName(
                other, version: version,
                NameDraft(kind: "former", name: name, time: TypedTime(since: nil)), on: grounds,
                occasion)
        }
        try await office.take("open", "2026", "名称\n\(name)\n")
        let entry = try #require(try await office.entries("open", 2026).first)
        #expect(entry.matching.match == .asked, "\(entry.matching)")
    }

    @Test("everything wrong in form and file is told at once, and nothing is kept")
    func refused() async throws {
        let office = CompanyOffice(store: try await StoreKind.sqlite.fresh())
        let found = try await reasons {
            _ = try await office.plan(
                "none", "1800", "排名,企业名称,信用代码\n一,示例甲有限公司,911\n2,,\n3,示例乙有限公司,\n3,示例乙有限公司,\n",
                on: office.grounds("", kind: "rumour"))
        }
        for word in [
            "kind: ", "year: ", "source_kind: ", "source_title: ", "榜.csv!A2: 排名不是",
            "榜.csv!C2: 信用代码不合", "榜.csv!B3: 请写企业名称", "榜.csv!B5: 与第4行是同一个名称",
        ] {
            #expect(found.contains { $0.hasPrefix(word) }, "\(word) \(found)")
        }
        for (table, wrong) in [
            ("甲,乙\n1,2\n", "没有找到表头"), ("企业名称\n示例甲有限公司\n", "没有“排名”一列"),
            ("排名,企业名称\n,示例甲有限公司\n", "没有排名"), ("排名,企业名称\n", "一条也没有"),
            ("排名,企业名称\n1,\(String(repeating: "长", count: 500))\n", "最多200个字"),
            ("", ""), ("排名,企业名称\n0,……\n", "一个字也没有"),
        ] {
            let found = try await reasons { _ = try await office.plan("top", "2026", table) }
            #expect(found.contains { $0.contains(wrong) }, "\(wrong) \(found)")
        }
        #expect(try await office.store.read { tx in try tx.listEditions() }.isEmpty)
    }

    @Test(
        "the same file again changes nothing; another needs the word, and keeps what people said",
        arguments: Stores.available)
    func again(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        let id = try await office.add("示例甲有限公司")
        let table = "名称\n示例别名有限公司\n示例乙有限公司\n"
        try await office.take("open", "2026", table)
        try await office.decide(1, "open", 2026, "other", "示例甲有限公司")
        let journal = try await office.journal().count
        #expect(try await office.take("open", "2026", table).isNew == false)
        #expect(try await office.journal().count == journal)
        let longer = table + "示例丙有限公司\n"
        let refused = try await reasons { try await office.take("open", "2026", longer) }
        #expect(refused.count == 1 && refused[0].hasPrefix("replace: "))
        let done = try await office.take("open", "2026", longer, replaces: true)
        #expect(done.isNew && done.edition.count == 3)
        let entries = try await office.entries("open", 2026)
        #expect(entries[0].matching.company == id && entries[0].decidedBy == "operator")
        #expect(try await office.store.read { tx in try tx.listEditions() }.count == 1)
        #expect(try await office.store.read { tx in try tx.lists(naming: id) }.count == 1)
    }

    @Test(
        "a person decides, takes it back, and is told who was faster", arguments: Stores.available)
    func deciding(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        let id = try await office.add("示例甲有限公司")
        try await office.take("open", "2026", "名称\n某某有限公司\n")
        for (word, company, wrong) in [
            ("", nil, "decision: "), ("same", nil, "company: "), ("other", "", "company: "),
            ("other", "无此公司", "company: "),
        ] as [(String, String?, String)] {
            let found = try await reasons {
                try await office.decide(1, "open", 2026, word, company)
            }
            #expect(found.count == 1 && found[0].hasPrefix(wrong), "\(word) \(found)")
        }
        try await office.decide(1, "open", 2026, "other", id.text)
        let stale = try await reasons { try await office.decide(1, "open", 2026, "different") }
        #expect(stale.first?.contains("已被他人修改") == true)
        try await office.decide(1, "open", 2026, "different", version: 2)
        let entry = try #require(try await office.entries("open", 2026).first)
        #expect(entry.matching == .unmatched && entry.version == 3)
        let last = try #require(try await office.journal().last)
        #expect(last.kind == "list.entry_decided" && last.subjects.contains(id.text))
        let lost = try await reasons { try await office.decide(9, "open", 2026, "different") }
        #expect(lost.count == 1)
        let member = office.member([.district], unit: "east")
        let occasion = Occasion(.member(member), in: office.world)
        let plan = try await office.plan("open", "2025", "名称\n某某有限公司\n")
        await #expect(throws: MemberRefusal.forbidden(.importRecords)) {
            try await office.store.write { tx in _ = try tx.saveList(plan, occasion) }
        }
    }

    @Test(
        "entries and meetings go with a merged company and come back, an edited one too",
        arguments: Stores.available)
    func merged(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        let from = try await office.add("示例甲有限公司")
        let into = try await office.add("示例乙有限公司")
        try await office.take("open", "2026", "名称\n示例甲有限公司\n")
        let (occasion, today) = (office.occasion, CompanyOffice.today)
        func draft(_ said: String) -> ContactDraft {
            ContactDraft(
                unit: "east", metOn: "2026-10-20", post: "董事长", person: nil, phone: nil,
                said: said, nextStep: nil, due: nil)
        }
        let (first, second) = (draft("想建二期"), draft("想建三期"))
        let number = try await office.store.write { tx in
            try tx.recordContact(
                of: from, first, units: CompanyOffice.units, today: today, occasion)
        }
        try await office.merge(from, into: into)
        func holder() async throws -> (list: Identifier?, contact: Identifier?) {
            let entry = try await office.entries("open", 2026).first
            let contact = try await office.store.read { tx in
                try tx.contact(number, for: CompanyOffice.all)
            }
            return (entry?.matching.company, contact?.company)
        }
        #expect(try await holder() == (into, into))
        let refused = try await reasons {
            try await office.store.write { tx in
                _ = try tx.recordContact(
                    of: from, second, units: CompanyOffice.units, today: today, occasion)
            }
        }
        #expect(refused.count == 1 && refused[0].contains("已经并入"))
        try await office.store.write { tx in
            try tx.changeContact(
                number, version: 1, second, units: CompanyOffice.units, today: today, occasion)
        }
        try await office.unmerge(from)
        #expect(try await holder() == (from, from))
        let earlier = try await office.store.read { tx in
            try tx.earlierContacts(number, for: CompanyOffice.all)
        }
        #expect(earlier.map(\.said) == ["想建二期"])
    }

    @Test(
        "a word about an edition that was replaced meanwhile is stale",
        arguments: Stores.available)
    func staleEdition(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        let id = try await office.add("示例甲有限公司")
        let seen = try await office.take("open", "2026", "名称\n甲厂\n").edition.number
        try await office.take("open", "2026", "名称\n乙厂\n甲厂\n", replaces: true)
        let (draft, occasion) = (
            EntryDraft(decision: "other", company: id.text), office.occasion
        )
        await #expect(throws: StaleVersion.self) {
            try await office.store.write { tx in
                try tx.decideEntry(
                    1, of: "open", year: 2026, edition: seen, version: 1, draft, occasion)
            }
        }
        #expect(try await office.entries("open", 2026).allSatisfy { $0.decidedBy == nil })
    }

    @Test(
        "an edition replaced between merging and undoing gives back what was decided of each",
        arguments: Stores.available)
    func replacedBetween(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        let from = try await office.add("示例甲有限公司")
        let into = try await office.add("示例乙有限公司")
        let third = try await office.add("示例丙有限公司")
        try await office.take("open", "2026", "名称\n甲厂\n乙厂\n")
        try await office.decide(1, "open", 2026, "other", from.text)
        try await office.decide(2, "open", 2026, "other", into.text)
        try await office.merge(from, into: into)
        try await office.merge(into, into: third)
        try await office.take(
            "open", "2026", "名称\n乙厂\n示例乙有限公司\n甲厂\n", replaces: true)
        func holders() async throws -> [Identifier?] {
            try await office.entries("open", 2026).map(\.matching.company)
        }
        #expect(try await holders() == [third, third, third])
        let plan = try #require(
            try await office.store.read { tx in try tx.unmergePlan(of: into) })
        #expect(plan.later.map(\.kind) == ["list.imported"])
        try await office.unmerge(into)
        // What the program matched afterwards stays, and was listed.
        #expect(try await holders() == [into, third, into])
        try await office.unmerge(from)
        #expect(try await holders() == [into, third, from])
    }
}
