import Basics
import Documents
import Evidence
import Facts
import People
import Rules
import Storage
import Tables
import TestSupport

/// A store with people of headquarters and two districts, who take papers in.
struct DocumentDesk {
    static let own: Set<String> = ["示例市", "全市"]
    static let units = Units(
        [("office", UnitKind.headquarters), ("east", .district), ("west", .district)].map {
            Unit(
                id: $0, name: LocalName(zh: "示例" + $0), short: $0, kind: $1, place: .field($0))
        })

    let store: any Store
    let world = Draws.world(seed: 44)
    let office: Member
    let east: Member
    let west: Member

    init(_ stores: StoreKind) async throws {
        store = try await stores.fresh()
        let world = world
        func member(_ unit: String, _ role: Role) -> Member {
            Member(
                id: world.identifier(.member), login: unit, name: "示例·" + unit, unit: unit,
                roles: [role], createdAt: world.now())
        }
        office = member("office", .headquarters)
        east = member("east", .district)
        west = member("west", .district)
    }

    func by(_ member: Member) -> Occasion { Occasion(.member(member), in: world) }

    /// Takes a pasted text in; its document.
    @discardableResult
    func take(
        _ text: String, by member: Member? = nil, day: Day? = Day(2026, 1, 20), mark: String? = nil,
        title: String? = nil
    ) async throws -> Document {
        let member = member ?? office
        let read = try ReadDocument(Paper(kind: .pasted, text: text), day: day)
        let (occasion, sight) = (by(member), member.sight)
        let draft = DocumentDraft(title: title, mark: mark, address: nil)
        return try await store.write { tx in
            let number = try tx.take(
                read, file: EvidenceFile(name: "", bytes: Array(text.utf8)), draft,
                called: Self.own, visibleTo: sight, occasion)
            return try tx.document(number, visibleTo: sight).orThrow()
        }
    }

    func facts(_ document: Document) async throws -> [DocumentFact] {
        try await store.read { tx in
            try tx.facts(of: document, within: 0..<document.letters)
        }
    }

    func instructions(_ document: Document) async throws -> [DocumentInstruction] {
        try await store.read { tx in
            try tx.instructions(of: document, within: 0..<document.letters)
        }
    }

    func decide(
        _ fact: DocumentFact, _ verdict: Verdict, because reason: String = "",
        by member: Member? = nil
    ) async throws {
        let member = member ?? office
        let (occasion, sight) = (by(member), member.sight)
        try await store.write { tx in
            try tx.decide(
                .fact, fact.number, ofDocument: fact.document, verdict, because: reason,
                version: fact.review.version, visibleTo: sight, occasion)
        }
    }
}

extension Optional {
    func orThrow() throws -> Wrapped {
        guard let self else { throw UnknownDocument() }
        return self
    }
}
