import Basics
import Chains
import Evidence
import Pages
import People
import Projects
import Promises
import Rules
import Storage

/// 督办单, 提示函, 批示交办件: sent, answered, followed until they are closed.
func orderRoutes() -> [Route] {
    [
        .get("/orders", .may(.seeProjects)) { ask in .page(try await ordersPage(ask).page) },
        .get("/orders/new", .may(.issueOrders)) { ask in
            .page(try await orderFormPage(ask).page)
        },
        .post("/orders", .may(.issueOrders)) { ask in
            do {
                return .redirect(
                    to: .order(try await ask.sendOrder()), said: "已发出，编号见下。")
            } catch let refusal as OrderRefusal {
                let values = ask.form.refused(refusal.problems)
                return .page(try await orderFormPage(ask, values).page, .unprocessable)
            }
        },
        .get("/orders/{number}", .may(.seeProjects)) { ask in
            .page(try await orderPage(ask).page)
        },
        .post(
            "/orders/{number}/acts", .mayAny([.issueOrders, .answerOrders]), takesFiles: true
        ) { ask in
            try await onOrder(ask, said: "已办理。") { try await ask.actOnOrder() }
        },
        .get("/orders/{number}/files/{position}", .may(.seeProjects), answer: orderFile),
        .post("/orders/{number}/withdrawal", .mayAny([.issueOrders, .answerOrders])) { ask in
            try await onOrder(ask, said: "文件已撤回。") {
                try await ask.withdrawOrderFile(
                    ask.form["withdrawn"].flatMap { Int64($0) } ?? 0, because: ask.form["because"])
            }
        },
    ]
}

/// Does the work; a refusal shows the order again with what was typed.
private func onOrder(
    _ ask: Ask, said: Phrase, _ work: () async throws -> Void
) async throws -> Answer {
    do {
        try await work()
    } catch let refusal as any Refusal where refusal is OrderRefusal || refusal is StaleVersion {
        let values = ask.form.refused(ask.placed(refusal.problems))
        return .page(try await orderPage(ask, values).page, .unprocessable)
    }
    return .redirect(to: .order(Int64(try ask.number("number"))), anchor: "course", said: said)
}

/// Sent as a file to be kept: nothing of it runs in the browser.
private func orderFile(_ ask: Ask) async throws -> Answer {
    let (number, act) = (Int64(try ask.number("number")), Int64(try ask.number("position")))
    let sight = try ask.sight
    let found = try await ask.store.read { tx in
        try tx.orderFile(act, ofOrder: number, visibleTo: sight)
    }.orNoSuchPage()
    return .file(
        FileAnswer(
            name: evidenceName(found.entry.shows ?? "", EvidenceFileType(of: found.bytes)),
            type: .bytes, bytes: found.bytes))
}

func ordersPage(_ ask: Ask, _ part: ListPart? = nil) async throws -> OrdersPage {
    let (today, number, query) = (ask.today, ask.pageNumber, ask.query)
    let (scene, reader, asked) = (ask.orderScene, try ask.orderReader, ask.orderSubject)
    let (horizon, leadReader) = (scene.rules.horizon(on: today), try ask.leadReader)
    return try await ask.store.read { tx in
        var counts: [OrderView: Int] = [:]
        let views = OrdersPage.views(for: reader)
        for view in views {
            counts[view] = try tx.orderCount(OrderFilter(view: view), for: reader, on: today)
        }
        var filter = OrderFilter(query)
        // Where nothing is asked for, what waits comes first.
        if query["view"] == nil, filter.subject == nil, part == nil {
            filter.view = views.first { (counts[$0] ?? 0) > 0 } ?? .all
        }
        if !views.contains(filter.view) { filter.view = .all }
        let list = ListPage(
            part, number: number, size: .ordersOnPage,
            total: try tx.orderCount(filter, for: reader, on: today))
        let orders = try tx.orders(
            filter, for: reader, on: today, limit: Limit(list.size), offset: list.offset)
        return OrdersPage(
            orders: orders, rungs: try tx.lastRungs(of: orders),
            reminders: UnitReminder.lines(
                try tx.orderReminders(for: reader, on: today, horizon: horizon),
                try tx.feedbackReminders(on: today, horizon: horizon, for: leadReader)),
            counts: counts, filter: filter,
            query: query.setting("view", to: filter.view.rawValue), list: list,
            about: try tx.topic(of: asked, visibleTo: reader.sight), scene: scene,
            reader: reader)
    }
}

