package import Basics
package import People
package import Storage

extension Limit {
    package static let needsOnPage: Limit = 50
    static let answersOfNeeds: Limit = 50_000
    static let needsOfUnit: Limit = 2_000
}

extension Transaction {
    /// Lines of an anchor company as they stand now, for who reads them; nobody else gets one.
    package func needs(
        of anchor: Int64, for reader: Actor, limit: Limit = .needsOfSheet, offset: Int = 0
    ) throws -> [Need] {
        try needs(
            "need.anchor = \(anchor) AND \(reader.readsNeeds(in: city))", limit: limit,
            offset: offset)
    }

    /// One line of the chain, for who reads it.
    package func need(_ number: Int64, of chain: String, for reader: Actor) throws -> Need? {
        try needs(
            """
            need.number = \(number) AND anchor.chain_id = \(chain)
                AND \(reader.readsNeeds(in: city))
            """, limit: 1, offset: 0
        ).first
    }

    /// What stands in the list, for the company itself.
    package func needs(
        ofGuest guest: (anchor: Anchor, link: SheetLink), limit: Limit, offset: Int = 0
    ) throws -> [Need] {
        try needs("need.anchor = \(guest.anchor.number)", limit: limit, offset: offset)
    }

    /// How an older sheet of the list read, for who reads it.
    package func needLines(
        of anchor: Int64, asOf sheet: Int64, for reader: Actor
    ) throws -> [NeedLine] {
        try rows(
            """
            SELECT need_text.* FROM need_text
            JOIN need ON need.city_id = need_text.city_id AND need.number = need_text.need
            JOIN anchor ON anchor.city_id = need.city_id AND anchor.number = need.anchor
            WHERE need.city_id = \(city) AND need.anchor = \(anchor)
                AND \(reader.readsNeeds(in: city)) AND need_text.sheet <= \(sheet)
                AND (need_text.until_sheet IS NULL OR need_text.until_sheet > \(sheet))
            ORDER BY need.number LIMIT \(Limit.needsOfSheet)
            """
        ).map(NeedLine.init)
    }

    /// How many lines stand in the lists of a chain, by anchor company: no more than that is told
    /// to who doesn't read them.
    package func needCounts(of chain: String) throws -> [Int64: Int] {
        let counted = try rows(
            """
            SELECT need.anchor, count(*) AS n FROM need
            JOIN need_text ON need_text.city_id = need.city_id AND need_text.need = need.number
            JOIN anchor ON anchor.city_id = need.city_id AND anchor.number = need.anchor
            WHERE need.city_id = \(city) AND anchor.chain_id = \(chain)
                AND need_text.until_sheet IS NULL
            GROUP BY need.anchor
            """
        ).map { (try $0.integer("anchor"), try $0.int("n")) }
        return Dictionary(counted, uniquingKeysWith: { first, _ in first })
    }

    /// What a sheet changed: products that it brought, changed and took away.
    package func needChanges(
        ofGuest guest: (anchor: Anchor, link: SheetLink), in sheet: Int64
    ) throws -> (new: [String], changed: [String], gone: [String]) {
        func products(_ condition: Query) throws -> [String] {
            try rows(
                """
                SELECT need_text.product FROM need_text
                JOIN need ON need.city_id = need_text.city_id AND need.number = need_text.need
                WHERE need.city_id = \(city) AND need.anchor = \(guest.anchor.number)
                    AND \(condition)
                ORDER BY need.number LIMIT \(Limit.needsOnPage)
                """
            ).map { try $0.text("product") }
        }
        let ended: Query = """
            EXISTS (SELECT 1 FROM need_text AS older
                WHERE older.city_id = need_text.city_id AND older.need = need_text.need
                    AND older.until_sheet = \(sheet))
            """
        let followed: Query = """
            EXISTS (SELECT 1 FROM need_text AS newer
                WHERE newer.city_id = need_text.city_id AND newer.need = need_text.need
                    AND newer.sheet = \(sheet))
            """
        return (
            try products("need_text.sheet = \(sheet) AND NOT \(ended)"),
            try products("need_text.sheet = \(sheet) AND \(ended)"),
            try products("need_text.until_sheet = \(sheet) AND NOT \(followed)")
        )
    }

    func needs(_ condition: Query, limit: Limit, offset: Int) throws -> [Need] {
        var needs = try rows(
            """
            SELECT need.*, need_text.sheet, need_text.direction, need_text.product,
                need_text.specification, need_text.quantity, need_text.origin,
                need_text.wants_local, need_text.needed_by, need_text.remark
            FROM need
            JOIN need_text ON need_text.city_id = need.city_id AND need_text.need = need.number
            JOIN anchor ON anchor.city_id = need.city_id AND anchor.number = need.anchor
            WHERE need.city_id = \(city) AND need_text.until_sheet IS NULL AND \(condition)
            ORDER BY need.number LIMIT \(limit) OFFSET \(offset)
            """
        ).map(Need.init)
        let answers = try answers(of: needs.map(\.number))
        for place in needs.indices { needs[place].answers = answers[needs[place].number] ?? [] }
        return needs
    }

    /// By line, the newest first; of a unit's answers for one quarter the last.
    func answers(of needs: [Int64]) throws -> [Int64: [NeedAnswer]] {
        var answers: [Int64: [NeedAnswer]] = [:]
        for part in needs.parts(of: 500) {
            for row in try rows(
                """
                SELECT * FROM need_answer WHERE city_id = \(city) AND need IN \(part)
                ORDER BY number DESC LIMIT \(Limit.answersOfNeeds)
                """)
            {
                guard let quarter = Quarter(text: try row.text("quarter")) else { continue }
                let (need, unit) = (try row.integer("need"), try row.text("unit_id"))
                let said = answers[need] ?? []
                if said.contains(where: { $0.quarter == quarter && $0.unit == unit }) { continue }
                answers[need, default: []].append(
                    NeedAnswer(
                        quarter: quarter, unit: unit,
                        outcome: try row.word("outcome"), said: try row.text("said"),
                        by: try row.text("done_by")))
            }
        }
        return answers
    }
}

extension Need {
    init(_ row: ResultRow) throws {
        let (sheet, reviewed) = (
            try row.integer("sheet"), try row.optionalInteger("reviewed_sheet")
        )
        self.init(
            number: try row.integer("number"), anchor: try row.integer("anchor"),
            line: try NeedLine(row), sheet: sheet, review: try row.word("review"),
            reason: try row.text("reason"), isChanged: reviewed.map { $0 < sheet } ?? false,
            link: try row.optionalText("link_id"), unit: try row.optionalText("unit_id"),
            due: try row.optionalDay("due_on"), namesAnchor: try row.flag("names_anchor"),
            version: try row.integer("version"))
    }
}
