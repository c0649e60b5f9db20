import Basics
import Foundation
import Testing

@testable import Rules

/// SplitMix64: the same seed gives the same inputs.
private struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

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
        var numbers = SeededNumbers(state: seed)
        let files = city.files.filter { !$0.path.hasPrefix("sheets/") }
        for _ in 0..<200 {
            let file = try #require(files.randomElement(using: &numbers))
            var bytes = file.bytes
            for _ in 0..<Int.random(in: 1...8, using: &numbers) {
                let at = Int.random(in: 0...bytes.count, using: &numbers)
                if Bool.random(using: &numbers) {
                    let piece = try #require(pieces.randomElement(using: &numbers))
                    let times = Int.random(in: 1...40, using: &numbers)
                    bytes.insert(
                        contentsOf: Array(String(repeating: piece, count: times).utf8), at: at)
                } else {
                    bytes.removeSubrange(
                        at..<min(bytes.count, at + Int.random(in: 0...60, using: &numbers)))
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
