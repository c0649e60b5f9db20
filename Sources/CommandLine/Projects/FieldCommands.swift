import ArgumentParser
import Basics
import Pages
import People
import Projects
import Rules
import Storage

struct FieldsCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "fields", abstract: "项目档案。The fields of a project; JSON.")

    @OptionGroup var argument: ProjectArgument
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.seeProjects)
        try await city.tellFields(of: try argument.id, acting.sight, at: desk)
    }
}

struct DescribeProjectCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "describe",
        abstract: "填写档案。Fields of a project: chain=biomedicine fixed-assets=1.2亿元")

    @OptionGroup var argument: ProjectArgument
    @Argument(help: "字段=值。An empty value empties the field; several choices with commas.")
    var values: [String] = []
    @Option(help: "原因。Why.") var reason: String?
    @OptionGroup var entry: EntryOptions

    func validate() throws {
        guard !values.isEmpty else { throw ValidationError("Fields are given as NAME=VALUE.") }
        _ = try pairs(values)
    }

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        let (id, rule, folder) = (
            try argument.id, try city.fieldsRule(in: desk.world), city.folder
        )
        let occasion = Occasion(acting.actor, in: desk.world)
        let draft = ProjectFieldsDraft(
            try pairs(values).mapValues { [$0] }, reason: reason)
        try await city.store.write { tx in
            guard let project = try tx.project(id, visibleTo: acting.sight) else {
                throw UnknownProject()
            }
            _ = try tx.describe(
                draft, of: id, version: project.version, rule: rule, in: folder, occasion)
        }
        try await city.tellFields(of: id, acting.sight, at: desk)
    }
}

struct ProjectHistoryCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "沿革。Everything that happened to a project, the latest first; JSON Lines.")

    @OptionGroup var argument: ProjectArgument
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.seeProjects)
        let id = try argument.id
        let reader = LeadReader(acting.actor, units: Units(city.folder.units))
        let found = try await city.store.read { tx in
            guard try tx.project(id, visibleTo: acting.sight) != nil else { throw UnknownProject() }
            return try tx.happenings(of: id, visibleTo: acting.sight, leads: reader)
        }
        for happening in found { desk.out(happening.json.text) }
    }
}

struct AssignProjectCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "assign",
        abstract: "交办。Lets another unit see a project, or with --end no longer; JSON Lines.")

    @OptionGroup var argument: ProjectArgument
    @Argument(help: "单位。A unit, as the city folder calls it.") var unit: String
    @Option(help: "事由。What for; needed unless --end.") var reason: String?
    @Flag(help: "结束。Ends it.") var end = false
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        let (id, unit, reason, isEnd) = (try argument.id, unit, reason, end)
        let (units, today) = (Units(city.folder.units), city.today(in: desk.world))
        let clock = FeedbackClock(city.folder, on: today)
        let occasion = Occasion(acting.actor, in: desk.world)
        let access = try await city.store.write { tx in
            if isEnd {
                let found = try tx.access(ofProject: id, visibleTo: acting.sight)
                    .first { $0.unit == unit && $0.endedAt == nil }
                try tx.unassign(found?.number ?? 0, ofProject: id, occasion)
            } else {
                try tx.assign(
                    id, to: unit, because: reason, units: units, clock: clock, today: today,
                    occasion)
            }
            return try tx.access(ofProject: id, visibleTo: acting.sight)
        }
        for one in access { desk.out(one.json.text) }
    }
}

extension CityDesk {
    fileprivate func fieldsRule(in world: World) throws -> FieldsRule {
        guard let rule = folder.projectFields(on: today(in: world)) else {
            throw ProjectRefusal([Problem("城市没有项目档案的规则")])
        }
        return rule
    }

    fileprivate func tellFields(of id: Identifier, _ sight: Sight, at desk: Desk) async throws {
        let rule = try fieldsRule(in: desk.world)
        let (fields, version) = try await store.read { tx in
            guard let project = try tx.project(id, visibleTo: sight),
                let fields = try tx.fields(of: id, rule: rule, visibleTo: sight)
            else { throw UnknownProject() }
            return (fields, project.version)
        }
        desk.out(fields.json(version: version).text)
    }
}
