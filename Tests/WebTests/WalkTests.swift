import Basics
import Foundation
import HTTPTypes
import Pages
import People
import Projects
import Storage
import Tables
import Testing
import Web

/// A unit's sheet as text.
func unitSheet(_ lines: [String], heading: String? = nil) -> [UInt8] {
    let usual = "项目名称,投资方,总投资（万元）,阶段,协议类型,签约时间"
    return Array((([heading ?? usual] + lines).joined(separator: "\n") + "\n").utf8)
}

let batteryLine = "钠离子电池正极材料项目,星澜新能源科技有限公司,52000,签约,正式协议,2026-03-18"
let opticsLine = "光学镜头模组智能工厂,瞻远光电（集团）有限公司,18600,签约,正式协议,2026-08-21"

/// A new person in a browser, signed in, with every page of the product.
func enter(
    _ city: TestCity, _ login: String, _ role: Role = .district, unit: String? = nil
) async throws -> WebClient {
    try await city.addMember(login, role, unit: unit)
    let client = WebClient(try city.house(of: allRoutes()))
    try await client.signIn(city.root, login, TestCity.password)
    return client
}

/// A person of the headquarters office.
func officeAtWork(_ city: TestCity, login: String = "office") async throws -> WebClient {
    try await enter(city, login, .headquarters)
}

/// The file of the chain that ships with the sample city.
func sampleChain() throws -> [UInt8] {
    let file = projectRoot.appendingPathComponent("Cities/sample/chains/marine-equipment.yaml")
    return try Array(Data(contentsOf: file))
}

/// The office of a city with that chain, and the chain's address.
func officeWithChain(_ city: TestCity) async throws -> (office: WebClient, chain: String) {
    let office = try await officeAtWork(city)
    let chains = city.root + "/chains"
    try await office.get(chains)
    _ = try await office.upload(chains, [], files: [("海洋装备.yaml", try sampleChain())])
    return (office, chains + "/marine-equipment")
}

/// A city whose ledger has one project, of 东屿区; its office and the project.
func cityWithProject() async throws -> (city: TestCity, office: WebClient, id: Identifier) {
    let city = try TestCity()
    let office = try await officeAtWork(city)
    try await office.drop(city, "2026-10", [("东屿区.csv", unitSheet([batteryLine]))])
    try await office.confirmAll(city, "2026-10")
    let id = try await city.store.read { tx in
        try #require(try tx.projects(ProjectFilter(), visibleTo: .all).first?.id)
    }
    return (city, office, id)
}

extension WebClient {
    /// Drops files on a month's page.
    @discardableResult
    func drop(
        _ city: TestCity, _ month: String, _ files: [(name: String, bytes: [UInt8])],
        _ fields: [(String, String)] = []
    ) async throws -> WebPage {
        try await get(city.root + "/collections/\(month)")
        return try await upload(city.root + "/collect", fields, files: files)
    }

    /// Takes every waiting sheet of a month into the ledger.
    @discardableResult
    func confirmAll(_ city: TestCity, _ month: String) async throws -> WebPage {
        try await get(city.root + "/collections/\(month)")
        return try await submit(city.root + "/collections/\(month)")
    }
}

@Suite("The month's walk in a browser")
struct WalkTests {
    private func sampleSheets(_ month: String) throws -> [(name: String, bytes: [UInt8])] {
        let folder = projectRoot.appendingPathComponent("Cities/sample/sheets/\(month)")
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map {
            ($0, Array(try Data(contentsOf: folder.appendingPathComponent($0))))
        }
    }

