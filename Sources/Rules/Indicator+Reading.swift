import Basics

extension Limit {
    /// Choices of one parameter.
    static let choicesOfParameter: Limit = 20
    /// Figures that a formula joins.
    static let termsOfFormula: Limit = 20
    /// Facts of one worked example.
    static let factsOfExample: Limit = 50
}

extension Indicator {
    private static let common: Set = [
        "id", "name", "en", "definition", "definition_en", "unit", "since", "until", "basis",
        "example",
    ]

    static func read(_ node: RuleNode, _ problems: inout [Problem]) -> Indicator? {
        let isDerived = node["formula"] != nil
        let own: Set =
            isDerived
            ? ["formula"]
            : ["source", "measure", "where", "share", "time", "counts", "by", "parameters"]
        node.onlyKeys(common.union(own), &problems)
        let before = problems.count
        let id = node.identifierWord("id", &problems)
        let name = node.localName(&problems)
        let english = node.optionalText("definition_en", &problems)
        let definition = node.text("definition", &problems).map { LocalName(zh: $0, en: english) }
        let unit = node.word("unit", as: IndicatorUnit.self, &problems)
        let validity = Validity.read(from: node, &problems)
        let basis = Basis.read(from: node, &problems)
        let parameters = node.optionalList("parameters", &problems).compactMap {
            RuleParameter.read($0, &problems)
        }
        let dimensions = node.optionalList("by", &problems).compactMap {
            $0.asWord(FactDimension.self, &problems)
        }
        let body =
            isDerived
            ? IndicatorFormula.read(node, &problems).map(IndicatorBody.derived)
            : FactMeasure.read(node, parameters, &problems).map(IndicatorBody.facts)
        guard let id, let name, let definition, let unit, let validity, let basis, let body else {
            return nil
        }
        let indicator = Indicator(
            id: id, name: name, definition: definition, unit: unit, body: body,
            parameters: parameters, dimensions: dimensions, validity: validity, basis: basis,
            place: node.place)
        if case .facts(let measure) = body, let problem = measure.problem(with: unit) {
            problems.append(Problem(problem, at: node.place(of: "unit")))
        }
        if problems.count == before { indicator.checkExample(node, &problems) }
        return indicator
    }
}

extension RuleParameter {
    /// `choices: [1亿元, 5亿元]`, or with names: `{is: world-500, name: 世界500强}`.
    fileprivate static func read(
        _ node: RuleNode, _ problems: inout [Problem]
    ) -> RuleParameter? {
        node.onlyKeys(["id", "name", "en", "choices"], &problems)
        let id = node.identifierWord("id", &problems)
        let name = node.localName(&problems)
        var names: [Literal: LocalName] = [:]
        let choices = node.list("choices", &problems).compactMap { element -> Literal? in
            guard case .map = element.content else {
                return element.asText(&problems).map(Literal.init)
            }
            element.onlyKeys(["is", "name", "en"], &problems)
            let choice = element.text("is", &problems).map(Literal.init)
            if let choice { names[choice] = element.localName(&problems) }
            return choice
        }
        if choices.isEmpty || choices.count > Limit.choicesOfParameter.count {
            problems.append(
                Problem(
                    "参数须有1至\(Limit.choicesOfParameter.count)个可选的值",
                    at: node.place(of: "choices")))
        }
        guard let id, let name, !choices.isEmpty else { return nil }
        return RuleParameter(id: id, name: name, choices: choices, names: names)
    }
}

extension SetIndicator {
    /// `{indicator: signed-projects, floor: 5亿元}`; every key but those `beside` is a parameter.
    static func read(
        _ node: RuleNode, key: String = "indicator", beside: Set<String> = [],
        _ problems: inout [Problem]
    ) -> SetIndicator? {
        guard let indicator = node.text(key, &problems) else { return nil }
        var settings: [String: Literal] = [:]
        for entry in node.asMap(&problems) ?? []
        where entry.key != key && !beside.contains(entry.key) {
            settings[entry.key] = entry.value.asText(&problems).map(Literal.init)
        }
        return SetIndicator(indicator: indicator, settings: settings)
    }

    /// Settings that no definition has, by itself or by its formula, or that aren't among its
    /// choices.
    func problems(in indicators: [Indicator]) -> [Phrase] {
        let known = parameters(of: indicator, in: indicators)
        return settings.sorted { $0.key < $1.key }.compactMap { id, literal in
            guard let parameter = known.first(where: { $0.id == id }) else {
                return "“\(indicator)”没有“\(id)”这个参数"
            }
            let choices = parameter.choices.map(\.written).joined(separator: " ")
            return parameter.choices.contains(literal)
                ? nil : "“\(literal.written)”不在可选之内：\(choices)"
        }
    }
}

