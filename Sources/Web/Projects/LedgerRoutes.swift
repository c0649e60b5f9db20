import Basics
import Pages
import People
import Projects
import Storage

/// Earlier years' ledgers: handed in, looked at and confirmed like a month's sheets.
package func ledgerRoutes() -> [Route] {
    [
        .get("/ledgers", .may(.seeProjects)) { ask in .page(try await ledgersPage(ask).page) },
        .post("/ledgers", .may(.importRecords), takesFiles: true, answer: handInLedgers),
    ]
}

func ledgersPage(_ ask: Ask, values: FormValues = FormValues()) async throws -> LedgersPage {
    let sight = try ask.sight
    let names = ask.unitNames
    let mayImport = try ask.may(.importRecords)
    let year = ask.today.year
    let sheets = try await ask.store.read { tx in
        try tx.handedLedgers().flatMap { try tx.sheets(of: $0, visibleTo: sight) }
            .filter { $0.state == .staged || $0.state == .applied }
    }
    return LedgersPage(
        sheets: sheets, units: names, years: (1...10).map { year - $0 }, values: values,
        mayImport: mayImport)
}

@Sendable private func handInLedgers(_ ask: Ask) async throws -> Answer {
    let files = ask.handedFiles
    let said = ask.form["year"]
    let chosen = said.flatMap { Int($0) }.filter { (1990...2099).contains($0) }
    var problems: [Problem] = []
    if files.isEmpty { problems.append(Problem("还没有选文件", at: .field("files"))) }
    if said != nil, chosen == nil {
        problems.append(Problem("年份应写作 2025", at: .field("year")))
    }
    var taken: [HandedSheet] = []
    for file in problems.isEmpty ? files : [] {
        guard let year = chosen ?? yearNamed(in: file.name) else {
            problems += SheetRefusal("看不出是哪一年的台账，请选好年份再交", file: file.name).problems
            continue
        }
        guard year < ask.today.year else {
            problems +=
                SheetRefusal(
                    "\(year)年还没有过完，请按月收表", file: file.name
                ).problems
            continue
        }
        let result = try await ask.takeIn([file], round: .ledger(year: year), unit: nil)
        taken += result.sheets
        problems += result.problems
    }
    guard problems.isEmpty else {
        return .page(
            try await ledgersPage(ask, values: ask.form.refused(problems)).page, .unprocessable)
    }
    if taken.count == 1 { return .redirect(to: .sheet(taken[0].id), said: "读好了，看过后确认入库") }
    return .redirect(to: .ledgers, said: "读出\(taken.count)份表，看过后确认入库")
}

extension Optional {
    fileprivate func filter(_ isKept: (Wrapped) -> Bool) -> Wrapped? {
        flatMap { isKept($0) ? $0 : nil }
    }
}
