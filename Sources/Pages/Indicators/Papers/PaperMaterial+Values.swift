import Basics
import Indicators
import Projects
import Rules

extension Limit {
    /// Units that a sentence names.
    fileprivate static let unitsInSentence: Limit = 3
    fileprivate static let lightsInSentence: Limit = 10
}

/// What the fields of a letter hold, as official papers say it: in Chinese.
extension PaperMaterial {
    var values: [String: LetterValue] {
        let period = question.period
        var values: [String: LetterValue] = [
            "city": .text(folder.name.zh), "office": .text(folder.officeName),
            "period": .text(text(period.name)), "year": .text(String(period.last.year)),
            "day": .text(chinese(question.asOf)),
            "last_day": .text(question.span.month.map { "\($0.month)月底" } ?? "年底"),
            "scores": .list(scores.map(fields)),
        ]
        if let slips { values["slips"] = .text(String(slips.count)) }
        for figure in figures { values[figure.indicator.id] = .fields(fields(figure)) }
        if let month = question.span.month {
            values["month"] = .text("\(month.year)年\(month.month)月")
            values["lights"] = .list(lit)
        }
        if let dispatch {
            values["dispatch"] = .fields(dispatch.letterFields)
            if !dispatch.missing.isEmpty {
                values["missing"] = .text(
                    dispatch.missing.map(dispatch.name).joined(separator: "、"))
            }
        }
        return values
    }

    private func fields(_ sheet: ScoreSheet) -> [String: LetterValue] {
        let first = sheet.scores.filter {
            $0.rank.map { $0 <= Limit.unitsInSentence.count } ?? false
        }
        return [
            "name": .text(sheet.question.card.name.zh),
            "first": .text(first.map { units[$0.unit].zh }.joined(separator: "、")),
        ].filter { $0.value != "" }
    }

    private var lit: [[String: LetterValue]] {
        rules.compactMap { rule in
            let own = lights.filter { $0.light.rule == rule.id && $0.light.counts }
            guard !own.isEmpty else { return nil }
            let names = own.prefix(Limit.lightsInSentence.count).map {
                $0.project ?? units[$0.light.unit].zh
            }
            return [
                "rule": .text(rule.name.zh), "count": .text(String(own.count)),
                "names": .text(
                    names.joined(separator: "、") + (own.count > names.count ? "等" : "")),
            ]
        }
    }

    private func fields(_ figure: PaperFigure) -> [String: LetterValue] {
        let (now, before) = (figure.compared.now.whole, figure.compared.before?.whole)
        let unit = figure.indicator.unit
        let target = figure.targets.first { $0.unit == nil }
        let places = lines(figure)
        let behind = places.filter { $0.progress?.ahead.map { $0 < 0 } ?? false }
        let first = places.filter { $0.place.map { $0 <= Limit.unitsInSentence.count } ?? false }
            .sorted { ($0.place ?? 0) < ($1.place ?? 0) }
        var fields: [String: LetterValue] = [
            "name": .text(figure.indicator.name.zh), "value": .text(unit.spoken(now)),
            "units": .list(places.map(\.fields)), "first": .list(first.map(\.fields)),
            "behind": .list(behind.map(\.fields)),
        ]
        fields["month_value"] = (figure.month?.whole).map { .text(unit.spoken($0)) }
        fields["last_year"] = before.map { .text(unit.spoken($0)) }
        fields["change"] = before.flatMap { unit.spokenChange(from: $0, to: now) }.map(
            LetterValue.text)
        fields["unknown"] = unknownNote(now).map { .text(text($0)) }
        fields["first_names"] = names(first)
        fields["behind_names"] = names(behind)
        fields.merge(progress(now, target, of: figure.indicator)) { $1 }
        return fields
    }

    private func names(_ lines: [PaperLine]) -> LetterValue? {
        lines.isEmpty ? nil : .text(lines.map(\.name).joined(separator: "、"))
    }

    /// Of each district, and each zone of none.
    func lines(_ figure: PaperFigure) -> [PaperLine] {
        let unit = figure.indicator.unit
        return figure.table.lines.compactMap { line in
            guard case .unit(let id) = line.subject else { return nil }
            let target = figure.targets.first { $0.unit == id }
            let before = figure.compared.before(of: line)
            var fields: [String: LetterValue] = [
                "name": .text(units[id].zh), "value": .text(unit.spoken(line.sum)),
            ]
            fields["change"] = before.flatMap { unit.spokenChange(from: $0, to: line.sum) }
                .map(LetterValue.text)
            let place = figure.table.rank(of: line)?.place
            fields["place"] = place.map { .text(String($0)) }
            fields.merge(progress(line.sum, target, of: figure.indicator)) { $1 }
            return PaperLine(
                name: units[id].zh, sum: line.sum, before: before, target: target,
                progress: target?.progress(
                    line.sum, of: figure.indicator, through: endedMonths), place: place,
                fields: fields)
        }
    }

    /// Of the period, nil while its last month runs.
    var endedMonths: Int? {
        question.period.last < question.asOf ? question.period.last.month : nil
    }

    private func progress(
        _ sum: FactSum, _ target: IndicatorTarget?, of indicator: Indicator
    ) -> [String: LetterValue] {
        guard let target, let value = target.value,
            let progress = target.progress(sum, of: indicator, through: endedMonths)
        else { return [:] }
        var fields: [String: LetterValue] = [
            "target": .text(
                indicator.unit.number(ofTarget: value) + (indicator.unit.word.map(text) ?? "")),
            "completion": .text(progress.completionText),
        ]
        fields["pace"] = progress.pace.map { .text(text($0)) }
        return fields
    }
}

/// One unit of a figure.
struct PaperLine: Sendable {
    let name: String
    let sum: FactSum
    let before: FactSum?
    let target: IndicatorTarget?
    let progress: TargetProgress?
    let place: Int?
    let fields: [String: LetterValue]
}

extension IndicatorUnit {
    /// With its measure: 12个, 23.45亿元, 66.1%.
    fileprivate func spoken(_ sum: FactSum) -> String {
        number(sum) + (sum.base == 0 ? "" : word.map(text) ?? "")
    }

    /// «增长12.3%», «提高2.1个百分点», «持平»; nil where there is nothing to compare with.
    fileprivate func spokenChange(from before: FactSum, to now: FactSum) -> String? {
        guard let change = change(from: before, to: now).map(text) else { return nil }
        let size = change.drop { "+-".contains($0) }
        if size.prefix(while: { "0.".contains($0) }).count
            == size.prefix(while: { "0123456789.".contains($0) }).count
        {
            return "持平"
        }
        let words = self == .percent ? ("提高", "降低") : ("增长", "下降")
        return (change.hasPrefix("-") ? words.1 : words.0) + size
    }
}
