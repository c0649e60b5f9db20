import Basics
import Drawing
import FigureSupport
import Indicators
import People
import Projects
import Promises
import Rules
import Storage

/// Stages reported by districts and confirmed by headquarters; orders that climb the ladder.
extension SimulatedCity {
    mutating func reportStage() async throws {
        guard let project = ids.keys.sorted().randomly(&lots), let id = ids[project],
            !model.left.contains(project), !waiting.contains(where: { $0.project == project })
        else { return }
        let unit = SimulatedCity.units[project / perUnit]
        let (rule, day, folder) = (stageRule, today, folder)
        let clerk = actor(.district, unit)
        var course = try await course(id)
        if course?.projectClass == nil {
            let (by, version) = (occasion(clerk), course?.project.version ?? 0)
            try await write { tx in
                try tx.classify(
                    id, as: "build", version: version, rule: rule, in: folder, today: day, by)
            }
            course = try await self.course(id)
        }
        guard let course else { throw PowerFailed() }
        let leaves = lots.happens(oneIn: 25)
        guard leaves || course.next != nil else { return }
        let stage = leaves ? nil : course.next?.id
        let draft = ProjectEventDraft(
            step: leaves ? "left" : "reached", stage: stage, leaving: leaves ? "ended" : nil,
            destination: nil, day: day.description, reason: "示例：先报后补")
        let (by, version) = (occasion(clerk), course.project.version)
        let number = try await attempt { tx in
            try tx.report(draft, of: id, version: version, rule: rule, today: day, by)
        }
        guard let number else { return }
        let isWaiting = try await store.read { tx in
            try !tx.rows(
                """
                SELECT number FROM project_event
                WHERE number = \(number) AND state = 'reported'
                """
            ).isEmpty
        }
        if isWaiting {
            waiting.append(Waiting(number: number, project: project, stage: stage))
        } else {
            take(project, stage)
        }
    }

    private func course(_ id: Identifier) async throws -> ProjectCourse? {
        let rule = stageRule
        return try await store.read { tx in try tx.course(of: id, rule: rule, visibleTo: .all) }
    }

    private mutating func take(_ project: Int, _ stage: String?) {
        if let stage {
            model.reached[project, default: []].append(stage)
        } else {
            model.left.insert(project)
        }
    }

    /// Headquarters looks at a third of what waits each day and gives one in six back; twice, by
    /// two people at once, one time in ten.
    mutating func decideStages() async throws {
        let rule = stageRule
        for event in waiting where lots.happens(oneIn: 3) {
            let isConfirmed = !lots.happens(oneIn: 6)
            var decided = 0
            for _ in 0..<(lots.happens(oneIn: 10) ? 2 : 1) {
                let (by, units) = (occasion(headquarters), Units(folder.units))
                let done: Bool? = try await attempt { tx in
                    try tx.decide(
                        event.number, isConfirmed: isConfirmed, note: "示例", version: 1,
                        rule: rule, units: units, by)
                    return true
                }
                if done != nil { decided += 1 }
            }
            if decided > 1 { model.twice.append(event.number) }
            guard decided > 0 else { continue }
            waiting.removeAll { $0.number == event.number }
            if isConfirmed { take(event.project, event.stage) }
        }
    }

    // MARK: Orders

    mutating func workOnOrders() async throws {
        let (rules, day) = (orderRules, today)
        if lots.happens(oneIn: 3) {
            let byClock = lots.happens(oneIn: 2)
            let draft = OrderDraft(
                kind: OrderKind.allCases[lots.draw(3)].rawValue, title: "示例：用地手续",
                asked: "示例：请办理并反馈。", owner: SimulatedCity.units[lots.draw(10)],
                due: byClock ? nil : day.adding(days: lots.draw(25)).description,
                clock: byClock ? "supervision-reply" : nil)
            let by = occasion(headquarters)
            orders.append(
                try await write { tx in try tx.send(draft, rules: rules, today: day, by) })
        }
        for _ in 0..<lots.draw(3) where !orders.isEmpty {
            try await act(on: orders[lots.draw(orders.count)])
        }
        // One run in five fails, one in eight is doubled, one in ten comes from a slow clock.
        if lots.happens(oneIn: 5) { return }
        if lots.happens(oneIn: 10) { try await runLadder(day.adding(days: -lots.draw(9))) }
        for _ in 0..<(lots.happens(oneIn: 8) ? 2 : 1) { try await runLadder(day) }
    }

    private mutating func act(on number: Int64) async throws {
        let (rules, day) = (orderRules, today)
        let act = OrderAct.allCases[lots.draw(OrderAct.allCases.count)]
        let order = try await store.read { tx in try tx.order(number, visibleTo: .all) }
        guard let order else { throw PowerFailed() }
        let isOwners = act == .answer || act == .extend
        let by = occasion(isOwners ? actor(.district, order.owner) : headquarters)
        let due = day.adding(days: 3 + lots.draw(20)).description
        let draft = OrderActDraft(
            act: act.rawValue, text: "示例", shows: act == .close ? "示例：会议纪要" : nil,
            due: act == .extend || act == .giveBack && lots.happens(oneIn: 2) ? due : nil)
        let source = identifier(.evidence)
        _ = try await attempt { tx in
            try tx.act(
                draft, on: number, version: order.version, source: source, rules: rules,
                today: day, by)
        }
    }

