import Basics
import Pages
import People
import Projects
import Rules
import Storage

/// 线索: submitted in two minutes, assessed, answered, assigned; some sealed.
func leadRoutes() -> [Route] {
    [
        .get("/leads", .may(.seeProjects)) { ask in .page(try await leadsPage(ask).page) },
        .get("/leads/new", .may(.submitLeads)) { ask in
            .page(LeadFormPage(chains: ask.leadNames.chains).page)
        },
        .post("/leads", .may(.submitLeads)) { ask in
            do {
                let number = try await ask.submitLead()
                return .redirect(to: .leadReceipt(number), said: "已登记，这是回执。")
            } catch let refusal as ProjectRefusal {
                let values = ask.form.refused(refusal.problems)
                return .page(
                    LeadFormPage(chains: ask.leadNames.chains, values: values).page,
                    .unprocessable)
            }
        },
        .get("/leads/{lead}", .may(.seeProjects)) { ask in .page(try await leadPage(ask).page) },
        .post("/leads/{lead}", .may(.submitLeads), answer: actOnLead),
        .get("/leads/{lead}/receipt", .may(.seeProjects)) { ask in
            .page(LeadReceiptPage(lead: try await ask.lead(), names: ask.leadNames).page)
        },
    ]
}

/// A refusal shows the lead again with what was typed.
private func actOnLead(_ ask: Ask) async throws -> Answer {
    do {
        try await ask.actOnLead()
    } catch let refusal as any Refusal where refusal is ProjectRefusal || refusal is StaleVersion {
        return .page(
            try await leadPage(ask, ask.form.refused(refusal.problems)).page, .unprocessable)
    }
    return .redirect(to: .lead(try ask.text("lead")), said: "已记下。")
}

func leadsPage(_ ask: Ask, _ part: ListPart? = nil) async throws -> LeadsPage {
    let view = ask.query["view"].flatMap(LeadView.init) ?? .all
    let (reader, today, number) = (try ask.leadReader, ask.today, ask.pageNumber)
    let (unit, query, names) = (ask.query["unit"], ask.query, ask.leadNames)
    let maySubmit = try ask.may(.submitLeads)
    return try await ask.store.read { tx in
        let counts = try tx.leadCounts(unit: unit, on: today, for: reader)
        let list = ListPage(
            part, number: number, size: .leadsOnPage, total: counts[view] ?? 0)
        return LeadsPage(
            leads: try tx.leads(
                LeadFilter(view, unit: unit), on: today, for: reader, limit: Limit(list.size),
                offset: list.offset),
            sealed: view == .sealed ? try tx.sealedLeads(for: reader) : [], view: view,
            counts: counts, query: query, list: list, names: names, today: today,
            maySubmit: maySubmit)
    }
}

private func leadPage(
    _ ask: Ask, _ values: FormValues = FormValues()
) async throws -> LeadPage {
    let (reader, number, sight) = (try ask.leadReader, try ask.text("lead"), try ask.sight)
    let names = ask.leadNames
    let (lead, projects) = try await ask.store.read { tx in
        let lead = try tx.lead(number, for: reader).orNoSuchPage()
        var projects: [Project] = []
        if lead.state == .following {
            for unit in [lead.unit, lead.assignedUnit].compactMap(\.self) {
                projects += try tx.projects(ProjectFilter(unit: unit), visibleTo: sight)
            }
        }
        if let id = lead.project, !projects.contains(where: { $0.id == id }),
            let tied = try tx.project(id, visibleTo: sight)
        {
            projects.append(tied)
        }
        return (lead, projects)
    }
    return LeadPage(
        lead: lead, names: names, today: ask.today,
        acts: lead.openActs(for: reader),
        units: names.units.present.filter { $0 != lead.unit && $0 != lead.assignedUnit },
        projects: projects, values: values)
}

extension Ask {
    var leadReader: LeadReader {
        get throws { LeadReader(.member(try member), units: city.units) }
    }

    var leadNames: LeadNames {
        LeadNames(
            units: unitNames, chains: city.folder.taxonomy("chains", on: today)?.entries ?? [],
            rule: city.folder.leads(on: today), zoneOffset: city.folder.zoneOffset)
    }

    /// The lead of the path.
    func lead() async throws -> Lead {
        let (reader, number) = (try leadReader, try text("lead"))
        return try await store.read { tx in try tx.lead(number, for: reader) }.orNoSuchPage()
    }

    /// Every field letter by letter, as it was typed.
    func submitLead() async throws -> String {
        let draft = LeadDraft { form.values[$0] }
        let (office, salt, by) = (
            LeadOffice(city.folder, on: today), world.bytes(16), try occasion
        )
        return try await store.write { tx in
            try tx.submit(draft, personSalt: salt, office: office, by)
        }
    }

    func actOnLead() async throws {
        let (number, draft) = (try text("lead"), LeadActDraft { form[$0] })
        let version = form["version"].flatMap { Int64($0) } ?? 0
        let (office, by) = (LeadOffice(city.folder, on: today), try occasion)
        do {
            try await store.write { tx in
                try tx.act(draft, on: number, version: version, office: office, by)
            }
        } catch is UnknownLead {
            throw NoSuchPage()
        }
    }
}
