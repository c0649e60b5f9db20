package import Basics
package import People
import Rules
package import Storage
import Texts

extension Transaction {
    /// Records of one company in the reader's sight, the newest meeting first; those that were
    /// withdrawn are left out.
    package func contacts(
        of company: Identifier, for reader: ContactReader, limit: Limit = .contactsOfCompany
    ) throws -> [CompanyContact] {
        try contacts(
            where: "company_id = \(company) AND withdrawn IS NULL", for: reader,
            order: "met_on DESC, number DESC", limit: limit, offset: 0)
    }

    /// Records of all companies, or of one, in the reader's sight: what is due by its day, else by
    /// the meeting.
    package func contacts(
        _ filter: ContactFilter, of company: Identifier? = nil, on today: Day,
        for reader: ContactReader, limit: Limit = .contactsOnPage, offset: Int = 0
    ) throws -> [CompanyContact] {
        var narrowed = condition(filter, today)
        if let company { narrowed = "\(narrowed) AND company_id = \(company)" }
        return try contacts(
            where: narrowed, for: reader,
            order: filter == .all
                ? "met_on DESC, number DESC" : "due_on NULLS LAST, number", limit: limit,
            offset: offset)
    }

    package func contactCount(
        _ filter: ContactFilter, on today: Day, for reader: ContactReader
    ) throws -> Int {
        try rows(
            """
            SELECT count(*) AS n FROM company_contact
            WHERE \(sighted(reader)) AND \(condition(filter, today))
            """)[0].int("n")
    }

    /// The next steps that are due within a week, or overdue.
    package func dueContactWork(on today: Day, for reader: ContactReader) throws -> DueWork {
        try rows(
            """
            SELECT count(*) AS n, min(due_on) AS first,
                coalesce(sum(CASE WHEN due_on < \(today) THEN 1 ELSE 0 END), 0) AS overdue
            FROM company_contact WHERE \(sighted(reader)) AND \(condition(.due, today))
            """)[0].dueWork
    }

    /// One record as it stands, also one that was withdrawn.
    package func contact(_ number: Int64, for reader: ContactReader) throws -> CompanyContact? {
        try contacts(
            where: "number = \(number)", for: reader, order: "number", limit: 1, offset: 0
        ).first
    }

    /// What was saved of a record before, the newest first.
    package func earlierContacts(
        _ number: Int64, for reader: ContactReader
    ) throws -> [CompanyContact] {
        let found = try rows(
            """
            SELECT company_contact_before.*, company_contact.company_id, NULL AS withdrawn
            FROM company_contact_before
            JOIN company_contact ON company_contact.city_id = company_contact_before.city_id
                AND company_contact.number = company_contact_before.number
            WHERE company_contact_before.city_id = \(city)
                AND company_contact_before.number = \(number)
                AND \(reader.sight.condition(unitColumn: "company_contact.unit_id"))
                AND \(reader.sight.condition(unitColumn: "company_contact_before.unit_id"))
            ORDER BY company_contact_before.version DESC LIMIT \(Limit.versionsOfContact)
            """)
        return try masked(found, for: reader)
    }

    /// The day of the last meeting with each of the companies, in the reader's sight.
    package func lastContacts(
        of companies: [Identifier], for reader: ContactReader
    ) throws -> [Identifier: Day] {
        var days: [Identifier: Day] = [:]
        for part in companies.parts(of: .companiesPerQuestion) {
            let found = try rows(
                """
                SELECT company_id, max(met_on) AS met_on FROM company_contact
                WHERE \(sighted(reader)) AND withdrawn IS NULL AND company_id IN \(part)
                GROUP BY company_id
                """)
            for row in found { days[try row.identifier("company_id")] = try row.day("met_on") }
        }
        return days
    }

    /// A record of a meeting; gives its number.
    package func recordContact(
        of company: Identifier, _ draft: ContactDraft, units: Units, today: Day,
        _ occasion: Occasion
    ) throws -> Int64 {
        guard let found = try companies([company]).first else { throw UnknownCompany() }
        try requireStanding(found)
        let saved = try checked(draft, units: units, today: today, occasion)
        let number = try nextNumber(of: "company_contact")
        try insert(saved.contact(number: number, version: 1, company, occasion))
        try tell("contact.recorded", number, company, occasion)
        return number
    }

    /// The record saved anew from `version`, the one that the form showed.
    package func changeContact(
        _ number: Int64, version: Int64, _ draft: ContactDraft, units: Units, today: Day,
        _ occasion: Occasion
    ) throws {
        let saved = try checked(draft, units: units, today: today, occasion)
        try replace(number, version, "contact.changed", occasion) { before in
            var after = saved.contact(
                number: number, version: version + 1, before.company, occasion)
            after.doneOn = after.nextStep == before.nextStep ? before.doneOn : nil
            return after
        }
    }

