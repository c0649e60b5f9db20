package import Basics
package import People
package import Rules
package import Storage

/// What the labelled sample shows of lists, recognitions and meetings: the kinds are public, the
/// entries, certificates and talks are invented, after the invented companies of the sample.
package struct SampleLists: Sendable {
    private let folder: CityFolder
    private let today: Day
    private let evidence: [Identifier]

    package init(_ folder: CityFolder, in world: World, today: Day) {
        self.folder = folder
        self.today = today
        evidence = (0..<20).map { _ in world.identifier(.evidence) }
    }

    private static let editions: [(kind: String, year: Int, rows: [[String]])] = [
        (
            "world-500", 2026,
            [
                ["排名", "企业名称", "国家", "总部"],
                ["87", "Verlun Maritime (Singapore) Pte. Ltd.", "新加坡", "新加坡"],
                ["146", "Aurelin Energy SE", "德国", "汉堡"],
                ["212", "泽岚重工集团股份有限公司", "中国", "沈阳"],
                ["309", "Tamber Foods Inc.", "美国", "芝加哥"],
            ]
        ),
        (
            "china-500", 2026,
            [
                ["排名", "企业名称", "所在地"], ["118", "西安皓隽食品集团有限公司", "西安"],
                ["176", "泽岚重工集团股份有限公司", "沈阳"], ["203", "杭州栩隽微电子有限公司", "杭州"],
                ["266", "深圳珞棠航空科技集团有限公司", "深圳"],
                ["341", "长沙骁芃复合材料集团有限公司", "长沙"],
            ]
        ),
        (
            "unicorn", 2025,
            [
                ["企业名称", "所在地"], ["北京砚晖汽车科技有限公司", "北京"], ["上海瑭翊生命科学有限公司", "上海"],
                ["皓隽食品", "西安"],
            ]
        ),
    ]

    /// Adds them in the name of whoever fills the sample, after `SampleCompanies`.
    package func add(to tx: some Transaction, _ occasion: Occasion) throws {
        var sources = evidence.makeIterator()
        func grounds(_ title: String, _ kind: String, dated: String? = nil) throws -> Grounds {
            guard let id = sources.next() else { throw UnknownList() }
            return Grounds(id: id, kind: kind, title: "示例：" + title, dated: dated, today: today)
        }
        var matcher = ListMatcher(
            try tx.namesAtHand(), thresholds: IdentityThresholds(folder.identity(on: today)),
            places: folder.places)
        for edition in SampleLists.editions {
            let table = edition.rows.map { $0.joined(separator: ",") }.joined(separator: "\n")
            let plan = try ListImport(
                EditionDraft(
                    kind: edition.kind, year: String(edition.year), isReplacing: false),
                file: "示例-\(edition.kind)-\(edition.year).csv", bytes: Array(table.utf8),
                kinds: folder.listKinds(on: today), matcher: &matcher,
                on: grounds("虚构的榜单", "publication"))
            _ = try tx.saveList(plan, occasion)
        }
        try recognize(in: tx, try grounds("虚构的认定公告", "publication"), occasion)
        try meet(in: tx, occasion)
    }

    private func company(_ name: String, _ tx: some Transaction) throws -> Company {
        guard let company = try tx.meant(by: name).company else { throw UnknownCompany() }
        return company
    }

    private func recognize(
        in tx: some Transaction, _ grounds: Grounds, _ occasion: Occasion
    ) throws {
        let company = try company("示例市皓隽食品有限公司", tx)
        try tx.recognizeCompany(
            company.id, version: company.version,
            RecognitionDraft(
                kind: "high-tech-certificate", authority: "示例省高新技术企业认定管理机构",
                since: "2024-11-05", expires: "2027-11-04"),
            kinds: folder.recognitionKinds(on: today), on: grounds, occasion)
    }

    /// Three meetings: one whose next step is overdue, one due soon, one without any.
    private func meet(in tx: some Transaction, _ occasion: Occasion) throws {
        let group = try company("西安皓隽食品集团有限公司", tx)
        let maritime = try company("Verlun Maritime (Singapore) Pte. Ltd.", tx)
        let home = folder.units.first { $0.kind == .headquarters && $0.exists(on: today) }
        let district = folder.units.first { $0.kind == .district && $0.exists(on: today) }
        guard let home, let district else { throw UnknownCompany() }
        func day(_ days: Int) -> String { today.adding(days: days).description }
        let meetings = [
            (
                group,
                ContactDraft(
                    unit: home.id, metOn: day(-40), post: "副总裁", person: "示例甲",
                    phone: "010-99990001", said: "示例：集团有意在本市再建一座冷链中心，先看用地和冷库电价。",
                    nextStep: "送去两处地块的资料", due: day(-6))
            ),
            (
                group,
                ContactDraft(
                    unit: district.id, metOn: day(-12), post: "投资总监", person: "示例乙",
                    phone: "010-99990002", said: "示例：看了南片区的厂房，认为层高不够。", nextStep: "另找层高8米以上的厂房",
                    due: day(5))
            ),
            (
                maritime,
                ContactDraft(
                    unit: home.id, metOn: day(-20), post: "亚太区总经理", person: "Example Person",
                    phone: nil, said: "示例：合资公司的章程还在谈。", nextStep: nil, due: nil)
            ),
        ]
        let units = Units(folder.units)
        for (company, draft) in meetings {
            _ = try tx.recordContact(
                of: company.id, draft, units: units, today: today, occasion)
        }
    }
}
