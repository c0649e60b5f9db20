package import ArgumentParser
import Basics
import Companies
import Pages
import People
import Projects
import Rules
import Storage

/// `headwater contacts …`
package struct ContactsCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "contacts", abstract: "对接记录。Meetings with companies.",
        subcommands: [
            ListContactsCommand.self, RecordContactCommand.self, CorrectContactCommand.self,
            CompleteContactCommand.self, WithdrawContactCommand.self,
        ])

    package init() {}
}

struct ListContactsCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "对接记录。JSON Lines; names and phones hidden as --as may see them.")

    @Option(help: "哪些：due（到期）| open（待办）| all") var view = ContactFilter.all.rawValue
    @Option(help: "一家企业的。Of one company: identifier, code or name.") var company: String?
    @OptionGroup var entry: EntryOptions

    func validate() throws {
        guard ContactFilter(rawValue: view) != nil else {
            throw ValidationError("--view is due, open or all.")
        }
    }

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.seeProjects)
        let (reader, today) = (ContactReader(acting.actor), city.today(in: desk.world))
        let filter = ContactFilter(rawValue: view) ?? .all
        var named: Company?
        if let company { named = try await city.company(named: company) }
        let contacts = try await city.store.read { [named] tx in
            try tx.contacts(
                filter, of: named?.id, on: today, for: reader, limit: .exportedContacts)
        }
        let units = UnitNames(city.folder, on: today)
        for contact in contacts { desk.out(contact.json(units).text) }
    }
}

/// What a record says, as it is typed.
struct ContactWords: ParsableArguments {
    @Option(help: "对接日期。The day: 2026-10-31") var on: String
    @Option(help: "我方单位。Our unit, as the city folder calls it.") var unit: String
    @Option(help: "对方职务。The post of the person met.") var post: String
    @Option(help: "对方姓名。The name, where known.") var person: String?
    @Option(help: "电话。The number, where known.") var phone: String?
    @Option(help: "谈了什么。What was said.") var said: String
    @Option(help: "下一步。The next step.") var next: String?
    @Option(help: "期限。The day it is due: 2026-11-15") var due: String?

    var draft: ContactDraft {
        ContactDraft(
            unit: unit, metOn: on, post: post, person: person, phone: phone, said: said,
            nextStep: next, due: due)
    }
}

struct RecordContactCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "登记对接。A meeting with a company, in a unit's name.")

    @OptionGroup var argument: CompanyArgument
    @OptionGroup var words: ContactWords
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        let company = try await city.company(argument)
        let draft = words.draft
        let (units, today) = (Units(city.folder.units), city.today(in: desk.world))
        let occasion = Occasion(acting.actor, in: desk.world)
        let number = try await city.store.write { tx in
            try tx.recordContact(
                of: company.id, draft, units: units, today: today, occasion)
        }
        try await city.tell(ofContact: number, acting, at: desk)
    }
}

struct CorrectContactCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "correct",
        abstract: "更正。Says a record anew, whole: what is not given is no longer in it.")

    @Argument(help: "第几条。Its number.") var number: Int64
    @OptionGroup var words: ContactWords
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (draft, units) = (words.draft, Units(try await desk.open(entry.place).folder.units))
        try await desk.change(contact: number, entry) { tx, contact, today, occasion in
            try tx.changeContact(
                contact.number, version: contact.version, draft, units: units, today: today,
                occasion)
        }
    }
}

struct CompleteContactCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "done", abstract: "办结。The next step of a record was taken today.")

    @Argument(help: "第几条。Its number.") var number: Int64
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        try await desk.change(contact: number, entry) { tx, contact, today, occasion in
            try tx.completeContact(
                contact.number, version: contact.version, on: today, occasion)
        }
    }
}

struct WithdrawContactCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "撤回。A record counts no longer.")

    @Argument(help: "第几条。Its number.") var number: Int64
    @Option(help: "为什么。Why.") var reason: String
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let reason = reason
        try await desk.change(contact: number, entry) { tx, contact, _, occasion in
            try tx.withdrawContact(
                contact.number, version: contact.version, reason: reason, occasion)
        }
    }
}

extension Desk {
    /// Opens the city, changes the record as it stands and prints what it is then.
    fileprivate func change(
        contact number: Int64, _ entry: EntryOptions,
        _ body:
            @escaping @Sendable (any Transaction, CompanyContact, Day, Occasion) throws -> Void
    ) async throws {
        let (city, acting) = try await enter(entry)
        let (reader, today) = (ContactReader(acting.actor), city.today(in: world))
        let occasion = Occasion(acting.actor, in: world)
        try await city.store.write { tx in
            guard let contact = try tx.contact(number, for: reader) else { throw UnknownContact() }
            try body(tx, contact, today, occasion)
        }
        try await city.tell(ofContact: number, acting, at: self)
    }
}

extension CityDesk {
    fileprivate func tell(
        ofContact number: Int64, _ acting: Acting, at desk: Desk
    ) async throws {
        let reader = ContactReader(acting.actor)
        let found = try await store.read { tx in try tx.contact(number, for: reader) }
        guard let found else { throw UnknownContact() }
        desk.out(found.json(UnitNames(folder, on: today(in: desk.world))).text)
    }
}
