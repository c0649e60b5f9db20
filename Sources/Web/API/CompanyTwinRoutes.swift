import Basics
import Companies
import Evidence
import Pages
import People
import Storage

/// The twins of companies: read by all who see projects, changed by who may on the page.
func companyTwins() -> [Route] {
    let reading: [Route] = [
        .get("/api/v1/companies", .may(.seeProjects)) { ask in
            .json(try await companiesPage(ask, try ListPart(ask.query)).json)
        }.says("企业名录", query: [.text("q")] + ListPart.fields, gives: "Companies"),
        .get("/api/v1/companies/{id}", .may(.seeProjects)) { ask in
            .json(try await companyPage(ask).json)
        }.says("一家企业：名称、号码、上级和它在本市的项目", gives: "Company"),
        .get("/api/v1/companies/{id}/group", .may(.seeProjects)) { ask in
            .json(try await companyGroupPage(ask).json)
        }.says("一家企业所在的集团，从最终控股方往下", gives: "CompanyGroup"),
        .post("/api/v1/companies", .may(.editCompanies)) { ask in
            let id = try await ask.addCompany()
            let profile = try await ask.store.read { tx in try tx.companyProfile(id) }
            return .json(try profile.orNoSuchPage().json, .created)
        }.says(
            "新增名录里没有的企业",
            body: [
                .text("name"), .word("standing", CompanyStanding.allCases.map(\.rawValue)),
                .word("scheme", schemes), .text("value"),
            ] + sourceFields, gives: "Company"),
    ]
    return reading + changingTwins() + endingTwins() + mergingTwins()
}

private func changingTwins() -> [Route] {
    [
        .post("/api/v1/companies/{id}/name", .may(.editCompanies)) { ask in
            try await change(ask, .name)
        }.says("更名，version 须是看到的那一版", body: body(.name), gives: "Company"),
        .post("/api/v1/companies/{id}/names", .may(.editCompanies)) { ask in
            try await change(ask, .names)
        }.says("增加简称、品牌、外文名或曾用名", body: body(.names), gives: "Company"),
        .post("/api/v1/companies/{id}/identifiers", .may(.editCompanies)) { ask in
            try await change(ask, .identifiers)
        }.says("增加号码", body: body(.identifiers), gives: "Company"),
        .post("/api/v1/companies/{id}/parents", .may(.editCompanies)) { ask in
            try await change(ask, .parents)
        }.says("增加上级或股东，controlling 为 1 是控股", body: body(.parents), gives: "Company"),
        .post("/api/v1/companies/{id}/registration", .may(.editCompanies)) { ask in
            try await change(ask, .registration)
        }.says("拟设或境外的企业成为已登记的", body: body(.registration), gives: "Company"),
        .post("/api/v1/companies/{id}/recognitions", .may(.editCompanies)) { ask in
            try await change(ask, .recognitions)
        }.says("登记一项认定", body: body(.recognitions), gives: "Company"),
    ]
}

private func endingTwins() -> [Route] {
    let ending: [RouteField] = [.number("version"), .number("number"), .text("until")]
    return [
        .post("/api/v1/companies/{id}/names/ending", .may(.editCompanies)) { ask in
            try await end(ask, .names)
        }.says("终止一个名称，number 是它的序号", body: ending + sourceFields, gives: "Company"),
        .post("/api/v1/companies/{id}/identifiers/ending", .may(.editCompanies)) { ask in
            try await end(ask, .identifiers)
        }.says("终止一个号码，number 是它的序号", body: ending + sourceFields, gives: "Company"),
        .post("/api/v1/companies/{id}/parents/ending", .may(.editCompanies)) { ask in
            try await end(ask, .parents)
        }.says("终止一个上级或股东，number 是它的序号", body: ending + sourceFields, gives: "Company"),
        .post("/api/v1/companies/{id}/recognitions/ending", .may(.editCompanies)) { ask in
            try await end(ask, .recognitions)
        }.says(
            "一项认定终止，revoked 为 1 是被撤销",
            body: ending + [.number("revoked")] + sourceFields, gives: "Company"),
    ]
}

