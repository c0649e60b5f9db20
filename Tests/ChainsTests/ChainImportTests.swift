import Basics
import Chains
import Companies
import Evidence
import Foundation
import People
import Storage
import TestSupport
import Testing

@Suite("Chains taken in from files")
struct ChainImportTests {
    static let head = """
        id: pumps
        name: 示例水泵
        en: Sample pumps
        since: 2026-01-01
        basis: {document: 示例：自拟, dated: 2026-01-01}

        """
    static let body = """
        sources:
          - {id: survey, kind: statement, title: 示例：专班走访, dated: 2026-09-01}
        companies:
          - {id: a, name: 示例市甲泵业有限公司}
          - {id: b, name: 苏州乙电机有限公司}
        links:
          - {id: motors, name: 电机, tier: upstream, role: component, products: [水泵电机]}
          - {id: castings, name: 泵体铸件, tier: upstream, role: material, industries: ["3391"]}
          - {id: pumps, name: 整泵, tier: midstream, role: process}
        supply:
          - {from: motors, to: pumps, what: 电机}
          - {from: castings, to: pumps, what: 泵体}
        placements:
          - {link: pumps, company: a, place: "990102", source: survey, as: [above-scale]}
          - {link: motors, company: b, place: "320500", source: survey}
        complete:
          - {link: motors, place: "990100", by: 示例专班, on: 2026-09-01, source: survey}

        """

    struct Desk {
        let store: any Store
        let world = Draws.world()

        func take(_ text: String, file: String = "pumps.yaml") async throws -> TakenChain {
            let taking = try ChainImport(Array(text.utf8), file: file, in: world)
            return try await act { tx, by in try tx.take(taking, by: nil, by) }
        }

        /// Does something as the operator.
        func act<Outcome: Sendable>(
            _ work: @escaping @Sendable (any Transaction, Occasion) throws -> Outcome
        ) async throws -> Outcome {
            let occasion = Occasion(.operator, in: world)
            return try await store.write { tx in try work(tx, occasion) }
        }

        func gaps() async throws -> [Gap] {
            try await store.read { tx in try tx.gaps(of: "pumps") }
        }

        func grades() async throws -> [String: LinkGradeLevel] {
            try await store.read { tx in try tx.keptGrades(of: "pumps").mapValues(\.level) }
        }
    }

    @Test(
        "a file gives chain, companies, grades and gaps; again it changes nothing",
        arguments: Stores.available)
    func taken(stores: StoreKind) async throws {
        let desk = Desk(store: try await stores.fresh())
        let first = try await desk.take(Self.head + Self.body)
        #expect(first.newCompanies == 2 && first.chain.version == 1)
        #expect(first.grading.opened.map(\.link) == ["motors"])
        #expect(
            try await desk.grades() == [
                "motors": .missing, "castings": .unknown, "pumps": .present,
            ])
        let again = try await desk.take(Self.head + Self.body)
        #expect(again.changes.isEmpty && again.newCompanies == 0 && again.chain.version == 1)
        let (kinds, map, companies) = try await desk.store.read { tx in
            (
                try tx.journal(after: 0, limit: 20).map(\.kind), try tx.chainMap("pumps"),
                try tx.chainCompanies(of: try #require(try tx.chainMap("pumps")))
            )
        }
        #expect(kinds == ["companies.imported", "chain.imported"])
        let found = try #require(map)
        #expect(found.links.map(\.id) == ["motors", "castings", "pumps"])
        #expect(found.links[0].products == ["水泵电机"] && found.links[1].industries == ["3391"])
        #expect(companies.companies.values.map(\.name) == ["示例市甲泵业有限公司"])
        #expect(companies.shown["pumps"]?.count == 1 && companies.elsewhere == ["motors": 1])
        #expect(companies.here == ["pumps": 1])
        #expect(companies.sources.values.map(\.title) == ["示例：专班走访"])
    }

    @Test(
        "a company that comes closes the gap, by the entry that brought it",
        arguments: Stores.available)
    func closing(stores: StoreKind) async throws {
        let desk = Desk(store: try await stores.fresh())
        _ = try await desk.take(Self.head + Self.body)
        let came = Self.body.replacing(
            "complete:",
            with: """
                  - {link: motors, company: b, place: "990103", source: survey, standing: operating}
                complete:
                """)
        let taken = try await desk.take(Self.head + came)
        #expect(taken.changes == ["placements": 1] && taken.newCompanies == 0)
        #expect(taken.grading.closed.map(\.link) == ["motors"] && taken.grading.opened.isEmpty)
        let (gap, head) = try await desk.store.read { tx in
            (try tx.gaps(of: "pumps").first, try tx.journalHead().number)
        }
        #expect(gap?.closedBy == head && gap?.openedBy == head - 1 && gap?.isOpen == false)
        #expect(try await desk.grades()["motors"] == .present)
    }

