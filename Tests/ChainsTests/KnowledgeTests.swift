import Basics
import Chains
import Companies
import Drawing
import Evidence
import Foundation
import People
import Rules
import Storage
import TestSupport
import Testing

@Suite("Candidate knowledge")
struct KnowledgeTests {
    static let today = Draws.noon.day(offset: 28_800)

    /// The rules that ship.
    static func rule() throws -> KnowledgeRule {
        let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let folder = try loadCity(directory: root.path + "/Cities/sample")
        return try #require(folder.knowledge(on: today))
    }

    /// Companies and products of an invented set, by file.
    static let small: [KnowledgeFile: String] = [
        .company: """
        {"name": "示例动力", "fullname": "示例动力股份有限公司", "code": "600001.SH", "location": "上海证券交易所", "time": "2001-01-01"}
        {"name": "*ST示机", "fullname": "示机装备股份有限公司", "code": "000002", "location": "2002-02-02", "time": "2002-02-02"}
        {"name": "示例化工", "fullname": "示例化工股份有限公司", "code": "300003.SZ", "location": "深圳证券交易所", "time": "2003-03-03"}
        {"name": "示例化工", "fullname": "示例精细化学股份有限公司", "code": "300003.SZ", "location": "深圳证券交易所", "time": "2003-03-03"}
        {"name": "示例环保", "fullname": "示例环保股份有限公司", "code": "688004", "location": "上海证券交易所", "time": "2020-04-04"}
        {"name": "示例环保", "fullname": "虚构港口股份有限公司", "code": "688004", "location": "上海证券交易所", "time": "2010-12-06"}
        """,
        .industry: """
        {"code": "640000", "name": "机械设备"}
        {"code": "640100", "name": "通用设备"}
        {"code": "220000", "name": "基础化工"}
        """,
        .parentIndustries: """
        {"from_code": "640100", "from_industry": "通用设备", "rel": "上级行业", "to_industry": "机械设备", "to_code": "640000"}
        """,
        .companyIndustry: """
        {"company_code": "600001.SH", "industry_code": "640100", "industry_name": "通用设备", "company_name": "示例动力", "rel": "所属行业"}
        {"company_code": "000002.SZ", "industry_code": "649999", "industry_name": "金属制品", "company_name": "示机", "rel": "所属行业"}
        {"company_code": "600999.SH", "industry_code": "640100", "industry_name": "通用设备", "company_name": "没有", "rel": "所属行业"}
        """,
        .supplyingIndustries: """
        {"industry": "机械设备", "ups": {"基础化工": 3, "通用设备": 1, "没有的行业": 5}}
        """,
        .product: """
        {"name": "水泵电机"}
        {"name": "船用柴油机"}
        {"name": "铜"}
        {"name": "环氧树脂"}
        {"name": "固化剂"}
        {"name": "红豆薏米汤"}
        {"name": "冰糖"}
        {"name": "电机"}
        {"name": "电机支架"}
        {"name": "硅锰钢在我国应用较广泛"}
        """,
        .companyProduct: """
        {"company_code": "600001.SH", "company_name": "示例动力", "product_name": "水泵电机", "rel": "主营产品", "rel_weight": 0.6}
        {"company_code": "600001.SH", "company_name": "示例动力", "product_name": "水泵电机", "rel": "主营产品", "rel_weight": 0.6}
        {"company_code": "600001.SH", "company_name": "示例动力", "product_name": "分部间抵销", "rel": "主营产品", "rel_weight": -0.2}
        {"company_code": "000002.SZ", "company_name": "*ST示机", "product_name": "船用柴油机", "rel": "主营产品", "rel_weight": 1.2}
        {"company_code": "300003.SZ", "company_name": "示例化工", "product_name": "环氧\\n树脂", "rel": "主营产品", "rel_weight": 0.5}
        {"company_code": "300003.SZ", "company_name": "示例化工", "product_name": "铜", "rel": "主营产品", "rel_weight": 0.1}
        """,
        .productProduct: """
        {"from_entity": "红豆薏米汤", "to_entity": "冰糖", "rel": "上游材料"}
        {"from_entity": "电机", "to_entity": "硅锰钢在我国应用较广泛", "rel": "上游材料"}
        {"from_entity": "环氧树脂", "to_entity": "固化剂", "rel": "上游材料"}
        {"from_entity": "固化剂", "to_entity": "环氧树脂", "rel": "上游材料"}
        {"from_entity": "船用柴油机", "to_entity": "电机", "rel": "上游材料"}
        {"from_entity": "电机", "to_entity": "电机", "rel": "上游材料"}
        {"from_entity": "电机", "to_entity": "水泵电机", "rel": "产品小类"}
        {"from_entity": "电机", "to_entity": "电机支架", "rel": "产品小类"}
        {"from_entity": "船用柴油机", "to_entity": "电机", "rel": "下游产品"}
        {"from_entity": "电机", "to_entity": "水泵电机", "rel": "下游产品"}
        """,
    ]

