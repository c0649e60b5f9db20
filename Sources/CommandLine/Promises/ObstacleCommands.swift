import ArgumentParser
import Basics
import Foundation
import Pages
import People
import Projects
import Promises
import Rules
import Storage

struct ListObstaclesCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "obstacles", abstract: "堵点问题。Obstacles in sight; JSON Lines.")

    @Option(help: "raised | prepared | presented | decided | settled") var state: String?
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let named = state.flatMap(ObstacleState.init)
        if let state, named == nil {
            throw OrderRefusal([Problem("不认得“\(state)”", at: .field("--state"))])
        }
        let office = try await desk.orders(entry)
        try office.acting.require(.seeProjects)
        let (filter, sight) = (ObstacleFilter(state: named), office.acting.sight)
        var offset = 0
        while true {
            let from = offset
            let part = try await office.city.store.read { tx in
                try tx.obstacles(filter, visibleTo: sight, offset: from)
            }
            for obstacle in part { desk.out(obstacle.json.text) }
            guard part.count == Limit.obstaclesOnPage.count else { return }
            offset += part.count
        }
    }
}

struct RaiseObstacleCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "raise", abstract: "提堵点。Raises an obstacle in the name of --as.")

    @Option(help: "事项。What it is called.") var title: String
    @Option(help: "卡在哪里。What is stuck.") var stuck: String
    @Option(help: "从哪天起。Since which day: 2026-10-08") var since: String
    @Option(help: "关于哪个项目。The project it is about.") var project: String?
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let office = try await desk.orders(entry)
        let draft = ObstacleDraft(
            subject: project.map { Subject("project", $0) }, title: title, stuck: stuck,
            since: since)
        let (rules, today, sight) = (office.rules, office.today, office.acting.sight)
        let occasion = Occasion(office.acting.actor, in: desk.world)
        let number = try await office.city.store.write { tx in
            try tx.requireProject(draft.subject, visibleTo: sight)
            return try tx.raise(draft, rules: rules, today: today, occasion)
        }
        try await office.tell(obstacle: number, at: desk)
    }
}

/// One obstacle by its number.
struct ObstacleArgument: ParsableArguments {
    @Argument(help: "第几件堵点。The number of the obstacle.") var number: Int64
}

struct PrepareObstacleCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "prepare", abstract: "拟办。Ways out, advice, owner and day.")

    @OptionGroup var argument: ObstacleArgument
    @Option(help: "办法，一到三次。A way out; one to three times.") var option: [String]
    @Option(help: "建议。The office's advice.") var advice: String
    @Option(help: "主办单位。The owner's identifier: dongyu") var owner: String
    @Option(help: "建议期限。The day proposed: 2026-10-31") var due: String
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        try await desk.act(
            ObstacleActDraft(
                act: ObstacleAct.prepare.rawValue, options: option, advice: advice, owner: owner,
                due: due), argument.number, entry)
    }
}

struct PresentObstacleCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "present",
        abstract: "呈送。Brings it before a leader, or takes it back with --back.")

    @OptionGroup var argument: ObstacleArgument
    @Option(help: "领导的账号编号。The leader's identifier.") var leader: String?
    @Option(help: "为什么撤回。Takes it back from the leader, and why.") var back: String?
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let act: ObstacleAct = back == nil ? .present : .takeBack
        try await desk.act(
            ObstacleActDraft(act: act.rawValue, leader: leader, text: back), argument.number,
            entry)
    }
}

struct SettleObstacleCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "settle", abstract: "结案。Solved without a leader.")

    @OptionGroup var argument: ObstacleArgument
    @Argument(help: "怎样解决的。How.") var reason: String
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        try await desk.act(
            ObstacleActDraft(act: ObstacleAct.settle.rawValue, text: reason), argument.number,
            entry)
    }
}

struct DecideObstacleCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: "批示。By the leader before whom it lies; sends the order.")

    @OptionGroup var argument: ObstacleArgument
    @Option(help: "第几种办法。The way out chosen, from 1.") var choice: Int?
    @Option(help: "批示。The words.") var text: String?
    @Option(help: "期限。The day: 2026-10-31") var due: String
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        try await desk.act(
            ObstacleActDraft(
                act: ObstacleAct.decide.rawValue, due: due, text: text,
                choice: choice.map(String.init)), argument.number, entry)
    }
}

struct BriefCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "brief",
        abstract: "专报。What lies before a leader, three at most, as one HTML file to print.")

    @Argument(help: "第几件堵点；不写则是呈送给这位领导的。Numbers of obstacles instead.") var numbers: [Int64] = []
    @Option(help: "领导的账号编号；不写则是 --as。The leader's identifier.") var leader: String?
    @Option(help: "文件。The file: .html") var to: String
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let office = try await desk.orders(entry)
        try office.acting.require(.seeProjects)
        let (sight, numbers) = (office.acting.sight, numbers)
        let scene = OrderScene(
            units: UnitNames(office.city.folder, on: office.today), rules: office.rules,
            today: office.today)
        let named = try numbers.isEmpty ? reader(office.acting.actor) : nil
        let occasion = Occasion(office.acting.actor, in: desk.world)
        let papers = try await office.city.store.write { tx in
            let lying = try named.map { try tx.obstacles(before: $0, visibleTo: sight) } ?? []
            return try (numbers + lying.map(\.number)).map { number in
                guard let paper = try tx.obstaclePaper(number, scene: scene, visibleTo: sight)
                else { throw UnknownOrder() }
                try tx.record(
                    "obstacle.printed", on: paper.obstacle.id, by: occasion.actor.name,
                    at: occasion.at)
                return paper
            }
        }
        guard !papers.isEmpty else { throw OrderRefusal([Problem("没有等这位领导批示的")]) }
        let text = ObstaclePaper.document(papers)
        try Data(text.utf8).write(to: URL(fileURLWithPath: to), options: .atomic)
        desk.out(to)
    }

    private func reader(_ actor: Actor) throws -> Identifier {
        if let leader {
            guard let id = Identifier(leader), id.kind == .member else {
                throw OrderRefusal([Problem("这不是领导的账号编号", at: .field("--leader"))])
            }
            return id
        }
        guard case .member(let member) = actor, member.may(.decideObstacles) else {
            throw OrderRefusal([Problem("请写哪位领导", at: .field("--leader"))])
        }
        return member.id
    }
}

extension OrderDesk {
    /// Prints the obstacle as it stands.
    fileprivate func tell(obstacle number: Int64, at desk: Desk) async throws {
        let sight = acting.sight
        let course = try await city.store.read { tx in
            try tx.obstacleCourse(number, visibleTo: sight)
        }
        guard let course else { throw UnknownOrder() }
        desk.out(course.json.text)
    }
}

extension Desk {
    /// Does something with the obstacle as it stands, and prints it then.
    fileprivate func act(
        _ draft: ObstacleActDraft, _ number: Int64, _ entry: EntryOptions
    ) async throws {
        let office = try await orders(entry)
        let (rules, today, sight) = (office.rules, office.today, office.acting.sight)
        let occasion = Occasion(office.acting.actor, in: world)
        try await office.city.store.write { tx in
            guard let obstacle = try tx.obstacle(number, visibleTo: sight) else {
                throw UnknownOrder()
            }
            try tx.act(
                draft, onObstacle: number, version: obstacle.version, rules: rules, today: today,
                occasion)
        }
        try await office.tell(obstacle: number, at: self)
    }
}
