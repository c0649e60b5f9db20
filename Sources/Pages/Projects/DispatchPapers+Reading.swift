package import Basics
import Indicators
package import People
import Projects
package import Rules
package import Storage

extension Transaction {
    /// Everything that the papers of a month are made from.
    package func dispatchPapers(
        of month: Month, in folder: CityFolder, visibleTo sight: Sight
    ) throws -> DispatchPapers {
        let units = UnitNames(folder, on: month.last)
        let seen = units.reporting.filter(sight.includes)
        let handed = Set(
            try sheets(of: .month(month), visibleTo: sight).filter { $0.state == .applied }
                .map(\.unit))
        let state = try dataState()
        var papers = DispatchPapers(
            table: try dispatchTable(of: month, units: seen, visibleTo: sight),
            suspicions: try suspicions(of: .month(month), visibleTo: sight),
            changes: try changes(
                in: month, rules: CheckingRules(folder, on: month.last), visibleTo: sight),
            missing: seen.filter { !handed.contains($0) }, units: units, city: folder.name,
            headquarters: folder.officeName, isSample: folder.isSample,
            state: state,
            day: state.at?.day(offset: folder.zoneOffset) ?? month.last)
        if let letter = folder.letter("circular"), letter.covers == .month, sight == .all {
            papers.notice = try paperText(
                ReportQuestion(letter: letter, month: month, asOf: papers.day), in: folder,
                dispatch: papers)
        }
        return papers
    }
}
