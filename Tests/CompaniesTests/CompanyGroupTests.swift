import Basics
import Companies
import Evidence
import Storage
import TestSupport
import Testing

/// Parents, shareholders and rings.
@Suite("Groups of companies")
struct CompanyGroupTests {
    @Test(
        "the ultimate parent is found, and the group is a tree with its shares",
        arguments: Stores.available)
    func tree(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        let top = try await office.add("示例集团")
        let middle = try await office.add("示例中坚公司")
        let low = try await office.add("示例小公司")
        let aside = try await office.add("示例参股公司")
        try await office.hold(middle, by: "示例集团", share: "51.25%", since: "2020-03")
        try await office.hold(low, by: middle.text)
        try await office.hold(aside, by: "示例中坚公司", share: "20", controlling: false)
        let profile = try await office.profile(low)
        #expect(profile.above.map(\.company.id) == [middle, top])
        #expect(profile.ultimate?.name == "示例集团" && profile.below == 0)
        #expect(try await office.profile(aside).above.isEmpty)
        #expect(try await office.profile(top).below == 3)
        let group = try #require(
            try await office.store.read { tx in try tx.companyGroup(of: low) })
        #expect(group.top.company.id == top && group.top.count == 3 && !group.isCut)
        let first = try #require(group.top.members.first)
        #expect(first.link?.share?.description == "51.25%")
        #expect(first.link?.time.since?.description == "2020-03")
        #expect(first.members.map(\.company.id) == [low, aside], "control before shares")
        let source = try #require(first.link.flatMap { group.sources[$0.source] })
        #expect(source.title == "示例：年报")
        #expect(try await office.journal().last?.kind == "company.held")
    }

    @Test(
        "a group that owns itself through three others is refused with its path",
        arguments: Stores.available)
    func rings(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        var ids: [Identifier] = []
        for name in ["甲公司", "乙公司", "丙公司", "丁公司"] { ids.append(try await office.add("示例" + name)) }
        for place in 0..<3 { try await office.hold(ids[place], by: ids[place + 1].text) }
        let last = ids[3]
        let found = try await reasons { try await office.hold(last, by: "示例甲公司") }
        #expect(found == ["parent: 控股关系会成环：示例丁公司 → 示例甲公司 → 示例乙公司 → 示例丙公司 → 示例丁公司"])
        let itself = try await reasons {
            try await office.hold(last, by: "示例丁公司", controlling: false)
        }
        #expect(itself == ["parent: 控股关系会成环：示例丁公司 → 示例丁公司"])
        // A share without control may go back up.
        try await office.hold(last, by: "示例甲公司", share: "3", controlling: false)
        #expect(try await office.profile(ids[0]).ultimate?.id == last)
        let second = ids[1]
        let group = try #require(
            try await office.store.read { tx in try tx.companyGroup(of: second) })
        // Its own share in the top stands in the tree as what it is, and leads no further.
        #expect(group.top.count == 4)
        #expect(try await office.profile(last).below == 3)
    }

    @Test(
        "a ring is one of companies that control each other on one day", arguments: Stores.available
    )
    func ringsInTime(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        let one = try await office.add("示例甲公司")
        let other = try await office.add("示例乙公司")
        try await office.hold(one, by: "示例乙公司", since: "2010-01-01", until: "2015-12-31")
        let found = try await reasons {
            try await office.hold(other, by: "示例甲公司", since: "2015-06-01")
        }
        #expect(found == ["parent: 控股关系会成环：示例乙公司 → 示例甲公司 → 示例乙公司"])
        try await office.hold(other, by: "示例甲公司", since: "2016-01-01")
        #expect(try await office.profile(other).ultimate?.id == one)
    }

    @Test("one controls at a time, and shares are at most the whole", arguments: Stores.available)
    func shares(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        let child = try await office.add("示例子公司")
        for name in ["示例甲公司", "示例乙公司"] { try await office.add(name) }
        try await office.hold(child, by: "示例甲公司", share: "60", since: "2020-01-01")
        let found = try await reasons {
            try await office.hold(child, by: "示例乙公司", share: "40.01", since: "2021-01-01")
        }
        #expect(
            found == [
                "parent: 同一时间已由“示例甲公司”控股，请先终止", "share: 已登记的持股有60%，再加40.01%就超过100%了",
            ])
        let twice = try await reasons {
            try await office.hold(child, by: "示例甲公司", controlling: false)
        }
        #expect(twice == ["parent: 同一时间“示例甲公司”已是它的股东"])
        for share in ["0", "101", "3.141", "-1", "半"] {
            let wrong = try await reasons {
                try await office.hold(child, by: "示例乙公司", share: share, controlling: false)
            }
            #expect(wrong.count == 1 && wrong[0].hasPrefix("share: "), "\(share) \(wrong)")
        }
        let number = try #require(try await office.profile(child).record.parents.first?.number)
        let end = EndDraft(number: "\(number)", until: "2024-06-30")
        let grounds = office.grounds()
        try await office.change(child) { tx, version, occasion in
            try tx.endCompanyParent(child, version: version, end, on: grounds, occasion)
        }
        try await office.hold(child, by: "示例乙公司", share: "100", since: "2024-07-01")
        let profile = try await office.profile(child)
        #expect(profile.above.map(\.company.name) == ["示例乙公司"])
        #expect(profile.record.parents.map(\.time.isOpen) == [false, true])
    }

    @Test("a parent is meant by its name, code or number; what is unclear is asked")
    func meaning() async throws {
        let office = CompanyOffice(store: try await StoreKind.sqlite.fresh())
        let child = try await office.add("示例子公司")
        let parent = try await office.add("示例旧名公司")
        try await office.rename(parent, to: "示例新名公司", since: nil)
        let none = try await reasons { try await office.hold(child, by: "示例无此公司") }
        #expect(none == ["parent: 没有找到“示例无此公司”，名录里没有的先新增"])
        #expect(try await reasons { try await office.hold(child, by: "") }.count == 1)
        try await office.hold(child, by: "示例旧名公司", controlling: false)
        #expect(try await office.profile(child).holders[parent]?.name == "示例新名公司")
        let draft = NameDraft(kind: "short", name: "示例", time: TypedTime(since: nil))
        for id in [child, parent] {
            let grounds = office.grounds()
            try await office.change(id) { tx, version, occasion in
                try tx.addCompanyName(id, version: version, draft, on: grounds, occasion)
            }
        }
        let several = try await reasons { try await office.hold(child, by: "示例") }
        #expect(several.count == 1 && several[0].contains("不止一家"))
        #expect(several[0].contains(child.text) && several[0].contains(parent.text))
    }
}
