package import Basics
package import Indicators
package import People
import Projects
package import Rules
package import Storage

extension Transaction {
    /// An indicator beside the same of a year before, where it has a definition then or not: one
    /// definition for both, so that they can be compared.
    package func compared(
        _ question: FigureQuestion, in folder: CityFolder, visibleTo sight: Sight
    ) throws -> ComparedFigure {
        ComparedFigure(
            now: try figure(question, in: folder, visibleTo: sight),
            before: try question.yearBefore.map {
                try figure($0, in: folder, visibleTo: sight)
            })
    }

    /// Of a figure of the year so far; a month or several years have none.
    package func yearTargets(
        _ question: FigureQuestion, in folder: CityFolder, visibleTo sight: Sight
    ) throws -> [IndicatorTarget] {
        guard question.period.isFromJanuary else { return [] }
        return try targets(
            of: question.period.first.year, indicator: question.indicator.id,
            settings: try TargetSettings(question, in: folder), before: question.known,
            visibleTo: sight)
    }

    /// Of the period's year on, for what is reported in it may have been signed before.
    package func openSlips(in period: Period, visibleTo sight: Sight) throws -> OpenSlips? {
        try openUnitSlips(since: Month(of: period.first), visibleTo: sight)
            .map { OpenSlips(count: $0.count, newest: $0.newest) }
    }
}
