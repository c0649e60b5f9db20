import Basics
import Sealing
import Testing

@Suite("One-time codes")
struct OneTimeCodeTests {
    let secret = OneTimeSecret(bytes: Array("12345678901234567890".utf8))

    @Test(
        "HOTP gives RFC 4226, appendix D",
        arguments: zip(
            Int64(0)...9,
            [
                "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583",
                "399871", "520489",
            ]))
    func counters(counter: Int64, code: String) {
        #expect(secret.code(counter: counter) == code)
    }

    @Test(
        "TOTP gives RFC 6238, appendix B (SHA-1, eight digits)",
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"), (2_000_000_000, "69279037"),
            (20_000_000_000, "65353130"),
        ] as [(Int64, String)])
    func times(second: Int64, code: String) {
        let step = OneTimeSecret.step(at: Instant(microseconds: second * 1_000_000))
        #expect(secret.code(counter: step, digits: 8) == code)
    }

    @Test("a code holds one step before and after its own, and no longer")
    func tolerance() {
        let now = Instant(microseconds: 1_234_567_890_000_000)
        let step = OneTimeSecret.step(at: now)
        for shift in Int64(-3)...3 {
            let code = secret.code(counter: step + shift)
            let found = secret.step(matching: code, at: now, lastUsed: nil)
            #expect(found == (abs(shift) <= 1 ? step + shift : nil))
        }
        #expect(secret.step(matching: "", at: now, lastUsed: nil) == nil)
        #expect(secret.step(matching: "１２３４５６", at: now, lastUsed: nil) == nil)
    }

    @Test("a step that was used, and an earlier one, are refused")
    func replay() {
        let now = Instant(microseconds: 1_234_567_890_000_000)
        let step = OneTimeSecret.step(at: now)
        let code = secret.code(counter: step)
        #expect(secret.step(matching: code, at: now, lastUsed: step - 1) == step)
        #expect(secret.step(matching: code, at: now, lastUsed: step) == nil)
        #expect(secret.step(matching: code, at: now, lastUsed: step + 1) == nil)
    }

    @Test(
        "base 32 gives RFC 4648, section 10, there and back",
        arguments: [
            ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"),
            ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI"),
        ])
    func base32(plain: String, encoded: String) {
        #expect(Base32.text(Array(plain.utf8)) == encoded)
        #expect(Base32.bytes(encoded) == Array(plain.utf8))
        #expect(Base32.bytes(encoded.lowercased() + " ===") == Array(plain.utf8))
    }

    @Test("what is not base 32 is refused")
    func notBase32() {
        #expect(Base32.bytes("MZXW1") == nil)
        #expect(OneTimeSecret(base32: "活水") == nil)
    }

    @Test("the enrolment address carries a Chinese issuer percent-encoded")
    func address() {
        #expect(
            secret.enrolmentAddress(issuer: "活水 示例市", account: "zhang.san")
                == "otpauth://totp/%E6%B4%BB%E6%B0%B4%20%E7%A4%BA%E4%BE%8B%E5%B8%82:zhang.san"
                + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                + "&issuer=%E6%B4%BB%E6%B0%B4%20%E7%A4%BA%E4%BE%8B%E5%B8%82"
                + "&algorithm=SHA1&digits=6&period=30")
    }
}
