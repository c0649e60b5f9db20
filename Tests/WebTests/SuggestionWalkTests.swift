import Basics
import Chains
import Foundation
import Pages
import People
import Rules
import Storage
import TestSupport
import Testing
import Web

@Suite("Companies suggested for a link, taken up or refused by a person")
struct SuggestionWalkTests {
    /// Three invented companies that sell engines.
    private func bringIn(_ city: TestCity) async throws {
        let rule = try #require(city.folder.knowledge(on: Draws.noon.day(offset: 28_800)))
        var reading = KnowledgeReading(title: "示例集", listed: [], by: rule)
        let engines = [("600001.SH", "示例动力"), ("600002.SH", "示例船机"), ("600003.SH", "示例柴油机")]
        for (place, (code, name)) in engines.enumerated() {
            reading.take(
                .object([
                    "name": .string(name), "fullname": .string(name + "股份有限公司"),
                    "code": .string(code), "time": "2001-01-01",
                ]), line: place + 1, of: .company)
        }
        for (place, (code, name)) in engines.enumerated() {
            reading.take(
                .object([
                    "company_code": .string(code), "company_name": .string(name),
                    "product_name": "船用发动机", "rel_weight": .number(0.9 - Double(place) / 10),
                ]), line: place + 1, of: .companyProduct)
        }
        let graph = try reading.graph(digest: "1")
        let by = Occasion(.operator, in: Draws.world(seed: 7))
        try await city.store.write { tx in _ = try tx.take(graph, by) }
    }

    @Test("one is accepted and becomes a target, one is refused and comes back when asked")
    func reviewed() async throws {
        let city = try TestCity()
        let (office, _) = try await officeWithChain(city)
        let place = city.root + "/chains"
        let link = place + "/marine-equipment/links/engines"
        let list = link + "/suggestions"
        #expect(try await office.get(link).text.contains("/links/engines/suggestions"))
        #expect(try await office.get(list).words.contains("还没有导入候选知识"))
        try await bringIn(city)
        let page = try await office.get(list)
        for word in [
            "示例动力股份有限公司", "600001.SH", "船用发动机（占收入90%）", "company_product.jsonl", "存疑：产品表里没有这个产品",
            "来源：示例集", "对上的词：",
        ] {
            #expect(page.words.contains(word), "\(word) in \(page.words)")
        }

        let accept = list + "/600001.SH/acceptance"
        let form = ("form", "accept-600001-SH")
        let wrong = try await office.submit(accept, [form, ("accept-600001-SH-place", "青岛")])
        #expect(wrong.status == 422 && wrong.words.contains("应为六位行政区划代码"))
        #expect(wrong.text.contains("value=\"青岛\""))
        let accepted = try await office.submit(
            accept,
            [
                form, ("accept-600001-SH-place", "310000"),
                ("accept-600001-SH-standing", "operating"),
                ("accept-600001-SH-note", "示例：<b>核实过</b>"),
            ])
        #expect(accepted.words.contains("已采纳") && accepted.words.contains("办过的1家"))
        #expect(!accepted.text.contains("<b>核实过"))
        #expect(try await office.get(link + "/targets").words.contains("示例动力股份有限公司"))

        try await office.get(list)
        let refuse = list + "/600002.SH/refusal"
        let silent = try await office.submit(
            refuse, [("form", "refuse-600002-SH"), ("refuse-600002-SH-reason", " ")])
        #expect(silent.status == 422)
        let refused = try await office.submit(
            refuse, [("form", "refuse-600002-SH"), ("refuse-600002-SH-reason", "示例：已停产")])
        #expect(refused.words.contains("示例：已停产") && refused.words.contains("办过的2家"))
        #expect(refused.words.firstMatch(of: /M0[0-9A-Z]{18}/) == nil, "people have names")
        #expect(!refused.text.contains("accept-600002-SH"))
        let again = try await office.submit(refuse)
        #expect(again.words.contains("可以重新建议了") && again.text.contains("accept-600002-SH"))
        let english = try await office.get(list + "?lang=en")
        #expect(english.words.contains("Companies suggested for"))
        #expect(
            try await office.get(place + "/marine-equipment/links/no/suggestions").status == 404)
    }

    @Test("without the form's token nothing is decided; a district may neither see nor decide")
    func guarded() async throws {
        let city = try TestCity()
        let (office, _) = try await officeWithChain(city)
        let place = city.root + "/chains"
        try await bringIn(city)
        let list = place + "/marine-equipment/links/engines/suggestions"
        let refuse = list + "/600002.SH/refusal"
        let reason = ("refuse-600002-SH-reason", "示例")
        #expect(try await office.post(refuse, [reason]).status == 403)
        let district = try await enter(city, "dongyu", unit: "dongyu")
        #expect(try await district.get(list).status == 403)
        try await district.get(place)
        for path in [refuse, list + "/600002.SH/acceptance"] {
            #expect(try await district.post(path, [reason]).status == 403)
        }
        #expect(!(try await office.get(list).words.contains("办过的")))
    }
}
