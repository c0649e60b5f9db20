import Basics
import Foundation
import Testing

@testable import Rules

/// Of counts.
let minimalIndicator = """
    id: signed
    name: 签约
    definition: 签约
    unit: count
    source: project
    measure: count()
    time: signed_on
    since: 2007-01-01
    basis: sample of x
    example: {period: 2026, facts: [], gives: 0}
    """

let minimalCity = """
    id: 990000
    name: 某市
    zone: +08:00
    """
let minimalUnits = """
    units:
      - {id: east, name: 某东区, short: 某东, kind: district}
    """
let minimalCalendar = """
    basis: sample of x
    years:
      2026: {}
    """

func sampleFile(_ name: String, _ text: String) -> CityFile {
    CityFile(name: name, bytes: Array(text.utf8))
}

/// A folder that passes, with some of its files replaced or added.
private func folder(_ changed: KeyValuePairs<String, String>) -> [CityFile] {
    var files = [
        "c/city.yaml": minimalCity, "c/units.yaml": minimalUnits,
        "c/calendar.yaml": minimalCalendar,
    ]
    for (name, text) in changed { files["c/" + name] = text }
    return files.map { sampleFile($0.key, $0.value) }
}

private func problems(_ changed: KeyValuePairs<String, String>) -> [String] {
    examineCity(folder(changed), folder: "c").problems.map(said)
}

private func rule(since: String, until: String? = nil, basis: String? = "sample of x") -> String {
    """
    id: reply
    name: 期限
    kind: clock
    since: \(since)
    \(until.map { "until: \($0)" } ?? "# open")
    \(basis.map { "basis: \($0)" } ?? "# none")
    unit: working_day
    length: 5
    event: 送达
    """
}

@Suite("A broken city folder is refused with file and line")
struct CityFolderTests {
    @Test("a minimal folder passes")
    func minimal() throws {
        #expect(problems([:]) == [])
        let city = try readCity(folder([:]), folder: "c")
        #expect(city.zoneOffset == 28_800)
        #expect(city.reportingUnits(on: try #require(Day(2026, 1, 1))).map(\.id) == ["east"])
    }

    @Test("broken YAML")
    func brokenYAML() {
        let found = problems(["taxonomies/chains.yaml": "id: chains\nname: [\n"])
        #expect(found.count == 1)
        #expect(found[0].hasPrefix("c/taxonomies/chains.yaml:3 YAML写法有误"))
    }

