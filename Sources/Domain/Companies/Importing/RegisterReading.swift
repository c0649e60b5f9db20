package import Basics
import Rules
package import Tables
import Texts

extension Limit {
    /// Refused rows that are named one by one, and things read differently; more are counted.
    package static let rowsNamed: Limit = 1_000
}

/// A register that was read: its rows, what of them can't be taken and why, and what was read
/// differently from what stands there. Rows are counted from 0, refused ones included.
package struct ReadRegister: Sendable {
    package let file: String
    package let layout: RegisterLayout
    private(set) var rows = PackedCompanies()
    private(set) var places: RegisterPlaces
    package internal(set) var notes: [Problem] = []
    /// Rows that are refused; the reasons of the first thousand.
    var refused: Set<Int> = []
    var reasons: [Int: [Problem]] = [:]
    /// Rows that another has taken in, by their place, with that one's.
    var absorbed: [Int: Int] = [:]
    /// What rows have become by taking others in.
    var joined: [Int: RegisteredCompany] = [:]
    /// Companies that rows mean, as found when they were held against the database.
    var meant: [Identifier: Int] = [:]
    /// Lines above the headings, and rows in which no column that is taken says anything.
    package private(set) var passedOver = 0
    /// Headings that are not taken, with the number of their cells that hold something.
    package private(set) var left: [(heading: String, cells: Int)] = []

    /// Rows, refused ones included.
    package var count: Int { rows.count }
    package var refusedCount: Int { refused.count }
    package var refusedRows: Set<Int> { refused }

    init(file: String, layout: RegisterLayout) {
        self.file = file
        self.layout = layout
        places = RegisterPlaces(file: file)
    }

    /// A row with what it has taken in.
    func company(_ place: Int) -> RegisteredCompany { joined[place] ?? rows[place] }

    /// Refused itself, or taken in by a row that is.
    func isRefused(_ place: Int) -> Bool {
        refused.contains(place) || absorbed[place].map(refused.contains) ?? false
    }

    func holderRefused(_ place: Int) -> [Problem] {
        guard let holder = absorbed[place] else { return [] }
        let row = rows[place]
        return [
            Problem(
                "与第 \(rows[holder].row) 行是同一家企业，那一行没有收（\(row.name)）",
                at: places.place(row.row))
        ]
    }

    mutating func refuse(_ place: Int, _ problems: [Problem]) {
        refused.insert(place)
        guard reasons[place] != nil || reasons.count < Limit.rowsNamed.count else { return }
        reasons[place, default: []] += problems
    }

    /// Leaves out what was refused when this import was begun.
    package mutating func leaveOut(_ places: Set<Int>) { refused.formUnion(places) }

    mutating func note(_ problem: Problem) {
        if notes.count < Limit.rowsNamed.count { notes.append(problem) }
    }

    /// Every reason of every refused row that is named, in the order of the file, and how many more
    /// rows there are.
    package var problems: [Problem] {
        let named = reasons.sorted { $0.key < $1.key }.flatMap(\.value)
        let more = refused.count - reasons.count
        return more > 0 ? named + [Problem("另有\(more)行也不能收，没有逐行列出")] : named
    }
}

/// Reads a register: .csv, .xlsx or .jsonl, each packed with gzip or not. `file` is the name as it
/// was given. Lines above the headings are passed over. Each row is checked by itself and against
/// the others; a file that is no register at all is refused as a whole.
package func readRegister(
    _ bytes: [UInt8], file: String, as layout: RegisterLayout = .own,
    limits: TableLimits = .register
) throws -> ReadRegister {
    var register = ReadRegister(file: file, layout: layout)
    try register.read(bytes, limits)
    register.compareRows()
    return register
}

extension ReadRegister {
    fileprivate mutating func read(_ bytes: [UInt8], _ limits: TableLimits) throws {
        var columns = RegisterColumns(layout.layout, file: file)
        var head: [SheetRow] = []
        var isOpen = false
        try eachRecordLine(bytes, file: file, limits: limits) { line in
            switch line {
            case .object(let line, .object(let members)):
                take(columns.fields(of: members), line, columns)
            case .object(let line, _):
                add(
                    RegisteredCompany(row: line),
                    [Problem("这一行不是一条企业", at: columns.places.place(line))])
            case .row(let row) where isOpen: take(columns.fields(of: row), row.number, columns)
            case .row(let row):
                head.append(row)
                // A name's heading beside another is surely the heading line; alone it may be a
                // title.
                let found = columns.headings(in: row)
                guard found.count > 1 || head.count == Limit.prefaceRows.count else { return }
                try open(&columns, head)
                isOpen = true
            }
        }
        if !isOpen, !head.isEmpty { try open(&columns, head) }
        guard count > 0 else {
            throw CompanyRefusal([Problem("一家企业也没有", at: columns.places.place(1))])
        }
        places = columns.places
        left = columns.left.sorted { $0.key < $1.key }.map { (heading: $0.key, cells: $0.value) }
    }

    /// Finds the headings among the first rows and takes what stands below them.
    private mutating func open(_ columns: inout RegisterColumns, _ head: [SheetRow]) throws {
        let found = head.map { columns.headings(in: $0) }
        guard
            let line = found.firstIndex(where: { $0.count > 1 })
                ?? found.firstIndex(where: { !$0.isEmpty })
        else {
            let names = (layout.layout.headings[.name] ?? []).joined(separator: "、")
            throw CompanyRefusal([
                Problem(
                    "前\(head.count)行里没有找到企业名称的表头（\(names)）；各家导出表的表头不同，请选对列布局",
                    at: .cell(CellPlace(file: file, row: head.first?.number)))
            ])
        }
        passedOver += line
        columns.take(found[line], from: head[line])
        for row in head[(line + 1)...] { take(columns.fields(of: row), row.number, columns) }
    }

