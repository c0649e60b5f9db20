import SourceReading

extension Reference {
    /// The tables of the database, as the migrations make them.
    static let tables = Reference(path: "docs/reference/database.md", mark: nil) { tree in
        let head = """
            # The tables of the database

            Made from the migrations by `bin/reference`. One text runs on SQLite and PostgreSQL; `?`
            marks a column that may be NULL. Instants are microseconds, days `YYYY-MM-DD`, money the
            smallest unit of its currency.

            """
        return head
            + tree.tables.map { table in
                "\n## \(table.name)\n\n" + (comment(of: table, in: tree).map { $0 + "\n\n" } ?? "")
                    + table.columns.map(line).joined() + "\nFrom \(name(of: table.file)).\n"
            }.joined()
    }
}

private func line(_ column: ColumnText) -> String {
    "* `\(column.name)` \(column.type)\(column.isNullable ? " ?" : "")\n"
}

private func name(of path: String) -> String { String(path.split(separator: "/").last ?? "") }

/// The comment that stands right above a table.
private func comment(of table: TableText, in tree: ProjectTree) -> String? {
    guard let file = tree.file(table.file) else { return nil }
    let above = file.lines.prefix(table.line - 1).reversed().prefix { $0.hasPrefix("--") }
    let text = above.reversed().map { $0.drop { $0 == "-" || $0 == " " } }.joined(separator: " ")
    return text.isEmpty ? nil : text
}
