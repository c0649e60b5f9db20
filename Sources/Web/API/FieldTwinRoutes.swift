import Basics
import Pages
import People
import Projects

/// The twins of a project's record, its line of time and its assignments.
func fieldTwins() -> [Route] {
    [
        .get("/api/v1/projects/{id}/fields", .may(.seeProjects)) { ask in
            .json(try await ask.fieldsJSON())
        }.says("项目档案", gives: "ProjectFields"),
        .post("/api/v1/projects/{id}/fields", .may(.reportStages)) { ask in
            _ = try await ask.describeProject(
                [ask.form["field"] ?? "": [ask.form["value"] ?? ""]], because: ask.form["reason"])
            return .json(try await ask.fieldsJSON())
        }.says(
            "填写项目档案的一项；几个选项用逗号隔开，空的 value 清空这一项",
            body: [.number("version"), .text("field"), .text("value"), .text("reason")],
            gives: "ProjectFields"),
        .get("/api/v1/projects/{id}/history", .may(.seeProjects)) { ask in
            .json(try await historyPage(ask).json)
        }.says("项目的全部沿革，新的在前", gives: "ProjectHistory"),
        .get("/api/v1/projects/{id}/access", .may(.seeProjects)) { ask in
            .json(try await ask.accessJSON())
        }.says("项目交办过的单位", gives: "ProjectAccess"),
        .post("/api/v1/projects/{id}/access", .may(.reportStages)) { ask in
            try await ask.assignProject()
            return .json(try await ask.accessJSON(), .created)
        }.says("把项目交给另一个单位", body: [.text("unit"), .text("reason")], gives: "ProjectAccess"),
        .post("/api/v1/projects/{id}/feedback", .may(.answerOrders)) { ask in
            try await ask.giveFeedback()
            return .json(try await ask.accessJSON(), .created)
        }.says("会办单位反馈办到哪一步", body: [.text("feedback")], gives: "ProjectAccess"),
        .get("/api/v1/assigned", .may(.seeProjects)) { ask in
            .json(try await assignedPage(ask).json)
        }.says(
            "交办的项目和分派的线索，各单位的反馈期限",
            query: [.word("view", ["own", "overdue", "all"])], gives: "Assigned"),
        .delete("/api/v1/projects/{id}/access", .may(.reportStages)) { ask in
            try await ask.unassignProject()
            return .json(try await ask.accessJSON())
        }.says("结束交办", body: [.number("number")], gives: "ProjectAccess"),
    ]
}

extension Ask {
    fileprivate func fieldsJSON() async throws -> JSONValue {
        let (fields, version) = try await projectFields()
        return fields.json(version: version)
    }

    fileprivate func accessJSON() async throws -> JSONValue {
        .object(["access": .array(try await projectAccess().map(\.json))])
    }
}
