import Basics
import Foundation
import Tables
import Testing

@Suite("Reading .csv and pasted tables")
struct DelimitedReadingTests {
    private func cells(_ bytes: [UInt8]) throws -> [[String]] {
        let sheet = try readWorkbook(bytes, file: "t.csv").sheets[0]
        #expect(sheet.name == nil)
        return sheet.rows.map { row in
            var line: [String] = []
            for cell in row.cells {
                guard case .text(let text) = cell.value else { continue }
                while line.count < cell.column { line.append("") }
                line.append(text)
            }
            return line
        }
    }

    private func cells(_ text: String) throws -> [[String]] { try cells(Array(text.utf8)) }

    @Test("fields in quotes hold commas, quotes and line ends")
    func quotes() throws {
        let text = "项目名称,总投资\r\n\"甲,\"\"乙\"\"\r\n二\",3.5亿元\r\n\r\n,空,\n\"十四五\"规划,1"
        #expect(
            try cells(text) == [
                ["项目名称", "总投资"], ["甲,\"乙\"\n二", "3.5亿元"], ["", "空"], ["\"十四五\"规划", "1"],
            ])
        let rows = try readWorkbook(Array(text.utf8), file: "t.csv").sheets[0].rows
        #expect(rows.map(\.number) == [1, 2, 4, 5])
    }

    @Test("the delimiter is found: comma, tab or semicolon, never the Chinese comma")
    func delimiters() throws {
        #expect(try cells("a;b;c\n1;2,5;3\n") == [["a", "b", "c"], ["1", "2,5", "3"]])
        #expect(try cells("a\tb\n甲，乙,丙\t2\n") == [["a", "b"], ["甲，乙,丙", "2"]])
        #expect(try cells("甲，乙\n丙，丁\n") == [["甲，乙"], ["丙，丁"]])
        #expect(try cells("sep=;\na;b\n") == [["a", "b"]])
        #expect(
            try cells("标题一行\n名称,额,期\n\"a\nb\",1,2\n") == [
                ["标题一行"], ["名称", "额", "期"], ["a\nb", "1", "2"],
            ])
        #expect(try cells("a\tb\rc\td") == [["a", "b"], ["c", "d"]])
    }

    @Test("numbers and formulas stay text")
    func staysText() throws {
        let rows = try readWorkbook(Array("001,=1+1\n".utf8), file: "t.csv").sheets[0].rows
        #expect(rows[0].cells.map(\.value) == [.text("001"), .text("=1+1")])
        #expect(rows[0].cells.allSatisfy { $0.formula == nil })
    }

    /// «中文,项目\n招商引资,1\n» as Windows writes it.
    static let gb18030: [UInt8] = [
        0xD6, 0xD0, 0xCE, 0xC4, 0x2C, 0xCF, 0xEE, 0xC4, 0xBF, 0x0A, 0xD5, 0xD0, 0xC9, 0xCC, 0xD2,
        0xFD, 0xD7, 0xCA, 0x2C, 0x31, 0x0A,
    ]

    @Test("UTF-8, GB18030 and UTF-16 are told apart by content")
    func encodings() throws {
        let expected = [["中文", "项目"], ["招商引资", "1"]]
        let text = "中文,项目\n招商引资,1\n"
        #expect(try cells(text) == expected)
        #expect(try cells([0xEF, 0xBB, 0xBF] + Array(text.utf8)) == expected)
        #expect(try cells(Self.gb18030) == expected)
        var little: [UInt8] = [0xFF, 0xFE]
        var big: [UInt8] = [0xFE, 0xFF]
        for unit in text.utf16 {
            little += [UInt8(unit & 255), UInt8(unit >> 8)]
            big += [UInt8(unit >> 8), UInt8(unit & 255)]
        }
        #expect(try cells(little) == expected)
        #expect(try cells(big) == expected)
        // 𠮷 lies beyond the basic plane: four bytes in GB18030.
        #expect(try cells([0x95, 0x34, 0xB2, 0x35, 0x2C, 0x31] as [UInt8]) == [["𠮷", "1"]])
    }

    @Test("a file in two encodings is refused with its lines")
    func mixed() throws {
        let utf8 = Array("项目名称,总投资\n甲公司投资项目,3\n".utf8)
        for (bytes, lines) in [
            (utf8 + Self.gb18030, [3, 4]), (Self.gb18030 + Self.gb18030 + utf8, [5, 6]),
            ([0xEF, 0xBB, 0xBF] + utf8 + Self.gb18030, [3, 4]),
        ] {
            #expect(
                throws: UnreadableFile(
                    file: "t.csv", .mixedEncodings,
                    at: lines.map { .line(file: "t.csv", line: $0) })
            ) { try readWorkbook(bytes, file: "t.csv") }
        }
    }

    @Test("a quote that never closes is refused where it opens")
    func openQuote() {
        #expect(
            throws: UnreadableFile(
                file: "t.csv", .openQuote, at: [.line(file: "t.csv", line: 2)])
        ) { try readWorkbook(Array("a,b\n\"c,d\ne,f\n".utf8), file: "t.csv") }
    }

    @Test("bounds hold")
    func bounds() {
        var limits = TableLimits.standard
        limits.columns = 2
        limits.rows = 2
        #expect(throws: UnreadableFile.self) {
            try readWorkbook(Array("1,2,3\n".utf8), file: "t", limits: limits)
        }
        #expect(throws: UnreadableFile.self) {
            try readWorkbook(Array("1\n2\n3\n".utf8), file: "t", limits: limits)
        }
    }

    /// «a,b\n1,2\n» packed by another program.
    static let packed: [UInt8] = [
        0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x4B, 0xD4, 0x49, 0xE2,
        0x32, 0xD4, 0x31, 0xE2, 0x02, 0x00, 0x7B, 0x07, 0x97, 0x0A, 0x08, 0x00, 0x00, 0x00,
    ]

    @Test("a packed file is unpacked; a damaged one is refused")
    func packedFiles() throws {
        #expect(try cells(Self.packed) == [["a", "b"], ["1", "2"]])
        #expect(try cells(Self.packed + Self.packed).count == 4)
        for count in 3..<Self.packed.count {
            #expect(throws: UnreadableFile(file: "t", .damaged)) {
                try readWorkbook(Array(Self.packed[..<count]), file: "t")
            }
        }
        var limits = TableLimits.standard
        limits.partBytes = 4
        #expect(throws: UnreadableFile(file: "t", .tooLarge(.partBytes, 4))) {
            try readWorkbook(Self.packed, file: "t", limits: limits)
        }
    }
}

