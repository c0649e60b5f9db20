import Basics
import Foundation
import Pages
import People
import Testing
import Web

@Suite("A chain, from its file to its gaps")
struct ChainWalkTests {
    @Test("the office brings it in; every grade stands with its reasons, each gap with its entry")
    func broughtIn() async throws {
        let city = try TestCity()
        let office = try await officeAtWork(city)
        let place = city.root + "/chains"
        #expect(try await office.get(place).words.contains("还没有产业链"))
        let taken = try await office.upload(
            place, [], files: [("海洋装备.yaml", try sampleChain())])
        #expect(taken.words.contains("新增企业9家") && taken.words.contains("打开缺口5个"))
        let page = try await office.get(place + "/marine-equipment")
        for word in [
            "海洋装备产业链", "缺链", "弱链", "断链风险", "名单由示例市海洋装备产业链专班于2026-08-20声明完整",
            "没有人声明名单完整，所以不能说缺", "示例市维尔伦海洋工程有限公司", "区位商2.857", "示例：专班走访记录",
        ] {
            #expect(page.words.contains(word), "\(word) in \(page.words)")
        }
        try await office.get(place)
        let again = try await office.upload(
            place, [], files: [("海洋装备.yaml", try sampleChain())])
        #expect(again.words.contains("没有变化"))
        let english = try await office.get(place + "/marine-equipment?lang=en")
        #expect(english.words.contains("Marine equipment") && english.words.contains("Break risk"))
    }

    @Test("a district reads chains and brings none in; what is wrong is told with its line")
    func refused() async throws {
        let city = try TestCity()
        let office = try await officeAtWork(city)
        let place = city.root + "/chains"
        let wrong = String(decoding: try sampleChain(), as: UTF8.self)
            .replacing("to: platforms, what: 系泊链", with: "to: nowhere, what: 系泊链")
        try await office.get(place)
        let page = try await office.upload(place, [], files: [("链.yaml", Array(wrong.utf8))])
        #expect(page.status == 422 && page.words.contains("没有环节“nowhere”"), "\(page.words)")
        #expect(page.words.contains("链.yaml:"))
        let district = try await enter(city, "dongyu", unit: "dongyu")
        let read = try await district.get(place)
        #expect(read.status == 200 && !read.words.contains("把链的文件拖到这里"))
        #expect(try await district.get(place + "/nowhere").status == 404)
    }

    @Test("map, link, plan, order, fact: a gap from what is missing to who fills it")
    func worked() async throws {
        let city = try TestCity()
        let (office, chain) = try await officeWithChain(city)
        let map = try await office.get(chain + "/map?q=发动机")
        #expect(map.text.contains("<svg") && map.text.contains("/links/engines"))
        #expect(map.text.contains("box found") && map.text.contains("box dim"))
        let compared = try await office.get(chain + "/map?since=2026-01-01")
        #expect(compared.words.contains("与2026-01-01相比"))
        #expect(try await office.get(chain + "/map?since=soon").words.contains("日期应写作"))
        let svg = try await office.get(chain + "/map/svg")
        #expect(svg.status == 200 && svg.text.contains("示例"))
        #expect(try await office.get(chain + "/map/bmp").status == 404)

        let link = chain + "/links/engines"
        let page = try await office.get(link)
        #expect(page.words.contains("还没有人负责"))
        let found = try #require(page.text.firstMatch(of: /\/gaps\/([0-9]+)\/plan/))
        let gap = String(found.1)
        let plan = "\(city.root)/gaps/\(gap)/plan"
        let form = ("form", "plan\(gap)")
        let refused = try await office.submit(plan, [form, ("plan\(gap)-year", "1999")])
        #expect(refused.status == 422 && refused.words.contains("请选责任单位"))
        try await office.get(link)
        let planned = try await office.submit(
            plan,
            [
                form, ("plan\(gap)-path", "attract"), ("plan\(gap)-wanted", "present"),
                ("plan\(gap)-year", "2029"), ("plan\(gap)-owner", "headquarters"),
                ("plan\(gap)-regions", "大连"), ("plan\(gap)-version", "0"),
            ])
        #expect(planned.words.contains("2029年达到有") && planned.words.contains("大连"))
        let chains = try await office.get(city.root + "/chains")
        #expect(chains.words.contains("由本单位负责的缺口"))
        let order = try await office.get("\(city.root)/orders/new?gap=\(gap)")
        #expect(order.words.contains("关于缺口：海洋装备 · 船用发动机"), "\(order.words)")
        _ = try await office.submit(
            city.root + "/orders",
            [
                ("gap", gap), ("kind", "supervision"), ("title", "拜访发动机企业"),
                ("asked", "月底前见到负责人"), ("owner", "dongyu"), ("due", "2027-01-31"),
            ])
        #expect(try await office.get(link).words.contains("拜访发动机企业"))

        let typed = try await office.submit(
            link + "/facts",
            [
                ("form", "placement"), ("placement-fact", "placement"),
                ("placement-company", "示例市漪澜动力有限公司"), ("placement-place", "990102"),
                ("placement-source_kind", "statement"), ("placement-source_title", "示例：走访"),
            ])
        #expect(typed.words.contains("关闭1个") && typed.words.contains("示例市漪澜动力有限公司"))
        let set = try await office.submit(
            link + "/override",
            [
                ("form", "override"), ("override-grade", "present"),
                ("override-reason", "示例：新厂刚投产"),
                ("override-ends_on", "2027-06-30"),
            ])
        #expect(set.words.contains("改判为有") && set.words.contains("按名单算是弱"))
        #expect(set.words.firstMatch(of: /M0[0-9A-Z]{18}/) == nil, "people have names")
        let district = try await enter(city, "dongyu", unit: "dongyu")
        let read = try await district.get(link)
        #expect(read.status == 200 && !read.words.contains("写下一件事实"))
        #expect(try await district.post(link + "/facts", [("form", "placement")]).status == 403)
    }

    @Test("a target is met, and what was done says by whom")
    func targeted() async throws {
        let city = try TestCity()
        let (office, chain) = try await officeWithChain(city)
        let list = try await office.get(chain + "/links/engines/targets")
        #expect(list.words.contains("大连珞屿动力有限公司") && list.words.contains("大连市"))
        let found = try #require(list.text.firstMatch(of: /engines\/targets\/(C[0-9A-Z]{19})/))
        let target = "\(chain)/links/engines/targets/\(found.1)"
        try await office.get(target)
        let met = try await office.submit(
            target + "/acts",
            [("act", "contact"), ("note", "示例：见了面"), ("introducer", "示例商会")])
        #expect(met.words.contains("示例：见了面") && met.words.contains("有人见过"))
        #expect(met.words.firstMatch(of: /M0[0-9A-Z]{18}/) == nil, "people have names")
        #expect(!met.words.contains("它投资的项目"))
        let line = batteryLine.replacing("星澜新能源科技有限公司", with: "大连珞屿动力有限公司")
        try await office.drop(city, "2026-10", [("东屿区.csv", unitSheet([line]))])
        try await office.confirmAll(city, "2026-10")
        let became = try await office.get(target)
        #expect(became.words.contains("它投资的项目") && became.words.contains("东屿区"))
        let trip = try await office.get(city.root + "/trips?place=210200")
        #expect(trip.words.contains("大连珞屿动力有限公司") && trip.words.contains("示例商会"))
        let wrong = try await office.get(city.root + "/trips?place=dalian")
        #expect(wrong.words.contains("应为六位行政区划代码"))
    }
}
