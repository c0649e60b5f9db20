import Foundation
import SourceReading
import Testing

/// What documents say of the code is what the code says.
@Suite struct ReferenceTests {
    static let references: [Reference] = [.limits, .tables, .cityKeys, .routes]

    /// Set by `bin/reference`: write the documents in place of comparing them.
    static let writes = ProcessInfo.processInfo.environment["HEADWATER_WRITE_REFERENCE"] != nil

    @Test("each document says what the sources say", arguments: references)
    func agrees(reference: Reference) throws {
        try settle(reference)
    }

    @Test("the commands are described as the program describes them")
    func commands() throws {
        guard let program = program() else {
            print("skipped: headwater was not built beside the tests")
            return
        }
        try settle(commandReference(dump(of: program)))
    }

    @Test("each actor and class is named in ARCHITECTURE.md with the state it protects")
    func actors() throws {
        let unnamed = unnamedActors(in: try ProjectTree.read(), document: "ARCHITECTURE.md")
        #expect(unnamed == [])
    }

    @Test("every phrase has its English, and no English is left over")
    func phrases() throws {
        let tree = try ProjectTree.read()
        let missing = phrasesWithoutEnglish(in: tree)
        let stale = englishWithoutPhrase(in: tree)
        if !missing.isEmpty {
            Issue.record("\(missing.count) without English\n\(missing.joined(separator: "\n"))")
        }
        if !stale.isEmpty {
            Issue.record("\(stale.count) left over\n\(stale.joined(separator: "\n"))")
        }
    }

    private func settle(_ reference: Reference) throws {
        let tree = try ProjectTree.read()
        if Self.writes {
            let text = reference.written(over: tree.file(reference.path)?.text, from: tree)
            let url = ProjectTree.root.appending(path: reference.path)
            try Data(text.utf8).write(to: url)
        } else if let why = reference.disagreement(in: tree) {
            Issue.record("\(why)\n  bin/reference writes it anew")
        }
    }
}

/// Each comparison fails on a case where document and code differ.
@Suite struct DisagreementTests {
    private func tree(_ files: [(String, String)]) -> ProjectTree {
        ProjectTree(files: files.map { ProjectFile(path: $0.0, text: $0.1) })
    }

    private let limit = (
        "Sources/Domain/People/Limits.swift",
        "extension Limit { package static let members: Limit = 20_000 }"
    )

