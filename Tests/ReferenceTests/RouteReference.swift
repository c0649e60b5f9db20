import SourceReading

/// One line of a table of routes: `.get("/projects/{id}", .may(.seeProjects)) { … }`.
struct NamedRoute: Hashable {
    let method: String
    let pattern: String
    let access: String
}

extension Reference {
    /// Everything that can be asked of a city over HTTP, and who may.
    static let routes = Reference(path: "docs/reference/routes.md", mark: nil) { tree in
        let head = """
            # The routes

            Made from the tables of routes in `Sources/Web` by `bin/reference`. Each path stands inside
            a city: `/c/990100/projects`. What a member sees there is decided in the queries.

            | Method | Path | Who may |
            | --- | --- | --- |

            """
        let routes = tree.sources.filter { module(of: $0) == "Web" }.flatMap(namedRoutes)
        let order = ["GET", "POST", "DELETE"]
        return head
            + routes.sorted {
                ($0.pattern, order.firstIndex(of: $0.method) ?? 3)
                    < ($1.pattern, order.firstIndex(of: $1.method) ?? 3)
            }.map { "| \($0.method) | `\($0.pattern)` | \($0.access) |\n" }.joined()
    }
}

/// The routes that the tables of a file hold.
func namedRoutes(in file: ProjectFile) -> [NamedRoute] {
    let tokens = file.swift.tokens.map(\.text)
    var literal = -1
    var routes: [NamedRoute] = []
    for index in tokens.indices where tokens[index] == "\"" {
        literal += 1
        let path = file.swift.literals[literal].text
        guard path.hasPrefix("/"), index > 1, tokens[index - 1] == "(",
            [".", "Route"].contains(tokens[max(0, index - 3)])
                || tokens[index - 2] == "Route",
            ["get", "post", "delete"].contains(tokens[index - 2])
        else { continue }
        routes.append(
            NamedRoute(
                method: tokens[index - 2].uppercased(), pattern: path,
                access: access(tokens, after: index + 1)))
    }
    return routes
}

/// `, .may(.seeProjects)` as words: «who may see projects» is left to the reader.
private func access(_ tokens: [String], after start: Int) -> String {
    var words: [String] = []
    var depth = 0
    for token in tokens[min(start, tokens.count)...].dropFirst() {
        if token == "(" { depth += 1 }
        if token == ")" { depth -= 1 }
        if depth < 0 || depth == 0 && (token == "," || token == "{") { break }
        if token.first?.isLetter == true { words.append(token) }
    }
    return words.joined(separator: " ")
}
