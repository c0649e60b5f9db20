import ArgumentParser
import Basics
import Evidence
import Pages
import People
import Projects
import Promises
import Rules
import Storage

/// One order by its number.
struct OrderArgument: ParsableArguments {
    @Argument(help: "第几件。The number of the order.") var number: Int64
}

struct AnswerOrderCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "answer", abstract: "反馈。What was done, by an owner.")

    @OptionGroup var argument: OrderArgument
    @Argument(help: "办理情况。What was done.") var text: String
    @Option(help: "凭据。What shows it.") var shows: String?
    @Option(help: "文件。The file that shows it.") var file: String?
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        try await desk.act(
            .answer, argument.number, text: text, shows: shows, file: file, entry)
    }
}

struct ExtendOrderCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "extend", abstract: "申请延期。The owner asks for another day.")

    @OptionGroup var argument: OrderArgument
    @Option(help: "延到哪一天。The day: 2026-11-15") var to: String
    @Argument(help: "为什么。Why.") var reason: String
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        try await desk.act(.extend, argument.number, text: reason, due: to, entry)
    }
}

struct GrantOrderCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "grant", abstract: "批准延期。The sender grants the day asked for.")

    @OptionGroup var argument: OrderArgument
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        try await desk.act(.grant, argument.number, entry)
    }
}

struct RefuseOrderCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "refuse", abstract: "不批准延期。The sender refuses it.")

    @OptionGroup var argument: OrderArgument
    @Argument(help: "为什么。Why.") var reason: String
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        try await desk.act(.refuse, argument.number, text: reason, entry)
    }
}

struct PauseOrderCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "暂停计时。The sender stops the clock.")

    @OptionGroup var argument: OrderArgument
    @Argument(help: "为什么。Why.") var reason: String
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        try await desk.act(.pause, argument.number, text: reason, entry)
    }
}

struct ResumeOrderCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "恢复计时。The day moves by as long as it stood.")

    @OptionGroup var argument: OrderArgument
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        try await desk.act(.resume, argument.number, entry)
    }
}

struct ReturnOrderCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "return", abstract: "退回重办。The sender gives the answer back.")

    @OptionGroup var argument: OrderArgument
    @Argument(help: "为什么。Why.") var reason: String
    @Option(help: "另定期限。Another day.") var due: String?
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        try await desk.act(.giveBack, argument.number, text: reason, due: due, entry)
    }
}

struct CloseOrderCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "销号。The sender takes it off the list.")

    @OptionGroup var argument: OrderArgument
    @Option(help: "凭什么销号。What shows that it is done.") var shows: String?
    @Option(help: "文件，可代替 --shows。The file that shows it.") var file: String?
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        try await desk.act(.close, argument.number, shows: shows, file: file, entry)
    }
}

struct WithdrawOrderCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "撤回。The sender takes the order back.")

    @OptionGroup var argument: OrderArgument
    @Argument(help: "为什么。Why.") var reason: String
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        try await desk.act(.withdraw, argument.number, text: reason, entry)
    }
}

struct WithdrawOrderFileCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "withdraw-file", abstract: "撤回文件。A file counts no longer; it stays.")

    @OptionGroup var argument: OrderArgument
    @Argument(help: "第几步交的，见 show 的 file.number。Of which act.") var act: Int64
    @Argument(help: "为什么。Why.") var reason: String
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let office = try await desk.orders(entry)
        let (number, act, reason) = (argument.number, act, reason)
        let occasion = Occasion(office.acting.actor, in: desk.world)
        try await office.city.store.write { tx in
            try tx.withdrawFile(act, ofOrder: number, because: reason, occasion)
        }
        try await office.tell(number, at: desk)
    }
}

/// A city with who acts in it today.
struct OrderDesk: Sendable {
    let city: CityDesk
    let acting: Acting
    let rules: OrderRules
    let today: Day

    /// Prints the order as it stands.
    func tell(_ number: Int64, at desk: Desk) async throws {
        let sight = acting.sight
        let course = try await city.store.read { tx in
            try tx.orderCourse(number, visibleTo: sight)
        }
        guard let course else { throw UnknownOrder() }
        desk.out(course.json.text)
    }
}

extension Desk {
    func orders(_ entry: EntryOptions) async throws -> OrderDesk {
        let (city, acting) = try await enter(entry)
        return OrderDesk(
            city: city, acting: acting, rules: OrderRules(city.folder),
            today: world.now().day(offset: city.folder.zoneOffset))
    }

    /// Does something with the order as it stands, and prints it then.
    fileprivate func act(
        _ act: OrderAct, _ number: Int64, text: String? = nil, shows: String? = nil,
        due: String? = nil, file: String? = nil, _ entry: EntryOptions
    ) async throws {
        let office = try await orders(entry)
        let draft = OrderActDraft(
            act: act.rawValue, text: text, shows: shows, due: due,
            file: try file.map(evidenceFile))
        let (rules, today, sight) = (office.rules, office.today, office.acting.sight)
        let (occasion, source) = (
            Occasion(office.acting.actor, in: world), world.identifier(.evidence)
        )
        try await office.city.store.write { tx in
            guard let order = try tx.order(number, visibleTo: sight) else {
                throw UnknownOrder()
            }
            try tx.act(
                draft, on: number, version: order.version, source: source, rules: rules,
                today: today, occasion)
        }
        try await office.tell(number, at: self)
    }
}

extension Transaction {
    /// Refused where the subject is a project that the reader doesn't see.
    func requireProject(_ subject: Subject?, visibleTo sight: Sight) throws {
        guard let subject else { return }
        guard let id = Identifier(subject.id), try project(id, visibleTo: sight) != nil else {
            throw UnknownProject()
        }
    }
}
