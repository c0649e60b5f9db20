package import Basics

/// What a file of evidence is, by its first bytes; what its name says must agree.
package enum EvidenceFileType: String, Sendable, CaseIterable {
    case pdf, jpeg, png
    /// 版式文件 of GB/T 33190
    case ofd
    case docx, xlsx

    /// How names of such files end, the usual one first.
    package var endings: [String] {
        switch self {
        case .pdf: ["pdf"]
        case .jpeg: ["jpg", "jpeg"]
        case .png: ["png"]
        case .ofd: ["ofd"]
        case .docx: ["docx"]
        case .xlsx: ["xlsx"]
        }
    }

    package var mediaType: String {
        switch self {
        case .pdf: "application/pdf"
        case .jpeg: "image/jpeg"
        case .png: "image/png"
        case .ofd: "application/ofd"
        case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        }
    }

    /// Whether a browser may show it by itself: nothing in it is executed.
    package var isPicture: Bool { self == .jpeg || self == .png }

    /// Nil for content of any other kind, a program under another name among them.
    package init?(of bytes: [UInt8]) {
        func begins(_ start: [UInt8]) -> Bool { bytes.starts(with: start) }
        if begins(Array("%PDF-".utf8)) {
            self = .pdf
        } else if begins([0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if begins([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if begins([0x50, 0x4B, 0x03, 0x04]) {
            // The names of a package's parts stand in its directory, at the end.
            let directory = bytes.suffix(Limit.bytesOfDirectory.count)
            if directory.holds("OFD.xml") {
                self = .ofd
            } else if directory.holds("word/document.xml") {
                self = .docx
            } else if directory.holds("xl/workbook.xml") {
                self = .xlsx
            } else {
                return nil
            }
        } else {
            return nil
        }
    }
}

extension Limit {
    package static let bytesOfEvidence: Limit = 20_971_520
    fileprivate static let bytesOfDirectory: Limit = 262_144
}

extension ArraySlice<UInt8> {
    fileprivate func holds(_ text: String) -> Bool {
        let sought = Array(text.utf8)
        var place = startIndex
        while let found = self[place...].firstIndex(of: sought[0]) {
            if self[found...].starts(with: sought) { return true }
            place = found + 1
        }
        return false
    }
}
