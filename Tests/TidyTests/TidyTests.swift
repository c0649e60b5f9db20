import SourceReading
import Testing

/// What STYLE.md says a program can judge. One finding a line, with the replacement.
@Suite struct TidyTests {
    static let rules =
        clockRules + safetyRules + nameRules + shapeRules + moduleRules + queryRules + documentRules
        + phraseRules + scriptRules

    @Test("every rule finds the case that breaks it", arguments: rules)
    func breaks(rule: TidyRule) {
        #expect(!rule.broken.isEmpty, "a rule without a case that breaks it")
        for file in rule.broken {
            let tree = ProjectTree(files: [file])
            #expect(!rule.findings(in: tree).isEmpty, "not found: \(file.path)\n\(file.text)")
        }
    }

    @Test("no rule finds fault with the case that keeps it", arguments: rules)
    func keeps(rule: TidyRule) {
        for file in rule.kept {
            #expect(rule.findings(in: ProjectTree(files: [file])) == [])
        }
    }

    @Test("the tree is tidy")
    func tree() throws {
        let tree = try ProjectTree.read()
        #expect(tree.files.contains { $0.isSource }, "no sources were read")
        let findings = Self.rules.flatMap { $0.findings(in: tree) }
        guard !findings.isEmpty else { return }
        Issue.record("\(findings.count) findings\n\(findings.joined(separator: "\n"))")
    }
}
