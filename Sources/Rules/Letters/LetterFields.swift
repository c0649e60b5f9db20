import Basics

/// What a letter can name. Each text can be a section too: then what is inside is left out where
/// there is none.
indirect enum LetterField {
    case text
    case fields([String: LetterField])
    case list([String: LetterField])

    fileprivate var inside: [String: LetterField]? {
        switch self {
        case .text: nil
        case .fields(let fields), .list(let fields): fields
        }
    }
}

extension LetterField {
    /// Of every paper; of a month's also what the meeting's table says.
    static func all(of span: LetterSpan, _ indicators: [Indicator]) -> [String: LetterField] {
        var fields: [String: LetterField] = [
            "city": .text, "office": .text, "period": .text, "year": .text, "last_day": .text,
            "day": .text, "missing": .text, "slips": .text,
            "scores": .list(["name": .text, "first": .text]),
        ]
        for indicator in indicators { fields[indicator.id] = figure }
        if span == .month {
            fields["month"] = .text
            fields["dispatch"] = .fields(dispatch)
            fields["lights"] = .list(["rule": .text, "count": .text, "names": .text])
        }
        return fields
    }

    private static let unit: [String: LetterField] = [
        "name": .text, "value": .text, "change": .text, "target": .text, "completion": .text,
        "pace": .text, "place": .text,
    ]

    private static let figure: LetterField = .fields([
        "name": .text, "value": .text, "month_value": .text, "last_year": .text,
        "change": .text, "target": .text, "completion": .text, "pace": .text, "unknown": .text,
        "first": .list(unit), "first_names": .text, "behind": .list(unit), "behind_names": .text,
        "units": .list(unit),
    ])

    private static let dispatch: [String: LetterField] = [
        "signed": .text, "total": .text, "started": .text, "received": .text,
        "foreign": .list(["count": .text, "total": .text]),
        "slips": .list(["unit": .text, "name": .text, "total": .text]), "misstated": .text,
        "doubled": .fields(["signed": .text, "total": .text]),
        "compared": .fields([
            "signed": .text, "total": .text, "started": .text, "received": .text,
        ]),
        "last_year": .fields(["year": .text, "signed": .text, "total": .text]),
        "first": .list(["name": .text, "total": .text, "signed": .text]), "first_names": .text,
        "changes": .fields([
            "new": .text, "vanished": .text, "changed": .text,
            "asked": .list(["unit": .text, "name": .text, "reasons": .text]),
        ]),
        "suspicions": .fields(["count": .text, "kinds": .text]),
        "definitions": .text,
    ]
}

/// One `{{…}}` of a text.
struct LetterTag: Hashable {
    enum Kind: Hashable { case value, section, inverted, end }

    let kind: Kind
    let name: String
    /// From 0.
    let line: Int
}

/// The tags of a text and what of it can't be a letter: only names, sections and comments are.
func letterTags(_ text: String) -> (tags: [LetterTag], problems: [(line: Int, Phrase)]) {
    var tags: [LetterTag] = []
    var problems: [(line: Int, Phrase)] = []
    for (line, content) in text.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
    {
        for piece in content.split(separator: "{{", omittingEmptySubsequences: false).dropFirst() {
            guard let end = piece.firstRange(of: "}}") else {
                problems.append((line, "“\("{{")”在这一行没有写完"))
                continue
            }
            let inside = piece[..<end.lowerBound]
            if inside.first == "!" { continue }
            let kinds: [Character: LetterTag.Kind] = ["#": .section, "^": .inverted, "/": .end]
            let kind = inside.first.flatMap { kinds[$0] }
            let name = (kind == nil ? inside : inside.dropFirst()).trimmingSpaces
            if !name.isEmpty, name.unicodeScalars.allSatisfy(isOfName) {
                tags.append(LetterTag(kind: kind ?? .value, name: name, line: line))
            } else {
                problems.append((line, "看不懂“\("{{\(inside)}}")”：只能写名称、#段落、^没有时、/结束、!注释"))
            }
        }
    }
    return (tags, problems)
}

private func isOfName(_ sign: Unicode.Scalar) -> Bool {
    sign.isASCII && (sign.properties.isAlphabetic || "0123456789-_.".unicodeScalars.contains(sign))
}

extension Substring {
    fileprivate var trimmingSpaces: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}

/// What a text names and no paper of its kind has, and sections that don't end.
func problems(
    ofLetter text: String, with known: [String: LetterField]
) -> [(line: Int, Phrase)] {
    var problems = letterTags(text).problems
    var open: [(tag: LetterTag, fields: [String: LetterField])] = []
    func found(_ name: String) -> LetterField? {
        let parts = name.split(separator: ".").map(String.init)
        guard let first = parts.first else { return nil }
        let scopes = open.reversed().map(\.fields) + [known]
        guard var field = scopes.lazy.compactMap({ $0[first] }).first else { return nil }
        for part in parts.dropFirst() {
            guard let next = field.inside?[part] else { return nil }
            field = next
        }
        return field
    }
    for tag in letterTags(text).tags {
        if tag.kind == .end {
            if open.last?.tag.name == tag.name {
                open.removeLast()
            } else {
                problems.append((tag.line, "“\("{{/\(tag.name)}}")”没有对应的开头"))
            }
            continue
        }
        guard let field = found(tag.name) else {
            problems.append((tag.line, "没有“\(tag.name)”这一项"))
            if tag.kind != .value { open.append((tag, [:])) }
            continue
        }
        switch (tag.kind, field) {
        case (.value, .fields), (.value, .list):
            problems.append((tag.line, "“\(tag.name)”有几项，写成\("{{#\(tag.name)}}…{{/\(tag.name)}}")"))
        case (.section, _): open.append((tag, field.inside ?? [:]))
        case (.inverted, _): open.append((tag, [:]))
        case (.value, .text), (.end, _): break
        }
    }
    for (tag, _) in open { problems.append((tag.line, "“\("{{#\(tag.name)}}")”没有结束")) }
    return problems
}