    static func graph(
        _ files: [KnowledgeFile: String] = small, listed: [ListedCompany] = [],
        digest: String = "1"
    ) throws -> KnowledgeGraph {
        var reading = KnowledgeReading(title: "示例集", listed: listed, by: try rule())
        for file in KnowledgeFile.allCases {
            for (line, text) in (files[file] ?? "").split(separator: "\n").enumerated() {
                reading.take(try JSONValue(parsing: String(text)), line: line + 1, of: file)
            }
        }
        return try reading.graph(digest: digest)
    }

    @Test("every fault is found in the row that has it, and counted once")
    func faults() throws {
        let graph = try Self.graph()
        let found = Dictionary(
            graph.faults.map { ($0.fault, $0) }, uniquingKeysWith: { first, _ in first })
        let lines: [KnowledgeFault: (count: Int, place: String)] = [
            .codeWithoutExchange: (3, "company.jsonl:2"), .renamedCompany: (1, "company.jsonl:4"),
            .wrongCompanyName: (1, "company.jsonl:6"), .dateAsExchange: (1, "company.jsonl:2"),
            .specialTreatment: (1, "company.jsonl:2"),
            .unknownCompany: (1, "company_industry.jsonl:3"),
            .unknownIndustryCode: (1, "company_industry.jsonl:2"),
            .unknownIndustryName: (1, "industry_up.jsonl:1"),
            .rareTogether: (1, "industry_up.jsonl:1"),
            .negativeShare: (1, "company_product.jsonl:3"),
            .shareAboveOne: (1, "company_product.jsonl:4"),
            .exactDuplicate: (1, "company_product.jsonl:2"),
            // «分部间抵销» is no product of the list either.
            .unlistedProduct: (2, "company_product.jsonl:3"),
            .oneCharacter: (1, "company_product.jsonl:6"),
            .selfLoop: (1, "product_product.jsonl:6"),
            .mutualMaterials: (2, "product_product.jsonl:3"),
            .dish: (1, "product_product.jsonl:1"),
            .sentencePiece: (1, "product_product.jsonl:2"),
            .backwardsDownstream: (1, "product_product.jsonl:9"),
            .substringAccident: (1, "product_product.jsonl:8"),
        ]
        for fault in KnowledgeFault.allCases {
            let expected = try #require(lines[fault])
            #expect(found[fault]?.count == expected.count, "\(fault)")
            #expect(found[fault]?.place.description == "示例集/" + expected.place, "\(fault)")
        }
    }

    @Test("what is kept says where it stands, how far it is believed and why less")
    func kept() throws {
        let graph = try Self.graph()
        let nodes = Dictionary(
            graph.nodes.map { ($0.number, $0.name) }, uniquingKeysWith: { first, _ in first })
        func edge(_ relation: KnowledgeRelation, _ to: String) throws -> KnowledgeEdge {
            try #require(graph.edges.first { $0.relation == relation && nodes[$0.to] == to })
        }
        let motor = try edge(.sold, "水泵电机")
        #expect(motor.confidence == 0.9 && motor.doubts.isEmpty && motor.line == 1)
        let engine = try edge(.sold, "船用柴油机")
        #expect(engine.weight == 1 && engine.doubts == [.shareAboveOne, .specialTreatment])
        #expect(abs(engine.confidence - 0.9 * 0.7 * 0.9) < 0.000_001)
        #expect(try edge(.sold, "环氧树脂").doubts == [.unlistedProduct])
        #expect(try edge(.material, "固化剂").doubts == [.mutualMaterials])
        #expect(try edge(.kind, "水泵电机").doubts.isEmpty)
        #expect(try edge(.kind, "电机支架").doubts == [.substringAccident])
        #expect(graph.edges.filter { $0.relation == .material }.count == 3)
        #expect(graph.edges.filter { $0.relation == .downstream }.map(\.line) == [10])
        #expect(graph.rows[.material] == 6 && graph.rows[.sold] == 6)
        let companies = graph.companies
        #expect(companies.map(\.code) == ["600001.SH", "000002.SZ", "300003.SZ", "688004.SH"])
        #expect(companies[1].shortNames == ["*ST示机", "示机"])
        #expect(companies[2].formerNames == ["示例精细化学股份有限公司"])
        #expect(companies[3].fullName == "示例环保股份有限公司")
        #expect(companies[3].formerNames.isEmpty)
    }

