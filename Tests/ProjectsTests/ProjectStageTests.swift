import Basics
import Evidence
import People
import Projects
import Rules
import Storage
import TestSupport
import Testing

/// Stages of projects: gates, confirmation by another unit, pauses, leaving.
@Suite("A project goes through its stages")
struct ProjectStageTests {
    private func office(
        _ stores: StoreKind
    ) async throws -> (office: LedgerOffice, id: Identifier, district: Actor, headquarters: Actor) {
        let office = try await LedgerOffice(stores)
        try await office.take([battery, hydrogen], inSeptember, unit: "dongyu")
        return (
            office, try await office.project(battery.name).id,
            office.member(.district, unit: "dongyu"),
            office.member(.headquarters, unit: "headquarters")
        )
    }

    @Test("shown, reported by one unit, confirmed by another", arguments: Stores.available)
    func walk(stores: StoreKind) async throws {
        let (office, id, district, headquarters) = try await office(stores)
        try await office.classify(id, "build", district)
        try await office.passReviews(of: id)
        var course = try await office.course(id)
        #expect(course.next?.id == "lead" && course.stage == nil)
        // Where the ledger knew it first it had come as far as signing.
        #expect(
            course.lacks(of: "signed").map { Lexicon.chinese.text($0.phrase) }
                == ["缺佐证：正式投资协议"])
        try await office.show("正式投资协议", id, district, dated: "2026-03-18")
        let signed = try await office.report(
            "reached", "signed", of: id, on: "2026-03-18", district)
        course = try await office.course(id)
        #expect(course.waiting?.number == signed && course.stage == nil)
        try await office.decide(event: signed, true, headquarters)
        course = try await office.course(id)
        #expect(course.stage == "signed" && course.next?.id == "started")
        #expect(course.project.reached == "signed" && course.waiting == nil)
        // The next month's sheet changes what was reported, not what was confirmed.
        try await office.take([battery], inOctober, unit: "dongyu")
        #expect(try await office.course(id).stage == "signed")
        let pause = try await office.report(
            "paused", of: id, on: "2026-10-01", because: "资金未到", district)
        course = try await office.course(id)
        #expect(course.isPaused && course.project.standing == .paused)
        #expect(course.events.first { $0.number == pause }?.state == .confirmed)
        #expect(
            try await reasons {
                try await office.report("reached", "started", of: id, on: "2026-10-20", district)
            }.contains("项目暂缓中，请先恢复"))
        try await office.report("resumed", of: id, on: "2026-10-10", district)
        let lost = try await office.report(
            "left", of: id, on: "2026-10-21", because: "投资方改选外地", leaving: "lost", to: "别市",
            district)
        #expect(try await office.course(id).leaving == nil, "not before it is confirmed")
        try await office.decide(event: lost, true, headquarters)
        course = try await office.course(id)
        #expect(course.leaving?.step == .left(.lost, to: "别市") && course.next == nil)
        #expect(course.project.standing == .left)
        #expect(
            try await reasons { try await office.show("现场照片", id, district) } == ["项目已经出库"])
        let kinds = try await office.store.read { tx in
            try tx.rows(
                """
                SELECT kind FROM journal WHERE kind LIKE 'project.%'
                    AND kind NOT LIKE 'project.review%' ORDER BY number
                """
            ).map { try $0.text("kind") }
        }
        #expect(
            kinds == [
                "project.classified", "project.shown", "project.reached", "project.confirmed",
                "project.paused", "project.resumed", "project.left", "project.confirmed",
            ])
    }

    @Test("what lacks, skips or lies outside time is refused at once", arguments: Stores.available)
    func refused(stores: StoreKind) async throws {
        let (office, id, district, headquarters) = try await office(stores)
        #expect(
            try await reasons {
                try await office.report("reached", "signed", of: id, on: "2026-03-18", district)
            } == ["class: 请先选项目类别"])
        #expect(
            try await reasons { try await office.classify(id, "nothing", district) }
                == ["class: 请选项目类别"])
        try await office.classify(id, "build", district)
        #expect(
            try await reasons {
                try await office.report("reached", "opened", of: id, on: "2026-12-01", district)
            } == ["day: 2026-12-01还没有到", "stage: “建设类”的项目不经过这个阶段"])
        #expect(
            try await reasons {
                try await office.report("reached", "started", of: id, on: "", district)
            } == ["day: 请写发生的日期", "stage: 缺佐证：施工许可证／施工合同", "stage: 缺佐证：现场照片"])
        try await office.passReviews(of: id)
        #expect(
            try await reasons {
                try await office.report("left", of: id, on: "2026-10-01", district)
            }
                == ["leaving: 请选终止、流失还是转出", "reason: 请写原因"])
        try await office.show("正式投资协议", id, district)
        let signed = try await office.report(
            "reached", "signed", of: id, on: "2026-03-18", district)
        #expect(
            try await reasons {
                try await office.report("paused", of: id, on: "2026-04-01", because: "x", district)
            } == ["上一次报送还没有确认，确认或撤回之后再报"])
        try await office.decide(event: signed, true, headquarters)
        // Back-dated before the last, and over a stage.
        try await office.show("竣工验收备案", id, district)
        let skipping = try await reasons {
            try await office.report("reached", "completed", of: id, on: "2026-03-01", district)
        }
        #expect(skipping == ["day: 2026-03-01早于上一件事的日期2026-03-18", "stage: 跳过了开工"])
        // With a reason it is marked, listed, and still waits for another unit.
        let override = try await office.report(
            "reached", "completed", of: id, on: "2026-09-01", because: "设备购置类，无土建", district)
        let event = try #require(try await office.course(id).waiting)
        #expect(event.number == override && event.isOverride && event.reason == "设备购置类，无土建")
        try await office.decide(event: override, true, headquarters)
        #expect(try await office.course(id).stage == "completed")
        #expect(
            try await reasons {
                try await office.report("reached", "started", of: id, on: "2026-10-01", district)
            }.first == "stage: 这个阶段已经到过了")
    }

    @Test(
        "the reporting unit never confirms; who comes second is told", arguments: Stores.available)
    func confirming(stores: StoreKind) async throws {
        let (office, id, district, headquarters) = try await office(stores)
        try await office.classify(id, "build", headquarters)
        try await office.passReviews(of: id)
        try await office.show("正式投资协议", id, headquarters)
        let number = try await office.report(
            "reached", "signed", of: id, on: "2026-03-18", headquarters)
        #expect(
            try await reasons { try await office.decide(event: number, true, headquarters) }
                == ["报送单位不能确认自己报的"])
        await #expect(throws: MemberRefusal.forbidden(.confirmStages)) {
            try await office.decide(event: number, true, district)
        }
        let bureau = office.member(.headquarters, unit: "investment")
        #expect(
            try await reasons { try await office.decide(event: number, false, bureau) }
                == ["note: 退回请写原因"])
        await #expect(throws: StaleVersion.self) {
            try await office.decide(event: number, true, version: 9, bureau)
        }
        #expect(
            try await reasons { try await office.decide(event: number, true, .operator) }
                == ["这一步由指挥部办公室确认"])
        try await office.decide(event: number, false, note: "协议没有盖章", bureau)
        #expect(
            try await reasons { try await office.decide(event: number, true, bureau) }
                == ["这一条已退回，不用再办"])
        let course = try await office.course(id)
        #expect(course.stage == nil && course.events.first?.decision?.note == "协议没有盖章")
        #expect(try await returned(office, to: headquarters) == 1)
        #expect(try await returned(office, to: district) == 0, "who didn't report it isn't asked")
        // Taken back before anybody decides, by the own unit only.
        let again = try await office.report(
            "reached", "signed", of: id, on: "2026-03-18", headquarters)
        #expect(try await returned(office, to: headquarters) == 0, "reported anew")
        #expect(
            try await reasons { try await office.withdraw(event: again, district) }
                == ["只有报送单位可以撤回"])
        try await office.withdraw(event: again, headquarters)
        #expect(try await office.course(id).waiting == nil)
        #expect(try await returned(office, to: headquarters) == 1)
        // Another district sees none of it.
        let other = office.member(.district, unit: "xiling")
        await #expect(throws: UnknownProject.self) {
            try await office.report("paused", of: id, on: "2026-10-01", because: "x", other)
        }
    }

    private func returned(_ office: LedgerOffice, to actor: Actor) async throws -> Int {
        let (unit, since) = (try #require(actor.unit), Instant(microseconds: 0))
        return try await office.store.read { tx in
            try tx.returnedEvents(to: unit, since: since, visibleTo: actor.sight).work.count
        }
    }

    @Test("evidence that was withdrawn confirms nothing", arguments: Stores.available)
    func withdrawnEvidence(stores: StoreKind) async throws {
        let (office, id, district, headquarters) = try await office(stores)
        try await office.classify(id, "build", district)
        try await office.passReviews(of: id)
        let agreement = try await office.show("正式投资协议", id, district)
        let number = try await office.report(
            "reached", "signed", of: id, on: "2026-03-18", district)
        let occasion = office.occasion(district)
        try await office.store.write { tx in
            try tx.withdrawEvidence(agreement, ofProject: id, because: "传错了", occasion)
        }
        #expect(
            try await reasons { try await office.decide(event: number, true, headquarters) }
                == ["stage: 缺佐证：正式投资协议"])
        try await office.show("正式投资协议", id, district)
        try await office.decide(event: number, true, headquarters)
        #expect(try await office.course(id).stage == "signed")
    }

    @Test("a file is what its content says, never what its name says")
    func files() async throws {
        let (office, id, district, _) = try await office(.sqlite)
        let pdf = Array("%PDF-1.7\n示例".utf8)
        let number = try await office.show(
            "正式投资协议", id, district, title: nil, file: EvidenceFile(name: "协议.pdf", bytes: pdf))
        let found = try await office.store.read { tx in
            try tx.evidenceFile(number, ofProject: id, visibleTo: .all)
        }
        #expect(found?.bytes == pdf && found?.evidence.fileType == .pdf)
        #expect(found?.evidence.source.title == "协议.pdf")
        let hidden = try await office.store.read { tx in
            try tx.evidenceFile(number, ofProject: id, visibleTo: .units(["xiling"]))
        }
        #expect(hidden == nil)
        let formats = "pdf、jpg、jpeg、png、ofd、docx、xlsx"
        for (name, bytes, said) in [
            ("协议.pdf", [0x7F, 0x45, 0x4C, 0x46], "file: 文件“协议.pdf”的内容不是佐证可用的格式：\(formats)"),
            ("a.jpg", pdf, "file: 文件“a.jpg”的内容是pdf，与文件名不符"),
            ("a.pdf", [], "file: 文件“a.pdf”是空的"),
        ] as [(String, [UInt8], String)] {
            let found = try await reasons {
                try await office.show(
                    "正式投资协议", id, district, title: nil,
                    file: EvidenceFile(name: name, bytes: bytes))
            }
            #expect(found == [said])
        }
        #expect(
            try await reasons {
                try await office.show("别的", id, district, title: nil, dated: "2027-01-01")
            } == ["kind: 请选佐证的种类", "title: 请选文件，没有文件的写文号或编号", "dated: 2027-01-01还没有到"])
    }

    @Test("every transition of every class, for every role")
    func matrix() async throws {
        let office = try await LedgerOffice(.sqlite)
        let rule = try office.stageRule
        let cases = rule.classes.flatMap { projectClass in
            pairs(projectClass.path).map { (projectClass, $0, $1) }
        }
        let ids = try await projects(cases.count + Role.allCases.count, office)
        for ((projectClass, from, to), id) in zip(cases, ids) {
            let stage = projectClass.path[to]
            let gate = try #require(rule.gate(of: stage, in: projectClass))
            try await bring(id, projectClass, to: from < 0 ? nil : projectClass.path[from], office)
            let found = try await reasons {
                try await office.report("reached", stage, of: id, on: "2026-10-20", .operator)
            }
            // From nothing to any stage, else to the next; these sheets tell neither chain nor
            // content.
            let isKnown = gate.facts.allSatisfy { ![.chain, .mode, .content].contains($0) }
            let isFree = isKnown && (from < 0 || to == from + 1)
            #expect(found.isEmpty == isFree, "\(projectClass.id) \(from) → \(to): \(found)")
            if isFree {
                let isOpen = try await office.course(id).waiting == nil
                #expect(isOpen == gate.confirmedBy.isEmpty, "\(projectClass.id) \(stage)")
            }
        }
        for (role, id) in zip(Role.allCases, ids.dropFirst(cases.count)) {
            let unit = role == .headquarters ? "headquarters" : "dongyu"
            let found = try await reasons {
                try await office.report(
                    "paused", of: id, on: "2026-10-20", because: "示例",
                    office.member(role, unit: unit))
            }
            #expect(found.isEmpty == role.permissions.contains(.reportStages), "\(role) \(found)")
        }
    }

    @Test("dated facts stand beside the stages, in whatever order", arguments: Stores.available)
    func datedFacts(stores: StoreKind) async throws {
        let (office, id, district, headquarters) = try await office(stores)
        #expect(
            try await reasons {
                try await office.report("noted", "registered", of: id, on: "2026-05-01", district)
            } == ["stage: 缺佐证：营业执照"])
        #expect(
            try await reasons {
                try await office.report("noted", "nothing", of: id, on: "2027-05-01", district)
            } == ["stage: 请选是哪件事", "day: 2027-05-01还没有到"])
        try await office.show("营业执照", id, district)
        let registered = try await office.report(
            "noted", "registered", of: id, on: "2026-05-01", district)
        // One waits for each fact; the stages wait for none of them.
        let listed = try await office.report("noted", "listed", of: id, on: "2026-04-01", district)
        #expect(
            try await reasons {
                try await office.report("noted", "listed", of: id, on: "2026-04-02", district)
            } == ["上一次报送还没有确认，确认或撤回之后再报"])
        try await office.classify(id, "build", district)
        try await office.report("reached", "lead", of: id, on: "2026-03-01", district)
        for event in [registered, listed] {
            try await office.decide(event: event, true, headquarters)
        }
        var course = try await office.course(id)
        #expect(course.datedFact("registered")?.happenedOn == Day(2026, 5, 1))
        #expect(course.stage == "lead" && course.waitingFacts.isEmpty)
        #expect(
            try await reasons {
                try await office.report("noted", "listed", of: id, on: "2026-06-01", district)
            } == ["stage: 这件事已经报过了"])
        // 取消: with a reason, confirmed, and it can happen anew.
        #expect(
            try await reasons {
                try await office.report("revoked", "listed", of: id, on: "2026-03-01", district)
            } == ["reason: 请写原因", "day: 2026-03-01早于上一件事的日期2026-04-01"])
        let revoked = try await office.report(
            "revoked", "listed", of: id, on: "2026-06-01", because: "重复入库", district)
        #expect(try await office.course(id).datedFact("listed") != nil)
        try await office.decide(event: revoked, true, headquarters)
        course = try await office.course(id)
        #expect(course.datedFact("listed") == nil && course.datedFact("registered") != nil)
        try await office.report("noted", "listed", of: id, on: "2026-07-01", district)
    }

    /// From before the first stage on, to every later one.
    private func pairs(_ path: [String]) -> [(Int, Int)] {
        (-1..<path.count).flatMap { from in
            path.indices.filter { $0 > from }.map { (from, $0) }
        }
    }

    private func projects(_ count: Int, _ office: LedgerOffice) async throws -> [Identifier] {
        let lines = (1...count).map { number in
            SheetLine(
                name: "示例项目第\(number)号", investor: "示例\(number)号有限公司",
                code: "91990100MA990001X7")
        }
        try await office.take(lines, inSeptember, unit: "dongyu")
        return try await office.store.read { tx in
            try tx.projects(ProjectFilter(), visibleTo: .all, limit: Limit(count)).map(\.id)
        }
    }

    /// A project that has come to a stage with everything shown.
    private func bring(
        _ id: Identifier, _ projectClass: ProjectClass, to stage: String?, _ office: LedgerOffice
    ) async throws {
        try await office.classify(id, projectClass.id, .operator)
        for kind in try office.stageRule.evidenceKinds {
            try await office.show(kind, id, .operator)
        }
        try await office.passReviews(of: id)
        guard let stage else { return }
        let number = try await office.report(
            "reached", stage, of: id, on: "2026-09-01", because: "示例：补录", .operator)
        if try await office.course(id).waiting != nil {
            try await office.decide(
                event: number, true, office.member(.headquarters, unit: "investment"))
        }
    }
}
