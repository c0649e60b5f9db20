import Basics
import Companies
import Foundation
import HTTPTypes
import Pages
import People
import Projects
import Promises
import Rules
import Storage
import Tables
import Testing
import Web

/// What the test of sights hides in a city: nobody but its unit and who sees the city may find it.
extension SightMatrixTests {
    /// The investor of the secret project stands on a list, and 西岭区 met it.
    func addSecretMeeting(_ city: TestCity) async throws -> Identifier {
        let (id, units) = (city.world.identifier(.company), city.city.units)
        let occasion = Occasion(.operator, in: city.world)
        let today = try #require(Day(2026, 10, 25))
        let grounds = (0..<2).map { _ in
            Grounds(
                id: city.world.identifier(.evidence), kind: "statement", title: "示例", dated: nil,
                today: today)
        }
        let kinds = city.folder.listKinds(on: today)
        try await city.store.write { tx in
            try tx.addCompany(
                CompanyDraft(name: "霜翎生物制品有限公司", standing: "planned"), id: id,
                on: grounds[0], occasion)
            _ = try tx.recordContact(
                of: id,
                ContactDraft(
                    unit: "xiling", metOn: "2026-10-20", post: "董事长", person: nil, phone: nil,
                    said: "凝霜项目要87.65公顷", nextStep: "凝霜", due: "2026-10-26"), units: units,
                today: today, occasion)
            var matcher = ListMatcher(try tx.namesAtHand(), thresholds: .standard)
            let plan = try ListImport(
                EditionDraft(kind: "china-500", year: "2026", isReplacing: false), file: "榜.csv",
                bytes: Array("排名,企业名称\n1,霜翎生物制品有限公司\n".utf8), kinds: kinds,
                matcher: &matcher, on: grounds[1])
            _ = try tx.saveList(plan, occasion)
        }
        return id
    }

    /// Money that arrived for the secret project: the first receipt and the first mark.
    func addSecretReceipt(_ city: TestCity) async throws {
        let today = try #require(Day(2026, 10, 25))
        let rule = try #require(city.folder.receipts(on: today))
        let exclusions = try #require(city.folder.exclusions(on: today))
        let reviews = try ReviewOffice(city.folder, on: today)
        let helper = Occasion(
            .member(try await city.addMember("helper", .department, unit: "organisation")),
            in: city.world)
        let (source, occasion) = (
            city.world.identifier(.evidence), Occasion(.operator, in: city.world)
        )
        let words = [
            "amount": "87.65", "currency": "CNY", "arrived": "2026-10-12", "bank": "凝霜银行",
            "slip": "密档1", "payer": "凝霜", "source": "outside-state", "capital": "fixed",
            "kind": "银行进账单", "title": "密档", "exclusion": "catering", "since": "2026-10",
            "ground": "凝霜", "clause": "密档", "content": "凝霜补助", "condition": "凝霜",
            "promised": "87.65",
        ]
        try await city.store.write { tx in
            let found = try tx.projects(ProjectFilter(text: "凝霜"), visibleTo: .all).first
            guard let project = found?.id else { return }
            _ = try tx.receive(
                ReceiptDraft({ words[$0] }, file: nil), of: project, source: source, rule: rule,
                today: today, occasion)
            _ = try tx.promise(CommitmentDraft { words[$0] }, of: project, occasion)
            try tx.decide(
                InvestorDraft(
                    investor: "霜翎生物制品有限公司", verdict: "same", company: "霜翎生物制品有限公司",
                    latest: 0), of: project, occasion)
            // 会办 of a unit that no role of this test has; what it says of its part is secret too.
            let clock = FeedbackClock(city.folder, on: today)
            try tx.assign(
                project, to: "organisation", because: "凝霜", units: city.city.units, clock: clock,
                today: today.adding(days: -30), occasion)
            try tx.giveFeedback(
                "凝霜", on: project, units: city.city.units, clock: clock,
                today: today.adding(days: -20), helper)
            _ = try tx.openReview(
                ReviewDraft(kind: "legality", reason: "凝霜"), of: project, office: reviews, occasion)
            _ = try tx.exclude(
                ExclusionDraft { words[$0] }, of: project, rule: exclusions, today: today, occasion)
        }
    }

    /// 西岭区 was asked for something of its secret project.
    func addSecretOrder(_ city: TestCity) async throws {
        let sender = try await city.addMember("sender", .headquarters)
        let (rules, today) = (
            OrderRules(city.folder, units: city.city.units), try #require(Day(2026, 10, 20))
        )
        let occasion = Occasion(.member(sender), in: city.world)
        let projects = try await city.store.read { tx in
            try tx.projects(ProjectFilter(), visibleTo: .all)
        }
        let project = projects.first { $0.name.contains("凝霜") }?.id
        let open = try #require(projects.first { $0.unit == "dongyu" })
        // About a project that others see: its line of time names it to nobody else.
        let beside = OrderDraft(
            kind: "reminder", subject: open.subject, title: "凝霜项目让地", asked: "凝霜",
            owner: "xiling", due: "2026-11-22")
        let draft = OrderDraft(
            kind: "supervision", subject: Subject("project", try #require(project).text),
            title: "凝霜项目供地", asked: "凝霜要87.65公顷", owner: "xiling", due: "2026-10-22")
        let stuck = ObstacleDraft(
            subject: draft.subject, title: "凝霜项目缺地", stuck: "凝霜要87.65公顷", since: "2026-10-08")
        let prepared = ObstacleActDraft(
            act: ObstacleAct.prepare.rawValue, options: ["凝霜换地"], advice: "凝霜换地",
            owner: "xiling", due: "2026-11-20")
        let raiser = Occasion(
            .member(try await city.addMember("raiser", .district, unit: "xiling")),
            in: city.world)
        try await city.store.write { tx in
            let number = try tx.raise(stuck, rules: rules, today: today, raiser)
            try tx.act(
                prepared, onObstacle: number, version: 1, rules: rules, today: today, occasion)
            _ = try tx.send(draft, rules: rules, today: today, occasion)
            _ = try tx.send(beside, rules: rules, today: today, occasion)
            _ = try tx.escalate(
                rules: rules, today: today.adding(days: 9), occasion)
        }
    }

    /// An open lead of 西岭区 and a sealed one; their numbers.
    func addSecretLeads(_ city: TestCity) async throws -> [String] {
        let member = try await city.addMember("xiling-leads", .district, unit: "xiling")
        let office = LeadOffice(city.folder, on: try #require(Day(2026, 10, 25)))
        var numbers: [String] = []
        for name in ["凝霜", SightMatrixTests.sealedSecret] {
            let words = [
                "what": name, "investor": name, "origin": name, "amount": "87.65", "note": name,
                "introducer": "示例引荐人", "sealed": name == "凝霜" ? nil : "1",
            ]
            let (draft, salt) = (LeadDraft { words[$0] ?? nil }, city.world.bytes(16))
            let occasion = Occasion(.member(member), in: city.world)
            numbers.append(
                try await city.store.write { tx in
                    try tx.submit(draft, personSalt: salt, office: office, occasion)
                })
        }
        return numbers
    }
}