/// Of all definitions of an identifier, and of what their formulas ask for.
private func parameters(of id: String, in indicators: [Indicator]) -> [RuleParameter] {
    var found: [RuleParameter] = []
    var seen: Set = [id]
    var waiting = [id]
    while let next = waiting.popLast() {
        for indicator in indicators where indicator.id == next {
            found += indicator.parameters
            guard case .derived(let formula) = indicator.body else { continue }
            waiting += formula.indicators.filter { seen.insert($0).inserted }
        }
    }
    return found
}

private enum Counting: String, CaseIterable {
    /// What happened in the period.
    case during
    /// All that happened up to its end.
    case until
}

extension FactMeasure {
    fileprivate static func read(
        _ node: RuleNode, _ parameters: [RuleParameter], _ problems: inout [Problem]
    ) -> FactMeasure? {
        let source = node.word("source", as: FactSource.self, &problems)
        let measure = node.text("measure", &problems)
        let time = node.text("time", &problems)
        let counting = node.optionalWord("counts", as: Counting.self, &problems)
        guard let source, let measure, let time else { return nil }
        let condition =
            node["where"].map {
                Condition.read($0, of: source, parameters: parameters, &problems)
            } ?? .always
        let share = node["share"].flatMap {
            Condition.read($0, of: source, parameters: parameters, &problems)
        }
        if source.field(time)?.type != .day {
            let days = source.fields.filter { $0.type == .day }.map(\.name)
            problems.append(
                Problem(
                    "time须是\(source.label)的日期：\(days.joined(separator: " "))",
                    at: node.place(of: "time")))
        }
        let summed: String?
        if measure == "count()" {
            summed = nil
        } else if measure.hasPrefix("sum("), measure.hasSuffix(")") {
            summed = String(measure.dropFirst(4).dropLast())
        } else {
            summed = nil
            problems.append(
                Problem("measure应为count()或sum(字段)", at: node.place(of: "measure")))
        }
        if let summed, source.field(summed)?.currency == nil {
            let amounts = source.fields.filter { $0.currency != nil }.map(\.name)
            problems.append(
                Problem(
                    "只能合计\(source.label)的金额：\(amounts.joined(separator: " "))",
                    at: node.place(of: "measure")))
        }
        guard let condition else { return nil }
        return FactMeasure(
            source: source, summed: summed, condition: condition, share: share, time: time,
            isUntil: counting == .until)
    }

    fileprivate func problem(with unit: IndicatorUnit) -> Phrase? {
        if share != nil { return unit == .percent ? nil : "有share的是比率，单位应为percent" }
        guard let summed, let currency = source.field(summed)?.currency else {
            return unit == .count ? nil : "计数的单位应为count"
        }
        return unit == self.unit ? nil : "“\(summed)”是\(currency.name)，与单位不符"
    }
}

extension FactField {
    var currency: Currency? { if case .amount(let currency) = type { currency } else { nil } }
}

extension IndicatorFormula {
    /// Reads `a + b - c` and `(a + b) / c`; blanks stand around each sign, for identifiers hold
    /// hyphens.
    fileprivate static func read(
        _ node: RuleNode, _ problems: inout [Problem]
    ) -> IndicatorFormula? {
        guard let text = node.text("formula", &problems) else { return nil }
        let parts = text.split(separator: " / ", omittingEmptySubsequences: false)
            .map { terms(String($0)) }
        guard parts.count <= 2, let above = parts[0], let below = parts.last,
            above.count + (below?.count ?? 0) <= Limit.termsOfFormula.count,
            parts.count == 1 || below != nil
        else {
            problems.append(
                Problem("算式“\(text)”读不懂：写成a + b - c，或(a + b) / c", at: node.place(of: "formula")))
            return nil
        }
        return IndicatorFormula(above: above, below: parts.count == 2 ? below : nil)
    }

    private static func terms(_ text: String) -> [FormulaTerm]? {
        var inner = text[...]
        if inner.hasPrefix("("), inner.hasSuffix(")") { inner = inner.dropFirst().dropLast() }
        let words = inner.split(separator: " ").map(String.init)
        guard words.count % 2 == 1 else { return nil }
        var terms: [FormulaTerm] = []
        for (index, word) in words.enumerated() where index % 2 == 0 {
            let sign = index == 0 ? "+" : words[index - 1]
            guard ["+", "-"].contains(sign), word.utf8.allSatisfy(isOfIdentifier) else {
                return nil
            }
            terms.append(FormulaTerm(indicator: word, isSubtracted: sign == "-"))
        }
        return terms
    }
}

