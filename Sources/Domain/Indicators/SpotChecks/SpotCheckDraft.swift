package import Basics
package import Rules
import Texts

extension Limit {
    /// Projects of one spot check; letters of a seed and of what was found.
    static let projectsOfSpotCheck: Limit = 200
    static let lettersOfSeed: Limit = 60
    static let lettersOfFinding: Limit = 500
    /// Projects of the figure that is drawn from.
    static let populationOfSpotCheck: Limit = 200_000
}

/// A spot check as it was typed.
package struct SpotCheckDraft: Sendable, Hashable {
    let figure: FigureDraft
    let seed: String
    let size: String

    package init(_ figure: FigureDraft, seed: String?, size: String?) {
        self.figure = figure
        self.seed = trimmed(seed ?? "")
        self.size = trimmed(size ?? "")
    }

    /// The figure that is drawn from and how. Refused with every problem: what no figure is, one of
    /// no projects of its own or a ratio, no seed, a size that is none.
    package func question(
        in folder: CityFolder, today: Day
    ) throws(FigureRefusal) -> (figure: FigureQuestion, question: SpotCheckQuestion) {
        var problems: [Problem] = []
        let count = Int(size)
        if count.map({ (1...Limit.projectsOfSpotCheck.count).contains($0) }) != true {
            problems.append(
                Problem("抽1至\(Limit.projectsOfSpotCheck.count)个", at: .field("size")))
        }
        if seed.isEmpty || seed.count > Limit.lettersOfSeed.count {
            problems.append(
                Problem("种子写1至\(Limit.lettersOfSeed.count)个字，如抽签当天公布的数", at: .field("seed")))
        }
        let asked: (question: FigureQuestion, days: FigureDays)
        do {
            asked = try figure.question(in: folder, today: today)
        } catch {
            throw FigureRefusal(problems + error.problems)
        }
        if !asked.question.indicator.isDrawn {
            problems.append(Problem("只能从逐个项目加起来的指标里抽", at: .field("indicator")))
        }
        guard problems.isEmpty, let count else { throw FigureRefusal(problems) }
        let settings = try TargetSettings(asked.question, in: folder)
        return (
            asked.question,
            SpotCheckQuestion(
                indicator: asked.question.indicator.id, settings: settings,
                period: asked.days.period, asOf: asked.days.asOf, seed: seed, size: count)
        )
    }
}

/// What was found, as it was typed: `1.2亿元`, of counts 1 or 0.
package struct FindingDraft: Sendable, Hashable {
    let place: Int
    let found: String
    let note: String

    package init(place: Int, found: String?, note: String?) {
        self.place = place
        self.found = trimmed(found ?? "")
        self.note = trimmed(note ?? "")
    }

    func checked(_ unit: IndicatorUnit) throws(FigureRefusal) -> (found: Int64, note: String) {
        var problems: [Problem] = []
        let value = found == "0" ? 0 : unit.written(found)
        if value == nil { problems.append(Problem(unit.writtenShape, at: .field("found"))) }
        if note.isEmpty { problems.append(Problem("写明看到了什么、凭什么", at: .field("note"))) }
        if note.count > Limit.lettersOfFinding.count {
            problems.append(
                Problem("最多\(Limit.lettersOfFinding.count)个字", at: .field("note")))
        }
        guard problems.isEmpty, let value else { throw FigureRefusal(problems) }
        return (value, note)
    }
}
