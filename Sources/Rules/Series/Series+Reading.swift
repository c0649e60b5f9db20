import Basics

extension Limit {
    /// Figures of one series in the city folder.
    static let entriesOfSeries: Limit = 500
}

extension Series {
    static func read(_ node: RuleNode, _ units: [Unit], _ problems: inout [Problem]) -> Series? {
        node.onlyKeys(
            [
                "id", "name", "en", "words", "definition", "definition_en", "kind", "unit",
                "counter", "counter_en", "scopes", "beside", "of", "basis", "entries",
            ], &problems)
        let id = node.identifierWord("id", &problems)
        let name = node.localName(&problems)
        let words = node.texts("words", &problems)
        let definition = node.text("definition", &problems)
        let english = node.optionalText("definition_en", &problems)
        let kind = node.word("kind", as: SeriesKind.self, &problems)
        let unit = node.word("unit", as: IndicatorUnit.self, &problems)
        let counter = node.optionalText("counter", &problems) ?? "个"
        let counterEnglish = node.optionalText("counter_en", &problems)
        let scopes = node.optionalList("scopes", &problems).compactMap {
            SeriesScope.read($0, &problems)
        }
        let beside = node.optionalMap("beside", &problems).flatMap {
            SetIndicator.read($0, &problems)
        }
        let of = node.optionalText("of", &problems)
        let basis = Basis.read(from: node, &problems)
        let written = node.optionalList("entries", &problems)
        guard let id, let name, let definition, let kind, let unit, let basis else { return nil }
        func series(_ entries: [PublishedFigure]) -> Series {
            Series(
                id: id, name: name, words: words,
                definition: LocalName(zh: definition, en: english), kind: kind, unit: unit,
                counter: LocalName(zh: counter, en: counterEnglish),
                scopes: scopes, beside: beside, of: of, basis: basis, place: node.place,
                entries: entries)
        }
        if written.count > Limit.entriesOfSeries.count {
            problems.append(node.problem("一个序列最多写\(Limit.entriesOfSeries.count)条"))
        }
        var entries: [PublishedFigure] = []
        for entry in written.prefix(Limit.entriesOfSeries.count) {
            entry.onlyKeys(Set(PublishedFields.names), &problems)
            let fields = PublishedFields(
                { name in
                    if case .text(let text, _)? = entry[name]?.content { text } else { nil }
                }, at: entry.place)
            guard
                let figure = PublishedFigure.read(
                    fields, of: series([]), units: units, from: .folder(entry.place), &problems)
            else { continue }
            if let conflict = entries.conflict(with: figure, in: series([])) {
                problems.append(entry.problem(conflict))
            }
            entries.append(figure)
        }
        return series(entries)
    }
}

extension SeriesScope {
    fileprivate static func read(
        _ node: RuleNode, _ problems: inout [Problem]
    ) -> SeriesScope? {
        node.onlyKeys(["id", "name", "en", "since", "until"], &problems)
        let id = node.identifierWord("id", &problems)
        let name = node.localName(&problems)
        let validity = Validity.read(from: node, &problems)
        guard let id, let name, let validity else { return nil }
        return SeriesScope(id: id, name: name, validity: validity)
    }
}

/// Series of one identifier, what stands beside a series and isn't there or isn't of its unit, and
/// scopes of which two hold at once.
func problems(ofSeries series: [Series], _ indicators: [Indicator]) -> [Problem] {
    series.enumerated().flatMap { index, one -> [Problem] in
        func problem(_ message: Phrase) -> Problem { Problem(message, at: one.place) }
        var found: [Problem] = []
        if let other = series[..<index].first(where: { $0.id == one.id }) {
            found.append(problem("序列“\(one.id)”与\(other.place.description)重复"))
        }
        if let of = one.of {
            let base = series.first { $0.id == of }
            if base?.unit != .count { found.append(problem("of须是计数的序列：“\(of)”不是")) }
            if one.unit == .count { found.append(problem("计数的序列没有of")) }
        }
        if let beside = one.beside {
            let indicator = indicators.first { $0.id == beside.indicator }
            if indicator?.unit != one.unit {
                found.append(problem("“\(beside.indicator)”不是单位相同的指标"))
            }
            found += beside.problems(in: indicators).map(problem)
        }
        for (index, scope) in one.scopes.enumerated()
        where one.scopes[..<index].contains(where: { $0.validity.overlaps(scope.validity) }) {
            found.append(problem("口径版本“\(scope.id)”与前一个同日有效"))
        }
        return found
    }
}
