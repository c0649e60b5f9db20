import Basics
import Foundation
import Tables
import TestSupport
import Testing

@Suite("headwater chains export, import, book")
struct ChainFileCommandTests {
    @Test("out as a workbook and in again changes nothing", arguments: Stores.available)
    func workbook(stores: StoreKind) async throws {
        guard let program = try await BuiltProgram.fresh(stores) else { return }
        let sample = projectRoot.appendingPathComponent(
            "Cities/sample/chains/marine-equipment.yaml")
        let taken = try await program.run("import", "chains", sample.path)
        #expect(taken.code == 0, "\(taken.err)")
        let id = "marine-equipment"
        let refused = try await program.run("chains", "export", id, "--form", "xlsx")
        #expect(refused.code == 1 && refused.err.contains("--to"), "\(refused.err)")
        let out = try await program.run("chains", "export", id, "--form", "xlsx", "--to", "链.xlsx")
        #expect(out.code == 0 && out.out.contains("链.xlsx"), "\(out.err)")
        let again = try await program.run("import", "chains", "链.xlsx")
        let changes = try again.values.map { $0["changes"] }
        #expect(again.code == 0 && changes == [.object([])], "\(again.err)")
        let book = try await program.run("chains", "book", id, "--form", "xlsx", "--to", "整本.xlsx")
        #expect(book.code == 0, "\(book.err)")
        let bytes = try Data(contentsOf: program.root.appendingPathComponent("整本.xlsx"))
        let names = try readWorkbook(Array(bytes), file: "整本.xlsx").sheets.compactMap(\.name)
        #expect(names == ["全景图", "路径图", "重点企业清单", "目标企业清单", "缺口", "出处"])
        let nobody = try await program.run("chains", "book", "nowhere", "--to", "x.docx")
        #expect(nobody.code == 1 && nobody.err.contains("没有这条产业链"), "\(nobody.err)")
    }
}
