import Basics
import Companies
import Evidence
import People
import Storage
import TestSupport
import Testing

/// Names, codes and standing over time. All companies are invented; their codes are right.
@Suite("A company over time")
struct CompanyRecordTests {
    @Test("a name of one letter is no name of a company")
    func oneLetter() async throws {
        let office = CompanyOffice(store: try await StoreKind.sqlite.fresh())
        let found = try await reasons { try await office.add("企") }
        #expect(found == ["name: 企业名称只有一个字：企"])
    }

    @Test("who is called so today goes before who was", arguments: Stores.available)
    func presentName(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        let before = try await office.add("示例甲有限公司")
        try await office.rename(before, to: "示例乙有限公司", since: nil)
        let now = try await office.add("示例甲有限公司")
        let meant = try await office.store.read { tx in try tx.meant(by: "示例甲有限公司") }
        #expect(meant.company?.id == now)
    }

    private let codes = ["91990100MA990001X7", "91990100MA99000287", "91990100MA99000362"]

    @Test(
        "a renaming ends one name and begins another; both lead to it", arguments: Stores.available)
    func renaming(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        let id = try await office.add("示例澜石装备有限公司", "registered", scheme: "uscc", value: codes[0])
        try await office.rename(id, to: "示例澜石海工股份有限公司", since: "2024-05-01")
        let profile = try await office.profile(id)
        #expect(profile.company.name == "示例澜石海工股份有限公司")
        let former = try #require(profile.record.names.first { $0.kind == .former })
        #expect(former.name == "示例澜石装备有限公司")
        #expect(former.time.until?.description == "2024-04-30")
        let legal = try #require(profile.record.names.first { $0.kind == .legal })
        #expect(legal.time.since?.description == "2024-05-01" && legal.time.isOpen)
        #expect(profile.sources[legal.source]?.dated == Day(2026, 10, 20))
        for text in ["澜石装备", "澜石海工", "sllszb", codes[0]] {
            #expect(try await office.found(text) == [id], "\(text)")
        }
        let meant = try await office.store.read { tx in
            try tx.companies(answeringTo: "示例澜石裝備有限公司").map(\.id)
        }
        #expect(meant == [id], "traditional script")
        let entry = try #require(try await office.journal().last)
        #expect(entry.kind == "company.renamed" && entry.by == "operator")
        #expect(!entry.body.contains("澜石") && entry.body.contains("2024-05-01"))
        let words = try await office.store.read { tx in try tx.personalPart(ofEntry: entry.number) }
        #expect(words?.contains("示例澜石装备有限公司") == true)
    }

    @Test("every reason against a renaming at once", arguments: Stores.available)
    func refusedRenaming(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        let id = try await office.add("示例甲有限公司")
        let other = try await office.add("示例乙有限公司")
        let grounds = office.grounds("", kind: "rumour", dated: "2026-13-01")
        for (name, since, wrong) in [
            ("", "2027-01-01", "请写企业名称"), ("……", "昨天", "一个字也没有"),
            (String(repeating: "长", count: 500), "", "最多200个字"),
            ("示例乙有限公司", "2026-10", "已有一家企业叫“示例乙有限公司”（\(other)）"),
            ("示例甲有限公司", "2026", "与现在的名称相同"),
        ] {
            let draft = NameDraft(kind: "legal", name: name, time: TypedTime(since: since))
            let found = try await reasons {
                try await office.change(id) { tx, version, occasion in
                    try tx.renameCompany(id, version: version, to: draft, on: grounds, occasion)
                }
            }
            #expect(found.contains { $0.hasPrefix("name: ") && $0.contains(wrong) }, "\(found)")
            #expect(found.contains { $0.hasPrefix("source_title: ") })
            #expect(found.contains { $0.hasPrefix("source_kind: ") })
            #expect(found.contains { $0.hasPrefix("source_dated: ") })
            let isWrongDay = since == "昨天" || since == "2027-01-01"
            #expect(found.contains { $0.hasPrefix("since: ") } == isWrongDay, "\(found)")
        }
        #expect(try await office.profile(id).record.names.count == 1)
    }

