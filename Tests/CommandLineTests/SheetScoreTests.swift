import Basics
import Foundation
import TestSupport
import Testing

/// The whole walk at the command line on two months of ten units, scored with the shared script
/// against what a careful reader finds.
@Suite("Ten sheets of two months", .serialized)
struct SheetScoreTests {
    private static let shared = projectRoot.appendingPathComponent("../shared")
    private static let script = shared.appendingPathComponent("bench/score_sheets.py")

    @Test(
        "the shared sheets are read, checked and compared as well as was asked",
        arguments: Stores.available)
    func sharedSheets(stores: StoreKind) async throws {
        let sheets = SheetScoreTests.shared.appendingPathComponent("data/sheets")
        guard FileManager.default.fileExists(atPath: sheets.path) else {
            print("skipped: ../shared/data/sheets is absent")
            return
        }
        guard let program = try await BuiltProgram.fresh(stores) else { return }
        try await walk(program, sheets)
    }

    @Test("the sample city's sheets are read without a slip")
    func sampleSheets() async throws {
        guard FileManager.default.fileExists(atPath: SheetScoreTests.script.path) else {
            print("skipped: ../shared/bench is absent")
            return
        }
        guard let program = try await BuiltProgram.fresh() else { return }
        let sample = projectRoot.appendingPathComponent("Cities/sample/sheets")
        let copy = program.root.appendingPathComponent("sample")
        try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
        for (number, month) in ["2026-09", "2026-10"].enumerated() {
            let folder = copy.appendingPathComponent("month-\(number + 1)")
            try FileManager.default.copyItem(
                at: sample.appendingPathComponent(month), to: folder)
            try FileManager.default.copyItem(
                at: sample.appendingPathComponent("truth-\(month).json"),
                to: folder.appendingPathComponent("truth.json"))
        }
        let ledger = "ledger-2025.xlsx"
        try FileManager.default.copyItem(
            at: sample.appendingPathComponent(ledger), to: copy.appendingPathComponent(ledger))
        try await walk(program, copy)
    }

    private func walk(_ program: BuiltProgram, _ sheets: URL) async throws {
        let ledger = try await program.run("import", "projects", "ledger-2025.xlsx", in: sheets)
        #expect(ledger.code == 0, "\(ledger.err)")
        for (folder, month) in [("month-1", "2026-09"), ("month-2", "2026-10")] {
            let names = try FileManager.default.contentsOfDirectory(
                atPath: sheets.appendingPathComponent(folder).path
            ).filter { !$0.hasSuffix(".json") }.sorted().map { "\(folder)/\($0)" }
            #expect(names.count == 10)
            let collected = try await program.run(
                ["collect"] + names + ["--month", month], place: program.place, in: sheets)
            #expect(collected.code == 0, "\(collected.err)")
            let suspects = try await program.run("projects", "suspects", "--month", month)
            #expect(suspects.code == 0, "\(suspects.err)")
            _ = try program.file("P.jsonl", collected.out)
            _ = try program.file("S.jsonl", suspects.out)
            var words = [
                SheetScoreTests.script.path, sheets.appendingPathComponent(folder).path,
                "--projects", "P.jsonl", "--suspects", "S.jsonl", "--json",
            ]
            if folder == "month-2" {
                let changes = try await program.run("projects", "changes", "--month", month)
                #expect(changes.code == 0, "\(changes.err)")
                _ = try program.file("C.jsonl", changes.out)
                words += ["--changes", "C.jsonl"]
            }
            let score = try await program.python(words)
            #expect(score.code == 0, "\(score.err)")
            try judge(try JSONValue(parsing: score.out), month)
        }
    }

    /// The thresholds of issue 2.
    private func judge(_ score: JSONValue, _ month: String) throws {
        let projects = try #require(score["projects"])
        for measure in ["precision", "recall"] {
            let value = try #require(projects["rows"]?[measure]?.double)
            #expect(value >= 0.99, "\(month) rows \(measure)")
        }
        guard case .object(let fields)? = projects["fields"] else {
            Issue.record("no fields: \(score)")
            return
        }
        #expect(fields.count >= 8)
        for field in fields {
            #expect(try #require(field.value["accuracy"]?.double) >= 0.97, "\(month) \(field.name)")
        }
        guard case .object(let kinds)? = score["suspects"] else {
            Issue.record("no suspects: \(score)")
            return
        }
        #expect(kinds.count == 6)
        for kind in kinds {
            for measure in ["precision", "recall"] {
                let value = try #require(kind.value[measure]?.double)
                #expect(value >= 0.85, "\(month) \(kind.name) \(measure)")
            }
        }
        let alarms = score["suspects"]?["duplicate"]?["must_not_flag_alarms"]?.string ?? ""
        #expect((Int(alarms.prefix { $0 != "/" }) ?? 99) <= 5, "\(month) alarms \(alarms)")
        guard let changes = score["changes"] else { return }
        for kind in ["new", "vanished", "changed", "fields of changed rows found"] {
            for measure in ["precision", "recall"] {
                #expect(try #require(changes[kind]?[measure]?.double) >= 0.97, "\(kind) \(measure)")
            }
        }
    }
}
