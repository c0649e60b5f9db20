import Basics
import Indicators
import Pages
import People
import Rules
import Storage

/// 文稿: made from the city's letters, kept as they are, and agreed to before they go out.
func reportRoutes() -> [Route] {
    [
        .get("/reports", .may(.seeProjects)) { ask in
            .page(try await reportsPage(ask).page)
        },
        .post("/reports", .may(.makeDispatch)) { ask in
            do {
                let number = try await ask.makeReport()
                return .redirect(to: .reports(.one(number)), said: "已生成，存为第\(Int(number))份。")
            } catch let refusal as FigureRefusal {
                let values = ask.form.refused(refusal.problems)
                return .page(try await reportsPage(ask, values).page, .unprocessable)
            }
        },
        .get("/reports/{number}", .may(.seeProjects)) { ask in
            .page(try await reportPage(ask).page)
        },
        .get("/reports/{number}/files/{name}", .may(.seeProjects), answer: reportFile),
        .post("/reports/{number}/decision", .may(.approveReleases)) { ask in
            do {
                try await ask.decideReport()
            } catch let refusal as FigureRefusal {
                let values = ask.form.refused(refusal.problems)
                return .page(try await reportPage(ask, values).page, .unprocessable)
            }
            return .redirect(to: .reports(.one(Int64(try ask.number("number")))), said: "已办理。")
        },
        .get("/api/v1/reports", .may(.seeProjects)) { ask in
            let page = try await reportsPage(ask)
            return .json(.array(page.reports.map(\.json)))
        }.says("已生成的文稿", gives: "Reports"),
        .get("/api/v1/reports/{number}", .may(.seeProjects)) { ask in
            let report = try await ask.report()
            return .json(report.json)
        }.says("一份文稿：文字、表、口径、核定", gives: "Report"),
        .post("/api/v1/reports", .may(.makeDispatch)) { ask in
            .json(.object(["number": .integer(try await ask.makeReport())]), .created)
        }.says(
            "生成一份文稿", body: [.text("letter"), .text("period"), .text("as-of")],
            gives: "ReportMade"),
        .post("/api/v1/reports/{number}/decision", .may(.approveReleases)) { ask in
            try await ask.decideReport()
            return .json(try await ask.report().json)
        }.says(
            "核定一份对外发布的文稿", body: [.text("granted"), .text("note")], gives: "Report"),
    ]
}

extension Ask {
    fileprivate func makeReport() async throws -> Int64 {
        let (folder, by) = (city.folder, try occasion)
        let question = try ReportQuestion(
            letter: form["letter"] ?? "", span: form["period"] ?? "", asOf: form["as-of"],
            in: folder, today: today)
        return try await store.write { tx in try tx.makeReport(question, in: folder, by) }
    }

    fileprivate func decideReport() async throws {
        let (number, by) = (Int64(try number("number")), try occasion)
        let (isGranted, note) = (form["granted"] == "1", form["note"])
        do {
            try await store.write { tx in
                try tx.decideReport(number, isGranted: isGranted, note: note, by)
            }
        } catch is UnknownReport {
            throw NoSuchPage()
        }
    }

    /// One that the reader may read.
    fileprivate func report() async throws -> Report {
        let number = Int64(try number("number"))
        let found = try await store.read { tx in try tx.report(number) }
        let report = try found.orNoSuchPage()
        guard report.isReadable(by: .member(try member)) else {
            throw NoSuchPage()
        }
        return report
    }
}

private func reportsPage(
    _ ask: Ask, _ values: FormValues = FormValues()
) async throws -> ReportsPage {
    let (folder, reader) = (ask.city.folder, Actor.member(try ask.member))
    let all = try await ask.store.read { tx in try tx.reports() }
    return ReportsPage(
        letters: folder.letters,
        reports: all.filter { $0.isReadable(by: reader) },
        mayMake: try ask.may(.makeDispatch) && ask.sight == .all,
        month: Month(of: ask.today).previous,
        values: values)
}

private func reportPage(
    _ ask: Ask, _ values: FormValues = FormValues()
) async throws -> ReportPage {
    let report = try await ask.report()
    return ReportPage(
        report: report, paper: try PaperText(report.content).orNoSuchPage(),
        mayDecide: try ask.may(.approveReleases)
            && report.isDecided(by: .member(ask.member)), values: values)
}

private func reportFile(_ ask: Ask) async throws -> Answer {
    let report = try await ask.report()
    let paper = try PaperText(report.content).orNoSuchPage()
    let name = try ask.text("name")
    let file = paper.flatTitle + (paper.header == nil ? "" : "（示例）")
    switch name {
    case "paper.docx":
        return .file(FileAnswer(name: file + ".docx", type: .docx, bytes: try paper.docx()))
    case "paper.xlsx":
        let bytes = try paper.xlsx().orNoSuchPage()
        return .file(FileAnswer(name: file + ".xlsx", type: .xlsx, bytes: bytes))
    case "paper.pdf":
        let bytes = try await pdf(of: report, paper, ask)
        return .file(FileAnswer(name: file + ".pdf", type: .pdf, bytes: bytes))
    default: throw NoSuchPage()
    }
}

/// Printed once: whoever asks again gets the same bytes.
private func pdf(of report: Report, _ paper: PaperText, _ ask: Ask) async throws -> [UInt8] {
    if let hash = report.files["pdf"],
        let kept = try await ask.store.read({ tx in try tx.fileBytes(hash) })
    {
        return kept
    }
    let (made, now) = (try await ask.printing(paper.printed, .pdf), ask.now)
    return try await ask.store.write { tx in
        try tx.keepFile(made, named: "pdf", ofReport: report.number, at: now)
    }
}
