package import Basics
import Evidence
package import People
package import Storage
import Texts

/// What the journal tells of a change. What is said of companies in words stands outside the chain:
/// that a company is planned may be a secret for a time.
struct Told {
    var subjects: [Subject] = []
    var facts: [JSONMember] = []
    var words: [JSONMember] = []
}

extension Transaction {
    /// A company that no register has brought, with an identifier drawn before.
    package func addCompany(
        _ draft: CompanyDraft, id: Identifier, on grounds: Grounds, _ occasion: Occasion
    ) throws {
        try occasion.actor.require(.editCompanies)
        let added = try CompanyRecord.added(
            draft, id: id, holders: try draft.code.map(holders) ?? [],
            others: try companies(calledByLaw: draft.name), on: grounds)
        let company = added.company
        try save(grounds.source(by: occasion.actor.name, at: occasion.at))
        try run(
            """
            INSERT INTO company (city_id, id, name, name_key, standing, source_id, version)
            VALUES (\(city), \(id), \(company.name), \(pinyinKey(company.name)),
                \(company.standing.rawValue), \(grounds.id), 1)
            """)
        try saveNames(added.names.map { (id, $0) })
        try saveIdentifiers(added.identifiers.map { (id, $0) })
        try indexCompanies([id])
        try tell(
            "company.added", of: company,
            Told(
                facts: [JSONMember("standing", .string(company.standing.rawValue))],
                words: [JSONMember("name", .string(company.name))]
                    + added.identifiers.map { JSONMember($0.scheme.rawValue, .string($0.value)) }),
            grounds, occasion)
    }

    /// 更名. `version` is the one that the form showed.
    package func renameCompany(
        _ id: Identifier, version: Int64, to draft: NameDraft, on grounds: Grounds,
        _ occasion: Occasion
    ) throws {
        let others = try companies(calledByLaw: draft.name)
        try change(id, version, "company.renamed", grounds, occasion) { record in
            let before = record.company.name
            try record.rename(to: draft, others: others, on: grounds)
            return Told(
                facts: [since(draft.time)],
                words: [
                    JSONMember("before", .string(before)), JSONMember("name", .string(draft.name)),
                ])
        }
    }

    /// A short name, a brand, a foreign or an earlier name.
    package func addCompanyName(
        _ id: Identifier, version: Int64, _ draft: NameDraft, on grounds: Grounds,
        _ occasion: Occasion
    ) throws {
        try change(id, version, "company.named", grounds, occasion) { record in
            try record.add(draft, on: grounds)
            return Told(
                facts: [JSONMember("kind", JSONValue(draft.kind?.rawValue)), since(draft.time)],
                words: [JSONMember("name", .string(draft.name))])
        }
    }

    package func endCompanyName(
        _ id: Identifier, version: Int64, _ draft: EndDraft, on grounds: Grounds,
        _ occasion: Occasion
    ) throws {
        try change(id, version, "company.name_ended", grounds, occasion) { record in
            try record.endName(draft, on: grounds)
            let ended = record.names.first { $0.number == draft.number }
            return Told(
                facts: [until(draft)],
                words: ended.map { [JSONMember("name", .string($0.name))] } ?? [])
        }
    }

    package func identifyCompany(
        _ id: Identifier, version: Int64, _ draft: IdentifierDraft, on grounds: Grounds,
        _ occasion: Occasion
    ) throws {
        let holders = try holders(of: draft)
        try change(id, version, "company.identified", grounds, occasion) { record in
            try record.identify(draft, holders: holders, on: grounds)
            return Told(
                facts: [
                    JSONMember("scheme", JSONValue(draft.scheme?.rawValue)), since(draft.time),
                ], words: [JSONMember("value", .string(draft.value))])
        }
    }

    package func endCompanyIdentifier(
        _ id: Identifier, version: Int64, _ draft: EndDraft, on grounds: Grounds,
        _ occasion: Occasion
    ) throws {
        try change(id, version, "company.identifier_ended", grounds, occasion) { record in
            try record.endIdentifier(draft, on: grounds)
            let ended = record.identifiers.first { $0.number == draft.number }
            return Told(
                facts: [JSONMember("scheme", JSONValue(ended?.scheme.rawValue)), until(draft)],
                words: ended.map { [JSONMember("value", .string($0.value))] } ?? [])
        }
    }

