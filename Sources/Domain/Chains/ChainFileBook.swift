package import Basics
package import Tables
import Texts

extension ChainFile {
    /// The file as a workbook, a sheet for each list. Read again, it says the same. Refuses a text
    /// that no cell can hold.
    package func book(isSample: Bool, createdAt: Instant) throws(ChainRefusal) -> WrittenBook {
        let lists = [(key: "", elements: [itself.flattened])] + lists
        let names = lists.compactMap { key, elements -> (String, ChainNames)? in
            let known = ChainNames(elements)
            return known.isEmpty ? nil : (key, known)
        }
        var writing = ChainBookWriting(
            file: file, names: Dictionary(names, uniquingKeysWith: { first, _ in first }))
        let sheets = ChainSheet.all.map { sheet in
            writing.sheet(sheet, lists.first { $0.key == sheet.key }?.elements ?? [])
        }
        guard writing.problems.isEmpty else { throw ChainRefusal(writing.problems) }
        return WrittenBook(
            title: name.zh + "产业链", createdAt: createdAt,
            sheets: [explanation(isSample: isSample)] + sheets)
    }

    private func explanation(isSample: Bool) -> WrittenSheet {
        var rows = [
            ["全部", "", "列的次序不限；可以不填的列可以删去。不要用公式、合并单元格和隐藏的行列。"],
            ["全部", "", "一格里写几项时用“、”隔开；一项里面本来就有“、；，”的，用英文双引号括起来。"],
            ["全部", "", "环节、企业、来源可以写名称，也可以写标识；重名的写标识。"],
        ]
        for sheet in ChainSheet.all {
            rows += sheet.columns.map { [sheet.name, $0.heading, $0.explanation] }
        }
        if isSample { rows.insert(["全部", "", "示例（全部内容均为虚构）"], at: 0) }
        return WrittenSheet(
            name: ChainSheet.notes,
            columns: [
                WrittenColumn("工作表", width: 12), WrittenColumn("列", width: 22),
                WrittenColumn("怎样填", width: 90),
            ], rows: rows.map { WrittenRow($0.map(WrittenCell.text)) })
    }
}

extension [ChainMember] {
    /// A map in a map stands in columns of its own.
    fileprivate var flattened: [ChainMember] {
        flatMap { member in
            if case .members(let inner) = member.value { inner } else { [member] }
        }
    }

    fileprivate subscript(_ key: String) -> ChainValue? { first { $0.key == key }?.value }
}

extension ChainColumn {
    fileprivate var explanation: String {
        let words: (([ChainWord]) -> String) = { $0.map(\.label).joined(separator: "、") }
        let what =
            switch kind {
            case .word: "小写字母、数字和连字符，以字母开头"
            case .text: "文字"
            case .code: "单元格须为文本"
            case .digits: "六位行政区划代码，如370212"
            case .texts: "可写几项"
            case .day: "日期，如2026-01-31"
            case .integer: "整数"
            case .yuan: "元；也可写成12亿元"
            case .flag: "是或否"
            case .choice(let choices): "其中一个：" + words(choices)
            case .choices(let choices): "可写几个：" + words(choices)
            case .reference: "名称或标识"
            }
        return what + (isRequired ? "" : "；可以不填")
    }
}

/// The names of a list's elements, where they have any.
struct ChainNames {
    private var identifiers: Set<String> = []
    /// By name; nil where several have it.
    private var named: [String: String?] = [:]
    private var names: [String: String] = [:]

    var isEmpty: Bool { identifiers.isEmpty }

    mutating func add(_ identifier: String, named name: String?) {
        identifiers.insert(identifier)
        guard let name, trimmed(name) == name, !name.isEmpty else { return }
        names[identifier] = name
        named[name] = named[name] == nil ? identifier : .some(nil)
    }

    /// The identifier that a cell means; what it says where nothing is called so.
    func identifier(of text: String) -> String {
        identifiers.contains(text) ? text : (named[text] ?? nil) ?? text
    }

    func isAmbiguous(_ text: String) -> Bool {
        !identifiers.contains(text) && named[text] == .some(nil)
    }

    /// What a cell says of an element: its name, if that means no other.
    func written(_ identifier: String) -> String {
        guard let name = names[identifier], self.identifier(of: name) == identifier else {
            return identifier
        }
        return name
    }
}

extension ChainNames {
    fileprivate init(_ elements: [[ChainMember]]) {
        for element in elements {
            guard case .word(let id)? = element["id"] else { continue }
            let name = element["name"] ?? element["title"]
            if case .text(let name)? = name { add(id, named: name) } else { add(id, named: nil) }
        }
    }
}

private struct ChainBookWriting {
    let file: String
    let names: [String: ChainNames]
    var problems: [Problem] = []

    init(file: String, names: [String: ChainNames]) {
        self.file = file
        self.names = names
    }

    mutating func sheet(_ sheet: ChainSheet, _ elements: [[ChainMember]]) -> WrittenSheet {
        var rows: [WrittenRow] = []
        for (place, element) in elements.enumerated() {
            var cells: [WrittenCell] = []
            for (index, column) in sheet.columns.enumerated() {
                let cell = element[column.key].map { self.cell($0, column.kind) } ?? .empty
                if case .text(let text) = cell, !fitsCell(text) {
                    problems.append(
                        Problem(
                            "一格放不下这段文字（最多32767字，且不能有特殊控制字符），请改用.yaml",
                            at: .cell(
                                CellPlace(
                                    file: file, sheet: sheet.name, row: place + 2, column: index))
                        ))
                }
                cells.append(cell)
            }
            rows.append(WrittenRow(cells))
        }
        return WrittenSheet(
            name: sheet.name,
            columns: sheet.columns.map { WrittenColumn($0.heading, width: $0.width) }, rows: rows)
    }

    private func cell(_ value: ChainValue, _ kind: ChainCellKind) -> WrittenCell {
        switch value {
        case .word(let word): .text(written(word, kind))
        case .text(let text): .text(text)
        case .texts(let texts): .text(joinedInCell(texts.map { written($0, kind) }))
        case .day(let day): .day(day)
        // A year has no thousands to be separated.
        case .integer(let number): .text(String(number))
        case .yuan(let number):
            // Beyond this a spreadsheet keeps no last digit.
            abs(number) <= 1_000_000_000_000_000 ? .integer(number) : .text(String(number))
        case .flag(let flag): .text(flag ? "是" : "否")
        case .members: .empty
        }
    }

    private func written(_ word: String, _ kind: ChainCellKind) -> String {
        switch kind {
        case .choice(let words), .choices(let words):
            words.first { $0.word == word }?.label ?? word
        case .reference(let list): names[list]?.written(word) ?? word
        default: word
        }
    }
}

/// A cell holds 32,767 UTF-16 units, and nothing that XML has no letter for or that
/// readers drop (U+FEFF).
private func fitsCell(_ text: String) -> Bool {
    text.utf16.count <= 32_767
        && !text.unicodeScalars.contains { [0, 0xFEFF, 0xFFFE, 0xFFFF].contains($0.value) }
}
