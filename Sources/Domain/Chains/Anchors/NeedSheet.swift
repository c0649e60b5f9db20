package import Basics
package import Storage

/// A sheet that an anchor company handed in, with what it changed.
package struct NeedSheet: Sendable, Hashable {
    package let number: Int64
    package let anchor: Int64
    /// What the company keeps: `GX` + the day + the running number + a check character.
    package let receipt: String
    package let lines: Int
    package let new: Int
    package let changed: Int
    package let gone: Int
    package let at: Instant
}

extension Limit {
    package static let sheetsOfAnchor: Limit = 1_000
    /// Sheets and single lines that one address takes in 24 hours.
    static let sheetsOfDay: Limit = 500
    fileprivate static let linesPerStatement: Limit = 100
}

/// How a hand-in goes together with what stands there.
package enum NeedHanding: Sendable {
    /// These lines and no others.
    case whole([NeedLine])
    /// This line beside the others, or in place of the one of its product and specification.
    case line(NeedLine)
    /// All but this one.
    case without(Int64)

    fileprivate var isRemoval: Bool { if case .without = self { true } else { false } }
}

extension Transaction {
    /// Takes in what an anchor company says that it needs or gives. It is compared with what stands
    /// there: older sheets are kept. The same again is no new sheet.
    package func handIn(
        _ handing: NeedHanding, by guest: (anchor: Anchor, link: SheetLink), at now: Instant,
        today: Day
    ) throws -> NeedSheet {
        let (anchor, link) = guest
        let present = try openLines(of: anchor.number)
        let lines: [NeedLine]
        switch handing {
        case .whole(let whole): lines = whole
        case .line(let line):
            lines = present.values.map(\.line).filter { $0.key != line.key } + [line]
        case .without(let need):
            lines = present.filter { $0.value.need != need }.map(\.value.line)
        }
        let keys = Set(lines.map(\.key))
        let new = lines.filter { present[$0.key] == nil }
        let changed = lines.filter { line in present[line.key].map { $0.line != line } ?? false }
        let gone = present.filter { !keys.contains($0.key) }.map(\.value.need)
        if new.isEmpty, changed.isEmpty, gone.isEmpty,
            let last = try newestSheet(of: anchor.number)
        {
            return last
        }
        // What was sent by mistake can always be taken away.
        if !handing.isRemoval { try checkRoom(lines.count, link: link, since: now) }
        let sheet = NeedSheet(
            number: try nextNumber(of: "need_sheet"), anchor: anchor.number,
            receipt: try receipt(on: today), lines: lines.count, new: new.count,
            changed: changed.count, gone: gone.count, at: now)
        try run(
            """
            INSERT INTO need_sheet (city_id, number, anchor, link, receipt, lines, new_lines,
                changed_lines, gone_lines, handed_at)
            VALUES (\(city), \(sheet.number), \(anchor.number), \(link.number), \(sheet.receipt),
                \(sheet.lines), \(sheet.new), \(sheet.changed), \(sheet.gone), \(now))
            """)
        try end(gone + changed.compactMap { present[$0.key]?.need }, with: sheet)
        try write(new, changed, present, of: sheet)
        // How much, and never what.
        try record(
            "anchor.sheet", on: [anchor.subject, Subject("chain", anchor.chain)],
            by: "sheet-link-\(link.number)", at: now,
            body: .object([
                "receipt": .string(sheet.receipt), "lines": JSONValue(sheet.lines),
                "new": JSONValue(sheet.new), "changed": JSONValue(sheet.changed),
                "gone": JSONValue(sheet.gone),
            ]))
        return sheet
    }

    package func newestSheet(of anchor: Int64) throws -> NeedSheet? {
        try needSheets(of: anchor, limit: 1).first
    }

    /// The newest first.
    package func needSheets(
        of anchor: Int64, limit: Limit = .sheetsOfAnchor
    ) throws -> [NeedSheet] {
        try rows(
            """
            SELECT * FROM need_sheet WHERE city_id = \(city) AND anchor = \(anchor)
            ORDER BY number DESC LIMIT \(limit)
            """
        ).map(NeedSheet.init)
    }

    private func checkRoom(_ lines: Int, link: SheetLink, since now: Instant) throws {
        if lines > Limit.needsOfSheet.count {
            throw ChainRefusal([Problem("清单最多\(Limit.needsOfSheet.count)行")])
        }
        let sent = try rows(
            """
            SELECT count(*) AS n FROM need_sheet
            WHERE city_id = \(city) AND link = \(link.number)
                AND handed_at > \(now.adding(seconds: -86_400))
            """
        ).first?.int("n")
        if (sent ?? 0) >= Limit.sheetsOfDay.count {
            throw ChainRefusal([Problem("24小时内最多交\(Limit.sheetsOfDay.count)次，请晚些再交")])
        }
    }

