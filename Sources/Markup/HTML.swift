package import Basics

/// A piece of a page: text, an element or several. A value without behaviour; what language its
/// phrases are read in is decided when it is rendered. There is no way to put unescaped text into
/// it.
package indirect enum HTML: Sendable {
    case nothing
    case text(String)
    case phrase(Phrase)
    case name(LocalName)
    case element(Tag, [Attribute], HTML)
    case group([HTML])
    /// Made when the language is known: a chart, a sentence around an element.
    case localized(@Sendable (Lexicon) -> HTML)
    /// A whole page: `<!doctype html>` before its element.
    case document(HTML)
}

extension HTML {
    package var isNothing: Bool {
        switch self {
        case .nothing: true
        case .group(let parts): parts.allSatisfy(\.isNothing)
        default: false
        }
    }

    /// The UTF-8 of the page or the fragment in one language.
    package func bytes(in lexicon: Lexicon) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16_384)
        write(to: &bytes, in: lexicon)
        return bytes
    }

    package func render(in lexicon: Lexicon) -> String {
        String(decoding: bytes(in: lexicon), as: UTF8.self)
    }

    private func write(to bytes: inout [UInt8], in lexicon: Lexicon) {
        switch self {
        case .nothing: break
        case .text(let text): escape(text, to: &bytes)
        case .phrase(let phrase): escape(lexicon.text(phrase), to: &bytes)
        case .name(let name): escape(lexicon.text(name), to: &bytes)
        case .group(let parts):
            for part in parts { part.write(to: &bytes, in: lexicon) }
        case .localized(let make): make(lexicon).write(to: &bytes, in: lexicon)
        case .document(let content):
            bytes += "<!doctype html>\n".utf8
            content.write(to: &bytes, in: lexicon)
        case .element(let tag, let attributes, let content):
            bytes.append(UInt8(ascii: "<"))
            bytes += tag.name.utf8
            for attribute in attributes { attribute.write(to: &bytes, in: lexicon) }
            bytes.append(UInt8(ascii: ">"))
            guard !tag.isVoid else { return }
            content.write(to: &bytes, in: lexicon)
            bytes += "</".utf8
            bytes += tag.name.utf8
            bytes.append(UInt8(ascii: ">"))
        }
    }
}

/// The one place where text becomes markup, in content and in quoted attributes alike. A control
/// character, which HTML does not allow, is shown as the replacement character.
func escape(_ text: String, to bytes: inout [UInt8]) {
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "&"): bytes += "&amp;".utf8
        case UInt8(ascii: "<"): bytes += "&lt;".utf8
        case UInt8(ascii: ">"): bytes += "&gt;".utf8
        case UInt8(ascii: "\""): bytes += "&quot;".utf8
        case UInt8(ascii: "'"): bytes += "&#39;".utf8
        case 9, 10, 13: bytes.append(byte)
        case 0..<32, 127: bytes += "\u{FFFD}".utf8
        default: bytes.append(byte)
        }
    }
}

/// What may stand inside an element.
package protocol HTMLConvertible {
    var html: HTML { get }
}

extension HTML: HTMLConvertible { package var html: HTML { self } }
extension String: HTMLConvertible { package var html: HTML { .text(self) } }
extension Substring: HTMLConvertible { package var html: HTML { .text(String(self)) } }
extension Int: HTMLConvertible { package var html: HTML { .text(String(self)) } }
extension Phrase: HTMLConvertible { package var html: HTML { .phrase(self) } }
extension LocalName: HTMLConvertible { package var html: HTML { .name(self) } }
extension Day: HTMLConvertible { package var html: HTML { .text(description) } }
extension Month: HTMLConvertible { package var html: HTML { .text(description) } }
extension RoughDay: HTMLConvertible { package var html: HTML { .text(description) } }
extension Identifier: HTMLConvertible { package var html: HTML { .text(text) } }
extension Optional: HTMLConvertible where Wrapped: HTMLConvertible {
    package var html: HTML { self?.html ?? .nothing }
}
extension Array: HTMLConvertible where Element: HTMLConvertible {
    package var html: HTML { .group(map(\.html)) }
}

/// Content as a list of statements, with `if`, `switch` and `for`. A string literal is a `Phrase`,
/// to be translated; a `String` variable is data and stays as it is.
@resultBuilder
package enum HTMLBuilder {
    package static func buildExpression(_ phrase: Phrase) -> HTML { .phrase(phrase) }
    @_disfavoredOverload
    package static func buildExpression(_ part: some HTMLConvertible) -> HTML { part.html }
    package static func buildBlock() -> HTML { .nothing }
    package static func buildBlock(_ part: HTML) -> HTML { part }
    package static func buildBlock(_ parts: HTML...) -> HTML { .group(parts) }
    package static func buildOptional(_ part: HTML?) -> HTML { part ?? .nothing }
    package static func buildEither(first part: HTML) -> HTML { part }
    package static func buildEither(second part: HTML) -> HTML { part }
    package static func buildArray(_ parts: [HTML]) -> HTML { .group(parts) }
    package static func buildLimitedAvailability(_ part: HTML) -> HTML { part }
}

extension HTML {
    /// Several nodes as one value: `HTML { h2("…"); table }`.
    package init(@HTMLBuilder _ content: () -> HTML) { self = content() }
}
