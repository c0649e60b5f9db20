import Basics
import Foundation
import Testing

@testable import Rules

@Suite("Kinds of lists and recognitions in the city folder")
struct CompanyListKindTests {
    private func problems(_ files: [(String, String)]) -> [String] {
        let all =
            [
                ("city.yaml", minimalCity), ("units.yaml", minimalUnits),
                ("calendar.yaml", minimalCalendar),
            ] + files
        return examineCity(all.map { sampleFile("c/" + $0.0, $0.1) }, folder: "c").problems
            .map(said)
    }

    private func lists(_ id: String, _ entries: String) -> String {
        """
        id: \(id)
        name: 榜单
        kind: company-lists
        since: 2020-01-01
        basis: sample of x
        lists:
        \(entries)
        """
    }

    private let one = "  - {id: top, name: 前百, ranked: true, publisher: {name: 某社}}"

    @Test("the shipped cities have the twelve lists, ranked where they are, in both languages")
    func shipped() throws {
        let city = try loadCity(directory: projectRoot.path + "/Cities/sample")
        let day = try #require(Day(2026, 10, 25))
        let kinds = city.listKinds(on: day)
        #expect(kinds.filter(\.isRanked).map(\.id) == ["world-500", "china-500", "private-500"])
        #expect(kinds.count == 12 && kinds.allSatisfy { $0.name.en != nil })
        #expect(city.listKind("little-giant")?.name.zh == "专精特新“小巨人”")
        let recognitions = city.recognitionKinds(on: day)
        #expect(recognitions.contains { $0.id == "regional-headquarters" })
        #expect(recognitions.allSatisfy { $0.authority.en != nil })
        #expect(city.listKind("none") == nil && city.listKinds(on: Day(number: 0)).isEmpty)
    }

    @Test("a city may add lists of its own, and no identifier twice")
    func own() {
        #expect(problems([("rules/a.yaml", lists("a", one))]) == [])
        let twice = problems([("rules/a.yaml", lists("a", one)), ("rules/b.yaml", lists("b", one))])
        #expect(twice.count == 1 && twice[0].contains("榜单“top”与c/rules/a.yaml:"), "\(twice)")
    }

    @Test("every key that is missing or unknown is named with its line")
    func broken() {
        let wrong = "  - {id: Top, name: 前百, ranked: maybe, by: 某社}"
        let found = problems([("rules/a.yaml", lists("a", wrong))])
        for word in ["by", "Top", "true或false", "publisher"] {
            #expect(found.contains { $0.contains(word) }, "\(word) \(found)")
        }
    }
}
