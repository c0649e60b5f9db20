import ArgumentParser
import Basics
import Evidence
import Pages
import People
import Projects
import Rules
import Storage

/// One project by its identifier.
struct ProjectArgument: ParsableArguments {
    @Argument(help: "项目编号。The identifier of the project.") var project: String

    var id: Identifier {
        get throws {
            guard let id = Identifier(project), id.kind == .project else {
                throw ProjectRefusal([Problem("这不是项目编号", at: .field("project"))])
            }
            return id
        }
    }
}

struct StagesCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "stages",
        abstract: "阶段。What a project has reached, what the next stage lacks; JSON.")

    @OptionGroup var argument: ProjectArgument
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.seeProjects)
        try await city.tell(try argument.id, acting.sight, at: desk)
    }
}

struct ClassifyProjectCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "classify", abstract: "项目类别。Which path of stages it takes.")

    @OptionGroup var argument: ProjectArgument
    @Argument(help: "类别。A class of the city's rule: build") var projectClass: String
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let word = projectClass
        try await desk.change(try argument.id, entry) { tx, course, city, occasion in
            try tx.classify(
                course.project.id, as: word, version: course.project.version, rule: course.rule,
                in: city.folder, today: city.today, occasion)
        }
    }
}

struct ReportProjectCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "报送。A stage that was reached, or that it paused, resumed or left.")

    @OptionGroup var argument: ProjectArgument
    @Argument(help: "reached | paused | resumed | left | noted | revoked") var step: String
    @Option(help: "哪一天。The day it happened: 2026-10-31") var on: String
    @Option(help: "阶段或并列事实。With reached the stage, with noted or revoked the dated fact.")
    var stage: String?
    @Option(help: "怎样出库。With left: ended | lost | moved") var leaving: String?
    @Option(help: "去了哪里。With left: where to.") var destination: String?
    @Option(help: "原因。Why; needed against the gate.") var reason: String?
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let draft = ProjectEventDraft(
            step: step, stage: stage, leaving: leaving, destination: destination, day: on,
            reason: reason)
        try await desk.change(try argument.id, entry) { tx, course, city, occasion in
            _ = try tx.report(
                draft, of: course.project.id, version: course.project.version, rule: course.rule,
                today: city.today, occasion)
        }
    }
}

struct ShowEvidenceCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "evidence", abstract: "佐证。What shows it: a file, or a reference.")

    @OptionGroup var argument: ProjectArgument
    @Argument(help: "种类。As the city's rule calls it: 施工许可证") var kind: String
    @Option(help: "文件。The file.") var file: String?
    @Option(help: "文号或编号。The reference.") var title: String?
    @Option(help: "上面的日期。The day on it.") var dated: String?
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let sent = try file.map(evidenceFile)
        let draft = EvidenceDraft(kind: kind, title: title, dated: dated, file: sent)
        let source = desk.world.identifier(.evidence)
        try await desk.change(try argument.id, entry) { tx, course, city, occasion in
            _ = try tx.show(
                draft, of: course.project.id, source: source, rule: course.rule, today: city.today,
                occasion)
        }
    }
}

struct ConfirmEventCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "confirm",
        abstract: "确认。What another unit reported, or with --return gives it back.")

    @Argument(help: "第几条。The number of the event.") var number: Int64
    @Flag(name: .customLong("return"), help: "退回。Gives it back.") var isReturned = false
    @Option(help: "说明。A note; needed with --return.") var note: String?
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        let (number, isConfirmed, note) = (number, !isReturned, note)
        let units = Units(city.folder.units)
        let id = try await city.store.read { tx in
            try tx.project(ofEvent: number, visibleTo: acting.sight)
        }
        guard let id else { throw UnknownProject() }
        try await desk.change(id, entry) { tx, course, _, occasion in
            let event = course.events.first { $0.number == number }
            try tx.decide(
                number, isConfirmed: isConfirmed, note: note, version: event?.version ?? 0,
                rule: course.rule, units: units, occasion)
        }
    }
}

struct WaitingEventsCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "waiting", abstract: "待确认。What waits for another unit; JSON Lines.")

    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.confirmStages)
        let found = try await city.store.read { tx in
            try tx.waitingEvents(visibleTo: acting.sight, limit: .rowsOfRound)
        }
        for waiting in found { desk.out(waiting.event.json.text) }
    }
}

extension Desk {
    /// Opens the city, changes the project as it stands and prints its stages then.
    fileprivate func change(
        _ id: Identifier, _ entry: EntryOptions,
        _ body:
            @escaping @Sendable (
                any Transaction, ProjectCourse, (folder: CityFolder, today: Day), Occasion
            ) throws -> Void
    ) async throws {
        let (city, acting) = try await enter(entry)
        let (rule, folder, today) = (
            try city.stageRule(in: world), city.folder, city.today(in: world)
        )
        let occasion = Occasion(acting.actor, in: world)
        try await city.store.write { tx in
            guard let course = try tx.course(of: id, rule: rule, visibleTo: acting.sight) else {
                throw UnknownProject()
            }
            try body(tx, course, (folder, today), occasion)
        }
        try await city.tell(id, acting.sight, at: self)
    }
}

extension CityDesk {
    fileprivate func stageRule(in world: World) throws -> StageRule {
        guard let rule = folder.stages(on: world.now().day(offset: folder.zoneOffset)) else {
            throw ProjectRefusal([Problem("城市没有项目阶段的规则")])
        }
        return rule
    }

    fileprivate func tell(_ id: Identifier, _ sight: Sight, at desk: Desk) async throws {
        let rule = try stageRule(in: desk.world)
        let course = try await store.read { tx in
            try tx.course(of: id, rule: rule, visibleTo: sight)
        }
        guard let course else { throw UnknownProject() }
        desk.out(course.json.text)
    }
}
