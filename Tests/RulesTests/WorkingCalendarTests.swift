import Basics
import Foundation
import Testing

@testable import Rules

@Suite("Working days")
struct WorkingCalendarTests {
    let calendar: WorkingCalendar

    init() throws {
        calendar = try loadCity(directory: projectRoot.path + "/Cities/sample").calendar
    }

    @Test("every day from 2007 to 2026 is what the State Council's notices say")
    func agreesWithNotices() throws {
        let table = projectRoot.appendingPathComponent(
            "../shared/data/holidays/cn-holidays.csv.gz")
        guard FileManager.default.fileExists(atPath: table.path) else {
            print("skipped: ../shared/data/holidays is absent")
            return
        }
        var moved: [Day: Bool] = [:]
        let text = String(decoding: try unzipped(table), as: UTF8.self)
        for line in text.split(whereSeparator: \.isNewline).dropFirst() {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            moved[try #require(Day(text: fields[0]))] = fields[2] == "0"
        }
        var compared = 0
        let first = try #require(Day(2007, 1, 1)), last = try #require(Day(2026, 12, 31))
        for number in first.number...last.number {
            let day = Day(number: number)
            let works = moved[day] ?? (day.weekday <= 5)
            #expect(calendar.kind(of: day) == (works ? .working : .off), "\(day)")
            compared += 1
        }
        #expect(compared == 7_305)
        #expect(calendar.publishedYears == Array(2007...2026))
    }

    @Test("days outside the table are 未公布, not guessed")
    func unpublished() throws {
        #expect(calendar.kind(of: try #require(Day(2027, 1, 1))) == .unpublished)
        #expect(calendar.kind(of: try #require(Day(2006, 12, 30))) == .unpublished)
    }

    @Test(
        "n working days after an event, the day of the event not counted",
        arguments: [
            // Around the National Day of 2026: off from 1 to 7 October, Saturday the 10th worked.
            ("2026-09-30", 1, "2026-10-08", true), ("2026-09-30", 3, "2026-10-10", true),
            ("2026-09-30", 4, "2026-10-12", true), ("2026-10-10", 0, "2026-10-10", true),
            // Over the end of the table: counted by the week, marked.
            ("2026-12-31", 1, "2027-01-01", false), ("2026-12-30", 1, "2026-12-31", true),
            ("2026-12-25", 5, "2027-01-01", false), ("2028-02-25", 2, "2028-02-29", false),
            ("2028-02-25", 0, "2028-02-25", false),
        ])
    func adding(event: String, count: Int, due: String, isPublished: Bool) throws {
        let day = try #require(Day(text: event))
        let found = calendar.adding(workingDays: count, to: day)
        #expect(found.day.description == due)
        #expect(found.isPublished == isPublished)
    }

    @Test("the span between two days undoes the adding")
    func spans() throws {
        let start = try #require(Day(2024, 1, 1))
        for offset in 0..<400 {
            let event = start.adding(days: offset)
            for count in [1, 2, 5, 10, 30] {
                let due = calendar.adding(workingDays: count, to: event)
                #expect(calendar.workingDays(after: event, through: due.day).count == count)
                #expect(calendar.kind(of: due.day) == .working)
            }
        }
        let back = calendar.workingDays(
            after: try #require(Day(2026, 10, 12)), through: try #require(Day(2026, 9, 30)))
        #expect(back == WorkingSpan(count: -4, isPublished: true))
    }

    @Test("a city's own year takes the place of the table's")
    func ownYear() throws {
        let city = try readCity(
            [
                sampleFile("c/city.yaml", minimalCity), sampleFile("c/units.yaml", minimalUnits),
                sampleFile(
                    "base/calendar.yaml",
                    "basis: sample of x\nyears:\n  2026: {off: [10-01..10-07]}\n"),
                sampleFile(
                    "c/calendar.yaml",
                    "basis: sample of x\nyears:\n  2026: {off: [10-01]}\n  2027: {}\n"),
            ], folder: "c")
        #expect(city.calendar.kind(of: try #require(Day(2026, 10, 1))) == .off)
        #expect(city.calendar.kind(of: try #require(Day(2026, 10, 2))) == .working)
        #expect(city.calendar.kind(of: try #require(Day(2027, 1, 1))) == .working)
    }
}
