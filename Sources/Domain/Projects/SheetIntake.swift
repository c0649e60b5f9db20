package import Basics
import Evidence
package import People
package import Rules
package import Storage
import Tables

/// A file as it was handed in.
package struct HandedFile: Sendable, Hashable {
    package let name: String
    package let bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}

/// A file that was read whole and is not yet saved.
package struct ReadFile: Sendable {
    package let file: HandedFile
    package let round: Round
    /// The unit that hands it in; the headquarters for a file with rows of several units.
    package let unit: String
    package let rows: [ReportedProject]
    package let sums: [ReportedSum]
    package let notes: [ReadingNote]
    package let layouts: [TableLayout]
}

/// All that reading a city's sheets needs: its units, its words and the layouts that people
/// corrected.
package struct SheetReader: Sendable {
    package let city: CityFolder
    package let vocabulary: SheetVocabulary
    package let layouts: [RememberedLayout]

    package init(city: CityFolder, layouts: [RememberedLayout]) throws {
        self.city = city
        vocabulary = try SheetVocabulary(city)
        self.layouts = layouts
    }

    /// Reads one file for a round. `unit` is the reporting unit where a person named it. Refused,
    /// with all reasons: what is no table, another month's sheet, a unit that the city doesn't
    /// have.
    package func read(_ file: HandedFile, round: Round, unit: String?) throws -> ReadFile {
        let workbook = try readWorkbook(file.bytes, file: file.name)
        let asOf = round.lastDay
        let period: ReadingPeriod =
            switch round {
            case .month(let month): .month(month)
            case .ledger(let year): .year(year)
            }
        let reporting = city.reportingUnits(on: asOf)
        let given = try unit.map { try known($0, among: reporting, on: asOf) }
        var context = SheetReadingContext(
            period: period,
            units: reporting.map {
                SheetUnit(id: $0.id, name: $0.name.zh, short: $0.short, aliases: $0.aliases)
            },
            cityNames: [city.name.zh], unit: given, vocabulary: vocabulary, layouts: layouts)
        var sheet = try readSheets(workbook, in: context)
        let owner = self.owner(of: sheet, given: given)
        if sheet.layouts.contains(where: \.isRemembered),
            context.layouts.contains(where: { $0.unit != owner })
        {
            // Whose sheet it is, is known only now: what another unit's people said of like
            // headings
            // is not this unit's word.
            context.layouts = layouts.filter { $0.unit == owner }
            sheet = try readSheets(workbook, in: context)
        }
        guard sheet.projects.count <= Limit.rowsOfSheet.count else {
            throw SheetRefusal(
                "这份表有\(sheet.projects.count)个项目，一次最多收\(Limit.rowsOfSheet.count)个，请分成几份",
                file: file.name)
        }
        return ReadFile(
            file: file, round: round, unit: owner, rows: sheet.projects, sums: sheet.sums,
            notes: workbook.warnings.compactMap(ReadingNote.init) + sheet.notes,
            layouts: sheet.layouts)
    }

    /// The one unit of all rows; the headquarters for rows of several.
    private func owner(of sheet: ReadSheet, given: String?) -> String {
        let units = Set(sheet.projects.map(\.unit))
        return units.count == 1 ? units.first ?? headquarters : given ?? headquarters
    }

    private var headquarters: String {
        city.units.first { $0.kind == .headquarters }?.id ?? city.id
    }

    /// The identifier of a unit given by identifier, name or short name.
    private func known(_ text: String, among units: [Unit], on day: Day) throws -> String {
        if let unit = units.first(where: { $0.id == text }) { return unit.id }
        if let unit = city.unit(spelled: text, on: day), unit.reports { return unit.id }
        let names = units.map(\.name.zh).joined(separator: "、")
        throw SheetRefusal([
            Problem("没有“\(text)”这个报送单位；可选：\(names)", at: .field("unit"))
        ])
    }
}

extension ReadFile {
    /// Who sees some units only hands in these units' sheets only.
    package func require(_ sight: Sight) throws {
        guard rows.contains(where: { !sight.includes(unit: $0.unit) }) else { return }
        throw SheetRefusal("这份表里有别的单位的项目，您不能代报", file: file.name)
    }
}

extension ReadingNote {
    /// A warning of the file's reader, which stands at a cell.
    fileprivate init?(_ problem: Problem) {
        guard case .cell(let place)? = problem.place else { return nil }
        self.init(place: place, message: problem.message)
    }
}

/// Two files of one unit in one drop: which of them counts can't be guessed.
package func repeatedUnits(_ files: [ReadFile]) -> [Problem] {
    var first: [String: ReadFile] = [:]
    var problems: [Problem] = []
    for file in files {
        let units = Set(file.rows.map(\.unit)).union([file.unit]).sorted()
        let other = units.lazy.compactMap { first[$0] }.first
        for unit in units where first[unit] == nil { first[unit] = file }
        guard let other else { continue }
        let message: Phrase =
            other.file.bytes == file.file.bytes
            ? "与 \(other.file.name) 是同一份表，只交一份即可"
            : "与 \(other.file.name) 同属一个单位，请只留一份"
        problems.append(Problem(message, at: .cell(CellPlace(file: file.file.name))))
    }
    return problems
}

/// What handing in one file came to.
package enum Handed: Sendable, Hashable {
    case staged(HandedSheet)
    /// The very same file waits or counts already; nothing was changed.
    case known(HandedSheet)

    package var sheet: HandedSheet {
        switch self {
        case .staged(let sheet), .known(let sheet): sheet
        }
    }
}

extension Transaction {
    /// Keeps the file, names it as the source of its rows and stages these. The same file again
    /// changes nothing, unless it `isReadAnew` because a person said how its columns are meant.
    package func handIn(
        _ read: ReadFile, id: Identifier, source: Identifier, isReadAnew: Bool = false,
        by member: String, at now: Instant
    ) throws -> Handed {
        if let month = read.round.month { try refuseClosed(month) }
        let hash = try saveFile(read.file.bytes)
        if !isReadAnew,
            let known = try sheets(ofFile: hash.text, round: read.round).first(where: {
                $0.unit == read.unit
            })
        {
            return .known(known)
        }
        try save(
            Source(
                id: source, kind: read.round.month == nil ? .ledger : .sheet,
                title: read.file.name, fileHash: hash.text, learntAt: now, by: member))
        let sheet = HandedSheet(
            id: id, round: read.round, unit: read.unit, file: read.file.name, source: source,
            fileHash: hash.text, state: .staged, rowCount: read.rows.count, handedAt: now,
            by: member, version: 1)
        try stage(
            Intake(
                sheet: sheet, rows: read.rows, sums: read.sums, notes: read.notes,
                layouts: .array(read.layouts.map(\.json))))
        try record(
            "sheet.handed", on: Subject("sheet", id.text), by: member, at: now,
            body: .object([
                "round": .string(read.round.description), "unit": .string(read.unit),
                "file": .string(read.file.name), "hash": .string(hash.text),
                "rows": JSONValue(read.rows.count),
            ]))
        return .staged(sheet)
    }
}