    @Test("an unknown key, in the city, a unit and a rule")
    func unknownKeys() {
        #expect(
            problems([
                "city.yaml": minimalCity + "\ncolour: red",
                "units.yaml": minimalUnits + "\n  - {id: b, name: 乙, short: 乙, kind: park, x: 1}",
                "rules/reply.yaml": rule(since: "2026-01-01") + "\nstages: []",
            ]) == [
                "c/city.yaml:4 不认识的键“colour”", "c/rules/reply.yaml:10 不认识的键“stages”",
                "c/units.yaml:3 不认识的键“x”",
            ])
    }

    @Test("a rule without a basis, or with half of one")
    func withoutBasis() {
        #expect(
            problems([
                "rules/a.yaml": rule(since: "2026-01-01", basis: nil),
                "rules/b.yaml": rule(since: "2025-01-01", until: "2025-12-31", basis: "听说"),
                "rules/c.yaml": rule(
                    since: "2024-01-01", until: "2024-12-31", basis: "{document: 办法}"),
            ]) == [
                "c/rules/a.yaml:1 缺少依据（basis）：写明文件和日期，或“sample of 地名”",
                "c/rules/b.yaml:6 依据应为文件和日期，或“sample of 地名”",
                "c/rules/c.yaml:6 缺少键“dated”",
            ])
    }

    @Test("two rules of one identifier for one day; days that meet are no problem")
    func twoForOneDay() {
        #expect(
            problems([
                "rules/a.yaml": rule(since: "2025-01-01"),
                "rules/b.yaml": rule(since: "2026-01-01"),
            ]) == ["c/rules/b.yaml:1 规则“reply”与c/rules/a.yaml:1同日有效"])
        #expect(
            problems([
                "rules/a.yaml": rule(since: "2025-01-01", until: "2025-12-31"),
                "rules/b.yaml": rule(since: "2026-01-01"),
            ]) == [])
    }

    @Test("a circle of units, a parent and a successor that are not there")
    func lineage() {
        let units = """
            units:
              - {id: a, name: 甲, short: 甲, kind: park, parent: b}
              - {id: b, name: 乙, short: 乙, kind: park, parent: a}
              - {id: c, name: 丙, short: 丙, kind: park, until: 2025-01-01, successor: d}
              - {id: d, name: 丁, short: 丁, kind: park, until: 2026-01-01, successor: c}
              - {id: e, name: 戊, short: 戊, kind: park, parent: z}
              - {id: f, name: 己, short: 己, kind: park, successor: y}
            """
        #expect(
            problems(["units.yaml": units]) == [
                "c/units.yaml:2 上级成环：a → b → a", "c/units.yaml:4 承接单位成环：c → d → c",
                "c/units.yaml:6 上级“z”不在单位表内", "c/units.yaml:7 有承接单位的，须写明until",
                "c/units.yaml:7 承接单位“y”不在单位表内",
            ])
    }

    @Test("two units written alike on one day; one after the other is no problem")
    func shortNames() {
        let alike = """
            units:
              - {id: a, name: 甲区, short: 东, kind: district}
              - {id: b, name: 乙区, short: 东, kind: district}
              - {id: c, name: 丙区, short: 丙, kind: district, aliases: [甲区]}
            """
        #expect(
            problems(["units.yaml": alike]) == [
                "c/units.yaml:3 “东”与c/units.yaml:2的“甲区”同日并存",
                "c/units.yaml:4 “甲区”与c/units.yaml:2的“甲区”同日并存",
            ])
        let later = """
            units:
              - {id: a, name: 东县, short: 东, kind: district, until: 2018-06-30, successor: b}
              - {id: b, name: 东区, short: 东, kind: district, since: 2018-07-01}
            """
        #expect(problems(["units.yaml": later]) == [])
    }

    @Test("a bad code, zone, provider and kind, all at once", arguments: ["37020", "37020A", "０"])
    func badWords(code: String) {
        let city = "id: \"\(code)\"\nname: 市\nzone: Mars/Base\nprovider: own\n"
        let units = "units:\n  - {id: East, name: 东, short: 东, kind: town}\n"
        let found = problems(["city.yaml": city, "units.yaml": units])
        #expect(found.count == 5)
        #expect(found[0] == "c/city.yaml:1 “\(code)”不是六位行政区划代码")
        #expect(found[1].hasPrefix("c/city.yaml:3 不认识的时区“Mars/Base”"))
        #expect(found[2].hasPrefix("c/city.yaml:4 “own”不在可用的词之内"))
        #expect(found[3].hasPrefix("c/units.yaml:2 标识“East”"))
        #expect(found[4].hasPrefix("c/units.yaml:2 “town”不在可用的词之内"))
    }

    @Test("identifiers and spellings of a list that repeat")
    func taxonomies() {
        let list = """
            id: chains
            name: 链
            since: 2026-01-01
            basis: sample of x
            entries:
              - {id: a, name: 甲}
              - {id: a, name: 乙}
              - {id: c, name: 丙, aliases: [甲], parent: z}
            """
        #expect(
            problems(["taxonomies/chains.yaml": list]) == [
                "c/taxonomies/chains.yaml:7 标识“a”重复",
                "c/taxonomies/chains.yaml:8 上级“z”须列在前面",
                "c/taxonomies/chains.yaml:8 “甲”已用于“a”",
            ])
    }

    @Test("a calendar that says what the week says already, or no day at all")
    func calendars() {
        let calendar = """
            basis: sample of x
            years:
              2026:
                off: [10-03, 13-01, 10-01, 10-01]
                work: [10-12]
              abc: {}
            """
        #expect(
            problems(["calendar.yaml": calendar]) == [
                "c/calendar.yaml:4 “13-01”不是月-日，也不是月-日..月-日",
                "c/calendar.yaml:4 2026-10-01重复", "c/calendar.yaml:4 2026-10-03是周末，本来就休息",
                "c/calendar.yaml:5 2026-10-12不是周末，本来就上班", "c/calendar.yaml:6 “abc”不是年份",
            ])
    }

    @Test("stages: a path that goes back, or over a stage that is not there")
    func stages() {
        let rule = """
            id: stages
            name: 阶段
            kind: stages
            since: 2026-01-01
            basis: sample of x
            stages:
              - {id: a, name: 甲}
              - {id: b, name: 乙}
            classes:
              - {id: x, name: 一, path: [b, a]}
              - {id: y, name: 二, path: [a, c]}
            """
        #expect(
            problems(["rules/stages.yaml": rule]) == [
                "c/rules/stages.yaml:10 路径须按阶段的先后排列", "c/rules/stages.yaml:11 没有“c”这个阶段",
            ])
    }

    @Test("money: a layer that is none, twice one word, a switch that is neither on nor off")
    func money() {
        let receipts = """
            id: receipts
            name: 到位资金
            kind: receipts
            since: 2026-01-01
            basis: sample of x
            sources: [{id: a, name: 甲, layer: abroad}, {id: b, name: 乙, layer: foreign}]
            capitals: [{id: b, name: 丙}]
            evidence: [银行进账单]
            confirmed_by: [mayor]
            """
        let exclusions = """
            id: exclusions
            name: 不计入
            kind: exclusions
            since: 2026-01-01
            basis: sample of x
            exclusions: [{id: a, name: 甲, on: maybe}, {id: b, name: 乙, basis: x}]
            """
        let found = problems(["rules/receipts.yaml": receipts, "rules/exclusions.yaml": exclusions])
        #expect(found.contains { $0.contains("receipts.yaml:1 标识“b”重复") }, "\(found)")
        #expect(found.count { $0.contains("receipts.yaml:6") } == 1, "\(found)")
        #expect(found.count { $0.contains("receipts.yaml:9") } == 1, "\(found)")
        #expect(found.count { $0.contains("exclusions.yaml:6") } == 2, "\(found)")
    }

    @Test("missing files and misplaced files")
    func files() {
        let found = examineCity([sampleFile("c/other.yaml", "a: 1")], folder: "c").problems
        #expect(
            found.map(said) == [
                "c/city.yaml:1 缺少文件", "c/city.yaml:1 没有工作日历：用includes引用，或自备calendar.yaml",
                "c/other.yaml:1 不认识的文件：城市文件夹里没有这一种", "c/units.yaml:1 缺少文件",
            ])
    }

    @Test("problems of several files come at once, in the order of files and lines")
    func allAtOnce() {
        let found = problems([
            "city.yaml": "id: 1\nname: 市\nzone: +08:00\nx: 1\n", "units.yaml": "units: 5\n",
            "rules/a.yaml": "id: a\n",
        ])
        #expect(found.count >= 7)
        #expect(
            found.map { $0.prefix { $0 != ":" } } == found.map { $0.prefix { $0 != ":" } }.sorted())
    }

    @Test("the hash follows names and bytes, and nothing else")
    func hashes() throws {
        let plain = try readCity(folder([:]), folder: "c").hash
        #expect(try readCity(folder([:]).reversed(), folder: "c").hash == plain)
        let changed = try readCity(folder(["city.yaml": minimalCity + "\n"]), folder: "c").hash
        #expect(changed != plain)
        #expect(plain.count == 64)
    }

    @Test("a file of the city stands in the place of an included one of the same name")
    func replacing() throws {
        let city = try readCity(
            folder(["sheets/fields.yaml": "a: 1\n"]) + [
                sampleFile("base/sheets/fields.yaml", "a: 2\n"),
                sampleFile("base/sheets/units.yaml", "b: 1\n"),
            ], folder: "c")
        #expect(city.sheets.map(\.file) == ["c/sheets/fields.yaml", "base/sheets/units.yaml"])
        #expect(city.sheetWords("units")?["b"]?.line == 1)
    }
}