private func isOfIdentifier(_ byte: UInt8) -> Bool {
    (97...122).contains(byte) || (48...57).contains(byte) || byte == UInt8(ascii: "-")
}

/// What formulas ask for and no definition gives, sums of unlike units, and circles.
func problems(ofFormulasIn indicators: [Indicator]) -> [Problem] {
    indicators.flatMap { indicator -> [Problem] in
        guard case .derived(let formula) = indicator.body else { return [] }
        func problem(_ message: Phrase) -> Problem { Problem(message, at: indicator.place) }
        let days = indicators.boundaries(of: formula.indicators)
            .filter(indicator.validity.contains)
        let missing = Set(formula.indicators).sorted().filter { id in
            ([indicator.validity.since] + days).contains { day in
                !indicators.contains { $0.id == id && $0.validity.contains(day) }
            }
        }
        guard missing.isEmpty else {
            return missing.map { problem("没有“\($0)”这个指标，或者它在有效期内断开") }
        }
        if indicators.leads(from: indicator.id, to: indicator.id) {
            return [problem("算式绕回了自己")]
        }
        return formula.unitProblem(in: indicators, as: indicator.unit).map { [problem($0)] } ?? []
    }
}

/// Stages, dated facts and lists that conditions ask for and no rule has: nothing would ever count.
func problems(ofConditionsIn indicators: [Indicator], _ rules: [Rule]) -> [Problem] {
    let stages = rules.compactMap { rule -> StageRule? in
        if case .stages(let stages) = rule.content { stages } else { nil }
    }
    func known(_ function: FactFunction) -> Set<String> {
        switch function {
        case .reached, .reachedByEnd: Set(stages.flatMap(\.stages).map(\.id))
        case .noted: Set(stages.flatMap(\.datedFacts).map(\.id))
        case .listed: Set(rules.flatMap(\.listKinds).map(\.id))
        }
    }
    return indicators.flatMap { indicator -> [Problem] in
        guard case .facts(let measure) = indicator.body else { return [] }
        return (measure.condition.held + (measure.share?.held ?? [])).flatMap { held in
            held.words.flatMap { word in
                word.hasPrefix("$")
                    ? indicator.parameter(String(word.dropFirst()))?.choices.map(\.written) ?? []
                    : [word]
            }.filter { !known(held.function).contains($0) }.map {
                Problem("\(held.function.rawValue)：规则里没有“\($0)”", at: indicator.place)
            }
        }
    }
}

extension [Indicator] {
    /// The days on which definitions of these identifiers begin or have ended.
    fileprivate func boundaries(of ids: [String]) -> [Day] {
        filter { ids.contains($0.id) }.flatMap { found in
            [found.validity.since] + (found.validity.until.map { [$0.adding(days: 1)] } ?? [])
        }
    }

    /// Whether the formulas of one identifier ask, through however many others, for another.
    fileprivate func leads(from start: String, to goal: String) -> Bool {
        var seen: Set<String> = []
        var waiting = [start]
        while let id = waiting.popLast() {
            for case .derived(let formula) in filter({ $0.id == id }).map(\.body) {
                if formula.indicators.contains(goal) { return true }
                waiting += formula.indicators.filter { seen.insert($0).inserted }
            }
        }
        return false
    }
}

extension IndicatorFormula {
    fileprivate func unitProblem(in indicators: [Indicator], as unit: IndicatorUnit) -> Phrase? {
        func units(_ terms: [FormulaTerm]) -> Set<IndicatorUnit> {
            Set(terms.flatMap { term in indicators.filter { $0.id == term.indicator } }.map(\.unit))
        }
        let (above, below) = (units(above), below.map(units))
        if above.count > 1 || (below?.count ?? 0) > 1 { return "单位不同的指标不能相加" }
        if above.contains(.percent) || below?.contains(.percent) == true {
            return "比率不能相加，也不能再相除"
        }
        guard let below else { return above == [unit] ? nil : "算式的单位与unit不符" }
        if above == below { return unit == .percent ? nil : "同单位相除是比率，单位应为percent" }
        return below == [.count] && above == [unit] ? nil : "算式的单位与unit不符"
    }
}
