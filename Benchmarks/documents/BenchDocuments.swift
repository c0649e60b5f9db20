import Basics
import Facts
import Foundation
import Texts

/// `bench-documents FOLDER` reads the texts of FOLDER over and over, to 2, 20 and 200 MB: cleaned,
/// their figures found and written as JSON Lines; prints megabytes a second of processor time.
@main
struct BenchDocuments {
    static func main() throws {
        guard CommandLine.arguments.count == 2 else {
            print("bench-documents FOLDER")
            exit(2)
        }
        let folder = CommandLine.arguments[1]
        let texts = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            .filter { $0.hasSuffix(".txt") }
            .map { name in
                (
                    name: name,
                    text: String(
                        decoding: try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)),
                        as: UTF8.self)
                )
            }
        let day = Day(2025, 1, 1)
        for megabytes in [2, 20, 200] {
            var (read, written, found) = (0, 0, 0)
            let began = processorSeconds()
            var lines: [UInt8] = []
            while read < megabytes * 1_000_000 {
                for (name, text) in texts {
                    lines.removeAll(keepingCapacity: true)
                    let own = facts(in: text, datedOn: day)
                    for fact in own { appendLine(fact, file: name, to: &lines) }
                    read += text.utf8.count
                    written += lines.count
                    found += own.count
                }
            }
            let seconds = processorSeconds() - began
            let speed = Double(read) / 1_000_000 / seconds
            print(
                "\(megabytes) MB: \(found) figures, \(written / 1_000_000) MB of lines,",
                "\((speed * 10).rounded() / 10) MB/s")
        }
    }

    private static func processorSeconds() -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Double(usage.ru_utime.tv_sec) + Double(usage.ru_utime.tv_usec) / 1_000_000
    }
}
