import Basics
import Pages
import People
import Projects

/// The twins of stages and evidence.
func stageTwins() -> [Route] {
    let steps = ProjectEventDraft.Word.allCases.map(\.rawValue)
    return [
        .post("/api/v1/projects/{id}/class", .may(.reportStages)) { ask in
            try await ask.classifyProject()
            return .json(try await ask.courseJSON(ask.identifier(.project)))
        }.says("项目类别", body: [.number("version"), .text("class")], gives: "ProjectCourse"),
        .post("/api/v1/projects/{id}/events", .may(.reportStages)) { ask in
            _ = try await ask.reportEvent()
            return .json(try await ask.courseJSON(ask.identifier(.project)), .created)
        }.says(
            "报送到了一个阶段，或暂缓、恢复、出库，或一件并列的事实",
            body: [
                .number("version"), .word("step", steps), .text("stage"),
                .word("leaving", ProjectLeaving.allCases.map(\.rawValue)), .text("destination"),
                .text("day"), .text("reason"),
            ], gives: "ProjectCourse"),
        .post("/api/v1/projects/{id}/evidence", .may(.reportStages), takesFiles: true) { ask in
            _ = try await ask.showEvidence()
            return .json(try await ask.courseJSON(ask.identifier(.project)), .created)
        }.says(
            "提交一份佐证：文件作为请求体，文件名和其余各项写在地址里；没有文件的写 title",
            query: [.text("file"), .text("kind"), .text("title"), .text("dated")],
            gives: "ProjectCourse"),
        .post("/api/v1/projects/{id}/evidence/{number}", .may(.reportStages)) { ask in
            try await ask.withdrawEvidence(
                Int64(ask.number("number")), because: ask.form["reason"])
            return .json(try await ask.courseJSON(ask.identifier(.project)))
        }.says("撤回一份佐证", body: [.text("reason")], gives: "ProjectCourse"),
        .get("/api/v1/events", .may(.confirmStages)) { ask in
            .json(try await waitingEventsPage(ask, try ListPart(ask.query)).json)
        }.says("等待确认的阶段", query: ListPart.fields, gives: "WaitingEvents"),
        .post("/api/v1/events/{number}", .may(.confirmStages)) { ask in
            let project = try await ask.eventProject
            try await ask.decideEvent()
            return .json(try await ask.courseJSON(project))
        }.says(
            "确认或退回",
            body: [.number("version"), .word("decision", ["confirm", "return"]), .text("note")],
            gives: "ProjectCourse"),
        .delete("/api/v1/events/{number}", .may(.reportStages)) { ask in
            let project = try await ask.eventProject
            try await ask.withdrawEvent()
            return .json(try await ask.courseJSON(project))
        }.says("撤回还没有确认的报送", body: [.number("version")], gives: "ProjectCourse"),
    ]
}

extension Ask {
    fileprivate func courseJSON(_ id: Identifier) async throws -> JSONValue {
        try await projectPage(self, of: id).course.orNoSuchPage().course.json
    }
}
