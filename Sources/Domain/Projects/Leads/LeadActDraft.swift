import Basics
import Companies
package import People
import Rules
package import Storage
import Texts

/// Something done about a lead, as it was typed.
package struct LeadActDraft: Sendable, Hashable {
    package let kind: LeadActKind?
    let result: String
    let rejection: String
    let on: String
    let way: String
    let closing: String
    let note: String?
    let toUnit: String
    let project: String

    /// By the names of the form's fields: `act`, and as it needs `result`, `rejection`, `on`,
    /// `way`, `closing`, `note`, `to`, `project`.
    package init(_ field: (String) -> String?) {
        func typed(_ name: String) -> String { trimmed(field(name) ?? "") }
        kind = field("act").flatMap(LeadActKind.init)
        result = typed("result")
        rejection = typed("rejection")
        on = typed("on")
        way = typed("way")
        closing = typed("closing")
        note = typed("note").isEmpty ? nil : typed("note")
        toUnit = typed("to")
        project = typed("project")
    }
}

/// An act that can be kept, and what it makes of the lead.
private struct CheckedAct {
    let kind: LeadActKind
    var result: String?
    var happenedOn: Day?
    var toUnit: String?
    var project: Identifier?
    /// What the lead's own row says then.
    var change: Query = "state = state"
}

extension Transaction {
    /// Records what was done about a lead as it stood at `version`; refused with every reason at
    /// once.
    package func act(
        _ draft: LeadActDraft, on number: String, version: Int64, office: LeadOffice,
        _ occasion: Occasion
    ) throws {
        try occasion.actor.require(.submitLeads)
        let reader = LeadReader(occasion.actor, units: office.units)
        guard let lead = try lead(number, for: reader) else { throw UnknownLead() }
        let checked = try checked(draft, lead, reader, office, occasion)
        let row: Query = "city_id = \(city) AND number = \(number)"
        _ = try update(
            Subject("lead", number), from: version,
            """
            UPDATE lead SET \(checked.change), version = version + 1
            WHERE \(row) AND version = \(version) RETURNING version
            """, current: "SELECT number, version FROM lead WHERE \(row)")
        let act = try nextNumber(of: "lead_act")
        try run(
            """
            INSERT INTO lead_act (city_id, number, lead, kind, result, happened_on, note, to_unit,
                project_id, unit_id, recorded_by, recorded_at)
            VALUES (\(city), \(act), \(number), \(checked.kind.rawValue), \(checked.result),
                \(checked.happenedOn), \(draft.note), \(checked.toUnit), \(checked.project),
                \(occasion.actor.unit), \(occasion.actor.name), \(occasion.at))
            """)
        try tellLead("lead.\(checked.kind.rawValue)", number, act: act, occasion)
    }

    private func checked(
        _ draft: LeadActDraft, _ lead: Lead, _ reader: LeadReader, _ office: LeadOffice,
        _ occasion: Occasion
    ) throws -> CheckedAct {
        guard let kind = draft.kind else {
            throw ProjectRefusal([Problem("请选办了什么", at: .field("act"))])
        }
        var problems: [Problem] = []
        if !lead.isAllowed(kind, reader) {
            problems.append(Problem("您的单位不能办“\(kind.label)”这一步"))
        }
        if let problem = lead.problem(of: kind) { problems.append(problem) }
        if let note = draft.note {
            checkLength(note, "note", .lettersOfLeadNote, &problems)
            checkNoPhone(note, "note", &problems)
        }
        var act = CheckedAct(kind: kind)
        switch kind {
        case .assessed: assess(draft, lead, office, &act, &problems)
        case .answered: answer(draft, lead, office, &act, &problems)
        case .assigned: assign(draft, lead, office, &act, &problems)
        case .reported:
            if draft.note == nil { problems.append(Problem("请写办到哪一步", at: .field("note"))) }
            act.happenedOn = office.today
            act.change = "feedback_due = \(office.clocks.feedback?.due(after: office.today))"
        case .tied: try tie(draft, lead, occasion, &act, &problems)
        case .closed: close(draft, &act, &problems)
        case .unsealed:
            let assess = due(office.clocks.assessment, after: office.today, office.clocks)
            let answer =
                lead.introducer == nil
                ? (day: nil, isPublished: true)
                : due(office.clocks.answer, after: office.today, office.clocks)
            act.change = """
                sealed = 0, assess_due = \(assess.day),
                assess_known = \(assess.isPublished ? 1 : 0),
                answer_due = \(answer.day), answer_known = \(answer.isPublished ? 1 : 0)
                """
        }
        guard problems.isEmpty else { throw ProjectRefusal(problems) }
        return act
    }

