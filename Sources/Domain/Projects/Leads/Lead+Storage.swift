package import Basics
import Companies
package import People
package import Rules
package import Sealing
package import Storage

/// What of the city a submission needs.
package struct LeadOffice: Sendable {
    package let rule: LeadRule?
    package let clocks: LeadClocks
    package let units: Units
    package let chains: Set<String>
    package let provider: Provider
    package let today: Day
    /// Seconds east of Greenwich.
    package let zoneOffset: Int

    package init(
        rule: LeadRule?, clocks: LeadClocks, units: Units, chains: Set<String>,
        provider: Provider, today: Day, zoneOffset: Int
    ) {
        self.rule = rule
        self.clocks = clocks
        self.units = units
        self.chains = chains
        self.provider = provider
        self.today = today
        self.zoneOffset = zoneOffset
    }

    package init(_ folder: CityFolder, on today: Day) {
        self.init(
            rule: folder.leads(on: today), clocks: LeadClocks(folder, on: today),
            units: Units(folder.units),
            chains: Set(folder.taxonomy("chains", on: today)?.entries.map(\.id) ?? []),
            provider: folder.provider, today: today, zoneOffset: folder.zoneOffset)
    }
}

/// Which leads are meant.
package enum LeadView: String, Sendable, CaseIterable {
    case all, overdue, assess, answer, following, rejected, closed
    /// Of the reader's own unit.
    case sealed
}

package struct LeadFilter: Sendable, Hashable {
    package var view: LeadView
    package var unit: String?

    package init(_ view: LeadView = .all, unit: String? = nil) {
        self.view = view
        self.unit = unit
    }
}

extension Transaction {
    /// Keeps a lead in the name of the actor's unit and gives its number. `personSalt` are 16
    /// random bytes beside those of the occasion.
    package func submit(
        _ draft: LeadDraft, personSalt: [UInt8], office: LeadOffice, _ occasion: Occasion
    ) throws -> String {
        try occasion.actor.require(.submitLeads)
        var problems = draft.problems(chains: office.chains)
        if occasion.actor.unit == nil { problems.append(Problem("线索以单位的名义提交")) }
        guard problems.isEmpty, let unit = occasion.actor.unit else {
            throw ProjectRefusal(problems)
        }
        let today = office.today
        let last = try rows(
            """
            SELECT coalesce(max(running), 0) AS last FROM lead
            WHERE city_id = \(city) AND day = \(today)
            """
        ).first?.integer("last")
        let running = (last ?? 0) + 1
        let number = leadNumber(on: today, running: running)
        let (salt, personSalt) = (hexText(occasion.salt), hexText(personSalt))
        let introducer = introducerHash(
            name: draft.introducer, phone: draft.phone, salt: personSalt, by: office.provider)
        let canonical = canonicalLead(
            city: city, number: number, unit: unit, submittedAt: occasion.at,
            words: draft.words.json, introducerHash: introducer, salt: salt)
        let none = (day: Day?.none, isPublished: true)
        let assess =
            draft.isSealed ? none : due(office.clocks.assessment, after: today, office.clocks)
        let answer =
            draft.isSealed || !draft.hasIntroducer
            ? none : due(office.clocks.answer, after: today, office.clocks)
        try run(
            """
            INSERT INTO lead (city_id, number, day, running, unit_id, submitted_by, submitted_at,
                typed, investor_key, credit_code, introducer_hash, salt, hash, algorithm, sealed,
                state, assess_due, assess_known, answer_due, answer_known, version)
            VALUES (\(city), \(number), \(today), \(running), \(unit), \(occasion.actor.name),
                \(occasion.at), \(draft.words.json.text), \(draft.investorKey),
                \(draft.creditCode), \(introducer), \(salt),
                \(Digest(of: canonical, by: office.provider).hex), \(office.provider.digestName),
                \(draft.isSealed ? 1 : 0), \(LeadState.submitted.rawValue), \(assess.day),
                \(assess.isPublished ? 1 : 0), \(answer.day), \(answer.isPublished ? 1 : 0), \(1))
            """)
        if draft.hasIntroducer {
            try run(
                """
                INSERT INTO lead_introducer (city_id, lead, name, phone, salt)
                VALUES (\(city), \(number), \(draft.introducer), \(draft.phone), \(personSalt))
                """)
        }
        try tellLead(draft.isSealed ? "lead.sealed" : "lead.submitted", number, occasion)
        return number
    }

    /// The day on which something is due, and whether the calendar knows it.
    func due(
        _ rule: ClockRule?, after event: Day, _ clocks: LeadClocks
    ) -> (day: Day?, isPublished: Bool) {
        guard let due = rule?.due(after: event, by: clocks.calendar) else { return (nil, true) }
        return (due.day, due.isPublished)
    }

