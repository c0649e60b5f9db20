import Basics
import Foundation

extension WorkingCalendar {
    /// Reads `years:` of several files; a later file's year replaces an earlier one's whole.
    static func read(_ roots: [RuleNode], _ problems: inout [Problem]) -> WorkingCalendar {
        var years: [Int: WorkingYear] = [:]
        for root in roots {
            root.onlyKeys(["name", "en", "basis", "years"], &problems)
            _ = root.optionalText("name", &problems)
            _ = root.optionalText("en", &problems)
            _ = Basis.read(from: root, &problems)
            for entry in root.map("years", &problems)?.asMap(&problems) ?? [] {
                guard let year = Int(entry.key), (1949...9999).contains(year) else {
                    problems.append(
                        Problem(
                            "“\(entry.key)”不是年份",
                            at: .line(file: root.file, line: entry.line)))
                    continue
                }
                years[year] = read(entry.value, year: year, &problems)
            }
        }
        return WorkingCalendar(years)
    }

    private static func read(
        _ node: RuleNode, year: Int, _ problems: inout [Problem]
    ) -> WorkingYear {
        node.onlyKeys(["off", "work"], &problems)
        let off = days("off", of: node, year, &problems)
        let work = days("work", of: node, year, &problems)
        for (day, place) in off where day.weekday > 5 {
            problems.append(Problem("\(day)是周末，本来就休息", at: place))
        }
        for (day, place) in work where day.weekday <= 5 {
            problems.append(Problem("\(day)不是周末，本来就上班", at: place))
        }
        return WorkingYear(
            daysOff: Set(off.map(\.day)), workingWeekends: Set(work.map(\.day)))
    }

    /// `05-01`, or `10-01..10-07` of which the weekend days are passed over.
    private static func days(
        _ key: String, of node: RuleNode, _ year: Int, _ problems: inout [Problem]
    ) -> [(day: Day, place: Place)] {
        var found: [(day: Day, place: Place)] = []
        var seen: Set<Day> = []
        for element in node.optionalList(key, &problems) {
            guard let text = element.asText(&problems) else { continue }
            let ends = text.components(separatedBy: "..").map {
                Day(text: "\(year)-\($0)")
            }
            guard let first = ends.first ?? nil, let last = ends.last ?? nil, first <= last,
                ends.count <= 2
            else {
                problems.append(element.problem("“\(text)”不是月-日，也不是月-日..月-日"))
                continue
            }
            let isSpan = ends.count == 2
            for number in first.number...last.number {
                let day = Day(number: number)
                if isSpan, day.weekday > 5 { continue }
                if !seen.insert(day).inserted {
                    problems.append(element.problem("\(day)重复"))
                }
                found.append((day, element.place))
            }
        }
        return found
    }
}
