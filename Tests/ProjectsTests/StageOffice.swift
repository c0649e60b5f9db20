import Basics
import Evidence
import People
import Projects
import Rules
import Storage
import Testing

/// Units at work on the stages of projects: one reports, another confirms.
extension LedgerOffice {
    var today: Day { Day(2026, 10, 25) ?? Day(number: 0) }

    var stageRule: StageRule {
        get throws { try #require(folder.stages(on: today)) }
    }

    func member(_ role: Role, unit: String) -> Actor {
        .member(
            Member(
                id: identifier(.member), login: "\(role)", name: "\(role)", unit: unit,
                roles: [role], createdAt: now()))
    }

    func occasion(_ actor: Actor) -> Occasion {
        Occasion(actor, at: now(), salt: [UInt8](repeating: 7, count: 16))
    }

    func course(_ id: Identifier) async throws -> ProjectCourse {
        let rule = try stageRule
        return try await store.read { tx in
            try #require(try tx.course(of: id, rule: rule, visibleTo: .all))
        }
    }

    func classify(_ id: Identifier, _ word: String, _ actor: Actor) async throws {
        let (rule, occasion, today) = (try stageRule, occasion(actor), today)
        let version = try await course(id).project.version
        try await store.write { [folder] tx in
            try tx.classify(
                id, as: word, version: version, rule: rule, in: folder, today: today, occasion)
        }
    }

    @discardableResult
    func show(
        _ kind: String, _ id: Identifier, _ actor: Actor, title: String? = "示例：文号1",
        dated: String? = nil, file: EvidenceFile? = nil
    ) async throws -> Int64 {
        let draft = EvidenceDraft(kind: kind, title: title, dated: dated, file: file)
        let (rule, occasion, source, today) = (
            try stageRule, occasion(actor), identifier(.evidence), today
        )
        return try await store.write { tx in
            try tx.show(draft, of: id, source: source, rule: rule, today: today, occasion)
        }
    }

    @discardableResult
    func report(
        _ step: String, _ stage: String? = nil, of id: Identifier, on day: String,
        because reason: String? = nil, leaving: String? = nil, to destination: String? = nil,
        version: Int? = nil, _ actor: Actor
    ) async throws -> Int64 {
        let draft = ProjectEventDraft(
            step: step, stage: stage, leaving: leaving, destination: destination, day: day,
            reason: reason)
        let (rule, occasion, today) = (try stageRule, occasion(actor), today)
        let stored = try await course(id).project.version
        return try await store.write { tx in
            try tx.report(
                draft, of: id, version: version ?? stored, rule: rule, today: today, occasion)
        }
    }

    func decide(
        event number: Int64, _ isConfirmed: Bool, note: String? = nil, version: Int64 = 1,
        _ actor: Actor
    ) async throws {
        let (rule, occasion, units) = (try stageRule, occasion(actor), Units(folder.units))
        try await store.write { tx in
            try tx.decide(
                number, isConfirmed: isConfirmed, note: note, version: version, rule: rule,
                units: units, occasion)
        }
    }

    func withdraw(event number: Int64, _ actor: Actor) async throws {
        let (rule, occasion) = (try stageRule, occasion(actor))
        try await store.write { tx in
            try tx.withdraw(number, version: 1, rule: rule, occasion)
        }
    }
}
