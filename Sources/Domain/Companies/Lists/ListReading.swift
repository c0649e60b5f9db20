import Basics
package import Tables
import Texts

/// The columns that a list may have, by the words of their headings.
private enum ListColumn: CaseIterable {
    case rank, name, code, country, place

    var headings: Set<String> {
        switch self {
        case .rank: ["排名", "名次", "位次", "排位", "rank"]
        case .name:
            ["企业名称", "公司名称", "单位名称", "企业", "公司", "名称", "name", "company", "companyname"]
        case .code: ["统一社会信用代码", "信用代码", "社会信用代码", "uscc", "code", "creditcode"]
        case .country: ["国家", "国家和地区", "国家/地区", "国别", "country"]
        case .place:
            ["所在地", "总部所在地", "总部", "省份", "省市", "城市", "所在省市", "地区", "place", "headquarters"]
        }
    }
}

/// Reads the entries of an edition from the first sheet that has a column of names. Blank rows are
/// passed over, and so is what stands above the headings. Refuses with every problem of every row,
/// each with its row and column: a row without a name, a rank that is missing where the list is
/// ranked or is no number, a wrong credit code, a company that stands there twice.
package func readListEntries(_ book: Workbook, isRanked: Bool) throws -> [PrintedEntry] {
    for sheet in book.sheets {
        for (index, row) in sheet.rows.prefix(Limit.prefaceRows.count).enumerated() {
            let columns = listColumns(of: row)
            guard columns[.name] != nil else { continue }
            var reader = ListReader(
                file: book.file, sheet: sheet.name, columns: columns, isRanked: isRanked)
            if isRanked, columns[.rank] == nil {
                reader.refuse("这个榜单有排名，表里没有“排名”一列", row.number, nil)
            }
            for row in sheet.rows.dropFirst(index + 1) { reader.read(row) }
            return try reader.finish(heading: row.number)
        }
    }
    throw CompanyRefusal([
        Problem(
            "没有找到表头：前20行里须有“企业名称”一列，另可有排名、信用代码、国家、所在地",
            at: .cell(CellPlace(file: book.file)))
    ])
}

private func listColumns(of row: SheetRow) -> [ListColumn: Int] {
    var columns: [ListColumn: Int] = [:]
    for cell in row.cells {
        let heading = cell.value.written.folded
        for column in ListColumn.allCases
        where columns[column] == nil && column.headings.contains(heading) {
            columns[column] = cell.column
        }
    }
    return columns
}

private struct ListReader {
    let file: String
    let sheet: String?
    let columns: [ListColumn: Int]
    let isRanked: Bool
    private var entries: [PrintedEntry] = []
    private var rowOfName: [String: Int] = [:]
    private var rowOfCode: [String: Int] = [:]
    private var problems: [Problem] = []

    init(file: String, sheet: String?, columns: [ListColumn: Int], isRanked: Bool) {
        self.file = file
        self.sheet = sheet
        self.columns = columns
        self.isRanked = isRanked
    }

    mutating func refuse(_ message: Phrase, _ row: Int, _ column: ListColumn?) {
        problems.append(
            Problem(
                message,
                at: .cell(
                    CellPlace(
                        file: file, sheet: sheet, row: row,
                        column: column.flatMap { columns[$0] }))))
    }

    mutating func read(_ row: SheetRow) {
        func text(_ column: ListColumn) -> String? {
            let written = columns[column].flatMap { row.cell($0)?.value.written } ?? ""
            let text = column == .name ? trimmed(written) : written.tidied
            return text.isEmpty ? nil : text
        }
        guard ListColumn.allCases.contains(where: { text($0) != nil }) else { return }
        guard entries.count < Limit.entriesOfList.count else {
            if entries.count == Limit.entriesOfList.count, problems.isEmpty {
                refuse("一份榜单最多\(Limit.entriesOfList.count)条", row.number, nil)
            }
            return
        }
        let before = problems.count
        let name = text(.name) ?? ""
        for problem in Companies.problems(ofName: name) {
            refuse(problem.message, row.number, .name)
        }
        let rank = text(.rank).flatMap(wholeNumber)
        if let written = text(.rank), rank == nil {
            refuse("排名不是大于0的整数：\(written)", row.number, .rank)
        } else if rank == nil, isRanked, columns[.rank] != nil {
            refuse("没有排名", row.number, .rank)
        }
        let code = text(.code).map(IdentifierScheme.uscc.normalized)
        if let code, !creditCodeIsValid(code) {
            refuse("信用代码不合 GB 32100-2015：\(code)（\(name)）", row.number, .code)
        }
        if let code, let other = rowOfCode.updateValue(row.number, forKey: code) {
            refuse("信用代码 \(code) 与第\(other)行相同", row.number, .code)
        }
        if !name.isEmpty, let other = rowOfName.updateValue(row.number, forKey: name.folded) {
            refuse("与第\(other)行是同一个名称：\(name)", row.number, .name)
        }
        guard problems.count == before else { return }
        entries.append(
            PrintedEntry(
                row: row.number, rank: rank, name: name, code: code, country: text(.country),
                place: text(.place)))
    }

    mutating func finish(heading: Int) throws -> [PrintedEntry] {
        if entries.isEmpty, problems.isEmpty {
            refuse("表头下面一条也没有", heading, nil)
        }
        guard problems.isEmpty else { throw CompanyRefusal(problems) }
        return entries
    }
}

/// `1`, and `1.0` as some spreadsheets keep it; at most a million.
private func wholeNumber(_ text: String) -> Int? {
    let plain = text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    return Int(plain).flatMap { (1...1_000_000).contains($0) ? $0 : nil }
}
