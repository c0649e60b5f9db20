import Basics
import PostgreSQLStorage
import SQLiteStorage
import Storage
import TestSupport
import Testing
import Texts

@Suite("Search")
struct SearchTests {
    private static let names = [
        ("P1", "青岛海尔智能家电产业园项目"), ("P2", "海尔青岛"), ("P3", "示例市氢能装备（二期）"),
        ("P4", "ABC-Tech 新材料 A12"), ("P5", "無人机研发中心"), ("P6", "青 岛"), ("P7", "!!!"),
        ("P8", "海尔"),
    ]

    private func store(_ stores: StoreKind) async throws -> any Store {
        let store = try await stores.fresh()
        try await store.write { tx in
            try tx.index(
                Self.names.map {
                    SearchItem(
                        Subject("project", $0.0), names: [$0.1],
                        codes: $0.0 == "P5" ? ["913302040933533733"] : [])
                })
            try tx.index(Subject("company", "C1"), text: "青岛海尔股份有限公司")
        }
        return store
    }

    @Test(
        "one character, two, more, words and initials find the same on both",
        arguments: Stores.available)
    func finds(stores: StoreKind) async throws {
        let store = try await store(stores)
        let expected: [(String, [String])] = [
            ("海", ["P8", "P2", "P1"]), ("海尔", ["P8", "P2", "P1"]),
            ("青岛海尔", ["P1"]), ("海尔青岛", ["P2"]), ("青岛", ["P1", "P2"]),
            ("产业园", ["P1"]), ("業", ["P1"]), ("尔海", []), ("二期", ["P3"]), ("装备(二期)", ["P3"]),
            ("abc", ["P4"]), ("ＡＢＣ", ["P4"]), ("tec", ["P4"]), ("ech", []), ("a1", ["P4"]),
            ("qdh", ["P1"]), ("QDHE", ["P1"]), ("hezn", ["P1"]), ("dhe", ["P1"]), ("dh", ["P1"]),
            ("hd", []), ("qnzb", ["P3"]), ("氫能裝備", ["P3"]), ("无人机", ["P5"]), ("无人機", ["P5"]),
            ("氢能装备二期", ["P3"]), ("〔二期〕", ["P3"]), ("3733", ["P5"]),
            ("9133 0204 0933 5337 33", ["P5"]),
            ("0933533", ["P5"]), ("337", []),
            ("海尔 家电", ["P1"]), ("家电 海尔", ["P1"]), ("新材料 abc", ["P4"]), ("", []), ("!?", []),
            ("\" OR \"", []), ("海*", ["P8", "P2", "P1"]), ("%", []), ("_", []),
        ]
        for (query, ids) in expected {
            let found = try await store.read { tx in
                try tx.search(query, noun: "project", limit: 10)
            }
            #expect(found == ids, "\(query)")
        }
        let limited = try await store.read { try $0.search("海", noun: "project", limit: 2) }
        #expect(limited == ["P8", "P2"])
        let other = try await store.read { try $0.search("海尔", noun: "company", limit: 9) }
        #expect(other == ["C1"])
    }

    @Test("what is indexed again is found by its new text only", arguments: Stores.available)
    func replaces(stores: StoreKind) async throws {
        let store = try await store(stores)
        try await store.write { tx in
            try tx.index(Subject("project", "P1"), text: "青岛啤酒")
            try tx.index(Subject("project", "P2"), text: "")
            try tx.index(Subject("project", "P\"\\"), text: "崂山矿泉水")
            try tx.index(Subject("project", "P\"\\"), text: "崂山绿茶")
        }
        let found = try await store.read { tx in
            try ["海尔", "啤酒", "qdhe", "青岛", "矿泉", "绿茶"].map {
                try tx.search($0, noun: "project", limit: 9)
            }
        }
        #expect(found == [["P8"], ["P1"], [], ["P1"], [], ["P\"\\"]])
        try await store.write { tx in try tx.rebuildSearchIndex() }
        let again = try await store.read { try $0.search("啤酒", noun: "project", limit: 9) }
        #expect(again == ["P1"])
    }

    @Test("a search is joined with what a member may see", arguments: Stores.available)
    func condition(stores: StoreKind) async throws {
        let store = try await stores.scratch().store()
        let ids = try await store.write { tx in
            for (id, name, flag) in [(1, "海尔一", 1), (2, "海尔二", 0), (3, "海信", 1)] {
                try tx.run("INSERT INTO scratch (id, words, flag) VALUES (\(id), \(name), \(flag))")
                try tx.index(Subject("scratch", name), text: name)
            }
            let sight: Query = "flag = 1"
            let matches = tx.searchCondition(noun: "scratch", text: "海尔", idColumn: "s.words")
            return try tx.rows(
                "SELECT s.id FROM scratch s WHERE \(sight) AND \(matches) ORDER BY s.id"
            ).map { try $0.int("id") }
        }
        #expect(ids == [1])
    }

