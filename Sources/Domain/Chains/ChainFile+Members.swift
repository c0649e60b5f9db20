import Basics
import Evidence

/// One value of a chain's file, whether it is written as YAML or into a cell.
indirect enum ChainValue: Sendable, Hashable {
    /// An identifier, or a word of the file's language.
    case word(String)
    case text(String)
    case texts([String])
    case day(Day)
    case integer(Int64)
    case flag(Bool)
    case yuan(Int64)
    case members([ChainMember])
}

/// A key with its value; nil is left out.
struct ChainMember: Sendable, Hashable {
    let key: String
    let value: ChainValue?

    init(_ key: String, _ value: ChainValue?) {
        self.key = key
        self.value = value
    }
}

extension ChainFile {
    /// What the file says of the chain itself.
    var itself: [ChainMember] {
        [
            ChainMember("id", .word(id)), ChainMember("name", .text(name.zh)),
            ChainMember("en", name.en.map(ChainValue.text)),
            ChainMember("code", code.map(ChainValue.text)), ChainMember("since", .day(since)),
            ChainMember(
                "basis",
                .members([
                    ChainMember("document", .text(basis.title)),
                    ChainMember("dated", basis.dated.map(ChainValue.day)),
                    ChainMember("address", basis.address.map(ChainValue.text)),
                ])), ChainMember("version", version.map(ChainValue.integer)),
            ChainMember("city", city.map(ChainValue.text)),
        ]
    }

    /// Its lists by their keys, each element as its members.
    var lists: [(key: String, elements: [[ChainMember]])] {
        [
            ("sources", sources.map(\.members)), ("companies", companies.map(\.members)),
            ("links", links.map(\.members)), ("supply", supplies.map(\.members)),
            ("placements", placements.map(\.members)), ("trade", trades.map(\.members)),
            ("complete", declarations.map(\.members)), ("surveys", surveys.map(\.members)),
            ("outputs", outputs.map(\.members)),
        ]
    }
}

private func texts(_ texts: [String]) -> ChainValue? { texts.isEmpty ? nil : .texts(texts) }

extension WrittenSource {
    fileprivate var members: [ChainMember] {
        [
            ChainMember("id", .word(id)), ChainMember("kind", .word(kind.rawValue)),
            ChainMember("title", .text(title)), ChainMember("dated", dated.map(ChainValue.day)),
            ChainMember("address", address.map(ChainValue.text)),
        ]
    }
}

extension WrittenCompany {
    fileprivate var members: [ChainMember] {
        [
            ChainMember("id", .word(id)), ChainMember("name", .text(name)),
            ChainMember("uscc", creditCode.map(ChainValue.text)),
            ChainMember("stock", stock.map(ChainValue.text)),
        ]
    }
}

extension ChainLink {
    fileprivate var members: [ChainMember] {
        [
            ChainMember("id", .word(id)), ChainMember("name", .text(name.zh)),
            ChainMember("en", name.en.map(ChainValue.text)),
            ChainMember("tier", .word(tier.rawValue)), ChainMember("role", .word(role.rawValue)),
            ChainMember("under", under.map(ChainValue.word)),
            ChainMember("aliases", texts(aliases)), ChainMember("industries", texts(industries)),
            ChainMember("products", texts(products)), ChainMember("keywords", texts(keywords)),
            ChainMember("about", about.map(ChainValue.text)),
        ]
    }
}

extension LinkSupply {
    fileprivate var members: [ChainMember] {
        [
            ChainMember("from", .word(supplier)), ChainMember("to", .word(buyer)),
            ChainMember("what", .text(what)),
            ChainMember("derived", isDerived ? .flag(true) : nil),
        ]
    }
}

extension WrittenPlacement {
    fileprivate var members: [ChainMember] {
        [
            ChainMember("link", .word(link)), ChainMember("company", .word(company)),
            ChainMember("place", .text(place)), ChainMember("source", .word(source)),
            ChainMember("standing", standing == .operating ? nil : .word(standing.rawValue)),
            ChainMember("as", texts(qualities.map(\.rawValue).sorted())),
            ChainMember("note", note.map(ChainValue.text)),
        ]
    }
}

extension WrittenTrade {
    fileprivate var members: [ChainMember] {
        [
            ChainMember("from", .word(supplier)), ChainMember("to", buyer.map(ChainValue.word)),
            ChainMember("what", .text(what)), ChainMember("kind", .word(kind.rawValue)),
            ChainMember("confidence", confidence.map { .integer(Int64($0)) }),
            ChainMember("note", note.map(ChainValue.text)), ChainMember("source", .word(source)),
        ]
    }
}

extension WrittenDeclaration {
    fileprivate var members: [ChainMember] {
        [
            ChainMember("link", .word(link)), ChainMember("place", .text(place)),
            ChainMember("by", .text(by)), ChainMember("on", .day(on)),
            ChainMember("source", .word(source)),
        ]
    }
}

extension WrittenSurvey {
    fileprivate var members: [ChainMember] {
        [
            ChainMember("link", .word(link)), ChainMember("company", .word(company)),
            ChainMember("band", .word(band.rawValue)),
            ChainMember("concentrated", isConcentrated.map(ChainValue.flag)),
            ChainMember("on", .day(on)), ChainMember("source", .word(source)),
        ]
    }
}

extension WrittenOutput {
    fileprivate var members: [ChainMember] {
        [
            ChainMember("link", .word(link)), ChainMember("place", .text(place)),
            ChainMember("year", .integer(Int64(year))), ChainMember("local", .yuan(local)),
            ChainMember("local_total", .yuan(localTotal)),
            ChainMember("national", .yuan(national)),
            ChainMember("national_total", .yuan(nationalTotal)),
            ChainMember("source", .word(source)),
        ]
    }
}

// MARK: As YAML

extension ChainFile {
    /// The file as people write it. Read again, it says the same.
    package var yaml: String {
        var lines = itself.compactMap { member in
            member.value.map { "\(member.key): \($0.yaml)" }
        }
        for (key, elements) in lists where !elements.isEmpty {
            lines.append(key + ":")
            lines += elements.map { "  - " + ChainValue.members($0).yaml }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension ChainValue {
    /// In one line.
    fileprivate var yaml: String {
        switch self {
        case .word(let word): word
        case .text(let text): quoted(text)
        case .texts(let texts): "[" + texts.map(quoted).joined(separator: ", ") + "]"
        case .day(let day): day.description
        case .integer(let number): String(number)
        case .flag(let flag): flag ? "true" : "false"
        case .yuan(let amount): quoted("\(amount)元")
        case .members(let members):
            "{"
                + members.compactMap { member in
                    member.value.map { "\(member.key): \($0.yaml)" }
                }.joined(separator: ", ") + "}"
        }
    }
}

/// Quotes and escapes of JSON mean the same in YAML.
private func quoted(_ text: String) -> String { JSONValue.string(text).text }