@Suite("A folder on the disk")
struct CityDirectoryTests {
    @Test("includes that are absent, absolute or the city's own are refused at their line")
    func includes() throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent(
            "headwater-rules-\(UInt64.random(in: 0...UInt64.max))")
        let folder = root.appendingPathComponent("c")
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("rule"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: root) }
        func write(_ text: String, _ name: String) throws {
            try Data(text.utf8).write(to: folder.appendingPathComponent(name))
        }
        try write(minimalCity + "\nincludes:\n  - ../none\n  - /etc\n  - .\n", "city.yaml")
        try write(minimalUnits, "units.yaml")
        try write(minimalCalendar, "calendar.yaml")
        try write("a: 1", "rule/reply.yaml")
        try write("a: 1", "units.yml")
        #expect(
            checkCity(directory: folder.path).map(said) == [
                "c/city.yaml:5 没有“../none”这个文件夹", "c/city.yaml:6 “/etc”须是别的文件夹的相对路径",
                "c/city.yaml:7 “.”须是别的文件夹的相对路径", "c/rule/reply.yaml:1 不认识的文件夹“rule”",
                "c/units.yml:1 文件名应以.yaml结尾",
            ])
        #expect(
            checkCity(directory: root.path + "/nowhere").first.map(said)
                == "nowhere:1 没有这个文件夹")
    }
}
