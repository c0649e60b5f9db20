import Basics
import Foundation
import Synchronization
import TestSupport
import Testing

/// The folder of the project: two above this file's.
let projectRoot = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// A file or folder of ../shared/data; nil where it is not beside the project.
func shared(_ name: String) -> String? {
    let path = projectRoot.appendingPathComponent("../shared/data/" + name)
        .standardizedFileURL.path
    return FileManager.default.fileExists(atPath: path) ? path : nil
}

extension JSONValue {
    /// Whether it was written with a point or without; nil where it is no number.
    var double: Double? {
        switch self {
        case .number(let number): number
        case .integer(let number): Double(number)
        default: nil
        }
    }
}

/// The program as it was built, run as people run it: words in, lines and an exit code out. Each
/// has a folder of its own and a database of its own, on either kind.
final class BuiltProgram: Sendable {
    static let binary = projectRoot.appendingPathComponent(".build/debug/headwater")

    let folder: TemporaryFolder
    private let database: FreshDatabase?
    private let count = Atomic(0)

    /// Nil, with a line that says so, where the program isn't built.
    static func fresh(_ kind: StoreKind = .sqlite) async throws -> BuiltProgram? {
        guard FileManager.default.isExecutableFile(atPath: binary.path) else {
            print("skipped: \(binary.path) is not built")
            return nil
        }
        return try await BuiltProgram(kind)
    }

    private init(_ kind: StoreKind) async throws {
        folder = try TemporaryFolder()
        database = kind == .postgreSQL ? try await kind.freshDatabase(migrations: []) : nil
    }

    var root: URL { URL(fileURLWithPath: folder.path) }

    /// Where the program's database is.
    var place: [String] {
        database.map { ["--database", $0.address] } ?? ["--data", folder.path + "/data"]
    }

    /// Writes a file into the program's folder and says its path.
    func file(_ name: String, _ bytes: [UInt8]) throws -> String {
        let url = root.appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
        return name
    }

    func file(_ name: String, _ text: String) throws -> String { try file(name, Array(text.utf8)) }

    /// Runs a command with its database. The working folder is the program's own, or `directory`.
    func run(_ words: String..., in directory: URL? = nil) async throws -> Ran {
        try await run(words, place: place, in: directory)
    }

    func run(_ words: [String], place: [String], in directory: URL? = nil) async throws -> Ran {
        try await launch(
            BuiltProgram.binary, words + place, in: directory ?? root,
            log: folder.path + "/run-\(count.add(1, ordering: .relaxed).newValue)")
    }

    /// Sends the program a signal once it said these words.
    func run(
        _ words: [String], place: [String], until said: String, _ signal: Int32
    ) async throws -> Ran {
        try await launch(
            BuiltProgram.binary, words + place, in: root,
            log: folder.path + "/run-\(count.add(1, ordering: .relaxed).newValue)",
            until: (said, signal))
    }

    func python(_ words: [String]) async throws -> Ran {
        try await launch(
            URL(fileURLWithPath: "/usr/bin/env"), ["python3"] + words, in: root,
            log: folder.path + "/run-\(count.add(1, ordering: .relaxed).newValue)")
    }
}

/// What a program said, and how it ended.
struct Ran: Sendable {
    let code: Int32
    let out: String
    let err: String

    var lines: [Substring] { out.split(separator: "\n") }

    /// Each line of the output as JSON.
    var values: [JSONValue] {
        get throws { try lines.map { try JSONValue(parsing: String($0)) } }
    }
}

/// Its output goes to files, so that no pipe fills up.
private func launch(
    _ binary: URL, _ words: [String], in directory: URL, log: String,
    until end: (said: String, signal: Int32)? = nil
) async throws -> Ran {
    let (out, err) = (log + ".out", log + ".err")
    for name in [out, err] { try Data().write(to: URL(fileURLWithPath: name)) }
    let process = Process()
    process.executableURL = binary
    process.arguments = words
    process.currentDirectoryURL = directory
    var environment = ProcessInfo.processInfo.environment
    for name in ["HEADWATER_DATABASE", "HEADWATER_DATA", "HEADWATER_CITY"] {
        environment[name] = nil
    }
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: out))
    let errors = try FileHandle(forWritingTo: URL(fileURLWithPath: err))
    process.standardError = errors
    if let end { process.standardError = listening(process, for: end, writing: errors) }
    try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
        process.terminationHandler = { _ in done.resume() }
        do { try process.run() } catch {
            process.terminationHandler = nil
            done.resume(throwing: error)
        }
    }
    func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: name)), as: UTF8.self)
    }
    return Ran(code: process.terminationStatus, out: try text(out), err: try text(err))
}

/// Passes on what the program says and sends the signal when it said the words.
private func listening(
    _ process: Process, for end: (said: String, signal: Int32), writing errors: FileHandle
) -> Pipe {
    let pipe = Pipe()
    let heard = Mutex("")
    pipe.fileHandleForReading.readabilityHandler = { handle in
        let data = handle.availableData
        guard !data.isEmpty else {
            handle.readabilityHandler = nil
            return
        }
        errors.write(data)
        heard.withLock { text in
            let was = text.contains(end.said)
            text += String(decoding: data, as: UTF8.self)
            if !was, text.contains(end.said) { kill(process.processIdentifier, end.signal) }
        }
    }
    return pipe
}

/// A unit's sheet as text: what most of these tests hand in.
func table(_ rows: [String], heading: String? = nil) -> String {
    let usual = "项目名称,投资方,总投资（万元）,阶段,协议类型,签约时间"
    return ([heading ?? usual] + rows).joined(separator: "\n") + "\n"
}

let oneProject = table(["钠离子电池正极材料项目,星澜新能源科技有限公司,52000,签约,正式协议,2026-03-18"])
