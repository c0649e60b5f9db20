internal import Basics

/// A formula that a range of cells shares: written once, at its first cell.
struct SharedFormula {
    let row: Int
    let column: Int
    let text: String

    /// The formula as another cell of the range has it: what is not fixed with `$` moves along.
    func text(row: Int, column: Int) -> String {
        Formulas.moved(text, rows: row - self.row, columns: column - self.column)
    }
}

enum Formulas {
    /// Whether a formula takes values from another workbook: `[1]Sheet1!A1`, `'[2]签约 项目'!B3`.
    /// The number is an index into the links of the workbook; `Table[1]` is a column of a table.
    /// Some writers put the file's name in place of the number.
    static func looksOutside(_ formula: String) -> Bool {
        guard formula.utf8.contains(UInt8(ascii: "[")) else { return false }
        if formula.contains("]"), formula.contains(".xls") || formula.contains(".et]") {
            return true
        }
        let bytes = Array(formula.utf8)
        for start in bytes.indices where bytes[start] == UInt8(ascii: "[") {
            var end = start + 1
            while end < bytes.count, (48...57).contains(bytes[end]) { end += 1 }
            guard end > start + 1, end < bytes.count, bytes[end] == UInt8(ascii: "]") else {
                continue
            }
            let before = start == 0 ? UInt8(ascii: "(") : bytes[start - 1]
            if !isWordByte(before) { return true }
        }
        return false
    }

    /// Moves the relative references of a formula. Names, functions and quoted text stay.
    static func moved(_ formula: String, rows: Int, columns: Int) -> String {
        let bytes = Array(formula.utf8)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                let end = bytes[(index + 1)...].firstIndex(of: byte) ?? bytes.count - 1
                result += bytes[index...end]
                index = end + 1
            } else if isWordByte(byte) || byte == UInt8(ascii: "$") {
                let end =
                    bytes[index...].firstIndex { !isWordByte($0) && $0 != UInt8(ascii: "$") }
                    ?? bytes.count
                let follower = end < bytes.count ? bytes[end] : 0
                let before = index > 0 ? bytes[index - 1] : 0
                let next = end + 1 < bytes.count ? bytes[end + 1] : 0
                let word = Array(bytes[index..<end])
                let isRange =
                    before == UInt8(ascii: ":")
                    || follower == UInt8(ascii: ":") && next != UInt8(ascii: ":")
                if follower != UInt8(ascii: "("), follower != UInt8(ascii: "!"),
                    follower != UInt8(ascii: "["),
                    let moved = movedReference(
                        word, rows: rows, columns: columns, isRange: isRange)
                {
                    result += moved
                } else {
                    result += word
                }
                index = end
            } else {
                result.append(byte)
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Nil when the word is no reference. Columns or rows alone are one only within a range
    /// (`A:C`).
    private static func movedReference(
        _ word: [UInt8], rows: Int, columns: Int, isRange: Bool
    ) -> [UInt8]? {
        var index = 0
        func takesDollar() -> Bool { index < word.count && word[index] == UInt8(ascii: "$") }
        var fixesColumn = takesDollar()
        if fixesColumn { index += 1 }
        let letters = word[index...].prefix { ($0 & 0xDF) >= 65 && ($0 & 0xDF) <= 90 }
        index += letters.count
        var fixesRow = takesDollar() && !letters.isEmpty
        if fixesRow { index += 1 }
        let digits = word[index...].prefix { (48...57).contains($0) }
        guard index + digits.count == word.count, letters.count <= 3, digits.count <= 7,
            !letters.isEmpty && !digits.isEmpty
                || isRange && letters.isEmpty != digits.isEmpty
        else { return nil }
        if letters.isEmpty {
            fixesRow = fixesColumn
            fixesColumn = false
        }
        var result: [UInt8] = []
        if !letters.isEmpty {
            let column =
                letters.reduce(0) { $0 * 26 + Int($1 & 0xDF) - 64 } - 1
                + (fixesColumn ? 0 : columns)
            guard column >= 0 else { return Array("#REF!".utf8) }
            if fixesColumn { result.append(UInt8(ascii: "$")) }
            result += CellPlace.letters(ofColumn: column).utf8
        }
        if !digits.isEmpty {
            let row = digits.reduce(0) { $0 * 10 + Int($1) - 48 } + (fixesRow ? 0 : rows)
            guard row >= 1 else { return Array("#REF!".utf8) }
            if fixesRow { result.append(UInt8(ascii: "$")) }
            result += String(row).utf8
        }
        return result
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, UInt8(ascii: "_"), UInt8(ascii: "."), 128...255: true
        default: false
        }
    }
}
