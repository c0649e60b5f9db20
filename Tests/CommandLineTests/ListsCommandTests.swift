import Basics
import Foundation
import TestSupport
import Testing

@Suite("headwater lists and contacts")
struct ListsCommandTests {
    private let source = ["--source", "示例：某刊", "--dated", "2025-10-20"]

    @Test("a list is imported, read and decided; a company recognised", arguments: Stores.available)
    func walk(stores: StoreKind) async throws {
        guard let program = try await BuiltProgram.fresh(stores) else { return }
        func run(_ words: String...) async throws -> Ran {
            try await program.run(words + source, place: program.place)
        }
        let added = try await run(
            "companies", "add", "示例市海光科技有限公司", "--standing", "registered", "--scheme", "uscc",
            "--value", "91990100MA99000287")
        #expect(added.code == 0, "\(added.err)")
        let file = try program.file("榜.csv", "排名,企业名称\n1,示例市海光科技有限公司\n2,示例远方有限公司\n")
        let done = try await run("lists", "import", "china-500", "2025", file)
        #expect(try done.values.first?["linked"] == 1, "\(done.err)")
        let again = try await run("lists", "import", "china-500", "2025", file)
        #expect(again.code == 0 && again.err.contains("没有变化"))
        let other = try program.file("另.csv", "排名,企业名称\n,示例远方有限公司\n")
        let refused = try await run("lists", "import", "china-500", "2025", other)
        #expect(refused.code == 1 && refused.err.contains("A2: 没有排名"), "\(refused.err)")
        #expect(try await program.run("lists").values.first?["year"] == 2025)
        let here = try await program.run("lists", "show", "china-500", "2025", "--view", "here")
        #expect(try here.values.map { $0["entry"]?["rank"]?.integer } == [1])
        let decided = try await program.run(
            "lists", "decide", "china-500", "2025", "2", "other", "--company", "示例市海光科技有限公司")
        #expect(try decided.values.first?["match"]?.string == "linked", "\(decided.err)")
        let none = try await program.run("lists", "show", "china-500", "2024")
        #expect(none.code == 1 && none.err.contains("没有这一年的榜单"))
        #expect(
            try await program.run("lists", "show", "china-500", "2025", "--view", "x").code == 2)
        let recognised = try await run(
            "companies", "recognize", "示例市海光科技有限公司", "high-tech-certificate", "--authority",
            "示例省科技厅", "--since", "2024-11", "--expires", "2027-11-30")
        #expect(
            try recognised.values.first?["recognitions"]?.array?.count == 1, "\(recognised.err)")
        let ended = try await run(
            "companies", "recognize", "示例市海光科技有限公司", "high-tech-certificate", "--end",
            "--until", "2025-09", "--revoked")
        let row = try ended.values.first?["recognitions"]?.array?.first
        #expect(row?["revoked"] == .bool(true) && row?["until"]?.string == "2025-09")
        #expect(try await program.run("journal", "verify").code == 0)
    }

    @Test("a meeting is recorded, listed, done and withdrawn; the operator reads no phone")
    func contacts() async throws {
        guard let program = try await BuiltProgram.fresh() else { return }
        _ = try await program.run(
            ["companies", "add", "示例甲有限公司"] + source, place: program.place)
        let added = try await program.run(
            "contacts", "add", "示例甲有限公司", "--on", "2025-10-20", "--unit", "dongyu", "--post", "董事长",
            "--person", "王小明", "--phone", "13812345678", "--said", "想建二期", "--next", "送资料", "--due",
            "2025-10-30")
        #expect(added.code == 0 && !added.out.contains("13812345678"), "\(added.err)")
        let listed = try await program.run("contacts", "list", "--view", "due")
        #expect(try listed.values.map { $0["phone"]?.string } == ["138******78"])
        let brief = try await program.run("companies", "brief", "示例甲有限公司")
        #expect(try brief.values.first?["hidden"]?.array?.count == 2, "\(brief.err)")
        #expect(!brief.out.contains("王小明"))
        let corrected = try await program.run(
            "contacts", "correct", "1", "--on", "2025-10-21", "--unit", "dongyu", "--post", "总经理",
            "--said", "想建二期", "--next", "送资料", "--due", "2025-10-30")
        let contact = try #require(try corrected.values.first, "\(corrected.err)")
        #expect(contact["post"]?.string == "总经理" && contact["phone"]?.string == nil)
        #expect(contact["met_on"]?.string == "2025-10-21" && contact["version"]?.integer == 2)
        #expect(try await program.run("contacts", "done", "1").code == 0)
        #expect(try await program.run("contacts", "list", "--view", "open").out.isEmpty)
        let bare = try await program.run("contacts", "withdraw", "9", "--reason", "错")
        #expect(bare.code == 1 && bare.err.contains("没有这条对接记录"))
        let over = try await program.run("contacts", "withdraw", "1", "--reason", "记错了")
        #expect(try over.values.first?["withdrawn"]?.string == "记错了")
        let one = try await program.run("contacts", "list", "--company", "示例甲有限公司")
        #expect(one.code == 0 && one.out.isEmpty)
    }
}
