/// What a cell's style says that we read: whether its number is a day, whether it is crossed out or
/// red. Conditional formats are not styles and are left aside.
struct StyleMarks: OptionSet, Sendable {
    let rawValue: UInt8
    static let date = StyleMarks(rawValue: 1)
    static let struckOut = StyleMarks(rawValue: 2)
    static let redLetters = StyleMarks(rawValue: 4)
    static let redGround = StyleMarks(rawValue: 8)
}

/// The styles part of a workbook, as marks by style number.
struct SheetStyles {
    let colours: SheetColours
    private let marks: [StyleMarks]

    /// A workbook without styles: every number of one means nothing.
    init(colours: SheetColours) {
        self.colours = colours
        marks = []
    }

    /// Nil when there are styles, but not of this number.
    func marks(_ style: Int) -> StyleMarks? {
        marks.isEmpty ? [] : marks.indices.contains(style) ? marks[style] : nil
    }

    init(_ bytes: [UInt8], colours: SheetColours) throws(MarkupFault) {
        var colours = colours
        colours.takePalette(try SheetStyles.palette(bytes))
        self.colours = colours
        var parts = StyleParts(colours: colours)
        var reader = try MarkupReader(bytes)
        while let token = try reader.next() { parts.take(token) }
        marks = parts.cells
    }

    /// The palette stands after the fonts that use it.
    private static func palette(_ bytes: [UInt8]) throws(MarkupFault) -> [String] {
        var reader = try MarkupReader(bytes)
        var found: [String] = []
        while let token = try reader.next() {
            guard case .open("rgbColor", let attributes) = token else { continue }
            found.append(attributes["rgb"] ?? "")
        }
        return found
    }
}

/// The letters of a font or of a run of rich text: crossed out, red.
struct LetterMarks {
    var isStruckOut = false
    var isRed = false

    mutating func take(_ name: String, _ attributes: [String: String], _ colours: SheetColours) {
        switch name {
        case "strike", "dstrike":
            isStruckOut = !["0", "false", "off"].contains(attributes["val"] ?? "1")
        case "color": isRed = colours.colour(attributes)?.isRedLetter ?? false
        default: break
        }
    }
}

/// The lists of the styles part while it is read. Elements of one name mean different things in
/// different lists, so the list one is in decides.
private struct StyleParts {
    let colours: SheetColours
    private var list = ""
    private var depth = 0
    private var fonts: [LetterMarks] = []
    private var grounds: [Bool] = []
    private var dateFormats: [Int: Bool] = [:]
    private var isSolid = false
    var cells: [StyleMarks] = []

    init(colours: SheetColours) { self.colours = colours }

    mutating func take(_ token: MarkupToken) {
        switch token {
        case .open(let name, let attributes):
            depth += 1
            if depth == 2 { list = name } else { element(name, attributes) }
        case .close: depth -= 1
        case .text: break
        }
    }

    private mutating func element(_ name: String, _ attributes: [String: String]) {
        switch (list, name) {
        case ("numFmts", "numFmt"):
            guard let id = attributes["numFmtId"].flatMap({ Int($0) }) else { return }
            dateFormats[id] = NumberFormats.isDate(attributes["formatCode"] ?? "")
        case ("fonts", "font"): fonts.append(LetterMarks())
        case ("fonts", _) where !fonts.isEmpty:
            fonts[fonts.count - 1].take(name, attributes, colours)
        case ("fills", "fill"): grounds.append(false)
        case ("fills", "patternFill"): isSolid = attributes["patternType"] == "solid"
        case ("fills", "fgColor") where isSolid && !grounds.isEmpty:
            grounds[grounds.count - 1] = colours.colour(attributes)?.isRedGround ?? false
        case ("cellXfs", "xf"): cells.append(cell(attributes))
        default: break
        }
    }

    private func cell(_ attributes: [String: String]) -> StyleMarks {
        func number(_ name: String) -> Int { attributes[name].flatMap { Int($0) } ?? 0 }
        var marks: StyleMarks = []
        let format = number("numFmtId")
        if dateFormats[format] ?? NumberFormats.isBuiltInDate(format) { marks.insert(.date) }
        let font = number("fontId")
        if fonts.indices.contains(font) {
            if fonts[font].isStruckOut { marks.insert(.struckOut) }
            if fonts[font].isRed { marks.insert(.redLetters) }
        }
        let ground = number("fillId")
        if grounds.indices.contains(ground), grounds[ground] { marks.insert(.redGround) }
        return marks
    }
}
