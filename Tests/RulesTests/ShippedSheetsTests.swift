import Basics
import Foundation
import Testing

@testable import Rules

@Suite("The sample sheets")
struct ShippedSheetsTests {
    private var sample: URL { projectRoot.appendingPathComponent("Cities/sample") }

    @Test("come from the script beside them, byte for byte of what is in the archives")
    func reproducible() throws {
        let script = sample.appendingPathComponent("make_sheets.py")
        let python =
            ProcessInfo.processInfo.environment["HEADWATER_PYTHON"] ?? "python3"
        guard try status(python, ["-c", "import openpyxl"]) == 0 else {
            print("skipped: \(python) has no openpyxl (Cities/sample/requirements.txt)")
            return
        }
        #expect(try status(python, ["-B", script.path, "--check"]) == 0)
    }

    @Test("are small, one a unit and month, with one in GB18030")
    func files() throws {
        let city = try loadCity(directory: sample.path)
        for month in ["2026-09", "2026-10"] {
            let folder = sample.appendingPathComponent("sheets/\(month)")
            let files = try FileManager.default.contentsOfDirectory(
                at: folder, includingPropertiesForKeys: [.fileSizeKey])
            let day = try #require(Day(text: month + "-25"))
            #expect(files.count == city.reportingUnits(on: day).count)
            for file in files {
                let size = try file.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
                #expect(size < 30_000, "\(file.lastPathComponent)")
            }
            let tables = files.filter { $0.pathExtension == "csv" }
            #expect(tables.count == 1)
            let bytes = Array(try Data(contentsOf: try #require(tables.first)))
            #expect(String(validating: bytes, as: UTF8.self) == nil, "GB18030, not UTF-8")
        }
    }

    @Test("name no company that the test data knows")
    func inventedNames() throws {
        let data = projectRoot.appendingPathComponent("../shared/data")
        let registers = [
            "company-registry/companies.jsonl.gz", "chain-knowledge-graph/company.jsonl.gz",
        ].map { data.appendingPathComponent($0) }
        guard registers.allSatisfy({ FileManager.default.fileExists(atPath: $0.path) }) else {
            print("skipped: ../shared/data is absent")
            return
        }
        let cores = try nameCores()
        #expect(cores.count > 200)
        let keys = Dictionary(
            uniqueKeysWithValues: cores.map { (key(of: Array($0.utf8)[...]), $0) })
        for register in registers {
            let bytes = Array(try unzipped(register))
            for start in bytes.indices.dropLast(5) where bytes[start] >= 0xE4 {
                if let core = keys[key(of: bytes[start..<start + 6])] {
                    Issue.record("\(core) stands in \(register.lastPathComponent)")
                }
            }
        }
    }

    /// Two Chinese characters are six bytes, which fit one number.
    private func key(of bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The words between the quotes of `CORES = """ … """`.
    private func nameCores() throws -> [Substring] {
        let script = try String(
            contentsOf: sample.appendingPathComponent("sample_projects.py"), encoding: .utf8)
        let parts = script.split(separator: "\"\"\"", omittingEmptySubsequences: false)
        let index = try #require(parts.firstIndex { $0.hasSuffix("CORES = ") })
        return parts[index + 1].split(whereSeparator: \.isWhitespace)
    }
}

func status(_ program: String, _ arguments: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
}

func unzipped(_ file: URL) throws -> Data {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-dc", file.path]
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return data
}
