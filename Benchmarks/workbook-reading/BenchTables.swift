import Basics
import Foundation
import Tables

/// Reads one workbook several times and prints the median in seconds and the highest memory in MiB.
/// `bench-tables make ROWS FILE` writes the workbook that is read.
@main
struct BenchTables {
    static func main() throws {
        let words = CommandLine.arguments
        if words.count == 4, words[1] == "make", let rows = Int(words[2]) {
            let bytes = try book(rows: rows).xlsx()
            try Data(bytes).write(to: URL(fileURLWithPath: words[3]))
        } else if words.count == 4, words[1] == "read", let times = Int(words[2]) {
            try read(words[3], times: times)
        } else {
            print("bench-tables make ROWS FILE | bench-tables read TIMES FILE")
            exit(2)
        }
    }

    /// Twelve columns as a ledger has them: texts that repeat and texts that don't, numbers, days.
    private static func book(rows: Int) throws -> WrittenBook {
        let headings = [
            "序号", "区市", "项目名称", "投资方", "总投资(万元)", "到位(万元)", "阶段", "产业链", "签约日期",
            "占比", "联系人", "备注",
        ]
        let stages = ["在谈", "签约", "开工", "竣工", "投产"]
        var sheet = WrittenSheet(
            name: "项目台账", columns: headings.map { WrittenColumn($0) }, rows: [])
        for row in 0..<rows {
            sheet.rows.append(
                WrittenRow([
                    .integer(row + 1), .text("第\(row % 10 + 1)区"),
                    .text("高端装备制造项目\(row)号"), .text("示例投资有限公司\(row / 3)"),
                    .decimal(Double(row % 9_973) * 1.25, decimals: 2),
                    .decimal(Double(row % 7_919) / 3, decimals: 2), .text(stages[row % 5]),
                    .text("产业链\(row % 24)"), .day(Day(number: 20_000 + row % 700)),
                    .percent(Double(row % 1_000) / 1_000), .text("联系人\(row % 500)"),
                    row % 4 == 0 ? .text("备注\(row % 50)&说明") : .empty,
                ]))
        }
        return WrittenBook(
            title: "bench", createdAt: Instant(microseconds: 1_790_000_000_000_000),
            sheets: [sheet])
    }

    private static func read(_ path: String, times: Int) throws {
        var seconds: [Double] = []
        var cells = 0
        for _ in 0..<times {
            let clock = ContinuousClock()
            let start = clock.now
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
            let book = try readWorkbook(bytes, file: path)
            let spent = clock.now - start
            cells = book.sheets.reduce(0) { $0 + $1.rows.reduce(0) { $0 + $1.cells.count } }
            seconds.append(
                Double(spent.components.seconds) + Double(spent.components.attoseconds) / 1e18)
        }
        print(seconds.sorted()[times / 2], try peakMemory(), cells)
    }

    /// In MiB, as the kernel counted it.
    private static func peakMemory() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
        return (line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) / 1_024
    }
}
