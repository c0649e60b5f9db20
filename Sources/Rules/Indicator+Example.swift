import Basics

extension IndicatorFormula {
    /// From the sums of its indicators. Nil where one of them isn't given.
    package func sum(of sums: [String: FactSum]) -> FactSum? {
        func total(_ terms: [FormulaTerm]) -> FactSum? {
            var total = FactSum()
            for term in terms {
                guard let sum = sums[term.indicator] else { return nil }
                total.value += term.isSubtracted ? -sum.value : sum.value
                total.unknown += sum.unknown
            }
            return total
        }
        guard let above = total(above) else { return nil }
        guard let terms = below else { return above }
        guard let below = total(terms) else { return nil }
        return FactSum(
            value: above.value, base: below.value, unknown: above.unknown + below.unknown)
    }
}

extension Indicator {
    /// Each definition shows on a few facts what it counts; what it shows must come out.
    func checkExample(_ node: RuleNode, _ problems: inout [Problem]) {
        guard let example = node.map("example", &problems) else { return }
        let before = problems.count
        let sum: FactSum?
        switch body {
        case .facts(let measure):
            example.onlyKeys(["period", "facts", "gives", "unknown"], &problems)
            let period = example.text("period", &problems).flatMap { Period(text: $0) }
            if period == nil {
                problems.append(
                    Problem(
                        "period写成2026、2026-10或2026-01..2026-10", at: example.place(of: "period")))
            }
            let elements = example.list("facts", &problems)
            if elements.count > Limit.factsOfExample.count {
                problems.append(
                    example.problem("算例最多\(Limit.factsOfExample.count)条"))
            }
            let facts = elements.prefix(Limit.factsOfExample.count).map {
                FactValues.read($0, of: measure.source, &problems)
            }
            let defaults = Dictionary(
                parameters.map { ($0.id, $0.choices[0]) }, uniquingKeysWith: { first, _ in first })
            sum = period.map { measure.sum(of: facts, over: $0, parameters: defaults) }
        case .derived(let formula):
            example.onlyKeys(["given", "gives"], &problems)
            var given: [String: FactSum] = [:]
            for entry in example.map("given", &problems)?.asMap(&problems) ?? [] {
                guard let text = entry.value.asText(&problems) else { continue }
                given[entry.key] = FactSum(value: amountWritten(text)?.minor ?? Int64(text) ?? 0)
            }
            sum = formula.sum(of: given)
            if sum == nil { problems.append(example.problem("given里缺算式用到的指标")) }
        }
        let unknown = example.optionalInteger("unknown", &problems) ?? 0
        guard let gives = example.text("gives", &problems), let sum, problems.count == before
        else { return }
        let found = sum.written(in: unit, like: gives)
        if found != gives {
            problems.append(
                Problem("算例应得\(gives)，按口径算出\(found)", at: example.place(of: "gives")))
        }
        if sum.unknown != unknown {
            problems.append(
                Problem(
                    "算例应有\(unknown)条不明，按口径有\(sum.unknown)条",
                    at: example.place(of: "gives")))
        }
    }
}

extension FactSum {
    /// As examples write it: `3`, `1.2亿元`, `66.1%`; with as many decimals as `sample`.
    fileprivate func written(in unit: IndicatorUnit, like sample: String) -> String {
        let decimals = sample.split(separator: ".").dropFirst().first.map {
            $0.prefix { $0.isASCII && $0.isNumber }.count
        }
        if base == 0 { return "-" }
        switch unit {
        case .percent: return fixed(value * 100, per: base ?? 1, decimals: decimals ?? 0) + "%"
        case .count: return fixed(value, per: base ?? 1, decimals: decimals ?? 0)
        case .yuan, .usd:
            let (each, currency) = (value / (base ?? 1), unit.currency ?? .CNY)
            return Money(minor: each, currency).words.zh
        }
    }
}

extension FactValues {
    /// A fact as examples write it: its fields, and `reached: {started: 2024-05-01}`, `noted: [a]`,
    /// `listed: [a]`.
    fileprivate static func read(
        _ node: RuleNode, of source: FactSource, _ problems: inout [Problem]
    ) -> FactValues {
        var fact = FactValues(fields: [:])
        for entry in node.asMap(&problems) ?? [] {
            switch entry.key {
            case "reached":
                for stage in entry.value.asMap(&problems) ?? [] {
                    fact.reached[stage.key] = stage.value.asDay(&problems)
                }
            case "noted": fact.noted = Set(node.texts("noted", &problems))
            case "listed": fact.listed = Set(node.texts("listed", &problems))
            default:
                guard let field = source.field(entry.key) else {
                    problems.append(
                        Problem(
                            "\(source.label)没有“\(entry.key)”",
                            at: .line(file: node.file, line: entry.line)))
                    continue
                }
                fact.fields[entry.key] = field.value(entry.value, &problems)
            }
        }
        return fact
    }
}

extension FactField {
    fileprivate func value(_ node: RuleNode, _ problems: inout [Problem]) -> FactValue? {
        switch type {
        case .flag: return node.asFlag(&problems).map(FactValue.flag)
        case .day: return node.asDay(&problems).map(FactValue.day)
        case .text: return node.asText(&problems).map(FactValue.word)
        case .word(let words):
            guard let word = node.asText(&problems) else { return nil }
            if words.contains(word) { return .word(word) }
            problems.append(
                node.problem("“\(word)”不在可用的词之内：\(words.joined(separator: " "))"))
            return nil
        case .amount:
            guard let text = node.asText(&problems) else { return nil }
            if let money = amountWritten(text) { return .amount(money) }
            problems.append(node.problem("应为金额（如1亿元），实为“\(node.written)”"))
            return nil
        }
    }
}
