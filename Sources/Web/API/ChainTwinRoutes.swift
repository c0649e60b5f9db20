import Basics
import Chains
import Pages
import People
import Projects
import Rules
import Storage

/// The twins of chains: what the pages 产业链 show, for who sees projects.
func chainTwins() -> [Route] {
    [
        .get("/api/v1/chains", .may(.seeProjects)) { ask in
            let (chains, counts) = try await ask.store.read { tx in
                (try tx.chains(), try tx.chainCounts())
            }
            return .json(
                .object(["chains": .array(chains.map { $0.json(counts[$0.id]) })]))
        }.says("产业链，各有多少强弱缺和打开的缺口", gives: "Chains"),
        .get("/api/v1/chains/{chain}", .may(.seeProjects)) { ask in
            let id = try ask.text("chain")
            let (map, counts) = try await ask.store.read { tx in
                (try tx.chainMap(id), try tx.chainCounts()[id])
            }
            return .json(try map.orNoSuchPage().json(counts))
        }.says("一条产业链：环节、各环节的判断和理由、供给、缺口", gives: "Chain"),
        .get("/api/v1/chains/{chain}/links/{link}/targets", .may(.seeProjects)) { ask in
            let part = try ListPart(ask.query)
            let targets = try await ask.linkTargets().targets
            return .json(
                .object([
                    "total": JSONValue(targets.count),
                    "targets": .array(
                        targets.dropFirst(part.offset).prefix(part.limit.count).map(\.json)),
                ]))
        }.says("一个环节的目标企业，得分和每一部分", query: ListPart.fields, gives: "LinkTargets"),
        .get("/api/v1/chains/{chain}/links/{link}/suggestions", .may(.editChains)) { ask in
            let (chain, link) = (try ask.text("chain"), try ask.text("link"))
            let found = try await ask.store.read { tx in
                try tx.suggestions(of: chain, link: link)
            }.orNoSuchPage()
            return .json(.object(["suggestions": .array(found.open.map(\.json))]))
        }.says("一个环节的候选企业，出自候选知识", gives: "Suggestions"),
        .get("/api/v1/chains/{chain}/anchors", .may(.seeProjects)) { ask in
            let (id, by, home) = (try ask.text("chain"), try ask.occasion, ask.city.folder.name)
            let anchors = try await ask.store.read { tx in
                guard try tx.chain(id) != nil else { throw NoSuchPage() }
                return try tx.anchorsJSON(of: id, home: home, for: by.actor)
            }
            return .json(.object(["anchors": .array(anchors)]))
        }.says("一条链的链主，各人能看到的清单", gives: "Anchors"),
        .get("/api/v1/trips/{place}", .may(.seeProjects)) { ask in
            let place = try ask.text("place")
            if let problem = divisionProblem(place, at: .field("place")) {
                throw QueryRefusal([problem])
            }
            let view = try ask.targetView
            let stops = try await ask.store.read { tx in try tx.trip(to: place, as: view) }
            return .json(.object(["stops": .array(stops.map(\.json))]))
        }.says("去一个地方见哪几家，为哪些缺口", gives: "Trip"),
        .get("/api/v1/taxonomies/chains", .may(.seeProjects)) { ask in
            .json(try await taxonomyPage(ask).counts.listing)
        }.says("上报的产业写法与现行目录对照，合计", gives: "TaxonomyCounts"),
    ]
}
