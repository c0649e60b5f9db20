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
    /// Made when the page goes out: a chart in the reader's language, the tokens of a form.
    case deferred(@Sendable (Rendering) -> HTML)
    /// A whole page: `<!doctype html>` before its element.
    case document(HTML)
}

/// What is known only when a page goes out: the reader's language, the city's place in the address
/// and what proves that a form was made for this reader.
package struct Rendering: Sendable {
    package var lexicon: Lexicon
    /// Stands before every address inside a city: `/c/990100`.
    package var root: String
    /// Sent back with each form; a form without it is refused.
    package var formToken: String
    /// Differs each time a page goes out: a form sent twice is done once.
    package var onceToken: String

    package init(
        _ lexicon: Lexicon, root: String = "", formToken: String = "", onceToken: String = ""
    ) {
        self.lexicon = lexicon
        self.root = root
        self.formToken = formToken
        self.onceToken = onceToken
    }
}

extension HTML {
    package var isNothing: Bool {
        switch self {
        case .nothing: true
        case .group(let parts): parts.allSatisfy(\.isNothing)
        default: false
        }
    }

    /// The UTF-8 of the page or the fragment, ready to be sent.
    package func bytes(with rendering: Rendering) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16_384)
        write(to: &bytes, with: rendering)
        return bytes
    }

    package func render(with rendering: Rendering) -> String {
        String(decoding: bytes(with: rendering), as: UTF8.self)
    }

    /// For tests and for what stands outside a city.
    package func render(in lexicon: Lexicon) -> String { render(with: Rendering(lexicon)) }

    private func write(to bytes: inout [UInt8], with rendering: Rendering) {
        switch self {
        case .nothing: break
        case .text(let text): escape(text, to: &bytes)
        case .phrase(let phrase): escape(rendering.lexicon.text(phrase), to: &bytes)
        case .name(let name): escape(rendering.lexicon.text(name), to: &bytes)
        case .group(let parts):
            for part in parts { part.write(to: &bytes, with: rendering) }
        case .deferred(let make): make(rendering).write(to: &bytes, with: rendering)
        case .document(let content):
            bytes.add("<!doctype html>\n")
            content.write(to: &bytes, with: rendering)
        case .element(let tag, let attributes, let content):
            bytes.append(UInt8(ascii: "<"))
            bytes.add(tag.name)
            for attribute in attributes { attribute.write(to: &bytes, with: rendering) }
            bytes.append(UInt8(ascii: ">"))
            guard !tag.isVoid else { return }
            if tag.name == "style" {
                content.writeStyle(to: &bytes, with: rendering)
            } else {
                content.write(to: &bytes, with: rendering)
            }
            bytes.add("</")
            bytes.add(tag.name)
            bytes.append(UInt8(ascii: ">"))
        }
    }
}

extension HTML {
    /// CSS of our own, where escapes of HTML would stay what they are; nothing in it ends the
    /// element.
    fileprivate func writeStyle(to bytes: inout [UInt8], with rendering: Rendering) {
        func add(_ css: String) { bytes.add(css.replacing("<", with: "\\3C ")) }
        switch self {
        case .text(let css): add(css)
        case .phrase(let css): add(rendering.lexicon.text(css))
        case .group(let parts): for part in parts { part.writeStyle(to: &bytes, with: rendering) }
        default: break
        }
    }
}

/// The one place where text becomes markup, in content and in quoted attributes alike. A control
/// character, which HTML does not allow, is shown as the replacement character.
func escape(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    text.withUTF8 { content in
        var kept = 0
        for place in content.indices {
            guard let replacement = replacement(of: content[place]) else { continue }
            bytes.append(contentsOf: content[kept..<place])
            bytes += replacement.utf8
            kept = place + 1
        }
        bytes.append(contentsOf: content[kept...])
    }
}

private func replacement(of byte: UInt8) -> String? {
    // Letters, digits above and all of Chinese first: most of a page.
    if byte > 62, byte != 127 { return nil }
    return switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    case 9, 10, 13: nil
    case 0..<32, 127: "\u{FFFD}"
    default: nil
    }
}

extension [UInt8] {
    /// Adds the UTF-8 of a text at once.
    mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { append(contentsOf: $0) }
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
