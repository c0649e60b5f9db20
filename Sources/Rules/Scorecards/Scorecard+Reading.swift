import Basics

extension Limit {
    /// Terms of a card.
    static let termsOfScorecard: Limit = 60
    /// Units of one worked example.
    static let unitsOfExample: Limit = 30
}

extension Scorecard {
    static func read(
        _ node: RuleNode, _ indicators: [Indicator], _ problems: inout [Problem]
    ) -> Scorecard? {
        node.onlyKeys(
            [
                "id", "name", "en", "definition", "definition_en", "inputs", "terms", "classes",
                "decimals", "full", "since", "until", "basis", "example",
            ], &problems)
        let before = problems.count
        let id = node.identifierWord("id", &problems)
        let name = node.localName(&problems)
        let english = node.optionalText("definition_en", &problems)
        let definition = node.text("definition", &problems).map { LocalName(zh: $0, en: english) }
        let inputs = node.list("inputs", &problems).compactMap { ScoreInput.read($0, &problems) }
        let terms = node.list("terms", &problems).compactMap { ScoreTerm.read($0, &problems) }
        let classes = node.list("classes", &problems).compactMap {
            ScoreClass.read($0, &problems)
        }
        let decimals = node.optionalInteger("decimals", &problems) ?? 2
        let full = node["full"].flatMap { $0.asPoints(&problems) }
        if node["full"] == nil { problems.append(node.problem("写明满分（full）")) }
        let validity = Validity.read(from: node, &problems)
        let basis = Basis.read(from: node, &problems)
        guard let id, let name, let definition, let full, let validity, let basis else {
            return nil
        }
        let card = Scorecard(
            id: id, name: name, definition: definition, inputs: inputs, terms: terms,
            classes: classes, decimals: min(4, max(0, decimals)), validity: validity,
            basis: basis, place: node.place)
        problems += card.problems(full, indicators).map { Problem($0, at: node.place) }
        if problems.count == before { card.checkExample(node, &problems) }
        return card
    }

    private func problems(_ full: Points, _ indicators: [Indicator]) -> [Phrase] {
        var found: [Phrase] = []
        if terms.isEmpty || terms.count > Limit.termsOfScorecard.count {
            found.append("须有1至\(Limit.termsOfScorecard.count)项")
        }
        if self.full != full { found.append("各项合计\(self.full)分，不是满分\(full)分") }
        for (name, ids) in [
            ("inputs", inputs.map(\.id)), ("terms", terms.map(\.id)),
            ("classes", classes.map(\.id)),
        ] where Set(ids).count < ids.count { found.append("\(name)里标识重复") }
        for input in inputs {
            guard let own = input.indicator else { continue }
            let indicator = indicators.first { $0.id == own.indicator }
            if indicator?.unit.rawValue != input.measure.rawValue {
                found.append("“\(own.indicator)”不是单位相同的指标")
            }
            found += own.problems(in: indicators)
        }
        for term in terms {
            for id in term.method.inputs where input(id) == nil {
                found.append("“\(term.id)”用到的“\(id)”不在inputs里")
            }
            for id in term.method.targeted where input(id)?.isTargeted == false {
                found.append("“\(id)”须写target: true：“\(term.id)”要除以目标")
            }
            if case .completion(let parts, _) = term.method,
                parts.map(\.weight).reduce(0, +) != 10_000
            {
                found.append("“\(term.id)”的权重合计不是100%")
            }
            if case .marks(let id) = term.method, input(id)?.measure != .marks {
                found.append("“\(id)”须是打分（marks）")
            }
        }
        return found
    }