    @Test(
        "one code is not two companies' at a time, but may be another's later",
        arguments: Stores.available)
    func codesOfTwo(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        let first = try await office.add("示例甲有限公司", "registered", scheme: "uscc", value: codes[0])
        let second = try await office.add("示例乙有限公司")
        let found = try await reasons { try await office.identify(second, "uscc", codes[0]) }
        #expect(found == ["value: 统一社会信用代码 \(codes[0]) 是“示例甲有限公司”（\(first)）的"])
        let added = try await reasons {
            try await office.add("示例丙有限公司", "registered", scheme: "uscc", value: codes[0])
        }
        #expect(added == found)
        let number = try #require(try await office.profile(first).record.identifiers.first?.number)
        let end = EndDraft(number: "\(number)", until: "2025-12-31")
        let grounds = office.grounds(prefix: "end_")
        try await office.change(first) { tx, version, occasion in
            try tx.endCompanyIdentifier(first, version: version, end, on: grounds, occasion)
        }
        try await office.identify(second, "uscc", codes[0].lowercased() + " ", since: "2026-01-01")
        #expect(try await office.profile(second).company.creditCode == codes[0])
        #expect(try await office.profile(first).company.creditCode == nil)
        let meant = try await office.store.read { tx in
            try tx.companies(answeringTo: codes[0]).map(\.id)
        }
        #expect(meant == [second], "who has it today goes first")
        #expect(Set(try await office.found(codes[0])) == [first, second])
        let again = try await reasons {
            try await office.change(first) { tx, version, occasion in
                try tx.endCompanyIdentifier(first, version: version, end, on: grounds, occasion)
            }
        }
        #expect(again == ["end_number: 请选要终止的一条；已经终止的不用再办"])
    }

    @Test(
        "codes that break their standard are refused by its name",
        arguments: [
            ("uscc", "91990100MA990001X8", "不合 GB 32100-2015"),
            ("organization", "12345678-0", "不合 GB 11714"),
            ("lei", "5493001KJTIIGC8Y1R21", "不合 ISO 17442"),
            ("registration", "440301103097412", "校验位"), ("stock", "600690", "交易所"),
            ("foreign", "6324", "国别"), ("passport", "1", "请选号码的种类"), ("uscc", "", "请写"),
        ])
    func wrongCodes(scheme: String, value: String, reason: String) async throws {
        let office = CompanyOffice(store: try await StoreKind.sqlite.fresh())
        let id = try await office.add("示例甲有限公司")
        let found = try await reasons { try await office.identify(id, scheme, value) }
        #expect(found.count == 1 && found[0].contains(reason), "\(found)")
    }

    @Test("a company has one code of a scheme at a time; shares may be listed twice")
    func oneOfEach() async throws {
        let office = CompanyOffice(store: try await StoreKind.sqlite.fresh())
        let id = try await office.add("示例甲有限公司", "registered", scheme: "uscc", value: codes[0])
        let found = try await reasons { try await office.identify(id, "uscc", codes[1]) }
        #expect(found == ["value: 同一时间已有统一社会信用代码 \(codes[0])，请先终止它"])
        try await office.identify(id, "organization", "ma990001-x", until: "2015-09-30")
        try await office.identify(id, "stock", "600000.sh")
        try await office.identify(id, "stock", "00700.HK")
        let twice = try await reasons { try await office.identify(id, "stock", "00700.HK") }
        #expect(twice == ["value: 证券代码 00700.HK 已经登记过"])
        #expect(try await office.profile(id).record.identifiers.count == 4)
        #expect(try await office.found("MA990001X") == [id])
    }

    @Test("a planned company is registered and keeps all that it had", arguments: Stores.available)
    func registered(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        let parent = try await office.add(
            "示例控股集团有限公司", "registered", scheme: "uscc", value: codes[0])
        let id = try await office.add("示例海光（筹）")
        try await office.hold(id, by: "示例控股集团有限公司", share: "60")
        let grounds = office.grounds()
        let wrong = RegistrationDraft(name: "示例控股集团有限公司", code: codes[0], since: "2026-09-01")
        let refused = try await reasons {
            try await office.change(id) { tx, version, occasion in
                try tx.registerCompany(id, version: version, as: wrong, on: grounds, occasion)
            }
        }
        #expect(refused.count == 2 && refused.allSatisfy { $0.contains(parent.text) })
        let draft = RegistrationDraft(
            name: "示例海光科技有限公司", code: codes[1], since: "2026-09-01")
        try await office.change(id) { tx, version, occasion in
            try tx.registerCompany(id, version: version, as: draft, on: grounds, occasion)
        }
        let profile = try await office.profile(id)
        #expect(profile.company.standing == .registered && profile.company.id == id)
        #expect(profile.company.creditCode == codes[1])
        #expect(profile.company.formerNames == ["示例海光（筹）"])
        #expect(profile.ultimate?.id == parent)
        #expect(try await office.found("海光（筹）") == [id])
        let subject = profile.company.subject
        let kinds = try await office.store.read { tx in
            try tx.journal(on: subject, limit: 50).map(\.kind)
        }
        #expect(kinds == ["company.registered", "company.held", "company.added"])
        let twice = try await reasons {
            try await office.change(id) { tx, version, occasion in
                try tx.registerCompany(id, version: version, as: draft, on: grounds, occasion)
            }
        }
        #expect(twice.first == "“示例海光科技有限公司”已经登记，只能更名")
    }

