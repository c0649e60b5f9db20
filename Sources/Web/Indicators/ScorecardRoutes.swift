import Basics
import Indicators
import Pages
import People
import Rules
import Storage

/// 考核: cards, their scores, the numbers that are typed for them, and trials.
func scorecardRoutes() -> [Route] {
    [
        .get("/scorecards", .may(.seeProjects)) { ask in
            .page(ScorecardsPage(cards: ask.city.folder.scorecards(on: ask.today)).page)
        },
        .get("/scorecards/{id}", .may(.seeProjects)) { ask in
            .page(try await scorecardPage(ask).page)
        },
        .get("/scorecards/{id}/export", .may(.export)) { ask in
            let page = try await scorecardPage(ask)
            let (card, period) = (page.sheet.question.card, page.sheet.question.period)
            return try await ask.export(
                "scores.exported", on: [],
                [
                    JSONMember("card", .string(card.id)),
                    JSONMember("period", .string(period.description)),
                ], name: "\(card.name.zh)-\(period.description)"
            ) { scoreBook(page, lexicon: ask.lexicon, stamp: $0) }
        },
        .get("/scorecards/{id}/{unit}", .may(.seeProjects)) { ask in
            .page(try await scorePage(ask).page)
        },
        .post("/scorecards/{id}/{unit}", .may(.setTargets)) { ask in
            do {
                try await ask.setScores()
            } catch let refusal as FigureRefusal {
                let values = FormValues(ask.form.values.items, problems: refusal.problems)
                return .page(try await scorePage(ask, values: values).page, .unprocessable)
            }
            return .redirect(
                to: .score(try ask.text("id"), try ask.text("unit"), ask.scorePeriod),
                said: "登记了。")
        },
        .get("/api/v1/scorecards", .may(.seeProjects)) { ask in
            .json(.array(ask.city.folder.scorecards(on: ask.today).map(\.json)))
        }.says("现行的考核办法", gives: "Scorecards"),
        .get("/api/v1/scorecards/{id}", .may(.seeProjects)) { ask in
            let page = try await scorecardPage(ask)
            return .json(.array(page.scores.map(page.sheet.json)))
        }.says("一个考核办法的得分和名次，逐项", query: [.text("period")], gives: "Scores"),
        .post("/api/v1/scorecards/{id}/{unit}", .may(.setTargets)) { ask in
            try await ask.setScores()
            let page = try await scorePage(ask)
            return .json(page.sheet.json(of: page.score))
        }.says(
            "登记一个单位的数：写作value-标识，有目标的另写target-标识",
            body: [.number("year"), .text("source")], gives: "Score"),
    ]
}

extension Ask {
    /// The period that the address asks for, else the year so far; of a form, its year.
    fileprivate func scoreQuestion() throws -> (question: ScoreQuestion, problems: [Problem]) {
        var problems: [Problem] = []
        let days = figureDays(form["year"] ?? query["period"], fromJanuary: true, &problems)
        let id = try text("id")
        let card = city.folder.scorecards(on: days.period.last).first { $0.id == id }
        return (
            ScoreQuestion(
                try card.orNoSuchPage(), over: days.period, known: city.folder.end(of: days.asOf)),
            problems
        )
    }

    /// Where a form goes back to: the year that it was for.
    fileprivate var scorePeriod: AddressQuery {
        form["year"] == String(today.year) ? [:] : ["period": form["year"]]
    }

    fileprivate func setScores() async throws {
        let (question, problems) = try scoreQuestion()
        guard problems.isEmpty else { throw FigureRefusal(problems) }
        let draft = ScoreDraft(form.values.items.byName, source: form["source"])
        let (folder, unit, by) = (city.folder, try text("unit"), try occasion)
        try await store.write { tx in
            try tx.setScores(
                draft, of: unit, on: question.card, year: question.period.first.year, in: folder,
                by)
        }
    }
}

private func scorecardPage(_ ask: Ask) async throws -> ScorecardPage {
    let (question, problems) = try ask.scoreQuestion()
    let folder = ask.city.folder
    let sheet = try await ask.store.read { tx in try tx.scoreSheet(question, in: folder) }
    return ScorecardPage(
        sheet: sheet, scores: sheet.scores(visibleTo: try ask.sight),
        units: UnitNames(folder, on: question.period.last), query: ask.query,
        mayExport: try ask.may(.export),
        values: FormValues(ask.query.items, problems: problems))
}

private func scorePage(_ ask: Ask, values: FormValues? = nil) async throws -> ScorePage {
    let (question, found) = try ask.scoreQuestion()
    let (folder, unit) = (ask.city.folder, try ask.text("unit"))
    let sheet = try await ask.store.read { tx in try tx.scoreSheet(question, in: folder) }
    let score = try sheet.scores(visibleTo: try ask.sight).first { $0.unit == unit }.orNoSuchPage()
    let yearEnds = Period(text: String(question.period.first.year))?.last
    let yearEnded = yearEnds.map { $0 < ask.today } ?? true
    var problems = found
    var trial: Score?
    do {
        let typed = ask.query.items.filter {
            $0.name.hasPrefix("more-") || $0.name.hasPrefix("target-")
        }.byName
        let asked = try ScoreTrial(typed, on: question.card, yearEnded: yearEnded)
        if !asked.isEmpty { trial = sheet.trying(asked, of: unit) }
    } catch {
        problems += error.problems
    }
    return ScorePage(
        sheet: sheet, score: score, trial: trial,
        units: UnitNames(folder, on: question.period.last), query: ask.query,
        mayTry: !yearEnded, maySet: try ask.may(.setTargets),
        values: values ?? FormValues([], problems: problems))
}
