import Basics
import Testing

@Suite("Periods")
struct PeriodTests {
    @Test(
        "are read as people type them and written the same",
        arguments: [
            "2026", "2026-10", "2026-10-25", "2026-01..2026-10", "2018..2025",
            "2026-01-05..2026-02-28",
        ])
    func read(text: String) throws {
        let period = try #require(Period(text: text))
        #expect(Period(text: period.description) == period)
        let isYears = text == "2018..2025"
        #expect(period.description == (isYears ? "2018-01..2025-12" : text))
    }

    @Test(
        "what is none is refused",
        arguments: [
            "", "..", "2026..", "2026-13", "2026-10..2026-01", "1..2..3", "26-10", "2026-02-29",
        ])
    func refused(text: String) {
        #expect(Period(text: text) == nil)
    }

    @Test("the year before ends where its months end")
    func yearBefore() throws {
        func before(_ text: String) throws -> String? {
            try #require(Period(text: text)).yearBefore?.description
        }
        #expect(try before("2024-02") == "2023-02")
        #expect(try before("2025-02") == "2024-02")
        #expect(try before("2024-01-01..2024-02-29") == "2023-01..2023-02")
        #expect(try before("2024-02-29") == "2023-02-28")
        #expect(try before("2026-01..2026-10") == "2025-01..2025-10")
    }
}
