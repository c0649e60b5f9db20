package import Basics
import Chains
package import People
package import Storage

extension Limit {
    package static let linksOfProject: Limit = 5
    package static let projectsOfLink: Limit = 200
}

/// A project works at this link (环节) of a chain.
package struct ProjectLink: Sendable, Hashable {
    package let number: Int64
    package let project: Identifier
    package let chain: String
    package let link: String
    package let by: String
    package let at: Instant
}

extension Transaction {
    /// Nil where the reader sees no such project.
    package func links(
        ofProject id: Identifier, visibleTo sight: Sight
    ) throws -> [ProjectLink]? {
        guard try project(id, visibleTo: sight) != nil else { return nil }
        return try links(ofProjects: [id])[id] ?? []
    }

    /// The first said first.
    package func links(
        ofProjects ids: [Identifier]
    ) throws -> [Identifier: [ProjectLink]] {
        let found = try ids.parts(of: .projectsPerStatement).flatMap { part in
            try rows(
                """
                SELECT * FROM project_link
                WHERE city_id = \(city) AND ended_at IS NULL AND project_id IN \(part)
                ORDER BY number
                """
            ).map(ProjectLink.init)
        }
        return Dictionary(grouping: found, by: \.project)
    }

    /// The projects that work at a link, in the reader's sight: the last reported first.
    package func projects(
        atLink link: String, of chain: String, visibleTo sight: Sight,
        limit: Limit = .projectsOfLink
    ) throws -> [Project] {
        try rows(
            """
            SELECT project.* FROM project
            JOIN project_link ON project_link.city_id = project.city_id
                AND project_link.project_id = project.id
            WHERE project.city_id = \(city) AND project_link.chain_id = \(chain)
                AND project_link.link_id = \(link) AND project_link.ended_at IS NULL
                AND \(isVisible(to: sight))
            ORDER BY project.last_round DESC, project.id LIMIT \(limit)
            """
        ).map(Project.init)
    }

    /// Says that a project works at a link: its unit, or who edits chains and sees it. Said again
    /// it changes nothing.
    package func say(
        link: String, of chain: String, ofProject id: Identifier, _ occasion: Occasion
    ) throws {
        let project = try projectToLink(id, occasion)
        guard try links(of: chain).contains(where: { $0.id == link }) else {
            throw ProjectRefusal([Problem("请选链上的一个环节", at: .field("link"))])
        }
        let present = try links(ofProjects: [id])[id] ?? []
        if present.contains(where: { $0.chain == chain && $0.link == link }) { return }
        guard present.count < Limit.linksOfProject.count else {
            throw ProjectRefusal([
                Problem("一个项目最多\(Limit.linksOfProject.count)个环节", at: .field("link"))
            ])
        }
        let number = try nextNumber(of: "project_link")
        try run(
            """
            INSERT INTO project_link (city_id, number, project_id, chain_id, link_id, said_by,
                said_at)
            VALUES (\(city), \(number), \(id), \(chain), \(link), \(occasion.actor.name),
                \(occasion.at))
            """)
        try tell("project.linked", project, chain, link, occasion)
    }

    package func takeBackLink(
        _ number: Int64, ofProject id: Identifier, _ occasion: Occasion
    ) throws {
        let project = try projectToLink(id, occasion)
        let present = try links(ofProjects: [id])[id] ?? []
        guard let link = present.first(where: { $0.number == number }) else {
            throw ProjectRefusal([Problem("这个环节已经取消", at: .field("number"))])
        }
        try run(
            """
            UPDATE project_link SET ended_at = \(occasion.at)
            WHERE city_id = \(city) AND number = \(number)
            """)
        try tell("project.unlinked", project, link.chain, link.link, occasion)
    }

    private func projectToLink(_ id: Identifier, _ occasion: Occasion) throws -> Project {
        let actor = occasion.actor
        guard actor.may(.editChains) else { return try ownProject(id, occasion) }
        guard let project = try project(id, visibleTo: actor.sight) else { throw UnknownProject() }
        return project
    }

    private func tell(
        _ kind: String, _ project: Project, _ chain: String, _ link: String,
        _ occasion: Occasion
    ) throws {
        try record(
            kind, on: [project.subject, Subject("chain", chain)], by: occasion.actor.name,
            at: occasion.at, body: .object([JSONMember("link", .string(link))]))
    }
}

extension ProjectLink {
    fileprivate init(_ row: ResultRow) throws {
        self.init(
            number: try row.integer("number"), project: try row.identifier("project_id"),
            chain: try row.text("chain_id"), link: try row.text("link_id"),
            by: try row.text("said_by"), at: try row.instant("said_at"))
    }
}
