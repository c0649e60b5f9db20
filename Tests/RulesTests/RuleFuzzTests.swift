import Basics
import Drawing
import Foundation
import Testing

@testable import Rules

@Suite("Damaged rule files")
struct RuleFuzzTests {
    private let pieces = [
        "[", "]", "{", "}", "- ", "? ", ": ", "*a ", "&a ", "!!int ", "\"", "'", "|\n", ">\n", "#",
        "\t", "\n", "---\n", "...\n", "%YAML 1.2\n", "\u{0}", "\u{FEFF}", "\u{2028}", "键", "  ",
        "<<: ", "id", "since: ", "9999-99-99", "\u{D}",
    ]

    @Test("are refused or read, and never crash or hang")
    func mutations() throws {
        let city = try loadCity(directory: projectRoot.path + "/Cities/sample")
        let seed = UInt64.random(in: 0...UInt64.max)
        var lots = Lots(seed: seed)
        let files = city.files.filter { !$0.path.hasPrefix("sheets/") }
        for _ in 0..<200 {
            let file = try #require(files.randomElement(using: &lots))
            var bytes = file.bytes
            for _ in 0..<Int.random(in: 1...8, using: &lots) {
                let at = Int.random(in: 0...bytes.count, using: &lots)
                if Bool.random(using: &lots) {
                    let piece = try #require(pieces.randomElement(using: &lots))
                    let times = Int.random(in: 1...40, using: &lots)
                    bytes.insert(
                        contentsOf: Array(String(repeating: piece, count: times).utf8), at: at)
                } else {
                    bytes.removeSubrange(
                        at..<min(bytes.count, at + Int.random(in: 0...60, using: &lots)))
                }
            }
            let changed = files.map {
                $0.name == file.name ? CityFile(name: file.name, bytes: bytes) : $0
            }
            let found = examineCity(changed, folder: city.folder)
            #expect(
                found.city != nil || !found.problems.isEmpty, "seed \(seed), \(file.name)")
        }
    }

    @Test("nesting that hides behind quotes fits the stack of a pool's thread")
    func hiddenDepth() {
        let hidden = [
            String(repeating: "[\"]\", ", count: 900),
            String(repeating: "? ", count: 900) + "a",
            String(repeating: "{'}': ", count: 900),
        ]
        let done = DispatchSemaphore(value: 0)
        let thread = Thread {
            for text in hidden {
                #expect(throws: CityProblems.self) { try parse(text) }
            }
            done.signal()
        }
        thread.stackSize = 512 * 1_024
        thread.start()
        done.wait()
    }
}
