import Basics
import Companies
import Pages
import People
import Projects
import Rules
import Storage

/// Meetings with companies, each in the sight of who asks and with what is hidden from them hidden;
/// and the page before a meeting.
func contactRoutes() -> [Route] {
    [
        .get("/contacts", .may(.seeProjects)) { ask in .page(try await contactsPage(ask).page) },
        .get("/contacts/export", .may(.export), answer: exportContacts),
        .get("/contacts/{number}", .may(.seeProjects)) { ask in
            .page(try await contactPage(ask).page)
        },
        .post("/contacts/{number}", .may(.recordContacts)) { ask in
            try await saving(ask, said: "对接记录已更正。") { try await ask.changeContact() }
        },
        .post("/contacts/{number}/completion", .may(.recordContacts)) { ask in
            try await saving(ask, to: .contacts(), said: "已办结。") {
                try await ask.completeContact()
            }
        },
        .post("/contacts/{number}/withdrawal", .may(.recordContacts)) { ask in
            try await saving(ask, said: "已撤回。") { try await ask.withdrawContact() }
        },
        .get("/companies/{id}/contacts", .may(.recordContacts)) { ask in
            .page(try await newContactPage(ask).page)
        },
        .post("/companies/{id}/contacts", .may(.recordContacts)) { ask in
            let id = try ask.identifier(.company)
            do {
                _ = try await ask.recordContact()
            } catch let refusal as CompanyRefusal {
                let values = ask.form.refused(refusal.problems)
                return .page(try await newContactPage(ask, values).page, .unprocessable)
            }
            return .redirect(to: .company(id), anchor: "contacts", said: "对接记录已登记。")
        },
        .get("/companies/{id}/brief", .may(.seeProjects)) { ask in
            .page(try await companyBriefPage(ask).page)
        },
    ]
}

/// A refusal shows the record again, with what was typed and what is stored now.
private func saving(
    _ ask: Ask, to place: Address? = nil, said: Phrase, _ work: () async throws -> Void
) async throws -> Answer {
    do {
        try await work()
    } catch let refusal as any Refusal where refusal is CompanyRefusal || refusal is StaleVersion {
        let values = ask.form.refused(refusal.problems)
        return .page(try await contactPage(ask, values).page, .unprocessable)
    }
    return .redirect(to: try place ?? .contact(Int64(ask.number("number"))), said: said)
}

/// `isWhole` gives every record of the view.
func contactsPage(
    _ ask: Ask, _ part: ListPart? = nil, isWhole: Bool = false
) async throws -> ContactsPage {
    let filter = ask.query["view"].flatMap(ContactFilter.init) ?? .due
    let (reader, today, number) = (try ask.contactReader, ask.today, ask.pageNumber)
    let (contacts, companies, counts, list) = try await ask.store.read { tx in
        var counts: [ContactFilter: Int] = [:]
        for filter in ContactFilter.allCases {
            counts[filter] = try tx.contactCount(filter, on: today, for: reader)
        }
        let total = counts[filter] ?? 0
        let list =
            isWhole
            ? ListPage(
                offset: 0, size: min(total, Limit.exportedContacts.count),
                total: total)
            : ListPage(part, number: number, size: .contactsOnPage, total: total)
        let contacts = try tx.contacts(
            filter, on: today, for: reader, limit: Limit(list.size), offset: list.offset)
        return (contacts, try tx.companies(Set(contacts.map(\.company))), counts, list)
    }
    return ContactsPage(
        contacts: contacts,
        companies: Dictionary(
            companies.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }),
        units: ask.unitNames, filter: filter, counts: counts, list: list, today: today,
        reader: reader, mayRecord: try ask.may(.recordContacts), mayExport: try ask.may(.export))
}

