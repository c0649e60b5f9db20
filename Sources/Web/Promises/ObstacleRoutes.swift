import Basics
import Pages
import People
import Promises
import Rules
import Storage

/// 堵点问题: raised, prepared, brought before a leader, decided.
func obstacleRoutes() -> [Route] {
    [
        .get("/obstacles", .may(.seeProjects)) { ask in .page(try await obstaclesPage(ask).page) },
        .get("/obstacles/new", .may(.answerOrders)) { ask in
            .page(try await obstacleFormPage(ask).page)
        },
        .post("/obstacles", .may(.answerOrders)) { ask in
            do {
                return .redirect(
                    to: .obstacle(try await ask.raiseObstacle()), said: "已提出，等办公室拟办。")
            } catch let refusal as OrderRefusal {
                let values = ask.form.refused(refusal.problems)
                return .page(try await obstacleFormPage(ask, values).page, .unprocessable)
            }
        },
        .get("/obstacles/{number}", .may(.seeProjects)) { ask in
            .page(try await obstaclePage(ask).page)
        },
        .post("/obstacles/{number}/acts", .mayAny([.prepareObstacles, .decideObstacles])) { ask in
            try await actOnObstacle(ask)
        },
        .get("/obstacles/{number}/brief", .may(.seeProjects)) { ask in
            .page(
                try await obstaclePaper(ask).page(mayTake: try ask.may(Permission.readDecisions)))
        },
        .get("/obstacles/{number}/brief/file", .mayAny(Permission.readDecisions)) { ask in
            let paper = try await obstaclePaper(ask)
            let (id, by) = (paper.obstacle.id, try ask.occasion)
            let bytes = try paper.docx()
            try await ask.store.write { tx in
                try tx.record("obstacle.printed", on: id, by: by.actor.name, at: by.at)
            }
            return .file(FileAnswer(name: paper.fileName, type: .docx, bytes: bytes))
        },
        .get("/decisions", .mayAny(Permission.readDecisions)) { ask in
            .page(try await decisionsPage(ask).page)
        },
    ]
}

extension Permission {
    /// Either opens the pages that a leader reads.
    static let readDecisions: [Permission] = [.prepareObstacles, .decideObstacles]
}

extension Ask {
    fileprivate func may(_ permissions: [Permission]) throws -> Bool {
        try permissions.contains { try may($0) }
    }
}

private func actOnObstacle(_ ask: Ask) async throws -> Answer {
    let number = Int64(try ask.number("number"))
    let isDecision = ask.form["act"] == ObstacleAct.decide.rawValue
    do {
        try await ask.actOnObstacle()
    } catch let refusal as any Refusal
        where refusal is OrderRefusal || refusal is StaleVersion
    {
        let values = ask.form.refused(ask.placed(refusal.problems, ofObstacle: number))
        let page =
            isDecision
            ? try await decisionsPage(ask, values).page
            : try await obstaclePage(ask, values).page
        return .page(page, .unprocessable)
    }
    return isDecision
        ? .redirect(to: .decisions(), anchor: "decided", said: "已批示，已交办主办单位。")
        : .redirect(to: .obstacle(number), anchor: "course", said: "已办理。")
}

func obstaclesPage(_ ask: Ask, _ part: ListPart? = nil) async throws -> ObstaclesPage {
    let (sight, scene, query) = (try ask.sight, ask.orderScene, ask.query)
    let (number, asked) = (ask.pageNumber, ask.orderSubject)
    let filter = ObstacleFilter(
        state: query["state"].flatMap(ObstacleState.init), unit: query["unit"],
        subject: asked?.id)
    let (mayRaise, readsDecisions) = (
        try ask.may(.answerOrders), try ask.may(Permission.readDecisions)
    )
    return try await ask.store.read { tx in
        let list = ListPage(
            part, number: number, size: .obstaclesOnPage,
            total: try tx.obstacleCount(filter, visibleTo: sight))
        return ObstaclesPage(
            obstacles: try tx.obstacles(
                filter, visibleTo: sight, limit: Limit(list.size), offset: list.offset),
            filter: filter, query: query, list: list,
            about: try tx.topic(of: asked, visibleTo: sight), scene: scene, mayRaise: mayRaise,
            readsDecisions: readsDecisions)
    }
}

private func obstacleFormPage(
    _ ask: Ask, _ values: FormValues = FormValues()
) async throws -> ObstacleFormPage {
    let (scene, sight, asked) = (ask.orderScene, try ask.sight, ask.orderSubject)
    return try await ask.store.read { tx in
        ObstacleFormPage(
            scene: scene, about: try tx.topic(of: asked, visibleTo: sight), values: values)
    }
}

