package import ArgumentParser
import Basics
import Pages
import People
import Projects
import Rules
import Storage

/// `headwater leads …`
package struct LeadsCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "leads", abstract: "招商线索。Leads, before they are projects.",
        subcommands: [
            ListLeadsCommand.self, SubmitLeadCommand.self, AssessLeadCommand.self,
            AnswerLeadCommand.self, AssignLeadCommand.self, ReportLeadCommand.self,
            TieLeadCommand.self, CloseLeadCommand.self, UnsealLeadCommand.self,
            LeadReceiptCommand.self,
        ])

    package init() {}
}

struct ListLeadsCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "线索。What waits first; JSON Lines, as --as may see them.")

    @Option(help: "哪些。all | overdue | assess | answer | following | rejected | closed | sealed")
    var view = LeadView.all.rawValue
    @Option(help: "单位。Of one unit, by its identifier.") var unit: String?
    @OptionGroup var entry: EntryOptions

    func validate() throws {
        guard LeadView(rawValue: view) != nil else {
            throw ValidationError(
                "--view is all, overdue, assess, answer, following, rejected, closed or sealed.")
        }
    }

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.seeProjects)
        let (today, reader) = (city.today(in: desk.world), city.leadReader(acting))
        let filter = LeadFilter(LeadView(rawValue: view) ?? .all, unit: unit)
        let leads = try await city.store.read { tx in
            try tx.leads(filter, on: today, for: reader, limit: .leadsListed)
        }
        for lead in leads { desk.out(lead.json(on: today).text) }
    }
}

struct SubmitLeadCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "submit",
        abstract: "提交线索。A lead in the name of the member's unit; prints its receipt.")

    @Argument(help: "什么项目。What it is.") var what: String
    @Option(help: "投资方。The investor, as far as known.") var investor: String
    @Option(help: "从哪里来。Where from.") var origin: String?
    @Option(help: "大概投资多少。A rough amount, as text.") var amount: String?
    @Option(help: "产业链。A chain of the city's taxonomy, by its identifier.") var chain: String?
    @Option(help: "引荐人。Who brought it.") var introducer: String?
    @Option(help: "引荐人电话。Their number.") var phone: String?
    @Option(help: "其他情况。A note.") var note: String?
    @Flag(help: "存证报备。Only the own unit reads it.") var sealed = false
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let words = [
            "what": what, "investor": investor, "origin": origin, "amount": amount,
            "chain": chain, "introducer": introducer, "phone": phone, "note": note,
            "sealed": sealed ? "1" : nil,
        ]
        let draft = LeadDraft { words[$0] ?? nil }
        let (city, acting) = try await desk.enter(entry)
        let office = LeadOffice(city.folder, on: city.today(in: desk.world))
        let (salt, occasion) = (desk.world.bytes(16), Occasion(acting.actor, in: desk.world))
        let reader = city.leadReader(acting)
        let lead = try await city.store.write { tx in
            let number = try tx.submit(draft, personSalt: salt, office: office, occasion)
            return try tx.lead(number, for: reader)
        }
        guard let lead else { throw UnknownLead() }
        desk.out(lead.receiptJSON.text)
    }
}

struct LeadArgument: ParsableArguments {
    @Argument(help: "编号。The number of the lead.") var number: String
    @Option(help: "说明。A note.") var note: String?
    @OptionGroup var entry: EntryOptions
}

struct AssessLeadCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "assess", abstract: "研判。Follow it, or it is no lead, or experts are needed.")

    @Argument(help: "follow | reject | experts") var result: String
    @OptionGroup var lead: LeadArgument
    @Option(help: "为什么不是线索。The reason of the city's rule, with reject.") var rejection: String?

    mutating func run(at desk: Desk) async throws {
        try await desk.act(
            on: lead, ["act": "assessed", "result": result, "rejection": rejection])
    }
}

struct AnswerLeadCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "answer", abstract: "答复引荐人。When and how, and with --note what was said.")

    @OptionGroup var lead: LeadArgument
    @Option(help: "哪一天。The day: 2026-10-31") var on: String
    @Option(help: "怎样答复。phone | meeting | letter | message") var way: String

    mutating func run(at desk: Desk) async throws {
        try await desk.act(on: lead, ["act": "answered", "on": on, "way": way])
    }
}

struct AssignLeadCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "assign", abstract: "分派。To a unit, which then sees it.")

    @OptionGroup var lead: LeadArgument
    @Option(help: "单位。The unit, by its identifier.") var to: String

    mutating func run(at desk: Desk) async throws {
        try await desk.act(on: lead, ["act": "assigned", "to": to])
    }
}

struct ReportLeadCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "反馈。How it stands, with --note, by the unit that it is assigned to.")

    @OptionGroup var lead: LeadArgument

    mutating func run(at desk: Desk) async throws {
        try await desk.act(on: lead, ["act": "reported"])
    }
}

struct TieLeadCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "tie", abstract: "关联项目。To a project of the unit's ledger.")

    @OptionGroup var lead: LeadArgument
    @Option(help: "项目编号。The identifier of the project.") var project: String

    mutating func run(at desk: Desk) async throws {
        try await desk.act(on: lead, ["act": "tied", "project": project])
    }
}

struct CloseLeadCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "结束。A lead that was followed, with the reason.")

    @OptionGroup var lead: LeadArgument
    @Option(help: "为什么。project | elsewhere | dropped | unreachable | repeated")
    var reason: String

    mutating func run(at desk: Desk) async throws {
        try await desk.act(on: lead, ["act": "closed", "closing": reason])
    }
}

struct UnsealLeadCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "unseal", abstract: "解封。Its own unit only; it can't be sealed again.")

    @OptionGroup var lead: LeadArgument

    mutating func run(at desk: Desk) async throws {
        try await desk.act(on: lead, ["act": "unsealed"])
    }
}

struct LeadReceiptCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "receipt",
        abstract: "回执。The hash, and for --as of who sees all of it the text that is hashed.")

    @Argument(help: "编号。The number of the lead.") var number: String
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.seeProjects)
        let (number, reader) = (number, city.leadReader(acting))
        let lead = try await city.store.read { tx in try tx.lead(number, for: reader) }
        guard let lead else { throw UnknownLead() }
        desk.out(lead.receiptJSON.text)
    }
}

extension CityDesk {
    fileprivate func leadReader(_ acting: Acting) -> LeadReader {
        LeadReader(acting.actor, units: Units(folder.units))
    }
}

extension Desk {
    /// Opens the city, acts on the lead as it stands and prints it then.
    fileprivate func act(on argument: LeadArgument, _ words: [String: String?]) async throws {
        let (number, note) = (argument.number, argument.note)
        let draft = LeadActDraft { $0 == "note" ? note : words[$0] ?? nil }
        let (city, acting) = try await enter(argument.entry)
        let today = city.today(in: world)
        let (office, occasion) = (
            LeadOffice(city.folder, on: today), Occasion(acting.actor, in: world)
        )
        let reader = city.leadReader(acting)
        let changed = try await city.store.write { tx in
            guard let lead = try tx.lead(number, for: reader) else { throw UnknownLead() }
            try tx.act(draft, on: number, version: lead.version, office: office, occasion)
            return try tx.lead(number, for: reader)
        }
        if let changed { out(changed.json(on: today).text) }
    }
}
