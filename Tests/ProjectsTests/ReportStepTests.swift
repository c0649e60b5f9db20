import Basics
import Indicators
import People
import Rules
import Storage
import TestSupport
import Testing

@Suite("Agreements to a paper")
struct ReportStepTests {
    @Test(
        "the steps are those of the letter when the paper was made, whatever becomes of the letter",
        arguments: Stores.available)
    func kept(stores: StoreKind) async throws {
        let office = try await LedgerOffice(stores)
        let letter = try #require(office.folder.letter("release"))
        let period = try #require(Period(text: "2026-10"))
        let draft = ReportDraft(
            letter: letter, period: period, asOf: office.today, title: "示例", content: .object([]),
            definitions: .array([]))
        let maker = office.occasion(office.member(.headquarters, unit: "headquarters"))
        let number = try await office.store.write { tx in try tx.keepReport(draft, maker) }
        // Nothing asks the folder: a letter that was changed or taken away frees no paper.
        let report = try #require(try await office.store.read { tx in try tx.report(number) })
        #expect(report.steps == letter.approvals)
        #expect(report.state == .waiting(letter.approvals[0]))
        let statistics = office.member(.department, unit: "statistics")
        #expect(report.isDecided(by: statistics) && report.isReadable(by: statistics))
        let finance = office.member(.department, unit: "finance")
        #expect(!report.isReadable(by: finance))
        let work = try await office.store.read { tx in try tx.reportWork(of: statistics) }
        #expect(work.count == 1)
        // A step can't be decided twice, nor by one who agreed already.
        let decided = office.occasion(statistics)
        try await office.store.write { tx in
            try tx.decideReport(number, isGranted: true, note: nil, decided)
        }
        let again = office.occasion(statistics)
        #expect(
            await office.refusals {
                try await office.store.write { tx in
                    try tx.decideReport(number, isGranted: true, note: nil, again)
                }
            }.count == 1)
        let after = try #require(try await office.store.read { tx in try tx.report(number) })
        #expect(after.state == .waiting(letter.approvals[1]))
    }
}
