import Basics
import Foundation
import TestSupport
import Testing

@Suite("headwater projects receive, plan and close-month")
struct MoneyCommandTests {
    private let slip = [
        "--arrived", "2026-09-12", "--bank", "示例银行", "--slip", "0001", "--payer", "示例公司",
        "--source", "outside-private", "--capital", "fixed", "--kind", "银行进账单", "--title",
        "示例：进账单",
    ]

    @Test("money is registered, confirmed by another unit, planned and closed")
    func walk() async throws {
        guard let program = try await BuiltProgram.fresh() else { return }
        func run(_ words: [String], as member: String? = nil) async throws -> Ran {
            let actor = member.map { ["--as", $0] } ?? []
            return try await program.run(["projects"] + words + actor, place: program.place)
        }
        let passwords = program.root.appendingPathComponent("passwords.txt").path
        #expect(try await program.run("sample", "--passwords", passwords).code == 0)
        let file = try program.file("东屿区9月.csv", oneProject)
        let taken = try await program.run("collect", file, "--month", "2026-09")
        #expect(taken.code == 0, "\(taken.err)")
        let id = try #require(
            try await program.run("projects", "list").values.first?["id"]?.string)
        let added = try await run(["receive", id, "--amount", "1200"] + slip, as: "dongyu")
        let money = try #require(try added.values.first, "\(added.err)")
        #expect(money["receipts"]?.array?.first?["amount"] == .integer(1_200_000_000))
        #expect(money["slices"]?.array?.isEmpty == true)
        let twice = try await run(["receive", id, "--amount", "1200"] + slip, as: "dongyu")
        #expect(twice.code == 1 && twice.err.contains("已经登记在"), "\(twice.err)")
        let own = try await run(["confirm-receipt", "1"], as: "dongyu")
        #expect(own.code == 1)
        let confirmed = try await run(["confirm-receipt", "1"], as: "headquarters")
        #expect(
            try confirmed.values.first?["state"]?.string == "confirmed", "\(confirmed.err)")
        let listed = try await run(["receipts", "--month", "2026-09"])
        #expect(try listed.values.count == 1)
        #expect(try await run(["receipts"], as: "xiling").out.isEmpty)
        let marked = try await run(
            ["exclude", id, "real-estate", "--since", "2026-09", "--reason", "示例"])
        let slices = try #require(try marked.values.first?["slices"]?.array?.first)
        #expect(slices["excluded"]?["yuan_fen"] == .integer(1_200_000_000), "\(marked.err)")
        let counted = try await run(["include", id, "1", "--reason", "示例"])
        #expect(
            try counted.values.first?["slices"]?.array?.first?["counted"]?["yuan_fen"]
                == .integer(1_200_000_000))
        let promised = try await run(
            ["promise", id, "示例：设备补助", "--clause", "第三条", "--condition", "示例", "--amount", "500"],
            as: "dongyu")
        #expect(promised.code == 0, "\(promised.err)")
        let book = program.root.appendingPathComponent("承诺.csv").path
        let exported = try await program.run("export", "commitments", "--to", book)
        #expect(exported.code == 0, "\(exported.err)")
        #expect(try String(contentsOfFile: book, encoding: .utf8).contains("示例：设备补助"))
        let assigned = try await run(
            ["assign", id, "statistics", "--reason", "示例"], as: "dongyu")
        #expect(assigned.code == 0, "\(assigned.err)")
        let waiting = try await run(["assigned", "--own"], as: "statistics")
        #expect(try waiting.values.first?["project"]?.string == id, "\(waiting.err)")
        #expect(try await run(["feedback", id, "示例"], as: "dongyu").code == 1)
        let given = try await run(["feedback", id, "示例：已核对"], as: "statistics")
        #expect(
            try given.values.first?["last_feedback"]?["text"]?.string == "示例：已核对",
            "\(given.err)")
        let planned = try await run([
            "plan-money", id, "2026-12", "foreign", "50", "--currency", "USD",
        ])
        #expect(planned.code == 0, "\(planned.err)")
        let closed = try await run(["close-month", "2026-09"])
        #expect(closed.code == 0, "\(closed.err)")
        #expect(try await run(["money", id]).values.first?["closed_through"]?.string == "2026-09")
        _ = try await run(["classify", id, "build"])
        let months = try await run(["plan", id, "started", "2026-08"])
        #expect(
            try (months.values.first?["behind_months"]?.integer ?? 0) > 0, "\(months.err)")
        #expect(try await run(["plan", id, "nothing", "2026-08"]).code == 1)
        #expect(try await program.run("journal", "verify").code == 0)
    }
}
