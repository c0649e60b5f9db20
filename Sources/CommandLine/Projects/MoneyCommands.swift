import ArgumentParser
import Basics
import Evidence
import Pages
import People
import Projects
import Rules
import Storage

struct MoneyCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "money",
        abstract: "一个项目的到位资金。By year and layer, receipts, plan, what doesn't count; JSON.")

    @OptionGroup var argument: ProjectArgument
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.seeProjects)
        try await city.tellMoney(try argument.id, acting.sight, at: desk)
    }
}

struct ReceiptsCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "receipts", abstract: "到账。Money that arrived; JSON Lines.")

    @Option(help: "计入月份。The month in which it counts: 2026-10") var month: String?
    @Option(help: "单位。Identifier of the project's unit.") var unit: String?
    @Option(help: "来源类别。A source of the city's rule.") var source: String?
    @Option(help: "结果。reported | confirmed | returned | withdrawn") var state: String?
    @OptionGroup var entry: EntryOptions

    func validate() throws {
        if let state, ProjectEventState(rawValue: state) == nil {
            throw ValidationError("--state is reported, confirmed, returned or withdrawn.")
        }
    }

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.seeProjects)
        let filter = ReceiptFilter(
            month: try month.map(Month.init(argument:)), unit: unit,
            state: state.flatMap(ProjectEventState.init), source: source)
        let found = try await city.store.read { tx in
            try tx.receipts(filter, visibleTo: acting.sight, limit: .exportedReceipts)
        }
        for listed in found { desk.out(listed.receipt.json.text) }
    }
}

struct ReceiveCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "receive", abstract: "登记到账。Money that arrived, with its bank slip.")

    @OptionGroup var argument: ProjectArgument
    @Option(help: "金额，单位是万。In ten thousands, or written out: 6200万美元") var amount: String
    @Option(help: "币种。CNY USD EUR HKD JPY GBP KRW SGD") var currency = "CNY"
    @Option(help: "到账日期。The day it arrived: 2026-10-31") var arrived: String
    @Option(help: "收款银行。The bank.") var bank: String
    @Option(help: "进账单号。The number of the slip.") var slip: String
    @Option(help: "付款人。Who paid.") var payer: String
    @Option(help: "来源类别。A source of the city's rule.") var source: String
    @Option(help: "资金用途。A kind of capital of the city's rule.") var capital: String
    @Option(help: "佐证种类。The kind of evidence: 银行进账单") var kind: String
    @Option(help: "佐证文件。The file.") var file: String?
    @Option(help: "文号或编号。The reference.") var title: String?
    @Option(help: "佐证上的日期。The day on it.") var dated: String?
    @Option(help: "更正第几笔。The receipt it corrects.") var replaces: Int64?
    @Option(help: "原因。Why; needed for what is unusual.") var reason: String?
    @OptionGroup var rate: RateWords
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let words = [
            "amount": amount, "currency": currency, "arrived": arrived, "bank": bank,
            "slip": slip, "payer": payer, "source": source, "capital": capital, "kind": kind,
            "title": title, "dated": dated, "replaces": replaces.map(String.init),
            "reason": reason,
        ].merging(rate.words) { first, _ in first }
        let sent = try file.map(evidenceFile)
        let draft = ReceiptDraft({ words[$0] ?? nil }, file: sent)
        let drawn = desk.world.identifier(.evidence)
        try await desk.changeMoney(of: try argument.id, entry) { tx, money, ask in
            _ = try tx.receive(
                draft, of: money.project.id, source: drawn, rule: ask.receiptRule,
                today: ask.today, ask.occasion)
        }
    }
}

/// At which rate foreign money is converted.
struct RateWords: ParsableArguments {
    @Option(help: "汇率：1单位外币折多少元。Yuan for one: 7.1234") var rate: String?
    @Option(help: "汇率的日期。The day of the rate.") var rateOn: String?
    @Option(help: "汇率的出处。Who published it.") var rateSource: String?

    var words: [String: String?] {
        ["rate": rate, "rate_on": rateOn, "rate_source": rateSource]
    }
}