    @Test("ten sheets of two months go in, suspicions are decided, the papers come out")
    func wholeWalk() async throws {
        let city = try TestCity()
        let client = try await officeAtWork(city)
        for month in ["2026-09", "2026-10"] {
            let files = try sampleSheets(month)
            #expect(files.count == 10)
            let dropped = try await client.drop(city, month, files)
            #expect(dropped.status == 200 && dropped.words.contains("读出10份表"), "\(month)")
            let done = try await client.confirmAll(city, month)
            #expect(done.path.contains("/suspects/\(month)"))
            #expect(done.words.contains("10份表已入库"))
        }
        let suspects = try await client.get(city.root + "/suspects/2026-10")
        let actions = suspects.forms.map(\.action).filter { $0.hasSuffix("/decision") }
        let first = try #require(actions.first)
        let decided = try await client.submit(first, [("decision", "same")])
        #expect(decided.status == 200 && decided.words.contains("已定为“同一项目”"))
        let listed = try await client.get(city.root + "/suspects/2026-10?state=decided")
        #expect(listed.forms.contains { $0.action == first })
        let dispatch = try await client.get(city.root + "/dispatch/2026-10")
        #expect(dispatch.status == 200)
        for link in Set(dispatch.links.filter { $0.contains("/figures/") }) {
            #expect(try await client.get(link).status == 200, "\(link)")
        }
        var papers: [String: [UInt8]] = [:]
        for round in 0..<2 {
            for name in DispatchPapers.names {
                let path = city.root + "/dispatch/2026-10/files/" + percentEncoded(name)
                let paper = try await client.get(path)
                #expect(paper.status == 200 && paper.bytes.starts(with: Array("PK".utf8)))
                if round == 0 {
                    papers[name] = paper.bytes
                } else {
                    #expect(papers[name] == paper.bytes)
                }
            }
        }
        try await client.get(city.root + "/suspects/2026-10?state=decided")
        let undone = try await client.submit(first)
        #expect(undone.words.contains("已撤回，重新待定"))
        let again = try await client.get(
            city.root + "/dispatch/2026-10/files/" + percentEncoded("排名.xlsx"))
        #expect(again.bytes != papers["排名.xlsx"])
        let report = try await city.store.read { tx in try verifyJournal(tx, expectedHead: nil) }
        #expect(report.isWhole)
    }

    @Test("of two waiting sheets of one unit the newer one counts in the end")
    func newestCounts() async throws {
        let city = try TestCity()
        let client = try await officeAtWork(city)
        let older = unitSheet([batteryLine])
        let newer = unitSheet([
            batteryLine.replacingOccurrences(of: "52000", with: "53000"), opticsLine,
        ])
        try await client.drop(city, "2026-10", [("东屿区10月.csv", older)])
        city.clock.advance(seconds: 60)
        try await client.drop(city, "2026-10", [("东屿区10月改.csv", newer)])
        try await client.confirmAll(city, "2026-10")
        let rows = try await city.store.read { tx in
            try tx.ledgerRows(of: .month(Month(2026, 10)!), visibleTo: .all)
        }
        #expect(rows.map(\.reported.total?.minor) == [53_000_000_000, 18_600_000_000])
    }

    @Test("every bad file of a drop is named with its reason, the good ones wait")
    func badFiles() async throws {
        let city = try TestCity()
        let client = try await officeAtWork(city)
        let ole: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        let page = try await client.drop(
            city, "2026-10",
            [
                ("东屿区10月.csv", unitSheet([batteryLine])),
                ("蓬莱区10月.csv", unitSheet([batteryLine])),
                ("西岭区9月.csv", unitSheet([opticsLine])),
                ("云栖区10月.xls", ole + [UInt8](repeating: 0, count: 600)),
                ("临泓区10月.xlsx", Array("PK\u{3}\u{4}damaged".utf8)),
                ("<script>alert(1)</script>.csv", Array("无".utf8)),
            ])
        #expect(page.status == 422)
        for (name, reason) in [
            ("蓬莱区10月.csv", "不在本市单位之列"), ("西岭区9月.csv", "写的不是2026年10月"),
            ("云栖区10月.xls", "请另存为 .xlsx"), ("临泓区10月.xlsx", "文件不完整或已损坏"),
        ] {
            #expect(page.words.contains(name) && page.words.contains(reason), "\(name)")
        }
        #expect(!page.text.contains("<script>alert"))
        let sheets = try await city.store.read { tx in
            try tx.sheets(of: .month(Month(2026, 10)!), visibleTo: .all)
        }
        #expect(sheets.map(\.file) == ["东屿区10月.csv"])
        #expect(sheets.map(\.state) == [.staged])
        // The server goes on.
        #expect(try await client.get(city.root + "/collections/2026-10").status == 200)
    }

