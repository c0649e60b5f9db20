import Basics
import Foundation
import Projects
import Tables
import Testing

/// The folder of the project these tests belong to.
let projectFolder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// The words that every city reads sheets with.
let sheetWords: SheetVocabulary = {
    var lists: [String: [String]] = [:]
    for name in ["headings.yaml", "words.yaml"] {
        let file = projectFolder.appendingPathComponent("Cities/common/sheets/" + name)
        let text = try! String(contentsOf: file, encoding: .utf8)
        gather(text, into: &lists)
    }
    return SheetVocabulary(lists: lists)
}()

/// Enough of YAML for the two files of words: maps by indent, lists between brackets.
private func gather(_ text: String, into lists: inout [String: [String]]) {
    var path: [(indent: Int, key: String)] = []
    var open: String?
    for line in text.split(separator: "\n") {
        let body = line.drop { $0 == " " }
        if body.hasPrefix("#") { continue }
        var rest = String(body)
        if open == nil {
            guard let colon = body.firstIndex(of: ":") else { continue }
            let indent = line.count - body.count
            let key = body[..<colon].trimmingCharacters(in: CharacterSet(charactersIn: "\""))
            path.removeAll { $0.indent >= indent }
            path.append((indent, key))
            rest = body[body.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            guard rest.hasPrefix("[") else { continue }
            rest.removeFirst()
            open = path.map(\.key).joined(separator: ".")
        }
        guard let key = open else { continue }
        if rest.hasSuffix("]") {
            rest.removeLast()
            open = nil
        }
        lists[key, default: []] += rest.split(separator: ",").map {
            $0.trimmingCharacters(in: CharacterSet(charactersIn: "\" "))
        }.filter { !$0.isEmpty }
    }
}

let sampleUnits = [
    ("dongyu", "东屿区", "东屿"), ("xiling", "西岭区", "西岭"), ("nanting", "南汀区", "南汀"),
    ("beiyuan", "北塬区", "北塬"), ("yunqi", "云栖区", "云栖"), ("linhong", "临泓区", "临泓"),
    ("anlan", "安澜市", "安澜"), ("qingxi", "清溪县", "清溪"), ("gaoxin", "示例高新区", "高新"),
    ("jingkai", "示例经开区", "经开"),
].map { SheetUnit(id: $0.0, name: $0.1, short: $0.2) }

func context(
    _ month: String = "2026-09", unit: String? = nil, layouts: [RememberedLayout] = []
) -> SheetReadingContext {
    SheetReadingContext(
        period: .month(Month(text: month)!), units: sampleUnits, cityNames: ["示例市"],
        unit: unit, vocabulary: sheetWords, layouts: layouts)
}

/// A sheet from rows of values: texts, whole and decimal numbers, days; nil is blank.
func sheet(
    _ rows: [[Any?]], name: String? = "项目台账", merges: [CellRange] = [],
    hiddenRows: Set<Int> = [], hiddenColumns: Set<Int> = [], isHidden: Bool = false,
    struck: Set<Int> = [], red: Set<Int> = []
) -> Sheet {
    Sheet(
        name: name, isHidden: isHidden,
        rows: rows.enumerated().compactMap { index, values in
            let cells = values.enumerated().compactMap { column, value -> SheetCell? in
                guard let value = value.map(cellValue) else { return nil }
                return SheetCell(
                    column: column, value: value, isStruckOut: struck.contains(index + 1),
                    isRed: red.contains(index + 1))
            }
            guard !cells.isEmpty else { return nil }
            return SheetRow(
                number: index + 1, isHidden: hiddenRows.contains(index + 1), cells: cells)
        }, merges: merges, hiddenColumns: hiddenColumns)
}

private func cellValue(_ value: Any) -> CellValue {
    switch value {
    case let day as Day: .date(day, secondOfDay: 0)
    case let number as Int: .number(text: String(number))
    case let number as Double: .number(text: "\(number)")
    default: .text("\(value)")
    }
}

func read(
    _ sheets: Sheet..., file: String = "东屿区9月.xlsx", in own: SheetReadingContext? = nil
) throws -> ReadSheet {
    try readSheets(Workbook(file: file, sheets: sheets), in: own ?? context())
}

func merge(_ rows: ClosedRange<Int>, _ columns: ClosedRange<Int>) -> CellRange {
    CellRange(rows: rows, columns: columns)
}

extension ReadSheet {
    func said(_ part: String) -> Bool {
        notes.contains { Lexicon.chinese.text($0.message).contains(part) }
    }

    func column(of field: ReportedField) -> LayoutColumn? {
        layouts.lazy.flatMap(\.columns).first { $0.field == field }
    }
}
