package import Basics
package import People

/// One thing that can be asked of a city: a method, a path inside the city, who may, and what
/// answers. The table of routes is the source of /openapi.json and of the test of roles against
/// routes.
package struct Route: Sendable {
    package enum Method: String, Sendable, CaseIterable {
        case get = "GET"
        case post = "POST"
        case delete = "DELETE"
    }

    /// Who may ask. What a member may *see* is not decided here but in the queries of the answer.
    package enum Access: Hashable, Sendable {
        case anyone
        /// Signed in, perhaps with a step of signing in still to do.
        case arriving
        case member
        case may(Permission)
        case mayAny([Permission])
    }

    package let method: Method
    /// `/sheets/{id}/file`: a segment in braces is a parameter.
    package let pattern: String
    package let access: Access
    /// True where the body carries files; other bodies are bounded more tightly.
    package let takesFiles: Bool
    package let answer: @Sendable (Ask) async throws -> Answer
    /// What /openapi.json tells programs of it; pages have none.
    package private(set) var note: RouteNote?
    let segments: [Substring]

    package init(
        _ method: Method, _ pattern: String, _ access: Access, takesFiles: Bool = false,
        answer: @escaping @Sendable (Ask) async throws -> Answer
    ) {
        self.method = method
        self.pattern = pattern
        self.access = access
        self.takesFiles = takesFiles
        self.answer = answer
        segments = pattern.split(separator: "/")
    }

    package static func get(
        _ pattern: String, _ access: Access,
        answer: @escaping @Sendable (Ask) async throws -> Answer
    ) -> Route { Route(.get, pattern, access, answer: answer) }

    package static func post(
        _ pattern: String, _ access: Access, takesFiles: Bool = false,
        answer: @escaping @Sendable (Ask) async throws -> Answer
    ) -> Route { Route(.post, pattern, access, takesFiles: takesFiles, answer: answer) }

    package static func delete(
        _ pattern: String, _ access: Access,
        answer: @escaping @Sendable (Ask) async throws -> Answer
    ) -> Route { Route(.delete, pattern, access, answer: answer) }

    /// The same route, described for programs.
    func says(
        _ summary: Phrase, query: [RouteField] = [], body: [RouteField] = [],
        gives schema: String
    ) -> Route {
        var route = self
        route.note = RouteNote(summary: summary, query: query, body: body, schema: schema)
        return route
    }

    /// The parameters of a path, decoded; nil when it is another route's.
    func parameters(of path: [Substring]) -> [String: String]? {
        guard path.count == segments.count else { return nil }
        var found: [String: String] = [:]
        for (segment, given) in zip(segments, path) {
            if segment.first == "{", segment.last == "}" {
                guard let value = percentDecoded(given), !value.isEmpty else { return nil }
                found[String(segment.dropFirst().dropLast())] = value
            } else if segment != given {
                return nil
            }
        }
        return found
    }

    var parameterNames: [String] {
        segments.filter { $0.first == "{" }.map { String($0.dropFirst().dropLast()) }
    }
}

/// A route of /api/v1 in words.
package struct RouteNote: Sendable {
    package let summary: Phrase
    package let query: [RouteField]
    package let body: [RouteField]
    /// The name of what it answers with.
    package let schema: String
}

/// A value in the query or in the body of a route.
package enum RouteField: Hashable, Sendable {
    case text(String)
    case number(String)
    /// One of few words.
    case word(String, [String])

    package var name: String {
        switch self {
        case .text(let name), .number(let name), .word(let name, _): name
        }
    }
}

/// All routes of a city. Two of one method and pattern are a bug.
package struct RouteTable: Sendable {
    package let routes: [Route]

    package init(_ routes: [Route]) {
        let names = routes.map { $0.method.rawValue + " " + $0.pattern }
        precondition(Set(names).count == names.count, "two routes of one pattern")
        // A path that says a word goes before one that takes any: `/projects/export`,
        // `/projects/{id}`.
        self.routes = routes.sorted { $0.parameterNames.count < $1.parameterNames.count }
    }

    struct Match {
        let routes: [(route: Route, parameters: [String: String])]

        subscript(_ method: Route.Method) -> (route: Route, parameters: [String: String])? {
            routes.first { $0.route.method == method }
        }
    }

    /// Every route of a path inside the city; none: there is no such page.
    func match(_ path: some StringProtocol) -> Match {
        let segments = Substring(path).split(separator: "/")
        return Match(
            routes: routes.compactMap { route in
                route.parameters(of: segments).map { (route, $0) }
            })
    }

    /// For tests: whether a path and method are answered.
    package func answers(_ method: Route.Method, _ path: String) -> Bool {
        match(path.prefix { $0 != "?" })[method] != nil
    }
}
