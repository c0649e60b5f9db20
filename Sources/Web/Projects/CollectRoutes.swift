import Basics
import Pages
import People
import Projects
import Rules
import Storage

/// 收表: files in, a look at what was read, into the ledger.
package func collectRoutes() -> [Route] {
    [
        .get("/collect", .may(.seeProjects)) { ask in
            .redirect(to: .collection(try await latestMonth(ask) ?? ask.monthDue))
        },
        .get("/collections/{month}", .may(.seeProjects)) { ask in
            .page(try await collectPage(ask, try ask.month()).page)
        },
        .post("/collect", .may(.collect), takesFiles: true, answer: handIn),
        .post("/collections/{month}", .may(.collect), answer: confirmAll),
        .get("/sheets/{id}", .may(.seeProjects)) { ask in
            .page(try await sheetPage(ask, try ask.identifier(.sheet)).page)
        },
        .get("/sheets/{id}/file", .may(.seeProjects), answer: original),
        .post("/sheets/{id}/acceptance", .may(.collect), answer: confirm),
        .delete("/sheets/{id}/acceptance", .may(.collect), answer: withdraw),
        .post("/sheets/{id}/layout", .may(.correctLayouts), answer: correctLayout),
    ]
}

extension Ask {
    var sight: Sight {
        get throws { try member.sight }
    }

    /// With the units that report today; `unitNames(in:)` for those of a month.
    var unitNames: UnitNames { UnitNames(city.folder, on: today) }

    func unitNames(in month: Month) -> UnitNames { UnitNames(city.folder, on: month.last) }

    /// The month that is collected now: the running one, or the one before where the rule asks for
    /// it then.
    var monthDue: Month {
        let isNext = city.folder.monthlyRound(on: today)?.isNextMonth ?? false
        return isNext ? Month(of: today).previous : Month(of: today)
    }

    /// What the month is checked by.
    func rules(_ month: Month) -> CheckingRules { CheckingRules(city.folder, on: month.last) }

    func may(_ permission: Permission) throws -> Bool { try member.may(permission) }
}

/// The latest month with a confirmed or waiting sheet.
func latestMonth(_ ask: Ask) async throws -> Month? {
    try await ask.store.read { tx in try tx.handedMonths().first }
}

func collectPage(
    _ ask: Ask, _ month: Month, problems: [Problem] = []
) async throws -> CollectPage {
    let (sight, today, folder) = (try ask.sight, ask.today, ask.city.folder)
    let due = folder.monthlyRound(on: today)?.due(for: month, by: folder.calendar)
    let (own, mayCollect) = (try ask.ownReportingUnit, try ask.may(.collect))
    let names = ask.unitNames(in: month)
    return try await ask.store.read { tx in
        let sheets = try tx.sheets(of: .month(month), visibleTo: sight)
        let shown = Set(try tx.handedMonths() + [month, ask.monthDue, ask.monthDue.previous])
        return CollectPage(
            month: month, months: shown.sorted(by: >), units: names,
            reporting: names.reporting.filter(sight.includes), sheets: sheets, problems: problems,
            mayCollect: mayCollect,
            round: MonthlyRound(
                month: month, due: due, today: today, folder: folder,
                reports: try tx.monthlyReports(sheets),
                handedIn: try tx.firstHandedIn(month, visibleTo: sight),
                closedThrough: try tx.closedThrough(), own: own,
                corrections: try tx.corrections(of: month, visibleTo: sight).count))
    }
}

private func handIn(_ ask: Ask) async throws -> Answer {
    let month = try ask.handedMonth
    let files = ask.handedFiles
    guard !files.isEmpty else {
        let problem = Problem("还没有选文件", at: .field("files"))
        let page = try await collectPage(ask, month, problems: [problem])
        return .page(page.page, .unprocessable)
    }
    let taken = try await ask.takeIn(files, round: .month(month), unit: ask.form["unit"])
    guard taken.problems.isEmpty else {
        return .page(
            try await collectPage(ask, month, problems: taken.problems).page, .unprocessable)
    }
    return .redirect(to: .collection(month), said: "读出\(taken.sheets.count)份表，看过后确认入库")
}

/// What became of the files of one drop.
struct TakenIn: Sendable {
    var sheets: [HandedSheet] = []
    var problems: [Problem] = []
}

extension Ask {
    /// The month a form says it hands in for.
    var handedMonth: Month {
        get throws {
            guard let month = form["month"].flatMap(Month.init(text:)) else {
                throw SheetRefusal([Problem("没有说明是哪个月", at: .field("month"))])
            }
            return month
        }
    }