    @Test("a corrected heading is read so at once, and next month by itself")
    func correctedHeading() async throws {
        let city = try TestCity()
        let client = try await officeAtWork(city)
        let heading = "项目名称,投资方,盘口甲,阶段,协议类型,签约时间"
        let file = unitSheet([batteryLine, opticsLine], heading: heading)
        try await client.drop(city, "2026-09", [("东屿区9月.csv", file)])
        let september = Round.month(Month(2026, 9)!)
        func sheets() async throws -> [HandedSheet] {
            try await city.store.read { tx in try tx.sheets(of: september, visibleTo: .all) }
        }
        let staged = try #require(try await sheets().first)
        func totals(_ id: Identifier) async throws -> [Int64?] {
            try await city.store.read { tx in
                try tx.ledgerRows(ofSheet: id, visibleTo: .all).map { $0.reported.total?.minor }
            }
        }
        // By its numbers the column is taken for the total; it holds what was received.
        #expect(try await totals(staged.id) == [52_000_000_000, 18_600_000_000])
        let page = try await client.get(city.root + "/sheets/\(staged.id)")
        #expect(page.words.contains("盘口甲"))
        let action = city.root + "/sheets/\(staged.id)/layout"
        let done = try await client.submit(action, [("column-0-2", "received")])
        #expect(done.status == 200 && done.words.contains("已照您说的重读"), "\(done.words.prefix(400))")
        let reread = try #require(try await sheets().first { $0.state == .staged })
        #expect(reread.id != staged.id)
        #expect(try await totals(reread.id) == [nil, nil])
        // Next month nobody is asked.
        let next = unitSheet([opticsLine, batteryLine], heading: heading)
        try await client.drop(city, "2026-10", [("东屿区10月.csv", next)])
        try await client.confirmAll(city, "2026-10")
        let rows = try await city.store.read { tx in
            try tx.ledgerRows(of: .month(Month(2026, 10)!), visibleTo: .all)
        }
        #expect(rows.map { $0.reported.received?.minor } == [18_600_000_000, 52_000_000_000])
        #expect(rows.allSatisfy { $0.reported.total == nil })
    }

    @Test("a sheet that counts already is read anew and takes its own place")
    func correctedLate() async throws {
        let city = try TestCity()
        let client = try await officeAtWork(city)
        let file = unitSheet(
            [batteryLine], heading: "项目名称,投资方,盘口甲,阶段,协议类型,签约时间")
        try await client.drop(city, "2026-10", [("东屿区10月.csv", file)])
        try await client.confirmAll(city, "2026-10")
        let october = Round.month(Month(2026, 10)!)
        let first = try #require(
            try await city.store.read { tx in try tx.sheets(of: october, visibleTo: .all) }.first)
        #expect(first.state == .applied)
        let project = try #require(
            try await city.store.read { tx in try tx.projects(ProjectFilter(), visibleTo: .all) }
                .first)
        try await client.get(city.root + "/sheets/\(first.id)")
        try await client.submit(
            city.root + "/sheets/\(first.id)/layout", [("column-0-2", "received")])
        let states = try await city.store.read { tx in try tx.sheets(of: october, visibleTo: .all) }
        #expect(Set(states.map(\.state)) == [.applied, .staged])
        try await client.confirmAll(city, "2026-10")
        let after = try await city.store.read { tx in
            try tx.projects(ProjectFilter(), visibleTo: .all)
        }
        #expect(after.map(\.id) == [project.id])
        #expect(after.first?.received == Money(minor: 52_000_000_000))
        #expect(after.first?.total == nil)
    }

    @Test("markup and formulas of cells reach page, export and paper as text")
    func harmlessCells() async throws {
        let city = try TestCity()
        let client = try await officeAtWork(city)
        let name = "=cmd|' /C calc'!A0 <img src=x onerror=alert(1)>项目"
        let line = "\"\(name)\",\"@SUM(1+1)<b>公司</b>\",52000,签约,正式协议,2026-03-18"
        try await client.drop(
            city, "2026-10",
            [("东屿区10月.csv", unitSheet([line])), ("西岭区10月.csv", unitSheet([line]))])
        let suspects = try await client.confirmAll(city, "2026-10")
        #expect(suspects.words.contains(name))
        let project = try #require(
            try await city.store.read { tx in try tx.projects(ProjectFilter(), visibleTo: .all) }
                .first)
        for path in [
            "/projects", "/projects/\(project.id)", "/suspects/2026-10", "/dispatch/2026-10",
            "/changes/2026-10", "/", "/projects?q=" + percentEncoded("<img src=x>\"'"),
            "/dispatch/2026-10/figures/total?unit=dongyu",
        ] {
            let page = try await client.get(city.root + path)
            #expect(page.status == 200 && !page.text.contains("<img src=x"), "\(path)")
            #expect(!page.text.contains("<b>公司"), "\(path)")
        }
        for path in ["/projects/export", "/dispatch/2026-10/files/" + percentEncoded("排名.xlsx")] {
            let file = try await client.get(city.root + path)
            #expect(file.status == 200)
            let cells = try readWorkbook(file.bytes, file: "x.xlsx").sheets.flatMap { sheet in
                sheet.rows.flatMap(\.cells)
            }
            #expect(cells.contains { "\($0.value)".contains("=cmd|") }, "\(path)")
            #expect(cells.allSatisfy { $0.formula == nil }, "\(path)")
        }
    }
}

