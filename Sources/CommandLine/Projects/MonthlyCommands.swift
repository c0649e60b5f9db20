package import ArgumentParser
import Basics
import Pages
import People
import Projects
import Rules
import Storage

/// `headwater monthly …`
package struct MonthlyCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "monthly", abstract: "月报。The monthly round by forms.",
        subcommands: [
            MonthlyListCommand.self, MonthlyOpenCommand.self, MonthlyShowCommand.self,
            MonthlyFillCommand.self, MonthlySubmitCommand.self, MonthlyRecallCommand.self,
            MonthlyCheckCommand.self, CorrectMonthCommand.self, CorrectionsCommand.self,
            DecideCorrectionCommand.self,
        ])

    package init() {}
}

struct MonthlyListCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "一个月的月报。The rounds of a month; JSON Lines.")

    @Option(help: "月份。The month: 2026-10") var month: String
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let month = try Month(argument: month)
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.seeProjects)
        let found = try await city.store.read { tx in
            try tx.monthlyReports(of: month, visibleTo: acting.sight)
        }
        for report in found { desk.out(report.json.text) }
    }
}

struct MonthlyOpenCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "开始填报。Begins the own unit's report; prints its rows.")

    @Option(help: "月份。The month: 2026-10") var month: String
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let month = try Month(argument: month)
        let ask = try await MonthlyAsk(desk, entry)
        let (id, source) = (desk.world.identifier(.sheet), desk.world.identifier(.evidence))
        let opened = try await ask.city.store.write { tx in
            try tx.openReport(of: month, id: id, source: source, rules: ask.rules, ask.occasion)
        }
        try await ask.show(opened.id, at: desk)
    }
}

struct MonthlyShowCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "看一轮月报。A round and its rows; JSON Lines.")

    @OptionGroup var report: ReportArgument

    mutating func run(at desk: Desk) async throws {
        try await report.ask(desk).show(try report.id, at: desk)
    }
}

struct MonthlyFillCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "fill", abstract: "填一个项目。Writes fields of one row, or adds a project.")

    @OptionGroup var report: ReportArgument
    @Option(help: "第几行，从0起；不写则新加。The row's position; none adds one.") var row: Int?
    @Option(name: .customLong("set"), help: "栏=值，可多次。field=value, as monthly show names them.")
    var values: [String]

    mutating func run(at desk: Desk) async throws {
        var typed: [String: String] = [:]
        for value in values {
            let parts = value.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, MonthlyField(rawValue: String(parts[0])) != nil else {
                throw ProjectRefusal([Problem("没有“\(value)”这一栏，写作 栏=值", at: .field("--set"))])
            }
            typed[String(parts[0])] = String(parts[1])
        }
        let draft = MonthlyRowDraft(position: row) { typed[$0] }
        try await report.change(at: desk) { tx, found, ask in
            try tx.fill(
                found.id, with: [draft], version: found.sheet.version, rules: ask.rules,
                ask.occasion)
        }
    }
}

struct MonthlySubmitCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "submit", abstract: "报送。Hands a draft in for its checks.")

    @OptionGroup var report: ReportArgument

    mutating func run(at desk: Desk) async throws {
        try await report.change(at: desk) { tx, found, ask in
            try tx.submit(
                found.id, version: found.sheet.version, rules: ask.rules, ask.occasion)
        }
    }
}

struct MonthlyRecallCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "recall", abstract: "撤回。Takes a report back before its first check.")

    @OptionGroup var report: ReportArgument

    mutating func run(at desk: Desk) async throws {
        try await report.change(at: desk) { tx, found, ask in
            try tx.recall(found.id, version: found.sheet.version, ask.occasion)
        }
    }
}

struct MonthlyCheckCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "审核。Passes a report on or gives it back; the last check takes it in.")

    @OptionGroup var report: ReportArgument
    @Flag(name: .customLong("return"), help: "退回。Give it back, with --note.")
    var isReturned = false
    @Option(help: "意见。A note.") var note: String?

    mutating func run(at desk: Desk) async throws {
        let (note, isPassed) = (note, !isReturned)
        let ask = try await report.ask(desk)
        let found = try await ask.found(try report.id)
        let fresh = (0..<found.sheet.rowCount).map { _ in desk.world.identifier(.project) }
        let entered = try await ask.city.store.write { tx in
            try tx.check(
                found.id, isPassed: isPassed, note: note, version: found.sheet.version,
                fresh: fresh, rules: ask.rules, ask.occasion)
        }
        if entered != nil {
            try await ask.city.recheck(found.month, by: ask.acting.name, in: desk.world)
        }
        try await ask.show(found.id, at: desk)
    }
}

