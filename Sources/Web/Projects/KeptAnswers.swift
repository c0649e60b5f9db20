import Basics
import Indicators
import Pages
import People
import Projects
import Rules
import Storage
import Synchronization

/// What was worked out from a whole month or the whole ledger, kept until that changes: comparing
/// two months of 20,000 rows costs seconds, and the first page, the papers and the comparison show
/// the same; a cockpit asks for the same dozen figures from morning to evening.
final class KeptAnswers: Sendable {
    /// The newest entry of the journal that the answer depends on stands beside it.
    private struct Answer<Value: Sendable>: Sendable {
        let state: Int64
        let value: Value
    }

    private struct Question: Hashable {
        let month: Month
        let units: [String]
        let sight: Sight
    }

    private struct FigureKey: Hashable {
        let question: FigureQuestion
        let sight: Sight
    }

    private struct Kept {
        var figures: [FigureKey: Answer<IndicatorFigure>] = [:]
        var changes: [Question: Answer<[LedgerChange]>] = [:]
        var tables: [Question: Answer<DispatchTable>] = [:]
    }

    /// Of months, and of figures; then all are forgotten.
    private static let keptAnswers: Limit = 8
    private static let keptFigures: Limit = 500
    private let kept = Mutex(Kept())
    let columns = KeptColumns()

    func changes(
        in month: Month, rules: CheckingRules, visibleTo sight: Sight, from tx: any Transaction
    ) throws -> [LedgerChange] {
        try answer(
            \.changes, Question(month: month, units: [], sight: sight), tx.ledgerState()
        ) { try tx.changes(in: month, rules: rules, visibleTo: sight) }
    }

    func table(
        of month: Month, units: [String], visibleTo sight: Sight, from tx: any Transaction
    ) throws -> DispatchTable {
        try answer(
            \.tables, Question(month: month, units: units, sight: sight),
            tx.dataState().head.number
        ) { try tx.dispatchTable(of: month, units: units, visibleTo: sight) }
    }

    func figure(
        _ question: FigureQuestion, in folder: CityFolder, visibleTo sight: Sight,
        from tx: any Transaction
    ) throws -> IndicatorFigure {
        try answer(
            \.figures, FigureKey(question: question, sight: sight), tx.figureState(),
            most: KeptAnswers.keptFigures
        ) {
            try tx.figure(
                question, in: folder, visibleTo: sight, from: columns.columns(from: tx))
        }
    }

    private func answer<Key: Hashable, Value: Sendable>(
        _ place: WritableKeyPath<Kept, [Key: Answer<Value>]>, _ question: Key, _ state: Int64,
        most: Limit = KeptAnswers.keptAnswers, found: () throws -> Value
    ) throws -> Value {
        let known = kept.withLock { $0[keyPath: place][question] }
        if let known, known.state == state { return known.value }
        let value = try found()
        kept.withLock { kept in
            if kept[keyPath: place].count >= most.count {
                kept[keyPath: place].removeAll()
            }
            kept[keyPath: place][question] = Answer(state: state, value: value)
        }
        return value
    }
}

extension Ask {
    func changes(
        in month: Month, visibleTo sight: Sight, from tx: any Transaction
    ) throws -> [LedgerChange] {
        try city.kept.changes(in: month, rules: rules(month), visibleTo: sight, from: tx)
    }

    /// Of the units that `sight` shows.
    func dispatchTable(
        of month: Month, units: [String], visibleTo sight: Sight, from tx: any Transaction
    ) throws -> DispatchTable {
        try city.kept.table(
            of: month, units: units.filter(sight.includes), visibleTo: sight, from: tx)
    }

    /// As kept or computed.
    func figure(
        _ question: FigureQuestion, visibleTo sight: Sight, from tx: any Transaction
    ) throws -> IndicatorFigure {
        try city.kept.figure(question, in: city.folder, visibleTo: sight, from: tx)
    }

    /// A figure beside the same of a year before.
    func compared(
        _ question: FigureQuestion, visibleTo sight: Sight, from tx: any Transaction
    ) throws -> ComparedFigure {
        ComparedFigure(
            now: try figure(question, visibleTo: sight, from: tx),
            before: try question.yearBefore.map { try figure($0, visibleTo: sight, from: tx) })
    }
}
