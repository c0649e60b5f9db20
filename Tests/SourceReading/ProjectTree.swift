package import Foundation

/// The files of this project as they stand in the folder it was built from, without what is built,
/// downloaded or drawn.
package struct ProjectTree: Sendable {
    package let files: [ProjectFile]
    /// Every file and folder, also those that are no text.
    package let paths: Set<String>
    /// The tables of all migrations, in the order of the files; the twins for PostgreSQL left out.
    /// A table that is made anew stands as it was made last; one that is dropped is gone.
    package let tables: [TableText]

    package init(files: [ProjectFile], paths: Set<String>? = nil) {
        self.files = files
        let queries = files.filter {
            $0.path.hasSuffix(".sql") && !$0.path.hasSuffix(".postgres.sql")
        }.flatMap(\.queries)
        let made = queries.flatMap(\.tables)
        let dropped = Set(queries.flatMap(\.droppedTables))
        let added = queries.flatMap(\.addedColumns)
        tables = made.enumerated().filter { place, table in
            !made[(place + 1)...].contains { $0.name == table.name }
                && !dropped.contains(table.name)
        }.map { _, table in
            var table = table
            for one in added where one.table == table.name && one.file > table.file {
                table.columns.append(one.column)
            }
            return table
        }
        self.paths = paths ?? Set(files.flatMap { ProjectTree.folders(of: $0.path) + [$0.path] })
    }

    package func file(_ path: String) -> ProjectFile? { files.first { $0.path == path } }

    /// The folder of Package.swift.
    package static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The tree as it stood when the first test asked.
    package static func read() throws -> ProjectTree { try standing.get() }

    private static let standing = Result { try readAnew() }

    private static func readAnew() throws -> ProjectTree {
        var files: [ProjectFile] = []
        var paths: Set<String> = []
        try collect("", &files, &paths)
        return ProjectTree(files: files.sorted { $0.path < $1.path }, paths: paths)
    }

    private static func collect(
        _ folder: String, _ files: inout [ProjectFile], _ paths: inout Set<String>
    ) throws {
        for name in try FileManager.default.contentsOfDirectory(
            atPath: root.appending(path: folder).path)
        {
            let path = folder.isEmpty ? name : folder + "/" + name
            if isLeftOut(path, name) { continue }
            let url = root.appending(path: path)
            if try url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true {
                paths.insert(path)
                try collect(path, &files, &paths)
            } else {
                paths.insert(path)
                if let text = String(data: try Data(contentsOf: url), encoding: .utf8) {
                    files.append(ProjectFile(path: path, text: text))
                }
            }
        }
    }

    private static func isLeftOut(_ path: String, _ name: String) -> Bool {
        path == ".git" || path.hasPrefix(".build") || path == "data" || path == "dist"
            || path == ".swiftpm" || path == "Package.resolved" || path == "Tests/browser/out"
            || name == "__pycache__"
    }

    private static func folders(of path: String) -> [String] {
        let parts = path.split(separator: "/")
        return parts.indices.dropFirst().map { parts[..<$0].joined(separator: "/") }
    }
}

/// One text file, by its path from the root.
package struct ProjectFile: Sendable {
    package let path: String
    package let text: String
    package let lines: [Substring]
    /// Empty unless the file is Swift.
    package let swift: SwiftText
    /// The SQL of the file: literals that are queries, or the whole of a migration.
    package let queries: [QueryText]

    package init(path: String, text: String) {
        self.path = path
        self.text = text
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let swift = SwiftText(path.hasSuffix(".swift") ? text : "")
        self.swift = swift
        queries =
            path.hasSuffix(".sql")
            ? [QueryText(text, file: path, line: 1)]
            : swift.literals.filter { QueryText.isQuery($0.text) }
                .map { QueryText($0.text, file: path, line: $0.line) }
    }

    package var name: String { String(path.split(separator: "/").last ?? "") }
    package var isSwift: Bool { path.hasSuffix(".swift") }
    package var isSource: Bool { isSwift && path.hasPrefix("Sources/") }

    /// Chains.swift → Chains; `.swift-format` has none.
    package var stem: String { String(name.split(separator: ".").first ?? "") }
}
