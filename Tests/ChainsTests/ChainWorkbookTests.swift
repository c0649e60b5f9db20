import Basics
import Chains
import Drawing
import Foundation
import People
import Storage
import Tables
import TestSupport
import Testing

/// The same chain as YAML and as a workbook.
@Suite("A chain as a workbook")
struct ChainWorkbookTests {
    private static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private func xlsx(_ chain: ChainFile) throws -> [UInt8] {
        try chain.book(isSample: true, createdAt: Draws.noon).xlsx()
    }

    private func read(_ text: String) throws -> ChainFile {
        try readChain(Array(text.utf8), file: "chain.yaml")
    }

    // MARK: Unchanged by the round trip

    @Test("whatever a file says, its workbook says the same")
    func drawn() throws {
        for seed: UInt64 in 0..<60 {
            var lots = Lots(seed: seed)
            let written = chain(&lots)
            let chain = try read(written)
            let again = try readChain(try xlsx(chain), file: "chain.xlsx")
            #expect(again.yaml == chain.yaml, "seed \(seed)")
            #expect(try read(again.yaml).yaml == chain.yaml, "seed \(seed)")
        }
    }

    @Test("the chains that ship come back unchanged")
    func shipped() throws {
        var count = 0
        for city in ["qingdao", "sample"] {
            let folder = Self.root.appendingPathComponent("Cities/\(city)/chains")
            for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
                let bytes = try Data(contentsOf: folder.appendingPathComponent(name))
                let chain = try readChain(Array(bytes), file: name)
                let again = try readChain(try xlsx(chain), file: name)
                #expect(again.yaml == chain.yaml, "\(name)")
                count += 1
            }
        }
        #expect(count == 7)
    }

    @Test(
        "taken in from a workbook it is the same chain, here and elsewhere",
        arguments: Stores.available)
    func taken(stores: StoreKind) async throws {
        func take(_ bytes: [UInt8], _ desk: ChainImportTests.Desk) async throws -> TakenChain {
            let taking = try ChainImport(bytes, file: "pumps.xlsx", in: desk.world)
            let occasion = Occasion(.operator, in: desk.world)
            return try await desk.store.write { tx in try tx.take(taking, by: nil, occasion) }
        }
        func export(_ desk: ChainImportTests.Desk) async throws -> ChainFile {
            let occasion = Occasion(.operator, in: desk.world)
            return try await desk.store.write { tx in try tx.exportChain("pumps", occasion) }
        }
        let here = ChainImportTests.Desk(store: try await stores.fresh())
        let text = ChainImportTests.head + ChainImportTests.body
        _ = try await here.take(text)
        #expect(try await take(try xlsx(read(text)), here).changes.isEmpty)
        let written = try await export(here)
        let elsewhere = ChainImportTests.Desk(store: try await stores.fresh())
        let taken = try await take(try xlsx(written), elsewhere)
        #expect(taken.newCompanies == 2 && taken.grading.opened.map(\.link) == ["motors"])
        #expect(try await export(elsewhere).yaml == written.yaml)
        _ = try await here.take(text.replacing("整泵", with: "成套泵"))
        let stale = try await reasons { _ = try await take(try xlsx(written), here) }
        #expect(stale.contains { $0.contains("已被他人修改") }, "\(stale)")
    }

    // MARK: As people write it

    @Test("names for identifiers, words of YAML, dates and sums as people write them")
    func typed() throws {
        let chain = try readChain(
            book([
                "产业链": [
                    ["标识", "名称", "起始日期", "依据文件"], ["pumps", "示例水泵", "2026年1月1日", "示例"],
                ],
                "环节": [
                    ["名称", "标识", "上中下游", "作用", "产品", "行业代码"],
                    ["电机", "motors", "上游", "component", "水泵电机，\"大、小\"；轴", "3812"],
                    ["整泵", "pumps", "midstream", "工艺", "", ""],
                ],
                "供给": [["供给环节", "需求环节", "供给什么"], ["电机", "pumps", "电机"]],
                "企业": [["标识", "企业全称"], ["a", "示例市甲泵业有限公司"]],
                "来源": [["标识", "种类", "标题"], ["s", "企业或单位的说明", "示例：走访"]],
                "落位": [
                    ["环节", "企业", "所在地代码", "资质", "来源"],
                    ["整泵", "示例市甲泵业有限公司", "990102", "规上、有资质", "示例：走访"],
                ],
                "产值": [
                    [
                        "环节", "所在地代码", "年份", "本地产值（元）", "本地全部产值（元）", "全国产值（元）",
                        "全国全部产值（元）", "来源",
                    ],
                    ["整泵", "990100", "2025", "12亿元", "5000000000", "100亿元", "200亿元", "s"],
                ],
            ]), file: "手填.xlsx")
        #expect(chain.since == Day(text: "2026-01-01"))
        #expect(chain.links[0].products == ["水泵电机", "大、小", "轴"])
        #expect(chain.links[0].tier == .upstream && chain.links[0].industries == ["3812"])
        #expect(chain.supplies.first?.supplier == "motors")
        #expect(chain.placements.first?.qualities == [.aboveScale, .qualified])
        #expect(chain.placements.first?.company == "a" && chain.placements.first?.source == "s")
        #expect(chain.outputs.first?.local == 1_200_000_000 && chain.outputs.first?.year == 2025)
    }

    @Test("everything wrong is told at once, with sheet, row and column")
    func refused() async throws {
        let wrong = book([
            "产业链": [
                ["标识", "名称", "起始日期", "依据文件"], ["pumps", "示例水泵", "去年", "示例"],
                ["other", "第二条", "2026-01-01", "示例"],
            ],
            "环节": [
                ["标识", "名称", "上中下游", "作用"], ["motors", "电机", "上面", "部件"],
                ["pumps", "", "中游", "工艺"], ["pumps", "泵", "中游", "工艺"],
            ],
            "企业": [["标识", "企业全称"], ["a", "甲"], ["b", "乙"], ["c", "乙"], ["d", "无人提到"]],
            "来源": [["标识", "种类", "标题"], ["s", "传闻", "示例"]],
            "落位": [
                ["环节", "企业", "所在地代码", "资质", "来源"],
                ["nowhere", "甲", "9901", "\"规上", "s"], ["motors", "乙", "990102", "", "s"],
                ["motors", "a", "990102", "规上、很大", "s"], ["motors", "a", "990102", "", "s"],
            ],
        ])
        let found = try await reasons { _ = try readChain(wrong, file: "链.xlsx") }
        for place in [
            "链.xlsx!产业链!C2: 应为日期", "链.xlsx!产业链!3: 一个文件只写一条链", "链.xlsx!环节!C2: “上面”不在可用的词之内：上游、中游、下游",
            "链.xlsx!环节!B3: 这一格不能空着", "链.xlsx!环节!A4: 标识“pumps”重复", "链.xlsx!来源!B2: “传闻”不在可用的词之内",
            "链.xlsx!落位!A2: 没有环节“nowhere”", "链.xlsx!落位!C2: 应为六位行政区划代码", "链.xlsx!落位!D2: 引号没有成对",
            "链.xlsx!落位!B3: 叫“乙”的不止一个", "链.xlsx!落位!D4: “很大”不在可用的词之内",
            "链.xlsx!落位!5: 企业“a”在环节“motors”写了两次",
            "链.xlsx!企业!A5: “d”没有用到",
        ] {
            #expect(found.contains { $0.hasPrefix(place) }, "\(place) in \(found)")
        }
    }

    @Test("sheets and headings that nobody knows, what is hidden or computed, is refused by place")
    func strange() async throws {
        func told(_ sheets: [String: [[String]]]) async throws -> [String] {
            try await reasons { _ = try readChain(book(sheets), file: "链.xlsx") }
        }
        #expect(try await told(["环节": [["标识"], ["a"]]]).contains { $0.contains("没有工作表“产业链”") })
        let strange = try await told([
            "产业链": [["标识", "名称", "颜色"], ["pumps", "示例水泵", "红"]], "杂项": [["一"], ["二"]],
        ])
        for words in [
            "链.xlsx!产业链!C1: 不认识的列“颜色”", "链.xlsx!产业链!1: 缺少列“依据文件”", "链.xlsx!杂项: 不认识的工作表“杂项”",
        ] {
            #expect(strange.contains { $0.hasPrefix(words) }, "\(words) in \(strange)")
        }
        var sheet = WrittenSheet(
            name: "产业链", columns: ["标识", "名称", "起始日期", "依据文件", "产业链代码"].map { WrittenColumn($0) },
            rows: [
                WrittenRow([
                    .text("p"), .integer(360), .day(Draws.noon.day(offset: 0)), .text("示例"),
                    .integer(12),
                ])
            ])
        let typed = try WrittenBook(title: "", createdAt: Draws.noon, sheets: [sheet]).xlsx()
        let numbers = try await reasons { _ = try readChain(typed, file: "链.xlsx") }
        #expect(numbers.count == 1 && numbers[0].hasPrefix("链.xlsx!产业链!E2: 这一格是数字"), "\(numbers)")
        sheet.title = "示例水泵产业链"
        let merged = try WrittenBook(title: "", createdAt: Draws.noon, sheets: [sheet]).xlsx()
        let found = try await reasons { _ = try readChain(merged, file: "链.xlsx") }
        #expect(found.contains { $0.hasPrefix("链.xlsx!产业链!A1: 合并了单元格") }, "\(found)")
        let broken = try await reasons {
            _ = try readChain(Array(typed.dropLast(99)), file: "链.xlsx")
        }
        #expect(broken.contains { $0.contains("不完整") }, "\(broken)")
    }

    @Test("of ten thousand links a broken one is told by its row", arguments: Stores.available)
    func large(stores: StoreKind) async throws {
        var links = [["标识", "名称", "上中下游", "作用", "上级环节"]]
        for number in 0..<10_000 {
            links.append([
                "l\(number)", "环节\(number)", number == 6_999 ? "侧面" : "上游", "部件",
                number % 10 == 0 ? "" : "环节\(number / 10 * 10)",
            ])
        }
        let bytes = book([
            "产业链": [["标识", "名称", "起始日期", "依据文件"], ["big", "示例大链", "2026-01-01", "示例"]],
            "环节": links,
            "供给": [["供给环节", "需求环节", "供给什么"], ["l6999", "环节1", "示例"]],
        ])
        let desk = ChainImportTests.Desk(store: try await stores.fresh())
        let found = try await reasons {
            _ = try ChainImport(bytes, file: "大链.xlsx", in: desk.world)
        }
        #expect(found.count == 1 && found[0].hasPrefix("大链.xlsx!环节!C7001: “侧面”"), "\(found)")
        #expect(try await desk.store.read { tx in try tx.chains().isEmpty })
    }

    // MARK: Drawing

    /// Cells of texts only.
    private func book(_ sheets: [String: [[String]]]) -> [UInt8] {
        let written = sheets.sorted { $0.key < $1.key }.map { name, rows in
            WrittenSheet(
                name: name, columns: rows[0].map { WrittenColumn($0) },
                rows: rows.dropFirst().map { WrittenRow($0.map { .text($0) }) })
        }
        do {
            return try WrittenBook(title: "", createdAt: Draws.noon, sheets: written).xlsx()
        } catch {
            Issue.record("\(error)")
            return []
        }
    }

    private static let texts = [
        "=1+1", "+86", "-1", "@x", "一、二", "甲；乙，丙;丁", "\"引\"号", "\"", "  前后空格 ", "换\n行", "\r\n",
        "_x000D_",
        "\u{1}\u{1F}", "𠮷", "e\u{301}", "\u{301}", "<&>", "TRUE", "0012", "1E5", "2026-01-01",
        "[a]", "是", "\t",
        "上游", "c1", "#REF!", "l0", "https://example.org/?a=1&b=2",
    ]

    private func text(_ lots: inout Lots) -> String {
        (0...lots.draw(3)).map { _ in Self.texts[lots.draw(Self.texts.count)] }.joined()
    }

    private func quoted(_ text: String) -> String { JSONValue.string(text).text }

    private func chain(_ lots: inout Lots) -> String {
        func maybe(_ key: String, _ value: (inout Lots) -> String) -> String {
            lots.happens(oneIn: 2) ? ", \(key): \(value(&lots))" : ""
        }
        func typed(_ lots: inout Lots) -> String { quoted(text(&lots)) }
        func list(_ lots: inout Lots) -> String {
            // An item of a list has no line breaks.
            func item(_ lots: inout Lots) -> String {
                quoted(text(&lots).filter { !$0.isNewline } + "。")
            }
            return "[" + (0..<lots.draw(4)).map { _ in item(&lots) }.joined(separator: ", ") + "]"
        }
        func day(_ lots: inout Lots) -> String {
            Day(number: lots.draw(-50_000...60_000)).description
        }
        func one(_ letter: String, _ count: Int) -> String { letter + String(lots.draw(count)) }
        var lines = [
            "id: drawn", "name: \(typed(&lots))", "since: \(day(&lots))",
            "basis: {document: \(typed(&lots))\(maybe("dated", day))\(maybe("address", typed))}",
            "sources:",
        ]
        for number in 0..<3 {
            let kind = ["sheet", "ledger", "extract", "publication", "statement"][lots.draw(5)]
            lines.append(
                "  - {id: s\(number), kind: \(kind), title: \(typed(&lots))"
                    + "\(maybe("dated", day))\(maybe("address", typed))}")
        }
        lines.append("companies:")
        for number in 0..<4 {
            lines.append(
                "  - {id: c\(number), name: \(quoted("\(number)" + text(&lots)))"
                    + "\(maybe("stock") { _ in "\"00\(number)\"" })}")
        }
        lines.append("links:")
        for number in 0..<5 {
            let tier = ["upstream", "midstream", "downstream"][lots.draw(3)]
            let role = ["equipment", "material", "process", "component", "service"][lots.draw(5)]
            lines.append(
                "  - {id: l\(number), name: \(typed(&lots)), tier: \(tier), role: \(role)"
                    + maybe("en", typed) + maybe("aliases", list) + maybe("products", list)
                    + maybe("industries") { _ in "[\"331\", \"3911\"]" } + maybe("about", typed)
                    + (number > 0 ? maybe("under") { "l\($0.draw(number))" } : "") + "}")
        }
        lines += [
            "supply:",
            "  - {from: l0, to: l1, what: \(typed(&lots))\(maybe("derived") { _ in "true" })}",
        ]
        lines.append("placements:")
        for number in 0..<4 {
            let qualities = ["[]", "[plain]", "[national, above-scale]"][lots.draw(3)]
            lines.append(
                "  - {link: \(one("l", 5)), company: c\(number), place: \"99010\(number)\", "
                    + "source: s\(number % 3), as: \(qualities)\(maybe("note", typed))"
                    + maybe("standing") { _ in "planned" } + "}")
        }
        lines += [
            "trade:",
            "  - {from: c0, what: \(typed(&lots)), kind: exclusive, note: \(typed(&lots)), source: s0"
                + "\(maybe("to") { "c\($0.draw(4))" })\(maybe("confidence") { "\(1 + $0.draw(5))" })}",
            "complete:",
            "  - {link: \(one("l", 5)), place: \"990100\", by: \(typed(&lots)), on: \(day(&lots)), source: s1}",
            "surveys:",
            "  - {link: \(one("l", 5)), company: \(one("c", 4)), band: low, on: \(day(&lots)), source: s2"
                + maybe("concentrated") { "\($0.happens(oneIn: 2))" } + "}",
            "outputs:",
            "  - {link: \(one("l", 5)), place: \"990100\", year: 2025, local: \(lots.draw(1...9_000_000_000))元, "
                + "local_total: 90000000000000000元, national: 1元, national_total: 2元, source: s2}",
        ]
        return lines.joined(separator: "\n") + "\n"
    }
}
