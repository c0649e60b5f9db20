package import Basics
import Companies
package import People
package import Sealing
package import Storage

/// One anchor company of the labelled sample with its list, opened to a member of the chain's task
/// force, some of it assigned and answered. All of it is invented.
package struct SampleAnchors: Sendable {
    private static let chain = "marine-equipment"
    private static let company = "示例市维尔伦海洋工程有限公司"

    private let units: Units
    private let provider: Provider
    private let today: Day
    private let evidence: [Identifier]
    private let fresh: Identifier
    private let secret: SheetSecret

    package init(units: Units, provider: Provider, in world: World, today: Day) {
        self.units = units
        self.provider = provider
        self.today = today
        evidence = (0..<4).map { _ in world.identifier(.evidence) }
        fresh = world.identifier(.company)
        secret = SheetSecret(drawnFrom: world)
    }

    /// Direction, product, specification, quantity, origin, local, needed; and the link that the
    /// task force found.
    private static let lines: [(texts: [String], link: String?)] = [
        (["求购", "系泊链", "R4级 直径120毫米", "1800吨", "江苏", "是", "2027-03"], "chains"),
        (["求购", "水下检测机器人", "工作水深300米", "12台", "广东", "是", "2027-06"], "robots"),
        (["求购", "船体分段", "300吨级", "40个", "辽宁", "是", "2027-05"], "hulls"),
        (["求购", "双燃料发动机", "8兆瓦", "6台", "德国", "是", "2027-09"], "engines"),
        (["求购", "海工钢板", "EQ70 厚80毫米", "2.4万吨", "浙江", "是", "2027"], "plates"),
        (["求购", "动态脐带缆", "1500米水深", "60公里", "挪威", "否", "2027-12"], "cables"),
        (["求购", "水听器", "深水型", "900只", "湖北", "是", ""], "sensors"),
        (["求购", "压载水处理装置", "每小时1000立方", "14套", "上海", "是", "2027-04"], nil),
        (["求购", "液压绞车", "150吨", "30台", "荷兰", "", "2027-08"], nil),
        (["求购", "舱室家具", "阻燃", "600套", "示例市澔泊船舶有限公司", "是", ""], nil),
        (["可供", "平台改造服务", "半潜式", "4座", "", "是", ""], "platforms"),
        (["可供", "模块化生活楼", "120人", "3座", "", "是", ""], nil),
    ]

    /// Adds it after the chains and the members; nothing where one of them isn't there.
    package func add(to tx: some Transaction, _ occasion: Occasion) throws {
        let members = try tx.members(units: units)
        guard try tx.chain(Self.chain) != nil,
            let editor = members.first(where: {
                $0.unit == "team-\(Self.chain)" && $0.may(.editChains)
            })
        else { return }
        let anchor = try select(in: tx, occasion)
        try tx.name(editor, anchor: anchor.number, of: Self.chain, occasion)
        let own = Occasion(.member(editor), at: occasion.at, salt: occasion.salt)
        let link = try tx.makeSheetLink(
            secret, anchor: anchor.number, of: Self.chain,
            endsOn: today.adding(days: 90).description, provider: provider, today: today, own)
        let lines = try Self.lines.map { one in
            try NeedLineDraft { field in
                switch field {
                case .remark: "示例"
                default:
                    zip(NeedField.allCases, one.texts).first { $0.0 == field }?.1
                }
            }.checked()
        }
        _ = try tx.handIn(
            .whole(lines), by: (anchor, link), at: occasion.at, today: today)
        try work(on: anchor, members, in: tx, own)
    }

    private func select(in tx: some Transaction, _ occasion: Occasion) throws -> Anchor {
        func grounds(_ place: Int, _ title: String) -> Grounds {
            Grounds(
                id: evidence[place], kind: "statement", title: "示例：" + title, dated: nil,
                today: today)
        }
        func day(_ before: Int) -> String { today.adding(days: -before).description }
        let nominated = try tx.nominate(
            AnchorDraft(
                company: Self.company, reason: "示例：链上营收最大，带得动配套", on: day(60),
                grounds: grounds(0, "专班初选名单"), fresh: fresh),
            of: Self.chain, today: today, occasion)
        func advance(_ stage: AnchorStage, _ before: Int, _ place: Int, _ title: String) throws {
            try tx.advance(
                AnchorStepDraft(
                    stage: stage.rawValue, reason: "示例：" + title, on: day(before),
                    grounds: grounds(place, title)),
                anchor: nominated.number, of: Self.chain, today: today, occasion)
        }
        try advance(.consulted, 50, 1, "征求各单位意见的函")
        for (unit, said) in [("industry", ""), ("marine", ""), ("dongyu", "示例：愿意配合")] {
            try tx.add(
                AnchorOpinionDraft(unit: unit, stance: "agrees", said: said, on: day(44)),
                anchor: nominated.number, of: Self.chain, units: units, today: today, occasion)
        }
        try advance(.recognised, 30, 2, "专班会议纪要")
        return try tx.anchor(nominated.number, of: Self.chain) ?? nominated
    }

    /// Puts lines to links, gives some to units, and answers two of them.
    private func work(
        on anchor: Anchor, _ members: [Member], in tx: some Transaction, _ occasion: Occasion
    ) throws {
        let owners = ["chains": "xiling", "robots": "nanting", "engines": "dongyu"]
        for need in try tx.needs(of: anchor.number, for: occasion.actor) {
            guard let link = Self.lines.first(where: { $0.texts[1] == need.line.product })?.link
            else { continue }
            try tx.review(
                NeedReviewDraft(
                    review: "accepted", link: link, unit: owners[link],
                    due: today.adding(days: 30).description, namesAnchor: link == "chains",
                    version: need.version),
                need: need.number, of: Self.chain, units: units, today: today, occasion)
            let said: (NeedOutcome, String)? =
                switch link {
                case "chains": (.met, "示例：与示例市穗锚链业见面，正在送样")
                case "robots": (.found, "示例：找到示例市涟潮水下机器人")
                default: nil
                }
            guard let (outcome, words) = said,
                let member = members.first(where: { $0.unit == owners[link] })
            else { continue }
            try tx.answer(
                need: need.number, outcome: outcome.rawValue, said: words, today: today,
                Occasion(.member(member), at: occasion.at, salt: occasion.salt))
        }
    }
}
