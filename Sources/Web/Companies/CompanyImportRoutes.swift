import Basics
import Companies
import Pages
import People
import Rules
import Storage
import Tables

/// All files are read and held against the database before any is saved; a row that is refused
/// refuses all, unless the good ones are asked for.
@Sendable func importCompanies(_ ask: Ask) async throws -> Answer {
    let files = ask.form.files.filter { !$0.bytes.isEmpty }
    guard !files.isEmpty else {
        let isEmpty = ask.form.files.contains { !$0.name.isEmpty }
        let problem = Problem(isEmpty ? "文件是空的" : "还没有选文件", at: .field("files"))
        return .page(
            try await companiesPage(ask, problems: [problem]).page, .unprocessable)
    }
    let layout = try ask.registerLayout
    let by = try ask.occasion.actor
    var imports: [CompanyImport] = []
    var problems: [Problem] = []
    for file in files {
        do {
            imports.append(try await ask.examined(file, as: layout, by: by))
        } catch let refusal as any Refusal {
            problems += refusal.problems
        }
    }
    let isWhole = problems.isEmpty
    if ask.form["dry"] == "1" { return .page(try await ask.trial(imports, problems).page) }
    problems += imports.flatMap(\.register.problems)
    guard isWhole, problems.isEmpty || ask.form["good"] == "1" else {
        return .page(try await companiesPage(ask, problems: problems).page, .unprocessable)
    }
    var (new, known) = (0, 0)
    for work in imports {
        let refused = work.register.refusedRows
        var progress = try await ask.store.write { tx in
            try tx.begin(work.plan, leavingOut: refused)
        }
        while let part = work.register.part(from: progress.done, in: ask.world) {
            let before = progress
            progress = try await ask.store.write { tx in
                try tx.take(part, after: before, work.plan)
            }
            problems += progress.late
        }
        new += progress.new
        known += progress.known
    }
    let notes = imports.flatMap(\.notes)
    guard problems.isEmpty, notes.isEmpty else {
        return .page(try await companiesPage(ask, problems: problems, notes: notes).page)
    }
    return .redirect(to: .companies(), said: "导入企业\(new)家，另有\(known)家原来就有")
}

/// A register that was read and held against the database.
private struct CompanyImport {
    let register: ReadRegister
    let plan: RegisterImport

    /// What was read differently, and which columns were not taken.
    var notes: [Problem] {
        guard !register.left.isEmpty else { return register.notes }
        let list = register.left.map { "\($0.heading)（\($0.cells)）" }.joined(separator: "、")
        let place = Place.cell(CellPlace(file: register.file))
        return register.notes + [Problem("没有取的列和其中有内容的格数：\(list)", at: place)]
    }
}

extension Ask {
    /// The layout that was chosen; our own where none was.
    fileprivate var registerLayout: RegisterLayout {
        get throws {
            guard let id = form["columns"] else { return .own }
            let layouts = city.folder.columnLayouts(on: today)
            guard let found = layouts.first(where: { $0.id == id }) else {
                throw CompanyRefusal([Problem("没有“\(id)”这个列布局", at: .field("columns"))])
            }
            return RegisterLayout(id: found.id, layout: found.layout)
        }
    }

    /// What the import would do, without the rows that could not be read.
    fileprivate func trial(
        _ imports: [CompanyImport], _ problems: [Problem]
    ) async throws -> CompaniesPage {
        var trials: [ImportTrial] = []
        for work in imports {
            var trial = ImportTrial(file: work.register.file)
            var place = 0
            while let part = work.register.part(from: place, in: world) {
                let planned = try await store.read { tx in
                    try tx.plan(part, from: work.plan.source)
                }
                for (row, line) in work.register.lines(of: part, planned) {
                    trial.add(line, row: row)
                }
                place = part.end
            }
            trials.append(trial)
        }
        return try await companiesPage(
            self, problems: problems + imports.flatMap(\.register.problems),
            notes: imports.flatMap(\.notes), trial: trials)
    }

    fileprivate func examined(
        _ file: UploadedFile, as layout: RegisterLayout, by actor: Actor
    ) async throws -> CompanyImport {
        var register = try readRegister(
            file.bytes, file: file.name, as: layout, limits: .standard)
        let plan = RegisterImport(register, of: file.bytes, by: actor, in: world)
        let cut = try await store.read { tx in try tx.unfinished(plan) }
        register.leaveOut(cut?.leftOut ?? [])
        var place = cut?.done ?? 0
        while let part = register.part(from: place, in: world) {
            let planned = try await store.read { tx in try tx.plan(part, from: plan.source) }
            register.examine(planned)
            place = part.end
        }
        return CompanyImport(register: register, plan: plan)
    }
}
