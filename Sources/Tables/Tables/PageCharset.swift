internal import Basics

/// The encoding of a web page. What all reads as UTF-8 is UTF-8 whatever its head declares; else
/// the head is believed where it names an encoding of Chinese.
enum PageCharset {
    private static let known: [String: String] = [
        "gb2312": "GB18030", "gbk": "GB18030", "gb18030": "GB18030", "x-gbk": "GB18030",
        "big5": "BIG5-HKSCS", "big5-hkscs": "BIG5-HKSCS",
    ]

    static func utf8(_ bytes: [UInt8], file: String) throws -> [UInt8] {
        if !TextEncodings.isUTF8(bytes), let declared = declared(bytes).flatMap({ known[$0] }) {
            return try TextEncodings.converted(bytes, from: declared, file: file)
        }
        return try TextEncodings.paper(bytes, file: file)
    }

    /// `charset=` in one of the first tags, with or without quotes.
    private static func declared(_ bytes: [UInt8]) -> String? {
        let head = String(decoding: bytes.prefix(4_096).map(PageTag.small), as: UTF8.self)
        guard let mark = head.firstRange(of: "charset") else { return nil }
        let rest = head[mark.upperBound...].drop { " =\"'".contains($0) }
        return String(rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
    }
}
