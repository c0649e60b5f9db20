import Basics
import Chains
import Companies
import People
import Sealing
import Storage
import TestSupport
import Testing

@Suite("Lines of anchor companies: who sees them, who answers, what is made here")
struct NeedTests {
    @Test(
        "lines are for the named and headquarters; others who edit chains are told how many",
        arguments: Stores.available)
    func secret(stores: StoreKind) async throws {
        let desk = try await AnchorDesk(stores)
        let anchor = try await desk.recognised()
        let sheet = try #require(
            try await desk.handIn(.whole([try needLine("求购", "电机"), try needLine("可供", "铸件")])))
        #expect(try await desk.needs(anchor, for: desk.named).count == 2)
        #expect(try await desk.needs(anchor, for: desk.office).count == 2)
        for member in [desk.other, desk.east] {
            #expect(try await desk.needs(anchor, for: member).isEmpty)
            let reader = Actor.member(member)
            let (one, older, answer) = try await desk.store.read { tx in
                (
                    try tx.need(1, of: "pumps", for: reader),
                    try tx.needLines(of: anchor.number, asOf: sheet.number, for: reader),
                    try tx.reverseAnswer(to: anchor, home: AnchorDesk.home, for: reader)
                )
            }
            #expect(one == nil && older.isEmpty && answer == nil)
        }
        let need = try await desk.needs(anchor, for: desk.named)[0]
        await #expect(throws: UnknownChain.self) { try await desk.review(need, by: desk.other) }
        #expect(
            try await desk.store.read { tx in try tx.needCounts(of: "pumps") } == [
                anchor.number: 2
            ])
        // Nor by the path of another chain.
        let reader = Actor.member(desk.named)
        #expect(
            try await desk.store.read { tx in try tx.need(1, of: "others", for: reader) } == nil)
    }

    @Test(
        "a unit sees its own lines and no more, and owes an answer each quarter",
        arguments: Stores.available)
    func assigned(stores: StoreKind) async throws {
        let desk = try await AnchorDesk(stores)
        let anchor = try await desk.recognised()
        _ = try await desk.handIn(
            .whole([
                try needLine("求购", "电机", "三相", "3000台", "江苏", "是", "2027-03", "机密备注"),
                try needLine("求购", "密封件", "", "", "德国"),
                try needLine("求购", "轴承"),
            ]))
        let lines = try await desk.needs(anchor, for: desk.named)
        let wrong = try await reasons {
            try await desk.review(
                lines[0], link: "nowhere", unit: "nobody", due: "2026-01-01", by: desk.named)
        }
        #expect(wrong.count == 3, "\(wrong)")
        try await desk.review(
            lines[0], link: "motors", unit: "east", due: "2026-11-30", by: desk.named)
        try await desk.review(
            lines[1], unit: "west", due: "2026-11-30", names: true, by: desk.named)
        let stale = try await reasons { try await desk.review(lines[0], by: desk.named) }
        #expect(stale.contains { $0.contains("已被他人修改") }, "\(stale)")
        func seen(_ unit: String, on day: Day = AnchorDesk.today) async throws -> [AssignedNeed] {
            try await desk.store.read { tx in try tx.needs(assignedTo: unit, on: day) }
        }
        let east = try #require(try await seen("east").first)
        #expect(try await seen("east").count == 1 && east.product == "电机")
        #expect(east.anchor == nil && east.link?.zh == "电机" && east.quantity == "3000台")
        #expect(try await seen("west").map(\.anchor) == ["示例市甲泵业有限公司"])
        func owed(on day: String) async throws -> Int {
            let day = try #require(Day(text: day))
            return try await desk.store.read { tx in try tx.needWork(of: "east", on: day).count }
        }
        #expect(try await owed(on: "2026-10-25") == 1)
        func answer(_ member: Member, _ outcome: String = "found") async throws {
            let by = desk.occasion(member)
            try await desk.store.write { tx in
                try tx.answer(
                    need: east.number, outcome: outcome, said: "示例：找到一家",
                    today: AnchorDesk.today, by)
            }
        }
        await #expect(throws: UnknownChain.self) { try await answer(desk.west) }
        #expect(try await reasons { try await answer(desk.east, "perhaps") }.count == 1)
        try await answer(desk.east)
        #expect(try await owed(on: "2026-12-31") == 0)
        #expect(try await owed(on: "2027-01-01") == 1, "the next quarter asks again")
        let quarter = Quarter(of: AnchorDesk.today)
        let now = try await desk.needs(anchor, for: desk.named)
        #expect(quarter.text == "2026-Q4" && quarter.last?.description == "2026-12-31")
        #expect(now.map { $0.owed(in: quarter) != nil } == [false, true, false])
        // What the company takes out is nobody's work any more.
        _ = try await desk.handIn(.without(now[1].number))
        #expect(try await seen("west").isEmpty)
        let late = try await desk.store.read { tx in
            try tx.needWork(of: "east", on: try #require(Day(text: "2027-01-02")))
        }
        #expect(late.overdue == 0 && late.first?.description == "2027-03-31")
        let missed = try await desk.store.read { tx in
            try tx.needWork(of: "east", on: try #require(Day(text: "2027-04-02")))
        }
        #expect(missed.count == 1 && missed.overdue == 1)
        #expect(missed.first?.description == "2027-03-31", "a quarter that was skipped stays owed")
    }

    @Test(
        "a day beyond the quarter counts as the reviewer wrote it", arguments: Stores.available)
    func later(stores: StoreKind) async throws {
        let desk = try await AnchorDesk(stores)
        let anchor = try await desk.recognised()
        _ = try await desk.handIn(.whole([try needLine("求购", "电机")]))
        let need = try await desk.needs(anchor, for: desk.named)[0]
        try await desk.review(need, unit: "east", due: "2027-01-31", by: desk.named)
        func work(_ day: String) async throws -> DueWork {
            let day = try #require(Day(text: day))
            return try await desk.store.read { tx in try tx.needWork(of: "east", on: day) }
        }
        #expect(try await work("2026-12-31").count == 0)
        let after = try await work("2027-02-01")
        #expect(after.overdue == 1 && after.first?.description == "2027-01-31")
        // Another unit gets a day of its own, not one that is over.
        let again = try await desk.needs(anchor, for: desk.named)[0]
        let past = try await reasons {
            try await desk.review(again, unit: "west", due: "2026-01-31", by: desk.named)
        }
        #expect(past.count == 1, "\(past)")
    }

    @Test(
        "what the company changed since the form was opened is seen before it is reviewed",
        arguments: Stores.available)
    func changedMeanwhile(stores: StoreKind) async throws {
        let desk = try await AnchorDesk(stores)
        let anchor = try await desk.recognised()
        _ = try await desk.handIn(.whole([try needLine("求购", "电机", "", "3000台")]))
        let shown = try await desk.needs(anchor, for: desk.named)[0]
        _ = try await desk.handIn(.whole([try needLine("求购", "电机", "", "5000台")]))
        let stale = try await reasons { try await desk.review(shown, by: desk.named) }
        #expect(stale.contains { $0.contains("已被他人修改") }, "\(stale)")
        let now = try await desk.needs(anchor, for: desk.named)[0]
        try await desk.review(now, by: desk.named)
        #expect(try await desk.needs(anchor, for: desk.named)[0].isChanged == false)
        // The last line can be taken away too.
        #expect(try await desk.handIn(.without(now.number))?.lines == 0)
        #expect(try await desk.needs(anchor, for: desk.named).isEmpty)
    }

    @Test("Japan is not here", arguments: Stores.available)
    func places(stores: StoreKind) async throws {
        let desk = try await AnchorDesk(stores)
        let anchor = try await desk.recognised()
        let origins = ["日本市场", "日本地区", "非本地", "本地", "本市企业", "示例市东屿区", "示例省城", ""]
        _ = try await desk.handIn(
            .whole(try origins.enumerated().map { try needLine("求购", "料\($0)", "", "", $1) }))
        let reader = Actor.member(desk.named)
        let answer = try await desk.store.read { tx in
            try tx.reverseAnswer(to: anchor, home: AnchorDesk.home, for: reader)
        }
        #expect(answer?.inside == 3 && answer?.untold == 1 && answer?.outside.count == 4)
    }

    @Test(
        "of what is bought outside so much is made here: lines without a link are told apart",
        arguments: Stores.available)
    func reversed(stores: StoreKind) async throws {
        let desk = try await AnchorDesk(stores)
        // Castings are made by two in the city, one of them by public knowledge; the anchor company
        // itself, who only builds and who sits elsewhere don't count.
        let body = ChainImportTests.body.replacing(
            "placements:\n",
            with: """
                placements:
                  - {link: castings, company: a, place: "990102", source: survey}
                  - {link: castings, company: c, place: "990103", source: book}
                  - {link: castings, company: d, place: "990102", source: survey}
                  - {link: motors, company: c, place: "990103", source: survey, standing: building}

                """
        ).replacing(
            "sources:\n",
            with: "sources:\n  - {id: book, kind: publication, title: 示例：年鉴, dated: 2026-01-01}\n"
        ).replacing(
            "companies:\n",
            with: """
                companies:
                  - {id: c, name: 示例市丙铸造有限公司}
                  - {id: d, name: 示例市丁铸造有限公司}

                """)
        _ = try await desk.desk.take(ChainImportTests.head + body)
        let anchor = try await desk.recognised()
        _ = try await desk.handIn(
            .whole([
                try needLine("求购", "泵体", "", "", "江苏"), try needLine("求购", "泵盖", "", "", "浙江"),
                try needLine("求购", "电机", "", "", "德国"), try needLine("求购", "密封件", "", "", "日本"),
                try needLine("求购", "叶轮", "", "", "示例市丁铸造有限公司"), try needLine("求购", "轴承"),
                try needLine("可供", "整泵", "", "", "江苏"),
            ]))
        let links = ["泵体": "castings", "泵盖": "castings", "电机": "motors", "叶轮": "castings"]
        for need in try await desk.needs(anchor, for: desk.named) {
            try await desk.review(need, link: links[need.line.product], by: desk.named)
        }
        let (reader, secret) = (Actor.member(desk.named), desk.secret)
        let (own, guests) = try await desk.store.read { tx in
            let guest = try #require(
                try tx.guest(secret, provider: .international, today: AnchorDesk.today))
            return (
                try #require(
                    try tx.reverseAnswer(to: anchor, home: AnchorDesk.home, for: reader)),
                try tx.reverseAnswer(toGuest: guest, home: AnchorDesk.home)
            )
        }
        for answer in [own, guests] {
            #expect(answer.outside.count == 4 && answer.here == 2)
            #expect(answer.notFound == 1 && answer.unknown == 1)
            #expect(answer.inside == 1 && answer.untold == 1)
        }
        func named(_ answer: ReverseAnswer) -> [[String]] {
            answer.outside.map { $0.named.map(\.company.name) }
        }
        let both = ["示例市丙铸造有限公司", "示例市丁铸造有限公司"]
        #expect(named(own) == [both, both, [], []])
        #expect(named(guests) == [["示例市丙铸造有限公司"], ["示例市丙铸造有限公司"], [], []])
        #expect(guests.outside.first?.makers == 2 && guests.outside.last?.makers == nil)
    }
}
