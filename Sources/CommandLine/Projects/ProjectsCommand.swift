package import ArgumentParser
import Basics
import Pages
import People
import Projects
import Storage

/// `headwater projects …`
package struct ProjectsCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "projects", abstract: "项目台账。The ledger of projects.",
        subcommands: [
            SuspectsCommand.self, ChangesCommand.self, ListCommand.self, ShowCommand.self,
            StagesCommand.self, ClassifyProjectCommand.self, ReportProjectCommand.self,
            ShowEvidenceCommand.self, ConfirmEventCommand.self, WaitingEventsCommand.self,
            FieldsCommand.self, DescribeProjectCommand.self, ProjectHistoryCommand.self,
            AssignProjectCommand.self, AssignedCommand.self, GiveFeedbackCommand.self,
            InvestorCommand.self, ProjectLinkCommand.self,
            PlanStageCommand.self, MoneyCommand.self, ReceiptsCommand.self, ReceiveCommand.self,
            ConfirmReceiptCommand.self, WithdrawReceiptCommand.self, PlanMoneyCommand.self,
            ExcludeCommand.self, IncludeCommand.self, CloseMonthCommand.self,
            CommitmentsCommand.self, PromiseCommand.self, CommitmentStepCommand.self,
            ReviewsCommand.self, OpenReviewCommand.self, ScoreReviewCommand.self,
            ConcludeReviewCommand.self, MeetConditionsCommand.self,
        ])

    package init() {}
}

struct SuspectsCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "suspects", abstract: "查重。Suspicions of a month; JSON Lines.")

    @Option(help: "月份。The month: 2026-10") var month: String
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let month = try Month(argument: month)
        let (city, acting) = try await desk.enter(entry)
        let sight = acting.sight
        let found = try await city.store.read { tx in
            try tx.suspicions(of: .month(month), visibleTo: sight)
        }
        for suspicion in found { desk.out(suspicion.json.text) }
    }
}

struct ChangesCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "changes", abstract: "与上月比。What changed since last month; JSON Lines.")

    @Option(help: "月份。The month: 2026-10") var month: String
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let month = try Month(argument: month)
        let (city, acting) = try await desk.enter(entry)
        let sight = acting.sight
        let rules = CheckingRules(city.folder, on: month.last)
        let changes = try await city.store.read { tx in
            try tx.changes(in: month, rules: rules, visibleTo: sight)
        }
        for change in changes { desk.out(change.json.text) }
    }
}

struct ListCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "列出。The projects of the ledger; JSON Lines.")

    @Argument(help: "查找。Any part of a name, a code, pinyin initials.") var text: String?
    @Option(help: "单位。Identifier of the unit.") var unit: String?
    @Option(help: "阶段。The stage: 在谈 签约 开工 竣工 投产") var stage: String?
    @Option(help: "最多几条。How many at most.") var limit = 1_000
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        let sight = acting.sight
        let filter = ProjectFilter(
            text: text, unit: unit, stage: try stage.map(Stage.init(argument:)), order: .name)
        let most = Limit(min(max(1, limit), Limit.rowsOfSheet.count))
        let projects = try await city.store.read { tx in
            try tx.projects(filter, visibleTo: sight, limit: most)
        }
        for project in projects {
            desk.out(project.json(district: city.district(project.unit)).text)
        }
    }
}

struct ShowCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "一个项目。One project with everything reported of it.")

    @Argument(help: "编号。Its identifier.") var id: String
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        guard let id = Identifier(id), id.kind == .project else {
            throw SheetRefusal([Problem("这不是项目编号", at: .field("id"))])
        }
        let (city, acting) = try await desk.enter(entry)
        let sight = acting.sight
        let (project, history) = try await city.store.read { tx in
            (
                try tx.project(id, visibleTo: sight),
                try tx.history(ofProject: id, visibleTo: sight)
            )
        }
        guard let project else {
            throw SheetRefusal([Problem("没有这个项目，或者它不归您看", at: .field("id"))])
        }
        desk.out(project.json(district: city.district(project.unit)).text)
        for report in history {
            desk.out(
                JSONValue.object([
                    "round": .string(report.round.description),
                    "reported": report.row.reported.json(
                        district: city.district(report.row.reported.unit)),
                ]).text)
        }
    }
}

extension Month {
    init(argument: String) throws {
        guard let month = Month(text: argument) else {
            throw SheetRefusal([Problem("月份应写作 2026-10", at: .field("--month"))])
        }
        self = month
    }
}

extension Stage {
    init(argument: String) throws {
        guard let stage = Stage(rawValue: argument) else {
            let words = Stage.allCases.map(\.rawValue).joined(separator: "、")
            throw SheetRefusal([Problem("阶段只有\(words)", at: .field("--stage"))])
        }
        self = stage
    }
}