func obstaclePage(
    _ ask: Ask, _ values: FormValues = FormValues()
) async throws -> ObstaclePage {
    let number = Int64(try ask.number("number"))
    let (sight, scene, units) = (try ask.sight, ask.orderScene, ask.city.units)
    let (actor, readsBrief) = (try ask.occasion.actor, try ask.may(.seeProjects))
    return try await ask.store.read { tx in
        let course = try tx.obstacleCourse(number, visibleTo: sight).orNoSuchPage()
        let obstacle = course.obstacle
        let acts = obstacle.acts(for: actor)
        var names: [Identifier: String] = [:]
        for id in Set(course.entries.compactMap(\.leader) + [obstacle.leader].compactMap(\.self)) {
            names[id] = try tx.member(id, units: units)?.name
        }
        return ObstaclePage(
            course: course, scene: scene, acts: acts,
            about: try tx.topic(of: obstacle.subject, visibleTo: sight),
            leaders: acts.contains(.present) ? try tx.leaders(units: units) : [], names: names,
            order: try obstacle.decision.flatMap { try tx.order($0.order, visibleTo: sight) },
            readsBrief: readsBrief, values: values)
    }
}

/// A leader's own page; for headquarters that of the leader asked for, else of the first.
func decisionsPage(
    _ ask: Ask, _ values: FormValues = FormValues()
) async throws -> DecisionsPage {
    let (sight, scene, units) = (try ask.sight, ask.orderScene, ask.city.units)
    let (member, asked) = (try ask.member, ask.query["leader"])
    let decides = try ask.may(.decideObstacles)
    let mayChoose = try ask.may(.prepareObstacles)
    return try await ask.store.read { tx in
        let leaders = mayChoose ? try tx.leaders(units: units) : []
        let leader =
            leaders.first { $0.id.text == asked } ?? (decides ? member : leaders.first)
        let lying =
            try leader.map { try tx.obstacles(before: $0.id, visibleTo: sight) } ?? []
        var topics: [Int64: OrderTopic] = [:]
        for obstacle in lying {
            topics[obstacle.number] = try tx.topic(of: obstacle.subject, visibleTo: sight)
        }
        let decided = try leader.map { try tx.decisions(of: $0.id, visibleTo: sight) } ?? []
        return DecisionsPage(
            leader: leader, obstacles: lying, topics: topics,
            decided: decided.map { DecidedObstacle(obstacle: $0.obstacle, order: $0.order) },
            scene: scene, mayDecide: decides && leader?.id == member.id, leaders: leaders,
            values: values)
    }
}

private func obstaclePaper(_ ask: Ask) async throws -> ObstaclePaper {
    let number = Int64(try ask.number("number"))
    let (sight, scene) = (try ask.sight, ask.orderScene)
    return try await ask.store.read { tx in
        try tx.obstaclePaper(number, scene: scene, visibleTo: sight)
    }.orNoSuchPage()
}

extension Ask {
    /// Raises what the form says; gives the number.
    func raiseObstacle() async throws -> Int64 {
        let (rules, today, by, sight) = (orderRules, today, try occasion, try sight)
        let draft = ObstacleDraft(
            subject: orderSubject, title: form["title"], stuck: form["stuck"],
            since: form["since"])
        return try await store.write { tx in
            if draft.subject != nil, try tx.topic(of: draft.subject, visibleTo: sight) == nil {
                throw NoSuchPage()
            }
            return try tx.raise(draft, rules: rules, today: today, by)
        }
    }

    /// Does what the form says with the obstacle that the path names.
    func actOnObstacle() async throws {
        let number = Int64(try self.number("number"))
        let (rules, today, by) = (orderRules, today, try occasion)
        let version = form["version"].flatMap { Int64($0) } ?? 0
        let act = form["act"].flatMap(ObstacleAct.init)
        func typed(_ name: String) -> String? {
            act.flatMap { form[Ask.field(name, of: $0, number)] } ?? form[name]
        }
        let draft = ObstacleActDraft(
            act: form["act"],
            options: ["option_1", "option_2", "option_3"].compactMap(typed),
            advice: typed("advice"), owner: typed("owner"), due: typed("due"),
            leader: typed("leader"), text: typed("text"), choice: typed("choice"))
        do {
            try await store.write { tx in
                try tx.act(
                    draft, onObstacle: number, version: version, rules: rules, today: today, by)
            }
        } catch is UnknownOrder {
            throw NoSuchPage()
        }
    }

    private static func field(_ name: String, of act: ObstacleAct, _ number: Int64) -> String {
        act == .decide
            ? DecisionsPage.field(name, of: number) : ObstaclePage.field(name, of: act)
    }

    /// Problems at the fields of the act's own form.
    fileprivate func placed(_ problems: [Problem], ofObstacle number: Int64) -> [Problem] {
        guard let act = form["act"].flatMap(ObstacleAct.init) else { return problems }
        return problems.map { problem in
            guard case .field(let name)? = problem.place else { return problem }
            return Problem(problem.message, at: .field(Ask.field(name, of: act, number)))
        }
    }
}
