import Basics
import Facts
import Testing
import Texts

@Suite("what is written of a figure is read again")
struct FactMakingTests {
    @Test("periods")
    func periods() {
        let periods: [FactPeriod] = [
            .year(2025), .years(2021, 2023), .quarter(2025, 1), .month(2023, 11),
            .months(2021, 1, 11), .day(2023, 11, 5), .days(2023, 11, 5, 12, 1),
        ]
        for period in periods { #expect(FactPeriod(text: period.description) == period) }
        #expect(FactPeriod(text: "2025-01..2025-10") == .months(2025, 1, 10))
        for text in [
            "", "25", "2025-13", "2025-00", "2025-1", "2025-Q5", "2025-10-32", "2025/2024",
            "2025-10/2025-01", "2025-01/2026-02", "2025/2025-02", "2025-01-01-01", "今年", "2025/",
            "-2025", "2025-+1",
        ] {
            #expect(FactPeriod(text: text) == nil, "\(text)")
        }
    }

    @Test("numbers, exact to the last place")
    func numbers() {
        let numbers: [(ExactNumber, String)] = [
            (ExactNumber(0), "0"), (ExactNumber(-23, places: 1), "-2.3"),
            (ExactNumber(5_720_000_000), "5720000000"), (ExactNumber(5, places: 3), "0.005"),
            (ExactNumber(100, places: 2), "1"), (ExactNumber(120, places: 2), "1.2"),
            (ExactNumber(.min), "-9223372036854775808"), (ExactNumber(-7, places: 2), "-0.07"),
        ]
        for (number, text) in numbers { #expect(number.description == text) }
        for text in ["928", "-2.3", "0.005", "4934.3", "57200000000"] {
            #expect(exactNumber(text)?.description == text)
        }
    }
}
