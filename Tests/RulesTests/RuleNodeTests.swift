import Basics
import Testing

@testable import Rules

@Suite("A rule file is read with its lines")
struct RuleNodeTests {
    @Test("values of each type are read by key")
    func values() throws {
        let root = try parse(
            """
            # a comment
            id: 990100
            name: 示例市
            share: 0.85
            since: 2026-01-01
            sample: true
            words:
              - 项目名称
              - "*必填"
            note: |
              两行
              文字
            empty:
            """)
        var problems: [Problem] = []
        #expect(root.text("id", &problems) == "990100")
        #expect(root.integer("id", &problems) == 990_100)
        #expect(root.decimal("share", &problems) == 0.85)
        #expect(root.day("since", &problems) == Day(2026, 1, 1))
        #expect(root.flag("sample", &problems))
        #expect(root.texts("words", &problems) == ["项目名称", "*必填"])
        #expect(root.texts("name", &problems) == ["示例市"])
        #expect(root.text("note", &problems) == "两行\n文字")
        #expect(root.optionalText("empty", &problems) == nil)
        #expect(root["words"]?.line == 8)
        #expect(problems.isEmpty)
    }

    @Test("all problems of a file are reported, each with its line")
    func problems() throws {
        let root = try parse(
            """
            id: [1, 2]
            count: 三
            share: nan
            since: 2026-13-01
            sample: yes
            extra: 1
            quoted: "7"
            """)
        var problems: [Problem] = []
        _ = root.text("id", &problems)
        _ = root.integer("count", &problems)
        _ = root.decimal("share", &problems)
        _ = root.day("since", &problems)
        _ = root.flag("sample", &problems)
        _ = root.integer("quoted", &problems)
        _ = root.text("name", &problems)
        root.onlyKeys(["id", "count", "share", "since", "sample", "quoted"], &problems)
        #expect(
            problems.map { $0.place?.description } == [
                "t.yaml:1", "t.yaml:2", "t.yaml:3", "t.yaml:4", "t.yaml:5", "t.yaml:7", "t.yaml:1",
                "t.yaml:6",
            ])
        #expect(problems.last?.message == "不认识的键“\("extra")”")
    }

    @Test(
        "what cannot be read is refused with its line",
        arguments: [
            ("a: 1\nb: [1, 2\nc: 3\n", 3), ("a: 1\na: 2\n", 1), ("a: 1\n---\nb: 2\n", 2),
            ("a: &x 1\nb: *x\n", 1), ("a: 'unfinished\n", 2), ("a: 1\n\tb: 2\n", 2),
            ("? [a]\n: 1\n", 1),
        ])
    func broken(text: String, line: Int) {
        let refusal = #expect(throws: CityProblems.self) { try parse(text) }
        #expect(refusal?.problems.first?.place == .line(file: "t.yaml", line: line))
    }

    @Test("size, depth and aliases are bounded before anything is built")
    func bounds() {
        let deep = String(repeating: "[", count: 5_000)
        let dashes = String(repeating: "- ", count: 500) + "a"
        let large = "a: " + String(repeating: "x", count: Limit.ruleFileBytes.count)
        var laughs = "a0: &a0 [x, x]\n"
        for step in 1...40 { laughs += "a\(step): &a\(step) [*a\(step - 1), *a\(step - 1)]\n" }
        let hidden = "t: it's\n" + laughs.replacing("[", with: "['', it's ")
        let key = laughs + "? *a40\n: 1\n"
        for text in [deep, dashes, large, laughs, hidden, key] {
            #expect(throws: CityProblems.self) { try parse(text) }
        }
    }

    @Test("text that is not UTF-8 is refused at its line")
    func encoding() {
        let bytes: [UInt8] = Array("a: 1\nb: ".utf8) + [0xCA, 0x3E] + Array("\n".utf8)
        let refusal = #expect(throws: CityProblems.self) {
            try parseRules(bytes, file: "t.yaml")
        }
        #expect(refusal?.problems.first?.place == .line(file: "t.yaml", line: 2))
    }

    @Test("an empty file and a byte order mark are no problem")
    func harmless() throws {
        #expect(try parse("").content == .map([]))
        #expect(try parse("# nothing\n").content == .map([]))
        #expect(try parse("\u{FEFF}a: 1\n")["a"]?.line == 1)
    }
}

func parse(_ text: String) throws -> RuleNode {
    try parseRules(Array(text.utf8), file: "t.yaml")
}
