import Basics
import Companies
import Foundation
import People
import Projects
import Rules
import Storage
import TestSupport
import Testing
import Web

/// An investor is recognised on the project's pages, and stands on the company's page once.
@Suite("Investors on pages")
struct InvestorWalkTests {
    private let sheet = """
        序号,项目名称,投资方,总投资（万元）,阶段,协议类型,签约时间
        1,示例钠电池项目,示例星澜新能源有限公司,52000,在谈,正式协议,2026-03-18
        """

    private func add(_ name: String, _ city: TestCity) async throws -> Identifier {
        let id = city.world.identifier(.company)
        let grounds = Grounds(
            id: city.world.identifier(.evidence), kind: "statement", title: "示例", dated: nil,
            today: try #require(Day(2026, 10, 25)))
        let occasion = Occasion(.operator, in: city.world)
        try await city.store.write { tx in
            try tx.addCompany(
                CompanyDraft(name: name, standing: "planned"), id: id, on: grounds, occasion)
        }
        return id
    }

    @Test("candidates with reasons, decided, taken back, and who sees it")
    func walk() async throws {
        let city = try await TestCity(on: .sqlite)
        let office = try await officeAtWork(city)
        try await office.drop(city, "2026-09", [("东屿区.csv", Array(sheet.utf8))])
        try await office.confirmAll(city, "2026-09")
        let company = try await add("示例星澜新能源股份有限公司", city)
        let found = try await city.store.read { tx in
            try tx.projects(ProjectFilter(), visibleTo: .all).first?.id
        }
        let id = try #require(found)
        let page = city.root + "/projects/\(id)"
        let district = try await enter(city, "dongyu", unit: "dongyu")
        let project = try await district.get(page)
        #expect(project.words.contains("没有认出") && project.links.contains(page + "/investors"))
        let open = try await district.get(page + "/investors")
        #expect(open.words.contains("示例星澜新能源股份有限公司"), "\(open.words)")
        #expect(open.words.contains("公司形式不同"), "\(open.words)")
        let form = try #require(
            open.forms.first { $0["company"] == company.text && $0["verdict"] == "same" })
        let done = try await district.post(page + "/investors", form.fields)
        #expect(done.words.contains("人工认定") && done.words.contains("东屿区"), "\(done.words)")
        let again = try await district.post(
            page + "/investors",
            form.fields.map { $0.0 == "once" ? ("once", "another") : $0 })
        #expect(again.status == 422 && again.words.contains("已被他人修改"), "\(again.words)")
        let companyPage = try await district.get(city.root + "/companies/\(company)")
        #expect(companyPage.words.contains("本市项目（1个）"))
        let history = try await district.get(page + "/history")
        #expect(history.words.contains("认定投资方：示例星澜新能源有限公司"), "\(history.words)")
        let twin = try await office.get(city.root + "/api/v1/projects/\(id)/investors")
        #expect(twin.text.contains(#""ground":"person""#), "\(twin.text)")
        let other = try await enter(city, "xiling", unit: "xiling")
        for path in ["/projects/\(id)/investors", "/api/v1/projects/\(id)/investors"] {
            #expect(try await other.get(city.root + path).status == 404)
        }
        let foreign = try await other.get(city.root + "/companies/\(company)")
        #expect(foreign.words.contains("本市项目（0个）"), "\(foreign.words)")
        let read = try await district.get(page + "/investors")
        let undo = try #require(read.forms.first { $0["verdict"] == "open" })
        let undone = try await district.post(page + "/investors", undo.fields)
        #expect(undone.words.contains("没有认出"), "\(undone.words)")
        #expect(
            try await district.get(city.root + "/companies/\(company)").words
                .contains("本市项目（0个）"))
    }
}
