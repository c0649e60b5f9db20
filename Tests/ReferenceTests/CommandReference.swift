import Foundation
import SourceReading

/// One command of `headwater`, as the program describes itself.
struct ProgramCommand: Decodable {
    let commandName: String
    let abstract: String?
    let arguments: [ProgramArgument]?
    let subcommands: [ProgramCommand]?
}

struct ProgramArgument: Decodable {
    let kind: String
    let names: [ProgramName]?
    let valueName: String?
    let abstract: String?
    let isOptional: Bool
    let isRepeating: Bool
    let shouldDisplay: Bool
}

struct ProgramName: Decodable {
    let kind: String
    let name: String
}

private struct ProgramDump: Decodable { let command: ProgramCommand }

/// The program that was built beside the tests; nil where the tests were built alone.
func program() -> URL? {
    let beside = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    let places = [beside, beside.deletingLastPathComponent(), Bundle.main.bundleURL]
    return places.map { $0.appending(path: "headwater") }.first {
        FileManager.default.isExecutableFile(atPath: $0.path)
    }
}

/// What the program says of its commands.
func dump(of program: URL) throws -> ProgramCommand {
    let process = Process()
    let output = Pipe()
    process.executableURL = program
    process.arguments = ["--experimental-dump-help"]
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return try JSONDecoder().decode(ProgramDump.self, from: data).command
}

/// docs/reference/commands.md for a dump.
func commandReference(_ root: ProgramCommand) -> Reference {
    let text = """
        # The commands

        Made from what `headwater` says of itself by `bin/reference`. Exit codes: 0 done, 1 refused
        with all reasons, 2 used wrongly, 3 fault.

        """ + sections(root, path: "")
    return Reference(path: "docs/reference/commands.md", mark: nil) { _ in text }
}

private func sections(_ command: ProgramCommand, path: String) -> String {
    let name = path.isEmpty ? command.commandName : path + " " + command.commandName
    let subcommands = (command.subcommands ?? []).filter { $0.commandName != "help" }
    let arguments = (command.arguments ?? []).filter {
        $0.shouldDisplay && !($0.names ?? []).contains { ["help", "version"].contains($0.name) }
    }
    var text = ""
    if subcommands.isEmpty {
        text += "\n## \(name)\n\n\(command.abstract ?? "")\n"
        if !arguments.isEmpty { text += "\n" + arguments.map(line).joined() }
    }
    return text + subcommands.map { sections($0, path: name) }.joined()
}

private func line(_ argument: ProgramArgument) -> String {
    let value = argument.valueName ?? ""
    let long = argument.names?.first { $0.kind == "long" }?.name ?? argument.names?.first?.name
    let shown: String =
        switch argument.kind {
        case "positional": value.uppercased()
        case "flag": "--" + (long ?? value)
        default: "--" + (long ?? value) + " " + value.uppercased()
        }
    let repeats = argument.isRepeating ? "…" : ""
    let need = argument.isOptional ? "" : " (needed)"
    return "* `\(shown)\(repeats)`\(need) \(argument.abstract ?? "")\n"
}
