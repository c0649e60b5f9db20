import Basics
import Foundation
import TestSupport
import Testing

@Suite("headwater import companies")
struct CompaniesCommandTests {
    private static let two = """
        {"company_name": "宁波西铁供应链管理有限公司", "uscc": "\\t913302040933533733", "brand": "铁大大"}
        {"company_name": "宁波西铁供应链管理有限公司", "uscc": "913302040933533733", "brand": "铁小小"}
        {"company_name": "没有代码的企业"}

        """

    @Test(
        "blanks around a code go, one company twice is one; both are said",
        arguments: Stores.available)
    func notes(stores: StoreKind) async throws {
        guard let program = try await BuiltProgram.fresh(stores) else { return }
        let file = try program.file("名录.jsonl", CompaniesCommandTests.two)
        let done = try await program.run("import", "companies", file)
        #expect(done.code == 0, "\(done.err)")
        #expect(try done.values.first?["new"]?.integer == 2)
        #expect(done.err.contains("名录.jsonl:1: 信用代码前后有空白，已去掉"))
        #expect(done.err.contains("名录.jsonl:2: 与第 1 行是同一家企业"))
        let again = try await program.run("import", "companies", file)
        #expect(try again.values.first?["new"]?.integer == 0)
        #expect(try again.values.first?["known"]?.integer == 2)
    }

    @Test(
        "companies list finds by sound and prints why, all without a text",
        arguments: Stores.available)
    func lists(stores: StoreKind) async throws {
        guard let program = try await BuiltProgram.fresh(stores) else { return }
        let file = try program.file("名录.jsonl", CompaniesCommandTests.two)
        _ = try await program.run("import", "companies", file)
        let all = try await program.run("companies", "list")
        #expect(try all.code == 0 && all.values.count == 2)
        #expect(try all.values.allSatisfy { $0["found_by"] == .null })
        for (text, reason) in [
            ("tiedada", "pinyin"), ("gylgl", "initials"), ("3733", "part"), ("铁达大", "one_wrong"),
        ] {
            let found = try await program.run("companies", "list", text)
            #expect(try found.values.map { $0["name"]?.string } == ["宁波西铁供应链管理有限公司"], "\(text)")
            #expect(try found.values.first?["found_by"]?.string == reason, "\(text)")
        }
        #expect(try await program.run("companies", "list", "嗷嗷嗷").out.isEmpty)
    }

    @Test("lines that are wrong are all named, and nothing is taken without being told to")
    func refused() async throws {
        guard let program = try await BuiltProgram.fresh() else { return }
        let lines = """
            {"company_name": "甲公司", "uscc": "913302040933533734"}
            {"uscc": "913302040933533733"}
            {"company_name": "乙公司"}

            """
        let file = try program.file("名录.jsonl", lines)
        let whole = try await program.run("import", "companies", file)
        #expect(whole.code == 1 && whole.out.isEmpty)
        #expect(whole.err.contains("名录.jsonl:1: ") && whole.err.contains("名录.jsonl:2: "))
        let good = try await program.run("import", "companies", "--accept-good", file)
        #expect(try good.code == 1 && good.values.first?["new"]?.integer == 1)
        let broken = try program.file("坏.jsonl", "{\"company_name\": \"丙\"}\n{\n")
        let refused = try await program.run("import", "companies", "--accept-good", broken)
        #expect(refused.code == 1 && refused.out.isEmpty && refused.err.contains("坏.jsonl:2"))
    }

    @Test(
        "the given register: nine wrong codes refused, the tabbed one mended",
        arguments: Stores.available)
    func given(stores: StoreKind) async throws {
        let register = projectRoot.appendingPathComponent(
            "../shared/data/company-registry/companies.jsonl.gz"
        ).standardizedFileURL.path
        guard FileManager.default.fileExists(atPath: register) else {
            print("skipped: ../shared/data is not here")
            return
        }
        guard let program = try await BuiltProgram.fresh(stores) else { return }
        let whole = try await program.run("import", "companies", register)
        #expect(whole.code == 1 && whole.out.isEmpty)
        let wrong = whole.err.split(separator: "\n").filter { $0.contains("不合 GB 32100-2015") }
        #expect(wrong.count == 9)
        let first = try await program.run("import", "companies", "--accept-good", register)
        let (new, refused) = try (
            first.values.first?["new"]?.integer ?? 0, first.values.first?["refused"]?.integer
        )
        #expect(refused == 9 && new > 4_900)
        #expect(first.err.contains("信用代码前后有空白，已去掉：91610113073429430M"))
        let again = try await program.run("import", "companies", "--accept-good", register)
        #expect(try again.values.first?["new"]?.integer == 0)
        #expect(try again.values.first?["known"]?.integer == new)
        #expect(try await program.run("journal", "verify").code == 0)
    }
}

@Suite("headwater move")
struct MoveCommandTests {
    @Test(
        "everything moves to an empty database, and a full one is refused",
        arguments: Stores.available)
    func moved(stores: StoreKind) async throws {
        guard let program = try await BuiltProgram.fresh(stores) else { return }
        let file = try program.file("东屿区9月.csv", oneProject)
        #expect(try await program.run("collect", file, "--month", "2026-09").code == 0)
        let head = try await program.run("journal", "verify").out
        let moved = try await program.run("move", "--to", "elsewhere")
        #expect(moved.code == 0, "\(moved.err)")
        #expect(moved.out.contains(head.split(separator: "\n").first ?? "?"))
        let there = try await program.run(
            ["projects", "list"], place: ["--data", "elsewhere"])
        #expect(try there.values.count == 1)
        #expect(try await program.run("move", "--to", "elsewhere").code == 1)
        let left = try FileManager.default.contentsOfDirectory(atPath: program.root.path)
        #expect(!left.contains { $0.hasPrefix("moving-") })
    }
}
