import Basics
import HTTPTypes
import Hummingbird
import Pages

/// The cookies we set. The visit's is a secret; the others hold a choice and a sentence.
enum CookieName: String {
    /// The secret of a visit, or of a visitor's forms.
    case visit = "hw_visit"
    case language = "hw_lang"
    /// What was just done, shown on the next page.
    case said = "hw_said"
}

func cookie(_ name: CookieName, in request: Request) -> String? {
    for field in request.headers[values: .cookie] {
        for pair in field.split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1)
            if parts.count == 2, trimmedBlanks(String(parts[0])) == name.rawValue {
                return trimmedBlanks(String(parts[1]))
            }
        }
    }
    return nil
}

extension Response {
    /// A cookie that scripts cannot read and other sites cannot send. `seconds` nil: until the
    /// browser closes; 0 takes it away.
    mutating func setCookie(
        _ name: CookieName, _ value: String, path: String, seconds: Int? = nil, overTLS: Bool
    ) {
        var text = "\(name.rawValue)=\(value); Path=\(path); HttpOnly; SameSite=Lax"
        if let seconds { text += "; Max-Age=\(seconds)" }
        if overTLS { text += "; Secure" }
        headers.append(HTTPField(name: .setCookie, value: text))
    }
}

/// A sentence as the value of a cookie: its key and its values, percent-encoded. Names inside are
/// Chinese.
func cookieText(_ phrase: Phrase) -> String {
    let values = phrase.values.map { value in
        switch value {
        case .text(let text): text
        case .name(let name): name.zh
        case .phrase(let inner): Lexicon.chinese.text(inner)
        }
    }
    return ([phrase.key] + values).map(percentEncoded).joined(separator: "!")
}

func phrase(cookieText text: String) -> Phrase? {
    guard text.utf8.count <= 4_096 else { return nil }
    let parts = text.split(separator: "!", omittingEmptySubsequences: false)
        .compactMap { percentDecoded($0) }
    guard let key = parts.first, !key.isEmpty else { return nil }
    return Phrase(key: key, values: parts.dropFirst().map { .text($0) })
}
