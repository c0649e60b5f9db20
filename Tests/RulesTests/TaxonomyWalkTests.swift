import Basics
import Testing

@testable import Rules

@Suite("Versions of a list, with what became of each entry")
struct TaxonomyWalkTests {
    private static func list(
        _ id: String, since: String, until: String? = nil, entries: [String], from: [String] = []
    ) -> String {
        (["id: chains", "name: 第\(id)版", "since: \(since)"]
            + [until.map { "until: \($0)" }].compactMap(\.self)
            + ["basis: sample of x", "labels:", "  - {id: new, name: 新}", "entries:"]
            + entries.map { "  - {\($0)}" } + from).joined(separator: "\n") + "\n"
    }

    private static let first = list(
        "一", since: "2019-01-01", until: "2021-12-31",
        entries: ["id: cars, name: 电动汽车", "id: shops, name: 零售", "id: tours, name: 旅游"])
    private static let second = list(
        "二", since: "2022-01-01", until: "2024-12-31",
        entries: ["id: vehicles, name: 新能源汽车, aliases: [新能源车]", "id: trade, name: 商贸"],
        from: [
            "from:", "  since: 2019-01-01", "  entries:", "    - {id: cars, to: vehicles}",
            "    - {id: shops, to: trade}", "    - {id: tours, why: 不再列入}",
        ])
    private static let third = list(
        "三", since: "2025-01-01",
        entries: ["id: connected, name: 智能网联汽车, labels: [new]", "id: services, name: 服务业"],
        from: [
            "from:", "  since: 2022-01-01", "  entries:", "    - {id: vehicles, to: connected}",
            "    - {id: trade, why: 名单没有公布}",
        ])

    private func city(_ lists: [String]) -> (city: CityFolder?, problems: [String]) {
        let files =
            [
                ("city.yaml", minimalCity), ("units.yaml", minimalUnits),
                ("calendar.yaml", minimalCalendar),
            ] + lists.enumerated().map { ("taxonomies/l\($0).yaml", $1) }
        let found = examineCity(files.map { sampleFile("c/" + $0.0, $0.1) }, folder: "c")
        return (found.city, found.problems.map(said))
    }

    @Test("a word of any version leads to the entry in force, or says why it leads nowhere")
    func walked() throws {
        let found = city([Self.first, Self.second, Self.third])
        #expect(found.problems == [])
        let city = try #require(found.city)
        let today = try #require(Day(2026, 1, 1))
        func standing(_ word: String, on day: Day? = nil) -> TaxonomyStanding? {
            city.standing(of: word, in: "chains", on: day ?? today)
        }
        #expect(standing("电动汽车")?.now?.id == "connected")
        #expect(standing("电动汽车")?.version.validity.since == Day(2019, 1, 1))
        #expect(standing("新能源车")?.now?.id == "connected")
        #expect(standing("智能网联汽车")?.now?.labels == ["new"])
        #expect(standing("零售")?.now == nil && standing("零售")?.why == "名单没有公布")
        #expect(standing("旅游")?.why == "不再列入")
        #expect(standing("航天") == nil)
        // As of 2023 the second version is in force, and nobody looks ahead.
        let then = try #require(Day(2023, 1, 1))
        #expect(standing("电动汽车", on: then)?.now?.id == "vehicles")
        #expect(standing("智能网联汽车", on: then)?.now == nil)
        #expect(standing("电动汽车", on: Day(2018, 1, 1))?.now == nil)
    }

    @Test("holes, doubles and words that are not there are told with their lines")
    func broken() {
        let wrong = Self.list(
            "二", since: "2022-01-01", entries: ["id: a, name: 甲, labels: [old]"],
            from: [
                "from:", "  since: 2019-01-01", "  entries:", "    - {id: cars, to: b}",
                "    - {id: cars, to: a}", "    - {id: planes, to: a}", "    - {id: shops}",
            ])
        #expect(
            city([Self.first, wrong]).problems == [
                "c/taxonomies/l1.yaml:8 没有标签“old”", "c/taxonomies/l1.yaml:10 “tours”没有对照",
                "c/taxonomies/l1.yaml:12 没有条目“b”", "c/taxonomies/l1.yaml:13 “cars”对照了两次",
                "c/taxonomies/l1.yaml:14 没有条目“planes”",
                "c/taxonomies/l1.yaml:15 写明对到哪一条（to），或为什么对不上（why）",
            ])
        #expect(
            city([Self.third]).problems == [
                "c/taxonomies/l0.yaml:11 没有从2022-01-01起的“chains”"
            ])
    }
}
