package import Basics
import CCrypto

/// The secret of a second factor and the codes it gives: HOTP (RFC 4226) and TOTP (RFC 6238) with
/// SHA-1, six digits and steps of 30 seconds, which is what every authenticator app speaks.
/// National installations use the same: the apps know no SM3.
package struct OneTimeSecret: Hashable, Sendable {
    package static let byteCount = 20
    package static let secondsPerStep: Int64 = 30
    /// Steps before and after the present one that are taken, for clocks that go wrong.
    package static let tolerance: Int64 = 1

    package let bytes: [UInt8]

    package init(bytes: [UInt8]) { self.bytes = bytes }

    /// Nil when the text is not base 32. Spaces and small letters are taken, as people type them.
    package init?(base32 text: some StringProtocol) {
        guard let bytes = Base32.bytes(text) else { return nil }
        self.bytes = bytes
    }

    package var base32: String { Base32.text(bytes) }

    /// RFC 4226, section 5.3.
    package func code(counter: Int64, digits: Int = 6) -> String {
        let message = withUnsafeBytes(of: UInt64(bitPattern: counter).bigEndian) { Array($0) }
        let hash = authenticationCode(of: message, key: bytes, algorithm: EVP_sha1())
        let offset = Int(hash[hash.count - 1] & 15)
        var number: UInt32 = 0
        for byte in hash[offset..<offset + 4] { number = number << 8 | UInt32(byte) }
        number &= 0x7FFF_FFFF
        let modulus = (0..<digits).reduce(UInt32(1)) { power, _ in power * 10 }
        let text = String(number % modulus)
        return String(repeating: "0", count: digits - text.utf8.count) + text
    }

    package static func step(at instant: Instant) -> Int64 {
        let microseconds = secondsPerStep * 1_000_000
        let (quotient, rest) = instant.microseconds.quotientAndRemainder(dividingBy: microseconds)
        return rest < 0 ? quotient - 1 : quotient
    }

    /// The step whose code this is, or nil. A step that was used, and all before it, are refused,
    /// so that nobody uses a code again that was read over a shoulder: store the answer as the
    /// next `lastUsed`.
    package func step(
        matching code: String, at instant: Instant, lastUsed: Int64?
    ) -> Int64? {
        let present = OneTimeSecret.step(at: instant)
        var found: Int64?
        for step in present - OneTimeSecret.tolerance...present + OneTimeSecret.tolerance
        where areEqualInConstantTime(Array(self.code(counter: step).utf8), Array(code.utf8)) {
            if step > lastUsed ?? Int64.min { found = found ?? step }
        }
        return found
    }

    /// The address behind the QR code of enrolment, in the form of the Google Authenticator wiki
    /// («Key URI Format»).
    package func enrolmentAddress(issuer: String, account: String) -> String {
        let issuer = percentEncoded(issuer)
        return "otpauth://totp/\(issuer):\(percentEncoded(account))?secret=\(base32)"
            + "&issuer=\(issuer)&algorithm=SHA1&digits=6&period=\(OneTimeSecret.secondsPerStep)"
    }
}

/// RFC 4648, section 6, without padding.
package enum Base32 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    package static func text(_ bytes: [UInt8]) -> String {
        var out: [UInt8] = []
        var buffer: UInt32 = 0
        var held = 0
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            held += 8
            while held >= 5 {
                held -= 5
                out.append(alphabet[Int(buffer >> UInt32(held) & 31)])
            }
            buffer &= 0xFF
        }
        if held > 0 { out.append(alphabet[Int(buffer << UInt32(5 - held) & 31)]) }
        return String(decoding: out, as: UTF8.self)
    }

    /// Takes small letters, spaces, hyphens and padding; nil on any other character.
    package static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        var out: [UInt8] = []
        var buffer: UInt32 = 0
        var held = 0
        for character in text.utf8 {
            let value: UInt32
            switch character {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = UInt32(character) - 65
            case UInt8(ascii: "a")...UInt8(ascii: "z"): value = UInt32(character) - 97
            case UInt8(ascii: "2")...UInt8(ascii: "7"): value = UInt32(character) - 24
            case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "="): continue
            default: return nil
            }
            buffer = (buffer << 5 | value) & 0xFFFF
            held += 5
            if held >= 8 {
                held -= 8
                out.append(UInt8(buffer >> UInt32(held) & 0xFF))
            }
        }
        return out
    }
}

/// RFC 3986: all but the unreserved characters, as UTF-8.
private func percentEncoded(_ text: String) -> String {
    var out = ""
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"), UInt8(ascii: "~"):
            out.unicodeScalars.append(UnicodeScalar(byte))
        default: out += "%" + hexText([byte]).uppercased()
        }
    }
    return out
}