    /// Each card shows on a few units what it gives; that must come out.
    private func checkExample(_ node: RuleNode, _ problems: inout [Problem]) {
        guard let example = node.map("example", &problems) else { return }
        example.onlyKeys(["units", "gives"], &problems)
        let before = problems.count
        var values: [String: ScoreValues] = [:]
        let units = example.map("units", &problems)?.asMap(&problems) ?? []
        for unit in units.prefix(Limit.unitsOfExample.count) {
            values[unit.key] = self.values(unit.value, &problems)
        }
        let gives = example.map("gives", &problems)?.asMap(&problems) ?? []
        guard problems.count == before, let name = classes.first?.id else { return }
        let scores = scores(values, classes: values.mapValues { _ in name })
        for wanted in gives {
            let total = scores.first { $0.unit == wanted.key }?.total?.description ?? "-"
            let text = wanted.value.asText(&problems) ?? ""
            if total != text {
                problems.append(
                    Problem(
                        "算例“\(wanted.key)”应得\(text)，按办法算出\(total)",
                        at: .line(file: node.file, line: wanted.line)))
            }
        }
        if gives.isEmpty { problems.append(example.problem("算例没有写得数")) }
    }

    /// `{signed: 28/27, late: 1}`: values, with their targets behind a stroke.
    private func values(_ node: RuleNode, _ problems: inout [Problem]) -> ScoreValues {
        var values = ScoreValues()
        for entry in node.asMap(&problems) ?? [] {
            let text = entry.value.asText(&problems) ?? ""
            let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
            guard let input = input(entry.key), let first = parts.first,
                let done = input.measure.value(first),
                let target = parts.count > 1
                    ? input.measure.value(parts[1]).map(Optional.some) : .some(nil)
            else {
                problems.append(
                    Problem(
                        "“\(entry.key)”读不懂：“\(text)”",
                        at: .line(file: node.file, line: entry.line)))
                continue
            }
            values.done[entry.key] = done
            values.targets[entry.key] = target
        }
        return values
    }
}

extension ScoreMeasure {
    /// A value as it is typed with its unit: `28`, `177.7亿元`, `66.1%`, marks as `13.5`.
    package func value(_ text: String) -> Int64? {
        switch self {
        case .count:
            text.isDigits && text.utf8.count <= 9 ? Int64(text) : nil
        case .marks: hundredths(text)
        case .percent, .yuan, .usd: unit?.written(text)
        }
    }
}

extension ScoreInput {
    fileprivate static func read(_ node: RuleNode, _ problems: inout [Problem]) -> ScoreInput? {
        node.onlyKeys(["id", "name", "en", "measure", "indicator", "target"], &problems)
        let id = node.identifierWord("id", &problems)
        let name = node.localName(&problems)
        let measure = node.word("measure", as: ScoreMeasure.self, &problems)
        let indicator = node.optionalMap("indicator", &problems).flatMap {
            SetIndicator.read($0, &problems)
        }
        let isTargeted = node["target"]?.asFlag(&problems) ?? false
        guard let id, let name, let measure else { return nil }
        return ScoreInput(
            id: id, name: name, measure: measure, indicator: indicator, isTargeted: isTargeted)
    }
}

extension ScoreClass {
    fileprivate static func read(_ node: RuleNode, _ problems: inout [Problem]) -> ScoreClass? {
        node.onlyKeys(["id", "name", "en", "kinds", "units"], &problems)
        let id = node.identifierWord("id", &problems)
        let name = node.localName(&problems)
        let kinds = node.optionalList("kinds", &problems).compactMap {
            $0.asWord(UnitKind.self, &problems)
        }
        let units = node.texts("units", &problems)
        guard let id, let name else { return nil }
        return ScoreClass(id: id, name: name, kinds: Set(kinds), units: units)
    }
}

