import Basics
import Chains
import Foundation
import Tables

func isFolder(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
        && isDirectory.boolValue
}

/// Reads a folder of an open atlas of chains, with its segments as they came.
/// - Parameter listed: a table of listed companies with `ts_code`, `name`, and where it has them
///   `area` and a full name.
func readAtlas(
    _ folder: String, listed: String?, today: Day
) throws -> (atlas: ChainAtlas, bytes: [UInt8]) {
    let segments = try jsonLines("segments", in: folder)
    let supplies = try jsonLines("supply_relationships", in: folder)
    let atlas = try ChainAtlas(
        segments: segments.lines, file: segments.name, supplies: supplies.lines,
        suppliesFile: supplies.name, listed: try listed.map(listedCompanies) ?? [], today: today)
    return (atlas, segments.bytes)
}

private func jsonLines(
    _ name: String, in folder: String
) throws -> (name: String, bytes: [UInt8], lines: [AtlasLine]) {
    let names = [name + ".jsonl.gz", name + ".jsonl"]
    guard
        let found = names.first(where: {
            FileManager.default.fileExists(atPath: folder + "/" + $0)
        })
    else { throw ChainRefusal([Problem("目录“\(folder)”里没有\(names[1])")]) }
    let file = URL(fileURLWithPath: folder).lastPathComponent + "/" + found
    let bytes = try bytes(ofFile: folder + "/" + found)
    var lines: [AtlasLine] = []
    try eachRecordLine(bytes, file: file) { record in
        if case .object(let line, let value) = record {
            lines.append(AtlasLine(line: line, value: value))
        }
    }
    return (file, bytes, lines)
}

func listedCompanies(_ file: String) throws -> [ListedCompany] {
    var columns: [String: Int] = [:]
    var companies: [ListedCompany] = []
    try eachRecordLine(try bytes(ofFile: file), file: file) { record in
        guard case .row(let row) = record else { return }
        guard !columns.isEmpty else {
            for cell in row.cells { columns[cell.value.plainText] = cell.column }
            for needed in ["ts_code", "name"] where columns[needed] == nil {
                throw ChainRefusal([
                    Problem("没有“\(needed)”这一列", at: .cell(CellPlace(file: file, row: row.number)))
                ])
            }
            return
        }
        func text(_ column: String) -> String? {
            columns[column].flatMap { row.cell($0)?.value.plainText }.flatMap {
                $0.isEmpty ? nil : $0
            }
        }
        guard let stock = text("ts_code"), let name = text("name") else { return }
        companies.append(
            ListedCompany(
                stock: stock, shortName: name,
                fullName: text("fullname") ?? text("fullname_2021"), area: text("area"),
                industry: text("industry")))
    }
    return companies
}

extension CellValue {
    fileprivate var plainText: String {
        switch self {
        case .text(let text), .number(let text): text
        default: ""
        }
    }
}
