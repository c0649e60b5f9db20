import Basics
import Foundation
import TestSupport
import Testing

@Suite("headwater companies")
struct CompanyChangesCommandTests {
    private let source = ["--source", "示例：登记信息", "--dated", "2025-10-20"]

    @Test("a company is added, held, registered, renamed and shown", arguments: Stores.available)
    func walk(stores: StoreKind) async throws {
        guard let program = try await BuiltProgram.fresh(stores) else { return }
        func run(_ words: String...) async throws -> Ran {
            try await program.run(["companies"] + words + source, place: program.place)
        }
        let parent = try await run("add", "Example Harbour Holdings GmbH", "--standing", "foreign")
        #expect(parent.code == 0, "\(parent.err)")
        let planned = try await run("add", "示例海光（筹）")
        let id = try #require(try planned.values.first?["company"]?["id"]?.string)
        let held = try await run(
            "parent", id, "example harbour holdings gmbh", "--share", "51", "--since", "2025")
        #expect(held.code == 0, "\(held.err)")
        let registered = try await run(
            "register", "示例海光（筹）", "--code", "91990100MA99000287", "--name", "示例海光科技有限公司",
            "--since", "2025-03-01")
        #expect(registered.code == 0, "\(registered.err)")
        let renamed = try await run(
            "rename", "91990100MA99000287", "示例海光股份有限公司", "--since", "2025-06-01")
        #expect(renamed.code == 0, "\(renamed.err)")
        let listed = try await run("identify", id, "stock", "600000.SH")
        #expect(try listed.values.first?["identifiers"]?.array?.count == 2, "\(listed.err)")
        let ended = try await run(
            "identify", id, "stock", "600000.SH", "--end", "--until", "2025-09")
        #expect(
            try ended.values.first?["identifiers"]?.array?.last?["until"]?.string == "2025-09",
            "\(ended.err)")
        let shown = try await program.run("companies", "show", "示例海光科技有限公司")
        let value = try #require(try shown.values.first)
        #expect(value["company"]?["id"]?.string == id)
        #expect(value["company"]?["standing"]?.string == "registered")
        #expect(value["ultimate_parent"]?["name"]?.string == "Example Harbour Holdings GmbH")
        #expect(
            value["names"]?.array?.compactMap { $0["kind"]?.string } == [
                "former", "former", "legal",
            ])
        let group = try await program.run("companies", "show", id, "--group")
        #expect(try group.values.first?["top"]?["members"]?.array?.count == 1)
        let over = try await run(
            "parent", id, "Example Harbour Holdings GmbH", "--end", "--until", "2025-10-01")
        #expect(try over.values.first?["ultimate_parent"] == .null, "\(over.err)")
        #expect(try await program.run("journal", "verify").code == 0)
    }

    @Test("what is refused is told with every reason, and exits with 1")
    func refused() async throws {
        guard let program = try await BuiltProgram.fresh() else { return }
        let bare = try await program.run("companies", "add", "……", "--standing", "new")
        #expect(bare.code == 1 && bare.out.isEmpty)
        for place in ["name: ", "standing: ", "source_title: "] {
            #expect(bare.err.contains(place), "\(bare.err)")
        }
        let none = try await program.run("companies", "show", "无此公司")
        #expect(none.code == 1 && none.err.contains("没有找到“无此公司”"))
        #expect(try await program.run("companies", "add").code == 2)
    }

    @Test("a merging names its companies as they stand, and is taken back by identifier")
    func merges() async throws {
        guard let program = try await BuiltProgram.fresh() else { return }
        func run(_ words: String...) async throws -> Ran {
            try await program.run(["companies"] + words, place: program.place)
        }
        var ids: [String] = []
        for name in ["示例甲企业", "示例乙企业", "示例丙企业"] {
            let added = try await program.run(
                ["companies", "add", name] + source, place: program.place)
            ids.append(try #require(try added.values.first?["company"]?["id"]?.string))
        }
        let seen = try await run("merge", ids[0], "示例乙企业", "--dry-run")
        #expect(try seen.values.first?["moves"]?.array?.count == 1, "\(seen.err)")
        #expect(try await run("merge", ids[0], "示例乙企业").code == 1, "without a source")
        let merged = try await program.run(
            ["companies", "merge", ids[0], "示例乙企业"] + source, place: program.place)
        #expect(merged.code == 0, "\(merged.err)")
        // What the merged one was called leads to another, which nobody meant to merge.
        for again in [ids[0], "示例甲企业"] {
            let refused = try await program.run(
                ["companies", "merge", again, ids[2]] + source, place: program.place)
            #expect(refused.code == 1 && refused.err.contains("已经并入"), "\(refused.err)")
        }
        let taken = try await program.run(
            ["companies", "add", "示例甲企业"] + source, place: program.place)
        #expect(taken.code == 1 && taken.err.contains("示例乙企业"), "\(taken.err)")
        let back = try await run("unmerge", ids[0], "--reason", "示例")
        #expect(back.code == 0, "\(back.err)")
        #expect(try await run("unmerge", ids[0]).code == 1)
    }

    @Test("the sample city has a group, a renamed firm and an investor from abroad")
    func sample() async throws {
        guard let program = try await BuiltProgram.fresh() else { return }
        let filled = try await program.run("sample", "--passwords", "words.txt")
        #expect(filled.code == 0, "\(filled.err)")
        let shown = try await program.run("companies", "show", "示例市皓隽粮油有限公司")
        #expect(try shown.values.first?["ultimate_parent"]?["name"]?.string == "西安皓隽食品集团有限公司")
        let planned = try await program.run("companies", "show", "维尔伦海事装备（示例市）有限公司（筹）")
        #expect(try planned.values.first?["parents"]?.array?.count == 2)
    }

    @Test(
        "a register renames by code, adds brands and registers what was planned",
        arguments: Stores.available)
    func registers(stores: StoreKind) async throws {
        guard let program = try await BuiltProgram.fresh(stores) else { return }
        let planned = try await program.run(
            ["companies", "add", "示例丙有限公司"] + source, place: program.place)
        let id = try #require(try planned.values.first?["company"]?["id"]?.string)
        let first = try program.file(
            "一.jsonl",
            """
            {"name": "示例甲有限公司", "uscc": "91990100MA99000287", "brand": "甲牌、乙牌"}
            {"name": "示例丙有限公司", "uscc": "91990100MA99000362"}

            """)
        let second = try program.file(
            "二.jsonl",
            "{\"name\": \"示例乙有限公司\", \"uscc\": \"91990100MA99000287\", \"brand\": \"丙牌\"}\n")
        for file in [first, second, second] {
            #expect(try await program.run("import", "companies", file).code == 0)
        }
        let registered = try await program.run("companies", "show", id)
        #expect(try registered.values.first?["company"]?["standing"]?.string == "registered")
        #expect(
            try registered.values.first?["company"]?["code"]?.string == "91990100MA99000362")
        let renamed = try await program.run("companies", "show", "示例甲有限公司")
        let names = try renamed.values.first?["names"]?.array ?? []
        #expect(
            names.map { "\($0["kind"]?.string ?? "") \($0["name"]?.string ?? "")" } == [
                "former 示例甲有限公司", "brand 甲牌", "brand 乙牌", "legal 示例乙有限公司", "brand 丙牌",
            ])
        #expect(try renamed.values.first?["company"]?["version"]?.integer == 2)
    }

    @Test("a line with a code never means a company from abroad that is called the same")
    func foreignNamesake() async throws {
        guard let program = try await BuiltProgram.fresh() else { return }
        let name = "示例海事（新加坡）有限公司"
        let added = try await program.run(
            ["companies", "add", name, "--standing", "foreign"] + source, place: program.place)
        #expect(added.code == 0, "\(added.err)")
        let coded = try program.file(
            "有码.jsonl", "{\"name\": \"\(name)\", \"uscc\": \"91990100MA99000287\"}\n")
        let bare = try program.file("无码.jsonl", "{\"name\": \"\(name)\"}\n")
        #expect(try await program.run("import", "companies", bare).values.first?["known"] == 1)
        #expect(try await program.run("import", "companies", coded).values.first?["new"] == 1)
        #expect(try await program.run("companies", "show", name).code == 1, "it is two by now")
    }
}