    @Test("a list of listed companies says where one is and what it is called now")
    func listed() throws {
        let graph = try Self.graph(listed: [
            ListedCompany(
                stock: "000002.SZ", shortName: "示机智造", fullName: nil, area: "山东",
                industry: "专用机械")
        ])
        let company = try #require(graph.companies.first { $0.code == "000002.SZ" })
        #expect(company.name == "示机智造" && company.place == "370000")
        #expect(company.shortNames == ["*ST示机", "示机", "示机智造"])
    }

    @Test("broken rows are told at once, each with file and line")
    func broken() async throws {
        var files = Self.small
        files[.company, default: ""] += "\n" + #"{"name": "无", "fullname": "", "code": "6000"}"#
        files[.companyProduct, default: ""] +=
            "\n" + #"{"company_code": "600001.SH", "product_name": "泵", "rel_weight": "多"}"#
        files[.productProduct, default: ""] +=
            "\n" + #"{"from_entity": "泵", "to_entity": "电机", "rel": "好友"}"#
        files[.supplyingIndustries, default: ""] += "\n" + #"{"industry": "机械设备"}"#
        let wrong = files
        let told = try await reasons { _ = try Self.graph(wrong) }
        for word in [
            "示例集/company.jsonl:7: “fullname”应为1到200个字", "示例集/company.jsonl:7: “6000”不是证券代码",
            "示例集/company_product.jsonl:7: “rel_weight”应为数",
            "示例集/product_product.jsonl:11: 没有“好友”这样的关系",
            "示例集/industry_up.jsonl:2: 没有写“ups”",
        ] {
            #expect(told.contains(word), "\(word) in \(told)")
        }
        #expect(told.count == 5)
    }

    @Test("any rows at all are read or refused, and edges end at what is there")
    func seeded() throws {
        var taken = 0
        for seed in UInt64(0)..<100 {
            let graph: KnowledgeGraph
            // Every second set has no row that must be refused.
            do {
                graph = try Self.graph(Self.drawn(seed, isSound: seed % 2 == 0))
            } catch is ChainRefusal { continue }
            taken += 1
            let numbers = Set(graph.companies.map(\.number) + graph.nodes.map(\.number))
            #expect(numbers.count == graph.companies.count + graph.nodes.count, "seed \(seed)")
            for edge in graph.edges {
                #expect(numbers.contains(edge.from) && numbers.contains(edge.to), "seed \(seed)")
                #expect((0...1).contains(edge.confidence), "seed \(seed)")
            }
        }
        #expect(taken >= 50, "\(taken) of 100 sets were taken")
    }

    private static func drawn(_ seed: UInt64, isSound: Bool) -> [KnowledgeFile: String] {
        var lots = Lots(seed: seed)
        let broken = ["", "a\u{0}b"]
        let names = ["电机", "泵", "铜", "汤", "系统", "水泵电机", "在我国", "("] + (isSound ? [] : broken)
        let codes = ["600001.SH", "000002.SZ", "688004.SH"] + (isSound ? [] : ["x", "9999999"])
        let relations = ["上游材料", "产品小类", "下游产品"] + (isSound ? [] : ["无"])
        var files: [KnowledgeFile: String] = [:]
        func name() -> JSONValue { .string(names[lots.draw(names.count)]) }
        func code() -> JSONValue { .string(codes[lots.draw(codes.count)]) }
        for file in KnowledgeFile.allCases {
            let rows = (0..<lots.draw(8)).map { _ in
                JSONValue.object([
                    "name": name(), "fullname": name(), "code": code(), "company_code": code(),
                    "product_name": name(), "from_entity": name(), "to_entity": name(),
                    "from_industry": name(), "to_industry": name(), "industry": name(),
                    "industry_code": name(), "industry_name": name(),
                    "rel": .string(relations[lots.draw(relations.count)]),
                    "rel_weight": .number(Double(lots.draw(40)) / 10 - 1),
                    "ups": .object([JSONMember("泵", JSONValue(lots.draw(5)))]),
                ]).text
            }
            files[file] = rows.joined(separator: "\n")
        }
        return files
    }
}