extension ScoreTerm {
    fileprivate static func read(_ node: RuleNode, _ problems: inout [Problem]) -> ScoreTerm? {
        node.onlyKeys(
            [
                "id", "name", "en", "points", "bonus", "completion", "cap", "share", "floors",
                "each", "less", "deductions", "spread", "best", "bands", "marks",
            ], &problems)
        let id = node.identifierWord("id", &problems)
        let name = node.localName(&problems)
        let points = node["points"].flatMap { $0.asPoints(&problems) }
        if node["points"] == nil { problems.append(node.problem("缺少键“points”")) }
        let isBonus = node["bonus"]?.asFlag(&problems) ?? false
        let methods = [
            "completion", "share", "floors", "each", "deductions", "spread", "best", "bands",
            "marks",
        ].filter { node[$0] != nil }
        guard methods.count == 1, let word = methods.first else {
            problems.append(
                node.problem(
                    "每项写一种算法：completion share floors each deductions spread best bands marks"))
            return nil
        }
        let method = ScoreMethod.read(word, node, &problems)
        guard let id, let name, let points, let method else { return nil }
        return ScoreTerm(id: id, name: name, points: points, method: method, isBonus: isBonus)
    }
}

extension ScoreMethod {
    fileprivate static func read(
        _ word: String, _ node: RuleNode, _ problems: inout [Problem]
    ) -> ScoreMethod? {
        switch word {
        case "completion": return completion(node, &problems)
        case "share":
            guard let share = node.map("share", &problems) else { return nil }
            share.onlyKeys(["part", "whole"], &problems)
            guard let part = share.text("part", &problems),
                let whole = share.text("whole", &problems)
            else { return nil }
            return .share(part: part, whole: whole)
        case "floors":
            let floors = (node.map("floors", &problems)?.asMap(&problems) ?? []).compactMap {
                entry in
                entry.value.asInteger(in: 0...100_000, &problems).map {
                    ScoreFloor(input: entry.key, least: Int64($0))
                }
            }
            guard let each = node["less"].flatMap({ $0.asPoints(&problems) }) else {
                problems.append(node.problem("每少一个扣多少分：less"))
                return nil
            }
            return .floors(floors, each: each)
        case "each": return .each(pointed("each", node, &problems))
        case "deductions": return .deductions(pointed("deductions", node, &problems))
        case "spread": return node.text("spread", &problems).map(ScoreMethod.spread)
        case "best": return node.text("best", &problems).map(ScoreMethod.best)
        case "bands": return node.text("bands", &problems).map(ScoreMethod.bands)
        default: return node.text("marks", &problems).map(ScoreMethod.marks)
        }
    }

    /// `completion: signed`, or `{signed: 50%, signed-total: 50%}`; `cap: 100%`, `none`.
    private static func completion(
        _ node: RuleNode, _ problems: inout [Problem]
    ) -> ScoreMethod? {
        guard let given = node["completion"] else { return nil }
        let parts: [WeightedInput] =
            if case .text(let input, _) = given.content {
                [WeightedInput(input: input, weight: 10_000)]
            } else {
                (given.asMap(&problems) ?? []).compactMap { entry in
                    entry.value.asPercent(&problems).map {
                        WeightedInput(input: entry.key, weight: $0)
                    }
                }
            }
        guard let cap = node["cap"] else {
            problems.append(node.problem("写明封顶（cap）：100%、120%或none"))
            return nil
        }
        if case .text("none", _) = cap.content { return .completion(parts, cap: nil) }
        return cap.asPercent(&problems).map { .completion(parts, cap: $0) }
    }

    private static func pointed(
        _ key: String, _ node: RuleNode, _ problems: inout [Problem]
    ) -> [PointedInput] {
        (node.map(key, &problems)?.asMap(&problems) ?? []).compactMap { entry in
            entry.value.asPoints(&problems).map { PointedInput(input: entry.key, points: $0) }
        }
    }
}

extension RuleNode {
    fileprivate func asPoints(_ problems: inout [Problem]) -> Points? {
        if case .text(let text, _) = content, let points = Points(text: text) { return points }
        problems.append(problem("应为分数，最多四位小数，实为“\(written)”"))
        return nil
    }

    fileprivate func asPercent(_ problems: inout [Problem]) -> Int64? {
        if case .text(let text, _) = content, let value = percentWritten(text) { return value }
        problems.append(problem("应为百分数，如50%，实为“\(written)”"))
        return nil
    }
}
