package import Basics
import Companies
import Evidence

// The twins of merging: what would move, what keeps it from being done. `problems` is empty where
// it can be done.

extension MergingPage {
    package var json: JSONValue {
        .object([
            "from": from.company.json, "into": into?.company.json ?? .null,
            "moves": .array(moves.map(\.json)),
            "filled": .array((plan?.filled ?? []).map { .string($0.rawValue) }),
            "ended_links": .array((plan?.doubled ?? []).map { .integer($0.number) }),
            "same_recognitions": .array(
                (plan?.sameRecognitions ?? []).map { .integer($0.number) }),
            "reviews": .array(reviews.map(\.json)),
            "problems": .array(
                (plan?.problems ?? []).map { .string(Lexicon.chinese.text($0.message)) }),
        ])
    }
}

extension UnmergingPage {
    package var json: JSONValue {
        .object([
            "from": plan.from.json, "into": plan.into.json, "moves": .array(plan.moves.map(\.json)),
            "kept": .array(
                plan.kept.map { change in
                    .object([
                        "table": .string(change.table), "column": .string(change.column),
                        "before": JSONValue(change.before), "now": JSONValue(change.now),
                    ])
                }),
            "later": .array(
                plan.later.map { change in
                    .object([
                        "kind": .string(change.kind), "what": JSONValue(change.what),
                        "by": .string(change.by),
                        "at": minute(change.at),
                    ])
                }),
            "problems": .array(plan.problems.map { .string(Lexicon.chinese.text($0.message)) }),
        ])
    }
}

extension DuplicatesPage {
    package var json: JSONValue {
        .object([
            "total": JSONValue(list.total), "limit": JSONValue(list.size),
            "offset": JSONValue(list.offset),
            "searched_at": search.map { minute($0.at) } ?? .null,
            "duplicates": .array(duplicates.map(\.json)),
        ])
    }
}

extension ShownDuplicate {
    package var json: JSONValue {
        let (from, into) = direction
        return .object([
            "left": left.company.json, "right": right.company.json,
            "outcome": .string(queued.pair.outcome.word),
            "certainty": .number(queued.pair.certainty),
            "reasons": .array(
                queued.pair.reasons.map { .string(Lexicon.chinese.text($0)) }),
            "state": .string(queued.state.word),
            "reviews": .array(queued.reviews.map(\.json)),
            "merge": .object(["from": .string(from.text), "into": .string(into.text)]),
        ])
    }
}

extension DuplicateReview {
    fileprivate var json: JSONValue {
        .object([
            "by": .string(name), "verdict": .string(verdict.rawValue), "note": JSONValue(note),
            "at": minute(at),
        ])
    }
}

extension DuplicateState {
    fileprivate var word: String {
        switch self {
        case .disputed: "disputed"
        case .toMerge: "to_merge"
        case .open: "open"
        case .settled: "settled"
        }
    }
}

extension MergeMove {
    fileprivate var json: JSONValue {
        .object(["rows": .string(Lexicon.chinese.text(label)), "count": JSONValue(count)])
    }
}