    @Test(
        "an answer of an anchor company makes weak and at risk, a later one takes it back",
        arguments: Stores.available)
    func surveys(stores: StoreKind) async throws {
        let desk = Desk(store: try await stores.fresh())
        func answer(_ band: String, _ concentrated: Bool, _ day: String) -> String {
            Self.head + Self.body + """
                surveys:
                  - {link: pumps, company: b, band: \(band), concentrated: \(concentrated), on: \(day), source: survey}

                """
        }
        let weak = try await desk.take(answer("none", true, "2026-08-01"))
        #expect(Set(weak.grading.opened.map(\.kind)) == [.missing, .weak, .breakRisk])
        let mended = try await desk.take(answer("high", false, "2026-09-01"))
        #expect(Set(mended.grading.closed.map(\.kind)) == [.weak, .breakRisk])
        let old = try await desk.take(answer("low", true, "2026-07-01"))
        #expect(old.grading.opened.isEmpty, "the newest answer holds")
    }

    @Test("one company under two words is refused, known or new", arguments: Stores.available)
    func doubles(stores: StoreKind) async throws {
        let desk = Desk(store: try await stores.fresh())
        func twice(_ second: String) -> String {
            Self.head
                + Self.body.replacing(
                    "links:", with: "  - {id: c, name: \(second)}\nlinks:"
                ).replacing(
                    "complete:",
                    with: """
                          - {link: pumps, company: c, place: "990102", source: survey}
                        complete:
                        """)
        }
        let new = try await reasons { _ = try await desk.take(twice("示例市甲泵业有限公司")) }
        #expect(new.contains { $0.contains("企业“示例市甲泵业有限公司”写了两次") }, "\(new)")
        _ = try await desk.take(Self.head + Self.body)
        let company = try await desk.store.read { tx in
            try tx.companies(answeringTo: "示例市甲泵业有限公司")[0]
        }
        let grounds = Grounds(
            id: desk.world.identifier(.evidence), kind: "statement", title: "示例：更名",
            dated: nil, today: Draws.noon.day(offset: 28_800))
        let occasion = Occasion(.operator, in: desk.world)
        try await desk.store.write { tx in
            try tx.renameCompany(
                company.id, version: company.version,
                to: NameDraft(
                    kind: "legal", name: "示例市甲水泵股份有限公司", time: TypedTime(since: nil)),
                on: grounds, occasion)
        }
        let known = try await reasons { _ = try await desk.take(twice("示例市甲水泵股份有限公司")) }
        #expect(known.contains { $0.contains("说的都是") }, "\(known)")
    }

    @Test(
        "a company merged into another sits at its links as that one", arguments: Stores.available)
    func merged(stores: StoreKind) async throws {
        let desk = Desk(store: try await stores.fresh())
        let double =
            Self.head
            + Self.body.replacing(
                "links:", with: "  - {id: c, name: 示例市甲泵业}\nlinks:"
            ).replacing(
                "complete:",
                with: """
                      - {link: pumps, company: c, place: "990102", source: survey}
                    complete:
                    """)
        let taken = try await desk.take(double)
        #expect(taken.newCompanies == 3)
        let ids = try await desk.store.read { tx in
            try ["示例市甲泵业", "示例市甲泵业有限公司"].compactMap {
                try tx.companies(answeringTo: $0).first?.id
            }
        }
        try #require(ids.count == 2)
        let occasion = Occasion(.operator, in: desk.world)
        let grounds = Grounds(
            id: desk.world.identifier(.evidence), kind: "statement", title: "示例：同一家",
            dated: nil, today: Draws.noon.day(offset: 28_800))
        try await desk.store.write { tx in
            let versions = try tx.companies(Set(ids))
            func version(_ id: Identifier) -> Int64 {
                versions.first { $0.id == id }?.version ?? 0
            }
            try tx.mergeCompany(
                ids[0], version: version(ids[0]), into: ids[1], intoVersion: version(ids[1]),
                on: grounds, occasion)
        }
        let (placements, grades, listed, count) = try await desk.store.read { tx in
            (
                try tx.placements(of: "pumps").filter { $0.link == "pumps" },
                try tx.grades(of: "pumps", in: "990100", by: nil),
                try tx.placedCompanies(of: "pumps"), try tx.placedCompanyCount(of: "pumps")
            )
        }
        #expect(listed.map(\.company.id) == [ids[1]] && count == 1)
        #expect(placements.map(\.company) == [ids[1]])
        #expect(grades["pumps"]?.inputs.operating == 1)
    }