    private func receipt(on today: Day) throws -> String {
        let head = "GX" + today.description.filter { $0 != "-" }
        let running =
            try rows(
                """
                SELECT count(*) AS n FROM need_sheet
                WHERE city_id = \(city) AND receipt LIKE \(head + "%")
                """
            ).first?.integer("n") ?? 0
        let digits = String(running + 1)
        let text = head + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        return text + checkCharacter(of: text)
    }

    /// What stands in the list now, by key.
    private func openLines(of anchor: Int64) throws -> [String: (need: Int64, line: NeedLine)] {
        var lines: [String: (need: Int64, line: NeedLine)] = [:]
        for row in try rows(
            """
            SELECT need.number, need_text.* FROM need
            JOIN need_text ON need_text.city_id = need.city_id AND need_text.need = need.number
            WHERE need.city_id = \(city) AND need.anchor = \(anchor)
                AND need_text.until_sheet IS NULL
            """)
        {
            let line = try NeedLine(row)
            lines[line.key] = (try row.integer("number"), line)
        }
        return lines
    }

    private func end(_ needs: [Int64], with sheet: NeedSheet) throws {
        for part in needs.parts(of: .linesPerStatement) {
            try run(
                """
                UPDATE need_text SET until_sheet = \(sheet.number)
                WHERE city_id = \(city) AND until_sheet IS NULL AND need IN \(part)
                """)
        }
    }

    private func write(
        _ new: [NeedLine], _ changed: [NeedLine],
        _ present: [String: (need: Int64, line: NeedLine)], of sheet: NeedSheet
    ) throws {
        var written = changed.compactMap { line in
            present[line.key].map { (need: $0.need, line: line) }
        }
        var next = try nextNumber(of: "need")
        // A line that was gone and comes again is the one that it was.
        var known: [String: Int64] = [:]
        for part in new.map(\.key).parts(of: .linesPerStatement) {
            for row in try rows(
                """
                SELECT number, line_key FROM need
                WHERE city_id = \(city) AND anchor = \(sheet.anchor) AND line_key IN \(part)
                """)
            { known[try row.text("line_key")] = try row.integer("number") }
        }
        var fresh: [[StoredValue]] = []
        var again = written.map(\.need)
        for line in new {
            if let need = known[line.key] {
                written.append((need, line))
                again.append(need)
                continue
            }
            fresh.append([
                city.stored, next.stored, sheet.anchor.stored, line.key.stored,
                NeedReview.waiting.rawValue.stored, "".stored, Int64(0).stored, Int64(1).stored,
            ])
            written.append((next, line))
            next += 1
        }
        for part in fresh.parts(of: .linesPerStatement) {
            try run(
                """
                INSERT INTO need (city_id, number, anchor, line_key, review, reason, names_anchor,
                    version) VALUES \(Query.values(part))
                """)
        }
        // Whoever reviews has to see what it says now.
        for part in again.parts(of: .linesPerStatement) {
            try run(
                """
                UPDATE need SET version = version + 1
                WHERE city_id = \(city) AND number IN \(part)
                """)
        }
        for part in written.parts(of: .linesPerStatement) {
            let rows = part.map { one in
                [city.stored, one.need.stored, sheet.number.stored] + one.line.stored
            }
            try run(
                """
                INSERT INTO need_text (city_id, need, sheet, direction, product, specification,
                    quantity, origin, wants_local, needed_by, remark)
                VALUES \(Query.values(rows))
                """)
        }
    }
}

extension NeedSheet {
    init(_ row: ResultRow) throws {
        self.init(
            number: try row.integer("number"), anchor: try row.integer("anchor"),
            receipt: try row.text("receipt"), lines: try row.int("lines"),
            new: try row.int("new_lines"), changed: try row.int("changed_lines"),
            gone: try row.int("gone_lines"), at: try row.instant("handed_at"))
    }
}

extension NeedLine {
    init(_ row: ResultRow) throws {
        self.init(
            direction: try row.word("direction"), product: try row.text("product"),
            specification: try row.text("specification"), quantity: try row.text("quantity"),
            origin: try row.text("origin"),
            isLocalWanted: try row.optionalInteger("wants_local").map { $0 == 1 },
            needed: try row.text("needed_by"), remark: try row.text("remark"))
    }

    fileprivate var stored: [StoredValue] {
        [
            direction.rawValue.stored, product.stored, specification.stored, quantity.stored,
            origin.stored, isLocalWanted.map(\.stored) ?? .null, needed.stored, remark.stored,
        ]
    }
}
