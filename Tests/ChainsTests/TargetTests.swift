import Basics
import Chains
import Companies
import Drawing
import People
import Storage
import TestSupport
import Testing

@testable import Rules

@Suite("Target companies")
struct TargetTests {
    private static let today = Draws.noon.day(offset: 28_800)
    private static let view = TargetView(rule: nil, today: today, hearsTalks: true)

    private func facts(_ change: (inout TargetFacts) -> Void) -> TargetFacts {
        var facts = TargetFacts()
        change(&facts)
        return facts
    }

    @Test("a score is made of what is known, on one scale; too little known takes no rank")
    func scored() {
        // 30×1 + 20×(2÷3) + 15×0.7 + 5×1 over 70 of 100.
        let score = facts {
            $0.standing = .operating
            $0.neighbours = 2
            $0.qualities = [.qualified, .aboveScale]
            $0.presence = .elsewhere
        }.scored(by: nil, on: Self.today)
        #expect(abs((score.score ?? 0) - 58.833_333 / 0.7) < 0.001 && score.coverage == 0.7)
        #expect(score.isRanked && score.parts[.expansion] == nil)
        let thin = facts { $0.standing = .operating }.scored(by: nil, on: Self.today)
        #expect(thin.score == 100 && thin.coverage == 0.3 && !thin.isRanked)
        let none = TargetFacts().scored(by: nil, on: Self.today)
        #expect(none.score == nil && !none.isRanked)
        let rule = TargetRule(values: [.coverageLeast: 0.2, .fitWeight: 100])
        #expect(facts { $0.standing = .planned }.scored(by: rule, on: Self.today).isRanked)
    }

    @Test("a sign of expansion is worth less with time, and one too old says nothing")
    func signs() throws {
        func worth(_ days: Int) -> Double? {
            facts { $0.newestSign = Self.today.adding(days: -days) }
                .scored(by: nil, on: Self.today).parts[.expansion]
        }
        #expect(worth(0) == 1 && worth(365) == 1 && worth(1_095) == nil)
        #expect(abs(try #require(worth(730)) - 0.6) < 0.000_001)
        #expect(try #require(worth(800)) < #require(worth(700)))
    }

    @Test("improving a known part never lowers the score", arguments: 0..<200)
    func monotone(seed: UInt64) throws {
        var lots = Lots(seed: seed)
        var values: [TargetValue: Double] = [:]
        for value in TargetValue.allCases where value.rawValue.hasSuffix("weight") {
            values[value] = Double(lots.draw(101))
        }
        let rule = TargetRule(values: values)
        let worse = facts { facts in
            facts.standing = [.planned, .building, nil][lots.draw(3)]
            facts.neighbours = [0, 1, 2, nil][lots.draw(4)]
            facts.qualities = [[], [.plain], [.aboveScale], [.qualified]][lots.draw(4)]
            facts.newestSign = lots.draw(2) == 0 ? nil : Self.today.adding(days: -500)
            facts.wasMet = lots.draw(2) == 0
            facts.introducer = lots.draw(2) == 0 ? "商会" : nil
            facts.presence = [.here, .province, nil][lots.draw(3)]
        }
        let steps: [(TargetPart, (inout TargetFacts) -> Void)] = [
            (.fit, { $0.standing = .operating }), (.pull, { $0.neighbours = 3 }),
            (.strength, { $0.qualities.insert(.national) }),
            (.expansion, { $0.newestSign = Self.today }), (.closeness, { $0.wasMet = true }),
            (.presence, { $0.presence = .elsewhere }),
        ]
        let before = worse.scored(by: rule, on: Self.today)
        for (part, step) in steps where before.parts[part] != nil {
            var better = worse
            step(&better)
            let after = better.scored(by: rule, on: Self.today)
            let (old, new) = (before.score ?? 0, after.score ?? 0)
            #expect(new >= old - 1e-9, "\(part): \(old) to \(new)")
        }
    }

    @Test(
        "the list of a gap, what was done about one of it, and the trip to where it is",
        arguments: Stores.available)
    func followed(stores: StoreKind) async throws {
        let desk = ChainImportTests.Desk(store: try await stores.fresh())
        _ = try await desk.take(ChainImportTests.head + ChainImportTests.body)
        let by = Occasion(.operator, in: desk.world)
        func list() async throws -> [Target] {
            try await desk.store.read { tx in
                try tx.targets(of: "pumps", link: "motors", as: Self.view)
            }
        }
        let first = try #require(try await list().first)
        #expect(first.company.name == "苏州乙电机有限公司" && first.places == ["320500"])
        // It would sell to the maker of pumps that is here.
        #expect(first.facts.neighbours == 1 && first.facts.presence == .elsewhere)
        #expect(!first.score.isRanked, "nothing is known of its strength")
        let world = desk.world
        func act(_ act: String, _ note: String) async throws {
            let draft = TargetActDraft(act: act, note: note, introducer: "示例商会")
            try await desk.store.write { tx in
                try tx.act(
                    draft, on: first.company.id, link: "motors", of: "pumps", as: Self.view, by)
            }
        }
        #expect(try await reasons { try await act("contact", "") }.count == 1)
        try await act("remove", "示例：只肯搬迁")
        let vetoed = try await reasons { try await act("pursue", "再试试") }
        #expect(vetoed.contains { $0.contains("只肯搬迁") }, "\(vetoed)")
        func trip(_ area: String) async throws -> [TripStop] {
            try await desk.store.read { tx in
                try tx.trip(to: area, as: Self.view)
            }
        }
        #expect(try await trip("320500").isEmpty)
        try await act("restore", "示例：愿意新设工厂")
        try await act("pursue", "示例：九月拜访")
        let sign = SignDraft(
            kind: "environment", said: "示例：二期环评", on: "2026-09-01",
            grounds: Grounds(
                id: world.identifier(.evidence), kind: "publication", title: "示例：公示",
                dated: "2026-09-01", today: Self.today))
        try await desk.store.write { tx in
            try tx.add(sign, of: first.company.id, today: Self.today, by)
        }
        let after = try #require(try await list().first)
        #expect(after.state == .pursued && after.introducer == "示例商会")
        #expect(after.acts.map(\.kind) == [.pursue, .restore, .remove])
        #expect(after.acts.allSatisfy { $0.score != nil })
        #expect(after.score.isRanked && after.score.parts[.expansion] == 1)
        let stops = try await trip("320000")
        #expect(stops.map(\.company.id) == [first.company.id])
        #expect(stops.first?.reasons.map(\.gap.kind) == [.missing])
        #expect(try await trip("330000").isEmpty)
    }

