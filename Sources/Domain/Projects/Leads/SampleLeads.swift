package import Basics
package import People
package import Rules
package import Storage

/// Two leads of the labelled sample, one of them sealed, in the names of members that were added
/// before. All of it is invented.
package struct SampleLeads: Sendable {
    private let office: LeadOffice
    private let salts: [[UInt8]]

    package init(_ folder: CityFolder, in world: World, today: Day) {
        office = LeadOffice(folder, on: today)
        salts = SampleLeads.drafts.map { _ in world.bytes(16) }
    }

    private static let drafts: [(unit: String, words: [String: String])] = [
        (
            "dongyu",
            [
                "what": "示例：海上风电运维船建造项目", "investor": "示例澄帆海工有限公司", "origin": "示例省外",
                "amount": "8亿元左右", "chain": "marine-equipment", "introducer": "示例引荐人",
                "phone": "021-99990003", "note": "示例：想要自有码头岸线300米。",
            ]
        ),
        (
            "station-shanghai",
            [
                "what": "示例：功率器件封测线", "investor": "示例栩芯半导体（筹）", "origin": "示例省外",
                "amount": "20亿元以上", "chain": "integrated-circuits", "sealed": "1",
            ]
        ),
    ]

    /// Adds them, each by the first member of its unit who may.
    package func add(to tx: some Transaction, _ occasion: Occasion) throws {
        let members = try tx.members(units: office.units, limit: .members)
        for (salt, draft) in zip(salts, SampleLeads.drafts) {
            let member = members.first { $0.unit == draft.unit && $0.may(.submitLeads) }
            guard let member else { continue }
            _ = try tx.submit(
                LeadDraft { draft.words[$0] }, personSalt: salt, office: office,
                Occasion(.member(member), at: occasion.at, salt: salt.reversed()))
        }
    }
}
