internal import Basics

/// Reads the text of a web page: elements that a browser sets apart become lines, cells of a row
/// are cut by tabs. Scripts, styles and comments are no text; nothing is run or fetched. What is
/// badly nested is read as it comes, for only the names of tags are looked at. Costs one pass.
struct PageReading {
    private let bytes: [UInt8]
    private var position = 0
    private var lines = PageLines()
    private var hints = PaperHints()
    /// Whether a link has just ended: one link behind another is a list, in lines of its own.
    private var followsLink = false

    static func paper(_ file: [UInt8], file name: String) throws -> Paper {
        var reading = PageReading(bytes: try PageCharset.utf8(file, file: name))
        reading.readAll()
        return Paper(kind: .page, text: reading.lines.text, hints: reading.hints)
    }

    /// Text that holds three tags of a page or more within its beginning; a page that begins with
    /// its declaration is known by that.
    static func isPage(_ bytes: [UInt8]) -> Bool {
        let head = String(decoding: bytes.prefix(4_096), as: UTF8.self).lowercased()
        let tags = ["<html", "<head", "<body", "<div", "<p>", "<p ", "<br", "<span", "<meta"]
        return head.split(separator: "<").dropFirst().prefix(200)
            .count { piece in tags.contains { ("<" + piece).hasPrefix($0) } } >= 3
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func readAll() {
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "<"), let tag = PageTag(bytes, at: position) {
                position = tag.end
                take(tag)
            } else if bytes[position] == UInt8(ascii: "&") {
                let (text, end) = PageEntities.text(bytes, at: position)
                for byte in text { lines.append(byte) }
                position = end
            } else {
                if bytes[position] > 32 { followsLink = false }
                lines.append(bytes[position])
                position += 1
            }
        }
    }

    private mutating func take(_ tag: PageTag) {
        if tag.name == "a" {
            if !tag.isClosing, followsLink { lines.endLine() }
            followsLink = tag.isClosing
        }
        if tag.isClosing {
            if PageTag.blocks.contains(tag.name) { lines.endLine() }
            if tag.name == "pre" { lines.keepsSpace = false }
            return
        }
        switch tag.name {
        case "br": lines.breakLine()
        case "td", "th": lines.nextCell()
        case "meta": takeMeta(tag)
        case "title":
            let end = endOfContent("title")
            if hints.title == nil { hints.title = plain(position..<end) }
            position = end
        case _ where PageTag.unseen.contains(tag.name) && !tag.closesItself:
            position = endOfContent(tag.name)
        case _ where PageTag.blocks.contains(tag.name):
            lines.endLine()
            if tag.name == "pre" { lines.keepsSpace = true }
        default: break
        }
    }

    /// Where `</name` begins; the end of the page when it never does, as in a browser.
    private func endOfContent(_ name: String) -> Int {
        let wanted = Array("</\(name)".utf8)
        var index = position
        while index + wanted.count <= bytes.count {
            if bytes[index] == wanted[0],
                wanted.indices.allSatisfy({ PageTag.small(bytes[index + $0]) == wanted[$0] })
            {
                return index
            }
            index += 1
        }
        return bytes.count
    }

    private func plain(_ range: Range<Int>) -> String? {
        var line = PageLines()
        var index = range.lowerBound
        while index < range.upperBound {
            if bytes[index] == UInt8(ascii: "&") {
                let (text, end) = PageEntities.text(bytes, at: index)
                for byte in text { line.append(byte) }
                index = end
            } else {
                line.append(bytes[index])
                index += 1
            }
        }
        return line.text.isEmpty ? nil : line.text
    }

    /// The names that the standard for government sites gives (网站页面标签), and those of news pages.
    private static let metaNames: [String: any WritableKeyPath<PaperHints, String?> & Sendable] = [
        "articletitle": \.title, "og:title": \.title,
        "author": \.author, "article:author": \.author,
        "contentsource": \.source, "source": \.source, "mediaid": \.source,
        "pubdate": \.date, "publishdate": \.date, "publish-date": \.date,
        "article:published_time": \.date, "og:release_date": \.date, "date": \.date,
    ]

    private mutating func takeMeta(_ tag: PageTag) {
        let name = tag.attribute("name", in: bytes) ?? tag.attribute("property", in: bytes)
        guard let name = name.map({ String(decoding: bytes[$0], as: UTF8.self).lowercased() }),
            let path = PageReading.metaNames[name],
            let content = tag.attribute("content", in: bytes).flatMap(plain)
        else { return }
        hints[keyPath: path] = String(content.prefix(300))
    }
}

/// Lines of text as a browser would set them: white space in the source is one space, and none
/// between two Chinese characters where only the source broke the line.
struct PageLines {
    private var bytes: [UInt8] = []
    private var holdsSpace = false
    private var holdsBreak = false
    /// Inside `pre`.
    var keepsSpace = false

    var text: String {
        var end = bytes.count
        while end > 0, bytes[end - 1] <= 32 { end -= 1 }
        return String(decoding: bytes[..<end], as: UTF8.self)
    }

    private var isAtLineStart: Bool {
        guard let last = bytes.last else { return true }
        return last == 10 || last == 9
    }

    mutating func append(_ byte: UInt8) {
        guard byte > 32 || keepsSpace && byte != 13 else {
            holdsSpace = true
            if byte == 10 { holdsBreak = true }
            return
        }
        if holdsSpace, !isAtLineStart {
            let isBetweenWide = holdsBreak && byte >= 0xE2 && (bytes.last ?? 0) >= 0x80
            if !isBetweenWide { bytes.append(32) }
        }
        holdsSpace = false
        holdsBreak = false
        bytes.append(byte)
    }

    mutating func endLine() {
        holdsSpace = false
        holdsBreak = false
        if bytes.last == 9 { bytes.removeLast() }
        if !isAtLineStart { bytes.append(10) }
    }

    /// `br` ends a line; two of them leave an empty one, more no more than that.
    mutating func breakLine() {
        holdsSpace = false
        holdsBreak = false
        if !bytes.isEmpty, !bytes.suffix(2).elementsEqual([10, 10]) { bytes.append(10) }
    }

    mutating func nextCell() {
        holdsSpace = false
        holdsBreak = false
        if !isAtLineStart { bytes.append(9) }
    }
}
