import Basics
import Drawing
import Testing

@Suite("Reading JSON")
struct JSONParsingTests {
    @Test("values of every kind are read, members in their order")
    func values() throws {
        let value = try JSONValue(
            parsing:
                #" {"名":"示例","b":[1,-2.5e1,true,false,null,{}],"a":"x\n\"\u4e2d\ud83d\ude00\/"} "#)
        #expect(
            value
                == .object([
                    JSONMember("名", "示例"),
                    JSONMember("b", [1, .number(-25), true, false, nil, .object([JSONMember]())]),
                    JSONMember("a", "x\n\"中😀/"),
                ]))
    }

    @Test(
        "what fits 64 bits is an integer, the rest a number",
        arguments: [
            ("9223372036854775807", JSONValue.integer(.max)),
            ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .number(9_223_372_036_854_775_808)),
            ("0", .integer(0)), ("-0", .integer(0)), ("1.0", .number(1)), ("1e2", .number(100)),
            ("0.1", .number(0.1)),
        ])
    func numbers(text: String, value: JSONValue) throws {
        #expect(try JSONValue(parsing: text) == value)
    }

    @Test(
        "what is no JSON is refused with the place",
        arguments: [
            ("", MalformedJSON.Reason.unexpectedEnd, 0), ("[1,]", .unexpectedByte, 3),
            ("{\"a\":1", .unexpectedEnd, 6), ("[1] x", .textAfterValue, 4),
            ("01", .textAfterValue, 1),
            ("1.", .badNumber, 2), ("-", .unexpectedEnd, 1), ("1e999", .badNumber, 5),
            ("\"a\nb\"", .badString, 2), ("\"\\x\"", .badString, 3), ("\"\\ud800\"", .badString, 7),
            ("nul", .unexpectedEnd, 3), ("'a'", .unexpectedByte, 0),
            ("{\"a\":1,\"a\":2}", .repeatedMember, 13), ("\"abc", .unexpectedEnd, 4),
        ])
    func refusals(text: String, reason: MalformedJSON.Reason, offset: Int) {
        #expect(throws: MalformedJSON(reason: reason, offset: offset)) {
            try JSONValue(parsing: text)
        }
    }

    @Test("bytes that are not UTF-8 are refused, not repaired")
    func badUTF8() {
        #expect(throws: MalformedJSON.self) {
            try JSONValue(parsing: [0x22, 0xD6, 0xD0, 0x22] as [UInt8])
        }
    }

    @Test("nesting and size are bounded")
    func bounds() throws {
        let deep = String(repeating: "[", count: 128) + String(repeating: "]", count: 128)
        _ = try JSONValue(parsing: deep)
        #expect(throws: MalformedJSON(reason: .tooDeep, offset: 128)) {
            try JSONValue(parsing: "[" + deep + "]")
        }
        #expect(throws: MalformedJSON(reason: .tooLarge, offset: 0)) {
            try JSONValue(parsing: "[1,2,3]", size: 6)
        }
    }

    @Test("what is written is read back, for values made by chance", arguments: UInt64(1)...50)
    func roundTrip(seed: UInt64) throws {
        var lots = Lots(seed: seed)
        let value = lots.value(depth: 5)
        #expect(try JSONValue(parsing: value.text) == value, "seed \(seed)")
    }

    @Test("bytes made by chance are refused or read, never a crash", arguments: UInt64(1)...20)
    func chance(seed: UInt64) {
        var lots = Lots(seed: seed)
        let alphabet = Array("{}[]\",:0123456789.eE+-tfnrue\\u \n中".utf8)
        for _ in 0..<500 {
            let bytes = (0..<Int(lots.next() % 40)).map { _ in
                alphabet[Int(lots.next() % UInt64(alphabet.count))]
            }
            do {
                _ = try JSONValue(parsing: bytes)
            } catch {
                #expect(error.offset <= bytes.count)
            }
        }
    }
}

extension Lots {
    fileprivate mutating func value(depth: Int) -> JSONValue {
        switch next() % (depth > 0 ? 7 : 5) {
        case 0: return nil
        case 1: return .bool(next() % 2 == 0)
        case 2: return .integer(Int64(bitPattern: next()))
        case 3: return .number(Double(Int64(bitPattern: next()) >> 12) / 1_024 + 0.5)
        case 4: return .string(text())
        case 5: return .array((0..<next() % 5).map { _ in value(depth: depth - 1) })
        default:
            return .object(
                (0..<next() % 5).map { JSONMember(text() + String($0), value(depth: depth - 1)) })
        }
    }

    private mutating func text() -> String {
        let scalars = (0..<next() % 12).compactMap { _ in
            Unicode.Scalar(UInt32(next() % [0x80, 0x9FFF, 0x1_FFFF][Int(next() % 3)]))
        }
        return String(String.UnicodeScalarView(scalars))
    }
}
