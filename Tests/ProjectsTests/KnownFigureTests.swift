import Basics
import FigureSupport
import Indicators
import People
import Rules
import Storage
import TestSupport
import Testing

@testable import Projects

/// What the ledger keeps for figures, beside the slow way of finding them, now and as it was known.
@Suite("Figures of the ledger")
struct KnownFigureTests {
    private let beside = ColumnsBeside()
    private let periods = ["2026", "2026-10", "2026-01..2026-09", "2025", "2020..2026"]

    /// Every shipped indicator over every period, at the moment of the office's clock.
    private func questions(_ office: LedgerOffice, known: Instant) throws -> [FigureQuestion] {
        try office.folder.indicators.flatMap { indicator in
            try periods.flatMap { text -> [FigureQuestion] in
                let period = try #require(Period(text: text))
                let plain = FigureQuestion(indicator, over: period, known: known)
                let parameter = try plain.parametersBelow(in: office.folder).first
                return [plain]
                    + (parameter?.choices ?? []).dropFirst().map {
                        FigureQuestion(
                            indicator, over: period, known: known,
                            parameters: [parameter?.id ?? "": $0])
                    }
            }
        }
    }

    private func compare(
        _ office: LedgerOffice, _ place: SourceLocation = #_sourceLocation
    ) async throws -> [FigureQuestion: [String: FactSum]] {
        let (questions, folder) = (try questions(office, known: office.now()), office.folder)
        let (fast, slow) = try await office.store.read { tx in
            let ledger = try SlowLedger(tx)
            return (
                try questions.map { try tx.figure($0, in: folder, visibleTo: .all) },
                questions.map { ledger.sums($0, in: folder).withoutEmpty }
            )
        }
        var sums: [FigureQuestion: [String: FactSum]] = [:]
        for (question, (figure, slow)) in zip(questions, zip(fast, slow)) {
            let found = figure.sums
            #expect(
                found == slow,
                "\(question.indicator.id) \(question.period) \(question.parameters)",
                sourceLocation: place)
            sums[question] = found
        }
        try await beside.compare(office, questions, place)
        return sums
    }

    @Test(
        "a figure is what the slow way finds, and can be had again as it was known",
        arguments: Stores.available)
    func known(stores: StoreKind) async throws {
        let office = try await LedgerOffice(stores)
        var (small, foreign) = (hydrogen, battery)
        (small.name, small.total, small.agreement) = ("示例小型项目", "9000", "")
        (foreign.name, foreign.total, foreign.signed) = ("示例外资项目", "3000万美元", "2026-09-20")
        var undated = hydrogen
        (undated.name, undated.signed) = ("示例无日期项目", "")
        try await office.take([battery, foreign], inSeptember, unit: "dongyu")
        try await office.take([hydrogen, small, undated], inSeptember, unit: "xiling")
        var was = [try await compare(office)]

        // Stages and money, of which some is corrected after its month was closed.
        let (own, other) = (
            try await office.project(battery.name).id, try await office.project(hydrogen.name).id
        )
        let (dongyu, xiling, headquarters) = (
            office.member(.district, unit: "dongyu"), office.member(.district, unit: "xiling"),
            office.member(.headquarters, unit: "headquarters")
        )
        for (id, actor) in [(own, dongyu), (other, xiling)] {
            try await office.classify(id, "build", actor)
            for (stage, day) in [("signed", "2026-05-12"), ("started", "2026-09-03")] {
                let event = try await office.report(
                    "reached", stage, of: id, on: day, because: "示例", actor)
                try await office.decide(event: event, true, headquarters)
            }
            for (n, day) in ["2026-08-03", "2026-09-30", "2026-10-09"].enumerated() {
                let number = try await office.receive(
                    ["slip": "\(actor.unit ?? "")\(n)", "arrived": day, "amount": "\(n + 1)00"],
                    of: id, actor)
                if n != 1 { try await office.decide(receipt: number, headquarters) }
            }
        }
        was.append(try await compare(office))
        try await office.close("2026-08", headquarters)
        let corrected = try await office.receive(
            ["replaces": "1", "reason": "示例", "slip": "改", "arrived": "2026-08-03"], of: own,
            dongyu)
        try await office.decide(receipt: corrected, headquarters)
        try await compareLate(office, since: was[1])
        try await office.exclude("real-estate", since: "2026-10", of: other, headquarters)
        was.append(try await compare(office))

        // A project grows, one leaves; one passes to another unit with its money.
        var (grown, gone) = (hydrogen, small)
        grown.total = "90000"
        gone.remark = "项目终止"
        try await office.take([grown, gone], inOctober, unit: "xiling")
        was.append(try await compare(office))
        try await office.pass(own, to: "nanting")
        was.append(try await compare(office))
        let units = was.suffix(2).map { sums in
            sums.first { $0.key.indicator.id == "received-domestic" && $0.key.period.year == 2026 }?
                .value.keys.sorted()
        }
        #expect(units == [["dongyu", "xiling"], ["nanting", "xiling"]])

        #expect(beside.refreshed > 0, "columns brought up to date, not only read anew")
        for earlier in was {
            for (question, sums) in earlier {
                let figure = try await office.store.read { [folder = office.folder] tx in
                    try tx.figure(question, in: folder, visibleTo: .all)
                }
                #expect(figure.sums == sums, "\(question.indicator.id) \(question.period)")
            }
        }
    }

    /// A correction of a closed month stands beside the figure, and is all that changed it.
    private func compareLate(
        _ office: LedgerOffice, since before: [FigureQuestion: [String: FactSum]]
    ) async throws {
        let question = try #require(
            before.keys.first {
                $0.indicator.id == "received-domestic" && $0.period.year == 2026
            })
        let now = FigureQuestion(question.indicator, over: question.period, known: office.now())
        let (late, figure) = try await office.store.read { [folder = office.folder] tx in
            (
                try #require(try tx.late(in: now, visibleTo: .all)),
                try tx.figure(now, in: folder, visibleTo: .all).sums
            )
        }
        let grown = try #require(figure["dongyu"]).value - (before[question]?["dongyu"]?.value ?? 0)
        #expect(late.count == 2 && late.weight == grown && grown != 0)
        #expect(late.slips.map(\.reason) == ["示例", "示例"])
        #expect(late.slips.allSatisfy { $0.month == september && $0.arrivedOn == Day(2026, 8, 3) })
        let others = try await office.store.read { tx in
            try tx.late(in: now, visibleTo: .units(["xiling"]))
        }
        #expect(others == nil)
    }

    @Test("what two units report counts once in the city", arguments: Stores.available)
    func twice(stores: StoreKind) async throws {
        let office = try await LedgerOffice(stores)
        try await office.take([battery], inOctober, unit: "dongyu")
        var same = battery
        same.signed = "2026-05-20"
        try await office.take([same, hydrogen], inOctober, unit: "xiling")
        try await office.recheck(october)
        let suspicion = try #require(
            try await office.suspicions(october, .duplicate).first)
        let undecided = try await figure(office, "signed-projects")
        #expect(undecided.whole.value == 3)
        let before = office.now()
        try await office.decide(suspicion, .same)
        let once = try await figure(office, "signed-projects")
        #expect(once.groups.map(\.sum.value) == [1, 2])
        #expect(once.doubled.value == 1)
        #expect(once.whole.value == 2)
        let months = try await figure(office, "signed-projects", by: .month)
        #expect(months.groups.map(\.value) == ["2026-03", "2026-05", "2026-06"])
        #expect(months.whole == once.whole)
        let total = try await figure(office, "signed-total")
        #expect(
            total.whole.value == total.groups.reduce(0) { $0 + $1.sum.value } - total.doubled.value)
        #expect(try await figure(office, "signed-projects", known: before).whole.value == 3)
        let decided = try #require(try await office.suspicions(october, .duplicate).first)
        try await office.decide(decided, nil)
        #expect(try await figure(office, "signed-projects").whole.value == 3)
    }

    @Test("who sees one unit has its figures only", arguments: Stores.available)
    func scoped(stores: StoreKind) async throws {
        let office = try await LedgerOffice(stores)
        try await office.take([battery], inOctober, unit: "dongyu")
        try await office.take([hydrogen], inOctober, unit: "xiling")
        let own = try await figure(office, "signed-projects", sight: .units(["xiling"]))
        #expect(own.groups.map(\.value) == ["xiling"])
        #expect(own.whole.value == 1)
        #expect(try await figure(office, "signed-projects", sight: .nothing).whole.value == 0)
        let question = try question(office, "signed-projects", known: office.now())
        let rows = try await office.store.read { tx in
            try tx.figureRows(question, of: nil, visibleTo: .units(["xiling"]))
        }
        #expect(rows.map(\.name) == [hydrogen.name])
    }

    private func question(
        _ office: LedgerOffice, _ id: String, known: Instant, by dimension: FactDimension = .unit
    ) throws -> FigureQuestion {
        let period = try #require(Period(text: "2026"))
        return FigureQuestion(
            try #require(office.folder.indicator(id, on: period.last)), over: period,
            known: known, by: dimension)
    }

    private func figure(
        _ office: LedgerOffice, _ id: String, known: Instant? = nil,
        by dimension: FactDimension = .unit, sight: Sight = .all
    ) async throws -> IndicatorFigure {
        let question = try question(office, id, known: known ?? office.now(), by: dimension)
        let folder = office.folder
        return try await office.store.read { tx in
            try tx.figure(question, in: folder, visibleTo: sight)
        }
    }
}

extension LedgerOffice {
    /// A project goes to another unit with what hangs on it.
    fileprivate func pass(_ id: Identifier, to unit: String) async throws {
        let now = now()
        try await store.write { tx in
            let row = try #require(try tx.history(ofProject: id, visibleTo: .all).first?.row)
            var reported = row.reported
            reported.unit = unit
            let project = Project(
                id: id, reported: reported, firstRound: inSeptember, lastRound: inOctober)
            try tx.save([project], reportedAt: [row], at: now)
            try tx.record("project.passed", on: project.subject, by: "示例", at: now)
        }
    }
}
