import Basics
import Chains
import People
import Sealing
import Storage
import TestSupport
import Testing

@Suite("Anchor companies: selection, who reads, the address without an account")
struct AnchorTests {
    @Test(
        "steps go in their order, each with day, reason and source; back only after leaving",
        arguments: Stores.available)
    func selected(stores: StoreKind) async throws {
        let desk = try await AnchorDesk(stores)
        let wrong = try await reasons { _ = try await desk.nominate("", on: "2027-01-01") }
        #expect(wrong.count == 2, "\(wrong)")
        let anchor = try await desk.nominate()
        #expect(anchor.stage == .nominated && anchor.name == "示例市甲泵业有限公司")
        #expect(
            try await reasons { _ = try await desk.nominate() }.first?.contains("已在名单上") == true)
        func refused(_ stage: String, on day: String) async throws -> [String] {
            try await reasons { try await desk.advance(anchor, stage, on: day) }
        }
        #expect(try await refused("recognised", on: "2026-10-02").first?.contains("不能直接") == true)
        #expect(
            try await reasons { try await desk.opine(anchor, on: "2026-10-02") }.first?
                .contains("不在征求意见") == true)
        try await desk.advance(anchor, "consulted", on: "2026-10-02")
        #expect(
            try await refused("recognised", on: "2026-10-10").first?.contains("一个单位的意见")
                == true)
        #expect(
            try await reasons { try await desk.opine(anchor, unit: "nobody", on: "2026-10-01") }
                .count == 2)
        try await desk.opine(anchor, on: "2026-10-03")
        #expect(try await refused("recognised", on: "2026-09-30").count == 2)
        #expect(
            try await refused("recognised", on: "2026-10-02").first?.contains("一个单位的意见")
                == true, "before anybody said anything")
        #expect(
            try await reasons {
                try await desk.advance(anchor, "recognised", on: "2026-10-10", reason: "")
            }.count == 1)
        try await desk.advance(anchor, "recognised", on: "2026-10-10")
        #expect(try await refused("nominated", on: "2026-10-11").count == 1)
        try await desk.advance(anchor, "withdrawn", on: "2026-10-12")
        try await desk.advance(anchor, "nominated", on: "2026-10-13")
        let (steps, opinions, now) = try await desk.store.read { tx in
            (
                try tx.anchorSteps(of: anchor.number), try tx.anchorOpinions(of: anchor.number),
                try tx.anchors(of: "pumps")
            )
        }
        #expect(
            steps.map(\.stage) == [.nominated, .withdrawn, .recognised, .consulted, .nominated])
        #expect(opinions.map(\.unit) == ["east"] && now.map(\.stage) == [.nominated])
        // An opinion of the first time doesn't carry the second.
        try await desk.advance(anchor, "consulted", on: "2026-10-14")
        #expect(try await refused("recognised", on: "2026-10-15").count == 1)
    }

    @Test(
        "headquarters names who reads; a task force names nobody, a district edits nothing",
        arguments: Stores.available)
    func named(stores: StoreKind) async throws {
        let desk = try await AnchorDesk(stores)
        let anchor = try await desk.recognised()
        let (other, office) = (desk.occasion(desk.other), desk.occasion(desk.office))
        func name(_ member: Member, _ by: Occasion) async throws {
            try await desk.store.write { tx in
                try tx.name(member, anchor: anchor.number, of: "pumps", by)
            }
        }
        #expect(try await reasons { try await name(desk.other, other) }.count == 1)
        #expect(try await reasons { try await name(desk.east, office) }.count == 1)
        func reads(_ member: Member) async throws -> Bool {
            try await desk.store.read { tx in
                try tx.reads(.member(member), anchor: anchor.number)
            }
        }
        #expect(try await reads(desk.named))
        #expect(try await reads(desk.office))
        #expect(try await !reads(desk.other))
        func open(_ scope: String, _ reason: String, _ by: Occasion) async throws {
            try await desk.store.write { tx in
                try tx.open(
                    anchor: anchor.number, of: "pumps", to: scope, because: reason, by)
            }
        }
        #expect(try await reasons { try await open("editors", "", office) }.count == 1)
        #expect(try await reasons { try await open("editors", "企业同意", other) }.count == 1)
        try await open("editors", "示例：企业同意", office)
        #expect(try await reads(desk.other))
        #expect(try await !reads(desk.east))
        try await open("readers", "示例：企业同意", office)
        #expect(try await reads(desk.east))
        try await open("named", "示例：企业改主意", office)
        let named = desk.named.id
        try await desk.store.write { tx in
            try tx.unname(named, anchor: anchor.number, of: "pumps", office)
        }
        #expect(try await !reads(desk.named))
        #expect(try await !reads(desk.other))
        #expect(
            try await reasons {
                let by = desk.occasion(desk.east)
                try await desk.store.write { tx in
                    try tx.open(
                        anchor: anchor.number, of: "pumps", to: "editors", because: "想看", by)
                }
            }.first?.contains("权限") == true)
    }

    @Test(
        "a key opens one list until its last day, or until it is withdrawn; a wrong one nothing",
        arguments: Stores.available)
    func keyed(stores: StoreKind) async throws {
        let desk = try await AnchorDesk(stores)
        let anchor = try await desk.recognised()
        func opens(_ secret: SheetSecret, on day: String) async throws -> Bool {
            let day = try #require(Day(text: day))
            return try await desk.store.read { tx in
                try tx.guest(secret, provider: .international, today: day) != nil
            }
        }
        #expect(try await opens(desk.secret, on: "2026-12-31"))
        #expect(try await !opens(desk.secret, on: "2027-01-01"))
        #expect(try await !opens(SheetSecret(drawnFrom: desk.world), on: "2026-12-31"))
        #expect(SheetSecret(text: desk.secret.text) == desk.secret)
        #expect(SheetSecret(text: "gx_1") == nil)
        let kept = try await desk.store.read { tx in
            try tx.rows("SELECT secret_hash FROM sheet_link").map { try $0.text("secret_hash") }
        }
        #expect(kept.count == 1 && !desk.secret.text.contains(kept[0]))
        let (by, outsider) = (desk.occasion(desk.named), desk.occasion(desk.other))
        await #expect(throws: UnknownChain.self) {
            try await desk.store.write { tx in
                try tx.withdrawSheetLink(1, anchor: anchor.number, of: "pumps", outsider)
            }
        }
        try await desk.store.write { tx in
            try tx.withdrawSheetLink(1, anchor: anchor.number, of: "pumps", by)
        }
        #expect(try await !opens(desk.secret, on: "2026-12-31"))
        let second = SheetSecret(drawnFrom: desk.world)
        func make(_ day: String) async throws {
            try await desk.store.write { tx in
                _ = try tx.makeSheetLink(
                    second, anchor: anchor.number, of: "pumps", endsOn: day,
                    provider: .international, today: AnchorDesk.today, by)
            }
        }
        #expect(try await reasons { try await make("2030-01-01") }.count == 1)
        try await make("2026-12-31")
        #expect(try await opens(second, on: "2026-12-31"))
        try await desk.advance(anchor, "withdrawn", on: "2026-10-20")
        #expect(try await !opens(second, on: "2026-12-31"))
    }
}
