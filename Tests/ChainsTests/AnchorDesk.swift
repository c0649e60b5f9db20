import Basics
import Chains
import Companies
import Evidence
import People
import Rules
import Sealing
import Storage
import TestSupport
import Testing

/// A chain with companies, people of several units, and an anchor company on its way.
struct AnchorDesk {
    static let today = Draws.noon.day(offset: 28_800)
    static let chain = "pumps"
    static let home = LocalName(zh: "示例市", en: "Sample City")
    static let units = Units(
        [
            ("office", UnitKind.headquarters), ("team", .taskForce), ("east", .district),
            ("west", .district),
        ].map { id, kind in
            Unit(
                id: id, name: LocalName(zh: "示例" + id), short: id, kind: kind,
                place: .field(id))
        })

    let desk: ChainImportTests.Desk
    let office: Member
    let named: Member
    let other: Member
    let east: Member
    let west: Member
    let secret: SheetSecret

    var store: any Store { desk.store }
    var world: World { desk.world }

    init(_ stores: StoreKind) async throws {
        desk = ChainImportTests.Desk(store: try await stores.fresh())
        _ = try await desk.take(ChainImportTests.head + ChainImportTests.body)
        let world = desk.world
        func member(_ login: String, _ unit: String, _ role: Role) -> Member {
            Member(
                id: world.identifier(.member), login: login, name: "示例·" + login, unit: unit,
                roles: [role], createdAt: world.now())
        }
        office = member("office", "office", .headquarters)
        named = member("named", "team", .taskForce)
        other = member("other", "team", .taskForce)
        east = member("east", "east", .district)
        west = member("west", "west", .district)
        secret = SheetSecret(drawnFrom: world)
    }

    func grounds(_ title: String = "示例：纪要") -> Grounds {
        Grounds(
            id: world.identifier(.evidence), kind: "statement", title: title, dated: nil,
            today: Self.today)
    }

    func occasion(_ member: Member) -> Occasion { Occasion(.member(member), in: world) }

    func nominate(
        _ company: String = "示例市甲泵业有限公司", on day: String = "2026-10-01"
    ) async throws -> Anchor {
        let draft = AnchorDraft(
            company: company, reason: "示例：营收最大", on: day, grounds: grounds(),
            fresh: world.identifier(.company))
        let by = occasion(other)
        return try await store.write { tx in
            try tx.nominate(draft, of: Self.chain, today: Self.today, by)
        }
    }

    func advance(
        _ anchor: Anchor, _ stage: String, on day: String, reason: String = "示例：会议定"
    ) async throws {
        let draft = AnchorStepDraft(stage: stage, reason: reason, on: day, grounds: grounds())
        let by = occasion(other)
        try await store.write { tx in
            try tx.advance(
                draft, anchor: anchor.number, of: Self.chain, today: Self.today, by)
        }
    }

    func opine(_ anchor: Anchor, unit: String = "east", on day: String) async throws {
        let draft = AnchorOpinionDraft(unit: unit, stance: "agrees", said: "", on: day)
        let by = occasion(other)
        try await store.write { tx in
            try tx.add(
                draft, anchor: anchor.number, of: Self.chain, units: Self.units,
                today: Self.today, by)
        }
    }

    /// Recognised, with one member named and one address open.
    func recognised() async throws -> Anchor {
        let anchor = try await nominate()
        try await advance(anchor, "consulted", on: "2026-10-02")
        try await opine(anchor, on: "2026-10-03")
        try await advance(anchor, "recognised", on: "2026-10-10")
        let (office, own) = (occasion(office), occasion(named))
        let (named, secret) = (named, secret)
        try await store.write { tx in
            try tx.name(named, anchor: anchor.number, of: Self.chain, office)
            _ = try tx.makeSheetLink(
                secret, anchor: anchor.number, of: Self.chain, endsOn: "2026-12-31",
                provider: .international, today: Self.today, own)
        }
        return anchor
    }

    func handIn(
        _ handing: NeedHanding, with secret: SheetSecret? = nil, on day: Day = today
    ) async throws -> NeedSheet? {
        let (secret, now) = (secret ?? self.secret, world.now())
        return try await store.write { tx in
            guard
                let guest = try tx.guest(secret, provider: .international, today: day)
            else { return nil }
            return try tx.handIn(handing, by: guest, at: now, today: day)
        }
    }

    func needs(_ anchor: Anchor, for member: Member) async throws -> [Need] {
        try await store.read { tx in try tx.needs(of: anchor.number, for: .member(member)) }
    }

    func review(
        _ need: Need, link: String? = nil, unit: String? = nil, due: String? = nil,
        names: Bool = false, by member: Member
    ) async throws {
        let draft = NeedReviewDraft(
            review: "accepted", link: link, unit: unit, due: due, namesAnchor: names,
            version: need.version)
        let by = occasion(member)
        try await store.write { tx in
            try tx.review(
                draft, need: need.number, of: Self.chain, units: Self.units, today: Self.today, by)
        }
    }
}

/// One line of a sheet: direction, product, specification, quantity, origin, local, needed, remark.
func needLine(_ texts: String...) throws -> NeedLine {
    let rows = ["求购或可供", "产品", "规格要求", "年用量", "来源", "本地意愿", "需要时间", "备注"]
        .prefix(texts.count)
    let table = rows.joined(separator: "\t") + "\n" + texts.joined(separator: "\t") + "\n"
    return try #require(try readNeedLines(needBook(table)).first)
}
