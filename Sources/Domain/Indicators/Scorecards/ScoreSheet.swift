package import Basics
package import People
package import Rules
import Texts

/// A card over the months of a year so far, as it was known before a moment.
package struct ScoreQuestion: Sendable, Hashable {
    package let card: Scorecard
    /// From January on.
    package let period: Period
    package let known: Instant

    package init(_ card: Scorecard, over period: Period, known: Instant) {
        self.card = card
        self.period = period
        self.known = known
    }
}

/// The scores of all units with what they were made from.
package struct ScoreSheet: Sendable {
    package let question: ScoreQuestion
    /// By class and rank.
    package let scores: [Score]
    /// By unit.
    package let values: [String: ScoreValues]
    /// The typed numbers that hold, by unit and input.
    package let entries: [String: [String: ScoreEntry]]

    /// Only of units in sight: each sees its own place among all.
    package func scores(visibleTo sight: Sight) -> [Score] {
        scores.filter { sight.includes(unit: $0.unit) }
    }

    package func classSize(_ name: String) -> Int { scores.count { $0.className == name } }

    /// The same, if this were added in the months to come and these were the targets (测算). Never
    /// stored.
    package func trying(_ trial: ScoreTrial, of unit: String) -> Score? {
        var values = values
        guard var own = values[unit] else { return nil }
        for (input, more) in trial.more { own.done[input, default: 0] += more }
        own.targets.merge(trial.targets) { $1 }
        values[unit] = own
        let classes = Dictionary(
            scores.map { ($0.unit, $0.className) }, uniquingKeysWith: { first, _ in first })
        return question.card.scores(values, classes: classes).first { $0.unit == unit }
    }
}

/// A number that was typed for a card.
package struct ScoreEntry: Sendable, Hashable {
    package let number: Int64
    package let unit: String
    package let input: String
    /// Nil: taken away.
    package let value: Int64?
    package let target: Int64?
    /// The document or list that shows it.
    package let source: String
    package let setBy: String
    package let setAt: Instant
}

/// What a unit would like to see: by input, what is added in the months to come, and other targets.
package struct ScoreTrial: Sendable, Hashable {
    let more: [String: Int64]
    let targets: [String: Int64]

    package var isEmpty: Bool { more.isEmpty && targets.isEmpty }

    /// `typed` is by `more-INPUT` and `target-INPUT`; refused with every problem: what can't be
    /// read, what the card doesn't have, and anything at all once the year is over.
    package init(
        _ typed: [String: String], on card: Scorecard, yearEnded: Bool
    ) throws(FigureRefusal) {
        var (more, targets): ([String: Int64], [String: Int64]) = ([:], [:])
        var problems: [Problem] = []
        for (name, text) in typed.sorted(by: { $0.key < $1.key }) where !text.isEmpty {
            let isTarget = name.hasPrefix("target-")
            let id = String(name.dropFirst(isTarget ? 7 : 5))
            guard let input = card.input(id), !isTarget || input.isTargeted else {
                problems.append(Problem("这个办法没有“\(id)”", at: .field(name)))
                continue
            }
            guard let value = input.measure.value(text) else {
                problems.append(Problem(input.measure.shape, at: .field(name)))
                continue
            }
            if isTarget { targets[id] = value } else { more[id] = value }
        }
        if yearEnded, !more.isEmpty || !targets.isEmpty {
            problems.append(Problem("这一年已经结束，不能再测算"))
        }
        guard problems.isEmpty else { throw FigureRefusal(problems) }
        self.more = more
        self.targets = targets
    }
}

extension ScoreMeasure {
    /// How to type it.
    var shape: Phrase {
        switch self {
        case .count: "应为个数，如7"
        case .marks: "应为分数，最多两位小数，如13.5"
        case .yuan, .usd, .percent: unit?.writtenShape ?? ""
        }
    }
}

/// Numbers of one unit as they were typed: `value-INPUT`, `target-INPUT`. An input that isn't named
/// stays; an empty value takes it away.
package struct ScoreDraft: Sendable, Hashable {
    let typed: [String: String]
    let source: String

    package init(_ typed: [String: String], source: String?) {
        self.typed = typed.filter { $0.key.hasPrefix("value-") || $0.key.hasPrefix("target-") }
        self.source = trimmed(source ?? "")
    }

    /// What changes against what holds; refused with every problem at once.
    func changes(
        on card: Scorecard, against held: [String: ScoreEntry]
    ) throws(FigureRefusal) -> [(input: String, value: Int64?, target: Int64?)] {
        var problems: [Problem] = []
        func value(_ name: String, _ input: ScoreInput) -> Int64? {
            guard let text = typed[name].map(trimmed), !text.isEmpty else { return nil }
            let value = input.measure.value(text)
            if value == nil { problems.append(Problem(input.measure.shape, at: .field(name))) }
            return value
        }
        let typedInputs = card.inputs.filter { $0.indicator == nil }
        let names = Set(typedInputs.flatMap { ["value-\($0.id)", "target-\($0.id)"] })
        for name in typed.keys.sorted() where !names.contains(name) {
            problems.append(Problem("“\(name)”不是要填的数", at: .field(name)))
        }
        var changes: [(input: String, value: Int64?, target: Int64?)] = []
        for input in typedInputs where typed["value-\(input.id)"] != nil {
            let found = (value("value-\(input.id)", input), value("target-\(input.id)", input))
            let known = held[input.id]
            if known?.value != found.0 || known?.target != found.1 {
                changes.append((input.id, found.0, found.1))
            }
        }
        if source.isEmpty { problems.append(Problem("写明依据：文件、名单或通报", at: .field("source"))) }
        if source.count > Limit.lettersOfDocument.count {
            problems.append(Problem("最多\(Limit.lettersOfDocument.count)个字", at: .field("source")))
        }
        if changes.isEmpty, problems.isEmpty { problems.append(Problem("没有改动")) }
        guard problems.isEmpty else { throw FigureRefusal(problems) }
        return changes
    }
}
