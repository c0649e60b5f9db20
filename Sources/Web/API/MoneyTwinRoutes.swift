import Basics
import Pages
import People
import Projects
import Rules
import Storage

/// The twins of money and of the node plan.
func moneyTwins() -> [Route] {
    let layers = MoneyLayer.allCases.map(\.rawValue)
    let currencies = Currency.allCases.map(\.rawValue)
    return receiptTwins() + [
        .get("/api/v1/projects/{id}/money", .may(.seeProjects)) { ask in
            .json(try await moneyPage(ask).money.json)
        }.says("一个项目的到位资金：按年按层，逐笔，计划，不计入的认定", gives: "ProjectMoney"),
        .post("/api/v1/projects/{id}/receipts", .may(.reportReceipts), takesFiles: true) { ask in
            _ = try await ask.receiveMoney()
            return .json(try await moneyPage(ask).money.json, .created)
        }.says(
            "登记一笔到账：佐证文件作为请求体，其余各项写在地址里；没有文件的写 title",
            query: [
                .text("file"), .text("amount"), .word("currency", currencies), .text("arrived"),
                .text("bank"), .text("slip"), .text("payer"), .text("source"), .text("capital"),
                .text("kind"), .text("title"), .text("dated"), .text("rate"), .text("rate_on"),
                .text("rate_source"), .text("reason"), .number("replaces"),
            ], gives: "ProjectMoney"),
        .post("/api/v1/projects/{id}/money-plan", .may(.reportReceipts)) { ask in
            try await ask.planMoney()
            return .json(try await moneyPage(ask).money.json)
        }.says(
            "资金计划的一行；latest 是看到的最后一行的编号",
            body: [
                .number("latest"), .text("plan_month"), .word("plan_layer", layers),
                .text("planned"), .word("plan_currency", currencies), .text("plan_reason"),
            ], gives: "ProjectMoney"),
        .post("/api/v1/projects/{id}/exclusions", .may(.decideExclusions)) { ask in
            try await ask.excludeProject()
            return .json(try await moneyPage(ask).money.json, .created)
        }.says(
            "认定一个项目不计入", body: [.text("exclusion"), .text("since"), .text("ground")],
            gives: "ProjectMoney"),
        .delete("/api/v1/exclusions/{number}", .may(.decideExclusions)) { ask in
            let id = try await ask.exclusionProject
            try await ask.undoExclusion()
            return .json(try await moneyPage(ask, of: id).money.json)
        }.says("撤销不计入的认定", body: [.number("version"), .text("undone")], gives: "ProjectMoney"),
        .get("/api/v1/projects/{id}/stage-plan", .may(.seeProjects)) { ask in
            .json(try await ask.stagePlanJSON())
        }.says("节点计划：每个阶段的计划月份、到达日期、晚几个月", gives: "StagePlan"),
        .post("/api/v1/projects/{id}/stage-plan", .may(.reportStages)) { ask in
            try await ask.planStages()
            return .json(try await ask.stagePlanJSON())
        }.says(
            "订或改一个阶段的计划月份；latest 是看到的最后一行的编号",
            body: [.number("latest"), .text("stage"), .text("month"), .text("reason")],
            gives: "StagePlan"),
    ]
}

private func receiptTwins() -> [Route] {
    let states = ProjectEventState.allCases.map(\.rawValue)
    return [
        .get("/api/v1/receipts", .may(.seeProjects)) { ask in
            .json(try await receiptsPage(ask, try ListPart(ask.query)).json)
        }.says(
            "各项目的到账和按层合计；view=inbox 是等我确认的",
            query: [
                .text("month"), .text("unit"), .word("state", states), .text("source"),
                .word("view", ["inbox"]),
            ] + ListPart.fields, gives: "Receipts"),
        .post("/api/v1/receipts/{number}", .may(.confirmReceipts)) { ask in
            try await ask.decideReceipt()
            return .json(try await receiptPage(ask).receipt.json)
        }.says(
            "确认或退回一笔到账；外币可补汇率",
            body: [
                .number("version"), .word("decision", ["confirm", "return"]), .text("note"),
                .text("rate"), .text("rate_on"), .text("rate_source"),
            ], gives: "Receipt"),
        .delete("/api/v1/receipts/{number}", .may(.reportReceipts)) { ask in
            try await ask.withdrawReceipt()
            return .json(try await receiptPage(ask).receipt.json)
        }.says("撤回还没有确认的到账", body: [.number("version")], gives: "Receipt"),
        .post("/api/v1/closings", .may(.closeMonth)) { ask in
            try await ask.closeMonth()
            return .json(try await receiptsPage(ask).json)
        }.says("关账：这个月和以前的月份不再变", body: [.text("month")], gives: "Receipts"),
    ]
}

extension Ask {
    fileprivate func stagePlanJSON() async throws -> JSONValue {
        let id = try identifier(.project)
        return try await projectPage(self, of: id).stagePlan.orNoSuchPage().plan.json(of: id)
    }
}
