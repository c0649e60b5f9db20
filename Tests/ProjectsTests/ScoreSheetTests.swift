import Basics
import Indicators
import People
import Rules
import Storage
import TestSupport
import Testing

@Suite("Scores of the ledger")
struct ScoreSheetTests {
    private let typed = [
        "from-3": "7", "from-10": "4", "from-20": "1", "awards": "0", "key-companies": "1",
        "platform": "1", "late": "1", "fake": "0",
    ]

    @Test(
        "a score is made of figures, targets and typed numbers, and can be had as it was known",
        arguments: Stores.available)
    func sheet(stores: StoreKind) async throws {
        let office = try await LedgerOffice(stores)
        try await office.take([battery, hydrogen], inOctober, unit: "dongyu")
        for (indicator, value) in [
            ("received-domestic", "1"), ("received-foreign", "100"), ("signed-projects", "4"),
            ("signed-total", "5"),
        ] {
            try await office.target(indicator, value, of: "dongyu")
        }
        let blank = try await office.scores()
        let own = try #require(blank.scores.first { $0.unit == "dongyu" })
        #expect(own.total == nil && own.rank == nil)
        #expect(own.terms.map { $0.points?.description } == ["0", "0", "0.38", nil, nil, nil])
        let before = office.now()
        try await office.set(typed, of: "dongyu")
        let found = try await office.scores()
        let score = try #require(found.scores.first { $0.unit == "dongyu" })
        // Two of four signed, 10.3 of 5 亿: half of a half, and a capped half.
        #expect(
            score.terms.map { $0.points?.description } == ["0", "0", "0.38", "0.5", "0.3", "0.4"])
        #expect(score.total?.description == "1.58")
        #expect(score.rank == 1)
        #expect(found.scores(visibleTo: .units(["xiling"])).map(\.unit) == ["xiling"])
        let earlier = try await office.scores(known: before)
        #expect(earlier.scores == blank.scores)

        // A trial changes the answer and nothing else.
        let card = found.question.card
        let trial = try ScoreTrial(
            ["more-domestic": "0.5亿元", "target-signed": "2"], on: card, yearEnded: false)
        let tried = try #require(found.trying(trial, of: "dongyu"))
        #expect(
            tried.terms.map { $0.points?.description } == ["0.25", "0", "0.5", "0.5", "0.3", "0.4"])
        #expect(try await office.scores().scores == found.scores)
        #expect(throws: FigureRefusal.self) {
            try ScoreTrial(["more-domestic": "1亿元"], on: card, yearEnded: true)
        }
        #expect(throws: FigureRefusal.self) {
            try ScoreTrial(["target-late": "1"], on: card, yearEnded: false)
        }
    }

    @Test("what can't be typed for a card is named, all at once", arguments: Stores.available)
    func refused(stores: StoreKind) async throws {
        let office = try await LedgerOffice(stores)
        #expect(
            await office.refusals {
                try await office.set(
                    ["late": "1.5", "fake": "x", "domestic": "1亿元"], of: "dongyu", source: " ")
            } == [
                "value-domestic “value-domestic”不是要填的数", "value-late 应为个数，如7",
                "value-fake 应为个数，如7", "source 写明依据：文件、名单或通报",
            ])
        #expect(
            await office.refusals { try await office.set(["late": "1"], of: "statistics") } == [
                "unit 这个办法不考核“statistics”"
            ])
        let district = office.member(.district, unit: "dongyu")
        await #expect(throws: MemberRefusal.self) {
            try await office.set(["late": "1"], of: "dongyu", by: district)
        }
        try await office.set(["late": "2"], of: "dongyu")
        #expect(
            await office.refusals { try await office.set(["late": "2"], of: "dongyu") } == [
                " 没有改动"
            ])
        try await office.set(["late": ""], of: "dongyu")
        let values = try await office.scores().values["dongyu"]
        #expect(values?.done["late"] == nil)
    }
}

extension LedgerOffice {
    fileprivate func scores(known: Instant? = nil) async throws -> ScoreSheet {
        let day = try #require(Day(2026, 12, 31))
        let card = try #require(folder.scorecards(on: day).first { $0.id == "city-districts" })
        let period = try #require(Period(text: "2026"))
        let question = ScoreQuestion(card, over: period, known: known ?? now())
        return try await store.read { [folder] tx in try tx.scoreSheet(question, in: folder) }
    }

    fileprivate func set(
        _ values: [String: String], of unit: String, source: String = "示例名单",
        by actor: Actor? = nil
    ) async throws {
        let draft = ScoreDraft(
            Dictionary(
                values.map { ("value-\($0.key)", $0.value) }, uniquingKeysWith: { $1 }),
            source: source)
        let card = try await scores().question.card
        let occasion = occasion(actor ?? member(.headquarters, unit: "headquarters"))
        try await store.write { [folder] tx in
            try tx.setScores(draft, of: unit, on: card, year: 2_026, in: folder, occasion)
        }
    }
}