    @Test(
        "everything wrong is told at once, with its line, and nothing is kept",
        arguments: Stores.available)
    func refused(stores: StoreKind) async throws {
        let desk = Desk(store: try await stores.fresh())
        let wrong =
            Self.head + """
                sources:
                  - {id: survey, kind: rumour, title: 示例}
                  - {id: unused, kind: statement, title: 示例}
                companies:
                  - {id: a, name: 示例市甲泵业有限公司}
                  - {id: a, name: 示例市乙泵业有限公司}
                links:
                  - {id: motors, name: 电机, tier: sideways, role: component}
                  - {id: pumps, name: 整泵, tier: midstream, role: process, under: later, industries: ["39x"]}
                  - {id: later, name: 后面, tier: midstream, role: process}
                supply:
                  - {from: pumps, to: pumps, what: 自己}
                  - {from: pumps, to: nowhere, what: 无}
                placements:
                  - {link: pumps, company: a, place: "9901", source: survey}
                  - {link: pumps, company: a, place: "9901", source: survey}
                mystery: 1

                """
        let found = try await reasons { _ = try await desk.take(wrong) }.joined(separator: "\n")
        for word in [
            "不认识的键“mystery”", "pumps.yaml:7:", "标识“a”重复", "上级“later”须列在前面", "行业代码“39x”",
            "环节“pumps”供给自己", "没有环节“nowhere”", "应为六位行政区划代码", "写了两次", "sideways",
        ] {
            #expect(found.contains(word), "\(word) in \(found)")
        }
        #expect(try await desk.store.read { tx in try tx.chains().isEmpty })
    }

    @Test("supply that goes in a circle is told, not refused", arguments: Stores.available)
    func circle(stores: StoreKind) async throws {
        let desk = Desk(store: try await stores.fresh())
        let straight = try await desk.take(Self.head + Self.body)
        #expect(straight.circle.isEmpty)
        func back(_ more: String) -> String {
            Self.head
                + Self.body.replacing(
                    "placements:",
                    with: "  - {from: pumps, to: castings, what: 废件\(more)}\nplacements:")
        }
        #expect(try await desk.take(back(", derived: true")).circle.isEmpty)
        let taken = try await desk.take(back(""))
        #expect(Set(taken.circle.map(\.id)) == ["castings", "pumps"])
        #expect(taken.changes == ["supplies": 1])
    }

    @Test(
        "a file written out before somebody else's change is refused", arguments: Stores.available)
    func stale(stores: StoreKind) async throws {
        let desk = Desk(store: try await stores.fresh())
        _ = try await desk.take(Self.head + Self.body)
        _ = try await desk.take(Self.head + "version: 1\n" + Self.body.replacing("整泵", with: "成套泵"))
        await #expect(throws: StaleVersion.self) {
            _ = try await desk.take(
                Self.head + "version: 1\n" + Self.body.replacing("整泵", with: "泵"))
        }
    }

    @Test(
        "a chain that was written out says the same again, here and elsewhere",
        arguments: Stores.available)
    func roundTrip(stores: StoreKind) async throws {
        let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let file = root.appendingPathComponent("Cities/sample/chains/marine-equipment.yaml")
        let sample = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        let id = "marine-equipment"
        func export(_ desk: Desk) async throws -> String {
            let occasion = Occasion(.operator, in: desk.world)
            return try await desk.store.write { tx in try tx.exportChain(id, occasion) }.yaml
        }
        let here = Desk(store: try await stores.fresh())
        _ = try await here.take(sample.replacing("what: 船板", with: "what: '船板: \"厚\" # 8'"))
        let written = try await export(here)
        #expect(try await here.take(written).changes.isEmpty, "\(written)")
        let elsewhere = Desk(store: try await stores.fresh())
        let taken = try await elsewhere.take(written)
        #expect(taken.newCompanies == 9 && taken.grading.opened.count == 5)
        #expect(try await export(elsewhere) == written)
        _ = try await here.take(written.replacing("低速机", with: "中速机"))
        let stale = try await reasons { _ = try await here.take(written) }
        #expect(stale.contains { $0.contains("已被他人修改") }, "\(stale)")
    }
}
