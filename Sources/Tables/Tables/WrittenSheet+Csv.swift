internal import Basics

extension WrittenSheet {
    /// The heading and the rows as .csv (RFC 4180) in UTF-8 with the mark by which Excel and WPS
    /// know it. A text that a spreadsheet would take for a formula gets a `'` before it; title,
    /// notes and remarks stay away, for what reads a .csv is a program.
    package func csv() -> [UInt8] {
        var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]
        write(columns.map { quoted($0.heading) }, to: &bytes)
        for row in rows { write(row.cells.map(field), to: &bytes) }
        return bytes
    }

    private func write(_ fields: [String], to bytes: inout [UInt8]) {
        bytes += fields.joined(separator: ",").utf8
        bytes += [13, 10]
    }

    private func field(_ cell: WrittenCell) -> String {
        switch cell {
        case .empty: ""
        case .text(let text), .link(let text, _): quoted(text)
        case .integer(let number): String(number)
        case .decimal(let number, let decimals): rounded(number, decimals)
        case .percent(let share): rounded(share * 100, 1) + "%"
        case .day(let day): day.description
        }
    }

    private func rounded(_ number: Double, _ decimals: Int) -> String {
        let per = (0..<decimals).reduce(Int64(1)) { power, _ in power * 10 }
        return fixed(Int64((number * Double(per)).rounded()), per: per, decimals: decimals)
    }

    private func quoted(_ text: String) -> String {
        let first = text.unicodeScalars.first { !$0.properties.isWhitespace }
        let isFormula = first.map { "=+-@＝＋－＠".unicodeScalars.contains($0) } ?? false
        let starts = text.unicodeScalars.first.map { $0 == "\t" || $0 == "\r" } ?? false
        let safe = isFormula || starts ? "'" + text : text
        guard safe.utf8.contains(where: { [10, 13, 34, 44].contains($0) }) else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
}
