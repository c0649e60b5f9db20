import Basics
import Foundation
import Projects
import Tables
import Testing

/// The check of two months as a careful reader of ../shared/data/sheets would have it, from rows
/// read without error. What the reading of the workbooks adds is tried where the sheets are
/// collected.
@Suite("The check of the shared sheets")
struct CheckingTruthTests {
    @Test("finds the duplicates and the repeated signings, and leaves their look-alikes alone")
    func suspects() throws {
        guard let one = try TruthMonth(1), let two = try TruthMonth(2) else { return }
        let ledger = try truthLedger()
        for (truth, last) in [(one, nil), (two, one)] {
            let found = suspicions(
                in: CheckingInput(
                    month: truth.month, projects: truth.rows, earlier: ledger,
                    lastMonth: last?.rows ?? [], places: truth.places))
            let pairs = Set(
                found.filter { $0.kind == .duplicate }.flatMap { truth.pairs($0.rows) })
            #expect(pairs == truth.duplicates)
            #expect(pairs.isDisjoint(with: truth.apart))
            for (kind, ids) in truth.flagged {
                let rows = found.filter { $0.kind == kind }.compactMap { truth.ids[$0.rows[0]] }
                #expect(Set(rows) == ids, "\(kind) of \(truth.month)")
            }
        }
    }

    @Test("tells what changed from one month to the next, field by field")
    func changes() throws {
        guard let one = try TruthMonth(1), let two = try TruthMonth(2) else { return }
        var found: [String: Set<String>] = [:]
        for change in projectChanges(from: one.rows, to: two.rows, places: two.places) {
            guard let row = change.rows.last, let id = two.ids[row] ?? one.ids[row] else {
                continue
            }
            found[change.kind.rawValue + " " + id] = Set(change.fields.map(\.field.rawValue))
        }
        var expected = two.changes
        // The shared truth counts as changed what only a remark tells; here there are no remarks.
        for (key, fields) in expected where fields == ["agreement"] { expected[key] = nil }
        #expect(found == expected)
    }
}

private let folder = FileManager.default.currentDirectoryPath + "/../shared/data/sheets"

/// One month of the shared truth. Nil, with a line that says so, where the data is absent.
private struct TruthMonth {
    var month: Month
    var rows: [ReportedProject] = []
    var ids: [ReportedPlace: String] = [:]
    var duplicates: Set<Set<String>> = []
    var apart: Set<Set<String>> = []
    var flagged: [SuspicionKind: Set<String>] = [:]
    var changes: [String: Set<String>] = [:]
    var places: [String] = ["示例市"]

    init?(_ number: Int) throws {
        let path = folder + "/month-\(number)/truth.json"
        guard let data = FileManager.default.contents(atPath: path) else {
            print("skipped: ../shared/data/sheets is absent")
            return nil
        }
        let truth = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        func list(_ key: String) -> [[String: Any]] { truth[key] as? [[String: Any]] ?? [] }
        month = try #require(Month(2026, 8 + number))
        for record in list("records") {
            let row = truthRow(record, prefix: "month-\(number)/")
            rows.append(row)
            ids[row.place] = record["id"] as? String
            places.append(row.unit)
        }
        for group in list("duplicates") { duplicates.formUnion(allPairs(group["ids"])) }
        for pair in list("must_not_flag") where pair["kind"] as? String == "duplicate" {
            apart.formUnion(allPairs(pair["ids"]))
        }
        for (kind, key) in [
            (SuspicionKind.resigning, "resignings"), (.noEvidence, "no_evidence"), (.unit, "unit"),
        ] {
            flagged[kind] = Set(list(key).compactMap { $0["id"] as? String })
        }
        for change in list("changes") where change["dropped"] as? Bool != true {
            let key = "\(change["kind"] as? String ?? "") \(change["id"] as? String ?? "")"
            changes[key] = Set(change["fields"] as? [String] ?? [])
        }
        places += Set(places).map { String($0.dropLast()) }
    }

    func pairs(_ rows: [ReportedPlace]) -> Set<Set<String>> { allPairs(rows.map { ids[$0] ?? "" }) }
}

private func allPairs(_ ids: Any?) -> Set<Set<String>> {
    let ids = ids as? [String] ?? []
    return Set(ids.flatMap { one in ids.filter { $0 != one }.map { [one, $0] } })
}

private func truthRow(_ record: [String: Any], prefix: String) -> ReportedProject {
    func text(_ key: String) -> String? { record[key] as? String }
    func number(_ key: String) -> Int64? { (record[key] as? NSNumber)?.int64Value }
    let currency = text("currency").flatMap(Currency.init) ?? .CNY
    return ReportedProject(
        place: ReportedPlace(
            file: prefix + (text("file") ?? ""), sheet: text("sheet"),
            row: Int(number("row") ?? 0), lastRow: Int(number("row_end") ?? 0)),
        unit: text("district") ?? "", name: text("name") ?? "",
        investors: (record["investors"] as? [[String: Any]] ?? []).map {
            ReportedInvestor(
                name: $0["name"] as? String ?? "", code: $0["code"] as? String,
                codeIsValid: $0["code_ok"] as? Bool)
        },
        total: number("total_fen").map { Money(minor: $0, currency) },
        stage: text("stage").flatMap(Stage.init),
        agreement: text("reported_agreement").flatMap(Agreement.init),
        signedOn: text("signed_on").flatMap(day), chain: text("chain"),
        received: number("received_fen").map { Money(minor: $0) }, contact: text("contact"),
        hasEvidence: record["evidence"] as? Bool, isDropped: record["dropped"] as? Bool ?? false)
}

/// The ledger of 2025, whose columns are known: code, unit, title, investor, credit code, total in
/// 万元, kind of agreement, day, chain.
private func truthLedger() throws -> [ReportedProject] {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/ledger-2025.xlsx")))
    let sheet = try #require(try readWorkbook(bytes, file: "ledger-2025.xlsx").sheets.first)
    return sheet.rows.dropFirst().map { line in
        func text(_ column: Int) -> String {
            switch line.cell(column)?.value {
            case .text(let text): text
            case .number(let text): text
            case .date(let day, _): day.description
            default: ""
            }
        }
        let code = text(4).count == 18 ? text(4) : nil
        return ReportedProject(
            place: ReportedPlace(
                file: "ledger-2025.xlsx", sheet: sheet.name, row: line.number,
                lastRow: line.number),
            unit: text(1), name: text(2),
            investors: [ReportedInvestor(name: text(3), code: code, codeIsValid: nil)],
            total: Int64(text(5)).map { Money(minor: $0 * Money.fenPerWan) }, stage: .signed,
            agreement: .formal, signedOn: day(text(7)), chain: text(8))
    }
}
