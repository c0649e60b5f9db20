import Testing
import Texts

@Suite("Codes of registers")
struct RegistryCodeTests {
    @Test("codes of known organisations are right, and a wrong digit is found")
    func known() {
        // 百度在线网络技术（北京）有限公司: the code within its credit code.
        #expect(organizationCodeIsValid("802100433"))
        #expect(!organizationCodeIsValid("802100434"))
        #expect(registrationNumberIsValid("440301103097413"))
        #expect(!registrationNumberIsValid("440301103097412"))
        #expect(registrationNumberIsValid("1101081234567"))
        #expect(legalEntityIdentifierIsValid("5493001KJTIIGC8Y1R12"))
        #expect(!legalEntityIdentifierIsValid("5493001KJTIIGC8Y1R21"))
    }

    @Test(
        "another length, other letters and nothing at all are no code",
        arguments: ["", "1", "80210043a", "80210043３", "5493001kjtiigc8y1r12", "44030110309741X"])
    func wrong(code: String) {
        #expect(!organizationCodeIsValid(code))
        #expect(!registrationNumberIsValid(code))
        #expect(!legalEntityIdentifierIsValid(code))
    }

    @Test("an organisation code may end in X")
    func endsInX() { #expect(organizationCodeIsValid("MA990001X")) }
}