@Suite("Forms that come twice, from elsewhere, or too large")
struct RepeatedFormTests {
    @Test("a form sent twice is done once and leads to the same page")
    func twice() async throws {
        let city = try TestCity()
        let client = try await officeAtWork(city)
        try await client.drop(
            city, "2026-10",
            [("东屿区10月.csv", unitSheet([batteryLine])), ("西岭区10月.csv", unitSheet([batteryLine]))])
        try await client.get(city.root + "/collections/2026-10")
        let action = city.root + "/collections/2026-10"
        let form = try #require(await client.page.forms.first { $0.action == action })
        let first = try await client.post(action, form.fields)
        let head = try await city.store.read { tx in try tx.journalHead() }
        let second = try await client.post(action, form.fields)
        #expect(second.path == first.path && second.status == 200)
        #expect(try await city.store.read { tx in try tx.journalHead() } == head)
    }

    @Test("a form without its token, or with another visit's, changes nothing")
    func withoutToken() async throws {
        let city = try TestCity()
        let client = try await officeAtWork(city)
        let other = try await officeAtWork(city, login: "second")
        try await client.drop(city, "2026-10", [("东屿区10月.csv", unitSheet([batteryLine]))])
        let action = city.root + "/collections/2026-10"
        try await client.get(action)
        try await other.get(action)
        let own = try #require(await client.page.forms.first { $0.action == action })
        let foreign = try #require(await other.page.forms.first { $0.action == action })
        for fields in [
            [], own.fields.filter { $0.0 != "token" }, own.fields.filter { $0.0 != "once" },
            own.fields.map { $0.0 == "token" ? ("token", foreign["token"] ?? "") : $0 },
            own.fields.map { $0.0 == "token" ? ("token", "") : $0 },
        ] {
            let refused = try await client.post(action, fields)
            #expect(refused.status == 403, "\(fields.map(\.0))")
        }
        let projects = try await city.store.read { tx in
            try tx.found(tx.sought(ProjectFilter()), visibleTo: .all).count.number
        }
        #expect(projects == 0)
        #expect(try await client.post(action, own.fields).status == 200)
    }

    @Test("ten megabytes in a field are refused by name, and the server goes on")
    func largeField() async throws {
        let city = try TestCity()
        let client = try await officeAtWork(city)
        let long = String(repeating: "x", count: 10_000_000)
        let uploaded = try await client.drop(
            city, "2026-10", [("东屿区10月.csv", unitSheet([batteryLine]))], [("unit", long)])
        #expect(uploaded.status == 413 && uploaded.words.contains("内容太长"))
        try await client.get(city.root + "/collections/2026-10")
        let pasted = try await client.upload(
            city.root + "/collect", [("table", long)], files: [])
        #expect(pasted.status == 413)
        try await client.drop(
            city, "2026-10",
            [("东屿区10月.csv", unitSheet([batteryLine])), ("西岭区10月.csv", unitSheet([batteryLine]))])
        try await client.confirmAll(city, "2026-10")
        let page = try await client.get(city.root + "/suspects/2026-10")
        let action = try #require(page.forms.map(\.action).first { $0.hasSuffix("/decision") })
        let decided = try await client.submit(action, [("decision", "same"), ("note", long)])
        #expect(decided.status == 413)
        let open = try await city.store.read { tx in
            try tx.suspicions(of: .month(Month(2026, 10)!), open: true, visibleTo: .all)
        }
        #expect(open.allSatisfy { $0.decision == nil })
        #expect(try await client.get(city.root + "/suspects/2026-10").status == 200)
    }

    @Test("of two browsers that decide one suspicion one wins, the other is told")
    func twoBrowsers() async throws {
        let city = try TestCity()
        let one = try await officeAtWork(city)
        let two = try await officeAtWork(city, login: "second")
        try await one.drop(
            city, "2026-10",
            [("东屿区10月.csv", unitSheet([batteryLine])), ("西岭区10月.csv", unitSheet([batteryLine]))])
        try await one.confirmAll(city, "2026-10")
        let page = try await one.get(city.root + "/suspects/2026-10")
        try await two.get(city.root + "/suspects/2026-10")
        let action = try #require(page.forms.map(\.action).first { $0.hasSuffix("/decision") })
        async let first = one.submit(action, [("decision", "same")])
        async let second = two.submit(action, [("decision", "different")])
        let answers = try await [first, second]
        #expect(answers.map(\.status).sorted() == [200, 422])
        let told = try #require(answers.first { $0.status == 422 })
        #expect(told.words.contains("这条疑点刚刚由"))
        let found = try await city.store.read { tx in
            try tx.suspicions(of: .month(Month(2026, 10)!), kind: .duplicate, visibleTo: .all)
        }
        let decision = try #require(found.first?.decision)
        #expect(decision.decision == (answers[0].status == 200 ? .same : .different))
    }
}