    private static let dishonest = TargetRule(
        values: [:],
        vetoes: [
            TargetVeto(
                id: "dishonest", name: LocalName(zh: "失信被执行人"), list: "dishonest-debtors",
                place: .line(file: "示例", line: 1))
        ])

    @Test("a rule keeps a company off as long as its list names it", arguments: Stores.available)
    func vetoed(stores: StoreKind) async throws {
        let desk = ChainImportTests.Desk(store: try await stores.fresh())
        _ = try await desk.take(ChainImportTests.head + ChainImportTests.body)
        let view = TargetView(rule: Self.dishonest, today: Self.today, hearsTalks: true)
        func first() async throws -> Target {
            let targets = try await desk.store.read { tx in
                try tx.targets(of: "pumps", link: "motors", as: view)
            }
            return try #require(targets.first)
        }
        func act(_ act: String) async throws {
            let company = try await first().company.id
            try await desk.act { tx, by in
                try tx.act(
                    TargetActDraft(act: act, note: "示例：理由"), on: company, link: "motors",
                    of: "pumps", as: view, by)
            }
        }
        try await act("pursue")
        try await desk.list("dishonest-debtors", 2026, naming: ["苏州乙电机有限公司"])
        let out = try await first()
        #expect(out.state == .vetoed && out.isOut && out.vetoes.map(\.id) == ["dishonest"])
        // Such a list is no honour.
        #expect(out.honours.isEmpty && out.facts.qualities.isEmpty)
        for word in ["pursue", "contact", "restore"] {
            let told = try await reasons { try await act(word) }
            #expect(told.contains { $0.contains("规则否决（失信被执行人）") }, "\(told)")
        }
        try await act("remove")
        try await act("outcome")
        #expect(
            try await desk.store.read { tx in try tx.trip(to: "320500", as: view) }.isEmpty)
        try await desk.list("dishonest-debtors", 2027, naming: ["示例丙公司"])
        let again = try await first()
        #expect(again.vetoes.isEmpty && again.state == .removed)
        try await act("restore")
        #expect(try await first().state == .candidate)
    }

    @Test(
        "who sells what the link makes, or is listed under its name, is to be looked at",
        arguments: Stores.available)
    func leads(stores: StoreKind) async throws {
        let desk = ChainImportTests.Desk(store: try await stores.fresh())
        let more = ChainImportTests.body.replacing(
            "links:",
            with: """
                  - {id: c, name: 无锡丙精密有限公司}
                  - {id: d, name: 常州丁特种电机有限公司}
                  - {id: e, name: 宁波戊电器有限公司}
                links:
                """
        ).replacing(
            "complete:",
            with: """
                trade:
                  - {from: c, to: a, what: 永磁电机, kind: primary, source: survey}
                  - {from: e, to: d, what: 电机端盖, kind: primary, source: survey}
                complete:
                """)
        _ = try await desk.take(ChainImportTests.head + more)
        try await desk.list("little-giant", 2026, naming: ["常州丁特种电机有限公司", "宁波戊电器有限公司"])
        let targets = try await desk.store.read { tx in
            try tx.targets(of: "pumps", link: "motors", as: Self.view)
        }
        let leads = Dictionary(
            targets.map { ($0.company.name, $0.leads) }, uniquingKeysWith: { first, _ in first })
        #expect(
            leads == [
                "苏州乙电机有限公司": [], "无锡丙精密有限公司": [.sells("永磁电机")],
                "常州丁特种电机有限公司": [.named(word: "电机")],
            ])
        let listed = try #require(targets.first { $0.company.name.contains("丁") })
        #expect(listed.honours == ["little-giant"] && listed.score.parts[.strength] == 0.7)
        // Nobody knows yet whether they do it.
        #expect(listed.score.parts[.fit] == nil && !listed.score.isRanked && listed.places.isEmpty)
    }
}

extension ChainImportTests.Desk {
    /// Takes an edition of a list in, with every name as one company of the register or none.
    fileprivate func list(_ kind: String, _ year: Int, naming names: [String]) async throws {
        let grounds = Grounds(
            id: world.identifier(.evidence), kind: "publication", title: "示例：名单",
            dated: "2026-09-01", today: Draws.noon.day(offset: 28_800))
        let list = CompanyListKind(
            id: kind, name: LocalName(zh: kind), isRanked: false,
            publisher: LocalName(zh: "示例"), place: .line(file: "示例", line: 1))
        let table = (["企业名称"] + names).joined(separator: "\n")
        try await act { tx, by in
            var matcher = ListMatcher(
                try tx.namesAtHand(), thresholds: IdentityThresholds(nil), places: [])
            let plan = try ListImport(
                EditionDraft(kind: kind, year: String(year), isReplacing: false),
                file: "示例.csv", bytes: Array(table.utf8), kinds: [list], matcher: &matcher,
                on: grounds)
            _ = try tx.saveList(plan, by)
        }
    }
}
