import Basics
import Testing
import Texts

@Suite struct RoughDayTests {
    private let september = Month(text: "2026-09")!

    @Test(
        "a day is read as offices write it",
        arguments: [
            ("2026-09-03", "2026-09-03", DayPrecision.day), ("2026/9/3", "2026-09-03", .day),
            ("2026.9.3", "2026-09-03", .day), ("20260903", "2026-09-03", .day),
            ("2026年9月3日", "2026-09-03", .day), ("２０２６．９．３", "2026-09-03", .day),
            ("2026年 9月 3日", "2026-09-03", .day), ("26.9.3", "2026-09-03", .day),
            ("二〇二六年九月三日", "2026-09-03", .day), ("9.3", "2026-09-03", .day),
            ("9月3日", "2026-09-03", .day), ("9/3", "2026-09-03", .day),
            ("46268", "2026-09-03", .day), ("9/15/2026", "2026-09-15", .day),
            ("2026-09-03 00:00:00", "2026-09-03", .day), ("2026年9月3日签约", "2026-09-03", .day),
            ("已于2026年9月3日正式签约", "2026-09-03", .day), ("2026.09.03日", "2026-09-03", .day),
            ("2026年9月", "2026-09-01", .month), ("2026.9", "2026-09-01", .month),
            ("202609", "2026-09-01", .month), ("二〇二六年九月", "2026-09-01", .month),
            ("2026-09", "2026-09-01", .month), ("2026年9月份", "2026-09-01", .month),
            ("9月", "2026-09-01", .month), ("九月", "2026-09-01", .month),
            ("9月上旬", "2026-09-01", .tenDays), ("9月中旬", "2026-09-11", .tenDays),
            ("9月下旬", "2026-09-21", .tenDays), ("9月初", "2026-09-01", .tenDays),
            ("9月底", "2026-09-21", .tenDays), ("2025年12月末", "2025-12-21", .tenDays),
            ("11月上旬", "2025-11-01", .tenDays), ("12.20", "2025-12-20", .day),
            ("去年11月", "2025-11-01", .month), ("今年3月", "2026-03-01", .month),
            ("本月5日", "2026-09-05", .day), ("上月", "2026-08-01", .month),
            ("2026年第二季度", "2026-04-01", .quarter), ("2026年三季度", "2026-07-01", .quarter),
            ("2026年", "2026-01-01", .year), ("2026年上半年", "2026-01-01", .year),
            ("2026年9月3日（首次）", "2026-09-03", .day),
        ] as [(String, String, DayPrecision)])
    func day(text: String, first: String, precision: DayPrecision) {
        guard case .day(let day, _) = readRoughDay(text, asOf: september) else {
            Issue.record("\(text): \(readRoughDay(text, asOf: september))")
            return
        }
        #expect(day == RoughDay(Day(text: first)!, precision), "\(text)")
    }

    @Test(
        "a plan is no day",
        arguments: [
            "预计2026年12月", "拟11月签约", "计划10月签约", "力争年底前签约，12月开工", "2026年10月底前", "争取9月底",
            "待10月签约",
        ])
    func plan(text: String) {
        #expect(readRoughDay(text, asOf: september, others: ["开工"]) == .planned)
    }

    @Test("a day that came stands before a plan in the same cell")
    func dayAndPlan() {
        let read = readRoughDay("2026.3.8签约，预计12月开工", asOf: september)
        #expect(read == .day(RoughDay(Day(2026, 3, 8)!), .amongWords))
    }

    @Test(
        "no day is read",
        arguments: ["待定", "—", "/", "已签约", "2026.13.40", "13月", "三家公司", "1.05亿元", "9:30", ""])
    func nothing(text: String) {
        if case .day(let day, _) = readRoughDay(text, asOf: september) {
            Issue.record("\(text) was read as \(day)")
        }
    }
}
