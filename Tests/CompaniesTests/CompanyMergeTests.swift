import Basics
import Companies
import Evidence
import Storage
import TestSupport
import Testing

/// Two records of one company made one, and taken apart again.
@Suite("Merging companies")
struct CompanyMergeTests {
    private static let codes = ["91370200MA3CXK5L87", "913302040933533733"]

    /// 示例澜石 twice: planned by one district with an address, registered with its code.
    private func pair(
        _ office: CompanyOffice
    ) async throws -> (from: Identifier, into: Identifier) {
        let into = try await office.add(
            "示例澜石装备有限公司", "registered", scheme: "uscc", value: Self.codes[0])
        let from = try await office.add("澜石装备（示例）")
        return (from, into)
    }

    @Test(
        "names, codes, parents and what it holds become the other's; the old address answers",
        arguments: Stores.available)
    func merges(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        let (from, into) = try await pair(office)
        let group = try await office.add("示例澜石集团")
        let child = try await office.add("示例澜石铸造")
        try await office.hold(from, by: group.text, share: "60")
        try await office.hold(child, by: from.text)
        try await office.identify(from, "stock", "600000.SH")
        let plan = try await office.plan(from, into: into)
        #expect(plan.problems.isEmpty && plan.filled.isEmpty && plan.doubled.isEmpty)
        let moves = try await office.store.read { tx in try tx.moves(of: plan) }
        #expect(
            moves.map { "\(Lexicon.chinese.text($0.label)) \($0.count)" }
                == ["名称 1", "号码 1", "上级和股东 1", "下属和参股企业 1"])
        try await office.merge(from, into: into)

