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
        _ = try await program.run("promises", "answer", number, "示例：已办", "--as", "dongyu")
        let closed = try await program.run(
            "promises", "close", number, "--shows", "示例：照片", "--as", "headquarters")
        #expect(try closed.values.first?["order"]?["state"]?.string == "closed", "\(closed.err)")
        _ = try await program.run("promises", "run")
        #expect(try await program.run("promises", "run").values.first?["told"] == 0)
        #expect(try await program.run("promises", "show", "99").code == 1)
        #expect(try await program.run("promises", "list", "--state", "x").code == 1)
        #expect(try await program.run("journal", "verify").code == 0)
    }
}
