package import Basics
import Evidence
package import People
import Rules
package import Storage

extension Limit {
    /// A register is saved in transactions of so many rows, so that others get their turn.
    package static let companiesPerTransaction: Limit = 1_000
}

/// Rows of a register that are held against the database or saved together.
package struct RegisterPart: Sendable {
    let rows: [(place: Int, company: RegisteredCompany)]
    /// Of the part: rows that are refused, and rows that an earlier one has taken in.
    let refused: Int
    let absorbed: Int
    let start: Int
    /// The place behind its last row.
    package let end: Int
    let places: RegisterPlaces
    /// Identifiers for the new ones, as many as there are rows, and when they are saved.
    let fresh: [Identifier]
    let at: Instant
}

extension ReadRegister {
    /// The next rows from a place on, without those that are refused or taken in by others; nil
    /// behind the last.
    package func part(from start: Int, in world: World) -> RegisterPart? {
        guard start < count else { return nil }
        let end = min(start + Limit.companiesPerTransaction.count, count)
        let (kept, left) = (start..<end).reduce(into: ([Int](), [Int]())) { lists, place in
            if isRefused(place) {
                lists.1.append(place)
            } else if absorbed[place] == nil {
                lists.0.append(place)
            }
        }
        return RegisterPart(
            rows: kept.map { ($0, company($0)) }, refused: left.count,
            absorbed: end - start - kept.count - left.count, start: start, end: end,
            places: places, fresh: kept.map { _ in world.identifier(.company) }, at: world.now())
    }

    /// Keeps what a part's rows came to: which are refused, and which companies they mean. A second
    /// row of one company is refused with the first: the file contradicts itself.
    package mutating func examine(_ planned: [PlannedCompany]) {
        for plan in planned {
            if case .refused(let problems) = plan.outcome {
                refuse(plan.place, problems)
            } else if let company = plan.outcome.company {
                guard let other = meant[company.id], other != plan.place else {
                    meant[company.id] = plan.place
                    continue
                }
                let first = rows[other]
                for (place, row, with) in [
                    (plan.place, plan.row, first.row), (other, first.row, plan.row),
                ] {
                    refuse(
                        place,
                        [
                            Problem(
                                "与第 \(with) 行说的都是“\(company.name)”（\(company.id.text)），两行却对不上",
                                at: places.place(row, .name))
                        ])
                }
            }
        }
    }

    /// What becomes of the rows of a part in the order of the file, refused and taken-in ones
    /// included: what a dry run shows, once every part was examined.
    package func lines(
        of part: RegisterPart, _ planned: [PlannedCompany]
    ) -> [(row: Int, line: RegisterLine)] {
        let plans = Dictionary(
            planned.map { ($0.place, $0) }, uniquingKeysWith: { first, _ in first })
        return (part.start..<part.end).map { place in
            let row = rows[place].row
            if isRefused(place) { return (row, .refused(reasons[place] ?? holderRefused(place))) }
            if let holder = absorbed[place] { return (row, .joined(row: rows[holder].row)) }
            guard let plan = plans[place] else { return (row, .refused([])) }
            return (row, .planned(plan))
        }
    }
}

/// What becomes of one row of a file.
package enum RegisterLine: Sendable {
    case planned(PlannedCompany)
    case refused([Problem])
    /// It is one company with that row's.
    case joined(row: Int)
}

/// How far the import of a register has come: the rows before `done` are saved.
package struct ImportProgress: Sendable, Hashable {
    package let source: Identifier
    package let total: Int
    /// Rows that the first comparison refused.
    package let leftOut: Set<Int>
    package fileprivate(set) var done = 0
    package fileprivate(set) var new = 0
    package fileprivate(set) var changed = 0
    package fileprivate(set) var unchanged = 0
    package fileprivate(set) var joined = 0
    package fileprivate(set) var refused = 0
    /// Reasons that came up only while this part was saved: somebody changed a company meanwhile.
    package fileprivate(set) var late: [Problem] = []

    package var isDone: Bool { done == total }
    /// Companies that were known already.
    package var known: Int { changed + unchanged }
}

/// Another import of the same file is at work.
package struct ImportElsewhere: Refusal, Equatable {
    package var problems: [Problem] { [Problem("同一个文件正在别处导入；那边停下后，同样再导入一次就接着做")] }
}

/// The import of one register: what it needs from outside, drawn before the transactions.
package struct RegisterImport: Sendable {
    package let source: Identifier
    let title: String
    let bytes: [UInt8]
    let hash: FileHash
    let layout: RegisterLayout
    let total: Int
    let by: Actor
    let at: Instant

    package init(
        _ register: ReadRegister, of bytes: [UInt8], by actor: Actor, in world: World
    ) {
        source = world.identifier(.evidence)
        title = register.file.split(separator: "/").last.map(String.init) ?? register.file
        self.bytes = bytes
        hash = FileHash(of: bytes)
        layout = register.layout
        total = register.count
        by = actor
        at = world.now()
    }
}

extension Transaction {
    /// The import of this file by this layout that was cut, where one was; else nil.
    package func unfinished(_ register: RegisterImport) throws -> ImportProgress? {
        try rows(
            """
            SELECT * FROM company_import
            WHERE city_id = \(city) AND file_hash = \(register.hash)
                AND layout = \(register.layout.key) AND finished_at IS NULL
            """
        ).first.map(ImportProgress.init)
    }

