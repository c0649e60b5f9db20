import Foundation
import Tables
import Testing

@Suite("The given sheets")
struct SharedSheetsTests {
    @Test("all twenty-one workbooks are read whole")
    func given() throws {
        let folder = FileManager.default.currentDirectoryPath + "/../shared/data/sheets"
        guard FileManager.default.fileExists(atPath: folder) else {
            print("../shared/data is not here: its workbooks are not read")
            return
        }
        var names = ["ledger-2025.xlsx"]
        for month in ["month-1", "month-2"] {
            names += try FileManager.default.contentsOfDirectory(atPath: folder + "/" + month)
                .filter { $0.hasSuffix(".xlsx") }.map { month + "/" + $0 }
        }
        #expect(names.count == 21)
        var cells = 0
        var marked = 0
        var hidden = 0
        for name in names {
            let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
            let book = try readWorkbook([UInt8](data), file: name)
            #expect(book.warnings.isEmpty, "\(name)")
            for sheet in book.sheets {
                if sheet.isHidden || !sheet.hiddenColumns.isEmpty { hidden += 1 }
                for row in sheet.rows {
                    cells += row.cells.count { $0.value != .empty || $0.formula != nil }
                    marked += row.cells.count { $0.isStruckOut || $0.isRed }
                }
            }
        }
        // What openpyxl reads from them.
        #expect(cells == 17_469)
        #expect(marked > 0)
        #expect(hidden == 4)
    }
}
