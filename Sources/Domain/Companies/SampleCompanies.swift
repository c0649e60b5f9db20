package import Basics
package import People
package import Storage

/// The companies of the labelled sample, so that its pages show something: a group of two firms, of
/// which one was renamed, an investor from abroad with the company it plans, and two that were
/// written down twice. All of it is invented, after the invented investors of the sample's sheets;
/// the codes are right by their check characters alone.
package struct SampleCompanies: Sendable {
    private let ids: [Identifier]
    private let evidence: [Identifier]
    private let today: Day

    package init(in world: World, today: Day) {
        ids = SampleCompanies.drafts.map { _ in world.identifier(.company) }
        evidence = (0..<20).map { _ in world.identifier(.evidence) }
        self.today = today
    }

    package var count: Int { ids.count }

    private static let drafts = [
        CompanyDraft(
            name: "西安皓隽食品集团有限公司", standing: "registered", scheme: "uscc",
            value: "91619900MAD0DKEL79"),
        CompanyDraft(
            name: "示例市皓隽粮油有限公司", standing: "registered", scheme: "uscc",
            value: "91990100MA99000287"),
        CompanyDraft(
            name: "示例市皓隽冷链物流有限公司", standing: "registered", scheme: "uscc",
            value: "91990100MA99000362"),
        CompanyDraft(
            name: "Verlun Maritime (Singapore) Pte. Ltd.", standing: "foreign",
            scheme: "foreign", value: "SG 209900001E"),
        CompanyDraft(name: "维尔伦海事装备（示例市）有限公司（筹）", standing: "planned"),
        // Written down a second time, as another district calls them.
        CompanyDraft(name: "西安皓隽食品集团", standing: "planned"),
        CompanyDraft(name: "示例市皓隽冷链", standing: "planned"),
    ]

    /// Adds them in the name of whoever fills the sample.
    package func add(to tx: some Transaction, _ occasion: Occasion) throws {
        var sources = evidence.makeIterator()
        func grounds(_ title: String, _ kind: String) throws -> Grounds {
            guard let id = sources.next() else { throw UnknownCompany() }
            return Grounds(id: id, kind: kind, title: "示例：" + title, dated: nil, today: today)
        }
        func version(_ id: Identifier) throws -> Int64 {
            try tx.companyRecord(id)?.company.version ?? 0
        }
        for (id, draft) in zip(ids, SampleCompanies.drafts) {
            let said = try grounds("虚构的登记信息", "extract")
            try tx.addCompany(draft, id: id, on: said, occasion)
        }
        try tx.renameCompany(
            ids[1], version: version(ids[1]),
            to: NameDraft(
                kind: "legal", name: "示例市皓隽食品有限公司", time: TypedTime(since: "2023-05-01")),
            on: grounds("虚构的变更登记", "extract"), occasion)
        for (place, kind, name) in [
            (0, "short", "皓隽集团"), (0, "brand", "皓隽"), (3, "short", "维尔伦海事（新加坡）有限公司"),
        ] {
            try tx.addCompanyName(
                ids[place], version: version(ids[place]),
                NameDraft(kind: kind, name: name, time: TypedTime(since: nil)),
                on: grounds("虚构的官网介绍", "publication"), occasion)
        }
        for (place, parent, share, isControlling, since) in [
            (1, 0, "100", true, "2021-06-18"), (2, 0, "51", true, "2022-03"),
            (4, 3, "70", true, "2024-08"), (4, 0, "30", false, "2024-08"),
        ] {
            try tx.holdCompany(
                ids[place], version: version(ids[place]),
                by: ParentDraft(
                    parent: ids[parent].text, share: share, isControlling: isControlling,
                    time: TypedTime(since: since)),
                on: place == 4
                    ? grounds("虚构的合作意向书", "statement") : grounds("虚构的年报", "publication"),
                occasion)
        }
    }
}
