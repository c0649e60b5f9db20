import Basics
import Storage
import TestSupport
import Testing
import Texts

@Suite("Search")
struct SearchTests {
    private static let names = [
        ("P1", "青岛海尔智能家电产业园项目", ["qdhe", "hezn"]),
        ("P2", "海尔青岛", []),
        ("P3", "示例市氢能装备（二期）", ["slsqn"]),
        ("P4", "ABC-Tech 新材料 A12", ["xcl"]),
        ("P5", "無人机研发中心", []),
        ("P6", "青 岛", []),
        ("P7", "!!!", []),
        ("P8", "海尔", []),
    ]

    private func store(_ stores: StoreKind) async throws -> any Store {
        let store = try await stores.fresh()
        try await store.write { tx in
            try tx.index(
                Self.names.map { SearchItem(Subject("project", $0.0), text: $0.1, keys: $0.2) })
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
            ("产业园", ["P1"]), ("業", []), ("尔海", []), ("二期", ["P3"]), ("装备(二期)", ["P3"]),
            ("abc", ["P4"]), ("ＡＢＣ", ["P4"]), ("tec", ["P4"]), ("ech", []), ("a1", ["P4"]),
            ("qdh", ["P1"]), ("QDHE", ["P1"]), ("hezn", ["P1"]), ("dhe", []),
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
            let fragments = FoldedText(query).fragments
            let expected = texts.indices.filter { place in
                let text = FoldedText(texts[place]).text
                return fragments.allSatisfy { text.contains($0) }
            }
            #expect(found == Set(expected.map(String.init)), "seed 20261025, query \(query)")
        }
    }
}
