internal import Basics

/// A paper as it was taken in: its text as stored, from which every offset counts in code points,
/// and what its head says of it. The file itself is kept elsewhere, byte for byte.
package struct Paper: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case text, page, word, pdf, pasted
    }

    package let kind: Kind
    package let text: String
    package let hints: PaperHints

    package init(kind: Kind, text: String, hints: PaperHints = PaperHints()) {
        self.kind = kind
        self.text = text
        self.hints = hints
    }
}

/// What the head of a web page says of it: as written there, and not always true.
package struct PaperHints: Sendable, Hashable {
    package var title: String?
    package var author: String?
    package var source: String?
    package var date: String?

    package init() {}
}

/// Gives the text of a .pdf, line by line as printed, from outside this module: that takes a
/// process of its own. An empty text says that the file holds pictures only. Throws
/// `UnreadablePDF`.
package typealias PDFText = @Sendable ([UInt8]) throws -> String

/// A .pdf that doesn't open: damaged, or with a password.
package struct UnreadablePDF: Error {
    package init() {}
}

/// Reads a text, a web page or a .docx, known by its content and not by its name. `file` is the
/// name that problems show.
///
/// Refuses with `UnreadableFile`; never returns a part of a file that is damaged.
package func readPaper(
    _ bytes: [UInt8], file: String, limits: TableLimits = .paper, pdf: PDFText? = nil
) throws -> Paper {
    guard !bytes.isEmpty else { throw UnreadableFile(file: file, .empty) }
    guard bytes.count <= limits.fileBytes.count else {
        throw UnreadableFile(file: file, .tooLarge(.fileBytes, limits.fileBytes.count))
    }
    let paper: Paper
    switch PaperContent(bytes) {
    case .text:
        let text = try TextEncodings.paper(bytes, file: file)
        paper = Paper(kind: .text, text: String(decoding: text, as: UTF8.self))
    case .page: paper = try PageReading.paper(bytes, file: file)
    case .package: paper = try WordReading.paper(bytes, file: file, limits: limits)
    case .pdf:
        guard let pdf else { throw UnreadableFile(file: file, .pdfIsNotRead) }
        do {
            paper = Paper(kind: .pdf, text: joinedLines(try pdf(bytes)))
        } catch is UnreadablePDF {
            throw UnreadableFile(file: file, .pdfDoesNotOpen)
        }
    case .old: throw UnreadableFile(file: file, .oldPaper)
    case .encrypted: throw UnreadableFile(file: file, .paperIsEncrypted)
    case .unknown: throw UnreadableFile(file: file, .notAPaper)
    }
    guard paper.text.holdsWriting else { throw UnreadableFile(file: file, .noText) }
    return paper
}

/// Text that somebody pasted into a form; `file` names the form.
package func readPasted(
    _ text: String, file: String, limits: TableLimits = .paper
) throws(UnreadableFile) -> Paper {
    guard text.utf8.count <= limits.fileBytes.count else {
        throw UnreadableFile(file: file, .tooLarge(.fileBytes, limits.fileBytes.count))
    }
    guard text.holdsWriting else { throw UnreadableFile(file: file, .empty) }
    return Paper(kind: .pasted, text: text)
}

extension String {
    fileprivate var holdsWriting: Bool {
        unicodeScalars.contains { !$0.properties.isWhitespace && $0.value > 32 && $0 != "\u{FEFF}" }
    }
}

/// What a file is by its content, as far as papers go.
enum PaperContent {
    case text, page, package, pdf
    /// OLE files and RTF.
    case old
    case encrypted, unknown

    init(_ bytes: [UInt8]) {
        if bytes.starts(with: Array("%PDF-".utf8)) {
            self = .pdf
        } else if bytes.starts(with: Array("{\\rtf".utf8)) {
            self = .old
        } else if TextEncodings.wideOrder(of: bytes) != nil {
            self = .text
        } else {
            switch FileKind(bytes) {
            case .zip: self = .package
            case .encrypted: self = .encrypted
            case .otherSpreadsheet: self = PaperContent.isOLE(bytes) ? .old : .page
            case .text: self = PageReading.isPage(bytes) ? .page : .text
            case .gzip, .unknown: self = .unknown
            }
        }
    }

    private static func isOLE(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0xD0, 0xCF]) }
}
