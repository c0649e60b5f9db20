/// Text that is not JSON by RFC 8259, or goes beyond the bounds we set.
package struct MalformedJSON: Refusal, Hashable {
    package enum Reason: Hashable, Sendable {
        case unexpectedByte, unexpectedEnd, textAfterValue
        case badString, badNumber, repeatedMember
        case tooDeep, tooLarge
    }

    package let reason: Reason
    /// Bytes before the place where reading stopped.
    package let offset: Int

    package init(reason: Reason, offset: Int) {
        self.reason = reason
        self.offset = offset
    }

    package var problems: [Problem] {
        let message: Phrase =
            switch reason {
            case .unexpectedByte: "JSON第\(offset)字节处有不该出现的字符"
            case .unexpectedEnd: "JSON在第\(offset)字节处不完整"
            case .textAfterValue: "JSON第\(offset)字节后还有多余的内容"
            case .badString: "JSON第\(offset)字节处的文字写法不对"
            case .badNumber: "JSON第\(offset)字节处的数字写法不对"
            case .repeatedMember: "JSON第\(offset)字节前的对象里有重复的名称"
            case .tooDeep: "JSON第\(offset)字节处嵌套太深"
            case .tooLarge: "JSON太大"
            }
        return [Problem(message)]
    }
}

extension Limit {
    /// How deep arrays and objects may nest: the parser calls itself once a level.
    package static let jsonDepth: Limit = 128
    /// Bytes of one JSON text.
    package static let jsonBytes: Limit = 67_108_864
}

extension JSONValue {
    /// Reads one JSON text (RFC 8259) in UTF-8. Integers that fit 64 bits become `.integer`, other
    /// numbers `.number`; a member name may stand once in an object. Refuses with `MalformedJSON`.
    package init(
        parsing bytes: [UInt8], depth: Limit = .jsonDepth, size: Limit = .jsonBytes
    ) throws(MalformedJSON) {
        self = try JSONParser.parse(bytes.span, depth: depth, size: size)
    }

    package init(
        parsing bytes: ArraySlice<UInt8>, depth: Limit = .jsonDepth, size: Limit = .jsonBytes
    ) throws(MalformedJSON) {
        self = try JSONParser.parse(bytes.span, depth: depth, size: size)
    }

    package init(
        parsing text: String, depth: Limit = .jsonDepth, size: Limit = .jsonBytes
    ) throws(MalformedJSON) {
        self = try JSONParser.parse(Array(text.utf8).span, depth: depth, size: size)
    }
}

/// A recursive-descent reader. The bytes are passed along, since a span may not be stored.
private struct JSONParser {
    private var position = 0

    static func parse(
        _ bytes: Span<UInt8>, depth: Limit, size: Limit
    ) throws(MalformedJSON) -> JSONValue {
        guard bytes.count <= size.count else { throw MalformedJSON(reason: .tooLarge, offset: 0) }
        var parser = JSONParser()
        parser.skipBlanks(bytes)
        let value = try parser.value(bytes, levels: depth.count)
        parser.skipBlanks(bytes)
        guard parser.position == bytes.count else { throw parser.failure(.textAfterValue) }
        return value
    }

    private func failure(_ reason: MalformedJSON.Reason) -> MalformedJSON {
        MalformedJSON(reason: reason, offset: position)
    }

    private mutating func skipBlanks(_ bytes: Span<UInt8>) {
        while position < bytes.count {
            switch bytes[position] {
            case 32, 9, 10, 13: position += 1
            default: return
            }
        }
    }

    private func peek(_ bytes: Span<UInt8>) throws(MalformedJSON) -> UInt8 {
        guard position < bytes.count else { throw failure(.unexpectedEnd) }
        return bytes[position]
    }

    private mutating func value(
        _ bytes: Span<UInt8>, levels: Int
    ) throws(MalformedJSON) -> JSONValue {
        switch try peek(bytes) {
        case UInt8(ascii: "{"): return try object(bytes, levels: levels)
        case UInt8(ascii: "["): return try array(bytes, levels: levels)
        case UInt8(ascii: "\""): return .string(try string(bytes))
        case UInt8(ascii: "t"): return try word("true", .bool(true), bytes)
        case UInt8(ascii: "f"): return try word("false", .bool(false), bytes)
        case UInt8(ascii: "n"): return try word("null", .null, bytes)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number(bytes)
        default: throw failure(.unexpectedByte)
        }
    }

    private mutating func word(
        _ text: StaticString, _ value: JSONValue, _ bytes: Span<UInt8>
    ) throws(MalformedJSON) -> JSONValue {
        for index in 0..<text.utf8CodeUnitCount {
            guard try peek(bytes) == text.utf8Start[index] else { throw failure(.unexpectedByte) }
            position += 1
        }
        return value
    }

    private mutating func array(
        _ bytes: Span<UInt8>, levels: Int
    ) throws(MalformedJSON) -> JSONValue {
        guard levels > 0 else { throw failure(.tooDeep) }
        position += 1
        skipBlanks(bytes)
        if try peek(bytes) == UInt8(ascii: "]") {
            position += 1
            return .array([])
        }
        var elements: [JSONValue] = []
        while true {
            skipBlanks(bytes)
            elements.append(try value(bytes, levels: levels - 1))
            skipBlanks(bytes)
            if try another(before: UInt8(ascii: "]"), bytes) { continue }
            return .array(elements)
        }
    }

