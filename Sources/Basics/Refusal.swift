/// Something asked for that the rules don't allow, with all its reasons at once. Shown to the
/// person who asked; a web answer of 4xx, exit code 1. A fault (disk full, database gone) is any
/// other error; a bug traps.
package protocol Refusal: Error, Sendable {
    var problems: [Problem] { get }
}

/// One reason of a refusal, and the place to mend it.
package struct Problem: Hashable, Sendable {
    package let place: Place?
    package let message: Phrase

    package init(_ message: Phrase, at place: Place? = nil) {
        self.message = message
        self.place = place
    }
}

/// A place that a person can go to: a cell of a file, a line of a file, a field of a form.
package enum Place: Hashable, Sendable {
    case cell(CellPlace)
    case line(file: String, line: Int)
    case field(String)
}

/// A cell, a row or a sheet of a file. Rows count from 1 as the spreadsheet shows them.
package struct CellPlace: Hashable, Sendable {
    /// The name as it was given: `month-2/NAME.xlsx`.
    package var file: String
    /// Nil in a .csv.
    package var sheet: String?
    package var row: Int?
    /// From 0: column A is 0.
    package var column: Int?

    package init(file: String, sheet: String? = nil, row: Int? = nil, column: Int? = nil) {
        self.file = file
        self.sheet = sheet
        self.row = row
        self.column = column
    }

    /// `A`, `Z`, `AA` as the spreadsheet shows it.
    package static func letters(ofColumn column: Int) -> String {
        var rest = column + 1
        var letters = ""
        while rest > 0 {
            let digit = (rest - 1) % 26
            letters = String(UnicodeScalar(UInt8(65 + digit))) + letters
            rest = (rest - 1) / 26
        }
        return letters
    }
}

extension CellPlace: CustomStringConvertible {
    /// `NAME.xlsx!签约项目!F7`
    package var description: String {
        var text = file
        if let sheet { text += "!" + sheet }
        let letters = column.map(CellPlace.letters) ?? ""
        if row != nil || column != nil { text += "!" + letters + (row.map(String.init) ?? "") }
        return text
    }
}

extension Place: CustomStringConvertible {
    package var description: String {
        switch self {
        case .cell(let cell): cell.description
        case .line(let file, let line): "\(file):\(line)"
        case .field(let name): name
        }
    }
}

/// What is wrong with texts as they were typed, each with its field: left empty, or too long.
package func letters(
    _ texts: [(text: String, field: String, limit: Limit)], isRequired: Bool
) -> [Problem] {
    texts.compactMap { text, field, limit in
        if text.isEmpty { return isRequired ? Problem("必须填写", at: .field(field)) : nil }
        return text.count > limit.count
            ? Problem("最多\(limit.count)个字", at: .field(field)) : nil
    }
}
