import Basics
import Chains
import Pages
import People
import Projects
import Rules
import Storage

/// At which links of chains a project works.
func projectLinkRoutes() -> [Route] {
    [
        .post("/projects/{id}/links", .mayAny(mayLink)) { ask in
            try await linking(ask, said: "环节已写明。") { try await ask.sayLink() }
        },
        .delete("/projects/{id}/links", .mayAny(mayLink)) { ask in
            try await linking(ask, said: "环节已取消。") { try await ask.takeBackLink() }
        },
    ]
}

func projectLinkTwins() -> [Route] {
    [
        .get("/api/v1/projects/{id}/links", .may(.seeProjects)) { ask in
            .json(try await ask.projectLinks())
        }.says("项目做产业链的哪些环节", gives: "ProjectLinks"),
        .post("/api/v1/projects/{id}/links", .mayAny(mayLink)) { ask in
            try await ask.sayLink()
            return .json(try await ask.projectLinks(), .created)
        }.says("写明一个环节，写作“链/环节”", body: [.text("link")], gives: "ProjectLinks"),
        .delete("/api/v1/projects/{id}/links", .mayAny(mayLink)) { ask in
            try await ask.takeBackLink()
            return .json(try await ask.projectLinks())
        }.says("取消一个环节", body: [.number("number")], gives: "ProjectLinks"),
    ]
}

/// The project's own unit, and who edits chains.
private let mayLink: [Permission] = [.reportStages, .editChains]

private func linking(
    _ ask: Ask, said: Phrase, _ work: () async throws -> Void
) async throws -> Answer {
    let id = try ask.identifier(.project)
    return try await keeping(ask, .redirect(to: .project(id), said: said), work) {
        try await projectPage(ask, of: id, $0).page
    }
}

extension Ask {
    fileprivate func sayLink() async throws {
        let (id, by) = (try identifier(.project), try occasion)
        let words = (form["link"] ?? "").split(separator: "/", maxSplits: 1).map(String.init)
        try await store.write { tx in
            try tx.say(
                link: words.last ?? "", of: words.count == 2 ? words[0] : "", ofProject: id, by)
        }
    }

    fileprivate func takeBackLink() async throws {
        let (id, by) = (try identifier(.project), try occasion)
        let number = form["number"].flatMap { Int64($0) } ?? 0
        try await store.write { tx in try tx.takeBackLink(number, ofProject: id, by) }
    }

    fileprivate func projectLinks() async throws -> JSONValue {
        let (id, sight) = (try identifier(.project), try sight)
        let links = try await store.read { tx in
            try tx.links(ofProject: id, visibleTo: sight)
        }.orNoSuchPage()
        return .object(["links": .array(links.map(\.json))])
    }
}

extension Transaction {
    /// What a project's page shows of its links. `mayLink`: the reader may say them.
    func linksCard(
        of project: Project, reportedIn chain: Chain?, mayLink: Bool, units: Units,
        visibleTo sight: Sight, _ values: FormValues
    ) throws -> ProjectLinksCard {
        let own = try links(ofProject: project.id, visibleTo: sight) ?? []
        let shown = try chains().filter { one in
            chain == nil || one.id == chain?.id || own.contains { $0.chain == one.id }
        }
        // A reader needs the names of the links that were said, and of nobody where none was.
        return ProjectLinksCard(
            project: project, links: own,
            chains: try shown.map { one in
                let isNamed = mayLink || own.contains { $0.chain == one.id }
                return (chain: one, links: isNamed ? try links(of: one.id) : [])
            },
            people: PeopleNames(own.isEmpty ? [] : try members(units: units)),
            mayLink: mayLink, values: values)
    }
}
