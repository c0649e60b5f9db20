import Basics
import Chains
import Companies
import Evidence
import Foundation
import People
import Rules
import Storage
import TestSupport
import Testing

/// What a file doesn't say stays, and what it says again changes nothing.
@Suite("What a chain's file keeps and what it changes")
struct ChainKeepingTests {
    private typealias Files = ChainImportTests
    private static let today = Draws.noon.day(offset: 28_800)

    private func link(_ id: String, _ desk: Files.Desk) async throws -> ChainLink? {
        try await desk.store.read { tx in try tx.links(of: "pumps").first { $0.id == id } }
    }

    @Test(
        "a key that isn't there keeps what was there, an empty one empties it",
        arguments: Stores.available)
    func unsaid(stores: StoreKind) async throws {
        let desk = Files.Desk(store: try await stores.fresh())
        let full = Files.body.replacing(
            "source: survey, as: [above-scale]}",
            with: "source: survey, as: [above-scale], standing: building, note: 示例二期}")
        _ = try await desk.take(Files.head + full)
        let silent = full.replacing(", products: [水泵电机]", with: "")
            .replacing(", as: [above-scale], standing: building, note: 示例二期", with: "")
        #expect(try await desk.take(Files.head + silent).changes.isEmpty)
        #expect(try await link("motors", desk)?.products == ["水泵电机"])
        let renamed = try await desk.take(
            Files.head + silent.replacing("name: 电机", with: "name: 电动机"))
        #expect(renamed.changes == ["links": 1])
        #expect(try await link("motors", desk)?.products == ["水泵电机"])
        let emptied = silent.replacing("role: component}", with: "role: component, products: []}")
            .replacing(
                "place: \"990102\", source: survey}",
                with: "place: \"990102\", source: survey, note: }")
        #expect(try await desk.take(Files.head + emptied).changes == ["links": 1, "placements": 1])
        #expect(try await link("motors", desk)?.products.isEmpty == true)
        let placed = try await desk.store.read { tx in
            try tx.placements(of: "pumps", at: "pumps").first
        }
        #expect(placed?.standing == .building && placed?.qualities == [.aboveScale])
        #expect(placed?.note == nil)
    }

    @Test("a link stands behind the one that it is folded into", arguments: Stores.available)
    func order(stores: StoreKind) async throws {
        let desk = Files.Desk(store: try await stores.fresh())
        _ = try await desk.take(Files.head + Files.body)
        func order() async throws -> [String] {
            try await desk.store.read { tx in try tx.links(of: "pumps").map(\.id) }
        }
        let parent = """
            links:
              - {id: parts, name: 部件, tier: upstream, role: component}
              - {id: motors, name: 电机, tier: upstream, role: component, under: parts}

            """
        let taken = try await desk.take(Files.head + parent)
        #expect((taken.changes["links"] ?? 0) >= 2)
        #expect(try await order() == ["parts", "motors", "castings", "pumps"])
        let written = try await desk.act { tx, by in try tx.exportChain("pumps", by) }.yaml
        #expect(try await desk.take(written).changes.isEmpty)
        // Whoever has every link in the file orders them.
        let turned = """
            links:
              - {id: pumps, name: 整泵, tier: midstream, role: process}
              - {id: castings, name: 泵体铸件, tier: upstream, role: material}
              - {id: parts, name: 部件, tier: upstream, role: component}
              - {id: motors, name: 电机, tier: upstream, role: component, under: parts}

            """
        _ = try await desk.take(Files.head + turned)
        #expect(try await order() == ["pumps", "castings", "parts", "motors"])
    }

    @Test("two people's sources of one title stay two when the file comes back")
    func sources() async throws {
        let desk = Files.Desk(store: try await StoreKind.sqlite.fresh())
        _ = try await desk.take(Files.head + Files.body)
        for (person, company) in [("A", "示例市丁泵业有限公司"), ("B", "示例市戊泵业有限公司")] {
            let draft = LinkFactDraft(
                kind: "placement", company: company, place: "990103", signed: person,
                grounds: Grounds(
                    id: desk.world.identifier(.evidence), kind: "statement", title: "示例：企业走访",
                    dated: nil, today: Self.today),
                fresh: desk.world.identifier(.company))
            let by = Occasion(Actor.member(try testMember(person, desk)), in: desk.world)
            try await desk.store.write { tx in
                _ = try tx.add(
                    draft, link: "pumps", of: "pumps", by: nil, today: Self.today, by)
            }
        }
        let written = try await desk.act { tx, by in try tx.exportChain("pumps", by) }
        #expect(written.sources.count { $0.title == "示例：企业走访" } == 2)
        #expect(try await desk.take(written.yaml).changes.isEmpty)
    }

    private func testMember(_ name: String, _ desk: Files.Desk) throws -> Member {
        Member(
            id: desk.world.identifier(.member), login: name, name: name, unit: "office",
            roles: [.headquarters], createdAt: desk.world.now())
    }