    private mutating func take(
        _ fields: [CompanyColumn: String], _ row: Int, _ columns: RegisterColumns
    ) {
        guard !fields.isEmpty else {
            passedOver += 1
            return
        }
        var reading = RegisterRowReading(row: row, places: columns.places)
        reading.read(fields, capitalUnit: columns.capitalUnit)
        for problem in reading.notes { note(problem) }
        add(reading.company, reading.problems)
    }

    private mutating func add(_ company: RegisteredCompany, _ problems: [Problem]) {
        rows.append(problems.isEmpty ? company : RegisteredCompany(row: company.row))
        if !problems.isEmpty { refuse(rows.count - 1, problems) }
    }
}

/// One row made a company, or refused with everything that is wrong with it.
private struct RegisterRowReading {
    let places: RegisterPlaces
    var company: RegisteredCompany
    var problems: [Problem] = []
    var notes: [Problem] = []

    init(row: Int, places: RegisterPlaces) {
        self.places = places
        company = RegisteredCompany(row: row)
    }

    private func place(_ column: CompanyColumn) -> Place { places.place(company.row, column) }

    mutating func read(_ written: [CompanyColumn: String], capitalUnit: String) {
        let fields = written.mapValues(trimmed)
        readName(fields[.name])
        for (column, kind) in [
            (CompanyColumn.former, CompanyNameKind.former), (.short, .short), (.brand, .brand),
            (.english, .foreign),
        ] {
            readNames(fields[column], kind, column)
        }
        for scheme in IdentifierScheme.allCases { readCode(written[scheme.column], scheme) }
        readFounded(fields[.founded])
        if let capital = fields[.capital] {
            let isBare = capital.unicodeScalars.allSatisfy { $0.isDigit || $0 == "." || $0 == "," }
            company.registeredCapital = isBare ? capital + capitalUnit : capital
        }
        company.address = fields[.address]
        company.website = fields[.website]
        company.intro = fields[.intro]
    }

    private mutating func readName(_ name: String?) {
        guard let name else {
            problems.append(Problem("没有企业名称", at: place(.name)))
            return
        }
        company.name = name
        problems += Companies.problems(ofName: name).map { Problem($0.message, at: place(.name)) }
    }

    /// Several stand in one cell; what can be no name is left out and said.
    private mutating func readNames(
        _ text: String?, _ kind: CompanyNameKind, _ column: CompanyColumn
    ) {
        guard let text else { return }
        let marks: Set<Character> =
            kind == .foreign ? [";", "；", "\n"] : ["、", ";", "；", "\n", "，"]
        for part in text.split(whereSeparator: marks.contains) {
            let name = trimmed(String(part))
            guard !name.isEmpty, name != company.name else { continue }
            guard Companies.problems(ofName: name).isEmpty else {
                notes.append(
                    Problem("\(kind.label)没有取：\(String(name.prefix(40)))", at: place(column)))
                continue
            }
            let item = RegisteredName(kind: kind, name: name)
            if !company.names.contains(item) { company.names.append(item) }
        }
    }

    /// A registration number in the column of credit codes, and the other way round, is what it is:
    /// the credit code took the place of the number in 2015, and sheets have one column for both.
    private mutating func readCode(_ text: String?, _ scheme: IdentifierScheme) {
        guard let text else { return }
        let column = scheme.column
        var scheme = scheme
        var value = scheme.normalized(text)
        if scheme == .uscc, scheme.objection(to: value) != nil,
            IdentifierScheme.registration.objection(to: value) == nil
        {
            scheme = .registration
        } else if scheme == .registration || scheme == .organization,
            IdentifierScheme.uscc.objection(to: IdentifierScheme.uscc.normalized(text)) == nil
        {
            scheme = .uscc
            value = scheme.normalized(text)
        }
        if scheme == .uscc, value != text {
            notes.append(Problem("信用代码前后有空白，已去掉：\(value)", at: place(column)))
        }
        if let objection = scheme.objection(to: value) {
            let message: Phrase =
                scheme == .uscc
                ? "信用代码不合 GB 32100-2015：\(value)（\(company.name)）"
                : "\(scheme.label)\(objection)（\(company.name)）"
            problems.append(Problem(message, at: place(column)))
        } else if let other = company.code(scheme), scheme.isSingle {
            guard other != value else { return }
            problems.append(
                Problem(
                    "一行里有两个\(scheme.label)：\(other)、\(value)（\(company.name)）",
                    at: place(column)))
        } else {
            company.codes.append(CompanyCode(scheme: scheme, value: value))
        }
    }

    private mutating func readFounded(_ text: String?) {
        guard let text else { return }
        if let day = Day(text: text.prefix(10)) {
            company.foundedOn = day
        } else if case .day(let day, let marks) = readRoughDay(text, asOf: anyMonth),
            marks.isSubset(of: .amongWords), day.precision == .day
        {
            company.foundedOn = day.first
        } else {
            notes.append(Problem("成立日期读不出哪一天，没有取：\(text)", at: place(.founded)))
        }
    }
}

/// Days without a year are completed by it, and then not taken.
private let anyMonth = Month(of: Day(number: 0))