    @Test("each city finds its own", arguments: Stores.available)
    func cities(stores: StoreKind) async throws {
        let database = try await stores.freshDatabase()
        for city in ["990100", "370200"] {
            try await database.store(city: city).write { tx in
                try tx.index(Subject("project", "P" + city), text: "海尔")
            }
        }
        let found = try await database.store(city: "370200").read {
            try $0.search("海尔", noun: "project", limit: 9)
        }
        #expect(found == ["P370200"])
    }

    @Test(
        "random texts are found by every part of them, and by nothing that is no part",
        arguments: Stores.available)
    func random(stores: StoreKind) async throws {
        var seed: UInt64 = 20_261_025
        func draw(_ bound: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % bound
        }
        let letters = Array("甲乙丙丁ab1 ，")
        let texts = (0..<120).map { _ in
            String((0..<(1 + draw(8))).map { _ in letters[draw(letters.count)] })
        }
        let store = try await stores.freshDatabase().store()
        try await store.write { tx in
            try tx.index(
                texts.enumerated().map { SearchItem(Subject("t", "\($0)"), text: $1) })
        }
        let queries = (0..<60).map { _ in
            String((0..<(1 + draw(3))).map { _ in letters[draw(letters.count - 2)] })
        }
        let found = try await store.read { tx in
            try queries.map { Set(try tx.search($0, noun: "t", limit: 200)) }
        }
        for (query, found) in zip(queries, found) {
            let fragments = Self.words(of: query).map { $0.first?.isASCII == true ? " " + $0 : $0 }
            let expected = texts.indices.filter { place in
                let text = Self.words(of: texts[place]).map { " " + $0 }.joined()
                return fragments.allSatisfy { text.contains($0) }
            }
            #expect(found == Set(expected.map(String.init)), "seed 20261025, query \(query)")
        }
    }

    /// Runs of Chinese and of Latin letters, told apart in the slow way.
    private static func words(of text: String) -> [String] {
        var words: [String] = []
        var last: Character?
        for letter in text {
            defer { last = letter }
            guard !" ，".contains(letter) else { continue }
            if let last, !" ，".contains(last), last.isASCII == letter.isASCII {
                words[words.count - 1].append(letter)
            } else {
                words.append(String(letter))
            }
        }
        return words
    }

    @Test(
        "what an earlier program stored is found as what is stored today",
        arguments: Stores.available)
    func migrates(stores: StoreKind) async throws {
        let earlier = Storage.migrations.filter { $0.name < "m0008" }
        let database = try await stores.freshDatabase(migrations: earlier)
        try await database.store().write { tx in
            try tx.run(
                """
                INSERT INTO company (city_id, id, name, name_key, brand, source_id, version)
                VALUES (\(tx.city), 'C1', '霜翎（示例）電子-有限公司', 'k', '霜翎、FrostFeather', 'E1', 1)
                """)
            try tx.run(
                """
                INSERT INTO company_identifier (city_id, scheme, value, company_id, source_id)
                VALUES (\(tx.city), 'uscc', '913302040933533733', 'C1', 'E1')
                """)
            try tx.run(
                """
                INSERT INTO search_row (city_id, noun, id, folded) VALUES
                    (\(tx.city), 'company', 'C1', ' 霜翎 示例 電子 slsldz'),
                    (\(tx.city), 'letter', 'L1', ' 霜翎'), (\(tx.city), 'letter', 'L2', '')
                """)
        }
        let store: any Store =
            switch stores {
            case .sqlite: try SQLiteDatabase(path: database.address).store(city: "990100")
            case .postgreSQL:
                try await PostgreSQLDatabase(address: database.address).store(city: "990100")
            }
        let found = try await store.read { tx in
            try [
                "示例电子", "shuangling", "frost", "霜羽示例", "3373", "slsl", "翎示",
            ].map { text in
                try SoughtText(text).map { try tx.candidates(for: $0, noun: "company") } ?? []
            }
        }
        #expect(found == [["C1"], ["C1"], ["C1"], ["C1"], ["C1"], ["C1"], ["C1"]])
        #expect(try await store.read { try $0.search("霜", noun: "letter", limit: 9) } == ["L1"])
        // What is put in today comes out again tomorrow.
        try await store.write { tx in
            try tx.index(Subject("company", "C1"), text: "崂山")
        }
        let left = try await store.read { try $0.search("霜", noun: "company", limit: 9) }
        #expect(left.isEmpty)
    }
}
