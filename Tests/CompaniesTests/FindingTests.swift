import Basics
import Companies
import Evidence
import Storage
import TestSupport
import Testing
import Texts

/// Invented companies; 示例.
private let register: [(name: String, brand: String?, code: String?)] = [
    ("青岛海昕集团股份有限公司", "海昕、Haixora", "91370200MA3CXK5L87"),
    ("海昕视界（香港）科技有限公司", nil, nil),
    ("示例海昕", nil, nil),
    ("北京燕昕海洋生物有限公司", "海昕", nil),
    ("海昕", nil, nil),
    ("重庆长岭行知重工有限公司", nil, nil),
    ("厦门翟缪乐器厂", nil, nil),
    ("廈門鷺濱電氣股份有限公司", nil, nil),
    ("Nordwind Müller Systems GmbH", "诺德温", nil),
    ("ＴＱＬ科技集团有限公司", "TQL", nil),
    ("吕氏绿源农业合作社", nil, nil),
    ("西安曦岸光电有限公司", nil, nil),
    ("示例市国有资产运营中心", nil, "913302040933533733"),
]

@Suite("Finding companies")
struct FindingTests {
    private func store(_ stores: StoreKind) async throws -> any Store {
        let office = CompanyOffice(store: try await stores.fresh())
        let lines = register.map { company in
            var members = [JSONMember("company_name", .string(company.name))]
            if let brand = company.brand { members.append(JSONMember("brand", .string(brand))) }
            if let code = company.code { members.append(JSONMember("uscc", .string(code))) }
            return JSONValue.object(members).text
        }
        try await office.take(lines.joined(separator: "\n"), file: "示例.jsonl")
        return office.store
    }

    private static let expected: [(String, [(Int, FoundBy)])] = [
        // One character, parts in the middle, several words in any order.
        ("鹭", [(7, .part)]), ("资产运营", [(12, .part)]), ("集团 昕", [(0, .part)]),
        ("昕 集团", [(0, .part)]),
        // The whole name, a beginning, the short name, a part: in this order.
        (
            "海昕",
            [(4, .whole), (1, .beginning), (3, .otherName), (0, .otherName), (2, .part)]
        ),
        // Both scripts, both widths, any brackets or none, any case.
        ("厦门鹭滨电气", [(7, .beginning)]), ("廈門鷺濱", [(7, .beginning)]),
        ("TQL科技", [(9, .beginning)]), ("ｔｑｌ", [(9, .beginning)]),
        ("海昕视界(香港)科技", [(1, .beginning)]), ("海昕视界香港", [(1, .beginning)]),
        ("〔香港〕科技", [(1, .part)]), ("Muller", [(8, .part)]), ("MÜLLER", [(8, .part)]),
        ("system nord", [(8, .part)]), ("ystems", [(8, .oneWrong)]), ("ystem", []),
        ("诺德温", [(8, .otherName)]),
        // Pinyin: whole, a part, begun, by any reading, in words.
        ("qingdaohaixin", [(0, .pinyin)]), ("qingdao haixin", [(0, .pinyin)]),
        ("haixin", [(4, .pinyin), (2, .pinyin), (3, .pinyin), (0, .pinyin), (1, .pinyin)]),
        ("haixinji", [(0, .pinyin)]), ("haixinjit", [(0, .pinyin)]),
        ("chongqing", [(5, .pinyin)]), ("zhongqing", [(5, .pinyin)]),
        ("zhangling", [(5, .pinyin)]), ("changlingxingzhi", [(5, .pinyin)]),
        ("changlinghangzhi", [(5, .pinyin)]), ("xiamendi", [(6, .pinyin)]),
        ("shamenzhaimiao", [(6, .pinyin)]), ("yueqi", [(6, .pinyin)]), ("leqi", [(6, .pinyin)]),
        ("lvyuan", [(10, .pinyin)]), ("lüyuan", [(10, .pinyin)]), ("luyuan", [(10, .pinyin)]),
        ("xianxian", [(11, .pinyin)]), ("xi'an", [(11, .pinyin)]), ("haixora", [(0, .otherName)]),
        ("海xin", [(4, .pinyin), (2, .pinyin), (3, .pinyin), (0, .pinyin), (1, .pinyin)]),
        // Initials, whole and in part, by any reading.
        ("qdhx", [(0, .initials)]), ("hxjt", [(0, .initials)]), ("cqcl", [(5, .initials)]),
        ("cqzl", [(5, .initials)]), ("tqlkj", [(9, .initials)]), ("jtgf", [(0, .initials)]),
        // Codes.
        ("913302040933533733", [(12, .whole)]), ("9133 0204 0933 5337 33", [(12, .whole)]),
        ("3733", [(12, .part)]), ("733", []), ("5l87", [(0, .part)]), ("ma3cxk", [(0, .part)]),
        // One character wrong, missing, too many, swapped.
        ("海新集团", [(0, .oneWrong)]), ("海昕团股", [(0, .oneWrong)]), ("海昕的集团", [(0, .oneWrong)]),
        ("昕海集团", [(0, .oneWrong)]), ("国有资产运营重心", [(12, .oneWrong)]),
        ("青岛海心集团股份有限公司", [(0, .oneWrong)]), ("西岸曦岸光电有限公司", [(11, .oneWrong)]),
        ("haixoru", [(0, .oneWrong)]), ("haxora", [(0, .oneWrong)]), ("nrodwind", [(8, .oneWrong)]),
        ("mueller", [(8, .oneWrong)]), ("诺得温", [(8, .oneWrong)]), ("海新", []),
        ("海新集困", []), ("集团 诺德温", []),
        (
            "海昕团",
            [(4, .oneWrong), (2, .oneWrong), (3, .oneWrong), (0, .oneWrong), (1, .oneWrong)]
        ),
        // Nothing to look for.
        ("!?", []), ("%", []), ("_", []), ("\" OR \"", []), ("'", []), ("^#~|", []),
    ]

