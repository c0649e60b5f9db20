import Basics
import Foundation
import Testing

@testable import Rules

@Suite("Figures that others publish, in the city folder")
struct SeriesTests {
    private func examined(_ series: [String]) -> (city: CityFolder?, problems: [Problem]) {
        let own = series.enumerated().map { sampleFile("c/series/\($0).yaml", $1) }
        return examineCity(
            [
                sampleFile("c/city.yaml", minimalCity), sampleFile("c/units.yaml", minimalUnits),
                sampleFile("c/calendar.yaml", minimalCalendar),
            ] + own, folder: "c")
    }

    private func series(
        _ id: String = "fdi", unit: String = "usd", kind: String = "media", more: String = "",
        _ entry: [String: String] = [:]
    ) -> String {
        let keys = [
            "period": "2021-01..2021-11", "value": "57.2亿美元", "released": "2022-01-11",
            "source": "某报", "sentence": "某句",
        ].merging(entry) { $1 }
        let lines = keys.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
            .map { "    \($0.key): \($0.value)" }.joined(separator: "\n")
        return """
            id: \(id)
            name: 某数
            definition: 某数
            kind: \(kind)
            unit: \(unit)
            basis: sample of x
            \(more)
            entries:
              -
            \(lines)
            """
    }

    private func problems(_ entry: [String: String], unit: String = "usd", kind: String = "media")
        -> [String]
    {
        examined([series(unit: unit, kind: kind, entry)]).problems.map {
            Lexicon.chinese.text($0.message)
        }
    }

    @Test("what can't stand as a published figure is named")
    func refused() {
        #expect(problems([:]) == [])
        #expect(problems(["period": "2021-03..2021-11"]).first?.hasPrefix("期间写成2026") == true)
        #expect(problems(["period": "2021-13"]).count == 1)
        #expect(problems(["released": "2021-11-30"]) == ["2021-11-30发布时这一期还没有结束"])
        #expect(problems(["value": "57.2亿元"]) == ["应为带单位的美元金额，如57.2亿美元"])
        #expect(problems(["value": "1.2.3亿美元"]) == ["应为带单位的美元金额，如57.2亿美元"])
        #expect(problems(["sentence": ""]) == ["媒体口径须附原句"])
        #expect(problems(["sentence": ""], kind: "commerce") == [])
        #expect(problems(["change": "26个百分点"]) == ["只有比率的变化用百分点"])
        #expect(problems(["change": "-100%"]) == ["同比不能低于-100%"])
        #expect(problems(["share": "29.2%"]) == ["写明占什么的比重，如全省"])
        #expect(problems(["share_of": "全省"]) == ["占全省的多少没有写"])
        #expect(problems(["unit": "moon"]) == ["没有“moon”这个单位"])
        #expect(problems(["scope": "wide"]) == ["没有“wide”这个口径版本："])
        #expect(
            problems(["value": "66.1%", "change": "14.1%"], unit: "percent") == [
                "比率的变化写成百分点，不写百分之几"
            ])
        #expect(
            problems(["value": "26.15555万人"], unit: "count") == ["应为个数，如289个、26.1万人"])
    }

    @Test("two figures of one release, series beside unlike indicators, and of no counts are named")
    func folder() {
        let twice = """

              - {period: 2021-01..2021-11, value: 57.3亿美元, released: 2022-01-11, source: 某报,
                 sentence: 某}
            """
        #expect(
            examined([series() + twice]).problems.map { Lexicon.chinese.text($0.message) } == [
                "同一次发布里有两个数：57.2亿美元、57.3亿美元"
            ])
        #expect(
            examined([series(), series()]).problems.map { Lexicon.chinese.text($0.message) } == [
                "序列“fdi”与c/series/0.yaml:1重复"
            ])
        let other = series("other", more: "of: fdi")
        #expect(
            examined([series(), other]).problems.map { Lexicon.chinese.text($0.message) } == [
                "of须是计数的序列：“fdi”不是"
            ])
        #expect(
            examined([series(more: "beside: {indicator: none}")]).problems.map {
                Lexicon.chinese.text($0.message)
            } == ["“none”不是单位相同的指标"])
    }

    private func derived(
        _ id: String, _ unit: String, _ more: String, _ entry: [String: String]
    ) throws -> [String] {
        let base = series(
            "base", unit: "count", ["period": "2021", "value": "289个"])
        let city = try #require(
            examined([base, series(id, unit: unit, more: more, entry)]).city)
        let (first, one) = (try #require(city.series("base")), try #require(city.series(id)))
        let figure = try #require(one.entries.first)
        return figure.derived(in: one, base: one.of == nil ? nil : (first, first.entries[0])).map {
            one.spoken($0.value, in: $0.unit).zh
        }
    }

    /// DOMAIN §3.5 and the two founding documents.
    @Test("last year, the whole and the part come out of what was published")
    func following() throws {
        #expect(
            try derived("a", "usd", "", ["change": "14.1%", "share": "29.2%", "share_of": "全省"])
                == [
                    "50.1亿美元", "195.9亿美元",
                ])
        #expect(
            try derived(
                "a", "yuan", "",
                ["value": "2131亿元", "change": "16.1%", "share": "13.3%", "share_of": "全省"]) == [
                    "1835.5亿元", "16022.6亿元",
                ])
        #expect(
            try derived(
                "a", "percent", "of: base",
                ["period": "2021", "value": "66.1%", "change": "26个百分点"]) == ["40.1%", "191个"])
        #expect(
            try derived("a", "count", "", ["value": "4个", "whole": "5个", "share_of": "全省"]) == [
                "80%"
            ])
        #expect(try derived("a", "count", "", ["value": "23", "completion": "100%"]) == ["23个"])
        #expect(
            try derived("a", "count", "", ["value": "突破250万个", "change": "5%"]) == [],
            "nothing follows from a bound")
        #expect(
            try derived("a", "yuan", "of: base", ["period": "2021", "value": "1445亿元"]) == ["5亿元"])
    }
}

@Suite("The figures of the two founding documents")
struct FoundingFigureTests {
    /// Where the documents are, each figure of the Qingdao folder stands in one of them as written.
    @Test("stand in the Qingdao city, and in the documents where these are at hand")
    func founding() throws {
        let city = try loadCity(directory: projectRoot.path + "/Cities/qingdao")
        let own = city.series.filter { $0.kind == .media }
        #expect(own.count == 15)
        #expect(own.allSatisfy { $0.entries.count == 1 })
        let folder = projectRoot.appendingPathComponent("../shared/data/documents").standardized
        let names = ["seed-2022-01-11.txt", "seed-2025-02-26.txt"]
        guard FileManager.default.fileExists(atPath: folder.path) else {
            print("skipped: \(folder.path) isn't here")
            return
        }
        let texts = try names.map { name in
            String(
                decoding: try Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self
            )
            .filter { !"□㊣✅".contains($0) }
        }
        for series in own {
            for figure in series.entries {
                let text = figure.released.year == 2022 ? texts[0] : texts[1]
                #expect(text.contains(figure.written), "\(series.id) \(figure.written)")
                if case .percent(let percent) = figure.change {
                    #expect(text.contains(fixed(percent, per: 100, decimals: 1) + "%"))
                }
                if case .points(let points) = figure.change {
                    #expect(text.contains("\(points / 100)个百分点"))
                }
                if let share = figure.share?.percent {
                    #expect(text.contains(fixed(share, per: 100, decimals: 1) + "%"))
                }
            }
        }
    }
}
