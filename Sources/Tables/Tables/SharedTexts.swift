internal import Basics

/// Every text of a workbook, decoded once, and what its runs say of their letters.
struct SharedTexts {
    private(set) var texts: [String] = []
    /// Only for rich text; the others take the letters of their cell.
    private(set) var rich: [Int: RichMarks] = [:]

    init() {}

    init(part: String, of package: borrowing ZipPackage, colours: SheetColours) throws {
        var isFirst = true
        let file = package.file
        let bound = package.limits.sharedTexts.count
        try package.eachPiece(of: part, cutBefore: "si") { bytes in
            do {
                if isFirst { try checkEncoding(bytes) }
                isFirst = false
                try take(bytes, colours: colours)
            } catch let fault as MarkupFault {
                throw UnreadableFile(file: file, fault, in: part)
            }
            guard texts.count <= bound else {
                throw UnreadableFile(file: file, .tooLarge(.sharedTexts, bound))
            }
        }
    }

    private mutating func take(
        _ bytes: Span<UInt8>, colours: SheetColours
    ) throws(MarkupFault) {
        var position = 0
        while position < bytes.count {
            guard bytes[position] == UInt8(ascii: "<") else {
                position += 1
                continue
            }
            if position + 1 < bytes.count,
                bytes[position + 1] == UInt8(ascii: "!") || bytes[position + 1] == UInt8(ascii: "?")
            {
                try skipDeclaration(bytes, &position)
                continue
            }
            let start = position
            position += 1
            let name = tagName(bytes, &position)
            guard isElement("si", bytes, name) else { continue }
            if try skipTag(bytes, &position) {
                texts.append("")
            } else {
                try item(bytes, from: start, &position, colours: colours)
            }
        }
    }

    private mutating func item(
        _ bytes: Span<UInt8>, from start: Int, _ position: inout Int, colours: SheetColours
    ) throws(MarkupFault) {
        let text = try InlineText(
            bytes, element: "si", from: start, &position, colours: colours)
        if let marks = text.marks { rich[texts.count] = marks }
        texts.append(text.text)
    }
}

/// Whether the runs of a rich text are crossed out or red. Nil: as the cell says.
struct RichMarks: Sendable {
    var isStruckOut: Bool?
    var isRed: Bool?

    /// What runs with and without letters of their own come to, in a cell of the given letters: the
    /// whole text must agree.
    init(_ runs: [LetterMarks?]) {
        isStruckOut = RichMarks.common(runs.map { $0?.isStruckOut })
        isRed = RichMarks.common(runs.map { $0?.isRed })
    }

    private static func common(_ values: [Bool?]) -> Bool? {
        if values.contains(false) { return false }
        return values.contains(nil) ? nil : true
    }
}

/// The text of an `si` or `is` element: of its `t`, or of the runs of rich text without the reading
/// aids (`rPh`) beside them.
struct InlineText {
    private(set) var text = ""
    private(set) var marks: RichMarks?

    /// `position` stands behind the opening tag, which began at `start`; it is left behind the
    /// closing.
    init(
        _ bytes: Span<UInt8>, element: StaticString, from start: Int, _ position: inout Int,
        colours: SheetColours
    ) throws(MarkupFault) {
        // Nearly every text is one `t`.
        while position < bytes.count, bytes[position] <= 32 { position += 1 }
        if position < bytes.count, bytes[position] == UInt8(ascii: "<") {
            var ahead = position + 1
            let name = tagName(bytes, &ahead)
            if isElement("t", bytes, name) {
                var plain = ""
                if try !skipTag(bytes, &ahead) {
                    plain = try characterData(bytes, &ahead, unescaping: true)
                    guard closesNow("t", bytes, &ahead) else { throw .malformed }
                }
                if closesNow(element, bytes, &ahead) {
                    text = plain
                    position = ahead
                    return
                }
            }
        }
        let end = try findClosing(element, bytes, from: position)
        var copy: [UInt8] = []
        copy.reserveCapacity(end - start)
        for index in start..<end { copy.append(bytes[index]) }
        position = end
        try takeRuns(copy, colours: colours)
    }

    private mutating func takeRuns(_ bytes: [UInt8], colours: SheetColours) throws(MarkupFault) {
        var reader = try MarkupReader(bytes)
        var runs: [(letters: LetterMarks?, text: String)] = []
        var path: [String] = []
        while let token = try reader.next() {
            switch token {
            case .open(let name, let attributes):
                if name == "r" { runs.append((nil, "")) }
                let isAid = path.contains("rPh")
                if name == "t", !isAid, !path.contains("r") { runs.append((nil, "")) }
                if name == "rPr", !runs.isEmpty { runs[runs.count - 1].letters = LetterMarks() }
                if path.last == "rPr", !runs.isEmpty {
                    runs[runs.count - 1].letters?.take(name, attributes, colours)
                }
                path.append(name)
            case .close: path.removeLast()
            case .text(let piece):
                if path.last == "t", !path.contains("rPh"), !runs.isEmpty {
                    runs[runs.count - 1].text += piece
                }
            }
        }
        text = runs.map(\.text).joined()
        let shown = runs.filter { !$0.text.allSatisfy(\.isWhitespace) }
        if shown.contains(where: { $0.letters != nil }) { marks = RichMarks(shown.map(\.letters)) }
    }
}

/// Reads the name of a tag from behind its `<`, without the prefix.
@inline(__always)
func tagName(_ bytes: Span<UInt8>, _ position: inout Int) -> Range<Int> {
    var start = position
    while position < bytes.count {
        let byte = bytes[position]
        if byte == UInt8(ascii: ":") {
            start = position + 1
        } else if byte <= 32 || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") {
            break
        }
        position += 1
    }
    return start..<position
}

@inline(__always)
func isElement(_ name: StaticString, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    range.count == name.utf8CodeUnitCount && starts(bytes, range.lowerBound, with: name)
}

/// Steps over `</name>` if that is what stands at `position`.
private func closesNow(
    _ name: StaticString, _ bytes: Span<UInt8>, _ position: inout Int
) -> Bool {
    var ahead = position
    while ahead < bytes.count, bytes[ahead] <= 32 { ahead += 1 }
    guard ahead + 1 < bytes.count, bytes[ahead] == UInt8(ascii: "<"),
        bytes[ahead + 1] == UInt8(ascii: "/")
    else { return false }
    ahead += 2
    let found = tagName(bytes, &ahead)
    guard isElement(name, bytes, found), ahead < bytes.count, bytes[ahead] == UInt8(ascii: ">")
    else { return false }
    position = ahead + 1
    return true
}

/// The place behind the next `</name>`.
private func findClosing(
    _ name: StaticString, _ bytes: Span<UInt8>, from start: Int
) throws(MarkupFault) -> Int {
    var position = start
    while position < bytes.count {
        if bytes[position] == UInt8(ascii: "<") {
            if closesNow(name, bytes, &position) { return position }
            if starts(bytes, position, with: "<!") {
                try skipDeclaration(bytes, &position)
                continue
            }
        }
        position += 1
    }
    throw .malformed
}

extension UnreadableFile {
    /// A fault in the markup of a part, told to people.
    init(file: String, _ fault: MarkupFault, in part: String, at places: [Place] = []) {
        switch fault {
        case .malformed: self.init(file: file, .malformedPart(part), at: places)
        case .documentType: self.init(file: file, .documentType(part), at: places)
        }
    }
}
