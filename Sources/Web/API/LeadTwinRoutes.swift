import Basics
import Pages
import People
import Projects
import Storage

/// The twins of leads, in the sight of who asks.
func leadTwins() -> [Route] {
    [
        .get("/api/v1/leads", .may(.seeProjects)) { ask in
            .json(try await leadsPage(ask, try ListPart(ask.query)).json)
        }.says(
            "招商线索，条件与页面相同",
            query: [.word("view", LeadView.allCases.map(\.rawValue)), .text("unit")]
                + ListPart.fields,
            gives: "Leads"),
        .post("/api/v1/leads", .may(.submitLeads)) { ask in
            let (number, reader) = (try await ask.submitLead(), try ask.leadReader)
            let lead = try await ask.store.read { tx in try tx.lead(number, for: reader) }
            return .json(try lead.orNoSuchPage().receiptJSON, .created)
        }.says(
            "提交一条线索，得到回执；sealed 写 1 是存证报备",
            body: [
                .text("what"), .text("investor"), .text("origin"), .text("amount"),
                .text("chain"), .text("introducer"), .text("phone"), .text("note"),
                .word("sealed", ["1"]),
            ], gives: "LeadReceipt"),
        .get("/api/v1/leads/{lead}", .may(.seeProjects)) { ask in
            .json(try await ask.lead().json(on: ask.today))
        }.says("一条线索和它的经过", gives: "Lead"),
        .post("/api/v1/leads/{lead}", .may(.submitLeads)) { ask in
            try await ask.actOnLead()
            return .json(try await ask.lead().json(on: ask.today))
        }.says(
            "研判、答复、分派、关联项目、结束或解封；version 须是看到的那一版",
            body: [
                .number("version"), .word("act", LeadActKind.allCases.map(\.rawValue)),
                .word("result", LeadAssessment.allCases.map(\.rawValue)), .text("rejection"),
                .text("on"), .word("way", LeadAnswerWay.allCases.map(\.rawValue)),
                .word("closing", LeadClosing.allCases.map(\.rawValue)), .text("to"),
                .text("project"), .text("note"),
            ], gives: "Lead"),
        .get("/api/v1/leads/{lead}/receipt", .may(.seeProjects)) { ask in
            .json(try await ask.lead().receiptJSON)
        }.says("一条线索的回执；canonical 是求摘要的那一行", gives: "LeadReceipt"),
    ]
}
