package import Basics

/// One value of a rule file and the line it stands on, or one of a workbook that says the same and
/// its cell. Everything that a city writes is read through this, so that each problem can name its
/// place. Not for data that programs exchange: that
/// is `JSONValue`.
package struct RuleNode: Hashable, Sendable {
    /// The name as problems show it, from the folder on: `sample/units.yaml`.
    package let file: String
    /// From 1.
    package let line: Int
    package let place: Place
    package let content: RuleContent

    package init(file: String, line: Int, content: RuleContent) {
        self.file = file
        self.line = line
        place = .line(file: file, line: line)
        self.content = content
    }

    /// What stands in a cell, a row or a sheet. A map's keys are the columns that the sheet has; an
    /// empty cell is an empty value.
    package init(at cell: CellPlace, content: RuleContent) {
        file = cell.file
        line = cell.row ?? 1
        place = .cell(cell)
        self.content = content
    }
}

package indirect enum RuleContent: Hashable, Sendable {
    case empty
    /// As written; a quoted number is a text and not a number.
    case text(String, isQuoted: Bool)
    case list([RuleNode])
    /// In the order of the file.
    case map([RuleEntry])
}

/// One `key: value` of a map, with the line of its key.
package struct RuleEntry: Hashable, Sendable {
    package let key: String
    package let line: Int
    package let value: RuleNode

    package init(key: String, line: Int, value: RuleNode) {
        self.key = key
        self.line = line
        self.value = value
    }
}

/// Why a city folder cannot be used: every problem of every file, in the order of files and lines.
package struct CityProblems: Refusal, Hashable {
    package let problems: [Problem]

    package init(_ problems: [Problem]) {
        self.problems = problems
    }
}

extension RuleNode {
    /// What the file calls this kind of value.
    package var kind: Phrase {
        switch content {
        case .empty: "一个空值"
        case .text: "一段文字"
        case .list: "一个列表"
        case .map: "一张键值表"
        }
    }

    package func problem(_ message: Phrase) -> Problem { Problem(message, at: place) }

    /// The value of a key; nil where the key is absent, empty, or this is no map.
    package subscript(_ key: String) -> RuleNode? {
        guard case .map(let entries) = content else { return nil }
        guard let value = entries.first(where: { $0.key == key })?.value else { return nil }
        return value.content == .empty ? nil : value
    }

    /// The keys that don't stand there, not even without a value: what isn't said may stay as it
    /// was.
    package func unsaid(among keys: Set<String>) -> Set<String> {
        guard case .map(let entries) = content else { return keys }
        return keys.subtracting(entries.map(\.key))
    }

    /// The place of a key's value, for a problem about it; this node's place where the key is
    /// absent.
    package func place(of key: String) -> Place {
        guard case .map(let entries) = content else { return place }
        return entries.first { $0.key == key }?.value.place ?? place
    }
}

// Values of nodes. Each gives nil and adds a problem when the node holds something else.
extension RuleNode {
    /// Any bare value is a text too: `code: 370200` reads as «370200».
    package func asText(_ problems: inout [Problem]) -> String? {
        if case .text(let text, _) = content, !text.isEmpty { return text }
        problems.append(problem("应为文字，实为\(kind)"))
        return nil
    }

    package func asInteger(
        in range: ClosedRange<Int> = Int.min...Int.max, _ problems: inout [Problem]
    ) -> Int? {
        guard case .text(let text, isQuoted: false) = content, let number = Int(text) else {
            problems.append(problem("应为整数，实为“\(written)”"))
            return nil
        }
        guard range.contains(number) else {
            problems.append(
                problem("\(number)不在\(range.lowerBound)至\(range.upperBound)之间"))
            return nil
        }
        return number
    }

    /// For weights and thresholds. Amounts of money are texts with their unit.
    package func asDecimal(
        in range: ClosedRange<Double> = -1e15...1e15, _ problems: inout [Problem]
    ) -> Double? {
        guard case .text(let text, isQuoted: false) = content, isPlainDecimal(text),
            let number = Double(text)
        else {
            problems.append(problem("应为数字，实为“\(written)”"))
            return nil
        }
        guard range.contains(number) else {
            problems.append(
                problem(
                    "\(text)不在\(String(range.lowerBound))至\(String(range.upperBound))之间"))
            return nil
        }
        return number
    }

    /// `YYYY-MM-DD`.
    package func asDay(_ problems: inout [Problem]) -> Day? {
        if case .text(let text, _) = content, let day = Day(text: text) { return day }
        problems.append(problem("应为日期（如2026-01-31），实为“\(written)”"))
        return nil
    }

    /// `true` or `false`; `yes`, `on` and `1` are texts.
    package func asFlag(_ problems: inout [Problem]) -> Bool? {
        switch content {
        case .text("true", isQuoted: false): return true
        case .text("false", isQuoted: false): return false
        default:
            problems.append(problem("应为true或false，实为“\(written)”"))
            return nil
        }
    }

    package func asList(_ problems: inout [Problem]) -> [RuleNode]? {
        if case .list(let elements) = content { return elements }
        problems.append(problem("应为列表，实为\(kind)"))
        return nil
    }

    package func asMap(_ problems: inout [Problem]) -> [RuleEntry]? {
        if case .map(let entries) = content { return entries }
        problems.append(problem("应为键值表，实为\(kind)"))
        return nil
    }