    /// A parent that controls the company, or another shareholder.
    package func holdCompany(
        _ id: Identifier, version: Int64, by draft: ParentDraft, on grounds: Grounds,
        _ occasion: Occasion
    ) throws {
        let parent = try meant(by: draft.parent)
        let links = try parent.company.map { try controllingLinks(above: $0.id) } ?? []
        let known = try linkedCompanies(links)
        try change(id, version, "company.held", grounds, occasion) { record in
            var names = known
            for other in try companies(Set(record.parents.map(\.parent))) {
                names[other.id] = other.name
            }
            names[id] = record.company.name
            if let company = parent.company { names[company.id] = company.name }
            try record.hold(
                by: draft, meaning: parent, links: links, names: names, on: grounds)
            let link = record.parents.last
            return Told(
                subjects: parent.company.map { [$0.subject] } ?? [],
                facts: [
                    JSONMember("basis_points", JSONValue(link?.share?.basisPoints)),
                    JSONMember("controlling", .bool(draft.isControlling)), since(draft.time),
                ])
        }
    }

    package func endCompanyParent(
        _ id: Identifier, version: Int64, _ draft: EndDraft, on grounds: Grounds,
        _ occasion: Occasion
    ) throws {
        try change(id, version, "company.parent_ended", grounds, occasion) { record in
            try record.endParent(draft, on: grounds)
            let ended = record.parents.first { $0.number == draft.number }
            return Told(
                subjects: ended.map { [Subject("company", $0.parent.text)] } ?? [],
                facts: [until(draft)])
        }
    }

    /// A planned company, or one from abroad, becomes the registered one.
    package func registerCompany(
        _ id: Identifier, version: Int64, as draft: RegistrationDraft, on grounds: Grounds,
        _ occasion: Occasion
    ) throws {
        let holders = try holders(of: draft.code)
        let others = try companies(calledByLaw: draft.name)
        try change(id, version, "company.registered", grounds, occasion) { record in
            let before = record.company
            try record.register(draft, holders: holders, others: others, on: grounds)
            return Told(
                facts: [
                    JSONMember("standing_before", .string(before.standing.rawValue)),
                    JSONMember("since", JSONValue(draft.since.day?.description)),
                ],
                words: [
                    JSONMember("before", .string(before.name)),
                    JSONMember("name", .string(draft.name)),
                    JSONMember("uscc", .string(draft.code.value)),
                ])
        }
    }

    /// Load, decide, save, record: refused when somebody saved since the form was shown.
    func change(
        _ id: Identifier, _ version: Int64, _ kind: String, _ grounds: Grounds,
        _ occasion: Occasion, _ decide: (inout CompanyRecord) throws -> Told
    ) throws {
        try occasion.actor.require(.editCompanies)
        guard let before = try companyRecord(id) else { throw UnknownCompany() }
        try requireStanding(before.company)
        guard before.company.version == version else {
            let stored = try rows(
                "SELECT * FROM company WHERE city_id = \(city) AND id = \(id)")
            throw StaleVersion(
                subject: before.company.subject, version: version, stored: stored.first)
        }
        var record = before
        let told = try decide(&record)
        try save(grounds.source(by: occasion.actor.name, at: occasion.at))
        try save(record, before: before)
        try tell(kind, of: record.company, told, grounds, occasion)
    }

    /// What was the company's is another's now: changes are made there.
    func requireStanding(_ company: Company) throws {
        guard let into = company.mergedInto else { return }
        let name = try companies([into]).first?.name ?? into.text
        throw CompanyRefusal([
            Problem("“\(company.name)”已经并入“\(name)”（\(into.text)），请改那一家", at: .field("id"))
        ])
    }

    private func tell(
        _ kind: String, of company: Company, _ told: Told, _ grounds: Grounds,
        _ occasion: Occasion
    ) throws {
        try record(
            kind, on: [company.subject] + told.subjects, by: occasion.actor.name, at: occasion.at,
            body: .object(told.facts + [JSONMember("source", .string(grounds.id.text))]),
            personal: told.words.isEmpty
                ? nil : PersonalPart(.object(told.words), salt: occasion.salt))
    }
}

private func since(_ time: TypedTime) -> JSONMember {
    JSONMember("since", JSONValue(time.since.day?.description))
}

private func until(_ draft: EndDraft) -> JSONMember {
    JSONMember("until", JSONValue(draft.until.day?.description))
}
