import Basics
import Pages
import People

/// What programs may ask, described from the table of routes itself: OpenAPI 3.1. Pages are not in
/// it.
func openAPI(_ routes: [Route]) -> JSONValue {
    let twins = routes.filter { $0.pattern.hasPrefix("/api/v1/") }
    let patterns = Set(twins.map(\.pattern)).sorted()
    return .object([
        "openapi": "3.1.0",
        "info": .object(["title": "Headwater", "version": "1"]),
        "paths": .object(
            patterns.map { pattern in
                JSONMember(
                    "/c/{city}" + pattern,
                    .object(
                        twins.filter { $0.pattern == pattern }.map { route in
                            JSONMember(route.method.rawValue.lowercased(), operation(route))
                        }))
            }),
        "components": .object([
            "securitySchemes": .object([
                "token": .object(["type": "http", "scheme": "bearer"])
            ])
        ]),
    ])
}

private func operation(_ route: Route) -> JSONValue {
    let names = ["city"] + route.parameterNames
    let words = route.pattern.split { "/{}-.".contains($0) }.dropFirst(2)
    let id = ([route.method.rawValue.lowercased()] + words.map { String($0) }).joined(
        separator: "_")
    return .object([
        "operationId": .string(id),
        "security": .array(route.access == .anyone ? [] : [.object(["token": []])]),
        "parameters": .array(
            names.map { name in
                .object([
                    "name": .string(name), "in": "path", "required": true,
                    "schema": .object(["type": "string"]),
                ])
            }),
        "responses": .object([
            "200": .object(["description": "The same values as the page of this name"]),
            "403": .object(["description": "No token, or one that may not"]),
            "404": .object(["description": "Not there, or not for this member's eyes"]),
        ]),
    ])
}

/// The page that says how programs read what `routes` give.
func guideRoutes(_ routes: [Route]) -> [Route] {
    let addresses = routes.filter { $0.pattern.hasPrefix("/api/v1/") && $0.method == .get }.map {
        route in
        var permission: Phrase?
        if case .may(let needed) = route.access { permission = needed.label }
        return APIAddress(path: route.pattern, permission: permission)
    }
    return [
        .get("/api", .member) { ask in .page(apiGuidePage(addresses, root: ask.city.root)) }
    ]
}
