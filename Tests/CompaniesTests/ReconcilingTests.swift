import Basics
import Companies
import Storage
import TestSupport
import Testing

/// Which company is this? All companies are invented (示例).
@Suite("Stored companies answer to names and codes")
struct ReconcilingTests {
    private let codes = ["91990100MA990001X7", "91990100MA99000287", "91990100MA99000362"]

    private func ask(
        _ office: CompanyOffice, _ question: CompanyQuestion
    ) async throws -> [(name: String, score: Int, isMatch: Bool)] {
        try await office.store.read { tx in
            var finder = try StoredNames(tx.namesAtHand(), state: tx.companiesState()).finder()
            return try tx.candidates(for: question, &finder, thresholds: .standard).map {
                ($0.company.name, Int($0.certainty * 100), $0.isMatch)
            }
        }
    }

    @Test("a code decides, a whole name matches, a likeness only asks", arguments: Stores.available)
    func decides(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        try await office.take(
            """
            企业名称,统一社会信用代码,地址,曾用名
            示例市澜石海工装备股份有限公司,\(codes[0]),示例市东屿区1号,示例市澜石装备有限公司
            示例市空行智能科技有限公司,\(codes[1]),示例市西岭区2号,
            别省空行智能科技有限公司,\(codes[2]),别省北川区3号,
            """)
        let byCode = try await ask(
            office, CompanyQuestion(name: "什么也不像的名称", codes: [.uscc: codes[1]]))
        #expect(byCode.first?.name == "示例市空行智能科技有限公司")
        #expect(byCode.first?.isMatch == true && byCode.first?.score == 100)
        for name in ["示例市澜石海工装备股份有限公司", "示例市澜石装备有限公司"] {
            let found = try await ask(office, CompanyQuestion(name: name))
            #expect(found.first?.isMatch == true && found.count { $0.isMatch } == 1, "\(found)")
            #expect(found.first?.name == "示例市澜石海工装备股份有限公司")
        }
        let other = try await ask(
            office, CompanyQuestion(name: "示例市澜石海工装备股份有限公司", codes: [.uscc: codes[1]]))
        #expect(!other.contains { $0.isMatch && $0.name.contains("澜石") }, "\(other)")
        let short = try await ask(office, CompanyQuestion(name: "空行智能"))
        #expect(short.count == 2 && !short.contains { $0.isMatch }, "\(short)")
        let here = try await ask(office, CompanyQuestion(name: "空行智能", region: "西岭区"))
        #expect(here.first?.name == "示例市空行智能科技有限公司", "\(here)")
        #expect(try await ask(office, CompanyQuestion(name: "空行智能", limit: 1)).count == 1)
        #expect(try await ask(office, CompanyQuestion(name: "")).isEmpty)
        #expect(try await ask(office, CompanyQuestion(name: "……")).isEmpty)
        let long = String(repeating: "长", count: 500)
        #expect(try await ask(office, CompanyQuestion(name: long)).allSatisfy { !$0.isMatch })
    }

    @Test("the state moves with companies and with nothing else", arguments: Stores.available)
    func state(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        func state() async throws -> Int64 {
            try await office.store.read { tx in try tx.companiesState() }
        }
        #expect(try await state() == 0)
        try await office.add("示例甲有限公司")
        let first = try await state()
        try await office.store.write { tx in
            try tx.record(
                "sheet.confirmed", on: Subject("sheet", "W"), by: "x", at: CompanyOffice.noon)
        }
        #expect(try await state() == first)
        try await office.take("name\n示例乙有限公司\n")
        #expect(try await state() > first)
    }
}
