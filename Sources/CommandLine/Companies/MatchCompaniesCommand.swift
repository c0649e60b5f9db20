import ArgumentParser
import Basics
import Companies
import Names
import Tables

/// Whose name is this? Needs no database.
struct MatchCompaniesCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "match",
        abstract: "名称比对。Names found in a register, or pairs of names decided: JSON Lines.")

    @Option(help: "名录：id、name 两列，.csv .xlsx，可为 .gz。The register.") var register: String?
    @Option(help: "每行一个名称。One name a line.") var queries: String?
    @Option(help: "成对名称：id、query、name 三列。Pairs of names.") var pairs: String?
    @Option(help: "每个名称最多给出几个。Answers a name.") var limit = 5
    @Flag(help: "说明理由。With the reasons.") var explain = false

    func validate() throws {
        guard (queries == nil) != (pairs == nil), queries == nil || register != nil else {
            throw ValidationError("Give --register with --queries, or --pairs.")
        }
        guard (1...100).contains(limit) else {
            throw ValidationError("--limit is between 1 and 100.")
        }
    }

    mutating func run(at desk: Desk) async throws {
        let listed = try register.map(NameList.init)
        if let queries {
            try find(linesOfNames(in: queries), among: listed ?? NameList(), at: desk)
        } else if let pairs {
            try decide(try NamePairs(file: pairs), among: listed, at: desk)
        }
    }

    private func find(_ queries: [String], among list: NameList, at desk: Desk) throws {
        let started = desk.world.now()
        let companies = NamedCompanies(list.names)
        let indexed = desk.world.now()
        var finder = companies.finder()
        let found = queries.map { finder.matches($0, limit: limit) }
        let done = desk.world.now()
        for (query, matches) in zip(queries, found) {
            let candidates = matches.map { match in
                var members = [
                    JSONMember("id", .string(list.ids[match.place])),
                    JSONMember("name", .string(list.names[match.place])),
                    JSONMember("score", .number(match.score)),
                ]
                if explain {
                    let decision = finder.decide(query, match.place, thresholds: .standard)
                    members.append(JSONMember("outcome", .string(decision.outcome.word)))
                    members.append(JSONMember("reasons", decision.written))
                }
                return JSONValue.object(members)
            }
            desk.out(
                JSONValue.object(["query": .string(query), "candidates": .array(candidates)]).text)
        }
        desk.err(
            "\(list.names.count) names indexed in \(indexed.seconds(since: started)) s, "
                + "\(queries.count) queries answered in \(done.seconds(since: indexed)) s")
    }

    private func decide(_ pairs: NamePairs, among list: NameList?, at desk: Desk) throws {
        var names = list?.names ?? []
        var places = Dictionary(
            names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        for pair in pairs.rows where places[pair.name] == nil {
            places[pair.name] = names.count
            names.append(pair.name)
        }
        var finder = NamedCompanies(names).finder()
        for pair in pairs.rows {
            guard let place = places[pair.name] else { continue }
            let decision = finder.decide(pair.query, place, thresholds: .standard)
            var members = [
                JSONMember("id", .string(pair.id)),
                JSONMember("score", .number(decision.certainty)),
                JSONMember("outcome", .string(decision.outcome.word)),
            ]
            if explain { members.append(JSONMember("reasons", decision.written)) }
            desk.out(JSONValue.object(members).text)
        }
    }
}

extension IdentityDecision {
    fileprivate var written: JSONValue {
        .array(reasons.map { .string(Lexicon.chinese.text($0.phrase)) })
    }
}
