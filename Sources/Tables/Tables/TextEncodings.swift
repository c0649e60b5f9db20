internal import Basics
internal import Glibc

/// Turns the bytes of a text file into UTF-8. The mark at its start decides, else the content:
/// UTF-8 where all of it is, GB18030 where all of it reads as that. A file of both is refused with
/// its lines, for no reading of it would be right.
enum TextEncodings {
    static func utf8(_ bytes: [UInt8], file: String) throws -> [UInt8] {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            let rest = Array(bytes.dropFirst(3))
            guard isUTF8(rest) else { throw mixed(rest, file: file) }
            return rest
        }
        if bytes.starts(with: [0xFF, 0xFE]) {
            return try converted(Array(bytes.dropFirst(2)), from: "UTF-16LE", file: file)
        }
        if bytes.starts(with: [0xFE, 0xFF]) {
            return try converted(Array(bytes.dropFirst(2)), from: "UTF-16BE", file: file)
        }
        if isUTF8(bytes) { return bytes }
        return try fromGB18030(bytes, file: file)
    }

    private static func fromGB18030(_ bytes: [UInt8], file: String) throws -> [UInt8] {
        // UTF-8 text often reads as GB18030 too, as other characters: a line with two characters or
        // more of good UTF-8 in a file that is otherwise GB18030 is taken for what it is.
        let places = suspects(bytes)
        guard places.isEmpty else {
            throw UnreadableFile(
                file: file, .mixedEncodings,
                at: places.map {
                    .line(file: file, line: $0)
                })
        }
        let result = try converted(bytes, from: "GB18030", file: file)
        // Characters of the private use area are what wrong bytes become.
        let odd = String(decoding: result, as: UTF8.self).unicodeScalars.count {
            (0xE000...0xF8FF).contains($0.value)
        }
        guard odd * 100 <= result.count else { throw UnreadableFile(file: file, .unknownEncoding) }
        return result
    }

    /// A file that declares UTF-8 and holds other bytes: the lines that are not UTF-8.
    static func mixed(_ bytes: [UInt8], file: String) -> UnreadableFile {
        var places: [Place] = []
        eachLine(bytes) { number, line in
            if !isUTF8(line), places.count < 20 { places.append(.line(file: file, line: number)) }
        }
        return UnreadableFile(file: file, .mixedEncodings, at: places)
    }

    /// The lines of the rarer encoding where lines of both stand in one file, at most twenty.
    private static func suspects(_ bytes: [UInt8]) -> [Int] {
        var utf8Lines: [Int] = []
        var otherLines: [Int] = []
        eachLine(bytes) { number, line in
            let high = line.count { $0 >= 0x80 }
            guard high > 0 else { return }
            if !isUTF8(line) {
                otherLines.append(number)
            } else if high >= 6, looksLikeChinese(line) {
                utf8Lines.append(number)
            }
        }
        guard let firstUTF8 = utf8Lines.first, let firstOther = otherLines.first else { return [] }
        let utf8IsRarer =
            utf8Lines.count == otherLines.count
            ? firstUTF8 > firstOther : utf8Lines.count < otherLines.count
        return Array((utf8IsRarer ? utf8Lines : otherLines).prefix(20))
    }

    /// Whether the characters beyond ASCII are those of Chinese writing. Two-byte UTF-8 (é, Ω) is
    /// what GB18030 pairs most often look like by chance.
    private static func looksLikeChinese(_ line: ArraySlice<UInt8>) -> Bool {
        var chinese = 0
        var other = 0
        for scalar in String(decoding: line, as: UTF8.self).unicodeScalars
        where scalar.value >= 0x80 {
            switch scalar.value {
            case 0x4E00...0x9FFF, 0x3000...0x303F, 0xFF00...0xFFEF, 0x2010...0x2030: chinese += 1
            default: other += 1
            }
        }
        return chinese >= 2 && chinese > other * 4
    }

    static func isUTF8(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.withContiguousStorageIfAvailable { String(validating: $0, as: UTF8.self) != nil }
            ?? (String(validating: bytes, as: UTF8.self) != nil)
    }

    private static func eachLine(_ bytes: [UInt8], _ body: (Int, ArraySlice<UInt8>) -> Void) {
        var number = 1
        var start = 0
        for index in bytes.indices where bytes[index] == 10 {
            body(number, bytes[start..<index])
            number += 1
            start = index + 1
        }
        if start < bytes.count { body(number, bytes[start...]) }
    }

    /// Through glibc's iconv. A byte that does not belong is refused with its line.
    static func converted(
        _ bytes: [UInt8], from encoding: String, file: String
    ) throws -> [UInt8] {
        let converter = iconv_open("UTF-8", encoding)
        // iconv_open returns the pointer -1 where it knows no such encoding.
        guard let converter, Int(bitPattern: converter) != -1 else {
            throw UnreadableFile(file: file, .unknownEncoding)
        }
        defer { iconv_close(converter) }
        var input = bytes.map { CChar(bitPattern: $0) }
        // Four bytes of GB18030 become at most four, two become three.
        var output = [CChar](repeating: 0, count: bytes.count * 2 + 16)
        let (consumed, written) = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                var from = source.baseAddress
                var left = source.count
                var to = target.baseAddress
                var room = target.count
                _ = iconv(converter, &from, &left, &to, &room)
                return (source.count - left, target.count - room)
            }
        }
        guard consumed == bytes.count else {
            let line = bytes[..<consumed].count { $0 == 10 } + 1
            throw UnreadableFile(
                file: file, .unknownEncoding, at: [.line(file: file, line: line)])
        }
        return output[..<written].map { UInt8(bitPattern: $0) }
    }
}