    /// What stands there, shortened for a message.
    package var written: String {
        switch content {
        case .empty: ""
        case .text(let text, _): text.count > 40 ? text.prefix(40) + "…" : text
        case .list: "[…]"
        case .map: "{…}"
        }
    }
}

// Values of keys. The plain word requires the key; `optional…` gives nil (or none) in its absence.
extension RuleNode {
    /// Reports each key that isn't in the list. Nothing a city writes is passed over in silence.
    package func onlyKeys(_ known: Set<String>, _ problems: inout [Problem]) {
        guard let entries = asMap(&problems) else { return }
        for entry in entries where !known.contains(entry.key) {
            problems.append(
                Problem(
                    "不认识的键“\(entry.key)”", at: .line(file: file, line: entry.line)))
        }
    }

    package func text(_ key: String, _ problems: inout [Problem]) -> String? {
        required(key, &problems)?.asText(&problems)
    }

    package func optionalText(_ key: String, _ problems: inout [Problem]) -> String? {
        self[key]?.asText(&problems)
    }

    package func integer(
        _ key: String, in range: ClosedRange<Int> = Int.min...Int.max,
        _ problems: inout [Problem]
    ) -> Int? {
        required(key, &problems)?.asInteger(in: range, &problems)
    }

    package func optionalInteger(
        _ key: String, in range: ClosedRange<Int> = Int.min...Int.max,
        _ problems: inout [Problem]
    ) -> Int? {
        self[key]?.asInteger(in: range, &problems)
    }

    package func decimal(
        _ key: String, in range: ClosedRange<Double> = -1e15...1e15,
        _ problems: inout [Problem]
    ) -> Double? {
        required(key, &problems)?.asDecimal(in: range, &problems)
    }

    package func optionalDecimal(
        _ key: String, in range: ClosedRange<Double> = -1e15...1e15,
        _ problems: inout [Problem]
    ) -> Double? {
        self[key]?.asDecimal(in: range, &problems)
    }

    package func day(_ key: String, _ problems: inout [Problem]) -> Day? {
        required(key, &problems)?.asDay(&problems)
    }

    package func optionalDay(_ key: String, _ problems: inout [Problem]) -> Day? {
        self[key]?.asDay(&problems)
    }

    package func flag(
        _ key: String, default absent: Bool = false, _ problems: inout [Problem]
    ) -> Bool {
        guard let node = self[key] else { return absent }
        return node.asFlag(&problems) ?? absent
    }

    package func list(_ key: String, _ problems: inout [Problem]) -> [RuleNode] {
        required(key, &problems)?.asList(&problems) ?? []
    }

    package func optionalList(_ key: String, _ problems: inout [Problem]) -> [RuleNode] {
        self[key]?.asList(&problems) ?? []
    }

    package func map(_ key: String, _ problems: inout [Problem]) -> RuleNode? {
        guard let node = required(key, &problems), node.asMap(&problems) != nil else {
            return nil
        }
        return node
    }

    package func optionalMap(_ key: String, _ problems: inout [Problem]) -> RuleNode? {
        guard let node = self[key], node.asMap(&problems) != nil else { return nil }
        return node
    }

    /// A list of texts, or one text alone; none where the key is absent.
    package func texts(_ key: String, _ problems: inout [Problem]) -> [String] {
        guard let node = self[key] else { return [] }
        if case .list(let elements) = node.content {
            return elements.compactMap { $0.asText(&problems) }
        }
        return node.asText(&problems).map { [$0] } ?? []
    }

    /// One of the raw values of an enumeration.
    package func word<Word: RawRepresentable & CaseIterable>(
        _ key: String, as type: Word.Type, _ problems: inout [Problem]
    ) -> Word? where Word.RawValue == String {
        required(key, &problems)?.asWord(type, &problems)
    }

    package func optionalWord<Word: RawRepresentable & CaseIterable>(
        _ key: String, as type: Word.Type, _ problems: inout [Problem]
    ) -> Word? where Word.RawValue == String {
        self[key]?.asWord(type, &problems)
    }

    package func asWord<Word: RawRepresentable & CaseIterable>(
        _ type: Word.Type, _ problems: inout [Problem]
    ) -> Word? where Word.RawValue == String {
        guard let text = asText(&problems) else { return nil }
        if let word = Word(rawValue: text) { return word }
        let words = Word.allCases.map(\.rawValue).joined(separator: " ")
        problems.append(problem("“\(text)”不在可用的词之内：\(words)"))
        return nil
    }

    private func required(_ key: String, _ problems: inout [Problem]) -> RuleNode? {
        guard asMap(&problems) != nil else { return nil }
        if let node = self[key] { return node }
        if case .cell = place {
            problems.append(Problem("这一格不能空着", at: place(of: key)))
        } else {
            problems.append(problem("缺少键“\(key)”"))
        }
        return nil
    }
}

/// Digits with an optional sign and one optional point: what a person writes, without `nan`, `inf`
/// and exponents.
private func isPlainDecimal(_ text: String) -> Bool {
    var digits = 0
    var points = 0
    for (index, byte) in text.utf8.enumerated() {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
        case UInt8(ascii: "."): points += 1
        case UInt8(ascii: "-") where index == 0: break
        default: return false
        }
    }
    return digits > 0 && points <= 1 && text.utf8.count <= 24
}
