import Basics
import Foundation
import Testing

@Suite("Documents, as commands")
struct DocumentsCommandTests {
    private static let notice = """
        示例市人民政府办公室文件
        示政办发〔2026〕7号

        关于做好招商引资工作的通知

        各区市人民政府：

        2026年1—9月，全市新签约亿元以上项目128个，同比增长8.5%。

        一、抓项目
        各区市要加快推进签约项目落地，10月底前完成用地报批。

        示例市人民政府办公室
        2026年10月9日
        """

    @Test("figures and tasks of a paper, each with its place")
    func read() async throws {
        guard let program = try await BuiltProgram.fresh() else { return }
        let file = try program.file("通知.txt", Self.notice)
        let facts = try await program.run(["documents", "facts", file], place: [])
        let fact = try #require(try facts.values.first)
        #expect(fact["file"] == "通知.txt" && fact["value"]?.integer == 128)
        #expect(fact["period"] == "2026-01/2026-09" && fact["unit"] == "count")
        let tasks = try await program.run(
            ["documents", "instructions", file], place: []
        ).values
        let task = try #require(tasks.first { $0["text"]?.string?.contains("加快推进") == true })
        #expect(task["may_become_task"] == true && task["due_on"] == "2026-10-31")
        #expect(task["owners"]?.text.contains("\"各区市\"") == true)
    }

    @Test("noise goes, all else stays byte for byte, what is doubtful is told")
    func clean() async throws {
        guard let program = try await BuiltProgram.fresh() else { return }
        let file = try program.file("稿.txt", "推进项㊣目□□、企业✅落地")
        let cleaned = try await program.run(["documents", "clean", file], place: [])
        #expect(cleaned.out == "推进项目、企业落地", "no line break is added")
        #expect(cleaned.err.contains("删去杂符4个"), "\(cleaned.err)")
    }

    @Test("what can't be read is refused, every file with its reason, and nothing is written")
    func refused() async throws {
        guard let program = try await BuiltProgram.fresh() else { return }
        let good = try program.file("好.txt", Self.notice)
        let empty = try program.file("空.txt", "")
        let old = try program.file("旧.doc", "\u{FFFD}")
        let run = try await program.run(
            ["documents", "facts", good, empty, old, "没有.txt"], place: [])
        #expect(run.code == 1 && run.out.isEmpty)
        for name in ["空.txt", "没有.txt"] { #expect(run.err.contains(name), "\(run.err)") }
        let dated = try await program.run(
            ["documents", "facts", good, "--date", "昨天"], place: [])
        #expect(dated.code == 1 && dated.err.contains("--date: 日期应写作 2026-10-31"))
    }

    @Test("the given documents: their figures are found as well as was asked")
    func scored() async throws {
        guard let documents = shared("documents") else {
            print("skipped: ../shared/data/documents is absent")
            return
        }
        guard let program = try await BuiltProgram.fresh() else { return }
        let names = try FileManager.default.contentsOfDirectory(atPath: documents)
            .filter { $0.hasSuffix(".txt") }.sorted()
        let read = try await program.run(
            ["documents", "facts"] + names, place: [], in: URL(fileURLWithPath: documents))
        #expect(read.code == 0 && read.err.isEmpty, "\(read.err)")
        let found = try program.file("found.jsonl", read.out)
        let script = projectRoot.appendingPathComponent("../shared/bench/score_facts.py").path
        let said = try await program.python([script, documents, found, "--json"])
        let score = try JSONValue(parsing: said.out)
        let strict = try #require(score["strict_recall"]?.double)
        let core = try #require(score["f1"]?.double)
        #expect(strict >= 0.9 && core >= 0.98, "\(said.out)")
        for field in ["metric", "scope"] {
            let rate = try #require(score["fields"]?[field]?["all"]?.double)
            #expect(rate >= 0.9, "\(field): \(said.out)")
        }
    }
}
