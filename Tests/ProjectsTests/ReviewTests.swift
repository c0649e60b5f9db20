import Basics
import People
import Projects
import Rules
import Storage
import TestSupport
import Testing

/// 准入评价, 尽职调查, 合法性审查, 公平竞争审查: what may be scored, who concludes, what opens the gate.
@Suite("Reviews of a project before its gates")
struct ReviewTests {
    private struct Scene {
        let office: LedgerOffice
        let id: Identifier
        let district: Actor
        let reviewer: Actor

        func kind(_ id: String) throws -> ReviewKind {
            try #require(try office.stageRule.reviewKind(id))
        }

        func lacks(_ stage: String = "signed") async throws -> [String] {
            try await office.course(id).lacks(of: stage).map { Lexicon.chinese.text($0.phrase) }
        }
    }

    private func scene(_ stores: StoreKind = .sqlite) async throws -> Scene {
        let office = try await LedgerOffice(stores)
        try await office.take([battery], inSeptember, unit: "dongyu")
        let scene = Scene(
            office: office, id: try await office.project(battery.name).id,
            district: office.member(.district, unit: "dongyu"),
            reviewer: office.member(.headquarters, unit: "headquarters"))
        try await office.classify(scene.id, "build", scene.district)
        return scene
    }

    @Test("asked for, scored by two, concluded once, conditions met", arguments: Stores.available)
    func walk(stores: StoreKind) async throws {
        let scene = try await scene(stores)
        let (office, reviewer) = (scene.office, scene.reviewer)
        #expect(try await scene.lacks("reviewed").contains("没有做准入评价"))
        let number = try await office.openReview("admission", of: scene.id, scene.district)
        #expect(try await scene.lacks("reviewed").contains("准入评价还没有结论"))
        #expect(
            try await reasons {
                try await office.openReview("admission", of: scene.id, scene.district)
            } == ["kind: 上一轮还没有结论", "why: 请写为什么再评一轮"])
        let kind = try scene.kind("admission")
        try await office.score(number, ["points-tax": "16", "remark-tax": "示例"], reviewer)
        let colleague = office.member(.headquarters, unit: "investment")
        try await office.score(
            number, office.best(kind).merging(["points-investment": "10"]) { $1 }, colleague)
        var review = try await office.review(number)
        #expect(review.points(in: kind) == 93 && review.missing(in: kind).isEmpty)
        // What was said again by another is theirs; the last one of an item holds.
        let tax = try #require(kind.items.first { $0.id == "tax" })
        #expect(review.score(of: tax)?.unit == "investment")
        #expect(review.score(of: tax)?.remark == nil && review.scores.count == 12)
        try await office.conclude(
            number, "conditional", with: ["conditions": "环评批复之后再签"], reviewer)
        #expect(try await scene.lacks("reviewed").contains("准入评价附的条件还没有落实"))
        for work in [
            { try await office.score(number, ["points-tax": "1"], reviewer) },
            { try await office.conclude(number, "passed", reviewer) },
        ] as [() async throws -> Void] {
            #expect(try await reasons(work).first == "这一轮已经作了结论，不再改")
        }
        let (desk, occasion) = (try office.reviewOffice, office.occasion(reviewer))
        review = try await office.review(number)
        try await office.store.write { [review] tx in
            try tx.meetConditions(
                ofReview: number, on: "2026-03-12", title: "示例：环评批复", version: review.version,
                office: desk, occasion)
        }
        #expect(try await office.review(number).clearedOn == Day(2026, 3, 12))
        #expect(try await !scene.lacks("reviewed").contains { $0.contains("准入评价") })
    }

    @Test(
        "every round is kept and told; it waits for who may conclude", arguments: Stores.available)
    func rounds(stores: StoreKind) async throws {
        let scene = try await scene(stores)
        let office = scene.office
        let number = try await office.openReview("admission", of: scene.id, scene.district)
        try await office.score(number, office.best(scene.kind("admission")), scene.reviewer)
        try await office.conclude(number, "passed", scene.reviewer)
        #expect(try await !scene.lacks("reviewed").contains { $0.contains("准入评价") })
        let second = try await office.openReview(
            "admission", of: scene.id, because: "投资规模变了", scene.district)
        #expect(try await scene.lacks("reviewed").contains("准入评价还没有结论"))
        let review = try await office.review(second)
        #expect(review.round == 2 && review.reason == "投资规模变了" && review.scores.isEmpty)
        #expect(try await office.review(number).conclusion?.outcome == .passed)
        let told = try await office.store.read { tx in
            try tx.happenings(of: scene.id, visibleTo: .all, leads: .operator).count { happening in
                switch happening.what {
                case .reviewOpened, .reviewConcluded, .conditionsMet: true
                default: false
                }
            }
        }
        #expect(told == 3)
        let hidden = try await office.store.read { tx in
            (
                try tx.project(ofReview: number, visibleTo: .units(["xiling"])),
                try tx.reviews(of: scene.id, visibleTo: .units(["xiling"])).count
            )
        }
        #expect(hidden.0 == nil && hidden.1 == 0)
        let kinds = try office.stageRule.reviewKinds
        let units = Units(office.folder.units)
        for (unit, sight, count) in [
            ("headquarters", .all, 1), ("dongyu", .units(["dongyu"]), 0),
            ("market", .units(["market"]), 0), ("market", .all, 0),
        ] as [(String, Sight, Int)] {
            let reader = ReviewReader(unit: units[unit], kinds: kinds, sight: sight)
            let waiting = try await office.store.read { tx in
                (try tx.waitingReviews(for: reader), try tx.waitingReviewWork(for: reader).count)
            }
            #expect(waiting.0.map(\.review.number) == (count == 1 ? [second] : []), "\(unit)")
            #expect(waiting.1 == count)
        }
    }

    @Test("every wrong point, finding and veto is named with its item, all at once")
    func scores() async throws {
        let scene = try await scene()
        let (office, reviewer) = (scene.office, scene.reviewer)
        let number = try await office.openReview("admission", of: scene.id, scene.district)
        #expect(
            try await reasons {
                try await office.score(
                    number,
                    [
                        "points-environment": "-1", "points-industry": "6",
                        "points-jobs": "五", "points-nothing": "1", "points-tax": "16.5",
                        "veto-veto-law": "yes", "remark-land": "没有分",
                    ], reviewer)
            } == [
                "points-environment: “环境影响”应在0到5分之间", "points-industry: “产业类别”应在0到5分之间",
                "points-jobs: “就业安置”的分应为整数", "points-nothing: 没有“nothing”这一项",
                "points-tax: “税收贡献”的分应为整数", "points-land: “土地利用”写了说明，没有打分",
                "remark-veto-law: 否决“不符合法律法规或产业政策”请写理由",
            ])
        #expect(try await office.review(number).scores.isEmpty)
        #expect(
            try await reasons { try await office.score(number, [:], reviewer) } == ["没有改动"])
        let diligence = try await office.openReview("diligence", of: scene.id, scene.district)
        #expect(
            try await reasons {
                try await office.score(
                    diligence,
                    ["finding-credit": "good", "finding-strength": "doubtful"], reviewer)
            } == ["finding-credit: “信用和涉诉情况”请选认定", "remark-strength: “实际投资能力和资金来源”：存疑，请写根据"])
        #expect(
            try await reasons {
                try await office.openReview("audit", of: scene.id, scene.district)
            } == ["kind: 请选评审的种类"])
    }

    @Test("points, vetoes and findings bound the conclusion; a veto fails it whatever the points")
    func bounds() async throws {
        let scene = try await scene()
        let (office, reviewer) = (scene.office, scene.reviewer)
        let kind = try scene.kind("admission")
        let number = try await office.openReview("admission", of: scene.id, scene.district)
        let missing = try await reasons {
            try await office.conclude(
                number, "", on: "2027-01-01", with: ["title": ""], reviewer)
        }
        #expect(missing == ["on: 2027-01-01还没有到", "title: 请写意见的文号，或者选一份佐证", "outcome: 请选结论"])
        let early = try await reasons { try await office.conclude(number, "passed", reviewer) }
        #expect(early.count == 11 && early.first == "points-industry: “产业类别”还没有评")
        var low = office.best(kind)
        low["points-investment"] = "0"
        low["points-intensity"] = "0"
        low["points-tax"] = "9"
        try await office.score(number, low, reviewer)
        #expect(
            try await reasons { try await office.conclude(number, "conditional", reviewer) }
                == ["conditions: 请写附的条件", "outcome: 得分59，不到60分，结论最好是不通过"])
        #expect(
            try await reasons { try await office.conclude(number, "refused", reviewer) }
                == ["note: 不通过、不适用请写理由"])
        try await office.score(number, office.best(kind), reviewer)
        try await office.score(
            number, ["veto-veto-safety": "yes", "remark-veto-safety": "示例：危化"], reviewer)
        #expect(
            try await reasons { try await office.conclude(number, "passed", reviewer) }
                == ["outcome: 一票否决：安全生产达不到要求，结论最好是不通过"])
        try await office.conclude(number, "refused", with: ["note": "示例"], reviewer)
        #expect(try await scene.lacks("reviewed").contains("准入评价没有通过"))
        let diligence = try scene.kind("diligence")
        let looked = try await office.openReview("diligence", of: scene.id, scene.district)
        try await office.score(
            looked,
            office.best(diligence).merging([
                "finding-credit": "doubtful", "remark-credit": "示例：一起诉讼未结",
            ]) { $1 }, reviewer)
        #expect(
            try await reasons { try await office.conclude(looked, "passed", reviewer) }
                == ["outcome: 信用和涉诉情况：存疑，结论最好是附条件通过"])
        #expect(
            try await reasons { try await office.conclude(looked, "not_applicable", reviewer) }
                == ["outcome: 请选结论"], "it is always applicable")
        try await office.conclude(
            looked, "conditional", with: ["conditions": "诉讼了结"], reviewer)
    }

    @Test("no legal review passes while a commitment has none", arguments: Stores.available)
    func commitments(stores: StoreKind) async throws {
        let scene = try await scene(stores)
        let (office, reviewer) = (scene.office, scene.reviewer)
        try await office.passReviews(of: scene.id)
        #expect(try await scene.lacks() == ["缺佐证：正式投资协议"])
        let words = ["clause": "第三条", "content": "设备补助", "condition": "投产", "promised": "500"]
        let (draft, occasion) = (CommitmentDraft { words[$0] }, office.occasion(scene.district))
        let id = scene.id
        let number = try await office.store.write { tx in
            try tx.promise(draft, of: id, occasion)
        }
        // What was promised after the review isn't covered by it.
        let (legality, competition) = ("承诺“设备补助”没有通过合法性审查", "承诺“设备补助”没有通过公平竞争审查")
        #expect(try await scene.lacks() == ["缺佐证：正式投资协议", legality, competition])
        let review = try await office.openReview(
            "legality", of: scene.id, because: "新增承诺", scene.district)
        for outcome in ["passed", "not_applicable"] {
            #expect(
                try await reasons {
                    try await office.conclude(
                        review, outcome, with: ["note": "示例"], reviewer)
                } == ["outcome: \(legality)"])
        }
        func step(_ step: String, _ actor: Actor) async throws {
            let words = [
                "step": step, "on": "2026-03-09", "title": "示例：文件", "result": "passed",
            ]
            let (draft, occasion) = (CommitmentStepDraft { words[$0] }, office.occasion(actor))
            let (rule, units, today) = (
                try office.receiptRule, Units(office.folder.units), office.today
            )
            try await office.store.write { tx in
                let last = try tx.commitment(number, visibleTo: .all)?.steps.last?.number
                try tx.step(
                    draft, of: number, latest: last ?? 0, rule: rule, units: units, today: today,
                    occasion)
            }
        }
        try await step("basis", scene.district)
        try await step("legality", reviewer)
        try await office.conclude(review, "passed", reviewer)
        #expect(try await scene.lacks() == ["缺佐证：正式投资协议", competition])
        try await step("competition", reviewer)
        #expect(try await scene.lacks() == ["缺佐证：正式投资协议"])
    }

    @Test("the gate is shut without them, opens with a reason, and not by a later day")
    func gate() async throws {
        let scene = try await scene()
        let (office, reviewer) = (scene.office, scene.reviewer)
        try await office.show("正式投资协议", scene.id, scene.district)
        func signing(because reason: String? = nil) async throws -> [String] {
            try await reasons {
                try await office.report(
                    "reached", "signed", of: scene.id, on: "2026-03-18", because: reason,
                    scene.district)
            }
        }
        #expect(
            try await signing() == [
                "stage: 没有做尽职调查", "stage: 没有做合法性审查", "stage: 没有做公平竞争审查",
            ])
        try await office.passReviews(of: scene.id, on: "2026-04-01")
        let late = ["尽职调查", "合法性审查", "公平竞争审查"].map { "stage: \($0)到2026-04-01才通过" }
        #expect(try await signing() == late)
        #expect(try await signing(because: "示例：补录") == [])
        let event = try #require(try await office.course(scene.id).waiting)
        #expect(event.isOverride && event.lacking.count == 3)
        try await office.decide(event: event.number, true, reviewer)
        #expect(
            try await reasons {
                let again = try await office.openReview(
                    "legality", of: scene.id, because: "示例", scene.district)
                try await office.conclude(again, "passed", on: "2026-03-17", reviewer)
            } == ["on: 2026-03-17早于项目第一件事的日期2026-03-18"])
    }

    @Test("two who conclude at once: one conclusion holds", arguments: Stores.available)
    func twoAtOnce(stores: StoreKind) async throws {
        let scene = try await scene(stores)
        let office = scene.office
        let number = try await office.openReview("legality", of: scene.id, scene.district)
        let version = try await office.review(number).version
        let reviewers = [scene.reviewer, office.member(.headquarters, unit: "investment")]
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for reviewer in reviewers {
                group.addTask {
                    do {
                        try await office.conclude(number, "passed", version: version, reviewer)
                        return true
                    } catch {
                        return false
                    }
                }
            }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(outcomes.count(where: \.self) == 1)
        let diligence = try await office.openReview("diligence", of: scene.id, scene.district)
        let seen = try await office.review(diligence).version
        try await office.score(diligence, ["finding-credit": "confirmed"], scene.reviewer)
        // A conclusion rests on the items that its author saw.
        await #expect(throws: StaleVersion.self) {
            try await office.score(
                diligence, ["finding-record": "confirmed"], version: seen, reviewers[1])
        }
    }

    @Test("every kind of review, every role, of its own project and another's")
    func matrix() async throws {
        let office = try await LedgerOffice(.sqlite)
        let kinds = try office.stageRule.reviewKinds
        let cases = kinds.flatMap { kind in
            Role.allCases.flatMap { role in [false, true].map { (kind, role, $0) } }
        }
        let lines = (1...cases.count).map { number in
            SheetLine(name: "示例项目第\(number)号", investor: "示例\(number)号有限公司", code: "")
        }
        try await office.take(lines, inSeptember, unit: "dongyu")
        let ids = try await office.store.read { tx in
            try tx.projects(ProjectFilter(), visibleTo: .all, limit: 1_000).map(\.id)
        }
        #expect(ids.count == cases.count)
        let scorer = office.member(.headquarters, unit: "investment")
        for ((kind, role, isOwn), id) in zip(cases, ids) {
            let allowed = role.unitKinds ?? [.headquarters]
            let unit = try #require(
                office.folder.units.first {
                    allowed.contains($0.kind) && $0.id != "investment"
                        && $0.exists(on: office.today)
                })
            let (operatorDoes, units) = (office.occasion(.operator), Units(office.folder.units))
            let today = office.today
            let clock = FeedbackClock(office.folder, on: today)
            try await office.store.write { tx in
                if isOwn {
                    try tx.run(
                        """
                        UPDATE project SET unit_id = \(unit.id)
                        WHERE city_id = \(tx.city) AND id = \(id)
                        """)
                } else if unit.id != "dongyu" {
                    try tx.assign(
                        id, to: unit.id, because: "示例", units: units, clock: clock, today: today,
                        operatorDoes)
                }
            }
            let number = try await office.openReview(kind.id, of: id, .operator)
            if !kind.items.isEmpty { try await office.score(number, office.best(kind), scorer) }
            let found = try await reasons {
                try await office.conclude(
                    number, "passed", office.member(role, unit: unit.id))
            }
            let may =
                role.permissions.contains(.confirmStages)
                && kind.concludedBy.contains(unit.kind) && !isOwn && unit.id != "dongyu"
            #expect(found.isEmpty == may, "\(kind.id) \(role) own: \(isOwn) \(found)")
        }
    }
}
