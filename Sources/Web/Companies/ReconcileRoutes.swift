import Basics
import Companies
import Names
import Pages
import People
import Rules
import Storage

extension Limit {
    /// Questions in one request to the reconciliation service.
    static let reconcileBatch: Limit = 100
    /// Candidates of one question at most; five where it asks for no number.
    static let reconcileCandidates: Limit = 50
    /// Companies that are suggested for what was typed.
    static let suggestedCompanies: Limit = 10
    /// Values of one property of a question.
    static let reconcileValues: Limit = 20
    /// Letters of what is asked for.
    static let reconcileLetters: Limit = 500
}

/// The reconciliation service of the W3C community group, version 0.2, by which OpenRefine and
/// others hold a list of names against the city's companies. It reads only, is asked with a token
/// as /api/v1 is, and offers neither JSONP nor asking from other sites' pages.
func reconcileRoutes() -> [Route] {
    [
        // Who the service is may be asked by anyone: a program learns here that it needs a token.
        .get("/reconcile", .anyone) { ask in
            guard let queries = ask.query["queries"] else { return .json(ask.manifest) }
            guard let signedIn = ask.signedIn else { throw SignInRefusal.noVisit }
            try signedIn.entered().require(.seeProjects)
            return try await answer(queries, ask)
        },
        .post("/reconcile", .may(.seeProjects)) { ask in
            guard let queries = ask.form["queries"] else {
                throw QueryRefusal([Problem("缺少 queries", at: .field("queries"))])
            }
            return try await answer(queries, ask)
        },
        .get("/reconcile/suggest/entity", .may(.seeProjects)) { ask in
            let text = ask.query["prefix"] ?? ""
            let found = try await ask.store.read { tx in
                guard !text.isEmpty else { return [Company]() }
                let search = try tx.searchCompanies(text)
                return try tx.companies(of: search, limit: .suggestedCompanies).map(\.company)
            }
            return .json(.object(["result": .array(found.map { $0.suggestion(ask.lexicon) })]))
        },
        .get("/reconcile/suggest/property", .may(.seeProjects)) { ask in
            let text = ask.query["prefix"] ?? ""
            let found = properties(ask.lexicon).filter { id, name in
                text.isEmpty || id.hasPrefix(text) || name.contains(text)
            }
            return .json(
                .object([
                    "result": .array(
                        found.map { .object(["id": .string($0.id), "name": .string($0.name)]) })
                ]))
        },
    ]
}

/// All that is here are companies.
private func entityType(_ lexicon: Lexicon) -> JSONValue {
    .array([.object(["id": "company", "name": .string(lexicon.text("企业"))])])
}

/// What else than a name a question may say of a company.
private func properties(_ lexicon: Lexicon) -> [(id: String, name: String)] {
    IdentifierScheme.allCases.map { ($0.rawValue, lexicon.text($0.label)) }
        + [("region", lexicon.text("地区"))]
}

private func answer(_ queries: String, _ ask: Ask) async throws -> Answer {
    let parsed: JSONValue
    do { parsed = try JSONValue(parsing: queries) } catch {
        throw QueryRefusal([Problem("queries 不是 JSON", at: .field("queries"))])
    }
    guard case .object(let members) = parsed else {
        throw QueryRefusal([Problem("queries 须是一个对象，每个问题一个名称", at: .field("queries"))])
    }
    guard members.count <= Limit.reconcileBatch.count else {
        let problem = Problem("一次最多问\(Limit.reconcileBatch.count)个", at: .field("queries"))
        return .json(.object(["problems": problemsJSON([problem], ask.lexicon)]), .tooLarge)
    }
    var problems: [Problem] = []
    let questions = members.map { member in
        (member.name, CompanyQuestion(member.value, named: member.name, &problems))
    }
    guard problems.isEmpty else { throw QueryRefusal(problems) }
    let thresholds = IdentityThresholds(ask.city.folder.identity(on: ask.today))
    let lexicon = ask.lexicon
    let names = try await ask.city.names.names(
        in: ask.store, places: ask.city.folder.places, on: ask.workbench, world: ask.world)
    let answers = try await ask.store.read { tx in
        var finder = names.finder()
        return try questions.map { name, question in
            let found = try question.map {
                try tx.candidates(for: $0, &finder, thresholds: thresholds)
            }
            return JSONMember(
                name, .object(["result": .array((found ?? []).map { $0.json(lexicon) })]))
        }
    }
    return .json(.object(answers))
}