    /// The files of a form, a pasted table among them.
    var handedFiles: [HandedFile] {
        var files = form.files.filter { !$0.bytes.isEmpty }.map {
            HandedFile(name: $0.name, bytes: $0.bytes)
        }
        if let pasted = form["table"] {
            files.append(HandedFile(name: "粘贴的表格", bytes: Array(pasted.utf8)))
        }
        return files
    }

    /// Reads every file of a drop; those that can be read are staged, the others named with all
    /// their reasons.
    func takeIn(_ files: [HandedFile], round: Round, unit: String?) async throws -> TakenIn {
        let reader = try await reader()
        var read: [ReadFile] = []
        var taken = TakenIn()
        for file in files {
            do {
                let one = try reader.read(file, round: round, unit: unit)
                try one.require(member.sight)
                read.append(one)
            } catch let refusal as any Refusal {
                taken.problems += refusal.problems
            }
        }
        let repeated = repeatedUnits(read)
        taken.problems += repeated
        let doubled = Set(repeated.compactMap(\.fileName))
        let by = try occasion
        for one in read where !doubled.contains(one.file.name) {
            let (id, source) = (world.identifier(.sheet), world.identifier(.evidence))
            do {
                let handed = try await store.write { tx in
                    try tx.handIn(one, id: id, source: source, by: by.actor.name, at: by.at)
                }
                switch handed {
                case .staged(let sheet): taken.sheets.append(sheet)
                case .known(let sheet):
                    taken.problems.append(
                        Problem(
                            "这份表收过了，没有重复计入", at: .cell(CellPlace(file: sheet.file))))
                }
            } catch let refusal as SheetRefusal {
                taken.problems += refusal.problems
            }
        }
        return taken
    }
}

extension Problem {
    fileprivate var fileName: String? {
        if case .cell(let cell)? = place { cell.file } else { nil }
    }
}

extension Ask {
    fileprivate func reader() async throws -> SheetReader {
        let folder = city.folder
        return try await store.read { tx in
            try SheetReader(city: folder, layouts: tx.rememberedLayouts())
        }
    }

    /// Confirms sheets one after another, the newest last, and checks the month anew. One that
    /// can't be taken keeps none of the others out.
    func confirm(_ sheets: [HandedSheet]) async throws {
        let by = try occasion
        let sight = try self.sight
        var months: Set<Month> = []
        var problems: [Problem] = []
        for sheet in sheets.sorted(by: { ($0.handedAt, $0.id) < ($1.handedAt, $1.id) }) {
            let fresh = (0..<sheet.rowCount).map { _ in world.identifier(.project) }
            let rules = CheckingRules(city.folder, on: sheet.round.lastDay)
            do {
                _ = try await store.write { tx in
                    try tx.confirm(
                        sheet: sheet.id, fresh: fresh, rules: rules, by: by.actor.name, at: by.at,
                        visibleTo: sight)
                }
            } catch let refusal as SheetRefusal {
                problems += refusal.problems
                continue
            }
            if let month = sheet.round.month { months.insert(month) }
        }
        try await recheck(months)
        guard problems.isEmpty else { throw SheetRefusal(problems) }
    }

    /// Looks for suspicions in the months of which something new stands in the ledger.
    func recheck(_ months: Set<Month>) async throws {
        let by = try occasion
        for month in months {
            let rules = self.rules(month)
            let ids = (0..<Limit.suspicionsOfRound.count).map { _ in
                world.identifier(.suspicion)
            }
            try await store.write { tx in
                try tx.recheck(month, rules: rules, fresh: ids, by: by.actor.name, at: by.at)
            }
        }
    }
}

extension Ask {
    func withdraw(_ sheet: HandedSheet) async throws {
        let by = try occasion
        let sight = try self.sight
        try await store.write { tx in
            try tx.withdraw(sheet: sheet.id, by: by.actor.name, at: by.at, visibleTo: sight)
        }
    }
}

private func confirm(_ ask: Ask) async throws -> Answer {
    let sheet = try await handedSheet(ask)
    try await ask.confirm([sheet])
    return .redirect(to: next(after: sheet), said: "\(sheet.file) 已入库")
}

private func confirmAll(_ ask: Ask) async throws -> Answer {
    let month = try ask.month()
    let sight = try ask.sight
    let waiting = try await ask.store.read { tx in
        try tx.sheets(of: .month(month), visibleTo: sight).filter { $0.state == .staged }
    }
    try await ask.confirm(waiting)
    return .redirect(to: .suspects(month), said: "\(waiting.count)份表已入库，下面是查出的疑点")
}

