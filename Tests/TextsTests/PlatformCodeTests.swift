import Testing
import Texts

/// Codes of the online platform for investment projects, and of industries.
@Suite("Codes of projects and industries")
struct PlatformCodeTests {
    @Test(
        "both forms of a project code, however written",
        arguments: [
            ("2203-370202-04-01-123456", "2203-370202-04-01-123456", PlatformCode.Form.new),
            ("２２０３－３７０２０２－０４－０１－１２３４５６", "2203-370202-04-01-123456", .new),
            (" 2203—370202–04-01 -123456 ", "2203-370202-04-01-123456", .new),
            ("2017-370202-39-03-000123", "2017-370202-39-03-000123", .old),
            ("2012-000000-04-01-000123", "2012-000000-04-01-000123", .new),
        ])
    func read(_ case: (written: String, text: String, form: PlatformCode.Form)) throws {
        let code = try #require(PlatformCode(`case`.written))
        #expect(code.text == `case`.text && code.form == `case`.form)
    }

    @Test(
        "what cannot be one",
        arguments: [
            "", "2203-370202-04-01-12345", "2213-370202-04-01-123456", "2200-370202-04-01-123456",
            "2203-380202-04-01-123456", "2203-37020a-04-01-123456", "220337020204011234561",
            "1912-370202-04-01-123456", "2203-370202-04-01-123456-7", "2203--370202-04-01123456",
        ])
    func refused(_ written: String) { #expect(PlatformCode(written) == nil) }

    @Test(
        "an industry's digits lie in its letter's divisions",
        arguments: [
            ("A", true), ("A01", true), ("C13", true), ("C4310", true), ("C4320", true),
            ("C44", false), ("B13", false), ("T97", true), ("T98", false), ("U99", false),
            ("C1", false), ("C13101", false), ("c13", false), ("", false), ("39", false),
        ])
    func industries(_ case: (code: String, isValid: Bool)) {
        #expect(industryCodeIsValid(`case`.code) == `case`.isValid)
    }
}
