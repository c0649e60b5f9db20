import Basics
import Testing
import Texts

@Suite struct AmountTests {
    @Test(
        "an amount is read to the fen from the text as it stands",
        arguments: [
            ("3.5亿元", nil, 35_000_000_000), ("62,000万元", nil, 62_000_000_000),
            ("约2亿元", nil, 20_000_000_000), ("１．０５亿元", nil, 10_500_000_000),
            ("10.6亿", nil, 106_000_000_000), ("6500万", nil, 6_500_000_000),
            ("总投资1.05亿元，其中固定资产投资6300万元", nil, 10_500_000_000),
            ("三亿五千万元", nil, 35_000_000_000), ("三点五亿元", nil, 35_000_000_000),
            ("3亿5000万元", nil, 35_000_000_000), ("1亿2千万元", nil, 12_000_000_000),
            ("人民币 4,500 万元", nil, 4_500_000_000), ("RMB 4500万", nil, 4_500_000_000),
            ("3 亿元", nil, 30_000_000_000), ("5亿元（约合7000万美元）", nil, 50_000_000_000),
            ("20余亿元", nil, 200_000_000_000), ("3亿多元", nil, 30_000_000_000),
            ("120000000元", nil, 12_000_000_000), ("800万元左右", nil, 800_000_000),
            ("0.065", AmountUnit.yi, 650_000_000),
            ("0.065000000000000002", AmountUnit.yi, 650_000_000),
            ("16.899999999999999", AmountUnit.yi, 169_000_000_000),
            ("2.0999999999999999E-2", AmountUnit.yi, 210_000_000),
            ("1,050", AmountUnit.wan, 1_050_000_000), ("0", AmountUnit.wan, 0),
            ("50000万元", AmountUnit.yi, 50_000_000_000), ("5 000", AmountUnit.wan, 5_000_000_000),
            ("约3.2", AmountUnit.yi, 32_000_000_000), ("一百二十万元", nil, 120_000_000),
        ] as [(String, AmountUnit?, Int64)])
    func amount(text: String, unit: AmountUnit?, fen: Int64) {
        guard case .amount(let money, _) = readAmount(text, unit: unit) else {
            Issue.record("\(text): nothing read")
            return
        }
        #expect(money == Money(minor: fen), "\(text)")
    }

    @Test(
        "a foreign amount keeps its currency",
        arguments: [
            ("17600万美元", nil, 17_600_000_000, Currency.USD),
            ("1.2亿美元", nil, 12_000_000_000, .USD), ("500万欧元", nil, 500_000_000, .EUR),
            ("3000万港币", nil, 3_000_000_000, .HKD), ("USD 500万", nil, 500_000_000, .USD),
            ("$500万", nil, 500_000_000, .USD),
            ("5550", AmountUnit(10_000, .USD), 5_550_000_000, .USD),
            ("5550万", AmountUnit(10_000, .USD), 5_550_000_000, .USD),
            ("2亿日元", nil, 200_000_000, .JPY), ("700万美金", nil, 700_000_000, .USD),
        ] as [(String, AmountUnit?, Int64, Currency)])
    func foreign(text: String, unit: AmountUnit?, minor: Int64, currency: Currency) {
        guard case .amount(let money, _) = readAmount(text, unit: unit) else {
            Issue.record("\(text): nothing read")
            return
        }
        #expect(money == Money(minor: minor, currency), "\(text)")
    }

    @Test("a range gives nothing", arguments: ["3-5亿元", "3亿元-5亿元", "3~5亿", "3至5亿元", "3—5亿元"])
    func range(text: String) { #expect(readAmount(text, unit: .yi) == .range) }

    @Test(
        "several amounts of which none is the total give nothing",
        arguments: ["一期3亿元，二期5亿元", "固定资产投资3亿元", "3亿元、5亿元"])
    func several(text: String) { #expect(readAmount(text, unit: nil) == .several) }

    @Test("no amount of money is read", arguments: ["用地120亩", "年产5万吨", "待评估", "第二期", "见附件"])
    func nothing(text: String) { #expect(readAmount(text, unit: nil) == .nothing) }

    @Test(
        "a unit is found in headings and lines",
        arguments: [
            ("总投资（亿元）", AmountUnit.yi), ("单位：万元", .wan), ("外资额(万美元)", AmountUnit(10_000, .USD)),
            ("总投资/亿元", .yi), ("金额单位：元", .yuan), ("万元", .wan), ("（千元）", AmountUnit(1_000)),
            ("总投资（百万元）", AmountUnit(1_000_000)), ("万港元", AmountUnit(10_000, .HKD)),
        ] as [(String, AmountUnit)])
    func unit(text: String, unit: AmountUnit) { #expect(amountUnit(in: text) == unit) }

    @Test("words that hold 元 or 万 name no unit", arguments: ["单元名称", "多元化", "万科项目", "项目", "元器件"])
    func noUnit(text: String) { #expect(amountUnit(in: text) == nil) }

    @Test("marks say how a reading differs from what stands there")
    func marks() {
        #expect(
            readAmount("约2亿元", unit: .yi)
                == .amount(
                    Money(minor: 20_000_000_000), [.approximate, .ownUnit]))
        #expect(readAmount("2", unit: nil) == .amount(Money(minor: 200), .noUnit))
        #expect(readAmount("0.00000000001", unit: .yi) == .amount(Money(minor: 0), .rounded))
    }

    @Test("a number too large for its unit is refused, not wrapped")
    func overflow() {
        #expect(readAmount("999999999999999", unit: .yi) == .nothing)
        #expect(readAmount("99999999999999999999999亿元", unit: nil) == .nothing)
    }
}
