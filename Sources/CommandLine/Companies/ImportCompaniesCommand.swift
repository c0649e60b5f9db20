import ArgumentParser
import Basics
import Companies
import People
import Rules
import Storage

struct ImportCompaniesCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "companies",
        abstract: "企业。Registers of companies; JSON Lines, one a file, or with --dry-run one a row.")

    @Argument(help: ".csv .xlsx .jsonl，可为 .gz。Each may be packed with gzip.")
    var files: [String]
    @Option(
        help: "列布局：名称或文件。qichacha tianyancha qixinbao aiqicha gsxt, or a YAML file.")
    var columns: String?
    @Flag(help: "收下没有问题的行。Take the good lines, leave the others.") var acceptGood = false
    @Flag(help: "只比对不存。Show what would become other, save nothing.") var dryRun = false
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.importRecords)
        let layout = try registerLayout(in: city, on: desk.world.now())
        var refused = 0
        for file in files {
            let importing = Importing(
                city: city, by: acting.actor, layout: layout, acceptGood: acceptGood, desk: desk)
            refused +=
                dryRun
                ? try await importing.compare(file) : try await importing.run(file)
        }
        if refused > 0, dryRun { throw RowsRefused(count: refused) }
        if refused > 0 { throw PartlyRefused(count: refused) }
    }

    /// A name is one of the city folder's, a path a file of one's own.
    private func registerLayout(in city: CityDesk, on now: Instant) throws -> RegisterLayout {
        guard let columns else { return .own }
        let known = city.folder.columnLayouts(on: now.day(offset: city.folder.zoneOffset))
        if let found = known.first(where: { $0.id == columns }) {
            return RegisterLayout(id: found.id, layout: found.layout)
        }
        guard columns.hasSuffix(".yaml") || columns.contains("/") else {
            let names = known.map(\.id).sorted().joined(separator: " ")
            throw CompanyRefusal([
                Problem("没有“\(columns)”这个列布局；有：\(names)；也可以写一个 .yaml 文件", at: .field("--columns"))
            ])
        }
        let read = try readColumnLayout(try bytes(ofFile: columns), file: columns)
        return RegisterLayout(id: read.id, layout: read.layout)
    }
}

/// Somebody pressed Ctrl-C; what was said to be saved is.
private struct ImportStopped: Refusal {
    let done: Int
    let total: Int

    var problems: [Problem] {
        [Problem("已停下：前\(done)行已保存，共\(total)行。同样的命令再运行一次，就从这里接着做")]
    }
}

/// A dry run found rows that the import would refuse.
private struct RowsRefused: Refusal {
    let count: Int

    var problems: [Problem] { [Problem("有\(count)行不能收；什么也没有存")] }
}

/// One register on its way into the database.
private struct Importing {
    let city: CityDesk
    let by: Actor
    let layout: RegisterLayout
    let acceptGood: Bool
    let desk: Desk

    /// How many rows were refused.
    func run(_ file: String) async throws -> Int {
        let bytes = try bytes(ofFile: file)
        var register = try readRegister(bytes, file: file, as: layout)
        let plan = RegisterImport(register, of: bytes, by: by, in: desk.world)
        let cut = try await city.store.read { tx in try tx.unfinished(plan) }
        let isStopped = desk.watchInterrupts()
        let start = cut?.done ?? 0
        register.leaveOut(cut?.leftOut ?? [])
        try await examine(&register, from: start, for: plan.source, isStopped)
        tell(register)
        if register.refusedCount > 0, !acceptGood {
            let nothing = Problem("有\(register.refusedCount)行不能收；什么也没有存", at: whole(file))
            throw CompanyRefusal(register.problems + [nothing])
        }
        desk.tell(register.problems)
        if let cut {
            desk.tell([Problem("接着上次做：前\(cut.done)行已经保存，共\(cut.total)行", at: whole(file))])
        }
        let refused = register.refusedRows
        var progress = try await city.store.write { tx in
            try tx.begin(plan, leavingOut: refused)
        }
        while let part = register.part(from: progress.done, in: desk.world) {
            if isStopped() { throw ImportStopped(done: progress.done, total: progress.total) }
            let before = progress
            progress = try await city.store.write { tx in try tx.take(part, after: before, plan) }
            desk.tell(progress.late)
            if passesTenThousand(before.done, progress.done) {
                desk.tell([Problem("已保存\(progress.done)行，共\(progress.total)行", at: whole(file))])
            }
        }
        desk.out(summary(file, progress, [JSONMember("resumed_from", JSONValue(cut?.done))]).text)
        return progress.refused
    }

