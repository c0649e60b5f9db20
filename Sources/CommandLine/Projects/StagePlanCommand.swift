import ArgumentParser
import Basics
import Pages
import People
import Projects
import Rules
import Storage

struct PlanStageCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "节点计划。Months planned for stages, and how far behind; with STAGE sets one.")

    @OptionGroup var argument: ProjectArgument
    @Argument(help: "阶段。The stage to plan.") var stage: String?
    @Argument(help: "月份，空文字取消。The month: 2026-10; empty takes it away.") var month: String?
    @Option(help: "原因。Why it is revised.") var reason: String?
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.seeProjects)
        let (id, today) = (try argument.id, city.today(in: desk.world))
        guard let rule = city.folder.stages(on: today) else {
            throw ProjectRefusal([Problem("城市没有项目阶段的规则")])
        }
        if let stage {
            let draft = StagePlanDraft([(stage, month ?? "")], reason: reason)
            let occasion = Occasion(acting.actor, in: desk.world)
            try await city.store.write { tx in
                let course = try tx.course(of: id, rule: rule, visibleTo: acting.sight)
                let latest = try course.map { try tx.stagePlan(of: $0, today: today).latest }
                try tx.planStages(
                    draft, of: id, latest: latest ?? 0, rule: rule, today: today, occasion)
            }
        }
        let plan = try await city.store.read { tx in
            try tx.course(of: id, rule: rule, visibleTo: acting.sight).map {
                try tx.stagePlan(of: $0, today: today)
            }
        }
        guard let plan else { throw UnknownProject() }
        desk.out(plan.json(of: id).text)
    }
}
