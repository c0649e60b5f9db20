import ArgumentParser
import Basics
import Pages
import People
import Projects
import Rules
import Storage

struct AssignedCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "assigned",
        abstract: "会办反馈。What units are assigned to, the most urgent first; JSON Lines.")

    @Flag(help: "只看 --as 的单位。Only of the unit of --as.") var own = false
    @Flag(help: "只看超期。Only what is overdue.") var overdue = false
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.seeProjects)
        let reader = LeadReader(acting.actor, units: Units(city.folder.units))
        let (today, filter) = (
            city.today(in: desk.world), AssignedFilter(isOwn: own, isOverdue: overdue)
        )
        let work = try await city.store.read { tx in
            try tx.assignedWork(filter, on: today, for: reader)
        }
        for one in work { desk.out(one.json(on: today).text) }
    }
}

struct GiveFeedbackCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "feedback",
        abstract: "反馈。How the part of an assigned unit stands, in the name of --as; JSON Lines.")

    @OptionGroup var argument: ProjectArgument
    @Argument(help: "办到哪一步。How it stands.") var text: String
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        let (id, text, sight) = (try argument.id, text, acting.sight)
        let (units, today) = (Units(city.folder.units), city.today(in: desk.world))
        let clock = FeedbackClock(city.folder, on: today)
        let occasion = Occasion(acting.actor, in: desk.world)
        let access = try await city.store.write { tx in
            try tx.giveFeedback(
                text, on: id, units: units, clock: clock, today: today, occasion)
            return try tx.access(ofProject: id, visibleTo: sight)
        }
        for one in access { desk.out(one.json.text) }
    }
}
