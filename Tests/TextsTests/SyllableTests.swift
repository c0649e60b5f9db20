import Testing
import Texts

@Suite("Pinyin as it is typed")
struct SyllableTests {
    @Test(
        "a word is cut into syllables, the long ones first",
        arguments: [
            ("qingdao", ["qing dao"]), ("xian", ["xian", "xi an"]),
            ("fangan", ["fang an", "fan gan"]), ("haixinj", ["hai xin j-"]),
            ("haixi", ["hai xi", "ha yi?"]), ("lvyuan", ["lv yuan"]), ("siemens", ["si e men s-"]),
            ("h", []), ("zh", []), ("qdhx", []), ("nordwind", []),
        ])
    func divides(word: String, expected: [String]) {
        let found = divisions(of: word).map { division in
            (division.syllables + (division.beginning.isEmpty ? [] : [division.beginning + "-"]))
                .joined(separator: " ")
        }
        for text in expected where !text.contains("?") { #expect(found.contains(text), "\(found)") }
        #expect(found.first == expected.first)
        #expect(found.allSatisfy { $0.filter { $0 != " " && $0 != "-" } == word })
    }

    @Test("what can be divided in very many ways is divided in a few")
    func bounded() {
        let long = String(repeating: "xian", count: 15)
        #expect(divisions(of: long).count == 8)
        #expect(divisions(of: long + "xian").isEmpty)
        #expect(divisions(of: String(repeating: "b", count: 60)).isEmpty)
    }

    @Test(
        "a character has all its readings, the usual one first",
        arguments: [
            ("厦", ["sha", "xia"]), ("长", ["chang", "zhang"]), ("長", ["chang", "zhang"]),
            ("行", ["xing", "hang", "heng"]), ("吕", ["lv", "lu"]), ("青", ["qing"]), ("a", []),
        ] as [(Unicode.Scalar, [String])])
    func readings(character: Unicode.Scalar, expected: [String]) {
        #expect(syllables(of: character) == expected)
    }
}

@Suite("Texts as search sees them")
struct FoldedTextTests {
    @Test("what is stored is read again as it was, and folds to itself")
    func stored() {
        for isRanked in [true, false] {
            let text = FoldedText(
                names: ["青岛ABC（中国）公司", "Straße 7", "", "…"], codes: ["9133 0204"],
                words: ["人工智能"], isRanked: isRanked)
            let again = FoldedText(stored: text.text)
            #expect(again.text == text.text)
            #expect(again.indexTokens == text.indexTokens)
            #expect(FoldedText(refolding: text.text).indexTokens == text.indexTokens)
            #expect(Set(text.indexTokens).count == text.indexTokens.count)
        }
    }

    @Test("what people write cannot pass for a mark")
    func marks() {
        let text = FoldedText(names: ["a^b|c-d#1234'e~f"], isRanked: false)
        #expect(text.text.hasPrefix("| a b c d 1234 e f"))
        #expect(FoldedText("").text == "" && FoldedText(names: ["—"], isRanked: true).text == "")
    }

    @Test("a long text is found by its beginning, and costs no more than that")
    func long() {
        let text = FoldedText(String(repeating: "青岛", count: 20_000) + "崂山")
        #expect(!text.indexTokens.contains("崂山"))
        #expect(SoughtText(String(repeating: "青", count: 500))?.text.unicodeScalars.count == 101)
    }

    @Test("a project's name takes no more than its parts and the pairs of its initials")
    func cost() {
        let project = FoldedText(names: ["示例市海洋装备产业园项目"], isRanked: false)
        #expect(project.indexTokens.count == 12 + 11 + 12)
    }

    @Test(
        "one character wrong, missing, too many or swapped is one; two are not",
        arguments: [
            ("海新集团", FoundBy.oneWrong), ("海集团", .oneWrong), ("海昕大集团", .oneWrong),
            ("昕海集团", .oneWrong), ("海昕集", .part), ("海新集困", nil), ("昕海团集", nil), ("海新", nil),
        ] as [(String, FoundBy?)])
    func wrong(typed: String, expected: FoundBy?) throws {
        #expect(try #require(SoughtText(typed)).found(in: ["示例海昕集团公司"]) == expected)
    }
}
