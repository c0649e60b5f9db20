import Basics
import Documents
import Evidence
import Facts
import People
import Storage
import Tables
import TestSupport
import Testing
import Texts

@Suite("documents that are kept, and what is decided of them")
struct KeptDocumentTests {
    private static let news = """
        示例市去年新签约亿元以上项目928个
        本报讯（记者 赵某）2025年，示例市新签约亿元以上项目928个，总投资4934.3亿元。
        全市实际使用外资57.2亿美元，同比增长14.1%，占全省比重29.2%。
        """

    @Test("a paper is kept as it came, and what was read waits", arguments: Stores.available)
    func taken(stores: StoreKind) async throws {
        let desk = try await DocumentDesk(stores)
        let document = try await desk.take(Self.news)
        #expect(document.number == 1 && document.unit == "office" && document.mark == .open)
        #expect(document.letters == Self.news.unicodeScalars.count)
        #expect(document.title == "示例市去年新签约亿元以上项目928个")
        let facts = try await desk.facts(document)
        #expect(facts.allSatisfy { $0.review.state == .proposed && $0.review.by == nil })
        let found = facts.map(\.told)
        #expect(found == Facts.facts(in: Self.news, datedOn: Day(2026, 1, 20)))
        let scalars = Array(Self.news.unicodeScalars)
        for fact in found {
            let span = fact.start..<(fact.start + fact.raw.unicodeScalars.count)
            #expect(String(String.UnicodeScalarView(scalars[span])) == fact.raw)
        }
        let foreign = try #require(found.first { $0.unit == .dollar })
        #expect(foreign.value == ExactNumber(5_720_000_000) && foreign.yoyPercent != nil)
        let (bytes, text, parts, kinds) = try await desk.store.read { tx in
            (
                try tx.fileBytes(document.file), try tx.text(of: document),
                try tx.parts(of: document), try tx.journal(after: 0, limit: 5).map(\.kind)
            )
        }
        #expect(bytes == Array(Self.news.utf8) && text == Self.news)
        #expect(parts.contains { $0.role == .title } && parts.contains { $0.role == .body })
        #expect(kinds == ["document.taken"])
    }

