import Sealing
import Testing

@Suite("Digests")
struct DigestTests {
    @Test("SHA-256 and SM3 give the examples of FIPS 180-4 and GB/T 32905")
    func examples() {
        #expect(
            Digest(of: "abc").hex
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            Digest(of: "abc", by: .national).hex
                == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")
        #expect(
            Digest(of: [UInt8]()).hex
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    @Test("both providers are in the installed libcrypto", arguments: Provider.allCases)
    func available(provider: Provider) {
        #expect(provider.isAvailable)
    }

    @Test("chunks give the digest of the whole, however they are cut", arguments: Provider.allCases)
    func chunks(provider: Provider) {
        let whole = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let expected = Digest(of: whole, by: provider)
        for size in [1, 63, 64, 65, 4_096, 20_000] {
            var digesting = ChunkedDigest(by: provider)
            for start in stride(from: 0, to: whole.count, by: size) {
                digesting.add(whole[start..<min(start + size, whole.count)])
            }
            digesting.add([])
            #expect(digesting.finish() == expected)
        }
    }

    @Test("HMAC gives RFC 4231's second example, and another value with SM3")
    func authentication() {
        let key = Array("Jefe".utf8)
        let message = Array("what do ya want for nothing?".utf8)
        #expect(
            Digest(authenticating: message, key: key).hex
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        #expect(
            Digest(authenticating: message, key: key, by: .national).hex
                == "2e87f1d16862e6d964b50a5200bf2b10b764faa9680a296a2405f24bec39f882")
        #expect(Digest(authenticating: [], key: []).bytes.count == 32)
    }

    @Test("hexadecimal text is read back, and nothing else is taken for it")
    func hex() {
        let digest = Digest(of: "活水")
        #expect(Digest(hex: digest.hex) == digest)
        #expect(Digest(hex: digest.hex.uppercased()) == digest)
        #expect(Digest(hex: digest.hex.dropLast()) == nil)
        #expect(Digest(hex: digest.hex.dropLast(2)) == nil)
        #expect(Digest(hex: digest.hex.dropLast() + "g") == nil)
        #expect(hexBytes("") == [])
    }

    @Test("comparison in constant time is comparison")
    func comparison() {
        #expect(areEqualInConstantTime([1, 2, 3], [1, 2, 3]))
        #expect(!areEqualInConstantTime([1, 2, 3], [1, 2, 4]))
        #expect(!areEqualInConstantTime([1, 2, 3], [1, 2]))
        #expect(areEqualInConstantTime([], []))
    }
}
