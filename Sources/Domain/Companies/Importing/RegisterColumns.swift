package import Basics
package import Rules
import Storage
import Tables
import Texts

extension Limit {
    /// Lines above the headings: a title, a date, who exported it.
    package static let prefaceRows: Limit = 20
}

extension ColumnLayout {
    /// Fields as our own files and the lists we were given name them.
    package static let own = ColumnLayout(
        headings: [
            .name: ["company_name", "name", "企业名称"], .former: ["former_names", "曾用名"],
            .short: ["short_names", "简称"], .brand: ["brand", "品牌"],
            .english: ["english_name", "英文名"], .uscc: ["uscc", "统一社会信用代码"],
            .registration: ["registration", "工商注册号"],
            .organization: ["organization", "组织机构代码"], .lei: ["lei"],
            .stock: ["stock", "证券代码"], .foreign: ["foreign", "境外注册号"],
            .founded: ["founded", "成立日期"], .capital: ["registered_capital", "注册资本"],
            .address: ["address", "地址"], .website: ["website", "官网"],
            .intro: ["intro", "简介"],
        ], blanks: [])
}

/// How a register is read: a layout with the name under which it was asked for.
package struct RegisterLayout: Sendable, Hashable {
    package let id: String
    package let layout: ColumnLayout

    package init(id: String, layout: ColumnLayout) {
        self.id = id
        self.layout = layout
    }

    package static let own = RegisterLayout(id: "own", layout: .own)

    /// Another one where the layout reads otherwise: an import goes on only by the same.
    var key: String {
        let columns = CompanyColumn.allCases.map { column in
            column.rawValue + ":" + (layout.headings[column] ?? []).joined(separator: ",")
        }
        let text = (columns + layout.blanks.sorted()).joined(separator: "\n")
        return id + "@" + FileHash(of: Array(text.utf8)).text.prefix(12)
    }
}

/// Where a problem of a row is shown: in a cell of a table, or on a line of JSON Lines.
struct RegisterPlaces: Sendable, Hashable {
    let file: String
    fileprivate(set) var isTable = false
    /// Of a table: the places of what is taken.
    fileprivate(set) var columns: [CompanyColumn: Int] = [:]

    init(file: String) { self.file = file }

    func place(_ row: Int, _ column: CompanyColumn? = nil) -> Place {
        guard isTable else { return .line(file: file, line: row) }
        return .cell(CellPlace(file: file, row: row, column: column.flatMap { columns[$0] }))
    }

    func place(_ row: Int, _ scheme: IdentifierScheme) -> Place { place(row, scheme.column) }
}

extension IdentifierScheme {
    var column: CompanyColumn {
        switch self {
        case .uscc: .uscc
        case .registration: .registration
        case .organization: .organization
        case .lei: .lei
        case .stock: .stock
        case .foreign: .foreign
        }
    }
}

/// What the columns of one file hold.
struct RegisterColumns {
    private let blanks: Set<String>
    /// Of each heading as compared, its column and how far behind the preferred one it stands.
    private let wanted: [String: (column: CompanyColumn, rank: Int)]
    /// Headings as they were written, folded once: JSON Lines write them on every line.
    private var folded: [String: String] = [:]
    private(set) var places: RegisterPlaces
    /// Of a table: the other headings by place. A column without a heading has its letters.
    private var others: [Int: String] = [:]
    /// How many cells with content were left, by heading.
    private(set) var left: [String: Int] = [:]

    init(_ layout: ColumnLayout, file: String) {
        places = RegisterPlaces(file: file)
        blanks = layout.blanks
        var wanted: [String: (CompanyColumn, Int)] = [:]
        for (column, headings) in layout.headings {
            for (rank, heading) in headings.enumerated() { wanted[heading] = (column, rank) }
        }
        self.wanted = wanted
    }

    /// Columns by field where this row holds the headings; empty where it holds no name's.
    func headings(in row: SheetRow) -> [CompanyColumn: Int] {
        var best: [CompanyColumn: (place: Int, rank: Int)] = [:]
        for cell in row.cells {
            guard let found = wanted[cell.value.written.folded] else { continue }
            if let known = best[found.column], known.rank <= found.rank { continue }
            best[found.column] = (cell.column, found.rank)
        }
        return best[.name] == nil ? [:] : best.mapValues(\.place)
    }

    /// The amounts of this column stand in a unit that its heading names: «注册资本(万元)».
    private(set) var capitalUnit = ""

    mutating func take(_ found: [CompanyColumn: Int], from row: SheetRow) {
        places.isTable = true
        places.columns = found
        let taken = Set(found.values)
        for cell in row.cells where !taken.contains(cell.column) {
            others[cell.column] = trimmed(cell.value.written)
        }
        if let place = found[.capital], let heading = row.cell(place)?.value.written.folded,
            let open = heading.firstIndex(of: "("), heading.last == ")"
        {
            let unit = heading[heading.index(after: open)...].dropLast()
            if unit.hasPrefix("万") || unit.hasSuffix("元") { capitalUnit = String(unit) }
        }
    }

    /// What a row of a table says, by field.
    mutating func fields(of row: SheetRow) -> [CompanyColumn: String] {
        var fields: [CompanyColumn: String] = [:]
        for (column, place) in places.columns {
            if let text = row.cell(place).flatMap({ said($0.value.written) }) {
                fields[column] = text
            }
        }
        for cell in row.cells where !places.columns.values.contains(cell.column) {
            guard said(cell.value.written) != nil else { continue }
            let letters = CellPlace.letters(ofColumn: cell.column)
            left[others[cell.column].flatMap { $0.isEmpty ? nil : $0 } ?? letters, default: 0] += 1
        }
        return fields
    }

    /// What an object says, by field; of two members that mean one field the preferred one holds.
    mutating func fields(of object: [JSONMember]) -> [CompanyColumn: String] {
        var best: [CompanyColumn: (text: String, rank: Int)] = [:]
        for member in object {
            guard let text = said(member.value.plainText) else { continue }
            let heading = folded[member.name] ?? member.name.folded
            if folded.count < 1_000 { folded[member.name] = heading }
            guard let found = wanted[heading] else {
                if left.count < 1_000 || left[member.name] != nil {
                    left[member.name, default: 0] += 1
                }
                continue
            }
            if let known = best[found.column], known.rank <= found.rank { continue }
            best[found.column] = (text, found.rank)
        }
        return best.mapValues(\.text)
    }

    /// Without control characters, which no database keeps alike; nil where it says nothing.
    private func said(_ text: String) -> String? {
        var text = text
        if text.utf8.contains(where: { $0 < 32 && $0 != 10 && $0 != 9 }) {
            text.unicodeScalars.removeAll { $0.value < 32 && $0.value != 10 && $0.value != 9 }
        }
        let bare = trimmed(text)
        return bare.isEmpty || blanks.contains(bare) ? nil : text
    }
}

extension JSONValue {
    /// A list as a sheet would write it; nothing of an object.
    fileprivate var plainText: String {
        switch self {
        case .string(let text): text
        case .integer(let number): String(number)
        case .number(let number): String(number)
        case .bool(let flag): flag ? "TRUE" : "FALSE"
        case .array(let items): items.map(\.plainText).joined(separator: "、")
        case .null, .object: ""
        }
    }
}
