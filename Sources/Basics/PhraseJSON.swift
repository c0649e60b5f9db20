/// Phrases are stored with their values apart, so that a note written once is read in either
/// language.
extension Phrase {
    /// `["共{}个项目", "12"]`; a value that is a phrase is an array, a name an object with `zh` and
    /// `en`.
    package var json: JSONValue { .array([.string(key)] + values.map(\.json)) }

    /// What is no phrase shows as its text.
    package init(json: JSONValue) {
        guard let parts = json.array, let key = parts.first?.string else {
            self.init(key: json.string ?? json.text)
            return
        }
        self.init(key: key, values: parts.dropFirst().map(PhraseValue.init))
    }
}

extension PhraseValue {
    fileprivate var json: JSONValue {
        switch self {
        case .text(let text): .string(text)
        case .phrase(let phrase): phrase.json
        case .name(let name):
            .object([JSONMember("zh", .string(name.zh)), JSONMember("en", JSONValue(name.en))])
        }
    }

    fileprivate init(json: JSONValue) {
        switch json {
        case .string(let text): self = .text(text)
        case .array: self = .phrase(Phrase(json: json))
        default:
            self = .name(
                LocalName(zh: json["zh"]?.string ?? json.text, en: json["en"]?.string))
        }
    }
}
