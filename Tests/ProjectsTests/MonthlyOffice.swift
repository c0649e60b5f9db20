import Basics
import People
import Projects
import Rules
import Storage
import TestSupport
import Testing

/// A district with two people, and headquarters, at work on a month's report.
struct MonthlyOffice: Sendable {
    let office: LedgerOffice
    let clerk: Actor
    let chief: Actor
    let headquarters: Actor

    init(_ stores: StoreKind) async throws {
        office = try await LedgerOffice(stores)
        clerk = office.member(.district, unit: "dongyu")
        chief = office.member(.district, unit: "dongyu")
        headquarters = office.member(.headquarters, unit: "headquarters")
    }

    var rules: RoundRules { get throws { try RoundRules(office.folder, on: office.today) } }

    func open(_ month: Month = october, _ actor: Actor? = nil) async throws -> OpenedReport {
        let (id, source) = (office.identifier(.sheet), office.identifier(.evidence))
        let (rules, occasion) = (try rules, office.occasion(actor ?? clerk))
        return try await office.store.write { tx in
            try tx.openReport(of: month, id: id, source: source, rules: rules, occasion)
        }
    }

    func report(_ id: Identifier, _ actor: Actor? = nil) async throws -> MonthlyReport {
        try await office.store.read { tx in
            try #require(try tx.monthlyReport(id, by: actor ?? clerk))
        }
    }

    func rows(_ id: Identifier) async throws -> [ReportedProject] {
        try await office.store.read { tx in
            try tx.ledgerRows(ofSheet: id, visibleTo: .all).map(\.reported)
        }
    }

    func fill(
        _ id: Identifier, _ position: Int?, _ typed: [String: String], version: Int? = nil,
        _ actor: Actor? = nil
    ) async throws {
        let seen = try await report(id).sheet.version
        let (rules, occasion) = (try rules, office.occasion(actor ?? clerk))
        try await office.store.write { tx in
            try tx.fill(
                id, with: [MonthlyRowDraft(position: position) { typed[$0] }],
                version: version ?? seen, rules: rules, occasion)
        }
    }

    func submit(_ id: Identifier, _ actor: Actor? = nil) async throws {
        let version = try await report(id).sheet.version
        let (rules, occasion) = (try rules, office.occasion(actor ?? clerk))
        try await office.store.write { tx in
            try tx.submit(id, version: version, rules: rules, occasion)
        }
    }

    @discardableResult
    func check(
        _ id: Identifier, _ isPassed: Bool = true, note: String? = nil, version: Int? = nil,
        by actor: Actor
    ) async throws -> Confirmed? {
        let found = try await report(id, headquarters)
        let fresh = (0..<found.sheet.rowCount).map { _ in office.identifier(.project) }
        let (rules, occasion) = (try rules, office.occasion(actor))
        return try await office.store.write { tx in
            try tx.check(
                id, isPassed: isPassed, note: note, version: version ?? found.sheet.version,
                fresh: fresh, rules: rules, occasion)
        }
    }

    func recall(_ id: Identifier) async throws {
        let version = try await report(id).sheet.version
        let occasion = office.occasion(clerk)
        try await office.store.write { tx in
            try tx.recall(id, version: version, occasion)
        }
    }

    func close(_ month: Month, today: Day = Day(2026, 12, 2)!) async throws {
        let occasion = office.occasion(headquarters)
        try await office.store.write { tx in
            try tx.closeMonth(month, today: today, occasion)
        }
    }
}
