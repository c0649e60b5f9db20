import Basics
import Companies
import Tables

/// The names of a register, with what identifies each.
struct NameList {
    private(set) var ids: [String] = []
    private(set) var names: [String] = []

    init() {}

    init(file: String) throws {
        try eachRecord(of: file, columns: ["id", "name"]) { fields in
            ids.append(fields[0])
            names.append(fields[1])
        }
    }
}

/// Pairs of names to be decided.
struct NamePairs {
    private(set) var rows: [(id: String, query: String, name: String)] = []

    init(file: String) throws {
        try eachRecord(of: file, columns: ["id", "query", "name"]) { fields in
            rows.append((fields[0], fields[1], fields[2]))
        }
    }
}

/// A name on every line; blank lines are passed over.
func linesOfNames(in file: String) throws -> [String] {
    var names: [String] = []
    // Not a table: a comma may stand in a name.
    let text = String(decoding: try bytes(ofFile: file), as: UTF8.self)
    for line in text.split(whereSeparator: \.isNewline) where !line.allSatisfy(\.isWhitespace) {
        names.append(String(line))
    }
    return names
}

/// The named columns of a table whose first row names them. Every row with an empty one of them,
/// and a missing column, is refused with its place, all of them at once.
private func eachRecord(
    of file: String, columns: [String], _ body: ([String]) -> Void
) throws {
    var places: [Int?]?
    var problems: [Problem] = []
    try eachTableRow(try bytes(ofFile: file), file: file) { row in
        guard let known = places else {
            let headings = row.cells.map { (column: $0.column, text: $0.value.written) }
            places = columns.map { name in headings.first { $0.text == name }?.column }
            for (name, place) in zip(columns, places ?? []) where place == nil {
                problems.append(
                    Problem("第一行没有“\(name)”这一列", at: .line(file: file, line: row.number)))
            }
            return
        }
        let fields = known.map { $0.flatMap { row.cell($0)?.value.written } ?? "" }
        if problems.isEmpty, fields.allSatisfy({ !$0.isEmpty }) { return body(fields) }
        for (name, field) in zip(columns, fields) where field.isEmpty && problems.count < 100 {
            problems.append(Problem("没有“\(name)”", at: .line(file: file, line: row.number)))
        }
    }
    if !problems.isEmpty { throw CompanyRefusal(problems) }
}