func orderPage(_ ask: Ask, _ values: FormValues = FormValues()) async throws -> OrderPage {
    let number = Int64(try ask.number("number"))
    let (sight, scene, today) = (try ask.sight, ask.orderScene, ask.today)
    let (actor, units) = (try ask.occasion.actor, ask.city.units)
    return try await ask.store.read { tx in
        let course = try tx.orderCourse(number, visibleTo: sight).orNoSuchPage()
        return OrderPage(
            course: course, scene: scene,
            acts: course.order.acts(for: actor, rules: scene.rules, today: today),
            about: try tx.topic(of: course.order.subject, visibleTo: sight),
            leader: try course.order.leader.flatMap { try tx.member($0, units: units)?.name },
            obstacle: try tx.obstacle(ofOrder: number, visibleTo: sight),
            withdrawable: course.withdrawable(for: actor), values: values)
    }
}

private func orderFormPage(
    _ ask: Ask, _ values: FormValues = FormValues()
) async throws -> OrderFormPage {
    let (scene, sight, units) = (ask.orderScene, try ask.sight, ask.city.units)
    let (asked, unit) = (ask.orderSubject, try ask.member.unit)
    return try await ask.store.read { tx in
        OrderFormPage(
            scene: scene, leaders: try tx.leaders(units: units),
            about: try tx.topic(of: asked, visibleTo: sight), unit: unit,
            // What a link filled in, a light for one.
            values: values.items.isEmpty ? FormValues(ask.query.items) : values)
    }
}

extension Transaction {
    /// The project that a subject means, for who may see it, or the gap of a chain.
    func topic(of subject: Subject?, visibleTo sight: Sight) throws -> OrderTopic? {
        guard let subject else { return nil }
        if subject.noun == "gap" {
            guard let gap = try Int64(subject.id).flatMap({ try self.gap($0) }),
                let chain = try chain(gap.chain),
                let link = try links(of: gap.chain).first(where: { $0.id == gap.link })
            else { return nil }
            return OrderTopic(gap: gap, of: link.name, in: chain.name)
        }
        guard subject.noun == "project", let id = Identifier(subject.id) else { return nil }
        return try project(id, visibleTo: sight).map {
            OrderTopic(project: $0.id, name: $0.name)
        }
    }
}

extension OrderFilter {
    /// What an address asks for; a word that isn't known narrows nothing.
    init(_ query: AddressQuery) {
        self.init(
            view: query["view"].flatMap(OrderView.init) ?? .all,
            state: query["state"].flatMap(OrderState.init),
            kind: query["kind"].flatMap(OrderKind.init), owner: query["owner"],
            isOverdue: query["overdue"] == "1", subject: query["project"] ?? query["gap"])
    }
}

extension Ask {
    var orderRules: OrderRules { OrderRules(city.folder, units: city.units) }

    var orderScene: OrderScene {
        OrderScene(units: unitNames, rules: orderRules, today: today)
    }

    var orderReader: OrderReader {
        get throws { OrderReader(.member(try member), rules: orderRules, today: today) }
    }

