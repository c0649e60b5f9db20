internal import Basics

/// Papers come as anything that people save: beside what tables come in, UTF-16 without a mark, and
/// UTF-8 with a few bytes lost.
extension TextEncodings {
    /// UTF-8 without a mark. What is mostly UTF-8 and not all of it is refused with its lines: read
    /// as GB18030 it would be nonsense that no one notices.
    static func paper(_ bytes: [UInt8], file: String) throws -> [UInt8] {
        if let order = wideOrder(of: bytes) {
            return try converted(bytes, from: order, file: file)
        }
        guard isUTF8(bytes) || !isMostlyUTF8(bytes) else { throw mixed(bytes, file: file) }
        return try utf8(bytes, file: file)
    }

    /// The order of the bytes where they are UTF-16 without a mark; nil for everything else.
    /// Chinese in UTF-16 has its high bytes, 0x4E to 0x9F and those of the punctuation, at every
    /// other place; Latin has zeros there.
    static func wideOrder(of bytes: [UInt8]) -> String? {
        let head = bytes.prefix(4_096)
        guard head.count >= 8, bytes.count % 2 == 0, !bytes.starts(with: [0xFF, 0xFE]),
            !bytes.starts(with: [0xFE, 0xFF]), !bytes.starts(with: [0x50, 0x4B])
        else { return nil }
        var high = [0, 0]
        var breaks = [0, 0]
        for (index, byte) in head.enumerated() {
            if isHighByte(byte) { high[index % 2] += 1 }
            // A low byte is any; a text without one line feed or full stop is hardly one.
            if index % 2 == 1 {
                let pair = (head[index - 1], byte)
                if pair == (10, 0) || pair == (2, 0x30) || pair == (0x0C, 0xFF) { breaks[1] += 1 }
                if pair == (0, 10) || pair == (0x30, 2) || pair == (0xFF, 0x0C) { breaks[0] += 1 }
            }
        }
        let half = head.count / 2
        let place = high[0] > high[1] ? 0 : 1
        guard high[place] * 20 >= half * 19, high[1 - place] * 2 < half, breaks[place] > 0,
            head.contains(0) || !isUTF8(bytes)
        else { return nil }
        return place == 0 ? "UTF-16BE" : "UTF-16LE"
    }

    private static func isHighByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0, 0x20, 0x30, 0x4E...0x9F, 0xFF: true
        default: false
        }
    }

    /// Whether nine tenths of what is not ASCII are whole characters of UTF-8. Pairs of GB18030
    /// hardly ever look like that in a row.
    private static func isMostlyUTF8(_ bytes: [UInt8]) -> Bool {
        var good = 0
        var bad = 0
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            guard byte >= 0x80 else {
                index += 1
                continue
            }
            let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC2 ? 2 : 0
            let end = index + length
            if length > 0, end <= bytes.count,
                bytes[(index + 1)..<end].allSatisfy({ $0 & 0xC0 == 0x80 })
            {
                good += length
                index = end
            } else {
                bad += 1
                index += 1
            }
        }
        return good >= bad * 9
    }
}
