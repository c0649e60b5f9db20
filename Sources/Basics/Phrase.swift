/// A sentence shown to people, written in Chinese in place, with `{}` for its values:
/// `"共\(12)个项目"` has the key `共{}个项目`. English stands in the `en.yaml` of the module under that
/// key, where `{1}`, `{2}` may change the order. Not for data: a project's name is plain text.
package struct Phrase: Hashable, Sendable, ExpressibleByStringInterpolation {
    package let key: String
    package let values: [PhraseValue]

    package init(stringLiteral value: String) {
        key = value
        values = []
    }

    package init(stringInterpolation: StringInterpolation) {
        key = stringInterpolation.key
        values = stringInterpolation.values
    }

    /// For phrases whose key is data (stage words of a city folder).
    package init(key: String, values: [PhraseValue] = []) {
        self.key = key
        self.values = values
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        var key = ""
        var values: [PhraseValue] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            key.reserveCapacity(literalCapacity)
            values.reserveCapacity(interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) { key += literal }

        package mutating func appendInterpolation(_ text: String) { append(.text(text)) }
        package mutating func appendInterpolation(_ number: Int) { append(.text(String(number))) }
        package mutating func appendInterpolation(_ points: Points) {
            append(.text(points.description))
        }
        package mutating func appendInterpolation(_ phrase: Phrase) { append(.phrase(phrase)) }
        package mutating func appendInterpolation(_ name: LocalName) { append(.name(name)) }
        package mutating func appendInterpolation(_ day: Day) { append(.text(day.description)) }
        package mutating func appendInterpolation(_ month: Month) { append(.name(month.name)) }

        private mutating func append(_ value: PhraseValue) {
            key += "{}"
            values.append(value)
        }
    }
}

/// What stands in one `{}` of a phrase.
package indirect enum PhraseValue: Hashable, Sendable {
    case text(String)
    case name(LocalName)
    case phrase(Phrase)
}

/// A name that a city folder gives in Chinese and perhaps in English.
package struct LocalName: Hashable, Sendable {
    package let zh: String
    package let en: String?

    package init(zh: String, en: String? = nil) {
        self.zh = zh
        self.en = en
    }
}

package enum Language: String, Sendable, CaseIterable {
    case chinese = "zh", english = "en"
}

/// Turns phrases and names into the text of one language. Chinese needs no entries.
package struct Lexicon: Sendable {
    package let language: Language
    private let entries: [String: String]

    package init(_ language: Language, entries: [String: String] = [:]) {
        self.language = language
        self.entries = entries
    }

    package static let chinese = Lexicon(.chinese)

    package func text(_ name: LocalName) -> String {
        language == .english ? name.en ?? name.zh : name.zh
    }

    /// A phrase without an English entry shows its Chinese.
    package func text(_ phrase: Phrase) -> String {
        let template = language == .chinese ? phrase.key : entries[phrase.key] ?? phrase.key
        guard !phrase.values.isEmpty else { return template }
        var result = ""
        var next = 0
        var rest = template[...]
        // By bytes: to tell characters apart costs more than the rest.
        while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")) {
            result += rest[..<open]
            guard let close = rest[open...].utf8.firstIndex(of: UInt8(ascii: "}")) else { break }
            let inner = rest[rest.utf8.index(after: open)..<close]
            if let index = inner.isEmpty ? next : Int(inner).map({ $0 - 1 }),
                phrase.values.indices.contains(index)
            {
                result += text(phrase.values[index])
            } else {
                result += rest[open...close]
            }
            next += 1
            rest = rest[rest.utf8.index(after: close)...]
        }
        return result + rest
    }

    private func text(_ value: PhraseValue) -> String {
        switch value {
        case .text(let text): text
        case .name(let name): text(name)
        case .phrase(let phrase): text(phrase)
        }
    }
}