        let profile = try await office.profile(into)
        #expect(profile.record.names.map(\.kind) == [.legal, .merged])
        #expect(profile.record.identifiers.map(\.value) == [Self.codes[0], "600000.SH"])
        #expect(profile.above.map(\.company.id) == [group] && profile.below == 1)
        #expect(try await office.profile(child).above.first?.company.id == into)
        let old = try await office.profile(from)
        #expect(old.company.mergedInto == into && old.company.name == "澜石装备（示例）")
        #expect(old.record.names.isEmpty && old.above.isEmpty && old.below == 0)
        // Whoever asks for the old one is led to the other.
        #expect(try await office.found("澜石装备（示例）") == [into])
        let (meant, count) = try await office.store.read { tx in
            (try tx.meant(by: from.text).company?.id, try tx.companyCount())
        }
        #expect(meant == into && count == 3)
        let entry = try #require(try await office.journal().last)
        #expect(entry.kind == "company.merged" && entry.subjects.contains(from.text))
        // It is not changed any more.
        let found = try await reasons { try await office.rename(from, to: "示例新名", since: nil) }
        #expect(found == ["id: “澜石装备（示例）”已经并入“示例澜石装备有限公司”（\(into.text)），请改那一家"])
    }

    @Test("what can't be one company is refused, all reasons at once", arguments: Stores.available)
    func refuses(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        let (planned, registered) = try await pair(office)
        let other = try await office.add(
            "示例石澜装备有限公司", "registered", scheme: "uscc", value: Self.codes[1])
        let (one, two) = (try await office.add("示例甲集团"), try await office.add("示例乙集团"))
        try await office.hold(registered, by: one.text)
        try await office.hold(other, by: two.text)
        #expect(
            try await reasons { try await office.merge(planned, into: planned) }
                == ["into: 一家企业不能与自己合并"])
        #expect(
            try await reasons { try await office.merge(registered, into: planned) }
                == ["into: “示例澜石装备有限公司”已登记，“澜石装备（示例）”没有：请反过来合并"])
        #expect(
            try await reasons {
                try await office.merge(
                    other, into: registered, on: office.grounds(nil, kind: "no"))
            } == [
                "into: 统一社会信用代码不同，不是一家企业：\(Self.codes[1])、\(Self.codes[0])",
                "into: 控股方不同：“示例乙集团”、“示例甲集团”，请先终止不对的一条",
                "source_kind: 请选来源的种类",
                "source_title: 请写来源：文件、公告或登记信息的名称",
            ])
        #expect(
            try await reasons { try await office.merge(one, into: registered) }
                == ["into: “示例甲集团”和“示例澜石装备有限公司”之间有持股关系，请先终止"])
        #expect(try await office.journal().allSatisfy { $0.kind != "company.merged" })
    }

    @Test(
        "a ring, a second time, and a change by another meanwhile are refused",
        arguments: Stores.available)
    func conflicts(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        let (from, into) = try await pair(office)
        let between = try await office.add("示例居间公司")
        try await office.hold(into, by: between.text, since: "2024")
        try await office.hold(between, by: from.text, since: "2024")
        #expect(
            try await reasons { try await office.merge(from, into: into) }
                == ["into: 控股关系会成环：示例澜石装备有限公司 → 示例居间公司 → 示例澜石装备有限公司"])
        let third = try await office.add("示例澜石装备")
        let seen = try await office.profile(into).company.version
        try await office.identify(into, "stock", "600000.SH")
        await #expect(throws: StaleVersion.self) {
            try await office.merge(third, into: into, intoVersion: seen)
        }
        try await office.merge(third, into: into)
        #expect(
            try await reasons { try await office.merge(third, into: into) }
                == ["from: “示例澜石装备”（\(third.text)）已经并入“示例澜石装备有限公司”（\(into.text)）"])
        #expect(
            try await reasons { try await office.merge(from, into: third) }.first
                == "into: “示例澜石装备”（\(third.text)）已经并入“示例澜石装备有限公司”（\(into.text)）")
    }

    @Test("shareholders of more than the whole are refused", arguments: Stores.available)
    func shares(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        let (from, into) = try await pair(office)
        for (held, share) in [(from, "60"), (into, "40.01")] {
            let holder = try await office.add("示例股东\(share)")
            try await office.hold(held, by: holder.text, share: share, controlling: false)
        }
        #expect(
            try await reasons { try await office.merge(from, into: into) } == [
                "into: 合并后股东的持股合计超过100%，请先终止不对的一条：“示例股东60”60%、“示例股东40.01”40.01%"
            ])
    }

    @Test(
        "taken back, each has its own again; what was changed since stays and is listed",
        arguments: Stores.available)
    func undoes(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        let (from, into) = try await pair(office)
        let group = try await office.add("示例澜石集团")
        // Both have the parent; that with the share says more and goes on.
        try await office.hold(from, by: group.text, share: "60")
        try await office.hold(into, by: group.text)
        try await office.identify(from, "stock", "600000.SH")
        let before = try await office.dump()
        try await office.merge(from, into: into)
        let merged = try await office.profile(into)
        #expect(merged.above.first?.link.share?.description == "60%")
        #expect(merged.record.parents.filter(\.time.isOpen).count == 1)
        try await office.unmerge(from)
        #expect(try await office.dump() == before)
        #expect(
            try await reasons { try await office.unmerge(from) }
                == ["“澜石装备（示例）”的合并已由operator撤销，不能再撤销一次"])
        #expect(
            try await reasons { try await office.unmerge(into) }
                == ["“示例澜石装备有限公司”没有并入别的企业"])

        try await office.merge(from, into: into)
        let stock = try #require(
            try await office.profile(into).record.identifiers.first { $0.scheme == .stock })
        try await office.endIdentifier(into, stock.number, until: "2026-10-01")
        let other = try await office.add("示例另一集团")
        let link = try #require(
            try await office.profile(into).record.parents.first(where: \.time.isOpen))
        try await office.endParent(into, link.number, until: "2026-10-01")
        try await office.hold(into, by: other.text)
        let plan = try #require(
            try await office.store.read { tx in try tx.unmergePlan(of: from) })
        #expect(plan.later.map(\.kind).contains("company.identifier_ended"))
        #expect(plan.kept.map(\.column).contains("until"), "another controls by now")
        try await office.unmerge(from)
        let (own, their) = (try await office.profile(from), try await office.profile(into))
        #expect(own.record.identifiers.map(\.time.isOpen) == [false], "the end that was learnt")
        #expect(own.record.names.map(\.kind) == [.legal])
        #expect(their.above.map(\.company.id) == [other])
        #expect(try await office.journal().last?.kind == "company.unmerged")
    }

    @Test("a merging under another is taken back after it", arguments: Stores.available)
    func chains(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        let (from, into) = try await pair(office)
        let third = try await office.add("示例澜石装备")
        let before = try await office.dump()
        try await office.merge(third, into: from)
        try await office.merge(from, into: into)
        #expect(
            try await office.store.read { tx in try tx.meant(by: third.text).company?.id } == into)
        #expect(
            try await reasons { try await office.unmerge(third) }
                == ["“澜石装备（示例）”后来并入了“示例澜石装备有限公司”，请先撤销那一次合并"])
        try await office.unmerge(from)
        try await office.unmerge(third)
        #expect(try await office.dump() == before)
    }
}
