import Basics
import Companies
import Evidence
import Pages
import People
import Projects

/// The twins of lists, of meetings and of the page before one.
func listTwins() -> [Route] {
    let reading = ListReading.allCases.map(\.rawValue)
    return [
        .get("/api/v1/lists", .may(.seeProjects)) { ask in .json(try await listsPage(ask).json) }
            .says("企业榜单：种类和已有的年份", gives: "Lists"),
        .post("/api/v1/lists", .may(.importRecords), takesFiles: true) { ask in
            .json(try await ask.importList().edition.json(ask.companyKinds), .created)
        }.says(
            "导入一份榜单：一份表作为请求体，文件名和其余各项写在地址里",
            query: [
                .text("file"), .text("kind"), .number("year"), .number("replace"),
                .word("source_kind", SourceKind.typed.map(\.rawValue)), .text("source_title"),
                .text("source_dated"),
            ], gives: "ListEdition"),
        .get("/api/v1/lists/{kind}/{year}", .may(.seeProjects)) { ask in
            .json(try await listEditionPage(ask, try ListPart(ask.query)).json)
        }.says(
            "一份榜单逐家：是哪一家、在本市知道什么、不知道什么",
            query: [.word("view", reading)] + ListPart.fields, gives: "List"),
        .post("/api/v1/lists/{kind}/{year}/entries/{position}", .may(.editCompanies)) { ask in
            try await ask.decideEntry()
            return .json(try await listEntryPage(ask).entry.json)
        }.says(
            "判定榜单上的一条是哪一家企业",
            body: [
                .number("edition"), .number("version"),
                .word("decision", EntryDraft.Word.allCases.map(\.rawValue)),
                .text("company"),
            ], gives: "ListEntry"),
    ]
}

func contactTwins() -> [Route] {
    [
        .get("/api/v1/contacts", .may(.seeProjects)) { ask in
            .json(try await contactsPage(ask, try ListPart(ask.query)).json)
        }.says(
            "对接记录，姓名和电话按角色遮盖",
            query: [.word("view", ContactFilter.allCases.map(\.rawValue))] + ListPart.fields,
            gives: "Contacts"),
        .get("/api/v1/contacts/{number}", .may(.seeProjects)) { ask in
            .json(try await contactPage(ask).json)
        }.says("一条对接记录和它以前的内容", gives: "Contact"),
        .post("/api/v1/companies/{id}/contacts", .may(.recordContacts)) { ask in
            let number = try await ask.recordContact()
            return .json(.object(["number": .integer(number)]), .created)
        }.says("登记一次对接", body: contactFields, gives: "NewContact"),
        .post("/api/v1/contacts/{number}", .may(.recordContacts)) { ask in
            try await ask.changeContact()
            return .json(try await contactPage(ask).json)
        }.says("更正，version 须是看到的那一版", body: [.number("version")] + contactFields, gives: "Contact"),
        .post("/api/v1/contacts/{number}/completion", .may(.recordContacts)) { ask in
            try await ask.completeContact()
            return .json(try await contactPage(ask).json)
        }.says("下一步已办结", body: [.number("version")], gives: "Contact"),
        .post("/api/v1/contacts/{number}/withdrawal", .may(.recordContacts)) { ask in
            try await ask.withdrawContact()
            return .json(try await contactPage(ask).json)
        }.says("撤回，须写原因", body: [.number("version"), .text("reason")], gives: "Contact"),
        .get("/api/v1/companies/{id}/brief", .may(.seeProjects)) { ask in
            .json(try await companyBriefPage(ask).json)
        }.says("谈参：见一家企业之前要知道的", gives: "CompanyBrief"),
    ]
}

private let contactFields: [RouteField] = [
    .text("met_on"), .text("unit"), .text("post"), .text("person"), .text("phone"), .text("said"),
    .text("next_step"), .text("due"),
]
