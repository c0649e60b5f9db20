import Testing
import Texts

@Suite struct CreditCodeTests {
    @Test(
        "codes of known organisations are right by GB 32100-2015",
        arguments: ["91350100M000100Y43", "91430104MA83R8LR8M", "91330212MATAKKYW0C"])
    func right(code: String) { #expect(creditCodeIsValid(code)) }

    @Test(
        "one wrong character, a letter outside the alphabet, another length are found",
        arguments: [
            "91350100M000100Y44", "91350100M000100Y4", "91350100M000100Y433", "9135010OM000100Y43",
            "", "91350100m000100y43", "I1350100M000100Y43",
        ])
    func wrong(code: String) { #expect(!creditCodeIsValid(code)) }
}

@Suite struct NumeralTests {
    @Test(
        "Chinese numerals are read by value and by position",
        arguments: [
            ("三亿五千万", 350_000_000), ("十二", 12), ("二〇二六", 2026), ("一百二十", 120), ("两千", 2000),
            ("一万二千三百四十五", 12_345), ("十", 10), ("叁佰万", 3_000_000), ("一千零五十", 1_050),
        ] as [(String, Int64)])
    func chinese(text: String, value: Int64) {
        let scalars = Array(text.unicodeScalars)
        let read = chineseNumber(in: scalars, at: 0)
        #expect(read?.number.whole == value)
        #expect(read?.end == scalars.count)
    }

    @Test("a number keeps fifteen digits and no binary noise")
    func fifteen() {
        #expect(exactNumber("0.30000000000000004") == ExactNumber(3, places: 1))
        #expect(exactNumber("1E3") == ExactNumber(1_000))
        #expect(exactNumber("62,000") == ExactNumber(62_000))
        for text in ["", ".", "-", "1.2.3", "1e", "亿", "1 2", "e5", "1e99"] {
            #expect(exactNumber(text) == nil, "\(text)")
        }
    }
}
