package import ArgumentParser
import Basics
import Pages
import People
import Promises
import Rules
import Storage

/// `headwater plan …`
package struct PlanCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "行动计划。The year's plan: objectives, tasks, months, who confirms.",
        subcommands: [
            ListPlanCommand.self, ShowPlanCommand.self, SetPlanCommand.self, ActPlanCommand.self,
        ])

    package init() {}
}

struct ListPlanCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "列出。Items in sight, each behind what it stands under; JSON Lines.")

    @Option(help: "哪一年，默认今年；缩小范围时默认各年。The year; this one, or all where narrowed.")
    var year: Int?
    @Option(help: "report | decide | all") var view = "all"
    @Option(help: "责任单位。The identifier of the unit that is to do it.") var owner: String?
    @Option(help: "最近亮灯。green | yellow | red, as reported last.") var light: String?
    @Flag(help: "只看超期。Only what is overdue.") var overdue = false
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        guard let view = PlanView(rawValue: view) else {
            throw PlanRefusal([Problem("不认得“\(view)”", at: .field("--view"))])
        }
        let named = light.flatMap(PlanLight.init)
        if let light, named == nil {
            throw PlanRefusal([Problem("不认得“\(light)”", at: .field("--light"))])
        }
        let office = try await desk.orders(entry)
        try office.acting.require(.seeProjects)
        var filter = PlanFilter(
            year: year, view: view, owner: owner, light: named, isOverdue: overdue)
        if year == nil, !filter.isNarrowed { filter.year = office.today.year }
        let reader = PlanReader(office.acting.actor, rules: office.rules, today: office.today)
        let asked = filter
        let items = try await office.city.store.read { tx in
            try tx.planItems(asked, for: reader)
        }
        for item in items { desk.out(item.json.text) }
    }
}

struct ShowPlanCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "一项。An item with everything that happened to it; JSON.")

    @Argument(help: "第几项。The number of the item.") var number: Int64
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let office = try await desk.orders(entry)
        try office.acting.require(.seeProjects)
        try await office.tell(planItem: number, at: desk)
    }
}

struct SetPlanCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "编入。Puts an objective in, or a task under one, in the name of --as.")

    @Argument(help: "办成什么。What is to be done.") var text: String
    @Option(help: "上级是第几项；不写就是目标。What it stands under; an objective without.")
    var under: Int64?
    @Option(help: "目标是哪一年的，默认今年。The year of an objective; this one by default.")
    var year: Int?
    @Option(help: "衡量标准。By what one sees that it is done.") var measure: String?
    @Option(help: "责任单位。The identifier of the unit that is to do it.") var owner: String?
    @Option(help: "完成期限。The day: 2026-10-31") var due: String?
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let office = try await desk.orders(entry)
        let draft = PlanDraft(
            year: year.map(String.init), parent: under, text: text, measure: measure,
            owner: owner, due: due)
        let (rules, today) = (office.rules, office.today)
        let occasion = Occasion(office.acting.actor, in: desk.world)
        let number = try await office.city.store.write { tx in
            try tx.set(draft, rules: rules, today: today, occasion)
        }
        try await office.tell(planItem: number, at: desk)
    }
}

struct ActPlanCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "act",
        abstract: "办理。Reports a month, finishes, confirms, changes an item as it stands.")

    @Argument(help: "第几项。The number of the item.") var number: Int64
    @Argument(help: "report | finish | confirm | return | grant | refuse | change | drop")
    var act: String
    @Option(help: "报哪个月，默认本月。The month reported: 2026-10") var month: String?
    @Option(help: "green | yellow | red") var light: String?
    @Option(help: "进展、完成情况，或改成的任务。How far it came, or the new words.")
    var text: String?
    @Option(help: "为什么不是绿灯，或为什么这样办。Why it isn't green, or why so.") var reason: String?
    @Option(help: "申请改到或调整到哪一天。The day asked for or set.") var due: String?
    @Option(help: "为什么改期。Why the day moves.") var moved: String?
    @Option(help: "凭据。What shows that it is done.") var shows: String?
    @Option(help: "改成的衡量标准。The new measure.") var measure: String?
    @Option(help: "改由哪个单位。The unit that is to do it now.") var owner: String?
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let office = try await desk.orders(entry)
        let (number, rules, today) = (number, office.rules, office.today)
        let occasion = Occasion(office.acting.actor, in: desk.world)
        let given = [
            "act": act, "month": month, "light": light, "text": text, "reason": reason,
            "due": due, "moved": moved, "shows": shows, "measure": measure, "owner": owner,
        ].compactMapValues(\.self)
        let sight = office.acting.sight
        try await office.city.store.write { tx in
            guard let item = try tx.planItem(number, visibleTo: sight) else {
                throw UnknownPlanItem()
            }
            // What a change doesn't name stays.
            let kept =
                given["act"] == PlanAct.change.rawValue
                ? [
                    "text": item.text, "measure": item.measure, "owner": item.owner,
                    "due": item.due?.description,
                ].compactMapValues(\.self) : [:]
            try tx.act(
                PlanActDraft { given[$0] ?? kept[$0] }, onPlanItem: number, version: item.version,
                rules: rules, today: today, occasion)
        }
        try await office.tell(planItem: number, at: desk)
    }
}

extension OrderDesk {
    /// Prints the item as it stands.
    fileprivate func tell(planItem number: Int64, at desk: Desk) async throws {
        let sight = acting.sight
        let course = try await city.store.read { tx in
            try tx.planCourse(number, visibleTo: sight)
        }
        guard let course else { throw UnknownPlanItem() }
        desk.out(course.json.text)
    }
}
