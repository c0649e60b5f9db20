import Basics
import Foundation
import People
import Projects
import Rules
import Storage
import Synchronization
import TestSupport
import Testing

/// The sample city, read once for all tests of the ledger.
let sampleFolder = Result {
    try loadCity(directory: projectFolder.appendingPathComponent("Cities/sample").path)
}

/// One line of a unit's sheet, as the unit would write it.
struct SheetLine {
    var name: String
    var investor: String
    var code = ""
    /// 总投资 in 万元; a text may say anything.
    var total = "23000"
    var signed = "2026-05-12"
    var stage = "签约"
    var agreement = "正式协议"
    var evidence = "有"
    var received = ""
    var remark = ""

    static func csv(_ lines: [SheetLine]) -> [UInt8] {
        var text =
            "序号,项目名称,投资方,统一社会信用代码,总投资（万元）,阶段,协议类型,签约时间,佐证材料,到位资金（万元）,备注\n"
        for (index, line) in lines.enumerated() {
            let cells = [
                String(index + 1), line.name, line.investor, line.code, line.total, line.stage,
                line.agreement, line.signed, line.evidence, line.received, line.remark,
            ]
            text += cells.map { "\"\($0)\"" }.joined(separator: ",") + "\n"
        }
        return Array(text.utf8)
    }
}

/// The headquarters office at its month's work on a store: sheets go in as they come from the
/// units, through the reader, into the ledger. Its clock moves a minute with each thing done.
final class LedgerOffice: Sendable {
    let store: any Store
    let folder: CityFolder
    private let count = Mutex<UInt64>(0)

    init(_ kind: StoreKind) async throws {
        store = try await kind.fresh()
        folder = try sampleFolder.get()
    }

    private func next() -> UInt64 {
        count.withLock {
            $0 += 1
            return $0
        }
    }

    /// 2026-10-25 09:00 in the zone of the sample, and a minute more each time.
    func now() -> Instant {
        Instant(microseconds: 1_792_890_000_000_000).adding(seconds: Int64(next()) * 60)
    }

    func identifier(_ kind: IdentifierKind) -> Identifier {
        Identifier(kind, at: Instant(microseconds: 1_792_890_000_000_000), random: next())
    }

    func rules(_ round: Round) -> CheckingRules { CheckingRules(folder, on: round.lastDay) }

    func read(
        _ bytes: [UInt8], _ round: Round, unit: String?, file: String
    ) async throws -> ReadFile {
        let layouts = try await store.read { tx in try tx.rememberedLayouts() }
        return try SheetReader(city: folder, layouts: layouts).read(
            HandedFile(name: file, bytes: bytes), round: round, unit: unit)
    }

    func hand(
        _ lines: [SheetLine], _ round: Round, unit: String, file: String? = nil
    ) async throws -> Handed {
        let read = try await read(
            SheetLine.csv(lines), round, unit: unit, file: file ?? "\(unit).csv")
        let (id, source, now) = (identifier(.sheet), identifier(.evidence), now())
        return try await store.write { tx in
            try tx.handIn(read, id: id, source: source, by: "office", at: now)
        }
    }

    @discardableResult
    func confirm(_ sheet: HandedSheet, visibleTo sight: Sight = .all) async throws -> Confirmed {
        let fresh = (0..<sheet.rowCount).map { _ in identifier(.project) }
        let (rules, now) = (rules(sheet.round), now())
        return try await store.write { tx in
            try tx.confirm(
                sheet: sheet.id, fresh: fresh, rules: rules, by: "office", at: now,
                visibleTo: sight)
        }
    }

    /// Handed in and confirmed.
    @discardableResult
    func take(
        _ lines: [SheetLine], _ round: Round, unit: String, file: String? = nil
    ) async throws -> Confirmed {
        try await confirm(hand(lines, round, unit: unit, file: file).sheet)
    }

    func recheck(_ month: Month) async throws {
        let fresh = (0..<40).map { _ in identifier(.suspicion) }
        let (rules, now) = (rules(.month(month)), now())
        try await store.write { tx in
            try tx.recheck(month, rules: rules, fresh: fresh, by: "office", at: now)
        }
    }

    func decide(
        _ suspicion: RaisedSuspicion, _ decision: SuspicionDecision?, by member: String = "office",
        note: String? = nil, visibleTo sight: Sight = .all
    ) async throws {
        let now = now()
        try await store.write { tx in
            try tx.decide(
                suspicion: suspicion.id, decision, note: note, version: suspicion.version,
                by: member, at: now, salt: [UInt8](repeating: 7, count: 16), visibleTo: sight)
        }
    }

    func suspicions(
        _ month: Month, _ kind: SuspicionKind? = nil, sight: Sight = .all
    ) async throws -> [RaisedSuspicion] {
        try await store.read { tx in
            try tx.suspicions(of: .month(month), kind: kind, visibleTo: sight)
        }
    }

    func projects(sight: Sight = .all, _ filter: ProjectFilter? = nil) async throws -> [Project] {
        try await store.read { tx in
            try tx.projects(filter ?? ProjectFilter(order: .name), visibleTo: sight)
        }
    }

    /// Names of the projects of an investor.
    func projects(
        ofInvestor name: String, code: String? = nil, sight: Sight = .all
    ) async throws -> [String] {
        try await store.read { tx in
            try tx.projects(
                ofInvestors: [name], codes: [code].compactMap(\.self), visibleTo: sight
            ).map(\.name)
        }
    }

    /// The project of this name; the test fails where there isn't exactly one.
    func project(_ name: String) async throws -> Project {
        let found = try await projects().filter { $0.name == name }
        #expect(found.count == 1, "projects called \(name)")
        return try #require(found.first)
    }

    func rows(_ round: Round, sight: Sight = .all) async throws -> [LedgerRow] {
        try await store.read { tx in try tx.ledgerRows(of: round, visibleTo: sight) }
    }

    func history(_ project: Identifier) async throws -> [ProjectReport] {
        try await store.read { tx in try tx.history(ofProject: project, visibleTo: .all) }
    }

    func table(_ month: Month, sight: Sight = .all) async throws -> DispatchTable {
        let units = folder.reportingUnits(on: month.last).map(\.id)
        return try await store.read { tx in
            try tx.dispatchTable(of: month, units: units, visibleTo: sight)
        }
    }

    func changes(_ month: Month, sight: Sight = .all) async throws -> [LedgerChange] {
        let rules = rules(.month(month))
        return try await store.read { tx in
            try tx.changes(in: month, rules: rules, visibleTo: sight)
        }
    }
}

let september = Month(2026, 9)!
let inSeptember = Round.month(september)
let inOctober = Round.month(october)

let battery = SheetLine(
    name: "钠离子电池正极材料项目", investor: "星澜新能源科技有限公司", total: "52000",
    signed: "2026-03-18")
let hydrogen = SheetLine(
    name: "氢燃料电堆生产基地项目", investor: "禾川动力装备股份有限公司", total: "31000",
    signed: "2026-06-02")
let optics = SheetLine(
    name: "光学镜头模组智能工厂", investor: "瞻远光电（集团）有限公司", total: "18600",
    signed: "2026-08-21")

extension LeadReader {
    /// Of who works at the machine: no unit's own sealed leads.
    static let `operator` = LeadReader(.operator, units: Units([]))
}
