import Basics
import Pages
import People
import Promises
import Storage

/// The twins of the plan.
func planTwins() -> [Route] {
    [
        .get("/api/v1/plan", .may(.seeProjects)) { ask in
            let page = try await planPage(ask)
            return .json(
                .object([
                    "year": page.filter.year.map { JSONValue($0) } ?? .null,
                    "total": JSONValue(page.items.count),
                    "items": .array(page.items.map(\.json)),
                ]))
        }.says(
            "一年的行动计划，每项在它的上级之后",
            query: [
                .number("year"), .word("view", PlanView.allCases.map(\.rawValue)),
                .text("owner"), .word("light", PlanLight.allCases.map(\.rawValue)),
                .word("overdue", ["1"]),
            ], gives: "Plan"),
        .post("/api/v1/plan", .mayAny([.setPlans, .workPlans])) { ask in
            let numbers = try await ask.setPlan()
            return .json(
                .object(["numbers": .array(numbers.map { .integer($0) })]), .created)
        }.says(
            "编入一项：没有 parent 的是目标；document 和 line 是文稿里采用的要求",
            body: [
                .number("year"), .number("parent"), .text("objective"), .text("text"),
                .text("measure"), .text("owner"), .text("due"), .number("document"),
                .number("line"),
            ], gives: "PlanNumbers"),
        .get("/api/v1/plan/{number}", .may(.seeProjects)) { ask in
            .json(try await planItemPage(ask).json)
        }.says("计划里的一项：上下级、逐月亮灯、经过、现在能办什么", gives: "PlanCourse"),
        .post("/api/v1/plan/{number}/acts", .may(.workPlans)) { ask in
            try await ask.actOnPlan()
            return .json(try await planItemPage(ask).json)
        }.says(
            "报进展、报完成、确认、退回、答复改期、调整、取消，version 须是看到的那一版",
            body: [
                .number("version"), .word("act", PlanAct.allCases.map(\.rawValue)),
                .text("month"), .word("light", PlanLight.allCases.map(\.rawValue)),
                .text("text"), .text("reason"), .text("due"), .text("moved"), .text("shows"),
                .text("measure"), .text("owner"),
            ], gives: "PlanCourse"),
    ]
}
