package import Basics
import Mustache

/// A paper in the city's own words (文稿): a mustache text that its staff edit, filled with what the
/// ledger says of a month or a year. `PaperText` says how a filled text is laid out.
package struct Letter: Sendable, Hashable {
    package let id: String
    package let name: LocalName
    package let covers: LetterSpan
    /// 密级
    package let mark: String?
    package let addressee: String?
    package let title: String
    package let body: String
    package let attachments: [LetterAttachment]
    /// Who must agree before it is given out, one after another; none: it goes as it is.
    package let approvals: [LetterApproval]
    package let basis: Basis
    package let place: Place
}

package enum LetterSpan: String, Sendable, CaseIterable {
    case month, year
}

package struct LetterAttachment: Sendable, Hashable {
    package let title: String
    package let body: String

    package init(title: String, body: String) {
        self.title = title
        self.body = body
    }
}

/// One agreement (核定): by people of units that it names, never by who made the paper nor by
/// somebody who agreed before.
package struct LetterApproval: Sendable, Hashable {
    package let id: String
    package let name: LocalName
    package let units: [String]

    package init(id: String, name: LocalName, units: [String]) {
        self.id = id
        self.name = name
        self.units = units
    }
}

/// What a letter's fields hold. What is absent isn't printed, and its section is left out.
package indirect enum LetterValue: Sendable, Hashable {
    case text(String)
    case fields([String: LetterValue])
    case list([[String: LetterValue]])

    fileprivate var object: Any {
        switch self {
        case .text(let text): text
        case .fields(let fields): fields.mapValues(\.object)
        case .list(let items): items.map { $0.mapValues(\.object) }
        }
    }
}

extension LetterValue: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) { self = .text(text) }
}

/// A letter with its fields filled in.
package struct FilledLetter: Sendable, Hashable {
    package let title: String
    package let addressee: String?
    package let body: String
    package let attachments: [LetterAttachment]
}

extension Letter {
    /// Texts stand as they are: a line break in one, and what would begin a table or a heading, is
    /// made harmless.
    package func filled(_ values: [String: LetterValue]) throws -> FilledLetter {
        let object = LetterValue.fields(values).harmless.object
        func fill(_ text: String) throws -> String {
            try MustacheTemplate(string: plainText + text).render(object)
        }
        return FilledLetter(
            title: try fill(title), addressee: try addressee.map(fill), body: try fill(body),
            attachments: try attachments.map { one in
                LetterAttachment(title: try fill(one.title), body: try fill(one.body))
            })
    }
}

/// Nothing is escaped: a letter is no HTML.
private let plainText = "{{% CONTENT_TYPE:TEXT}}"

extension LetterValue {
    fileprivate var harmless: LetterValue {
        switch self {
        case .text(let text): .text(Rules.harmless(text))
        case .fields(let fields): .fields(fields.mapValues(\.harmless))
        case .list(let items): .list(items.map { $0.mapValues(\.harmless) })
        }
    }
}

/// On one line; what would begin a line as something else has a word joiner before it, which
/// `PaperText` takes away again.
private func harmless(_ text: String) -> String {
    let line = String(text.map { $0.isNewline ? " " : $0 })
    return line.first.map { "#@>|-".contains($0) } == true ? wordJoiner + line : line
}

/// Stands before a sign that is meant as it is written.
package let wordJoiner = "\u{2060}"

extension Letter {
    /// Its texts, the title first.
    var texts: [String] {
        [title] + (addressee.map { [$0] } ?? []) + [body]
            + attachments.flatMap { [$0.title, $0.body] }
    }

    /// The tables that it asks for, in their order.
    package var tables: [LetterTable] {
        ([body] + attachments.map(\.body)).flatMap { text in
            text.split(separator: "\n").compactMap { LetterTable(line: $0) }
        }
    }

    /// The first parts of the names of its fields.
    package var fields: Set<String> {
        Set(
            texts.flatMap { letterTags($0).tags }.map { tag in
                String(tag.name.prefix { $0 != "." })
            })
    }

    /// The indicators that it prints, alone or in a table.
    package func indicators(of all: [Indicator]) -> [Indicator] {
        let (fields, tables) = (fields, tables)
        if tables.contains(.figures) { return all }
        return all.filter { indicator in
            fields.contains(indicator.id) || tables.contains { $0.indicator == indicator.id }
        }
    }
}

/// A table that stands where a line asks for it: `@units signed-total`.
package enum LetterTable: Sendable, Hashable {
    /// The meeting's table of a month, its doubts, what changed since the month before.
    case ranking, suspicions, changes
    /// Every indicator of the whole city.
    case figures
    /// One indicator by unit, with targets; by month beside last year; by another dimension.
    case units(String)
    case months(String)
    case groups(String, FactDimension)
    case lights
    /// A scorecard by rank.
    case scores(String)
    /// What others published of the period.
    case published

    /// Nil where the line asks for no table that there is.
    package init?(line: some StringProtocol) {
        guard line.hasPrefix("@") else { return nil }
        let words = Substring(line).dropFirst().split(separator: " ").map(String.init)
        switch (words.first, words.count) {
        case ("ranking", 1): self = .ranking
        case ("suspicions", 1): self = .suspicions
        case ("changes", 1): self = .changes
        case ("figures", 1): self = .figures
        case ("lights", 1): self = .lights
        case ("published", 1): self = .published
        case ("units", 2): self = .units(words[1])
        case ("months", 2): self = .months(words[1])
        case ("scores", 2): self = .scores(words[1])
        case ("groups", 3):
            guard let dimension = FactDimension(rawValue: words[2]) else { return nil }
            self = .groups(words[1], dimension)
        default: return nil
        }
    }

    /// How each is asked for.
    static func words(of span: LetterSpan) -> String {
        let always = [
            "@figures", "@units ID", "@months ID", "@groups ID chain", "@scores ID", "@published",
        ]
        let monthly = ["@ranking", "@suspicions", "@changes", "@lights"]
        return (always + (span == .month ? monthly : [])).joined(separator: " ")
    }

    var indicator: String? {
        switch self {
        case .units(let id), .months(let id), .groups(let id, _): id
        case .ranking, .suspicions, .changes, .figures, .lights, .scores, .published: nil
        }
    }

    /// Whether only a month has it.
    var isOfMonths: Bool {
        switch self {
        case .ranking, .suspicions, .changes, .lights: true
        case .figures, .units, .months, .groups, .scores, .published: false
        }
    }
}

extension CityFolder {
    package func letter(_ id: String) -> Letter? { letters.first { $0.id == id } }
}