func contactPage(
    _ ask: Ask, _ values: FormValues = FormValues()
) async throws -> ContactFormPage {
    let (number, reader) = (Int64(try ask.number("number")), try ask.contactReader)
    let (contact, earlier, company) = try await ask.store.read { tx in
        let contact = try tx.contact(number, for: reader).orNoSuchPage()
        return (
            contact, try tx.earlierContacts(number, for: reader),
            try tx.companies([contact.company]).first.orNoSuchPage()
        )
    }
    return ContactFormPage(
        company: company, contact: contact, earlier: earlier, units: ask.unitNames,
        choices: try ask.recordingChoices, today: ask.today, reader: reader, values: values)
}

private func newContactPage(
    _ ask: Ask, _ values: FormValues = FormValues()
) async throws -> ContactFormPage {
    let id = try ask.identifier(.company)
    let found = try await ask.store.read { tx in try tx.companies([id]).first }
    return ContactFormPage(
        company: try found.orNoSuchPage(), units: ask.unitNames,
        choices: try ask.recordingChoices, today: ask.today, reader: try ask.contactReader,
        values: values)
}

private func exportContacts(_ ask: Ask) async throws -> Answer {
    let page = try await contactsPage(ask, isWhole: true)
    return try await ask.export(
        "contacts.exported", on: [],
        [
            JSONMember("count", JSONValue(page.contacts.count)),
            JSONMember("view", .string(page.filter.rawValue)),
        ], name: "对接记录"
    ) { stamp in contactBook(page, lexicon: ask.lexicon, stamp: stamp) }
}

func companyBriefPage(_ ask: Ask) async throws -> CompanyBriefPage {
    let id = try ask.identifier(.company)
    let folder = ask.city.folder
    let (reader, today) = (try ask.contactReader, ask.today)
    return try await ask.store.read { tx in
        let company = try tx.companyStanding(for: id).orNoSuchPage()
        return try tx.companyBrief(of: company.id, for: reader, in: folder, today: today)
            .orNoSuchPage()
    }
}

extension Ask {
    var contactReader: ContactReader {
        get throws { ContactReader(.member(try member)) }
    }

    fileprivate var recordingChoices: [String] {
        get throws {
            try may(.recordContacts)
                ? recordingUnits(.member(try member), city.units, today) : []
        }
    }

    private var contactDraft: ContactDraft {
        ContactDraft(
            unit: form["unit"], metOn: form["met_on"], post: form["post"],
            person: form["person"], phone: form["phone"], said: form["said"],
            nextStep: form["next_step"], due: form["due"])
    }

    private var contactVersion: Int64 { form["version"].flatMap { Int64($0) } ?? 0 }

    /// The record that the form describes; gives its number.
    func recordContact() async throws -> Int64 {
        let id = try identifier(.company)
        let (draft, units, today, by) = (contactDraft, city.units, today, try occasion)
        do {
            return try await store.write { tx in
                try tx.recordContact(of: id, draft, units: units, today: today, by)
            }
        } catch is UnknownCompany {
            throw NoSuchPage()
        }
    }

    func changeContact() async throws {
        let (draft, units, today, by) = (contactDraft, city.units, today, try occasion)
        try await changing { tx, number, version in
            try tx.changeContact(
                number, version: version, draft, units: units, today: today, by)
        }
    }

    func completeContact() async throws {
        let (today, by) = (today, try occasion)
        try await changing { tx, number, version in
            try tx.completeContact(number, version: version, on: today, by)
        }
    }

    func withdrawContact() async throws {
        let (reason, by) = (form["reason"], try occasion)
        try await changing { tx, number, version in
            try tx.withdrawContact(number, version: version, reason: reason, by)
        }
    }

    private func changing(
        _ work: @escaping @Sendable (any Transaction, Int64, Int64) throws -> Void
    ) async throws {
        let (number, version) = (Int64(try number("number")), contactVersion)
        do {
            try await store.write { tx in try work(tx, number, version) }
        } catch is UnknownContact {
            throw NoSuchPage()
        }
    }
}