    @Test("standing and code must fit")
    func standings() async throws {
        let office = CompanyOffice(store: try await StoreKind.sqlite.fresh())
        for (standing, scheme, value, reason) in [
            ("registered", nil, nil, "scheme: 已登记的企业须有统一社会信用代码"),
            ("planned", "uscc", codes[0], "value: 拟设公司还没有号码；已有号码的请选“已登记”"),
            ("foreign", "uscc", codes[0], "scheme: 境外企业没有境内的登记号码"),
            ("unknown", nil, nil, "standing: 请选是已登记、拟设还是境外"),
        ] as [(String, String?, String?, String)] {
            let found = try await reasons {
                try await office.add("示例甲有限公司", standing, scheme: scheme, value: value)
            }
            #expect(found == [reason])
        }
        let id = try await office.add(
            "Example Harbour Holdings GmbH", "foreign", scheme: "foreign", value: "de hrb  6324")
        #expect(try await office.profile(id).record.identifiers.map(\.value) == ["DE HRB 6324"])
        #expect(try await office.found("harbour") == [id])
        let same = try await reasons {
            try await office.add("EXAMPLE HARBOUR HOLDINGS GMBH", "foreign")
        }
        #expect(same.count == 1 && same[0].contains(id.text))
    }

    @Test("who comes second is refused, and who may not edit", arguments: Stores.available)
    func concurrent(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        let id = try await office.add("示例甲有限公司")
        let grounds = office.grounds()
        let draft = NameDraft(kind: "short", name: "示例甲", time: TypedTime(since: nil))
        try await office.change(id) { tx, version, occasion in
            try tx.addCompanyName(id, version: version, draft, on: grounds, occasion)
        }
        let head = try await office.store.read { tx in try tx.journalHead() }
        let other = NameDraft(kind: "brand", name: "甲牌", time: TypedTime(since: nil))
        await #expect(throws: StaleVersion.self) {
            try await office.change(id, version: 1) { tx, version, occasion in
                try tx.addCompanyName(id, version: version, other, on: grounds, occasion)
            }
        }
        let member = Member(
            id: office.world.identifier(.member), login: "east", name: "示例", unit: "dongyu",
            roles: [.district], createdAt: CompanyOffice.noon)
        let occasion = Occasion(.member(member), in: office.world)
        await #expect(throws: MemberRefusal.forbidden(.editCompanies)) {
            try await office.store.write { tx in
                try tx.addCompanyName(id, version: 2, other, on: grounds, occasion)
            }
        }
        #expect(try await office.store.read { tx in try tx.journalHead() } == head)
        #expect(try await office.profile(id).record.names.map(\.name) == ["示例甲有限公司", "示例甲"])
    }

    @Test("a brand ends and comes back; the legal name never ends by itself")
    func endedNames() async throws {
        let office = CompanyOffice(store: try await StoreKind.sqlite.fresh())
        let id = try await office.add("示例甲有限公司")
        func name(_ since: String?) async throws {
            let draft = NameDraft(kind: "brand", name: "甲牌", time: TypedTime(since: since))
            let grounds = office.grounds()
            try await office.change(id) { tx, version, occasion in
                try tx.addCompanyName(id, version: version, draft, on: grounds, occasion)
            }
        }
        func end(_ number: Int64?, _ until: String) async throws {
            let draft = EndDraft(number: number.map { "\($0)" }, until: until)
            let grounds = office.grounds()
            try await office.change(id) { tx, version, occasion in
                try tx.endCompanyName(id, version: version, draft, on: grounds, occasion)
            }
        }
        try await name("2019")
        let names = try await office.profile(id).record.names
        let brand = names.first { $0.kind == .brand }
        #expect(try await reasons { try await name(nil) } == ["name: “甲牌”已经登记过"])
        let early = try await reasons { try await end(brand?.number, "2018-12-31") }
        #expect(early == ["until: 止于2018-12-31，早于起于2019"])
        let legal = try await reasons { try await end(names.first?.number, "2020") }
        #expect(legal.count == 1 && legal[0].hasPrefix("number: "))
        #expect(try await reasons { try await end(brand?.number, "") } == ["until: 请写止于哪一天"])
        try await end(brand?.number, "2022-06")
        #expect(try await office.profile(id).company.brand == nil)
        #expect(try await office.found("甲牌") == [id])
        try await name("2024")
        #expect(try await office.profile(id).company.brand == "甲牌")
    }

    @Test("a renaming that a register brings is told in the journal", arguments: Stores.available)
    func renamedByRegister(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        let id = try await office.add("示例甲有限公司", "registered", scheme: "uscc", value: codes[0])
        for _ in 0..<2 {
            try await office.take("name,uscc\n示例乙有限公司,\(codes[0])\n")
        }
        let profile = try await office.profile(id)
        #expect(profile.company.name == "示例乙有限公司" && profile.company.version == 2)
        let former = try #require(profile.record.names.first { $0.kind == .former })
        #expect(former.time == ValidTime() && former.endSource != nil)
        let kinds = try await office.store.read { tx in
            try tx.journal(on: profile.company.subject, limit: 9).map(\.kind)
        }
        #expect(kinds == ["companies.imported", "company.added"])
    }
}