    /// What the first page says of orders, read in the transaction of that page.
    var ordersDue: @Sendable (any Transaction) throws -> OrdersDue {
        get throws {
            let (scene, reader, today) = (orderScene, try orderReader, today)
            let horizon = scene.rules.horizon(on: today)
            let (mayPrepare, leadReader) = (try may(.prepareObstacles), try leadReader)
            let leader = try may(.decideObstacles) ? try member.id : nil
            let plan = try planReader
            return { tx in
                func work(_ view: OrderView) throws -> DueWork {
                    guard OrdersPage.views(for: reader).contains(view) else { return .nothing }
                    return try tx.orderWork(view, for: reader, on: today)
                }
                let feedback = try tx.feedbackReminders(
                    on: today, horizon: horizon, for: leadReader)
                let own = feedback.filter { leadReader.works(for: $0.unit) }
                return OrdersDue(
                    toAnswer: try work(.answer), toDecide: try work(.decide),
                    told: try work(.told),
                    beforeLeader: try leader.map { try tx.obstacleWork(before: $0) } ?? (0, nil),
                    toPrepare: mayPrepare
                        ? try tx.raisedObstacleWork(visibleTo: reader.sight) : (0, nil),
                    feedback: DueWork(
                        count: own.map { $0.soon + $0.overdue }.reduce(0, +),
                        overdue: own.map(\.overdue).reduce(0, +), first: own.map(\.first).min()),
                    planToReport: plan.works ? try tx.planWork(.report, for: plan) : .nothing,
                    planToDecide: plan.works ? try tx.planWork(.decide, for: plan) : .nothing,
                    planRed: plan.sight == .all
                        ? try tx.redPlanItems(visibleTo: plan.sight) : 0,
                    reminders: reader.sight == .all
                        ? UnitReminder.lines(
                            try tx.orderReminders(for: reader, on: today, horizon: horizon),
                            feedback) : [],
                    scene: scene)
            }
        }
    }

    /// The project or the gap that the form or the address names.
    var orderSubject: Subject? {
        for noun in ["project", "gap"] {
            if let id = form[noun] ?? query[noun] { return Subject(noun, id) }
        }
        return nil
    }

    /// Sends what the form says; gives the number.
    func sendOrder() async throws -> Int64 {
        let (rules, today, by, sight) = (orderRules, today, try occasion, try sight)
        let coOwners = form.values.items.filter { $0.name.hasPrefix("co_owner") }.map(\.value)
        let draft = OrderDraft(
            kind: form["kind"], subject: orderSubject, title: form["title"], asked: form["asked"],
            owner: form["owner"], coOwners: coOwners, leader: form["leader"], due: form["due"],
            clock: form["clock"], origin: form["origin"], originOn: form["origin_on"])
        return try await store.write { tx in
            if draft.subject != nil, try tx.topic(of: draft.subject, visibleTo: sight) == nil {
                throw NoSuchPage()
            }
            return try tx.send(draft, rules: rules, today: today, by)
        }
    }

    /// Does what the form says with the order that the path names.
    func actOnOrder() async throws {
        let number = Int64(try self.number("number"))
        let (rules, today, by) = (orderRules, today, try occasion)
        let source = world.identifier(.evidence)
        let version = (form["version"] ?? query["version"]).flatMap { Int64($0) } ?? 0
        let word = form["act"] ?? query["act"]
        func typed(_ name: String) -> String? {
            word.flatMap(OrderAct.init).flatMap { form[OrderPage.field(name, of: $0)] }
                ?? form[name] ?? query[name]
        }
        let draft = OrderActDraft(
            act: word, text: typed("text"), shows: typed("shows"), due: typed("due"),
            file: form.evidenceFile)
        do {
            try await store.write { tx in
                try tx.act(
                    draft, on: number, version: version, source: source, rules: rules,
                    today: today, by)
            }
        } catch is UnknownOrder {
            throw NoSuchPage()
        }
    }

    func withdrawOrderFile(_ act: Int64, because reason: String?) async throws {
        let (number, by) = (Int64(try self.number("number")), try occasion)
        do {
            try await store.write { tx in
                try tx.withdrawFile(act, ofOrder: number, because: reason, by)
            }
        } catch is UnknownOrder {
            throw NoSuchPage()
        }
    }

    /// Problems at the fields of the act's own form.
    fileprivate func placed(_ problems: [Problem]) -> [Problem] {
        guard let act = form["act"].flatMap(OrderAct.init) else { return problems }
        return problems.map { problem in
            guard case .field(let name)? = problem.place else { return problem }
            return Problem(problem.message, at: .field(OrderPage.field(name, of: act)))
        }
    }
}