private func withdraw(_ ask: Ask) async throws -> Answer {
    let sheet = try await handedSheet(ask)
    try await ask.withdraw(sheet)
    return .redirect(to: next(after: sheet), said: "\(sheet.file) 没有入库")
}

private func next(after sheet: HandedSheet) -> Address {
    sheet.round.month.map(Address.collection) ?? .ledgers
}

func handedSheet(_ ask: Ask) async throws -> HandedSheet {
    let id = try ask.identifier(.sheet)
    let sight = try ask.sight
    return try await ask.store.read { tx in try tx.sheet(id, visibleTo: sight) }.orNoSuchPage()
}

/// The workbook as it was handed in, byte for byte.
private func original(_ ask: Ask) async throws -> Answer {
    let sheet = try await handedSheet(ask)
    let bytes = try await ask.store.read { tx in try tx.keptFile(of: sheet) }.orNoSuchPage()
    let name = sheet.file.split(separator: "/").last.map(String.init) ?? sheet.file
    return .file(FileAnswer(name: name, type: .bytes, bytes: bytes))
}

func sheetPage(
    _ ask: Ask, _ id: Identifier, values: FormValues = FormValues()
) async throws -> SheetPage {
    let sight = try ask.sight
    let names = ask.unitNames
    let mayCollect = try ask.may(.collect)
    return try await ask.store.read { tx in
        let sheet = try tx.sheet(id, visibleTo: sight).orNoSuchPage()
        let rows = try tx.ledgerRows(ofSheet: id, visibleTo: sight)
        return SheetPage(
            sheet: sheet, units: names, rows: rows,
            changes: try tx.changes(
                bySheet: sheet, rows: rows,
                rules: CheckingRules(ask.city.folder, on: sheet.round.lastDay)),
            notes: try tx.notes(of: sheet),
            layouts: (try tx.layouts(of: id).array ?? []).compactMap(TableLayout.init),
            values: values, mayCollect: mayCollect)
    }
}

/// Remembers how a person reads the headings and reads the kept file again by it.
private func correctLayout(_ ask: Ask) async throws -> Answer {
    let sheet = try await handedSheet(ask)
    // One that counts already goes on counting until the new reading is confirmed in its place.
    guard sheet.state == .staged || sheet.state == .applied else {
        throw SheetRefusal("这份表已经撤回，或已由另一份代替，不能再改读法", file: sheet.file)
    }
    let stored = try await ask.store.read { tx in
        (try tx.layouts(of: sheet.id).array ?? []).compactMap(TableLayout.init)
    }
    let corrected = stored.enumerated().map { index, layout in
        RememberedLayout(
            unit: sheet.unit, signature: layout.signature,
            columns: layout.columns.map { column in
                let said = ask.form["column-\(index)-\(column.column)"]
                let field = said == "none" ? nil : said.flatMap(ReportedField.init)
                return RememberedColumn(
                    key: column.key, field: said == nil ? column.field : field, unit: column.unit)
            })
    }
    let folder = ask.city.folder
    let bytes = try await ask.store.read { tx in try tx.keptFile(of: sheet) }.orNoSuchPage()
    let known = try await ask.store.read { tx in try tx.rememberedLayouts() }
    let replaced = Set(corrected.map(\.signature))
    let reader = try SheetReader(
        city: folder,
        layouts: corrected
            + known.filter { $0.unit != sheet.unit || !replaced.contains($0.signature) })
    // A file with rows of several units belongs to the headquarters, which reports nothing itself.
    let unit = folder.unit(sheet.unit).flatMap { $0.reports ? $0.id : nil }
    let read = try reader.read(
        HandedFile(name: sheet.file, bytes: bytes), round: sheet.round, unit: unit)
    let by = try ask.occasion
    let sight = try ask.sight
    let (id, source) = (ask.world.identifier(.sheet), ask.world.identifier(.evidence))
    try await ask.store.write { tx in
        for layout in corrected { try tx.remember(layout, by: by.actor.name, at: by.at) }
        if sheet.state == .staged {
            try tx.withdraw(sheet: sheet.id, by: by.actor.name, at: by.at, visibleTo: sight)
        }
        _ = try tx.handIn(
            read, id: id, source: source, isReadAnew: true, by: by.actor.name, at: by.at)
    }
    return .redirect(to: .sheet(id), said: "已照您说的重读，这个单位以后都这样读")
}