    private mutating func object(
        _ bytes: Span<UInt8>, levels: Int
    ) throws(MalformedJSON) -> JSONValue {
        guard levels > 0 else { throw failure(.tooDeep) }
        position += 1
        skipBlanks(bytes)
        if try peek(bytes) == UInt8(ascii: "}") {
            position += 1
            return .object([JSONMember]())
        }
        var members: [JSONMember] = []
        while true {
            skipBlanks(bytes)
            guard try peek(bytes) == UInt8(ascii: "\"") else { throw failure(.unexpectedByte) }
            let name = try string(bytes)
            skipBlanks(bytes)
            guard try peek(bytes) == UInt8(ascii: ":") else { throw failure(.unexpectedByte) }
            position += 1
            skipBlanks(bytes)
            members.append(JSONMember(name, try value(bytes, levels: levels - 1)))
            skipBlanks(bytes)
            if try another(before: UInt8(ascii: "}"), bytes) { continue }
            // Two members of one name read differently by different readers.
            guard namesDiffer(members) else { throw failure(.repeatedMember) }
            return .object(members)
        }
    }

    /// Few names are compared with each other quicker than a set of them is made.
    private func namesDiffer(_ members: [JSONMember]) -> Bool {
        guard members.count <= 16 else {
            return Set(members.map(\.name)).count == members.count
        }
        for (index, member) in members.enumerated() {
            for other in members[..<index] where other.name == member.name { return false }
        }
        return true
    }

    private mutating func another(
        before end: UInt8, _ bytes: Span<UInt8>
    ) throws(MalformedJSON) -> Bool {
        let byte = try peek(bytes)
        guard byte == end || byte == UInt8(ascii: ",") else { throw failure(.unexpectedByte) }
        position += 1
        return byte != end
    }

    private mutating func number(_ bytes: Span<UInt8>) throws(MalformedJSON) -> JSONValue {
        let start = position
        var isWhole = true
        if bytes[position] == UInt8(ascii: "-") { position += 1 }
        if try peek(bytes) == UInt8(ascii: "0") {
            position += 1
        } else {
            try digits(bytes)
        }
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            isWhole = false
            position += 1
            try digits(bytes)
        }
        if position < bytes.count, bytes[position] | 32 == UInt8(ascii: "e") {
            isWhole = false
            position += 1
            let sign = try peek(bytes)
            if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { position += 1 }
            try digits(bytes)
        }
        let text = String(copying: bytes, start..<position)
        if isWhole, let integer = Int64(text) { return .integer(integer) }
        guard let number = Double(text), number.isFinite else { throw failure(.badNumber) }
        return .number(number)
    }

    private mutating func digits(_ bytes: Span<UInt8>) throws(MalformedJSON) {
        let start = position
        while position < bytes.count, (48...57).contains(bytes[position]) { position += 1 }
        guard position > start else { throw failure(.badNumber) }
    }

    private mutating func string(_ bytes: Span<UInt8>) throws(MalformedJSON) -> String {
        position += 1
        let start = position
        var isPlain = true
        while true {
            let byte = try peek(bytes)
            if byte == UInt8(ascii: "\"") { break }
            guard byte >= 32 else { throw failure(.badString) }
            if byte == UInt8(ascii: "\\") {
                isPlain = false
                position += 1
                _ = try peek(bytes)
            }
            position += 1
        }
        let end = position
        if !isPlain {
            position = start
            let decoded = try unescaped(bytes, to: end)
            position = end + 1
            return decoded
        }
        guard let text = String(validating: bytes, start..<end) else { throw failure(.badString) }
        position += 1
        return text
    }

    private mutating func unescaped(
        _ bytes: Span<UInt8>, to end: Int
    ) throws(MalformedJSON) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(end - position)
        while position < end {
            let byte = bytes[position]
            position += 1
            guard byte == UInt8(ascii: "\\") else {
                result.append(byte)
                continue
            }
            let mark = bytes[position]
            position += 1
            switch mark {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(mark)
            case UInt8(ascii: "n"): result.append(10)
            case UInt8(ascii: "t"): result.append(9)
            case UInt8(ascii: "r"): result.append(13)
            case UInt8(ascii: "b"): result.append(8)
            case UInt8(ascii: "f"): result.append(12)
            case UInt8(ascii: "u"):
                let scalar = try escapedScalar(bytes, to: end)
                result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            default: throw failure(.badString)
            }
        }
        guard let text = String(validating: result, as: UTF8.self) else {
            throw failure(.badString)
        }
        return text
    }

    /// What follows `\u`: four hexadecimal digits, or two such groups for a surrogate pair.
    private mutating func escapedScalar(
        _ bytes: Span<UInt8>, to end: Int
    ) throws(MalformedJSON) -> Unicode.Scalar {
        let first = try fourDigits(bytes, to: end)
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, position + 2 <= end, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        else { throw failure(.badString) }
        position += 2
        let second = try fourDigits(bytes, to: end)
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw failure(.badString) }
        return scalar
    }

    private mutating func fourDigits(
        _ bytes: Span<UInt8>, to end: Int
    ) throws(MalformedJSON) -> UInt32 {
        guard position + 4 <= end else { throw failure(.badString) }
        var value: UInt32 = 0
        for _ in 0..<4 {
            let byte = bytes[position]
            let digit: UInt8
            switch byte {
            case 48...57: digit = byte - 48
            case 65...70: digit = byte - 55
            case 97...102: digit = byte - 87
            default: throw failure(.badString)
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }
}

extension String {
    fileprivate init(copying bytes: Span<UInt8>, _ range: Range<Int>) {
        self = bytes.extracting(range).withUnsafeBufferPointer {
            String(decoding: $0, as: UTF8.self)
        }
    }

    fileprivate init?(validating bytes: Span<UInt8>, _ range: Range<Int>) {
        guard
            let text = bytes.extracting(range).withUnsafeBufferPointer({
                String(validating: $0, as: UTF8.self)
            })
        else { return nil }
        self = text
    }
}
