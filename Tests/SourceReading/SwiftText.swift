/// The tokens, the string literals and the comments of one Swift file, for tests that read sources.
/// Not a parser: it knows strings, comments and interpolations, and nothing of meaning. A regex
/// literal with a quote inside would mislead it.
package struct SwiftText: Sendable {
    package private(set) var tokens: [SwiftToken] = []
    package private(set) var literals: [SwiftLiteral] = []
    package private(set) var comments: [SwiftComment] = []
    /// Where each token stands, by its text.
    package private(set) var places: [String: [Int]] = [:]

    private let bytes: [UInt8]
    private var place = 0
    private var line = 1

    package init(_ text: String) {
        bytes = Array(text.utf8)
        readCode(untilClosingBracket: false)
        for (index, token) in tokens.enumerated() { places[token.text, default: []].append(index) }
    }
}

/// A word, a number, one character of punctuation, or the place of a string literal (`"`).
package struct SwiftToken: Sendable {
    package let text: String
    package let line: Int
    /// No space between this token and the one before it.
    package let isGlued: Bool

    package var isWord: Bool {
        guard let first = text.utf8.first else { return false }
        return isWordByte(first)
    }
}

/// What a string literal says; each interpolated value is `{}`.
package struct SwiftLiteral: Sendable {
    package var text: String
    package let line: Int
    package fileprivate(set) var lastLine: Int
    /// Its place among the tokens.
    package let token: Int
}

package struct SwiftComment: Sendable {
    package let text: String
    package let line: Int
}

private let quote = UInt8(ascii: "\"")
private let hash = UInt8(ascii: "#")
private let slash = UInt8(ascii: "/")
private let star = UInt8(ascii: "*")
private let backslash = UInt8(ascii: "\\")
private let newline = UInt8(ascii: "\n")

private func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, 95, 128...: true
    default: false
    }
}

extension SwiftText {
    private func byte(_ offset: Int = 0) -> UInt8 {
        place + offset < bytes.count ? bytes[place + offset] : 0
    }

    private mutating func step() {
        if byte() == newline { line += 1 }
        place += 1
    }

    private mutating func readCode(untilClosingBracket: Bool) {
        var depth = 0
        var isGlued = false
        while place < bytes.count {
            let current = byte()
            switch current {
            case slash where byte(1) == slash:
                readLineComment()
                isGlued = false
                continue
            case slash where byte(1) == star:
                readBlockComment()
                isGlued = false
                continue
            case quote:
                readLiteral(hashes: 0, isGlued: isGlued)
            case hash where hashesBeforeQuote() > 0:
                readLiteral(hashes: hashesBeforeQuote(), isGlued: isGlued)
            case 9, 10, 13, 32:
                step()
                isGlued = false
                continue
            case UInt8(ascii: ")") where untilClosingBracket && depth == 0:
                return
            default:
                if current == UInt8(ascii: "(") { depth += 1 }
                if current == UInt8(ascii: ")") { depth -= 1 }
                readToken(isGlued: isGlued)
            }
            isGlued = true
        }
    }

    private mutating func readToken(isGlued: Bool) {
        let start = place
        if isWordByte(byte()) {
            while isWordByte(byte()) { place += 1 }
        } else {
            place += 1
        }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        tokens.append(SwiftToken(text: text, line: line, isGlued: isGlued))
    }

    private func hashesBeforeQuote() -> Int {
        var count = 0
        while byte(count) == hash { count += 1 }
        return byte(count) == quote ? count : 0
    }

    private mutating func readLineComment() {
        let start = place
        while place < bytes.count, byte() != newline { place += 1 }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        comments.append(SwiftComment(text: text, line: line))
    }

    private mutating func readBlockComment() {
        let (start, firstLine) = (place, line)
        var depth = 0
        while place < bytes.count {
            if byte() == slash, byte(1) == star {
                depth += 1
                place += 2
            } else if byte() == star, byte(1) == slash {
                depth -= 1
                place += 2
                if depth == 0 { break }
            } else {
                step()
            }
        }
        let text = String(decoding: bytes[start..<min(place, bytes.count)], as: UTF8.self)
        comments.append(SwiftComment(text: text, line: firstLine))
    }

    /// Reads a literal of one or three quotes with `hashes` hashes around it.
    private mutating func readLiteral(hashes: Int, isGlued: Bool) {
        tokens.append(SwiftToken(text: "\"", line: line, isGlued: isGlued))
        let index = literals.count
        literals.append(SwiftLiteral(text: "", line: line, lastLine: line, token: tokens.count - 1))
        place += hashes
        let isLong = byte(1) == quote && byte(2) == quote
        let quotes = isLong ? 3 : 1
        place += quotes
        var text: [UInt8] = []
        while place < bytes.count {
            if closes(quotes: quotes, hashes: hashes) {
                place += quotes + hashes
                break
            }
            if !isLong, byte() == newline { break }
            if byte() == backslash, (0..<hashes).allSatisfy({ byte(1 + $0) == hash }) {
                place += 1 + hashes
                if byte() == UInt8(ascii: "(") {
                    place += 1
                    readCode(untilClosingBracket: true)
                    text += "{}".utf8
                } else if byte() == UInt8(ascii: "n") {
                    text.append(newline)
                } else if byte() != newline {
                    text.append(byte())
                }
                step()
                continue
            }
            text.append(byte())
            step()
        }
        literals[index].text = String(decoding: text, as: UTF8.self)
        literals[index].lastLine = line
    }

    private func closes(quotes: Int, hashes: Int) -> Bool {
        (0..<quotes).allSatisfy { byte($0) == quote }
            && (0..<hashes).allSatisfy { byte(quotes + $0) == hash }
    }
}
