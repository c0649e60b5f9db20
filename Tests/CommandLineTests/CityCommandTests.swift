import Basics
import Foundation
import TestSupport
import Testing

@Suite("headwater check, serve, backup, restore, journal verify")
struct CityCommandTests {
    private var sample: URL { projectRoot.appendingPathComponent("Cities/sample") }

    /// A copy of the sample city, beside a copy of what all cities share, with one file changed.
    private func broken(
        _ program: BuiltProgram, _ name: String, _ change: (String) -> String
    ) throws -> String {
        let cities = program.root.appendingPathComponent("Cities-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: cities, withIntermediateDirectories: true)
        for folder in ["common", "sample"] {
            try FileManager.default.copyItem(
                at: projectRoot.appendingPathComponent("Cities/\(folder)"),
                to: cities.appendingPathComponent(folder))
        }
        let city = cities.appendingPathComponent("sample")
        let file = city.appendingPathComponent(name)
        let text = try String(contentsOf: file, encoding: .utf8)
        try change(text).write(to: file, atomically: true, encoding: .utf8)
        return city.path
    }

    @Test("the cities that come with the program have no problem")
    func shipped() async throws {
        guard let program = try await BuiltProgram.fresh() else { return }
        for city in ["sample", "qingdao"] {
            let path = projectRoot.appendingPathComponent("Cities/\(city)").path
            let checked = try await program.run(["check", path], place: [])
            #expect(checked.code == 0 && checked.out == "OK\n", "\(city): \(checked.err)")
        }
    }

    @Test(
        "every problem of a broken city is told with its file and line, and no server starts on it")
    func brokenCities() async throws {
        guard let program = try await BuiltProgram.fresh() else { return }
        let cases: [(String, (String) -> String, String)] = [
            ("city.yaml", { $0 + "zone: [\n" }, "city.yaml"),
            ("city.yaml", { $0 + "colour: red\n" }, "colour"),
            (
                "units.yaml", { $0.replacingOccurrences(of: "id: xiling", with: "id: dongyu") },
                "dongyu"
            ),
            (
                "units.yaml",
                { $0.replacingOccurrences(of: "kind: district", with: "kind: planet") }, "planet"
            ),
        ]
        for (file, change, said) in cases {
            let city = try broken(program, file, change)
            let checked = try await program.run(["check", city], place: [])
            #expect(checked.code == 1 && checked.out.isEmpty, "\(said)")
            let lines = checked.err.split(separator: "\n")
            #expect(lines.contains { $0.contains(said) }, "\(said) in \(checked.err)")
            #expect(
                lines.allSatisfy { $0.firstMatch(of: #/^[^:]+\.yaml:[0-9]+: /#) != nil },
                "\(checked.err)")
            let served = try await program.run(
                ["serve", "--city", city, "--port", "0"], place: program.place)
            #expect(served.code == 1 && served.out.isEmpty)
            #expect(served.err == checked.err)
        }
        let nothing = try await program.run(["check", program.root.path + "/none"], place: [])
        #expect(nothing.code == 1 && !nothing.err.isEmpty)
    }

    @Test(
        "a backup from either database is restored into either, with the same journal",
        arguments: Stores.available)
    func backup(stores: StoreKind) async throws {
        guard let program = try await BuiltProgram.fresh(stores) else { return }
        let sheet = try program.file("东屿区9月.csv", oneProject)
        #expect(try await program.run("collect", sheet, "--month", "2026-09").code == 0)
        let exported = try await program.run("projects", "list")
        let head = try await program.run("journal", "verify")
        #expect(head.code == 0)
        let made = try await program.run("backup", "one.backup")
        #expect(made.code == 0 && made.out == "990100 \(head.out)", "\(made.err)")
        let twice = try await program.run("backup", "one.backup")
        #expect(twice.code == 1 && twice.err.contains("已存在"))
        for other in Stores.available {
            guard let empty = try await BuiltProgram.fresh(other) else { return }
            let file = program.root.path + "/one.backup"
            let restored = try await empty.run("restore", file)
            #expect(restored.code == 0 && restored.out == made.out, "\(restored.err)")
            #expect(try await empty.run("projects", "list").out == exported.out)
            #expect(try await empty.run("projects", "list", "nlz").out == exported.out)
            let text = head.out.trimmingCharacters(in: .newlines)
            let same = try await empty.run("journal", "verify", "--head", text)
            #expect(same.code == 0, "\(same.err)")
            // What came after the backup is not there: the printed head says so.
            let number = Int(text.prefix { $0 != ":" }) ?? 0
            let later = "\(number + 1):" + String(repeating: "a", count: 64)
            let cut = try await empty.run("journal", "verify", "--head", later)
            #expect(cut.code == 1 && !cut.err.isEmpty)
            let other = "\(number):" + String(repeating: "a", count: 64)
            #expect(try await empty.run("journal", "verify", "--head", other).code == 1)
            let full = try await empty.run("restore", file)
            #expect(full.code == 1 && full.err.contains("目标数据库不是空的"))
        }
    }

    @Test("what is no backup, or is cut off, is refused and leaves nothing")
    func damagedBackup() async throws {
        guard let program = try await BuiltProgram.fresh() else { return }
        let sheet = try program.file("东屿区9月.csv", oneProject)
        _ = try await program.run("collect", sheet, "--month", "2026-09")
        #expect(try await program.run("backup", "one.backup").code == 0)
        let bytes = [UInt8](
            try Data(contentsOf: program.root.appendingPathComponent("one.backup")))
        var damaged = bytes
        for index in damaged.indices where index > damaged.count / 2 && index % 97 == 0 {
            damaged[index] ^= 0x55
        }
        for (name, content) in [
            ("text.backup", Array("这不是备份".utf8)),
            ("cut.backup", Array(bytes.prefix(bytes.count / 2))),
            ("damaged.backup", damaged),
        ] {
            guard let empty = try await BuiltProgram.fresh() else { return }
            let refused = try await empty.run("restore", empty.file(name, content))
            #expect(refused.code == 1 && refused.out.isEmpty, "\(name) \(refused.err)")
            #expect(!refused.err.isEmpty)
            #expect(try await empty.run("projects", "list").out.isEmpty)
        }
        guard let empty = try await BuiltProgram.fresh() else { return }
        let missing = try await empty.run("restore", "none.backup")
        #expect(missing.code == 1 && missing.err.contains("none.backup"))
    }

    @Test(
        "the papers made at the command line are the same bytes the second time",
        arguments: Stores.available)
    func papers(stores: StoreKind) async throws {
        guard let program = try await BuiltProgram.fresh(stores) else { return }
        let own = try program.file("东屿区9月.csv", oneProject)
        let other = try program.file("西岭区9月.csv", oneProject)
        #expect(try await program.run("collect", own, other, "--month", "2026-09").code == 0)
        func made(_ folder: String) async throws -> [String: Data] {
            let ran = try await program.run(
                "dispatch", "make", "--month", "2026-09", "--to", folder)
            #expect(ran.code == 0, "\(ran.err)")
            let root = program.root.appendingPathComponent(folder)
            let names = try FileManager.default.subpathsOfDirectory(atPath: root.path)
                .filter { $0.contains(".") }
            #expect(names.count == ran.lines.count)
            return try Dictionary(
                uniqueKeysWithValues: names.map {
                    ($0, try Data(contentsOf: root.appendingPathComponent($0)))
                })
        }
        let first = try await made("一")
        #expect(first.keys.contains("通报.docx") && first.keys.contains("排名.xlsx"))
        #expect(first.keys.contains { $0.hasPrefix("督办单/") })
        #expect(try await made("二") == first)
    }
}
