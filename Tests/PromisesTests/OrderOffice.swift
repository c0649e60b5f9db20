import Basics
import Evidence
import Foundation
import People
import Promises
import Rules
import Storage
import Synchronization
import TestSupport
import Testing

/// The sample city, read once.
let sampleFolder = Result {
    try loadCity(
        directory: URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Cities/sample").path)
}

/// A city's units at work on orders on a store; the day is the test's.
final class OrderOffice: Sendable {
    let store: any Store
    let rules: OrderRules
    private let count = Mutex<UInt64>(0)

    /// `changing` puts other texts in the place of files of the folder. A rehearsed write can't
    /// stand beside others.
    init(
        _ kind: StoreKind, changing files: [String: String] = [:], isRehearsed: Bool = true
    ) async throws {
        store =
            isRehearsed ? try await kind.fresh() : try await kind.freshDatabase().store()
        let sample = try sampleFolder.get()
        let changed = sample.files.map { file in
            files[file.name].map { CityFile(name: file.name, bytes: Array($0.utf8)) } ?? file
        }
        rules = OrderRules(
            files.isEmpty ? sample : try readCity(changed, folder: sample.folder))
    }

    private func next() -> UInt64 {
        count.withLock {
            $0 += 1
            return $0
        }
    }

    func identifier(_ kind: IdentifierKind) -> Identifier {
        Identifier(kind, at: Instant(microseconds: 1_780_000_000_000_000), random: next())
    }

    func member(_ role: Role, unit: String) -> Actor {
        .member(
            Member(
                id: identifier(.member), login: "\(role)", name: "\(role)", unit: unit,
                roles: [role], createdAt: Instant(microseconds: 0),
                range: rules.units.range(of: unit)))
    }

    var headquarters: Actor { member(.headquarters, unit: "headquarters") }
    var owner: Actor { member(.district, unit: "dongyu") }

    func occasion(_ actor: Actor) -> Occasion {
        Occasion(
            actor, at: Instant(microseconds: 1_780_000_000_000_000 + Int64(next()) * 60_000_000),
            salt: [UInt8](repeating: 7, count: 16))
    }

    func send(
        _ kind: OrderKind = .supervision, on today: String = "2026-10-09",
        due: String? = "2026-10-20", clock: String? = nil, owner: String = "dongyu",
        coOwners: [String] = [], leader: Identifier? = nil, subject: Subject? = nil,
        title: String = "示例：用地手续", by actor: Actor? = nil
    ) async throws -> Int64 {
        let draft = OrderDraft(
            kind: kind.rawValue, subject: subject, title: title, asked: "示例：请办理并反馈。",
            owner: owner, coOwners: coOwners, leader: leader?.text, due: due, clock: clock)
        return try await send(draft: draft, on: today, by: actor)
    }

    func send(
        draft: OrderDraft, on today: String = "2026-10-09", by actor: Actor? = nil
    ) async throws -> Int64 {
        let (rules, today) = (rules, try day(today))
        let occasion = occasion(actor ?? headquarters)
        return try await store.write { tx in
            try tx.send(draft, rules: rules, today: today, occasion)
        }
    }

    func act(
        _ act: OrderAct, _ number: Int64, on today: String = "2026-10-12",
        text: String? = "示例", shows: String? = nil, due: String? = nil,
        file: EvidenceFile? = nil, version: Int64? = nil, _ actor: Actor
    ) async throws {
        let (rules, today, source) = (rules, try day(today), identifier(.evidence))
        let draft = OrderActDraft(
            act: act.rawValue, text: text,
            shows: shows ?? (act == .close && file == nil ? "示例：会议纪要" : nil), due: due,
            file: file)
        let occasion = occasion(actor)
        let stored = try await order(number).version
        try await store.write { tx in
            try tx.act(
                draft, on: number, version: version ?? stored, source: source, rules: rules,
                today: today, occasion)
        }
    }

    @discardableResult
    func run(on today: String) async throws -> EscalationRun {
        let (rules, today, occasion) = (rules, try day(today), occasion(.operator))
        return try await store.write { tx in
            try tx.escalate(rules: rules, today: today, occasion)
        }
    }

    func course(_ number: Int64) async throws -> OrderCourse {
        try await store.read { tx in
            try #require(try tx.orderCourse(number, visibleTo: .all))
        }
    }

    func order(_ number: Int64) async throws -> Order { try await course(number).order }

    /// The rungs told so far: «1.1» is the first of the first deadline.
    func told(_ number: Int64) async throws -> [String] {
        try await course(number).entries.compactMap { entry in
            guard case .told(let rung) = entry.kind else { return nil }
            return "\(rung.round).\(rung.rung)"
        }
    }

    func reader(_ actor: Actor, on today: String) throws -> OrderReader {
        OrderReader(actor, rules: rules, today: try day(today))
    }

    func day(_ text: String) throws -> Day { try #require(Day(text: text)) }
}

/// What a refusal says; empty where nothing is refused.
func refusals(_ work: () async throws -> Void) async throws -> [String] {
    do {
        try await work()
        return []
    } catch let refusal as any Refusal {
        return refusal.problems.map { problem in
            let message = Lexicon.chinese.text(problem.message)
            return problem.place.map { "\($0): \(message)" } ?? message
        }
    }
}