    /// Prints what would become of every row; saves nothing.
    func compare(_ file: String) async throws -> Int {
        let bytes = try bytes(ofFile: file)
        var register = try readRegister(bytes, file: file, as: layout)
        let plan = RegisterImport(register, of: bytes, by: by, in: desk.world)
        let cut = try await city.store.read { tx in try tx.unfinished(plan) }
        let start = cut?.done ?? 0
        register.leaveOut(cut?.leftOut ?? [])
        try await examine(&register, from: start, for: plan.source, { false })
        tell(register)
        var tally: [String: Int] = [:]
        var place = start
        while let part = register.part(from: place, in: desk.world) {
            let planned = try await city.store.read { tx in try tx.plan(part, from: plan.source) }
            for (row, line) in register.lines(of: part, planned) {
                tally[line.word, default: 0] += 1
                desk.out(JSONValue.object([JSONMember("row", JSONValue(row))] + line.members).text)
            }
            place = part.end
        }
        let (changed, unchanged) = (tally["update"] ?? 0, tally["unchanged"] ?? 0)
        desk.out(
            JSONValue.object([
                "file": .string(file), "dry_run": true, "rows": JSONValue(register.count),
                "new": JSONValue(tally["new"] ?? 0), "known": JSONValue(changed + unchanged),
                "changed": JSONValue(changed), "joined": JSONValue(tally["joined"] ?? 0),
                "refused": JSONValue(tally["refused"] ?? 0),
                "resumed_from": JSONValue(start > 0 ? start : nil),
            ]).text)
        return tally["refused"] ?? 0
    }

    /// Holds every row against the database before any is saved.
    private func examine(
        _ register: inout ReadRegister, from start: Int, for source: Identifier,
        _ isStopped: @Sendable () -> Bool
    ) async throws {
        var place = start
        while let part = register.part(from: place, in: desk.world) {
            if isStopped() { throw ImportStopped(done: start, total: register.count) }
            let planned = try await city.store.read { tx in try tx.plan(part, from: source) }
            register.examine(planned)
            if passesTenThousand(place, part.end), register.count > 10_000 {
                desk.tell([Problem("已核对\(part.end)行，共\(register.count)行", at: whole(register.file))]
                )
            }
            place = part.end
        }
    }

    /// What was read differently, and what was not taken.
    private func tell(_ register: ReadRegister) {
        desk.tell(register.notes)
        if register.passedOver > 0 {
            desk.tell([
                Problem("跳过\(register.passedOver)行：表头以上的说明和没有内容的行", at: whole(register.file))
            ])
        }
        guard !register.left.isEmpty else { return }
        let list = register.left.map { "\($0.heading)（\($0.cells)）" }.joined(separator: "、")
        desk.tell([Problem("没有取的列和其中有内容的格数：\(list)", at: whole(register.file))])
    }

    private func whole(_ file: String) -> Place { .cell(CellPlace(file: file)) }

    private func summary(
        _ file: String, _ progress: ImportProgress, _ more: [JSONMember]
    ) -> JSONValue {
        .object(
            [
                JSONMember("file", .string(file)), JSONMember("rows", JSONValue(progress.total)),
                JSONMember("new", JSONValue(progress.new)),
                JSONMember("known", JSONValue(progress.known)),
                JSONMember("changed", JSONValue(progress.changed)),
                JSONMember("joined", JSONValue(progress.joined)),
                JSONMember("refused", JSONValue(progress.refused)),
            ] + more)
    }
}

private func passesTenThousand(_ before: Int, _ after: Int) -> Bool {
    before / 10_000 < after / 10_000
}

extension RegisterLine {
    fileprivate var word: String {
        switch self {
        case .refused: "refused"
        case .joined: "joined"
        case .planned(let plan):
            switch plan.outcome {
            case .new: "new"
            case .changed: "update"
            case .unchanged: "unchanged"
            case .refused: "refused"
            }
        }
    }

    fileprivate var members: [JSONMember] {
        let outcome = JSONMember("outcome", .string(word))
        switch self {
        case .refused(let problems): return [outcome, reasons(problems)]
        case .joined(let row): return [outcome, JSONMember("with_row", JSONValue(row))]
        case .planned(let plan):
            if case .refused(let problems) = plan.outcome { return [outcome, reasons(problems)] }
            let company = plan.outcome.company
            let fields = plan.outcome.changes.map { change -> JSONValue in
                .object([
                    "field": .string(change.field), "before": JSONValue(change.before),
                    "after": JSONValue(change.after),
                ])
            }
            return [
                outcome, JSONMember("id", JSONValue(company?.id.text)),
                JSONMember("company", .string(company?.name ?? plan.name)),
                JSONMember("fields", .array(fields)),
            ]
        }
    }

    private func reasons(_ problems: [Problem]) -> JSONMember {
        JSONMember(
            "reasons", .array(problems.map { .string(Lexicon.chinese.text($0.message)) }))
    }
}