    /// That its next step was taken.
    package func completeContact(
        _ number: Int64, version: Int64, on day: Day, _ occasion: Occasion
    ) throws {
        try replace(number, version, "contact.done", occasion) { before in
            guard before.nextStep != nil, before.doneOn == nil else {
                throw CompanyRefusal([Problem("没有要办的下一步")])
            }
            var after = before
            after.doneOn = day
            return after
        }
    }

    /// That it counts no longer, and why.
    package func withdrawContact(
        _ number: Int64, version: Int64, reason: String?, _ occasion: Occasion
    ) throws {
        let reason = trimmed(reason ?? "")
        guard !reason.isEmpty, reason.count <= Limit.lettersOfNextStep.count else {
            throw CompanyRefusal([
                Problem(
                    "请写为什么撤回，最多\(Limit.lettersOfNextStep.count)个字", at: .field("reason"))
            ])
        }
        try replace(number, version, "contact.withdrawn", occasion) { before in
            var after = before
            after.withdrawn = reason
            return after
        }
    }

    private func checked(
        _ draft: ContactDraft, units: Units, today: Day, _ occasion: Occasion
    ) throws -> ContactDraft {
        try occasion.actor.require(.recordContacts)
        let problems = draft.problems(
            units: recordingUnits(occasion.actor, units, today), today: today)
        guard problems.isEmpty else { throw CompanyRefusal(problems) }
        return draft
    }

    private func replace(
        _ number: Int64, _ version: Int64, _ kind: String, _ occasion: Occasion,
        _ change: (ContactRow) throws -> ContactRow
    ) throws {
        try occasion.actor.require(.recordContacts)
        let sight = ContactReader(occasion.actor).sight
        let found = try rows(
            """
            SELECT * FROM company_contact
            WHERE city_id = \(city) AND number = \(number) AND withdrawn IS NULL
                AND \(sight.condition(unitColumn: "company_contact.unit_id"))
            """)
        guard let row = found.first else { throw UnknownContact() }
        var after = try change(ContactRow(row))
        after.version = version + 1
        after.savedAt = occasion.at
        after.by = occasion.actor.name
        try keep(number, version)
        try update(
            Subject("contact", String(number)), from: version,
            """
            UPDATE company_contact SET unit_id = \(after.unit), met_on = \(after.metOn),
                post = \(after.post), person = \(after.person), phone = \(after.phone),
                said = \(after.said), next_step = \(after.nextStep), due_on = \(after.dueOn),
                done_on = \(after.doneOn), withdrawn = \(after.withdrawn),
                saved_at = \(after.savedAt), by_member = \(after.by), version = version + 1
            WHERE city_id = \(city) AND number = \(number) AND version = \(version)
            RETURNING version
            """,
            current: """
                SELECT number, version FROM company_contact
                WHERE city_id = \(city) AND number = \(number)
                """)
        try tell(kind, number, after.company, occasion)
    }

    /// What the record says so far stays beside it.
    private func keep(_ number: Int64, _ version: Int64) throws {
        try run(
            """
            INSERT INTO company_contact_before (city_id, number, version, unit_id, met_on, post,
                person, phone, said, next_step, due_on, done_on, saved_at, by_member)
            SELECT city_id, number, version, unit_id, met_on, post, person, phone, said, next_step,
                due_on, done_on, saved_at, by_member
            FROM company_contact
            WHERE city_id = \(city) AND number = \(number) AND version = \(version)
            """)
    }

    /// The journal keeps that there is a record, and of what is in it nothing.
    private func tell(
        _ kind: String, _ number: Int64, _ company: Identifier, _ occasion: Occasion
    ) throws {
        try record(
            kind, on: [Subject("company", company.text), Subject("contact", String(number))],
            by: occasion.actor.name, at: occasion.at)
    }

    private func insert(_ row: ContactRow) throws {
        try run(
            """
            INSERT INTO company_contact (city_id, number, version, company_id, unit_id, met_on,
                post, person, phone, said, next_step, due_on, done_on, withdrawn, saved_at,
                by_member)
            VALUES (\(city), \(row.number), \(row.version), \(row.company), \(row.unit),
                \(row.metOn), \(row.post), \(row.person), \(row.phone), \(row.said),
                \(row.nextStep), \(row.dueOn), \(row.doneOn), \(row.withdrawn), \(row.savedAt),
                \(row.by))
            """)
    }

    private func sighted(_ reader: ContactReader) -> Query {
        """
        company_contact.city_id = \(city)
        AND \(reader.sight.condition(unitColumn: "company_contact.unit_id"))
        """
    }