@Suite("Reading JSON Lines")
struct JSONLinesTests {
    private func lines(_ bytes: [UInt8], limits: TableLimits = .standard) throws -> [Int: JSONValue]
    {
        var found: [Int: JSONValue] = [:]
        try eachJSONLine(bytes, file: "t.jsonl", limits: limits) { found[$0] = $1 }
        return found
    }

    @Test("lines keep their numbers, blank ones are passed over")
    func numbers() throws {
        let text = "\u{FEFF}{\"a\":1}\r\n\n[2]\n\"last\""
        #expect(
            try lines(Array(text.utf8)) == [
                1: .object([JSONMember("a", 1)]), 3: [2], 4: "last",
            ])
    }

    @Test("a line that is no JSON is refused with its number")
    func malformed() {
        let place = Place.line(file: "t.jsonl", line: 2)
        do {
            _ = try lines(Array("{}\n{\"a\":}\n".utf8))
            Issue.record("not refused")
        } catch let refusal as UnreadableFile {
            #expect(refusal.places == [place])
        } catch {
            Issue.record("\(error)")
        }
    }

    @Test("lines and their length are bounded")
    func bounds() {
        var limits = TableLimits.standard
        limits.lines = 1
        limits.lineBytes = 5
        #expect(throws: UnreadableFile.self) { try lines(Array("1\n2\n".utf8), limits: limits) }
        #expect(throws: UnreadableFile.self) { try lines(Array("[1,2,3]".utf8), limits: limits) }
    }
}
