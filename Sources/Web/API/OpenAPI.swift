import Basics
import Pages
import People

/// What programs may ask, described from the table of routes itself: OpenAPI 3.1. Pages are not in
/// it.
func openAPI(_ routes: [Route], _ lexicon: Lexicon) -> JSONValue {
    let twins = routes.filter { $0.pattern.hasPrefix("/api/v1/") }
    let patterns = Set(twins.map(\.pattern)).sorted()
    let schemas = Set(twins.compactMap(\.note?.schema)).sorted()
    return .object([
        "openapi": "3.1.0",
        "info": .object(["title": "Headwater", "version": "1"]),
        "paths": .object(
            patterns.map { pattern in
                JSONMember(
                    "/c/{city}" + pattern,
                    .object(
                        twins.filter { $0.pattern == pattern }.map { route in
                            JSONMember(
                                route.method.rawValue.lowercased(), operation(route, lexicon))
                        }))
            }),
        "components": .object([
            "securitySchemes": .object([
                "token": .object(["type": "http", "scheme": "bearer"])
            ]),
            "schemas": .object(
                schemas.map { JSONMember($0, .object(["type": "object"])) }
                    + [JSONMember("Problems", problemsSchema)]),
        ]),
    ])
}

private let problemsSchema = JSONValue.object([
    "type": "object",
    "properties": .object([
        "problems": .object([
            "type": "array",
            "items": .object([
                "type": "object",
                "properties": .object([
                    "message": .object(["type": "string"]),
                    "place": .object(["type": ["string", "null"]]),
                ]),
            ]),
        ])
    ]),
])

private func operation(_ route: Route, _ lexicon: Lexicon) -> JSONValue {
    let words = route.pattern.split { "/{}-.".contains($0) }.dropFirst(2)
    let id = ([route.method.rawValue.lowercased()] + words.map { String($0) }).joined(
        separator: "_")
    let inPath = (["city"] + route.parameterNames).map {
        parameter(.text($0), in: "path", isRequired: true)
    }
    let inQuery = (route.note?.query ?? []).map {
        parameter($0, in: "query", isRequired: false)
    }
    var members: [JSONMember] = [
        JSONMember("operationId", .string(id)),
        JSONMember("summary", .string(route.note.map { lexicon.text($0.summary) } ?? id)),
        JSONMember(
            "security", .array(route.access == .anyone ? [] : [.object(["token": []])])),
        JSONMember("parameters", .array(inPath + inQuery)),
    ]
    if let body = body(of: route) { members.append(JSONMember("requestBody", body)) }
    members.append(JSONMember("responses", responses(of: route)))
    return .object(members)
}

private func parameter(_ field: RouteField, in place: String, isRequired: Bool) -> JSONValue {
    .object([
        "name": .string(field.name), "in": .string(place), "required": .bool(isRequired),
        "schema": field.schema,
    ])
}

extension RouteField {
    fileprivate var schema: JSONValue {
        switch self {
        case .text: .object(["type": "string"])
        case .number: .object(["type": "integer"])
        case .word(_, let words):
            .object(["type": "string", "enum": .array(words.map { .string($0) })])
        }
    }
}

/// Files as a browser sends them or one as the whole body; else the members of a JSON object.
private func body(of route: Route) -> JSONValue? {
    if route.takesFiles {
        let file = JSONValue.object(["type": "string", "format": "binary"])
        return .object([
            "required": true,
            "content": .object([
                "multipart/form-data": .object([
                    "schema": .object([
                        "type": "object",
                        "properties": .object([
                            "files": .object(["type": "array", "items": file])
                        ]),
                    ])
                ]),
                "application/octet-stream": .object(["schema": file]),
            ]),
        ])
    }
    guard let fields = route.note?.body, !fields.isEmpty else { return nil }
    return .object([
        "required": true,
        "content": .object([
            "application/json": .object([
                "schema": .object([
                    "type": "object",
                    "properties": .object(fields.map { JSONMember($0.name, $0.schema) }),
                ])
            ])
        ]),
    ])
}

private func responses(of route: Route) -> JSONValue {
    func answer(_ text: String, _ schema: String) -> JSONValue {
        let reference = "#/components/schemas/" + schema
        return .object([
            "description": .string(text),
            "content": .object([
                "application/json": .object([
                    "schema": .object(["$ref": .string(reference)])
                ])
            ]),
        ])
    }
    return .object([
        route.takesFiles ? "201" : "200":
            route.note.map { answer("The same values as the page of this name", $0.schema) }
            ?? .object(["description": "The same values as the page of this name"]),
        "403": answer("No token, or one that may not", "Problems"),
        "404": answer("Not there, or not for this member's eyes", "Problems"),
        "422": answer("Refused: every problem with its place", "Problems"),
    ])
}

/// The page that says how programs read what `routes` give.
func guideRoutes(_ routes: [Route]) -> [Route] {
    let addresses = routes.filter { $0.pattern.hasPrefix("/api/v1/") }.map { route in
        var permission: Phrase?
        if case .may(let needed) = route.access { permission = needed.label }
        return APIAddress(
            method: route.method.rawValue, path: route.pattern, summary: route.note?.summary,
            permission: permission)
    }
    return [
        .get("/api", .member) { ask in .page(apiGuidePage(addresses, root: ask.city.root)) }
    ]
}