struct ConfirmReceiptCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "confirm-receipt",
        abstract: "确认到账。What another unit registered, or with --return gives it back.")

    @Argument(help: "第几笔。The number of the receipt.") var number: Int64
    @Flag(name: .customLong("return"), help: "退回。Gives it back.") var isReturned = false
    @Option(help: "说明。A note; needed with --return.") var note: String?
    @OptionGroup var rate: RateWords
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (number, isConfirmed, note, words) = (number, !isReturned, note, rate.words)
        try await desk.changeReceipt(number, entry) { tx, receipt, ask in
            try tx.decideReceipt(
                number, isConfirmed: isConfirmed, note: note,
                rate: RateDraft { words[$0] ?? nil }, version: receipt.version,
                rule: ask.receiptRule, units: ask.units, today: ask.today, ask.occasion)
        }
    }
}

struct WithdrawReceiptCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "withdraw-receipt", abstract: "撤回登记。Takes back one that waits.")

    @Argument(help: "第几笔。The number of the receipt.") var number: Int64
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let number = number
        try await desk.changeReceipt(number, entry) { tx, receipt, ask in
            try tx.withdrawReceipt(number, version: receipt.version, ask.occasion)
        }
    }
}

struct PlanMoneyCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "plan-money", abstract: "资金计划。How much is to arrive in a month.")

    @OptionGroup var argument: ProjectArgument
    @Argument(help: "月份。The month: 2026-10") var month: String
    @Argument(help: "层次。outside_province | inside_province | foreign") var layer: String
    @Argument(help: "金额，单位是万。In ten thousands.") var amount: String
    @Option(help: "币种。The currency.") var currency = "CNY"
    @Option(help: "原因。Why it is revised.") var reason: String?
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let words = [
            "plan_month": month, "plan_layer": layer, "planned": amount,
            "plan_currency": currency, "plan_reason": reason,
        ]
        try await desk.changeMoney(of: try argument.id, entry) { tx, money, ask in
            _ = try tx.planMoney(
                MoneyPlanDraft { words[$0] ?? nil }, of: money.project.id,
                latest: money.plans.last?.number ?? 0, ask.occasion)
        }
    }
}

struct ExcludeCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "exclude", abstract: "认定不计入。The project's money isn't counted.")

    @OptionGroup var argument: ProjectArgument
    @Argument(help: "情形。An exclusion of the city's rule: real-estate") var exclusion: String
    @Option(help: "从哪个月起。From which month on: 2026-10") var since: String
    @Option(help: "理由。Why.") var reason: String
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let words = ["exclusion": exclusion, "since": since, "ground": reason]
        try await desk.changeMoney(of: try argument.id, entry) { tx, money, ask in
            guard let rule = ask.folder.exclusions(on: ask.today) else {
                throw ProjectRefusal([Problem("城市没有不计入的规则")])
            }
            _ = try tx.exclude(
                ExclusionDraft { words[$0] }, of: money.project.id, rule: rule, today: ask.today,
                ask.occasion)
        }
    }
}

struct IncludeCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "include", abstract: "撤销不计入的认定。Its money counts again.")

    @OptionGroup var argument: ProjectArgument
    @Argument(help: "第几个认定。The number of the mark.") var number: Int64
    @Option(help: "理由。Why.") var reason: String
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (number, reason) = (number, reason)
        try await desk.changeMoney(of: try argument.id, entry) { tx, money, ask in
            let mark = money.exclusions.first { $0.number == number }
            guard let mark else { throw UnknownProject() }
            try tx.undoExclusion(
                number, because: reason, version: mark.version, ask.occasion)
        }
    }
}

struct CloseMonthCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "close-month",
        abstract: "关账。This month and all before it become read-only.")

    @Argument(help: "月份。The month: 2026-09") var month: String
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let month = try Month(argument: month)
        let (city, acting) = try await desk.enter(entry)
        let (today, occasion) = (
            city.today(in: desk.world), Occasion(acting.actor, in: desk.world)
        )
        try await city.store.write { tx in try tx.closeMonth(month, today: today, occasion) }
        desk.out(JSONValue.object(["closed_through": .string(month.description)]).text)
    }
}