    /// Goes on with the import of this file that was cut, else keeps the file, names it as the
    /// source of what follows and begins, without the rows that are refused.
    package func begin(
        _ register: RegisterImport, leavingOut refused: Set<Int>
    ) throws -> ImportProgress {
        try register.by.require(.importRecords)
        if let known = try unfinished(register) { return known }
        let leftOut = refused.sorted().map { String($0) }.joined(separator: "\n")
        let hash = try saveFile(register.bytes)
        try save(
            Source(
                id: register.source, kind: .register, title: register.title, fileHash: hash.text,
                learntAt: register.at, by: register.by.name))
        try run(
            """
            INSERT INTO company_import (city_id, source_id, file_hash, layout, row_count,
                left_out, done_count, new_count, changed_count, unchanged_count, joined_count,
                refused_count, begun_at, begun_by)
            VALUES (\(city), \(register.source), \(hash), \(register.layout.key),
                \(register.total), \(leftOut), 0, 0, 0, 0, 0, 0, \(register.at),
                \(register.by.name))
            """)
        return ImportProgress(
            source: register.source, total: register.total, leftOut: refused)
    }

    /// Saves one part and moves the mark behind it, in one transaction. Refused when another
    /// process moved the mark.
    package func take(
        _ part: RegisterPart, after progress: ImportProgress, _ register: RegisterImport
    ) throws -> ImportProgress {
        try register.by.require(.importRecords)
        var next = progress
        let planned = onceEach(try plan(part, from: progress.source))
        try save(planned, of: part, source: progress.source)
        next.count(planned, of: part)
        // The tables grow from nothing to a million in one import; tenfold is another plan.
        if next.isDone || [1_000, 10_000, 100_000].contains(next.done) {
            try gatherStatistics(of: companyTables)
        }
        let finishedAt: Instant? = next.isDone ? part.at : nil
        let moved = try rows(
            """
            UPDATE company_import SET done_count = \(next.done), new_count = \(next.new),
                changed_count = \(next.changed), unchanged_count = \(next.unchanged),
                joined_count = \(next.joined), refused_count = \(next.refused),
                finished_at = \(finishedAt)
            WHERE city_id = \(city) AND source_id = \(progress.source)
                AND done_count = \(progress.done) AND finished_at IS NULL
            RETURNING done_count
            """)
        guard !moved.isEmpty else { throw ImportElsewhere() }
        try tell(planned, from: progress, to: next, part, register)
        return next
    }

    /// One entry a part, which names the companies that were changed by it; the last one counts the
    /// whole.
    private func tell(
        _ planned: [PlannedCompany], from before: ImportProgress, to after: ImportProgress,
        _ part: RegisterPart, _ register: RegisterImport
    ) throws {
        let source = Subject("source", after.source.text)
        var changed: [Subject] = []
        var fields: [String: Int] = [:]
        for plan in planned {
            guard case .changed(_, let record) = plan.outcome else { continue }
            changed.append(record.company.subject)
            for change in plan.outcome.changes { fields[change.field, default: 0] += 1 }
        }
        try record(
            "companies.imported", on: [source] + changed, by: register.by.name, at: part.at,
            body: .object([
                "rows": .array([JSONValue(before.done), JSONValue(after.done)]),
                "new": JSONValue(after.new - before.new),
                "known": JSONValue(after.known - before.known),
                "changed": JSONValue(after.changed - before.changed),
                "refused": JSONValue(after.refused - before.refused),
                "fields": .object(
                    fields.sorted { $0.key < $1.key }.map {
                        JSONMember($0.key, JSONValue($0.value))
                    }),
            ]))
        guard after.isDone else { return }
        try record(
            "companies.import_finished", on: [source], by: register.by.name, at: part.at,
            body: .object([
                "layout": .string(register.layout.id), "rows": JSONValue(after.total),
                "new": JSONValue(after.new), "known": JSONValue(after.known),
                "changed": JSONValue(after.changed), "joined": JSONValue(after.joined),
                "refused": JSONValue(after.refused),
            ]))
    }
}

/// Two rows that come to mean one company only while they are saved: the later one is refused.
func onceEach(_ planned: [PlannedCompany]) -> [PlannedCompany] {
    var seen: Set<Identifier> = []
    return planned.map { plan in
        guard let company = plan.outcome.company, !seen.insert(company.id).inserted else {
            return plan
        }
        let problem = Problem("第 \(plan.row) 行与前面一行说的都是“\(company.name)”（\(company.id.text)）")
        return PlannedCompany(
            place: plan.place, row: plan.row, name: plan.name, outcome: .refused([problem]))
    }
}

extension ImportProgress {
    fileprivate init(_ row: ResultRow) throws {
        self.init(
            source: try row.identifier("source_id"), total: try row.int("row_count"),
            leftOut: Set(try row.text("left_out").split(separator: "\n").compactMap { Int($0) }))
        done = try row.int("done_count")
        new = try row.int("new_count")
        changed = try row.int("changed_count")
        unchanged = try row.int("unchanged_count")
        joined = try row.int("joined_count")
        refused = try row.int("refused_count")
    }

    fileprivate mutating func count(_ planned: [PlannedCompany], of part: RegisterPart) {
        done = part.end
        refused += part.refused
        joined += part.absorbed
        late = []
        for plan in planned {
            switch plan.outcome {
            case .new: new += 1
            case .changed: changed += 1
            case .unchanged: unchanged += 1
            case .refused(let problems):
                refused += 1
                late += problems
            }
        }
    }
}

/// What a register fills.
package let companyTables = ["company", "company_name", "company_identifier", "search_row"]