    /// Runs, having written down what must be told by then.
    mutating func runLadder(_ day: Day) async throws {
        let rules = orderRules
        let open = try await store.read { tx in
            try tx.orders(
                OrderFilter(), for: OrderReader(.operator, rules: rules, today: day), on: day,
                limit: 4_000)
        }
        guard let ladder = folder.escalation(on: day) else { throw PowerFailed() }
        for order in open where order.runs {
            let passed = passed(order.deadline.due, day)
            for (place, rung) in ladder.rungs.enumerated() where rung.after <= passed {
                model.rungs[order.number, default: []].insert(
                    "\(order.deadline.round).\(place + 1)")
            }
        }
        let by = occasion(.operator)
        _ = try await write { tx in try tx.escalate(rules: rules, today: day, by) }
    }

    /// The slow way: one day after the other.
    private func passed(_ due: Day, _ today: Day) -> Int {
        var (day, count) = (min(due, today), 0)
        while day < max(due, today) {
            day = day.adding(days: 1)
            let kind = folder.calendar.kind(of: day)
            if kind == .working || kind == .unpublished && day.weekday <= 5 { count += 1 }
        }
        return due <= today ? count : -count
    }
}

extension Array {
    fileprivate func randomly(_ lots: inout Lots) -> Element? {
        isEmpty ? nil : self[lots.draw(count)]
    }
}

// MARK: Figures

extension SimulatedCity {
    /// Each figure of the year so far is what the slow way finds, added up by the database and from
    /// columns in memory; those of a month's last day are kept, to be asked for again much later.
    mutating func readFigures() async throws {
        let (period, known) = (Period(through: Month(of: today)), folder.end(of: today))
        let questions = folder.indicators(on: today).map {
            FigureQuestion($0, over: period, known: known)
        }
        let (fast, added, slow, columns) = try await store.read { [folder, columns] tx in
            let ledger = try SlowLedger(tx)
            var kept = columns
            let isFollowed = try kept.refresh(tx)
            let present = try isFollowed ? kept ?? tx.factColumns() : tx.factColumns()
            return (
                try questions.map { try tx.figure($0, in: folder, visibleTo: .all).sums },
                try questions.map {
                    try tx.figure($0, in: folder, visibleTo: .all, from: present).sums
                },
                questions.map { ledger.sums($0, in: folder).withoutEmpty },
                (present, isFollowed)
            )
        }
        self.columns = columns.0
        if columns.1 { refreshed += 1 }
        for (place, question) in questions.enumerated() {
            let (fast, slow) = (fast[place], slow[place])
            if fast != slow || added[place] != slow {
                model.wrong.insert("\(today) \(question.indicator.id)")
            }
            if today == Month(of: today).last { model.figures.append((question, fast)) }
        }
    }
}

// MARK: Lights and scores

extension SimulatedCity {
    /// A month is lit once; the scores of its year so far add up and are in order.
    mutating func light(_ month: Month) async throws {
        let (folder, today, by) = (folder, today, occasion(headquarters))
        try await write { tx in
            _ = try tx.lightUp(month, in: folder, today: today, by)
        }
        let again = try await attempt { tx in
            try tx.lightUp(month, in: folder, today: today, by)
        }
        if again != nil { model.wrong.insert("\(month) was lit twice") }
        let known = folder.end(of: today)
        let (lights, sheets) = try await store.read { tx in
            (
                try tx.lights(of: month, visibleTo: .all),
                try folder.scorecards(on: month.last).map { card in
                    try tx.scoreSheet(
                        ScoreQuestion(card, over: Period(through: month), known: known), in: folder)
                }
            )
        }
        model.lit[month] = lights
        let subjects = lights.map { [$0.rule, $0.unit, $0.project?.text ?? ""] }
        if Set(subjects).count < subjects.count { model.wrong.insert("\(month): two lights") }
        for sheet in sheets {
            let card = sheet.question.card
            for score in sheet.scores where score.total.map({ $0 != score.known }) ?? false {
                model.wrong.insert("\(month) \(card.id) \(score.unit): sum")
            }
            for one in card.classes {
                let ranked = sheet.scores.filter { $0.className == one.id && $0.rank != nil }
                let totals = ranked.sorted { ($0.rank ?? 0) < ($1.rank ?? 0) }
                    .compactMap(\.total?.millionths)
                if totals != totals.sorted(by: >) {
                    model.wrong.insert("\(month) \(card.id): order")
                }
            }
        }
    }
}

extension FactColumns? {
    fileprivate mutating func refresh(_ tx: any Transaction) throws -> Bool {
        guard var columns = self else { return false }
        defer { self = columns }
        return try tx.refresh(&columns)
    }
}