    private func assess(
        _ draft: LeadActDraft, _ lead: Lead, _ office: LeadOffice, _ act: inout CheckedAct,
        _ problems: inout [Problem]
    ) {
        switch LeadAssessment(rawValue: draft.result) {
        case .follow:
            act.result = draft.result
            act.change = """
                state = 'following', assessed_on = coalesce(assessed_on, \(office.today))
                """
        case .reject:
            if office.rule?.rejection(draft.rejection) == nil {
                problems.append(Problem("请选为什么不是线索", at: .field("rejection")))
            }
            act.result = draft.rejection
            act.change = """
                state = 'rejected', assessed_on = coalesce(assessed_on, \(office.today))
                """
        case .experts:
            if lead.state == .experts {
                problems.append(Problem("已经请专家论证", at: .field("result")))
            }
            act.result = draft.result
            // The longer clock starts where the shorter one did.
            let longer = due(
                office.clocks.experts, after: clockStart(of: lead, office), office.clocks)
            act.change = """
                state = 'experts', assess_due = coalesce(\(longer.day), assess_due),
                assess_known = \(longer.isPublished ? 1 : 0)
                """
        case nil: problems.append(Problem("请选研判结果", at: .field("result")))
        }
    }

    /// The day on which the lead could first be worked on.
    private func clockStart(of lead: Lead, _ office: LeadOffice) -> Day {
        let start = lead.acts.first { $0.kind == .unsealed }?.at ?? lead.submittedAt
        return start.day(offset: office.zoneOffset)
    }

    private func answer(
        _ draft: LeadActDraft, _ lead: Lead, _ office: LeadOffice, _ act: inout CheckedAct,
        _ problems: inout [Problem]
    ) {
        let day = checkedDay(
            draft.on, "on", missing: "请写哪一天答复", today: office.today, &problems)
        if let day, day < lead.submittedAt.day(offset: office.zoneOffset) {
            problems.append(Problem("答复早于线索登记", at: .field("on")))
        }
        if LeadAnswerWay(rawValue: draft.way) == nil {
            problems.append(Problem("请选怎样答复", at: .field("way")))
        }
        if draft.note == nil {
            problems.append(Problem("请写答复了什么", at: .field("note")))
        }
        act.result = draft.way
        act.happenedOn = day
        act.change = "answered_on = coalesce(answered_on, \(day))"
    }

    private func assign(
        _ draft: LeadActDraft, _ lead: Lead, _ office: LeadOffice, _ act: inout CheckedAct,
        _ problems: inout [Problem]
    ) {
        let place = Place.field("to")
        if office.units[draft.toUnit].map({ $0.exists(on: office.today) }) != true {
            problems.append(Problem("请选分派给哪个单位", at: place))
        } else if draft.toUnit == lead.unit || draft.toUnit == lead.assignedUnit {
            problems.append(Problem("这条线索已经在这个单位", at: place))
        }
        act.toUnit = draft.toUnit
        act.change = """
            assigned_unit = \(draft.toUnit),
            feedback_due = \(office.clocks.feedback?.due(after: office.today))
            """
    }

    private func tie(
        _ draft: LeadActDraft, _ lead: Lead, _ occasion: Occasion, _ act: inout CheckedAct,
        _ problems: inout [Problem]
    ) throws {
        let id = Identifier(draft.project)
        let found = try id.flatMap { try self.project($0, visibleTo: occasion.actor.sight) }
        if found.map({ $0.unit == lead.unit || $0.unit == lead.assignedUnit }) != true {
            problems.append(Problem("请选这个单位台账里的项目", at: .field("project")))
        }
        act.project = id
        act.change = "project_id = \(id)"
    }

    private func close(
        _ draft: LeadActDraft, _ act: inout CheckedAct, _ problems: inout [Problem]
    ) {
        if LeadClosing(rawValue: draft.closing) == nil {
            problems.append(Problem("请选为什么结束", at: .field("closing")))
        }
        act.result = draft.closing
        act.change = "state = 'closed'"
    }
}
