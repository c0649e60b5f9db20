import Basics
import People
import Projects
import Storage
import Synchronization

/// What was worked out from a whole month, kept until the ledger or a decision changes: comparing
/// two months of 20,000 rows costs seconds, and the first page, the papers and the comparison show
/// the same.
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

    private struct Kept {
        var changes: [Question: Answer<[LedgerChange]>] = [:]
        var tables: [Question: Answer<DispatchTable>] = [:]
    }

    /// Of each kind; then all are forgotten.
    private static let keptAnswers: Limit = 8
    private let kept = Mutex(Kept())

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

    private func answer<Value: Sendable>(
        _ place: WritableKeyPath<Kept, [Question: Answer<Value>]>, _ question: Question,
        _ state: Int64, found: () throws -> Value
    ) throws -> Value {
        let known = kept.withLock { $0[keyPath: place][question] }
        if let known, known.state == state { return known.value }
        let value = try found()
        kept.withLock { kept in
            if kept[keyPath: place].count >= KeptAnswers.keptAnswers.count {
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
}