    @Test("a state secret, and the same file again, are refused and leave nothing")
    func refused() async throws {
        let desk = try await DocumentDesk(.sqlite)
        await #expect(throws: DocumentRefusal.self) { try await desk.take(Papers.notice) }
        try await desk.take(Self.news)
        let twice = await #expect(throws: DocumentRefusal.self) { try await desk.take(Self.news) }
        #expect(twice?.problems.first?.place == .field("table"))
        await #expect(throws: DocumentRefusal.self) {
            try await desk.take("另一份，2个项目。", mark: "秘密")
        }
        let count = try await desk.store.read { tx in
            try tx.documentCount(DocumentFilter(), visibleTo: .all)
        }
        #expect(count == 1)
    }

    @Test("accepted, rejected, taken back; who decided first wins", arguments: Stores.available)
    func decided(stores: StoreKind) async throws {
        let desk = try await DocumentDesk(stores)
        let document = try await desk.take(Self.news)
        let first = try await desk.facts(document)[0]
        try await desk.decide(first, .accepted)
        let accepted = try await desk.facts(document)[0]
        #expect(accepted.review.state == .accepted && accepted.review.by == desk.office.id.text)
        await #expect(throws: DocumentRefusal.self) { try await desk.decide(first, .rejected) }
        try await desk.decide(accepted, .proposed)
        let back = try await desk.facts(document)[0]
        #expect(back.review.state == .proposed && back.review.by == nil)
        try await desk.decide(back, .rejected, because: "示例：不是我市的数")
        let rejected = try await desk.facts(document)[0]
        #expect(rejected.review.reason == "示例：不是我市的数")
        let counts = try await desk.store.read { tx in
            try tx.reviewCounts(.fact, of: [document.number])[document.number]
        }
        let all = try await desk.facts(document).count
        #expect(counts?.rejected == 1 && counts?.all == all)
        let waiting = try await desk.store.read { tx in
            try tx.documentCount(DocumentFilter(waits: true), visibleTo: .all)
        }
        #expect(waiting == 1)
    }

    @Test("a mended figure stands for the one that was read, until it is taken back")
    func mended() async throws {
        let desk = try await DocumentDesk(.sqlite)
        let document = try await desk.take(Self.news)
        let before = try await desk.facts(document)
        let old = try #require(before.first { $0.told.unit == .dollar })
        func mend(_ value: String, period: String = "2025") async throws {
            let fields = [
                "metric": "实际使用外资", "value": value, "unit": "USD", "qualifier": "over",
                "period": period, "scope": "示例市", "yoy_percent": "14.1",
            ]
            let (occasion, sight) = (desk.by(desk.office), desk.office.sight)
            try await desk.store.write { tx in
                try tx.mend(
                    fact: old.number, ofDocument: document.number, FactDraft { fields[$0] },
                    version: old.review.version, called: DocumentDesk.own, visibleTo: sight,
                    occasion)
            }
        }
        let wrong = await #expect(throws: DocumentRefusal.self) {
            try await mend("很多", period: "2025-13")
        }
        #expect(wrong?.problems.map(\.place) == [.field("value"), .field("period")])
        try await mend("57.3亿")
        let after = try await desk.facts(document)
        #expect(after.count == before.count)
        let mended = try #require(after.first { $0.review.mends == old.number })
        #expect(mended.told.value.description == "5730000000")
        #expect(mended.told.qualifier == .over && mended.told.raw == old.told.raw)
        #expect(mended.review.state == .accepted)
        try await desk.decide(mended, .proposed)
        #expect(try await desk.facts(document).map(\.told) == before.map(\.told))
    }

    @Test("two papers that tell otherwise of the same are held against each other")
    func compared() async throws {
        let desk = try await DocumentDesk(.sqlite)
        try await desk.take(Self.news)
        let later = try await desk.take("2025年，全市实际使用外资57.5亿美元。", title: "另一份")
        let secret = try await desk.take(
            "2025年，全市实际使用外资58亿美元。", by: desk.east, mark: "trade_secret")
        let facts = try await desk.facts(later)
        let (seen, all) = try await desk.store.read { tx in
            (
                try tx.otherTellings(
                    of: facts, called: DocumentDesk.own, visibleTo: .units(["west"])),
                try tx.otherTellings(of: facts, called: DocumentDesk.own, visibleTo: .all)
            )
        }
        let number = try #require(facts.first?.number)
        #expect(seen[number]?.map(\.fact.document) == [1])
        #expect(all[number]?.map(\.fact.document) == [secret.number, 1])
        let told = try #require(seen[number]?.first)
        #expect(told.fact.told.value == ExactNumber(5_720_000_000))
        try await desk.decide(told.fact, .rejected)
        let left = try await desk.store.read { tx in
            try tx.otherTellings(
                of: facts, called: DocumentDesk.own, visibleTo: .units(["west"]))
        }
        #expect(left.isEmpty)
    }

    @Test("what is secret is read by its unit; others' papers are read and not decided")
    func sight() async throws {
        let desk = try await DocumentDesk(.sqlite)
        let secret = try await desk.take("示例：2026年有3个项目。", by: desk.east, mark: "work_secret")
        let plain = try await desk.take("示例：2026年有4个项目。", by: desk.east, mark: "internal")
        func count(_ member: Member) async throws -> Int {
            try await desk.store.read { tx in
                try tx.documentCount(DocumentFilter(), visibleTo: member.sight)
            }
        }
        #expect(try await count(desk.east) == 2)
        #expect(try await count(desk.west) == 1)
        #expect(try await count(desk.office) == 2)
        let hidden = try await desk.store.read { tx in
            try tx.document(secret.number, visibleTo: desk.west.sight)
        }
        #expect(hidden == nil)
        let fact = try await desk.facts(plain)[0]
        await #expect(throws: DocumentRefusal.self) {
            try await desk.decide(fact, .accepted, by: desk.west)
        }
        let unseen = try await desk.facts(secret)[0]
        await #expect(throws: UnknownDocument.self) {
            try await desk.decide(unseen, .accepted, by: desk.west)
        }
        try await desk.decide(fact, .accepted)
    }

    @Test("a person says of what kind a piece is; then what it asks may become a task")
    func kindSaid() async throws {
        let desk = try await DocumentDesk(.sqlite)
        let document = try await desk.take(
            "本报讯（记者 赵某）会议强调，各区市要加快项目建设，年底前开工20个。")
        let read = try await desk.instructions(document)
        #expect(!read.isEmpty && read.allSatisfy { !$0.told.mayBecomeTask })
        let (occasion, sight) = (desk.by(desk.office), desk.office.sight)
        try await desk.store.write { tx in
            try tx.say(
                kind: "minutes", ofPiece: 0, document: document.number, visibleTo: sight,
                occasion)
        }
        let said = try await desk.instructions(document)
        #expect(said.allSatisfy { $0.told.mayBecomeTask })
        #expect(said.map(\.told.text) == read.map(\.told.text))
        #expect(said.map(\.told.owners) == read.map(\.told.owners))
        #expect(said.map(\.told.due) == read.map(\.told.due))
        #expect(said.map(\.told.saying) == read.map(\.told.saying))
        let pieces = try await desk.store.read { tx in try tx.pieces(of: document) }
        #expect(pieces[0].kind == .minutes && pieces[0].read.value == .news)
    }

    @Test("an instruction is mended: text, units and day")
    func instructionMended() async throws {
        let desk = try await DocumentDesk(.sqlite)
        let document = try await desk.take(Papers.minutes, day: nil)
        let old = try #require(try await desk.instructions(document).first { $0.told.due != nil })
        let fields = ["text": "示例：加快开工", "owners": "市商务局、市统计局", "due": "2026-06-30"]
        let (occasion, sight) = (desk.by(desk.office), desk.office.sight)
        try await desk.store.write { tx in
            try tx.mend(
                instruction: old.number, ofDocument: document.number,
                InstructionDraft { fields[$0] }, version: old.review.version, visibleTo: sight,
                occasion)
        }
        let found = try await desk.instructions(document)
        let mended = try #require(found.first { $0.review.mends == old.number })
        #expect(mended.told.owners.map(\.name) == ["市商务局", "市统计局"])
        #expect(mended.told.due?.last == Day(2026, 6, 30) && mended.told.text == "示例：加快开工")
        #expect(mended.told.headings == old.told.headings)
    }

    @Test("ten thousand figures in one line: page by page, each on one page")
    func leaves() async throws {
        let desk = try await DocumentDesk(.sqlite)
        let text = (1...10_000).map { "第\($0)组签约项目\($0)个，" }.joined()
        let document = try await desk.take(text)
        let scalars = Array(text.unicodeScalars)
        let (leaves, all) = try await desk.store.read { tx in
            (
                try tx.leaves(of: document, text: scalars, for: .fact),
                try tx.facts(of: document, within: 0..<document.letters)
            )
        }
        #expect(all.count == 10_000)
        #expect(leaves.spans.first?.lowerBound == 0 && leaves.spans.last?.upperBound == text.count)
        for (left, right) in zip(leaves.spans, leaves.spans.dropFirst()) {
            #expect(left.upperBound == right.lowerBound && !left.isEmpty)
        }
        var shown = 0
        for span in leaves.spans {
            let here = all.count { span.contains($0.told.start) }
            #expect(here <= 61)
            shown += here
        }
        #expect(shown == all.count)
    }
}
