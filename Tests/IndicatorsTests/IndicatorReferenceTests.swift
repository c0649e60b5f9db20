import Basics
import Foundation
import People
import Rules
import Storage
import Testing

@testable import Indicators

/// docs/reference/indicators.md: every shipped definition with its example, as it stands in the
/// file, and the SQL that it is computed by.
@Suite("The reference of indicators")
struct IndicatorReferenceTests {
    private let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test("says what the shipped definitions say, with the SQL of each")
    func snapshot() throws {
        let folder = try loadCity(directory: root.path + "/Cities/template")
        let parts = try folder.indicators.map { try section($0, in: folder) }
        let text = """
            # Indicators

            Written by `bin/reference` from `Cities/common/indicators`; a test holds it against them. The SQL is that of 2026, as known on its last day, \
            for who sees the whole city, by unit, with the first choice of each parameter.

            \(parts.joined(separator: "\n"))
            """
        let file = root.appendingPathComponent("docs/reference/indicators.md")
        if ProcessInfo.processInfo.environment["HEADWATER_WRITE_REFERENCE"] != nil {
            try Data(text.utf8).write(to: file)
        } else {
            let kept = try String(contentsOf: file, encoding: .utf8)
            #expect(kept == text, "run bin/reference")
        }
    }

    private func section(_ indicator: Indicator, in folder: CityFolder) throws -> String {
        guard case .line(let name, _) = indicator.place,
            let file = folder.files.first(where: { $0.name == name })
        else { throw CocoaError(.fileNoSuchFile) }
        var lines = [
            "## \(indicator.name.zh) `\(indicator.id)`", "", indicator.definition.zh, "", "```yaml",
            trimmed(String(decoding: file.bytes, as: UTF8.self)), "```", "",
        ]
        if case .facts(let measure) = indicator.body {
            let period = try #require(Period(text: "2026"))
            let query = FactQuery(
                measure: measure,
                question: FigureQuestion(
                    indicator, over: period, known: folder.end(of: period.last)),
                city: folder.id, sight: .all)
            lines += ["```sql", trimmed(query.sums.shown), "```", ""]
        }
        return lines.joined(separator: "\n")
    }

    private func trimmed(_ text: String) -> String {
        text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
