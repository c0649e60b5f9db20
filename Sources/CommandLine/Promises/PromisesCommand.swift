package import ArgumentParser
import Basics
import Pages
import People
import Promises
import Rules
import Storage

/// `headwater promises …`
package struct PromisesCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "promises", abstract: "督办。Orders, their days and their ladder.",
        subcommands: [
            ListOrdersCommand.self, ShowOrderCommand.self, SendOrderCommand.self,
            AnswerOrderCommand.self, ExtendOrderCommand.self, GrantOrderCommand.self,
            RefuseOrderCommand.self, PauseOrderCommand.self, ResumeOrderCommand.self,
            ReturnOrderCommand.self, CloseOrderCommand.self, WithdrawOrderCommand.self,
            WithdrawOrderFileCommand.self, RunOrdersCommand.self, ListObstaclesCommand.self,
            RaiseObstacleCommand.self,
            PrepareObstacleCommand.self, PresentObstacleCommand.self,
            SettleObstacleCommand.self, DecideObstacleCommand.self, BriefCommand.self,
        ])

    package init() {}
}

struct ListOrdersCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "列出。Orders in sight; JSON Lines.")

    @Option(help: "answer | decide | told | all") var view = "all"
    @Option(help: "issued | answered | returned | closed | withdrawn") var state: String?
    @Option(help: "supervision | reminder | instruction") var kind: String?
    @Option(help: "主办单位。The owner's identifier.") var owner: String?
    @Flag(help: "只看超期。Only what is overdue.") var overdue = false
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let filter = OrderFilter(
            view: try word(view, "--view") ?? .all, state: try word(state, "--state"),
            kind: try word(kind, "--kind"), owner: owner, isOverdue: overdue)
        let office = try await desk.orders(entry)
        try office.acting.require(.seeProjects)
        let reader = OrderReader(office.acting.actor, rules: office.rules, today: office.today)
        let today = office.today
        var offset = 0
        while true {
            let from = offset
            let part = try await office.city.store.read { tx in
                try tx.orders(filter, for: reader, on: today, offset: from)
            }
            for order in part { desk.out(order.json.text) }
            guard part.count == Limit.ordersOnPage.count else { return }
            offset += part.count
        }
    }

    private func word<Word: RawRepresentable>(
        _ text: String?, _ name: String
    ) throws -> Word? where Word.RawValue == String {
        guard let text else { return nil }
        guard let word = Word(rawValue: text) else {
            throw OrderRefusal([Problem("不认得“\(text)”", at: .field(name))])
        }
        return word
    }
}

struct ShowOrderCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "一件。An order with everything that happened; JSON.")

    @Argument(help: "第几件。The number of the order.") var number: Int64
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let office = try await desk.orders(entry)
        try office.acting.require(.seeProjects)
        try await office.tell(number, at: desk)
    }
}

struct SendOrderCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "order", abstract: "发件。Sends an order in the name of --as.")

    @Argument(help: "supervision | reminder | instruction") var kind: String
    @Option(help: "事项。What it is called.") var title: String
    @Option(help: "要求。What is asked.") var asked: String
    @Option(help: "主办单位。The owner's identifier: dongyu") var owner: String
    @Option(help: "协办单位，可多次。A co-owner; may be repeated.") var coOwner: [String] = []
    @Option(help: "期限。The day: 2026-10-31") var due: String?
    @Option(help: "时限规则。A clock of the city instead: supervision-reply") var clock: String?
    @Option(help: "督办领导的账号编号。The leader's identifier.") var leader: String?
    @Option(help: "关于哪个项目。The project it is about.") var project: String?
    @Option(help: "由来。The meeting or words it comes from.") var origin: String?
    @Option(help: "由来的日期。Their day.") var originOn: String?
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let office = try await desk.orders(entry)
        let draft = OrderDraft(
            kind: kind, subject: project.map { Subject("project", $0) }, title: title,
            asked: asked, owner: owner, coOwners: coOwner, leader: leader, due: due,
            clock: clock, origin: origin, originOn: originOn)
        let (rules, today, occasion) = (
            office.rules, office.today, Occasion(office.acting.actor, in: desk.world)
        )
        let sight = office.acting.sight
        let number = try await office.city.store.write { tx in
            try tx.requireProject(draft.subject, visibleTo: sight)
            return try tx.send(draft, rules: rules, today: today, occasion)
        }
        try await office.tell(number, at: desk)
    }
}

struct RunOrdersCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "升级。What the server does each day: tells what is late, once for each rung.")

    @OptionGroup var place: PlaceOptions

    mutating func run(at desk: Desk) async throws {
        let city = try await desk.open(place)
        let (rules, today, occasion) = (
            OrderRules(city.folder), desk.world.now().day(offset: city.folder.zoneOffset),
            Occasion(.operator, in: desk.world)
        )
        let done = try await city.store.write { tx in
            try tx.escalate(rules: rules, today: today, occasion)
        }
        desk.out(
            JSONValue.object([
                "told": JSONValue(done.told), "passed": JSONValue(done.passed),
            ]).text)
    }
}