private func mergingTwins() -> [Route] {
    let pair: [RouteField] = [.text("left"), .text("right")]
    return [
        .get("/api/v1/companies/duplicates", .may(.seeProjects)) { ask in
            let part = try ListPart(ask.query, most: .duplicatesInPart)
            return .json(try await duplicatesPage(ask, part).json)
        }.says(
            "可能记了两次的企业，state 为 settled 是已定的", query: [.text("state")] + ListPart.fields,
            gives: "CompanyDuplicates"),
        .post("/api/v1/companies/duplicates", .may(.editCompanies)) { ask in
            try await ask.reviewDuplicateNamed()
            return .json(try await duplicatesPage(ask).json)
        }.says(
            "对一对企业下结论",
            body: pair + [
                .word("verdict", DuplicateVerdict.allCases.map(\.rawValue)), .text("note"),
            ],
            gives: "CompanyDuplicates"),
        .delete("/api/v1/companies/duplicates", .may(.editCompanies)) { ask in
            _ = try await ask.reviewDuplicate(nil)
            return .json(try await duplicatesPage(ask).json)
        }.says("撤回自己的结论", body: pair, gives: "CompanyDuplicates"),
        .get("/api/v1/companies/{id}/merging", .may(.editCompanies)) { ask in
            .json(try await mergingPage(ask).json)
        }.says("并入另一家会怎样，into 是那一家", query: [.text("into")], gives: "CompanyMerging"),
        .post("/api/v1/companies/{id}/merging", .may(.editCompanies)) { ask in
            try await told { _ = try await ask.mergeCompany() }
            return .json(try await companyPage(ask).json)
        }.says(
            "并入另一家，两个 version 须是看到的那一版",
            body: [.text("into"), .number("version"), .number("into_version")] + sourceFields,
            gives: "Company"),
        .get("/api/v1/companies/{id}/unmerging", .may(.editCompanies)) { ask in
            .json(try await unmergingPage(ask).json)
        }.says("撤销合并会怎样", gives: "CompanyUnmerging"),
        .post("/api/v1/companies/{id}/unmerging", .may(.editCompanies)) { ask in
            try await told { try await ask.unmergeCompany() }
            return .json(try await companyPage(ask).json)
        }.says(
            "撤销合并", body: [.number("into_version"), .text("reason")], gives: "Company"),
    ]
}

private func change(_ ask: Ask, _ form: CompanyForm) async throws -> Answer {
    try await told { try await ask.changeCompany(form) }
    return .json(try await companyPage(ask).json)
}

private func end(_ ask: Ask, _ form: CompanyForm) async throws -> Answer {
    try await told { try await ask.endOfCompany(form) }
    return .json(try await companyPage(ask).json)
}

private func body(_ form: CompanyForm) -> [RouteField] {
    [.number("version")] + form.fields + sourceFields
}

private func told(_ work: () async throws -> Void) async throws {
    do { try await work() } catch is UnknownCompany { throw NoSuchPage() }
}

private let schemes = IdentifierScheme.allCases.map(\.rawValue)

private let sourceFields: [RouteField] = [
    .word("source_kind", SourceKind.typed.map(\.rawValue)), .text("source_title"),
    .text("source_dated"),
]

extension CompanyForm {
    fileprivate var fields: [RouteField] {
        switch self {
        case .name: [.text("name"), .text("since")]
        case .names:
            [
                .text("name"), .word("kind", CompanyNameKind.added.map(\.rawValue)),
                .text("since"), .text("until"),
            ]
        case .identifiers:
            [.word("scheme", schemes), .text("value"), .text("since"), .text("until")]
        case .parents:
            [
                .text("parent"), .text("share"), .number("controlling"), .text("since"),
                .text("until"),
            ]
        case .registration: [.text("name"), .text("code"), .text("since")]
        case .recognitions:
            [.text("kind"), .text("authority"), .text("since"), .text("expires")]
        }
    }
}
