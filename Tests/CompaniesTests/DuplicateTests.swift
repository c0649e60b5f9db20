import Basics
import Companies
import Evidence
import People
import Storage
import TestSupport
import Testing

/// The queue of companies that may have been recorded twice.
@Suite("Duplicates among companies")
struct DuplicateTests {
    private static let codes = ["91370200MA3CXK5L87", "913302040933533733"]

    /// 澜石 twice, two firms of one group with codes, and others.
    private func office(
        _ stores: StoreKind
    ) async throws -> (office: CompanyOffice, one: Identifier, other: Identifier) {
        let office = CompanyOffice(store: try await stores.fresh())
        let one = try await office.add(
            "青岛澜石海洋装备有限公司", "registered", scheme: "uscc", value: Self.codes[0])
        let other = try await office.add("青岛澜石海洋装备")
        try await office.add(
            "青岛澜石海洋铸造有限公司", "registered", scheme: "uscc", value: Self.codes[1])
        try await office.add("济南霜翎电子有限公司")
        let abroad = try await office.add("Nordwind Systems GmbH", "foreign")
        // What holds a company is another one, however like their names are.
        let held = try await office.add("Nordwind Systems（筹）")
        try await office.hold(held, by: abroad.text)
        return (office, one, other)
    }

    @Test("what may be one company is found with its reasons", arguments: Stores.available)
    func finds(stores: StoreKind) async throws {
        let (office, one, other) = try await office(stores)
        #expect(try await office.store.read { tx in try tx.companiesChanged(since: nil) })
        let queue = try await office.searchDuplicates()
        let first = try #require(queue.first)
        #expect([first.pair.left, first.pair.right] == [min(one, other), max(one, other)])
        #expect(!first.pair.reasons.isEmpty && first.pair.certainty > 0.5)
        #expect(first.state == .open)
        #expect(queue.allSatisfy { [$0.pair.left, $0.pair.right].contains(other) })
        let (last, isDue) = try await office.store.read { tx in
            let last = try tx.lastDuplicateSearch()
            return (last, try tx.companiesChanged(since: last?.journalNumber))
        }
        #expect(last?.companies == 6 && last?.pairs == queue.count && !isDue)
        try await office.rename(other, to: "青岛澜石海洋装备公司", since: nil)
        #expect(
            try await office.store.read { tx in
                try tx.companiesChanged(since: last?.journalNumber)
            })
    }

    @Test(
        "a firm with many names like each other is found all the same",
        arguments: Stores.available)
    func manyOwnNames(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        let names = (1...8).map { "示例市澜石海洋装备第\($0)有限公司" }.joined(separator: "、")
        try await office.take(
            "企业名称,统一社会信用代码,曾用名\n示例市澜石海洋装备有限公司,,\(names)\n示例市澜石海洋装备,,\n")
        #expect(try await office.searchDuplicates().count == 1)
    }

    @Test(
        "where two reviewers differ both are kept; what was said outlives the next search",
        arguments: Stores.available)
    func reviews(stores: StoreKind) async throws {
        let (office, one, other) = try await office(stores)
        _ = try await office.searchDuplicates()
        try await office.review(one, other, .different, by: "甲")
        var queue = try await office.searchDuplicates()
        #expect(queue.first { $0.pair.left == min(one, other) }?.state == .settled)
        try await office.review(other, one, .same, by: "乙")
        queue = try await office.duplicates()
        let first = try #require(queue.first)
        #expect(first.state == .disputed)
        #expect(first.reviews.map(\.verdict) == [.different, .same], "甲 before 乙")
        // One changes one's mind, then has nothing to say.
        try await office.review(one, other, .same, by: "甲")
        #expect(try await office.duplicates().first?.state == .toMerge)
        try await office.review(one, other, nil, by: "甲")
        try await office.review(one, other, .unsure, by: "乙")
        #expect(try await office.duplicates().first?.state == .open)
        let third = try await office.add("示例无关公司")
        #expect(
            try await reasons { try await office.review(one, third, .same, by: "甲") }
                == ["pair: 这两家不在重复企业的清单里"])
        #expect(try await office.journal().last { $0.kind == "duplicate.reviewed" } != nil)
    }

    @Test(
        "merged companies leave the queue and come back with the undoing",
        arguments: Stores.available)
    func merged(stores: StoreKind) async throws {
        let (office, one, other) = try await office(stores)
        let before = try await office.searchDuplicates()
        let found = try await office.store.read { tx in
            try tx.shown(tx.duplicates(settled: false, limit: 1))
        }
        let shown = try #require(found.first)
        #expect(shown.direction == (other, one), "into the registered one")
        try await office.merge(other, into: one)
        #expect(try await office.duplicates().isEmpty)
        #expect(try await office.searchDuplicates().isEmpty)
        try await office.unmerge(other)
        #expect(try await office.searchDuplicates().map(\.pair) == before.map(\.pair))
    }
}

extension CompanyOffice {
    fileprivate func duplicates() async throws -> [QueuedDuplicate] {
        try await store.read { tx in
            let found = try [false, true].flatMap { try tx.duplicates(settled: $0, limit: 100) }
            // Of each state as many as are counted, and each is found by its two.
            for (state, count) in try tx.duplicateCounts() {
                #expect(found.count { $0.state == state } == count)
            }
            for pair in found {
                #expect(try tx.duplicate(of: pair.pair.right, pair.pair.left) == pair)
            }
            return found
        }
    }

    /// In parts of one name.
    fileprivate func searchDuplicates() async throws -> [QueuedDuplicate] {
        let (companies, head) = try await store.read { tx in
            (try tx.namesAtHand(), try tx.journalHead().number)
        }
        var search = DuplicateSearch(companies, thresholds: .standard)
        while !search.isDone { search.go(on: 1) }
        let (done, now) = (search, world.now())
        try await store.write { tx in
            try tx.keep(done, journalNumber: head, from: now, to: now.adding(seconds: 1))
        }
        return try await duplicates()
    }

    fileprivate func review(
        _ one: Identifier, _ other: Identifier, _ verdict: DuplicateVerdict?, by name: String
    ) async throws {
        let id = Identifier(.member, at: CompanyOffice.noon, random: name == "甲" ? 1 : 2)
        let member = Member(
            id: id, login: name, name: name, unit: "headquarters", roles: [.headquarters],
            createdAt: CompanyOffice.noon)
        let occasion = Occasion(.member(member), in: world)
        try await store.write { tx in try tx.review(one, other, verdict, note: nil, occasion) }
    }
}
