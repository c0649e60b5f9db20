import Basics
import Companies
import Pages
import People
import Projects
import Rules
import Storage

/// The register of companies. All members who see projects see it whole.
package func companyRoutes() -> [Route] {
    [
        .get("/companies", .may(.seeProjects)) { ask in .page(try await companiesPage(ask).page) },
        .get("/companies/{id}", .may(.seeProjects)) { ask in
            .page(try await companyPage(ask).page)
        },
        .get("/companies/{id}/group", .may(.seeProjects)) { ask in
            .page(try await companyGroupPage(ask).page)
        },
        .post(
            "/companies/import", .may(.importRecords), takesFiles: true,
            answer: importCompanies),
    ] + companyFormRoutes() + mergingRoutes() + duplicateRoutes()
}

func companiesPage(
    _ ask: Ask, _ part: ListPart? = nil, problems: [Problem] = [], notes: [Problem] = [],
    trial: [ImportTrial] = []
) async throws -> CompaniesPage {
    let query = ask.query
    let number = ask.pageNumber
    let mayImport = try ask.may(.importRecords)
    let mayEdit = try ask.may(.editCompanies)
    let layouts = ask.city.folder.columnLayouts(on: ask.today).map {
        Choice($0.id, name: $0.name)
    }
    // After a trial the next step is the import itself.
    let values =
        trial.isEmpty
        ? ask.form.values
        : FormValues([AddressItem("columns", ask.form["columns"] ?? "")])
    return try await ask.store.read { tx in
        let search = try tx.searchCompanies(query["q"])
        let list = ListPage(
            part, number: number, size: .companiesOnPage, total: search.total)
        return CompaniesPage(
            companies: try tx.companies(
                of: search, limit: Limit(list.size), offset: list.offset),
            query: query, list: list, isCut: search.isCut, problems: problems, notes: notes,
            trial: trial, values: values, layouts: layouts, mayImport: mayImport,
            mayEdit: mayEdit)
    }
}

func companyPage(_ ask: Ask) async throws -> CompanyPage {
    let id = try ask.identifier(.company)
    let sight = try ask.sight
    let unitNames = ask.unitNames
    let (kinds, reader, today) = (ask.companyKinds, try ask.contactReader, ask.today)
    let zone = ask.city.folder.zoneOffset
    let mayEdit = try ask.may(.editCompanies)
    let mayRecord = try ask.may(.recordContacts)
    return try await ask.store.read { tx in
        let profile = try tx.companyProfile(id).orNoSuchPage()
        return CompanyPage(
            profile: profile,
            projects: try tx.projects(investedBy: profile.record, visibleTo: sight),
            listings: try tx.lists(naming: id),
            contacts: try tx.contacts(of: id, for: reader), reader: reader, kinds: kinds,
            units: unitNames, today: today, zoneOffset: zone, mayEdit: mayEdit,
            mayRecord: mayRecord)
    }
}

func companyGroupPage(_ ask: Ask) async throws -> CompanyGroupPage {
    let id = try ask.identifier(.company)
    return try await ask.store.read { tx in
        let company = try tx.companyStanding(for: id).orNoSuchPage()
        return CompanyGroupPage(
            company: company, group: try tx.companyGroup(of: company.id).orNoSuchPage())
    }
}