    private func condition(_ filter: ContactFilter, _ today: Day) -> Query {
        let open: Query = "withdrawn IS NULL AND next_step IS NOT NULL AND done_on IS NULL"
        switch filter {
        case .all: return "withdrawn IS NULL"
        case .open: return open
        case .due:
            return "\(open) AND due_on <= \(today.adding(days: Limit.daysBeforeDue.count))"
        }
    }

    private func contacts(
        where condition: Query, for reader: ContactReader, order: Query, limit: Limit,
        offset: Int
    ) throws -> [CompanyContact] {
        let found = try rows(
            """
            SELECT * FROM company_contact WHERE \(sighted(reader)) AND \(condition)
            ORDER BY \(order) LIMIT \(limit) OFFSET \(offset)
            """)
        return try masked(found, for: reader)
    }

    /// As the reader may see them: the texts of a record may name a person of any of its versions.
    private func masked(
        _ found: [ResultRow], for reader: ContactReader
    ) throws -> [CompanyContact] {
        let rows = try found.map(ContactRow.init)
        var named: [Int64: [String]] = [:]
        if !reader.details.contains(.name) {
            for part in Set(rows.map(\.number)).sorted().parts(of: .companiesPerQuestion) {
                for row in try self.rows(
                    """
                    SELECT number, person FROM company_contact
                    WHERE city_id = \(city) AND number IN \(part) AND person IS NOT NULL
                    UNION SELECT number, person FROM company_contact_before
                    WHERE city_id = \(city) AND number IN \(part) AND person IS NOT NULL
                    """)
                { named[try row.integer("number"), default: []].append(try row.text("person")) }
            }
        }
        return rows.map {
            CompanyContact($0, naming: named[$0.number] ?? [], showing: reader.details)
        }
    }
}

/// In whose name a person may record a meeting today.
package func recordingUnits(_ actor: Actor, _ units: Units, _ today: Day) -> [String] {
    let present = units.all.filter { $0.exists(on: today) }.map(\.id)
    switch ContactReader(actor).sight {
    case .all: return present
    case .units(let own): return present.filter(own.contains)
    case .nothing: return []
    }
}

/// There is no such record, or none that the reader may see.
package struct UnknownContact: Refusal, Equatable {
    package init() {}

    package var problems: [Problem] { [Problem("没有这条对接记录")] }
}

/// A row as it is stored, with nothing hidden: it never leaves this file.
private struct ContactRow {
    let number: Int64
    var version: Int64
    let company: Identifier
    let unit: String
    let metOn: Day
    let post: String
    let person: String?
    let phone: String?
    let said: String
    let nextStep: String?
    let dueOn: Day?
    var doneOn: Day?
    var withdrawn: String?
    var savedAt: Instant
    var by: String
}

extension ContactRow {
    init(_ row: ResultRow) throws {
        self.init(
            number: try row.integer("number"), version: try row.integer("version"),
            company: try row.identifier("company_id"), unit: try row.text("unit_id"),
            metOn: try row.day("met_on"), post: try row.text("post"),
            person: try row.optionalText("person"), phone: try row.optionalText("phone"),
            said: try row.text("said"), nextStep: try row.optionalText("next_step"),
            dueOn: try row.optionalDay("due_on"), doneOn: try row.optionalDay("done_on"),
            withdrawn: try row.optionalText("withdrawn"), savedAt: try row.instant("saved_at"),
            by: try row.text("by_member"))
    }
}

extension ContactDraft {
    /// Of a draft without problems.
    fileprivate func contact(
        number: Int64, version: Int64, _ company: Identifier, _ occasion: Occasion
    ) -> ContactRow {
        ContactRow(
            number: number, version: version, company: company, unit: unit,
            metOn: metOn.day?.first ?? Day(number: 0), post: post, person: person, phone: phone,
            said: said, nextStep: nextStep, dueOn: due.day?.first, doneOn: nil, withdrawn: nil,
            savedAt: occasion.at, by: occasion.actor.name)
    }
}

extension CompanyContact {
    fileprivate init(
        _ row: ContactRow, naming persons: [String], showing details: Set<PersonDetail>
    ) {
        let person = MaskedPerson(
            name: row.person, phone: row.phone, among: persons, showing: details)
        self.init(
            number: row.number, version: row.version, company: row.company, unit: row.unit,
            metOn: row.metOn, post: person.masking(row.post), person: person.name,
            phone: person.phone, said: person.masking(row.said),
            nextStep: row.nextStep.map(person.masking), dueOn: row.dueOn, doneOn: row.doneOn,
            withdrawn: row.withdrawn.map(person.masking), savedAt: row.savedAt, by: row.by)
    }
}

extension Limit {
    /// Companies that one query asks for.
    static let companiesPerQuestion: Limit = 500
}
