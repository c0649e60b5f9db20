import Basics
import Foundation
import People
import Projects
import Rules
import Storage
import TestSupport
import Testing
import Web

/// Asks for reviews as one member and passes them as another, on the pages. `page` is the
/// project's; the first review has the number `first`.
func passReviews(
    _ kinds: [ReviewKind], of page: String, at root: String, on day: String, first: Int = 1,
    asking: WebClient, reviewing: WebClient
) async throws {
    for (place, kind) in kinds.enumerated() {
        try await asking.get(page)
        try await asking.submit(page + "/reviews", [("kind", kind.id)])
        let review = "\(root)/reviews/\(first + place)"
        try await reviewing.get(review)
        let passing = kind.findings.first { $0.atBest == .passed }
        if !kind.items.isEmpty {
            try await reviewing.submit(
                review + "/scores",
                kind.items.map { item in
                    item.points.map { ("points-\(item.id)", String($0)) }
                        ?? ("finding-\(item.id)", passing?.id ?? "")
                })
        }
        let done = try await reviewing.submit(
            review + "/conclusion", [("outcome", "passed"), ("on", day), ("title", "示例：意见")])
        #expect(done.path == review && done.words.contains("评审单位"), "\(done.words)")
    }
}

/// The four reviews on their pages: asked for by a district, scored and concluded by headquarters.
@Suite("Reviews on pages")
struct ReviewWalkTests {
    private let sheet = """
        序号,项目名称,投资方,总投资（万元）,阶段,协议类型,签约时间
        1,示例钠电池项目,示例星澜新能源有限公司,52000,在谈,正式协议,2026-03-18
        """

    @Test("a score with a veto, a second round, conditions, and who sees it")
    func walk() async throws {
        let city = try await TestCity(on: .sqlite)
        let office = try await officeAtWork(city)
        try await office.drop(city, "2026-09", [("东屿区.csv", Array(sheet.utf8))])
        try await office.confirmAll(city, "2026-09")
        let found = try await city.store.read { tx in
            try tx.projects(ProjectFilter(), visibleTo: .all).first?.id
        }
        let id = try #require(found)
        let (page, root) = (city.root + "/projects/\(id)", city.root)
        let district = try await enter(city, "dongyu", unit: "dongyu")
        #expect(try await district.get(page).words.contains("没有做准入评价"))
        let asked = try await district.submit(page + "/reviews", [("kind", "admission")])
        #expect(asked.words.contains("准入评价还没有结论"))
        let waiting = try await district.get(root + "/reviews/1")
        #expect(waiting.words.contains("等另一个单位评审"))
        #expect(!waiting.forms.contains { $0["outcome"] != nil }, "the district may conclude")
        let inbox = try await office.get(root + "/events")
        #expect(inbox.words.contains("待评审") && inbox.links.contains(root + "/reviews/1"))
        #expect(try await office.get(root + "/").words.contains("待评审"))
        try await office.get(root + "/reviews/1")
        let wrong = try await office.submit(
            root + "/reviews/1/scores", [("points-tax", "17"), ("veto-veto-law", "yes")])
        #expect(wrong.status == 422 && wrong.words.contains("“税收贡献”应在0到16分之间"))
        #expect(wrong.words.contains("请写理由"))
        try await office.get(root + "/reviews/1")
        let vetoed = try await office.submit(
            root + "/reviews/1/scores",
            [("points-tax", "16"), ("veto-veto-law", "yes"), ("remark-veto-law", "示例：禁止类")])
        #expect(vetoed.words.contains("一票否决：不符合法律法规或产业政策"), "\(vetoed.words)")
        let passing = try await office.submit(
            root + "/reviews/1/conclusion",
            [("outcome", "passed"), ("on", "2026-03-01"), ("title", "示例：意见")])
        #expect(passing.status == 422 && passing.words.contains("结论最好是不通过"))
        try await office.get(root + "/reviews/1")
        try await office.submit(
            root + "/reviews/1/conclusion",
            [
                ("outcome", "refused"), ("on", "2026-03-01"), ("title", "示例：意见"),
                ("note", "示例：禁止类"),
            ])
        try await district.get(page)
        let unfounded = try await district.submit(page + "/reviews", [("kind", "admission")])
        #expect(unfounded.status == 422 && unfounded.words.contains("请写为什么再评一轮"))
        try await district.get(page)
        try await district.submit(
            page + "/reviews", [("kind", "legality"), ("why", "示例")])
        try await office.get(root + "/reviews/2")
        try await office.submit(
            root + "/reviews/2/conclusion",
            [
                ("outcome", "conditional"), ("on", "2026-03-02"), ("title", "示例：意见2"),
                ("conditions", "示例：删去第五条"),
            ])
        #expect(try await office.get(page).words.contains("合法性审查附的条件还没有落实"))
        try await office.get(root + "/reviews/2")
        let met = try await office.submit(
            root + "/reviews/2/conditions", [("on", "2026-03-03"), ("title", "示例：修改稿")])
        #expect(met.words.contains("2026-03-03 示例：修改稿"), "\(met.words)")
        let history = try await district.get(page + "/history")
        #expect(history.words.contains("条件落实") && history.words.contains("申请评审"))
        let twin = try await office.get(root + "/api/v1/reviews/1")
        #expect(twin.text.contains(#""outcome":"refused""#), "\(twin.text)")
        let other = try await enter(city, "xiling", unit: "xiling")
        for path in ["/reviews/1", "/api/v1/reviews/1", "/api/v1/projects/\(id)/reviews"] {
            #expect(try await other.get(root + path).status == 404)
        }
    }
}
