import Basics
import Indicators
import People
import Rules
import Sealing
import Storage
import TestSupport
import Testing

@Suite("Spot checks")
struct SpotCheckTests {
    private func draft(
        _ indicator: String = "signed-total", seed: String = "2026113", size: String = "2",
        asOf: String? = nil
    ) -> SpotCheckDraft {
        SpotCheckDraft(
            FigureDraft(indicator: indicator, period: "2026", asOf: asOf), seed: seed, size: size)
    }

    private func office(_ stores: StoreKind) async throws -> LedgerOffice {
        let office = try await LedgerOffice(stores)
        try await office.take([battery, hydrogen], inOctober, unit: "dongyu")
        try await office.take([optics], inOctober, unit: "xiling")
        return office
    }

    @Test(
        "the seed alone decides what is drawn, also when the ledger has gone on",
        arguments: Stores.available)
    func drawn(stores: StoreKind) async throws {
        let office = try await office(stores)
        let check = try await office.tried(draft(size: "200"))
        #expect(check.population == check.drawn.count && check.population > 1)
        // Anyone draws again: the hash of seed and identifier, the smallest first.
        let hashes = check.drawn.map {
            Digest(of: Array("2026113\n\($0.project.text)".utf8)).hex
        }
        #expect(hashes == hashes.sorted())
        let two = try await office.tried(draft())
        #expect(two.drawn == Array(check.drawn.prefix(2)))
        #expect(two.population == check.population)
        #expect(
            try await Set(
                (1...20).map(String.init).asyncMap {
                    try await office.tried(draft(seed: $0, size: "1")).drawn[0].project
                }
            ).count > 1)
    }

    @Test(
        "what was found is taken of the whole, for the city and for each unit",
        arguments: Stores.available)
    func scaled(stores: StoreKind) async throws {
        let office = try await office(stores)
        let number = try await office.keep(draft(size: "200"))
        let kept = try #require(try await office.spotCheck(number))
        #expect(kept.drawn == (try await office.tried(draft(size: "200"))).drawn)
        #expect(kept.shares(units: ["dongyu"]).map(\.rate) == [nil])
        let own = kept.drawn.filter { $0.unit == "dongyu" }
        let one = try #require(own.first)
        let half = fixed(one.reported / 2, per: 100, decimals: 2) + "元"
        try await office.record(one.place, "0", of: number)
        try await office.record(one.place, half, of: number)
        let found = try #require(try await office.spotCheck(number))
        let shares = found.shares(units: office.folder.units.map(\.id))
        #expect(shares.map(\.unit) == [nil, "dongyu"])
        #expect(shares.map(\.checked) == [1, 1])
        #expect(shares.map(\.rate) == [5_000, 5_000])
        let whole = own.reduce(0) { $0 + $1.reported }
        #expect(shares[1].whole == whole && shares[1].scaled == (whole + 1) / 2)
        #expect(shares[0].whole == kept.drawn.reduce(0) { $0 + $1.reported })
        // The figure itself stays as it is.
        #expect(try await office.tried(draft()).reported == kept.reported)
    }

    @Test("what can't be drawn or written down is named, all at once")
    func refused() async throws {
        let office = try await office(.sqlite)
        #expect(
            await office.refusals { try await office.keep(draft(seed: " ", size: "0")) } == [
                "size 抽1至200个", "seed 种子写1至60个字，如抽签当天公布的数",
            ])
        #expect(
            await office.refusals { try await office.keep(draft("started-rate")) } == [
                "indicator 只能从逐个项目加起来的指标里抽"
            ])
        #expect(
            await office.refusals { try await office.keep(draft("received-foreign")) } == [
                "indicator 这个数没有项目，没有可抽的"
            ])
        let number = try await office.keep(draft())
        #expect(
            await office.refusals { try await office.record(1, "很多", of: number, note: " ") } == [
                "found 应为带单位的金额，如2131亿元", "note 写明看到了什么、凭什么",
            ])
        let auditor = office.member(.auditor, unit: "audit")
        #expect(auditor.sight == .all)
        for work in [
            { try await office.record(1, "0", of: number, by: auditor) },
            { _ = try await office.keep(draft(), by: auditor) },
        ] { await #expect(throws: MemberRefusal.self) { try await work() } }
        await #expect(throws: UnknownSpotCheck.self) {
            try await office.record(3, "0", of: number)
        }
    }
}

extension Array where Element: Sendable {
    fileprivate func asyncMap<Result>(
        _ transform: (Element) async throws -> Result
    ) async throws -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}

extension LedgerOffice {
    fileprivate func tried(_ draft: SpotCheckDraft) async throws -> SpotCheck {
        let asked = try draft.question(in: folder, today: today)
        return try await store.read { tx in try tx.trySpotCheck(asked.figure, asked.question) }
    }

    @discardableResult
    fileprivate func keep(_ draft: SpotCheckDraft, by actor: Actor? = nil) async throws -> Int64 {
        let asked = try draft.question(in: folder, today: today)
        let occasion = occasion(actor ?? member(.headquarters, unit: "headquarters"))
        return try await store.write { tx in
            try tx.keepSpotCheck(asked.figure, asked.question, occasion)
        }
    }

    fileprivate func spotCheck(_ number: Int64) async throws -> SpotCheck? {
        try await store.read { tx in try tx.spotCheck(number) }
    }

    fileprivate func record(
        _ place: Int, _ found: String, of number: Int64, note: String = "示例：现场看过",
        by actor: Actor? = nil
    ) async throws {
        let draft = FindingDraft(place: place, found: found, note: note)
        let occasion = occasion(actor ?? member(.headquarters, unit: "headquarters"))
        try await store.write { [folder] tx in
            try tx.recordFinding(draft, of: number, in: folder, occasion)
        }
    }
}