    /// The journal keeps that there is a lead and what was done, and of what is in it nothing.
    func tellLead(_ kind: String, _ number: String, act: Int64? = nil, _ occasion: Occasion) throws
    {
        try record(
            kind, on: Subject("lead", number), by: occasion.actor.name, at: occasion.at,
            body: .object(act.map { [JSONMember("act", .integer($0))] } ?? []))
    }

    // MARK: Reading

    /// One lead with everything that was done about it; nil where the reader sees no such lead.
    package func lead(_ number: String, for reader: LeadReader) throws -> Lead? {
        let found = try leads(where: "lead.number = \(number)", for: reader, order: "1", limit: 1)
        guard var lead = found.first else { return nil }
        let person = try introducers([number])[number]
        lead.acts = try rows(
            """
            SELECT * FROM lead_act WHERE city_id = \(city) AND lead = \(number)
            ORDER BY number LIMIT \(Limit.actsOfLead)
            """
        ).map { try LeadAct($0, hiding: MaskedPerson(person, for: reader)) }
        return lead
    }

    /// In the reader's sight: what is overdue, then what is to be assessed and answered, then the
    /// rest, the newest first.
    package func leads(
        _ filter: LeadFilter, on today: Day, for reader: LeadReader,
        limit: Limit = .leadsOnPage, offset: Int = 0
    ) throws -> [Lead] {
        try leads(
            where: condition(filter, today), for: reader,
            order: """
                CASE WHEN \(condition(of: .overdue, today)) THEN 0
                    WHEN \(condition(of: .assess, today)) THEN 1
                    WHEN \(condition(of: .answer, today)) THEN 2 ELSE 3 END,
                lead.submitted_at DESC, lead.number DESC
                """, limit: limit, offset: offset)
    }

    /// How many leads stand in each view of the list.
    package func leadCounts(
        unit: String?, on today: Day, for reader: LeadReader
    ) throws -> [LeadView: Int] {
        let columns = LeadView.allCases.map { view -> Query in
            """
            count(CASE WHEN \(condition(of: view, today)) THEN 1 END)
            AS \(Query.name("in_\(view.rawValue)"))
            """
        }
        let row = try rows(
            """
            SELECT \(Query.joined(columns, by: ",")) FROM lead
            WHERE lead.city_id = \(city) AND \(reader.condition)
                AND \(condition(LeadFilter(.all, unit: unit), today))
            """)[0]
        return try Dictionary(
            uniqueKeysWithValues: LeadView.allCases.map { ($0, try row.int("in_\($0.rawValue)")) })
    }

    /// The leads that wait for the reader to assess or answer them.
    package func waitingLeadWork(on today: Day, for reader: LeadReader) throws -> DueWork {
        let (assess, answer) = (condition(of: .assess, today), condition(of: .answer, today))
        return try rows(
            """
            SELECT count(*) AS n, min(due_on) AS first,
                coalesce(sum(CASE WHEN due_on < \(today) THEN 1 ELSE 0 END), 0) AS overdue
            FROM (
                SELECT CASE WHEN assess_day IS NULL THEN answer_day
                    WHEN answer_day IS NULL THEN assess_day
                    WHEN assess_day < answer_day THEN assess_day ELSE answer_day END AS due_on
                FROM (
                    SELECT CASE WHEN \(assess) AND lead.assessed_on IS NULL
                            THEN lead.assess_due END AS assess_day,
                        CASE WHEN \(answer) THEN lead.answer_due END AS answer_day
                    FROM lead
                    WHERE lead.city_id = \(city) AND \(reader.condition) AND \(reader.duty)
                        AND (\(assess) OR \(answer))) AS clocks) AS waiting
            """)[0].dueWork
    }

    /// Leads that led to a project, in the reader's sight.
    package func leads(ofProject id: Identifier, for reader: LeadReader) throws -> [Lead] {
        try leads(
            where: "lead.project_id = \(id)", for: reader, order: "lead.number",
            limit: .leadsOfProject)
    }

    /// Sealed leads of other units, without content; headquarters only, the newest first.
    package func sealedLeads(for reader: LeadReader) throws -> [SealedLead] {
        try rows(
            """
            SELECT lead.number, lead.unit_id, lead.submitted_at FROM lead
            WHERE lead.city_id = \(city) AND \(reader.sealedCondition)
            ORDER BY lead.submitted_at DESC, lead.number DESC LIMIT \(Limit.leadsListed)
            """
        ).map {
            SealedLead(
                number: try $0.text("number"), unit: try $0.text("unit_id"),
                submittedAt: try $0.instant("submitted_at"))
        }
    }

    private func condition(_ filter: LeadFilter, _ today: Day) -> Query {
        let view = condition(of: filter.view, today)
        guard let unit = filter.unit else { return view }
        return "\(view) AND (lead.unit_id = \(unit) OR lead.assigned_unit = \(unit))"
    }