    @Test("a limit of the code must stand in ARCHITECTURE.md with its number")
    func limits() {
        let right = "# A\n<!-- limits -->\n* **People**: members 20,000\n<!-- /limits -->\n"
        #expect(
            Reference.limits.disagreement(in: tree([limit, ("ARCHITECTURE.md", right)])) == nil)
        let wrong = right.replacingOccurrences(of: "20,000", with: "2,000")
        #expect(
            Reference.limits.disagreement(in: tree([limit, ("ARCHITECTURE.md", wrong)])) != nil)
        #expect(
            Reference.limits.disagreement(in: tree([limit, ("ARCHITECTURE.md", "# A")])) != nil)
        #expect(Reference.limits.disagreement(in: tree([limit])) != nil)
        #expect(
            Reference.limits.written(over: wrong, from: tree([limit, ("ARCHITECTURE.md", wrong)]))
                == right)
    }

    @Test("a column of a migration must stand in the document of the database")
    func tables() {
        let migration = (
            "Sources/Storage/Storage/Migrations/m0001-a.sql",
            "-- What is to be done.\nCREATE TABLE task (id TEXT NOT NULL, due TEXT) STRICT;\n"
        )
        let made = Reference.tables.make(tree([migration]))
        #expect(made.contains("## task\n\nWhat is to be done.\n\n* `id` text\n* `due` text ?\n"))
        let path = Reference.tables.path
        #expect(Reference.tables.disagreement(in: tree([migration, (path, made)])) == nil)
        let wrong = made.replacingOccurrences(of: "`due` text ?", with: "`due` text")
        #expect(Reference.tables.disagreement(in: tree([migration, (path, wrong)])) != nil)
    }

    @Test("a key of the city folder must stand in its document")
    func cityKeys() {
        let reader = (
            "Sources/Rules/Unit+Reading.swift",
            "let a = \"other\"\nnode.onlyKeys([\"id\", \"name\"], &problems)"
        )
        let made = Reference.cityKeys.make(tree([reader]))
        #expect(made.contains("## Unit+Reading\n\n* `id` `name`\n"))
        let path = Reference.cityKeys.path
        #expect(Reference.cityKeys.disagreement(in: tree([reader, (path, made)])) == nil)
        let wrong = made.replacingOccurrences(of: " `name`", with: "")
        #expect(Reference.cityKeys.disagreement(in: tree([reader, (path, wrong)])) != nil)
    }

    @Test("a route must stand in the document of the routes with who may")
    func routes() {
        let table = (
            "Sources/Web/Projects/ProjectRoutes.swift",
            "[.get(\"/projects/{id}\", .may(.seeProjects)) { ask in .page(\"/no\") }]"
        )
        let made = Reference.routes.make(tree([table]))
        #expect(made.hasSuffix("| GET | `/projects/{id}` | may seeProjects |\n"))
        let path = Reference.routes.path
        #expect(Reference.routes.disagreement(in: tree([table, (path, made)])) == nil)
        let wrong = made.replacingOccurrences(of: "seeProjects", with: "anyone")
        #expect(Reference.routes.disagreement(in: tree([table, (path, wrong)])) != nil)
    }

    @Test("an option of a command must stand in the document of the commands")
    func commands() throws {
        let json = """
            {"commandName": "headwater", "subcommands": [{"commandName": "collect",
            "abstract": "收表", "arguments": [{"kind": "option",
            "names": [{"kind": "long", "name": "month"}],
            "valueName": "month", "abstract": "月份", "isOptional": false, "isRepeating": false,
            "shouldDisplay": true}]}]}
            """
        let root = try JSONDecoder().decode(ProgramCommand.self, from: Data(json.utf8))
        let reference = commandReference(root)
        let made = reference.make(tree([]))
        #expect(made.contains("## headwater collect\n\n收表\n\n* `--month MONTH` (needed) 月份\n"))
        #expect(reference.disagreement(in: tree([(reference.path, made)])) == nil)
        let wrong = made.replacingOccurrences(of: "--month", with: "--day")
        #expect(reference.disagreement(in: tree([(reference.path, wrong)])) != nil)
    }

    @Test("a phrase without English is found, and English without its phrase")
    func phrases() {
        let page = (
            "Sources/Pages/Shell/A.swift", #"let a = HTML { "共\(count)个" }; let b = "code""#
        )
        let rule = (
            "Sources/Rules/B.swift",
            #"var c: Phrase { "规则" }; let d = ["词"]; throw X(Problem("错\n“\(e)”"))"#
        )
        let english = (
            "Sources/Pages/en.yaml",
            "# Shell\n\"共{}个\": \"{} in all\"\n\"规则\": \"Rule\"\n\"旧\": \"Old\"\n"
        )
        let found = tree([page, rule, english])
        #expect(phrasesWithoutEnglish(in: found) == ["Sources/Rules/B.swift:1: \"错\n“{}”\""])
        #expect(englishWithoutPhrase(in: found) == ["Sources/Pages/en.yaml: \"旧\""])
    }

    @Test("an actor that the document leaves out is found")
    func actors() {
        let source = ("Sources/Web/Shell/Bench.swift", "package actor Workbench {}")
        let named = tree([source, ("ARCHITECTURE.md", "`Workbench` counts what runs.")])
        #expect(unnamedActors(in: named, document: "ARCHITECTURE.md") == [])
        let unnamed = tree([source, ("ARCHITECTURE.md", "No actors.")])
        #expect(unnamedActors(in: unnamed, document: "ARCHITECTURE.md").count == 1)
    }
}
