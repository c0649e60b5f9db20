import ArgumentParser
import Basics
import Pages
import People
import Projects
import Rules
import Storage

struct CommitmentsCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "commitments",
        abstract: "承诺和兑现。What was promised and what became of it; JSON Lines.")

    @Option(help: "结果。overdue | due | off | reviewing | refused | waiting | fulfilled | ended")
    var state: String?
    @OptionGroup var entry: EntryOptions

    func validate() throws {
        if let state, CommitmentState(rawValue: state) == nil {
            throw ValidationError(
                "--state is overdue, due, off, reviewing, refused, waiting, "
                    + "fulfilled or ended.")
        }
    }

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.seeProjects)
        let (today, wanted) = (
            city.today(in: desk.world), state.flatMap(CommitmentState.init)
        )
        let found = try await city.store.read { tx in
            try tx.commitments(visibleTo: acting.sight)
        }
        for listed in found
        where wanted == nil || listed.commitment.state(on: today) == wanted {
            desk.out(listed.commitment.json(on: today).text)
        }
    }
}

struct PromiseCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "promise", abstract: "登记承诺。A clause of what was promised.")

    @OptionGroup var argument: ProjectArgument
    @Argument(help: "承诺了什么。What was promised.") var content: String
    @Option(help: "条款。Where it stands: 第三条第二款") var clause: String
    @Option(help: "约定条件。What the investor must reach first.") var condition: String
    @Option(help: "承诺金额，单位是万。In ten thousands; none for what is no money.") var amount: String?
    @Option(help: "币种。The currency.") var currency = "CNY"
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let words = [
            "content": content, "clause": clause, "condition": condition, "promised": amount,
            "promised_currency": currency,
        ]
        let (id, draft) = (try argument.id, CommitmentDraft { words[$0] ?? nil })
        let (city, acting) = try await desk.enter(entry)
        let (today, occasion) = (
            city.today(in: desk.world), Occasion(acting.actor, in: desk.world)
        )
        let made = try await city.store.write { tx in
            let number = try tx.promise(draft, of: id, occasion)
            return try tx.commitment(number, visibleTo: acting.sight)
        }
        if let made { desk.out(made.json(on: today).text) }
    }
}

struct CommitmentStepCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "commitment",
        abstract: "办理承诺。Its basis, reviews, verification, payment or end.")

    @Argument(help: "第几条。The number of the commitment.") var number: Int64
    @Argument(help: "basis | legality | competition | verified | paid | ended") var step: String
    @Option(help: "哪一天。The day: 2026-10-31") var on: String
    @Option(help: "文件或凭证。The document, opinion, evidence or voucher.") var title: String
    @Option(help: "结果：passed | refused。Of a review or a verification.") var result: String?
    @Option(help: "应兑现日期。By when, with verified.") var due: String?
    @Option(help: "兑现金额，单位是万。With paid.") var paid: String?
    @Option(help: "说明。A note.") var note: String?
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let words = [
            "step": step, "on": on, "title": title, "result": result, "due": due, "paid": paid,
            "note": note,
        ]
        let (number, draft) = (number, CommitmentStepDraft { words[$0] ?? nil })
        let (city, acting) = try await desk.enter(entry)
        let ask = try MoneyAsk(city, acting.actor, desk.world)
        let changed = try await city.store.write { tx in
            let found = try tx.commitment(number, visibleTo: acting.sight)
            guard let found else { throw UnknownProject() }
            try tx.step(
                draft, of: number, latest: found.steps.last?.number ?? 0, rule: ask.receiptRule,
                units: ask.units, today: ask.today, ask.occasion)
            return try tx.commitment(number, visibleTo: acting.sight)
        }
        if let changed { desk.out(changed.json(on: ask.today).text) }
    }
}
