import Basics
import Indicators
import People
import Rules
import Storage
import Synchronization
import TestSupport
import Testing

/// Figures from columns in memory beside those that the database adds up: from columns read anew,
/// and from those of before that were brought up to date.
final class ColumnsBeside: Sendable {
    private let kept = Mutex<(columns: FactColumns?, refreshed: Int)>((nil, 0))

    /// How often columns of before could be brought up to date.
    var refreshed: Int { kept.withLock { $0.refreshed } }

    func compare(
        _ office: LedgerOffice, _ questions: [FigureQuestion], _ place: SourceLocation
    ) async throws {
        let folder = office.folder
        let before = kept.withLock { $0.columns }
        let sights: [Sight] = [.all, .units(["dongyu", "nanting"]), .nothing]
        let (fresh, followed) = try await office.store.read { tx in
            let fresh = try tx.factColumns()
            var followed = before
            if var columns = before {
                followed = try tx.refresh(&columns) ? columns : nil
            }
            for question in questions {
                for dimension in try question.dimensionsBelow(in: folder) {
                    let asked = FigureQuestion(
                        question.indicator, over: question.period, known: question.known,
                        parameters: question.parameters, by: dimension)
                    for sight in sights {
                        let found = try tx.figure(asked, in: folder, visibleTo: sight)
                        for columns in [fresh, followed].compactMap(\.self) {
                            let summed = try tx.figure(
                                asked, in: folder, visibleTo: sight, from: columns)
                            #expect(
                                summed == found,
                                "\(asked.indicator.id) \(asked.period) \(dimension) \(sight)",
                                sourceLocation: place)
                        }
                    }
                }
            }
            return (fresh, followed)
        }
        kept.withLock { kept in
            if followed != nil { kept.refreshed += 1 }
            kept.columns = followed ?? fresh
        }
    }
}