    @Test(
        "what a source says otherwise takes the place of what it said", arguments: Stores.available)
    func corrected(stores: StoreKind) async throws {
        let desk = Files.Desk(store: try await stores.fresh())
        func file(_ kind: String) -> String {
            Files.head
                + Files.body.replacing(
                    "complete:",
                    with: """
                        trade:
                          - {from: b, to: a, what: 电机, kind: \(kind), source: survey}
                        surveys:
                          - {link: motors, company: a, band: low, concentrated: true, on: 2026-08-01, source: survey}
                        complete:
                        """)
        }
        _ = try await desk.take(file("primary"))
        #expect(try await desk.take(file("secondary")).changes == ["trades": 1])
        let trades = try await desk.store.read { tx in try tx.trades(of: "pumps") }
        #expect(trades.map(\.kind) == [.secondary])
        let silent = file("secondary").replacing(", concentrated: true", with: "")
        #expect(try await desk.take(silent).changes.isEmpty)
        #expect(try await desk.take(silent).changes.isEmpty)
        let mended = silent.replacing("document: 示例：自拟", with: "document: 示例：自拟（修订）")
        #expect(try await desk.take(mended).changes == ["chain": 1])
        #expect(try await desk.take(mended).changes.isEmpty)
    }

    @Test("one's own file sent twice is no other's change", arguments: Stores.available)
    func twice(stores: StoreKind) async throws {
        let desk = Files.Desk(store: try await stores.fresh())
        _ = try await desk.take(Files.head + Files.body)
        let written = try await desk.act { tx, by in try tx.exportChain("pumps", by) }.yaml
        let changed = written.replacing("整泵", with: "成套泵")
        #expect(try await desk.take(changed).changes == ["links": 1])
        #expect(try await desk.take(changed).changes.isEmpty)
        await #expect(throws: StaleVersion.self) { _ = try await desk.take(written) }
    }

    @Test("a file's own numbers can't break the grading", arguments: Stores.available)
    func absurd(stores: StoreKind) async throws {
        let desk = Files.Desk(store: try await stores.fresh())
        let outputs = """
            outputs:
              - {link: pumps, place: "990100", year: 2025, local: 1元, local_total: 1元, national: 1元, national_total: 90000000000000000元, source: survey}

            """
        let taken = try await desk.take(Files.head + Files.body + outputs)
        #expect(taken.changes["outputs"] == 1)
        let broken = Files.body.replacing("products: [水泵电机]", with: "products: [\"水泵\\n电机\"]")
        let told = try await reasons { _ = try await desk.take(Files.head + broken) }
        #expect(told.contains { $0.contains("一项里不能换行") }, "\(told)")
    }

    @Test("another rule grades anew, once", arguments: Stores.available)
    func regraded(stores: StoreKind) async throws {
        let desk = Files.Desk(store: try await stores.fresh())
        let outputs = """
            outputs:
              - {link: pumps, place: "990100", year: 2025, local: 7元, local_total: 100元, national: 1元, national_total: 10元, source: survey}

            """
        _ = try await desk.take(Files.head + Files.body + outputs)
        #expect(try await desk.grades()["pumps"] == .weak, "0.7 of the country's share")
        let rule = GradingRule(values: [.quotientLow: 0.5])
        func renew() async throws -> Int {
            try await desk.act { tx, by in try tx.renewGrades(by: rule, by) }
        }
        #expect(try await renew() == 1)
        #expect(try await desk.grades()["pumps"] == .present)
        #expect(try await renew() == 0)
    }

    @Test(
        "a company merged into one that is merged too is that one, and again itself when undone",
        arguments: Stores.available)
    func mergedTwice(stores: StoreKind) async throws {
        let desk = Files.Desk(store: try await stores.fresh())
        let three = Files.body.replacing(
            "links:", with: "  - {id: c, name: 示例市甲泵业}\n  - {id: d, name: 示例甲泵业}\nlinks:"
        ).replacing(
            "complete:",
            with: """
                  - {link: pumps, company: c, place: "990102", source: survey}
                  - {link: pumps, company: d, place: "990102", source: survey}
                complete:
                """)
        _ = try await desk.take(Files.head + three)
        func named(_ name: String) async throws -> Company {
            try #require(
                try await desk.store.read { tx in
                    try tx.companies(answeringTo: name).first { $0.name == name }
                })
        }
        func merge(_ from: String, into: String) async throws {
            let (from, into) = (try await named(from), try await named(into))
            let grounds = Grounds(
                id: desk.world.identifier(.evidence), kind: "statement", title: "示例：同一家",
                dated: nil, today: Self.today)
            try await desk.act { tx, by in
                try tx.mergeCompany(
                    from.id, version: from.version, into: into.id, intoVersion: into.version,
                    on: grounds, by)
            }
        }
        let (first, middle, last) = (
            try await named("示例甲泵业").id, try await named("示例市甲泵业").id,
            try await named("示例市甲泵业有限公司").id
        )
        try await merge("示例甲泵业", into: "示例市甲泵业")
        try await merge("示例市甲泵业", into: "示例市甲泵业有限公司")
        func operating() async throws -> Int? {
            try await desk.store.read { tx in
                try tx.grades(of: "pumps", in: "990100", by: nil)["pumps"]?.inputs.operating
            }
        }
        #expect(try await operating() == 1)
        let (listed, file) = try await desk.act { tx, by in
            (
                try tx.placedCompanies(of: "pumps").map(\.company.id),
                try tx.exportChain("pumps", by)
            )
        }
        #expect(listed == [last] && file.companies.count == 2)
        #expect(try await desk.take(file.yaml).changes.isEmpty)
        let version = try await named("示例市甲泵业有限公司").version
        try await desk.act { tx, by in
            try tx.unmergeCompany(middle, intoVersion: version, because: nil, by)
        }
        #expect(try await operating() == 2)
        let placed = try await desk.store.read { tx in
            Set(try tx.placements(of: "pumps", at: "pumps").map(\.company))
        }
        #expect(placed == [middle, last] && !placed.contains(first))
    }
}
