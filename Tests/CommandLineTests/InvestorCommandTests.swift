import Basics
import Foundation
import TestSupport
import Testing

@Suite("headwater projects investor")
struct InvestorCommandTests {
    @Test("says which company an investor is, takes it back, and refuses another unit")
    func walk() async throws {
        guard let program = try await BuiltProgram.fresh() else { return }
        let passwords = program.root.appendingPathComponent("passwords.txt").path
        #expect(try await program.run("sample", "--passwords", passwords).code == 0)
        let file = try program.file("东屿区9月.csv", oneProject)
        let taken = try await program.run("collect", file, "--month", "2026-09")
        #expect(taken.code == 0, "\(taken.err)")
        let project = try #require(try await program.run("projects", "list").values.first)
        let id = try #require(project["id"]?.string)
        let name = try #require(project["investors"]?.array?.first?["name"]?.string)
        func run(_ words: String...) async throws -> Ran {
            try await program.run(["projects", "investor", id] + words, place: program.place)
        }
        let asked = try await run()
        let open = try #require(try asked.values.first?["investors"]?.array?.first)
        #expect(open["ground"]?.string == "open" && open["name"]?.string == name, "\(asked.err)")
        let added = try await program.run(
            "companies", "add", "示例认定科技有限公司", "--standing", "planned", "--source", "示例",
            "--source-kind", "statement")
        #expect(added.code == 0, "\(added.err)")
        let said = try await run(name, "--company", "示例认定科技有限公司")
        let known = try #require(try said.values.first?["investors"]?.array?.first)
        #expect(known["company"]?["name"]?.string == "示例认定科技有限公司", "\(said.err)")
        let undone = try await run(name, "--undo")
        #expect(
            try undone.values.first?["investors"]?.array?.first?["ground"]?.string == "open",
            "\(undone.err)")
        let foreign = try await run(name, "--nobody", "--as", "xiling")
        #expect(foreign.code == 1)
        #expect(try await run(name).code != 0)
    }
}