    private func condition(of view: LeadView, _ today: Day) -> Query {
        switch view {
        case .all: "1 = 1"
        case .assess: "(lead.sealed = 0 AND lead.state IN ('submitted', 'experts'))"
        case .answer: "(lead.answer_due IS NOT NULL AND lead.answered_on IS NULL)"
        case .overdue:
            """
            ((lead.assess_due < \(today) AND lead.assessed_on IS NULL)
                OR (lead.answer_due < \(today) AND lead.answered_on IS NULL))
            """
        case .following: "lead.state = 'following'"
        case .rejected: "lead.state = 'rejected'"
        case .closed: "lead.state = 'closed'"
        case .sealed: "lead.sealed = 1"
        }
    }

    func leads(
        where condition: Query, for reader: LeadReader, order: Query, limit: Limit,
        offset: Int = 0
    ) throws -> [Lead] {
        let found = try rows(
            """
            SELECT lead.* FROM lead
            WHERE lead.city_id = \(city) AND \(reader.condition) AND \(condition)
            ORDER BY \(order) LIMIT \(limit) OFFSET \(offset)
            """)
        let persons = try introducers(try found.map { try $0.text("number") })
        return try found.map { row in
            try Lead(row, city: city, person: persons[try row.text("number")], for: reader)
        }
    }

    private func introducers(_ numbers: [String]) throws -> [String: LeadIntroducer] {
        var persons: [String: LeadIntroducer] = [:]
        for part in numbers.parts(of: .projectsPerStatement) {
            for row in try rows(
                """
                SELECT * FROM lead_introducer WHERE city_id = \(city) AND lead IN \(part)
                """)
            {
                persons[try row.text("lead")] = LeadIntroducer(
                    name: try row.optionalText("name"), phone: try row.optionalText("phone"))
            }
        }
        return persons
    }
}

extension MaskedPerson {
    fileprivate init(_ person: LeadIntroducer?, for reader: LeadReader) {
        self.init(
            name: person?.name, phone: person?.phone.flatMap { $0.isEmpty ? nil : $0 },
            among: [person?.name].compactMap(\.self), showing: reader.details)
    }
}

extension Lead {
    fileprivate init(
        _ row: ResultRow, city: String, person: LeadIntroducer?, for reader: LeadReader
    ) throws {
        guard let state = LeadState(rawValue: try row.text("state")) else {
            throw WrongColumn(column: "state")
        }
        let typed = try JSONValue(parsing: row.text("typed"))
        let masked = MaskedPerson(person, for: reader)
        func word(_ name: String) -> String { masked.masking(typed[name]?.string ?? "") }
        let canonical = canonicalLead(
            city: city, number: try row.text("number"), unit: try row.text("unit_id"),
            submittedAt: try row.instant("submitted_at"), words: typed,
            introducerHash: try row.text("introducer_hash"), salt: try row.text("salt"))
        self.init(
            number: try row.text("number"), version: try row.integer("version"),
            unit: try row.text("unit_id"), submittedBy: try row.text("submitted_by"),
            submittedAt: try row.instant("submitted_at"),
            words: LeadWords(
                what: word("what"), investor: word("investor"), origin: word("origin"),
                amount: word("amount"), chain: typed["chain"]?.string ?? "", note: word("note")),
            introducer: person.map { _ in
                LeadIntroducer(name: masked.name, phone: masked.phone)
            },
            hash: LeadHash(
                hex: try row.text("hash"), algorithm: try row.text("algorithm"),
                canonical: reader.seesPersons ? canonical : nil),
            isSealed: try row.flag("sealed"), state: state,
            assessment: LeadClock(
                dueOn: try row.optionalDay("assess_due"),
                isPublished: try row.flag("assess_known"),
                doneOn: try row.optionalDay("assessed_on")),
            answer: LeadClock(
                dueOn: try row.optionalDay("answer_due"),
                isPublished: try row.flag("answer_known"),
                doneOn: try row.optionalDay("answered_on")),
            assignedUnit: try row.optionalText("assigned_unit"),
            feedbackDue: state.isOpen ? try row.optionalDay("feedback_due") : nil,
            project: try row.optionalIdentifier("project_id"))
    }
}

extension LeadAct {
    fileprivate init(_ row: ResultRow, hiding person: MaskedPerson) throws {
        guard let kind = LeadActKind(rawValue: try row.text("kind")) else {
            throw WrongColumn(column: "kind")
        }
        self.init(
            number: try row.integer("number"), kind: kind,
            result: try row.optionalText("result"), happenedOn: try row.optionalDay("happened_on"),
            note: try row.optionalText("note").map(person.masking),
            toUnit: try row.optionalText("to_unit"),
            project: try row.optionalIdentifier("project_id"),
            unit: try row.optionalText("unit_id"), by: try row.text("recorded_by"),
            at: try row.instant("recorded_at"))
    }
}