    @Test("each query finds what it means, best first", arguments: Stores.available)
    func finds(stores: StoreKind) async throws {
        let store = try await store(stores)
        for (text, expected) in Self.expected {
            let found = try await store.read { tx in
                try tx.companies(of: try tx.searchCompanies(text))
            }
            #expect(
                found.map(\.company.name) == expected.map { register[$0.0].name }, "\(text)")
            #expect(found.map(\.by) == expected.map(\.1), "\(text)")
        }
    }

    @Test("a part of what was found is a part of the whole", arguments: Stores.available)
    func parts(stores: StoreKind) async throws {
        let store = try await store(stores)
        let (search, whole, part, all) = try await store.read { tx in
            let search = try tx.searchCompanies("海昕")
            return (
                search, try tx.companies(of: search),
                try tx.companies(of: search, limit: 2, offset: 1),
                try tx.companies(of: try tx.searchCompanies(""))
            )
        }
        #expect(search.total == 5 && !search.isCut && whole.count == 5)
        #expect(part == Array(whole[1...2]))
        #expect(all.count == register.count && all.allSatisfy { $0.by == nil })
    }

    @Test(
        "of very many, the best are put in order and the rest is said", arguments: Stores.available)
    func many(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        let names = (1...700).map { $0 == 700 ? "公司" : "示例\($0)号公司" }
        try await office.take("企业名称\n" + names.joined(separator: "\n"))
        let store = office.store
        let search = try await store.read { tx in try tx.searchCompanies("公司") }
        #expect(search.isCut && search.total == Limit.candidates.count)
        let first = try await store.read { try $0.companies(of: search, limit: 1) }
        #expect(first.map(\.company.name) == ["公司"])
    }

    @Test("among equals the shorter name comes first, then the order of pinyin")
    func ranks() throws {
        func names(_ number: Int, _ name: String, _ key: String, _ others: [String] = [])
            -> CompanyNames
        {
            CompanyNames(
                id: Identifier(.company, at: Instant(microseconds: 0), random: UInt64(number)),
                name: name, key: key, otherNames: others, codes: [])
        }
        let companies = [
            names(1, "海昕乙", "b"), names(2, "海昕甲", "a"), names(3, "海昕丙丙", "a"),
            names(4, "丁", "a", ["海昕"]), names(5, "戊", "a"),
        ]
        let sought = try #require(SoughtText("海昕"))
        let order = ranked(companies, for: sought).compactMap { found in
            companies.first { $0.id == found.id }?.name
        }
        #expect(order == ["海昕甲", "海昕乙", "海昕丙丙", "丁"])
    }
}
