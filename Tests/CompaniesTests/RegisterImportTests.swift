import Basics
import Companies
import Evidence
import Rules
import Storage
import TestSupport
import Testing

/// Registers held against what is stored, and saved part by part. All companies are invented (示例).
@Suite("Registers are imported")
struct RegisterImportTests {
    private let codes = ["91990100MA990001X7", "91990100MA99000287", "91990100MA99000362"]
    private let head = "企业名称,统一社会信用代码,工商注册号,地址,品牌\n"

    @Test(
        "a company is known by any code, else by its name; empty cells erase nothing",
        arguments: Stores.available)
    func knownBy(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        try await office.take(
            head + "示例甲有限公司,\(codes[0]),,甲路,甲牌\n示例乙有限公司,,110000000000017,乙路,\n示例丙（示例市）有限公司,,,丙路,\n")
        let second =
            head + "示例甲有限公司,\(codes[0]),,,乙牌\n示例新乙有限公司,,110000000000017,,\n"
            + "示例丙(示例市)有限公司,\(codes[2]),,新丙路,\n示例丁有限公司,,,,\n"
        let shown = try await office.compared(second)
        let progress = try await office.take(second)
        #expect(
            (progress.new, progress.changed, progress.unchanged, progress.refused) == (1, 3, 0, 0))
        #expect(
            shown == [
                "2 update brand: 甲牌 → 甲牌、乙牌",
                "3 update name: 示例乙有限公司 → 示例新乙有限公司; former:  → 示例乙有限公司",
                "4 update uscc:  → \(codes[2]); address: 丙路 → 新丙路", "5 new 示例丁有限公司",
            ])
        let companies = try await office.listed()
        #expect(companies.count == 4)
        let first = try #require(companies.first { $0.name == "示例甲有限公司" })
        #expect(first.address == "甲路" && first.brands == ["甲牌", "乙牌"] && first.version == 2)
        let renamed = try #require(companies.first { $0.name == "示例新乙有限公司" })
        #expect(renamed.formerNames == ["示例乙有限公司"] && renamed.address == "乙路")
        for text in ["示例乙有限公司", "示例新乙", "110000000000017"] {
            #expect(try await office.found(text).first == renamed.id, "\(text)")
        }
        #expect(try await office.compared(second).allSatisfy { $0.hasSuffix("unchanged") })
        let again = try await office.take(second)
        #expect((again.new, again.changed, again.unchanged) == (0, 0, 4))
        // An older register knows a company by a name that it no longer has.
        try await office.take(head + "示例乙有限公司,,110000000000017,旧路,\n")
        let kept = try #require(try await office.listed().first { $0.id == renamed.id })
        #expect(kept.name == "示例新乙有限公司" && kept.address == "旧路")
    }

    @Test(
        "what points to two companies is refused with both named, and nothing is saved",
        arguments: Stores.available)
    func conflicts(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        try await office.take(
            head + "示例甲有限公司,\(codes[0]),,,\n示例乙有限公司,,110000000000017,,\n示例丙有限公司,\(codes[1]),,,\n")
        let before = try await office.listed()
        func refusals(_ rows: String) async throws -> [String] {
            try await reasons { try await office.take(head + rows) }
        }
        func id(_ name: String) throws -> String {
            try #require(before.first { $0.name == name }).id.text
        }
        let (one, two, three) = try (id("示例甲有限公司"), id("示例乙有限公司"), id("示例丙有限公司"))
        let byName = try await refusals("示例丙有限公司,\(codes[0]),,,\n")
        #expect(
            byName == [
                "名录.csv!A2: 统一社会信用代码 \(codes[0]) 是“示例甲有限公司”（\(one)）的，名称却是“示例丙有限公司”（\(three)）的"
            ])
        let byCodes = try await refusals("示例甲有限公司,\(codes[0]),110000000000017,,\n")
        #expect(
            byCodes == [
                "名录.csv!C2: 统一社会信用代码 \(codes[0]) 是“示例甲有限公司”（\(one)）的，工商注册号 110000000000017 是“示例乙有限公司”（\(two)）的"
            ])
        let other = try await refusals("示例丁有限公司,,,,\n示例乙二有限公司,\(codes[0]),,,\n示例甲有限公司,,,,\n")
        #expect(other.count == 2 && other.allSatisfy { $0.contains(one) }, "\(other)")
        #expect(try await office.listed() == before)
        let taken = try await office.take(
            head + "示例丁有限公司,,,,\n示例丙有限公司,\(codes[0]),,,\n", good: true)
        #expect((taken.new, taken.refused) == (1, 1))
    }

    @Test(
        "a code that ended, a namesake with another code, one from abroad and one planned",
        arguments: Stores.available)
    func standings(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        let planned = try await office.add("示例甲有限公司")
        let abroad = try await office.add("Example Co., Ltd.", "foreign")
        let ended = try await office.add("示例乙有限公司", "registered", scheme: "uscc", value: codes[1])
        let number = try await office.profile(ended).record.identifiers.first?.number
        let grounds = office.grounds()
        try await office.change(ended) { tx, version, occasion in
            try tx.endCompanyIdentifier(
                ended, version: version,
                EndDraft(number: number.map { String($0) }, until: "2026-01-31"), on: grounds,
                occasion)
        }
        let progress = try await office.take(
            head
                + "示例甲有限公司,\(codes[0]),,,\n\"Example Co., Ltd.\",\(codes[2]),,,\n示例乙有限公司,\(codes[1]),,,\n"
        )
        #expect((progress.new, progress.changed, progress.unchanged) == (1, 1, 1))
        let registered = try await office.profile(planned).company
        #expect(registered.standing == .registered && registered.creditCode == codes[0])
        #expect(try await office.profile(abroad).company.creditCode == nil)
        #expect(try await office.profile(ended).company.creditCode == nil)
        let wrong = try await reasons {
            try await office.take(head + "示例戊有限公司,\(codes[1]),,,\n")
        }
        #expect(wrong.first?.contains("用过的，已经终止") == true, "\(wrong)")
        let namesake = try await office.take(head + "示例甲有限公司,91990100MA9900044W,,,\n", good: true)
        #expect(namesake.new == 1)
    }

    @Test("one from abroad is imported as such", arguments: Stores.available)
    func foreign(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        try await office.take("企业名称,境外注册号\nExample GmbH,DE HRB 12345\n")
        #expect(try await office.listed().first?.standing == .foreign)
        // A row with a code of this country is another company.
        let taken = try await office.take("企业名称,统一社会信用代码\nExample GmbH,\(codes[0])\n")
        #expect(taken.new == 1)
    }

    @Test("what was taken in by a refused row is refused with it", arguments: Stores.available)
    func refusedHolder(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        try await office.add("示例甲有限公司", "registered", scheme: "uscc", value: codes[0])
        try await office.add("示例乙有限公司", "registered", scheme: "uscc", value: codes[1])
        // The first row's code is one company's and its name another's.
        let taken = try await office.take(
            head + "示例乙有限公司,\(codes[0]),,,\n示例乙有限公司,,,示例路1号,\n", good: true)
        #expect((taken.refused, taken.joined, taken.changed) == (2, 0, 0))
    }

    @Test(
        "a row without a code means who was called so, where nobody is today",
        arguments: Stores.available)
    func formerNames(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        let renamed = try await office.add("示例甲（东屿）有限公司")
        try await office.rename(renamed, to: "示例新甲有限公司", since: nil)
        let old = "示例甲(东屿)有限公司,,,示例路1号,\n"
        let taken = try await office.take(head + old)
        #expect((taken.new, taken.changed) == (0, 1))
        let company = try await office.profile(renamed).company
        #expect(company.name == "示例新甲有限公司" && company.address == "示例路1号")
        // With a code of its own it is another; then the name is today's of somebody.
        let other = try await office.take(head + "示例甲（东屿）有限公司,\(codes[0]),,,\n")
        #expect(other.new == 1)
        let again = try await office.take(head + old, good: true)
        #expect((again.new, again.changed) == (0, 1))
        let holder = try await office.listed().first { $0.creditCode == codes[0] }
        #expect(holder?.address == "示例路1号")
    }

    private var long: String {
        head + (1...2_500).map { "示例\($0)号有限公司,,,示例路\($0)号,\n" }.joined()
    }

    @Test(
        "cut between two parts it goes on where it was cut, and nothing is saved twice",
        arguments: Stores.available)
    func resumed(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        await #expect(throws: Cut.self) { try await office.take(long, cutAfter: 1) }
        #expect(try await office.listed().count == 1_000)
        await #expect(throws: Cut.self) { try await office.take(long, cutAfter: 1) }
        #expect(try await office.listed().count == 2_000)
        // Another file does not go on with it.
        try await office.take(head + "示例别家有限公司,,,,\n")
        let progress = try await office.take(long)
        #expect((progress.done, progress.new, progress.unchanged) == (2_500, 2_500, 0))
        #expect(try await office.listed().count == 2_501)
        let sources = try await office.store.read { tx in
            try tx.rows("SELECT count(*) AS n FROM source")[0].int("n")
        }
        #expect(sources == 2)
        let entries = try await office.journal()
        #expect(entries.count { $0.kind == "companies.imported" } == 4)
        let last = try #require(entries.last)
        #expect(last.kind == "companies.import_finished" && last.body.contains("\"new\":2500"))
    }

    @Test("a cut import goes on without the rows it left out", arguments: Stores.available)
    func leftOut(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        try await office.take(head + "示例旧名有限公司,\(codes[0]),,,\n")
        // The first row would rename the company that the last one means by the name before.
        let rows = (1...1_500).map { "示例\($0)号有限公司,,,,\n" }.joined()
        let text = head + "示例新名有限公司,\(codes[0]),,,\n" + rows + "示例旧名有限公司,,,旧路,\n"
        await #expect(throws: Cut.self) {
            try await office.take(text, good: true, cutAfter: 1)
        }
        let refused = try await reasons { try await office.take(text) }
        #expect(refused.count == 1, "\(refused)")
        let progress = try await office.take(text, good: true)
        #expect((progress.new, progress.changed, progress.refused) == (1_500, 0, 2))
        #expect(try await office.found("示例旧名有限公司").count == 1)
        #expect(try await office.listed().count == 1_501)
    }

    @Test(
        "two at once: the one that comes late is told, and saves nothing",
        arguments: Stores.available)
    func twoAtOnce(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        let (register, plan) = try await office.read(Array(long.utf8))
        let begun = try await office.store.write { tx in try tx.begin(plan, leavingOut: []) }
        let part = try #require(register.part(from: 0, in: office.world))
        try await office.store.write { tx in _ = try tx.take(part, after: begun, plan) }
        await #expect(throws: ImportElsewhere.self) {
            try await office.store.write { tx in _ = try tx.take(part, after: begun, plan) }
        }
        #expect(try await office.listed().count == 1_000)
    }

    @Test("what a dry run shows is what the import then does", arguments: Stores.available)
    func dryRun(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        try await office.take(head + "示例甲有限公司,\(codes[0]),,甲路,\n示例乙有限公司,,,,\n")
        let text =
            head + "示例新甲有限公司,\(codes[0]),,,\n示例乙有限公司,,,乙路,乙牌\n示例乙有限公司,,,,丙牌\n"
            + "坏,,,,\n示例丙有限公司,\(codes[1]),,,\n示例丁有限公司,\(codes[1]),,,\n示例戊有限公司,,,,\n"
        let shown = try await office.compared(text)
        let journal = try await office.journal().count
        let progress = try await office.take(text, good: true)
        func count(_ word: String) -> Int { shown.count { $0.split(separator: " ")[1] == word } }
        #expect(count("new") == progress.new && progress.new == 1)
        #expect(count("update") == progress.changed && progress.changed == 2)
        #expect(count("joined") == progress.joined && progress.joined == 1)
        #expect(count("refused") == progress.refused && progress.refused == 3)
        #expect(try await office.journal().count == journal + 2)
        let companies = try await office.listed()
        #expect(shown.contains("3 update brand:  → 乙牌、丙牌; address:  → 乙路"), "\(shown)")
        let second = try #require(companies.first { $0.name == "示例乙有限公司" })
        #expect(second.brands == ["乙牌", "丙牌"] && second.address == "乙路")
    }
}