extension CompanyQuestion {
    /// Nil where it asks for things that are no companies.
    fileprivate init?(_ value: JSONValue, named key: String, _ problems: inout [Problem]) {
        func wrong(_ message: Phrase) { problems.append(Problem(message, at: .field(key))) }
        self.init(name: (value["query"]?.string).map(trimmedBlanks) ?? "")
        let letters = Limit.reconcileLetters.count
        if name.count > letters { wrong("query 最多\(letters)个字") }
        for property in value["properties"]?.array ?? [] {
            let texts = property["v"]?.propertyTexts ?? []
            guard let id = property["pid"]?.string, let text = texts.first else { continue }
            if id == "region" {
                region = text
            } else if let scheme = IdentifierScheme(rawValue: id) {
                let code = scheme.normalized(text)
                // What no code can be says nothing of who it is.
                if scheme.objection(to: code) == nil { codes[scheme] = code }
            }
        }
        if let limit = value["limit"], limit != .null {
            if let count = limit.integer, count > 0 {
                self.limit = Limit(min(Int(count), Limit.reconcileCandidates.count))
            } else {
                wrong("limit 须为正整数")
            }
        }
        let isAsked = value["query"] != nil || value["properties"] != nil
        if !isAsked { wrong("须有 query 或 properties") }
        let types = value["type"]?.propertyTexts ?? []
        guard types.isEmpty || types.contains("company") else { return nil }
    }
}

extension JSONValue {
    /// A value of a property or a type: a text, a number, a thing by its identifier, or several.
    fileprivate var propertyTexts: [String] {
        switch self {
        case .string(let text): [trimmedBlanks(text)].filter { !$0.isEmpty }
        case .integer(let number): [String(number)]
        case .array(let items): items.prefix(Limit.reconcileValues.count).flatMap(\.propertyTexts)
        case .object: self["id"]?.propertyTexts ?? []
        case .null, .bool, .number: []
        }
    }
}

extension CompanyCandidate {
    fileprivate func json(_ lexicon: Lexicon) -> JSONValue {
        let said = reasons.map { lexicon.text($0.phrase) }.joined(separator: "；")
        return .object([
            "id": .string(company.id.text), "name": .string(company.name),
            "description": .string(said), "type": entityType(lexicon),
            "score": .number((certainty * 1_000).rounded() / 10), "match": .bool(isMatch),
        ])
    }
}

extension Company {
    fileprivate func suggestion(_ lexicon: Lexicon) -> JSONValue {
        .object([
            "id": .string(id.text), "name": .string(name),
            "description": .string(creditCode ?? ""), "notable": entityType(lexicon),
        ])
    }
}

extension Ask {
    fileprivate var manifest: JSONValue {
        let root = origin + city.root
        func suggest(_ kind: String) -> JSONValue {
            .object([
                "service_url": .string(root), "service_path": .string("/reconcile/suggest/" + kind),
            ])
        }
        return .object([
            "versions": ["0.1", "0.2"],
            "name": .string("Headwater · " + lexicon.text(city.folder.name)),
            "identifierSpace": .string(root + "/companies/"),
            "schemaSpace": "https://schema.org/Organization", "defaultTypes": entityType(lexicon),
            "view": .object(["url": .string(root + "/companies/{{id}}")]),
            "suggest": .object([
                "entity": suggest("entity"), "property": suggest("property"),
            ]),
            "batchSize": JSONValue(Limit.reconcileBatch.count),
            "authentication": .object(["type": "http", "scheme": "bearer"]),
        ])
    }
}
