import CCrypto

/// Whose algorithms the installation uses: one setting for all of it.
package enum Provider: String, Sendable, CaseIterable {
    /// SHA-256 and what goes with it.
    case international
    /// 国密: SM3 (GB/T 32905).
    case national

    /// False where the installed libcrypto was built or configured without the algorithms. The
    /// server asks once at its start and refuses to go on; later calls take it for granted.
    package var isAvailable: Bool {
        guard let algorithm, let context = EVP_MD_CTX_new() else { return false }
        defer { EVP_MD_CTX_free(context) }
        return EVP_DigestInit_ex(context, algorithm, nil) == 1
    }

    var algorithm: OpaquePointer? {
        switch self {
        case .international: EVP_sha256()
        case .national: EVP_sm3()
        }
    }
}

/// 32 bytes that stand for a text or a file: SHA-256 or SM3. Which of them is known from the
/// setting, not from the value. Not for passwords: see `PasswordHash`.
package struct Digest: Hashable, Sendable {
    package static let byteCount = 32

    package let bytes: [UInt8]

    fileprivate init(bytes: [UInt8]) { self.bytes = bytes }

    package init(of bytes: [UInt8], by provider: Provider = .international) {
        var digesting = ChunkedDigest(by: provider)
        digesting.add(bytes)
        self = digesting.finish()
    }

    package init(of text: String, by provider: Provider = .international) {
        self.init(of: Array(text.utf8), by: provider)
    }

    /// Nil unless `hex` is 64 hexadecimal digits.
    package init?(hex: some StringProtocol) {
        guard let bytes = hexBytes(hex), bytes.count == Digest.byteCount else { return nil }
        self.bytes = bytes
    }

    /// 64 lower-case hexadecimal digits.
    package var hex: String { hexText(bytes) }
}

extension Digest: CustomStringConvertible {
    package var description: String { hex }
}

/// A digest of something too long to hold: chunks are added in order, then it is finished once.
package struct ChunkedDigest: ~Copyable {
    private let context: OpaquePointer

    package init(by provider: Provider = .international) {
        guard let context = EVP_MD_CTX_new(),
            EVP_DigestInit_ex(context, provider.algorithm, nil) == 1
        else { preconditionFailure("libcrypto has no digest for \(provider)") }
        self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    package mutating func add(_ chunk: [UInt8]) {
        chunk.withUnsafeBytes { add($0) }
    }

    package mutating func add(_ chunk: ArraySlice<UInt8>) {
        chunk.withUnsafeBytes { add($0) }
    }

    package mutating func add(_ chunk: UnsafeRawBufferPointer) {
        guard let start = chunk.baseAddress, !chunk.isEmpty else { return }
        precondition(EVP_DigestUpdate(context, start, chunk.count) == 1, "libcrypto: digest")
    }

    package consuming func finish() -> Digest {
        var bytes = [UInt8](repeating: 0, count: Digest.byteCount)
        precondition(EVP_DigestFinal_ex(context, &bytes, nil) == 1, "libcrypto: digest")
        return Digest(bytes: bytes)
    }
}

extension Digest {
    /// HMAC (RFC 2104) of a message under a key, with the provider's digest.
    package init(
        authenticating message: [UInt8], key: [UInt8], by provider: Provider = .international
    ) {
        self.bytes = authenticationCode(of: message, key: key, algorithm: provider.algorithm)
    }
}

func authenticationCode(
    of message: [UInt8], key: [UInt8], algorithm: OpaquePointer?
) -> [UInt8] {
    var out = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    let length = headwater_hmac(
        algorithm, key, Int32(key.count), message, message.count, &out)
    precondition(length > 0, "libcrypto: HMAC")
    return Array(out.prefix(Int(length)))
}

/// Equality in a time that depends on the lengths only, for secrets and codes.
package func areEqualInConstantTime(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
}

/// Two lower-case digits a byte.
package func hexText(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
}

/// Nil when a character is no hexadecimal digit or their number is odd.
package func hexBytes(_ hex: some StringProtocol) -> [UInt8]? {
    let digits = Array(hex.utf8)
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    for start in stride(from: 0, to: digits.count, by: 2) {
        guard let high = hexValue(digits[start]), let low = hexValue(digits[start + 1]) else {
            return nil
        }
        bytes.append(high << 4 | low)
    }
    return bytes
}

private func hexValue(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
}
