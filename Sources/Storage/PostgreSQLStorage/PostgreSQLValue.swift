import Foundation
import Storage

/// A query as the server wants it: `$1, $2, …`, the types said, NULL written into the text.
struct ParameterizedCall {
    let sql: String
    /// OIDs of pg_type: int8, float8, text, bytea.
    let types: [UInt32]
    private let bytes: [UInt8]
    private let offsets: [Int]
    private let lengths: [Int32]
    private let formats: [Int32]

    var count: Int32 { Int32(types.count) }

    init(_ query: Query) throws {
        var sql = query.pieces.first ?? ""
        var types: [UInt32] = []
        var bytes: [UInt8] = []
        var offsets: [Int] = []
        var lengths: [Int32] = []
        for (value, piece) in zip(query.values, query.pieces.dropFirst()) {
            if case .null = value {
                sql += "NULL" + piece
                continue
            }
            offsets.append(bytes.count)
            switch try value.storable() {
            case .null: break
            case .integer(let number):
                types.append(TypeNumber.int8)
                bytes += String(number).utf8
            case .real(let number):
                types.append(TypeNumber.float8)
                bytes += "\(number)".utf8
            case .text(let text):
                types.append(TypeNumber.text)
                bytes += text.utf8
            case .blob(let blob):
                types.append(TypeNumber.bytea)
                bytes += blob
            }
            lengths.append(Int32(bytes.count - offsets[offsets.count - 1]))
            bytes.append(0)
            sql += "$\(types.count)" + piece
        }
        self.sql = sql
        self.types = types
        self.bytes = bytes
        self.offsets = offsets
        self.lengths = lengths
        formats = types.map { $0 == TypeNumber.bytea ? 1 : 0 }
    }

    func withPointers<T>(
        _ body: ([UnsafePointer<CChar>?], [Int32], [Int32]) throws -> T
    ) rethrows -> T {
        try bytes.withUnsafeBytes { raw in
            let start = raw.baseAddress?.assumingMemoryBound(to: CChar.self)
            return try body(offsets.map { offset in start.map { $0 + offset } }, lengths, formats)
        }
    }
}

enum TypeNumber {
    static let bool: UInt32 = 16
    static let bytea: UInt32 = 17
    static let int8: UInt32 = 20
    static let int2: UInt32 = 21
    static let int4: UInt32 = 23
    static let text: UInt32 = 25
    static let float4: UInt32 = 700
    static let float8: UInt32 = 701
    static let numeric: UInt32 = 1700
    static let void: UInt32 = 2278
    /// char, name, unknown, bpchar, varchar.
    static let texts: Set<UInt32> = [18, 19, 25, 705, 1042, 1043]
}

extension StoredValue {
    /// One cell in the text form of the server, as SQLite would have given it: a comparison is 0 or
    /// 1, a sum of integers is an integer.
    init(_ bytes: UnsafeRawBufferPointer, type: UInt32) throws {
        switch type {
        case TypeNumber.int8, TypeNumber.int4, TypeNumber.int2:
            self = .integer(try StoredValue.integer(bytes))
        case TypeNumber.bytea: self = .blob(try StoredValue.blob(bytes))
        case TypeNumber.bool: self = .integer(bytes.first == UInt8(ascii: "t") ? 1 : 0)
        case TypeNumber.float8, TypeNumber.float4: self = .real(try StoredValue.real(bytes))
        case TypeNumber.numeric:
            self =
                bytes.contains(UInt8(ascii: "."))
                ? .real(try StoredValue.real(bytes)) : .integer(try StoredValue.integer(bytes))
        case _ where TypeNumber.texts.contains(type):
            self = .text(String(decoding: bytes, as: UTF8.self))
        case TypeNumber.void: self = .null
        default: throw StorageFault.unstorable("a column of the type \(type)")
        }
    }

    private static func integer(_ bytes: UnsafeRawBufferPointer) throws -> Int64 {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let number = Int64(text) else { throw StorageFault.unstorable("integer \(text)") }
        return number
    }

    private static func real(_ bytes: UnsafeRawBufferPointer) throws -> Double {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let number = Double(text), number.isFinite else {
            throw StorageFault.unstorable("number \(text)")
        }
        return number
    }

    /// `\x` and two digits a byte.
    private static func blob(_ bytes: UnsafeRawBufferPointer) throws -> [UInt8] {
        guard bytes.count >= 2, bytes.count.isMultiple(of: 2) else {
            throw StorageFault.unstorable("bytea")
        }
        return [UInt8](unsafeUninitializedCapacity: bytes.count / 2 - 1) { result, count in
            for place in 0..<(bytes.count / 2 - 1) {
                result[place] =
                    nibble(bytes[2 * place + 2]) << 4 | nibble(bytes[2 * place + 3])
            }
            count = bytes.count / 2 - 1
        }
    }

    private static func nibble(_ digit: UInt8) -> UInt8 { digit < 58 ? digit - 48 : digit - 87 }
}

/// Rows in the text format of COPY.
struct CopyBuffer {
    var bytes: [UInt8] = []

    mutating func append(_ row: [StoredValue]) throws {
        for (place, value) in row.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: "\t")) }
            switch try value.storable() {
            case .null: bytes += "\\N".utf8
            case .integer(let number): bytes += String(number).utf8
            case .real(let number): bytes += "\(number)".utf8
            case .text(var text): text.withUTF8 { append($0) }
            case .blob(let blob):
                bytes += "\\\\x".utf8
                for byte in blob {
                    bytes.append(CopyBuffer.digits[Int(byte >> 4)])
                    bytes.append(CopyBuffer.digits[Int(byte & 15)])
                }
            }
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    private static let digits = Array("0123456789abcdef".utf8)
    private static let escaped: [(byte: UInt8, letter: UInt8)] = [
        (UInt8(ascii: "\\"), UInt8(ascii: "\\")), (UInt8(ascii: "\t"), UInt8(ascii: "t")),
        (UInt8(ascii: "\n"), UInt8(ascii: "n")), (UInt8(ascii: "\r"), UInt8(ascii: "r")),
    ]

    private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        guard let start = text.baseAddress, !text.isEmpty else { return }
        let isPlain = CopyBuffer.escaped.allSatisfy {
            memchr(start, Int32($0.byte), text.count) == nil
        }
        if isPlain {
            bytes.append(contentsOf: text)
            return
        }
        for byte in text {
            if let escape = CopyBuffer.escaped.first(where: { $0.byte == byte }) {
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(escape.letter)
            } else {
                bytes.append(byte)
            }
        }
    }
}
