import Basics
import Chains
import Companies
import Evidence
import People
import Rules
import Storage
import TestSupport
import Testing

@Suite("Companies that knowledge suggests")
struct SuggestionTests {
    private static let today = KnowledgeTests.today

    private struct Reviewing {
        let desk: ChainImportTests.Desk

        func take(_ graph: KnowledgeGraph) async throws -> TakenKnowledge {
            let by = Occasion(.operator, in: desk.world)
            return try await desk.store.write { tx in try tx.take(graph, by) }
        }

        func list(_ link: String = "motors") async throws -> LinkSuggestions {
            try #require(
                try await desk.store.read { tx in try tx.suggestions(of: "pumps", link: link) })
        }

        func accept(_ code: String, place: String) async throws -> TakenChain {
            let draft = AcceptanceDraft(
                code: code, place: place, standing: "operating", note: "示例：核实过",
                freshSource: desk.world.identifier(.evidence),
                freshCompany: desk.world.identifier(.company))
            let by = Occasion(.operator, in: desk.world)
            return try await desk.store.write { tx in
                try tx.accept(
                    draft, link: "motors", of: "pumps", by: nil, today: SuggestionTests.today, by)
            }
        }

        func refuse(_ code: String, _ reason: String) async throws {
            let by = Occasion(.operator, in: desk.world)
            try await desk.store.write { tx in
                try tx.refuse(code, link: "motors", of: "pumps", because: reason, by)
            }
        }
    }

    private func reviewing(_ stores: StoreKind) async throws -> Reviewing {
        let desk = ChainImportTests.Desk(store: try await stores.fresh())
        _ = try await desk.take(ChainImportTests.head + ChainImportTests.body)
        return Reviewing(desk: desk)
    }

    @Test(
        "who sells what a link is named for is suggested with its words and rows; again nothing changes",
        arguments: Stores.available)
    func suggested(stores: StoreKind) async throws {
        let work = try await reviewing(stores)
        #expect(try await work.list().set == nil)
        let graph = try KnowledgeTests.graph()
        let taken = try await work.take(graph)
        #expect(taken.isNew && taken.suggestions > 0)
        let list = try await work.list()
        let first = try #require(list.open.first)
        #expect(first.company.code == "600001.SH" && first.isByProducts && first.known == nil)
        #expect(first.words.contains("水泵电机"), "\(first.words)")
        #expect(first.products.map(\.name) == ["水泵电机"] && first.products[0].line == 1)
        #expect(first.confidence == 0.9 && first.note.contains("第1行"))
        // The link's own product is a kind of one in the set.
        #expect(list.relations.contains { $0.relation == .kind && $0.to == "水泵电机" })
        let before = try await state(work)
        #expect(try await work.take(graph).isNew == false)
        #expect(try await state(work) == before, "the same set changes nothing")
        _ = try await work.take(try KnowledgeTests.graph(digest: "2"))
        let again = try await state(work)
        #expect(again.head == before.head + 1 && again.lines == before.lines)
    }

    /// The journal's head, and what is suggested for each link.
    private func state(_ work: Reviewing) async throws -> (head: Int64, lines: [String]) {
        let head = try await work.desk.store.read { tx in try tx.journalHead().number }
        var lines: [String] = []
        for link in ["motors", "castings", "pumps"] {
            for one in try await work.list(link).open {
                lines.append("\(link) \(one.company.code) \(one.score) \(one.words)")
            }
        }
        return (head, lines)
    }

    @Test(
        "nothing enters by itself; one that is accepted sits at the link with the set as its source",
        arguments: Stores.available)
    func accepted(stores: StoreKind) async throws {
        let work = try await reviewing(stores)
        _ = try await work.take(try KnowledgeTests.graph())
        #expect(
            try await work.desk.store.read { tx in try tx.placements(of: "pumps", at: "motors") }
                .count == 1)
        let wrong = try await reasons { _ = try await work.accept("600001.SH", place: "青岛") }
        #expect(wrong.contains { $0.contains("应为六位行政区划代码") }, "\(wrong)")
        let taken = try await work.accept("600001.SH", place: "310000")
        #expect(taken.newCompanies == 1 && taken.changes["placements"] == 1)
        let course = try #require(
            try await work.desk.store.read { tx in try tx.linkCourse("motors", of: "pumps") })
        let placement = try #require(course.placements.first { $0.place == "310000" })
        #expect(course.companies[placement.company]?.name == "示例动力股份有限公司")
        let source = try #require(course.sources[placement.source])
        #expect(source.kind == .publication && source.title == "候选知识 示例集")
        let targets = try await work.desk.store.read { tx in
            try tx.targets(
                of: "pumps", link: "motors",
                as: TargetView(rule: nil, today: Self.today, hearsTalks: true))
        }
        #expect(targets.contains { $0.company.id == placement.company })
        let list = try await work.list()
        #expect(!list.open.contains { $0.company.code == "600001.SH" })
        #expect(list.reviewed.map(\.verdict) == [.accepted])
        let twice = try await reasons { _ = try await work.accept("600001.SH", place: "310000") }
        #expect(twice.contains { $0.contains("已不在建议里") }, "\(twice)")
        // Nobody takes an acceptance back unseen: the company is taken away from its link.
        let by = Occasion(.operator, in: work.desk.world)
        let kept = try await reasons {
            try await work.desk.store.write { tx in
                try tx.reconsider("600001.SH", link: "motors", of: "pumps", by)
            }
        }
        #expect(kept == ["这家企业现在不是“不采纳”，请刷新页面再看"])
    }

    @Test(
        "one that is refused is gone with its reason, until somebody thinks again",
        arguments: Stores.available)
    func refused(stores: StoreKind) async throws {
        let work = try await reviewing(stores)
        _ = try await work.take(try KnowledgeTests.graph())
        #expect(try await reasons { try await work.refuse("600001.SH", " ") }.count == 1)
        try await work.refuse("600001.SH", "示例：只做贸易")
        let list = try await work.list()
        #expect(!list.open.contains { $0.company.code == "600001.SH" })
        #expect(list.reviewed.map(\.reason) == ["示例：只做贸易"])
        _ = try await work.take(try KnowledgeTests.graph(digest: "2"))
        #expect(!(try await work.list().open.contains { $0.company.code == "600001.SH" }))
        let by = Occasion(.operator, in: work.desk.world)
        try await work.desk.store.write { tx in
            try tx.reconsider("600001.SH", link: "motors", of: "pumps", by)
        }
        let after = try await work.list()
        #expect(after.open.first?.company.code == "600001.SH" && after.reviewed.isEmpty)
        let kinds = try await work.desk.store.read { tx in
            try tx.journal(after: 0, limit: 20).map(\.kind)
        }
        #expect(
            kinds.filter { $0.hasPrefix("suggestion") } == [
                "suggestion.refused", "suggestion.reconsidered",
            ])
    }

    @Test("a link that is new is ranked with the take-in", arguments: Stores.available)
    func renewed(stores: StoreKind) async throws {
        let work = try await reviewing(stores)
        _ = try await work.take(try KnowledgeTests.graph())
        let more = ChainImportTests.body.replacing(
            "links:",
            with: """
                links:
                  - {id: engines, name: 船用柴油机, tier: upstream, role: component}
                """)
        _ = try await work.desk.take(ChainImportTests.head + more)
        let first = try #require(try await work.list("engines").open.first)
        #expect(first.company.code == "000002.SZ" && first.company.name == "*ST示机")
        #expect(first.products[0].doubts == [.shareAboveOne, .specialTreatment])
    }

    @Test("who may not edit chains may decide nothing", arguments: Stores.available)
    func permitted(stores: StoreKind) async throws {
        let work = try await reviewing(stores)
        let member = Member(
            id: work.desk.world.identifier(.member), login: "dongyu", name: "示例", unit: "dongyu",
            roles: [.district], createdAt: Draws.noon)
        let district = Occasion(.member(member), in: work.desk.world)
        let graph = try KnowledgeTests.graph()
        await #expect(throws: MemberRefusal.self) {
            _ = try await work.desk.store.write { tx in try tx.take(graph, district) }
        }
        await #expect(throws: MemberRefusal.self) {
            try await work.desk.store.write { tx in
                try tx.refuse(
                    "600001.SH", link: "motors", of: "pumps", because: "示例", district)
            }
        }
        #expect(try await work.list().set == nil)
    }
}
