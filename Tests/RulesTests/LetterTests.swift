import Basics
import Testing

@testable import Rules

@Suite("Letters")
struct LetterTests {
    private func examine(_ letter: String) -> (city: CityFolder?, problems: [Problem]) {
        examineCity(
            [
                sampleFile("c/city.yaml", minimalCity), sampleFile("c/units.yaml", minimalUnits),
                sampleFile("c/calendar.yaml", minimalCalendar),
                sampleFile("c/letters/a.yaml", letter),
                sampleFile("c/indicators/signed.yaml", minimalIndicator),
            ], folder: "c")
    }

    private func letter(_ body: String, covers: String = "month", more: String = "") -> String {
        "id: a\nname: 甲\ncovers: \(covers)\ntitle: \"{{period}}\"\nbasis: sample of x\n\(more)"
            + "body: |\n"
            + body.split(separator: "\n", omittingEmptySubsequences: false)
            .map { "  \($0)" }.joined(separator: "\n") + "\n"
    }

    private func problems(_ body: String, covers: String = "month", more: String = "") -> [String] {
        examine(letter("全市\n" + body, covers: covers, more: more)).problems.map { problem in
            let line = if case .line(_, let line)? = problem.place { "\(line) " } else { "" }
            return line + Lexicon.chinese.text(problem.message)
        }
    }

    @Test("what no paper has is named with its line")
    func refused() {
        #expect(problems("{{city}}\n{{#signed}}\n{{name}}\n{{/signed}}\n@units signed") == [])
        #expect(problems("全市\n{{citty}}") == ["9 没有“citty”这一项"])
        #expect(problems("{{#signed}}{{vallue}}{{/signed}}") == ["8 没有“vallue”这一项"])
        #expect(problems("{{signed.vallue}}") == ["8 没有“signed.vallue”这一项"])
        #expect(problems("{{signed}}") == ["8 “signed”有几项，写成{{#signed}}…{{/signed}}"])
        #expect(problems("{{#signed}}\n{{value}}") == ["8 “{{#signed}}”没有结束"])
        #expect(problems("{{/signed}}") == ["8 “{{/signed}}”没有对应的开头"])
        #expect(problems("{{city") == ["8 “{{”在这一行没有写完"])
        for wrong in ["{{> other}}", "{{={ }=}}", "{{{city}}}", "{{$city}}", "{{city(upper)}}"] {
            #expect(problems(wrong).first?.hasPrefix("8 看不懂") == true, "\(wrong)")
        }
        #expect(problems("{{! 备注 }}") == [])
        #expect(problems("@table").first?.hasPrefix("8 没有“@table”这张表") == true)
        #expect(problems("@units sold") == ["8 没有“sold”这个指标"])
        #expect(problems("@scores all") == ["8 没有“all”这个办法"])
        #expect(
            problems("{{month}}\n@ranking", covers: "year") == [
                "8 没有“month”这一项", "9 “@ranking”只有月度文稿才有",
            ])
        #expect(
            problems("甲", more: "approvals: [{id: b, name: 乙, units: [moon]}]\n") == [
                "6 没有“moon”这个单位"
            ])
    }

    @Test("a filled letter says what it is given, whatever is written in it")
    func filled() throws {
        let body = """
            {{#signed}}
            # {{name}}
            {{#units}}
            {{name}}
            {{/units}}
            {{^change}}
            没有可比的。
            {{/change}}
            {{/signed}}
            """
        let letter = try #require(examine(letter(body)).city?.letter("a"))
        let filled = try letter.filled([
            "period": "一|二",
            "signed": .fields([
                "name": "签约", "change": "",
                "units": .list([["name": "# 甲\n乙"], ["name": "{{city}}<b>&"]]),
            ]),
        ])
        #expect(filled.title == "一|二")
        #expect(
            filled.body.split(separator: "\n") == [
                "# 签约", "\(wordJoiner)# 甲 乙", "{{city}}<b>&",
            ])
        #expect(letter.indicators(of: []).isEmpty)
        #expect(letter.fields == ["period", "signed", "units", "name", "change"])
    }
}
