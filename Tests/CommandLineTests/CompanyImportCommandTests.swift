import Basics
import Foundation
import TestSupport
import Testing

/// Registers at the command line, also cut half way. All companies are invented (示例).
@Suite("headwater import companies, column layouts and long files")
struct CompanyImportCommandTests {
    private static let layout = """
        id: own-sheet
        name: 示例自定义
        kind: columns
        since: 2020-01-01
        basis: sample of 示例
        columns:
          name: [单位全称]
          uscc: [代码]

        """
    private static let sheet = """
        示例导出
        单位全称,代码,负责人
        示例甲有限公司,91990100MA990001X7,示例人
        示例乙有限公司,91990100MA99000289,
        示例丙有限公司,,

        """

    @Test(
        "a layout of one's own; a dry run prints what the import then does",
        arguments: Stores.available)
    func ownLayout(stores: StoreKind) async throws {
        guard let program = try await BuiltProgram.fresh(stores) else { return }
        let layout = try program.file("自定义.yaml", CompanyImportCommandTests.layout)
        let sheet = try program.file("示例.csv", CompanyImportCommandTests.sheet)
        let unknown = try await program.run("import", "companies", sheet, "--columns", "nobody")
        #expect(unknown.code == 1 && unknown.err.contains("qichacha"))
        let wrong = try await program.run("import", "companies", sheet, "--columns", "gsxt")
        #expect(wrong.code == 1 && wrong.err.contains("没有找到企业名称的表头"))
        let dry = try await program.run(
            "import", "companies", sheet, "--columns", layout, "--dry-run")
        #expect(dry.code == 1 && dry.err.contains("有1行不能收"))
        #expect(
            try dry.values.prefix(3).map { $0["outcome"]?.string } == ["new", "refused", "new"])
        #expect(dry.err.contains("没有取的列和其中有内容的格数：负责人（1）"))
        let done = try await program.run(
            "import", "companies", sheet, "--columns", layout, "--accept-good")
        let (shown, real) = try (#require(dry.values.last), #require(done.values.last))
        for name in ["rows", "new", "known", "changed", "joined", "refused"] {
            #expect(shown[name] == real[name] && shown[name] != nil, "\(name)")
        }
        let again = try await program.run(
            "import", "companies", sheet, "--columns", layout, "--dry-run")
        #expect(
            try again.values.prefix(3).map { $0["outcome"]?.string }
                == ["unchanged", "refused", "unchanged"])
        #expect(try await program.run("journal", "verify").code == 0)
    }

    @Test(
        "stopped by Ctrl-C or killed, the same command does the rest", arguments: [SIGINT, SIGKILL])
    func stopped(by signal: Int32) async throws {
        guard let program = try await BuiltProgram.fresh() else { return }
        let rows = (1...22_000).map { "示例\($0)号有限公司,示例路\($0)号\n" }
        let file = try program.file("长.csv", "企业名称,地址\n" + rows.joined())
        let cut = try await program.run(
            ["import", "companies", file], place: program.place, until: "已保存10000行", signal)
        #expect(cut.code == (signal == SIGINT ? 1 : SIGKILL) && cut.out.isEmpty, "\(cut.err)")
        #expect(signal == SIGKILL || cut.err.contains("同样的命令再运行一次，就从这里接着做"))
        let rest = try await program.run("import", "companies", file)
        let told = try #require(try rest.values.first)
        let from = try #require(told["resumed_from"]?.integer)
        #expect(rest.code == 0 && from >= 10_000 && from % 1_000 == 0)
        #expect(told["new"] == 22_000 && told["known"] == 0)
        let again = try await program.run("import", "companies", file, "--dry-run")
        #expect(try again.values.last?["known"] == 22_000)
        #expect(try await program.run("journal", "verify").code == 0)
    }
}
