package import Basics
package import People
import Rules
package import Storage
import Texts

extension Limit {
    /// Papers that a list shows.
    static let reportsInList: Limit = 200
    /// Letters of a note on an approval.
    static let lettersOfApproval: Limit = 500
}

/// A paper that isn't there, or not for the reader.
package struct UnknownReport: Error {
    package init() {}
}

extension Transaction {
    /// The newest first.
    package func reports() throws -> [Report] {
        try reports(where: "1 = 1")
    }

    package func report(_ number: Int64) throws -> Report? {
        try reports(where: "number = \(number)").first
    }

    /// Papers that wait for the actor's agreement.
    package func reportWork(of actor: Actor) throws -> WaitingWork {
        let waiting = try reports(where: "steps <> '[]'").filter { $0.isDecided(by: actor) }
        return WaitingWork(count: waiting.count, since: waiting.map(\.madeAt).min())
    }

    private func reports(where condition: Query) throws -> [Report] {
        let found = try rows(
            """
            SELECT * FROM report WHERE city_id = \(city) AND \(condition)
            ORDER BY number DESC LIMIT \(Limit.reportsInList)
            """)
        let numbers = try found.map { try $0.integer("number") }
        guard !numbers.isEmpty else { return [] }
        let files = try Dictionary(
            grouping: rows(
                "SELECT * FROM report_file WHERE city_id = \(city) AND report IN \(numbers)"),
            by: { try $0.integer("report") })
        let approvals = try Dictionary(
            grouping: rows(
                """
                SELECT * FROM report_approval WHERE city_id = \(city) AND report IN \(numbers)
                ORDER BY decided_at, step
                """), by: { try $0.integer("report") })
        return try zip(found, numbers).map { row, number in
            try Report(row, files: files[number] ?? [], approvals: approvals[number] ?? [])
        }
    }

    /// Keeps a paper as it was made.
    package func keepReport(_ draft: ReportDraft, _ occasion: Occasion) throws -> Int64 {
        try occasion.actor.require(.makeDispatch)
        guard occasion.actor.sight == .all else {
            throw FigureRefusal([Problem("文稿写的是全市，只看一部分单位的人不能做")])
        }
        let number = try nextNumber(of: "report")
        let period = draft.period.description
        try run(
            """
            INSERT INTO report (city_id, number, letter, period, as_of, title, content,
                definitions, steps, head, made_by, made_at)
            VALUES (\(city), \(number), \(draft.letter.id), \(period), \(draft.asOf),
                \(draft.title), \(draft.content.text), \(draft.definitions.text),
                \(JSONValue.array(draft.letter.approvals.map(\.json)).text),
                \(try journalHead().description), \(occasion.actor.name), \(occasion.at))
            """)
        try record(
            "report.made", on: [Subject("report", String(number))], by: occasion.actor.name,
            at: occasion.at,
            body: .object(["letter": .string(draft.letter.id), "period": .string(period)]))
        return number
    }

    /// Agrees to a paper at the step that it waits for, or doesn't: then it goes no further.
    package func decideReport(
        _ number: Int64, isGranted: Bool, note: String?, _ occasion: Occasion
    ) throws {
        guard let report = try report(number), report.isReadable(by: occasion.actor) else {
            throw UnknownReport()
        }
        try occasion.actor.require(.approveReleases)
        guard case .waiting(let step) = report.state else {
            throw FigureRefusal([Problem("这篇文稿不等谁核定")])
        }
        guard report.isDecided(by: occasion.actor) else {
            throw FigureRefusal([Problem("“\(step.name)”由办法写明的单位定；做文稿的和前一步的人不能再定")])
        }
        let note = note.map(trimmed).flatMap { $0.isEmpty ? nil : $0 }
        var problems: [Problem] = []
        if !isGranted, note == nil {
            problems.append(Problem("不同意请写明为什么", at: .field("note")))
        }
        if (note?.count ?? 0) > Limit.lettersOfApproval.count {
            problems.append(Problem("最多\(Limit.lettersOfApproval.count)个字", at: .field("note")))
        }
        guard problems.isEmpty else { throw FigureRefusal(problems) }
        try run(
            """
            INSERT INTO report_approval (city_id, report, step, granted, note, decided_by,
                decided_at)
            VALUES (\(city), \(number), \(step.id), \(isGranted ? 1 : 0), \(note),
                \(occasion.actor.name), \(occasion.at))
            """)
        try record(
            isGranted ? "report.approved" : "report.refused",
            on: [Subject("report", String(number))], by: occasion.actor.name, at: occasion.at,
            body: .object(["step": .string(step.id)]))
    }

    /// A file of a paper that was made once: the bytes that were kept first hold.
    package func keepFile(
        _ bytes: [UInt8], named name: String, ofReport number: Int64, at now: Instant
    ) throws -> [UInt8] {
        if let hash = try report(number)?.files[name] { return try fileBytes(hash) ?? bytes }
        let hash = try saveFile(bytes)
        try run(
            """
            INSERT INTO report_file (city_id, report, name, file_hash, made_at)
            VALUES (\(city), \(number), \(name), \(hash), \(now))
            """)
        return bytes
    }
}

extension Report {
    fileprivate init(_ row: ResultRow, files: [ResultRow], approvals: [ResultRow]) throws {
        guard let period = Period(text: try row.text("period")) else {
            throw WrongColumn(column: "period")
        }
        self.init(
            number: try row.integer("number"), letter: try row.text("letter"), period: period,
            asOf: try row.day("as_of"), title: try row.text("title"),
            content: try JSONValue(parsing: try row.text("content")),
            definitions: try JSONValue(parsing: try row.text("definitions")),
            steps: try LetterApproval.all(try JSONValue(parsing: try row.text("steps"))),
            head: try row.text("head"), madeBy: try row.text("made_by"),
            madeAt: try row.instant("made_at"),
            files: try Dictionary(
                files.compactMap { row in
                    let name = try row.text("name")
                    return FileHash(try row.text("file_hash")).map { (name, $0) }
                }, uniquingKeysWith: { first, _ in first }),
            approvals: try approvals.map { row in
                ReportApproval(
                    step: try row.text("step"), isGranted: try row.integer("granted") == 1,
                    note: try row.optionalText("note"), decidedBy: try row.text("decided_by"),
                    decidedAt: try row.instant("decided_at"))
            })
    }
}

extension LetterApproval {
    fileprivate var json: JSONValue {
        .object([
            "id": .string(id), "name": .string(name.zh), "en": JSONValue(name.en),
            "units": .array(units.map(JSONValue.string)),
        ])
    }

    /// A step that can't be read is a fault: left out, a paper would go out without it.
    fileprivate static func all(_ json: JSONValue) throws -> [LetterApproval] {
        guard case .array(let steps) = json else { throw WrongColumn(column: "steps") }
        return try steps.map { step in
            guard let id = step["id"]?.string, let name = step["name"]?.string,
                case .array(let units)? = step["units"]
            else { throw WrongColumn(column: "steps") }
            return LetterApproval(
                id: id, name: LocalName(zh: name, en: step["en"]?.string),
                units: units.compactMap(\.string))
        }
    }
}
