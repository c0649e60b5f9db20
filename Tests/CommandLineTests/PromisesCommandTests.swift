import Basics
import Foundation
import TestSupport
import Testing

@Suite("headwater promises")
struct PromisesCommandTests {
    @Test("sent, extended, answered, closed and run at the prompt", arguments: Stores.available)
    func walk(stores: StoreKind) async throws {
        guard let program = try await BuiltProgram.fresh(stores) else { return }
        let filled = try await program.run("sample", "--passwords", "pw.txt")
        #expect(filled.code == 0, "\(filled.err)")
        let listed = try await program.run("promises", "list").values
        #expect(
            listed.count == 4 && listed.allSatisfy { $0["title"]?.string?.hasPrefix("示例") == true })
        let late = try await program.run("promises", "list", "--overdue").values
        #expect(late.count == 1)
        let nobody = try await program.run(
            "promises", "order", "reminder", "--title", "示例", "--asked", "示例", "--owner", "dongyu",
            "--due", "2099-01-01")
        #expect(nobody.code == 1 && nobody.err.contains("--as") && nobody.err.contains("十年"))
        let sent = try await program.run(
            "promises", "order", "reminder", "--title", "示例", "--asked", "示例", "--owner", "dongyu",
            "--clock", "supervision-reply", "--as", "headquarters")
        let order = try #require(try sent.values.first?["order"], "\(sent.err)")
        #expect(order["mark"]?.string?.hasPrefix("提示函〔") == true)
        let number = String(try #require(order["number"]?.integer))
        let day = String(try #require(order["due"]?.string).prefix(4))
        let later = "\((Int(day) ?? 0) + 1)-06-01"
        let asked = try await program.run(
            "promises", "extend", number, "示例：等批复", "--to", later, "--as", "dongyu")
        #expect(try asked.values.first?["order"]?["asked_until"]?.string == later, "\(asked.err)")
        let foreign = try await program.run(
            "promises", "grant", number, "--as", "xiling")
        #expect(foreign.code == 1 && foreign.err.contains("没有这一件"), "\(foreign.err)")
        let granted = try await program.run("promises", "grant", number, "--as", "headquarters")
        #expect(try granted.values.first?["deadlines"]?.array?.count == 2)
        let paper = try program.file("批复.pdf", "%PDF-1.7 示例")
        let answered = try await program.run(
            "promises", "answer", number, "示例：已办", "--file", paper, "--as", "dongyu")
        let entry = try #require(
            try answered.values.first?["entries"]?.array?.last, "\(answered.err)")
        #expect(entry["shows"]?.string == "批复.pdf")
        let act = String(try #require(entry["file"]?["number"]?.integer))
        let taken = try await program.run(
            "promises", "withdraw-file", number, act, "示例：传错", "--as", "dongyu")
        #expect(
            try taken.values.first?["entries"]?.array?.last?["file"]?["withdrawn"]?.string
                == "示例：传错", "\(taken.err)")
        let closed = try await program.run(
            "promises", "close", number, "--shows", "示例：照片", "--as", "headquarters")
        #expect(try closed.values.first?["order"]?["state"]?.string == "closed", "\(closed.err)")
        _ = try await program.run("promises", "run")
        #expect(try await program.run("promises", "run").values.first?["told"] == 0)
        #expect(try await program.run("promises", "show", "99").code == 1)
        #expect(try await program.run("promises", "list", "--state", "x").code == 1)
        #expect(try await program.run("journal", "verify").code == 0)
    }

    @Test("raised, prepared, presented and decided at the prompt", arguments: Stores.available)
    func obstacles(stores: StoreKind) async throws {
        guard let program = try await BuiltProgram.fresh(stores) else { return }
        let filled = try await program.run("sample", "--passwords", "pw.txt")
        #expect(filled.code == 0, "\(filled.err)")
        let listed = try await program.run("promises", "obstacles").values
        let sample = try #require(listed.first)
        #expect(listed.count == 1 && sample["title"]?.string?.hasPrefix("示例") == true)
        #expect(sample["state"]?.string == "presented")
        let leader = try #require(sample["leader"]?.string)
        let due = try #require(sample["proposed_due"]?.string)
        let brief = program.root.appendingPathComponent("专报.html").path
        let printed = try await program.run(
            "promises", "brief", "--leader", leader, "--to", brief)
        #expect(printed.code == 0, "\(printed.err)")
        let paper = try String(contentsOfFile: brief, encoding: .utf8)
        #expect(paper.contains("批示栏") && paper.contains(sample["title"]?.string ?? "-"))
        #expect(!paper.contains("src=") && !paper.contains("href="), "stands by itself")
        let unnamed = try await program.run("promises", "brief", "--to", brief)
        #expect(unnamed.code == 1 && unnamed.err.contains("--leader"))
        let hidden = try await program.run(
            "promises", "brief", "1", "--to", brief, "--as", "xiling")
        #expect(hidden.code == 1 && hidden.err.contains("没有这一件"), "\(hidden.err)")
        let raised = try await program.run(
            "promises", "raise", "--title", "示例：缺水", "--stuck", "示例：管网未通", "--since",
            "2026-01-05", "--as", "dongyu")
        let obstacle = try #require(try raised.values.first?["obstacle"], "\(raised.err)")
        let number = String(try #require(obstacle["number"]?.integer))
        let prepared = try await program.run(
            "promises", "prepare", number, "--option", "示例：临时供水", "--advice", "示例：可行",
            "--owner", "natural-resources", "--due", due, "--as", "headquarters")
        #expect(prepared.code == 0, "\(prepared.err)")
        let shown = try await program.run(
            "promises", "present", number, "--leader", leader, "--as", "headquarters")
        #expect(try shown.values.first?["obstacle"]?["state"]?.string == "presented")
        let back = try await program.run(
            "promises", "present", number, "--back", "示例：补材料", "--as", "headquarters")
        #expect(try back.values.first?["obstacle"]?["state"]?.string == "prepared")
        _ = try await program.run(
            "promises", "present", number, "--leader", leader, "--as", "headquarters")
        let foreign = try await program.run(
            "promises", "decide", number, "--choice", "1", "--due", due, "--as", "headquarters")
        #expect(foreign.code == 1)
        let decided = try await program.run(
            "promises", "decide", number, "--choice", "1", "--due", due, "--as", "leader")
        let order = try #require(
            try decided.values.first?["obstacle"]?["order"]?.integer, "\(decided.err)")
        let sent = try await program.run("promises", "show", String(order)).values.first
        #expect(sent?["order"]?["kind"]?.string == "instruction")
        let third = try await program.run(
            "promises", "raise", "--title", "示例", "--stuck", "示例", "--since", "2026-01-05", "--as",
            "dongyu")
        let other = String(
            try #require(try third.values.first?["obstacle"]?["number"]?.integer))
        let settled = try await program.run(
            "promises", "settle", other, "示例：已通", "--as", "headquarters")
        #expect(try settled.values.first?["obstacle"]?["state"]?.string == "settled")
        #expect(try await program.run("promises", "obstacles", "--state", "x").code == 1)
        #expect(try await program.run("journal", "verify").code == 0)
    }
}
