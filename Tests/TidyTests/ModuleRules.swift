import SourceReading

/// The modules of this program in the order of their layers: a module imports only what stands
/// before its layer. DESIGN: Basics, Kernels, the foundations, the city, the product, the surface.
enum Module {
    static let layers: [[String]] = [
        ["Basics"], ["Texts", "Graphs", "Statistics", "Assigning"],
        ["Names", "Retrieval", "Facts"],
        ["Sealing", "Markup", "Tables"], ["Storage"], ["SQLiteStorage", "PostgreSQLStorage"],
        ["Rules"], ["People"], ["Evidence"], ["Promises"], ["Companies"], ["Chains"], ["Targets"],
        ["Projects"], ["Claims"], ["Offers"], ["Indicators"], ["Documents"], ["Pages"],
        ["Web", "CommandLine", "Connectors"], ["Main"],
    ]

    static func layer(_ name: String) -> Int? { layers.firstIndex { $0.contains(name) } }

    /// The module of a source file: the innermost folder of Sources that is one.
    static func of(_ path: String) -> String? {
        let folders = path.split(separator: "/").dropLast().dropFirst().map(String.init)
        guard let first = folders.first else { return nil }
        switch first {
        case "Kernels", "Domain", "Sealing", "Tables", "Storage":
            return folders.count > 1 ? folders[1] : nil
        default: return first
        }
    }

    /// What Main alone may import: databases are chosen in one place.
    static let drivers: Set<String> = ["SQLiteStorage", "PostgreSQLStorage", "Connectors"]

    /// Modules of others, and who may import them.
    static let foreign: [String: Set<String>] = [
        "Foundation": [
            "Texts", "Sealing", "Tables", "SQLiteStorage", "PostgreSQLStorage", "Rules", "Web",
            "CommandLine", "Connectors", "Main",
        ],
        "GRDB": ["SQLiteStorage"], "GRDBSQLite": ["SQLiteStorage"],
        "CPostgreSQL": ["PostgreSQLStorage"],
        "CCrypto": ["Sealing"], "CArgon2": ["Sealing"],
        "CZip": ["Tables"], "CZlib": ["Tables"], "CSheetWriter": ["Tables"],
        "Yams": ["Rules"], "Mustache": ["Rules"],
        "Hummingbird": ["Web", "Main"], "HummingbirdCore": ["Web", "Main"],
        "HTTPTypes": ["Web", "Main"], "NIOCore": ["Web", "Main"], "NIOPosix": ["Web", "Main"],
        "Logging": ["Web", "Main", "PostgreSQLStorage", "SQLiteStorage"],
        "ServiceLifecycle": ["Main"],
        "ArgumentParser": ["CommandLine", "Main"],
        "Dispatch": ["SQLiteStorage", "PostgreSQLStorage", "Web", "Main"],
        "Synchronization": ["Rules", "SQLiteStorage", "PostgreSQLStorage", "Web", "Main"],
        "Glibc": ["Texts", "Sealing", "Tables", "PostgreSQLStorage", "CommandLine", "Main"],
    ]

    /// Why `importer` may not import `name`; nil when it may.
    static func objection(_ importer: String, importing name: String) -> String? {
        guard let own = layer(importer) else { return "\(importer) stands in no layer" }
        if let other = layer(name) {
            if drivers.contains(name), importer != "Main" { return "only Main chooses \(name)" }
            if name == "Markup", !["Pages", "Web"].contains(importer) {
                return "HTML is made in Pages and sent by Web"
            }
            return other < own ? nil : "\(name) stands above \(importer)"
        }
        guard let allowed = foreign[name] else { return "\(name) is not in the table of modules" }
        return allowed.contains(importer) ? nil : "\(name) belongs in \(allowed.sorted())"
    }
}

/// The direction of imports, which Package.swift allows more widely than the design.
let moduleRules: [TidyRule] = [
    TidyRule(
        "imports point downwards, and foreign modules have one home",
        instead: "move the code to the layer it belongs to, or hand the value in",
        broken: [
            example("Sources/Basics/Day.swift", "import Foundation"),
            example("Sources/Domain/Projects/Project.swift", "import Foundation"),
            example("Sources/Domain/People/Member.swift", "package import Projects"),
            example("Sources/Web/Shell/Router.swift", "import GRDB"),
            example("Sources/Pages/Projects/List.swift", "import Hummingbird"),
            example("Sources/Web/Shell/Router.swift", "import SQLiteStorage"),
            example("Sources/Rules/Rule.swift", "internal import CommandLine"),
            example("Sources/Domain/Projects/Project.swift", "import Markup"),
            example("Sources/Tables/Tables/Zip.swift", "import Stranger"),
        ],
        kept: [
            example(
                "Sources/Domain/Projects/Project.swift", "package import Basics\nimport People"),
            example("Sources/Kernels/Names/Name.swift", "import Texts"),
            example("Sources/Main/Compose.swift", "import SQLiteStorage\nimport Hummingbird"),
            example("Tests/RulesTests/RuleTests.swift", "import Foundation"),
        ]
    ) { file, _ in
        guard file.isSource, let module = Module.of(file.path) else { return [] }
        return imports(of: file).filter { name, _ in
            Module.objection(module, importing: name) != nil
        }.map(\.line)
    }
]

/// The modules a file imports, with their lines.
private func imports(of file: ProjectFile) -> [(name: String, line: Int)] {
    let tokens = file.swift.tokens
    return tokens.indices.compactMap { index in
        guard tokens[index].text == "import", index + 1 < tokens.count,
            index == 0 || tokens[index - 1].text != "."
        else { return nil }
        var name = index + 1
        if ["struct", "class", "enum", "func", "protocol", "var"].contains(tokens[name].text) {
            name += 1
        }
        return (tokens[name].text, tokens[index].line)
    }
}
