/// Whether the content is text, and no table of a spreadsheet nor anything packed.
package func isPlainText(_ bytes: [UInt8]) -> Bool { FileKind(bytes) == .text }

/// What a file is by its first bytes, whatever its name says.
enum FileKind {
    case zip, gzip, text
    /// .xls, .et, .wps and their kind; web pages and XML that office programs open under such
    /// names.
    case otherSpreadsheet
    /// An .xlsx locked with a password lies inside an OLE file.
    case encrypted
    case unknown

    init(_ bytes: [UInt8]) {
        func starts(_ head: [UInt8]) -> Bool { bytes.starts(with: head) }
        if starts([0x50, 0x4B, 0x03, 0x04]) || starts([0x50, 0x4B, 0x05, 0x06]) {
            self = .zip
        } else if starts([0x1F, 0x8B]) {
            self = .gzip
        } else if starts([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
            self = FileKind.holdsEncryptedPackage(bytes) ? .encrypted : .otherSpreadsheet
        } else if FileKind.isOldStream(bytes) || FileKind.isMarkup(bytes) {
            self = .otherSpreadsheet
        } else if starts([0xFF, 0xFE]) || starts([0xFE, 0xFF]) {
            self = .text
        } else if bytes.prefix(65_536).contains(0) || starts(Array("%PDF".utf8)) {
            self = .unknown
        } else {
            self = .text
        }
    }

    /// The directory of an OLE file names its streams in UTF-16.
    private static func holdsEncryptedPackage(_ bytes: [UInt8]) -> Bool {
        var name: [UInt8] = []
        for byte in "EncryptedPackage".utf8 { name += [byte, 0] }
        return bytes.firstRange(of: name) != nil
    }

    /// BIFF 2 to 5 without an OLE file around it: a BOF record.
    private static func isOldStream(_ bytes: [UInt8]) -> Bool {
        bytes.count > 8 && bytes[0] == 0x09 && [0x00, 0x02, 0x04, 0x08].contains(bytes[1])
            && [0x04, 0x06, 0x08, 0x10].contains(bytes[2]) && bytes[3] == 0
    }

    /// Web pages, MHTML and SpreadsheetML 2003: what old systems export as .xls.
    private static func isMarkup(_ bytes: [UInt8]) -> Bool {
        let head = String(decoding: bytes.prefix(1_024), as: UTF8.self).lowercased()
            .drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        return ["<?xml", "<html", "<!doctype", "<table", "<meta", "<head", "mime-version:"]
            .contains { head.hasPrefix($0) }
    }
}
