import Basics
import Pages
import People
import Promises
import Storage

/// The twins of obstacles and of a leader's page.
func obstacleTwins() -> [Route] {
    [
        .get("/api/v1/obstacles", .may(.seeProjects)) { ask in
            if let state = ask.query["state"], ObstacleState(rawValue: state) == nil {
                throw QueryRefusal([Problem("不认得“\(state)”", at: .field("state"))])
            }
            return .json(try await obstaclesPage(ask, try ListPart(ask.query)).json)
        }.says(
            "堵点问题，条件与页面相同",
            query: [
                .word("state", ObstacleState.allCases.map(\.rawValue)), .text("unit"),
                .text("project"),
            ] + ListPart.fields, gives: "Obstacles"),
        .post("/api/v1/obstacles", .may(.answerOrders)) { ask in
            let (number, sight) = (try await ask.raiseObstacle(), try ask.sight)
            let obstacle = try await ask.store.read { tx in
                try tx.obstacle(number, visibleTo: sight)
            }.orNoSuchPage()
            return .json(obstacle.json, .created)
        }.says(
            "提一个堵点",
            body: [.text("project"), .text("title"), .text("stuck"), .text("since")],
            gives: "Obstacle"),
        .get("/api/v1/obstacles/{number}", .may(.seeProjects)) { ask in
            .json(try await obstaclePage(ask).json)
        }.says("一个堵点：情况、拟办、批示、经过、现在能办什么", gives: "ObstacleCourse"),
        .post("/api/v1/obstacles/{number}/acts", .mayAny(Permission.readDecisions)) { ask in
            try await ask.actOnObstacle()
            return .json(try await obstaclePage(ask).json)
        }.says(
            "拟办、呈送、撤回呈送、结案、批示，version 须是看到的那一版",
            body: [
                .number("version"), .word("act", ObstacleAct.allCases.map(\.rawValue)),
                .text("option_1"), .text("option_2"), .text("option_3"), .text("advice"),
                .text("owner"), .text("due"), .text("leader"), .number("choice"), .text("text"),
            ], gives: "ObstacleCourse"),
        .get("/api/v1/decisions", .mayAny(Permission.readDecisions)) { ask in
            .json(try await decisionsPage(ask).json)
        }.says("一位领导的待批示和批示过的", query: [.text("leader")], gives: "Decisions"),
    ]
}