struct CorrectMonthCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "correct",
        abstract: "报更正。What a closed month should have said of a project.")

    @OptionGroup var argument: ProjectArgument
    @Option(help: "月份。The closed month: 2026-08") var month: String
    @Option(help: "哪一项。name | investors | total | stage | agreement | signed_on | received")
    var field: String
    @Option(help: "应为。What it should have said.") var became: String
    @Option(help: "原因。Why.") var because: String
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let words = [
            "corrected_month": month, "corrected_field": field, "became": became,
            "because": because,
        ]
        let (id, draft) = (try argument.id, CorrectionDraft { words[$0] })
        let ask = try await MonthlyAsk(desk, entry)
        let made = try await ask.city.store.write { tx in
            let number = try tx.correct(draft, of: id, today: ask.rules.today, ask.occasion)
            return try tx.correction(number, visibleTo: ask.acting.sight)
        }
        if let made { desk.out(made.json.text) }
    }
}

struct CorrectionsCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "corrections",
        abstract: "更正。Corrections of a closed month, or those that wait; JSON Lines.")

    @Option(help: "月份。The month; none: those that wait.") var month: String?
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let month = try month.map { try Month(argument: $0) }
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.seeProjects)
        let found = try await city.store.read { tx in
            try tx.corrections(of: month, visibleTo: acting.sight)
        }
        for listed in found { desk.out(listed.correction.json.text) }
    }
}

struct DecideCorrectionCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "decide", abstract: "确认更正。Confirms a correction or gives it back.")

    @Argument(help: "第几条。The number of the correction.") var number: Int64
    @Flag(name: .customLong("return"), help: "退回。Give it back, with --note.")
    var isReturned = false
    @Option(help: "意见。A note.") var note: String?
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (number, isConfirmed, note) = (number, !isReturned, note)
        let ask = try await MonthlyAsk(desk, entry)
        let units = Units(ask.city.folder.units)
        let changed = try await ask.city.store.write { tx in
            let found = try tx.correction(number, visibleTo: ask.acting.sight)
            guard let found else { throw UnknownProject() }
            try tx.decideCorrection(
                number, isConfirmed: isConfirmed, note: note, version: found.version,
                units: units, ask.occasion)
            return try tx.correction(number, visibleTo: ask.acting.sight)
        }
        if let changed { desk.out(changed.json.text) }
    }
}

struct ReportArgument: ParsableArguments {
    @Argument(help: "月报。The identifier of the round, as list prints it.") var text: String
    @OptionGroup var entry: EntryOptions

    var id: Identifier {
        get throws {
            guard let id = Identifier(text), id.kind == .sheet else { throw UnknownProject() }
            return id
        }
    }

    fileprivate func ask(_ desk: Desk) async throws -> MonthlyAsk {
        try await MonthlyAsk(desk, entry)
    }

    /// Does something with the round as it is now, and prints it.
    fileprivate func change(
        at desk: Desk,
        _ work: @Sendable @escaping (any Transaction, MonthlyReport, MonthlyAsk) throws -> Void
    ) async throws {
        let ask = try await ask(desk)
        let found = try await ask.found(try id)
        try await ask.city.store.write { tx in try work(tx, found, ask) }
        try await ask.show(found.id, at: desk)
    }
}

/// Who asks what of the monthly round, and when.
private struct MonthlyAsk: Sendable {
    let city: CityDesk
    let acting: Acting
    let rules: RoundRules
    let occasion: Occasion

    init(_ desk: Desk, _ entry: EntryOptions) async throws {
        (city, acting) = try await desk.enter(entry)
        rules = try RoundRules(city.folder, on: city.today(in: desk.world))
        occasion = Occasion(acting.actor, in: desk.world)
    }

    func found(_ id: Identifier) async throws -> MonthlyReport {
        guard
            let found = try await city.store.read({ tx in
                try tx.monthlyReport(id, by: acting.actor)
            })
        else { throw UnknownProject() }
        return found
    }

    func show(_ id: Identifier, at desk: Desk) async throws {
        let found = try await found(id)
        desk.out(found.json.text)
        let rows = try await city.store.read { tx in
            try tx.ledgerRows(ofSheet: id, visibleTo: acting.sight)
        }
        for row in rows { desk.out(row.monthlyJSON.text) }
    }
}
