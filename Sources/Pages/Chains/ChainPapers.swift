package import Basics
import Chains
import Companies
import Evidence
package import People
import Projects
import Promises
package import Rules
package import Storage

extension Limit {
    /// Rows of the lists of a chain's book.
    static let linksOfChainBook: Limit = 2_000
    static let projectsOfChainBook: Limit = 300
    static let companiesOfChainBook: Limit = 2_000
    static let targetsOfGapInBook: Limit = 30
    static let obstaclesOfProjectInBook: Limit = 5
    /// A drawing of more is read by nobody.
    static let linksOfPrintedMap: Limit = 400
}

/// What the book of a chain is made from, as far as one reader may see it.
package struct ChainPapers: Sendable {
    let map: ChainMap
    let counted: ChainCompanies
    let projects: [ChainBookProject]
    let companies: [PlacedCompany]
    let targets: [ChainBookTarget]
    /// Lists that name a company, by its identifier.
    let lists: [Identifier: Set<String>]
    /// Lists that have more than the book, with how much of them it has.
    let cuts: [(list: String, count: Int)]
    /// The highest 密级 of the projects.
    let mark: LocalName?
    let folder: CityFolder
    let today: Day
    let sight: Sight
    let hearsTalks: Bool
}

/// A project of the chain, with the links at which its investors sit.
struct ChainBookProject: Sendable {
    let listed: ExportedProject
    let links: [String]
    let obstacles: [Obstacle]
}

/// A company that could fill a link with open gaps.
struct ChainBookTarget: Sendable {
    let gaps: [Gap]
    let target: Target
    let sources: [Source]
    let lastContact: Day?
    let next: CompanyContact?
}

extension Transaction {
    /// Nil where there is no such chain.
    package func chainPapers(
        of id: String, in folder: CityFolder, on today: Day, for actor: Actor
    ) throws -> ChainPapers? {
        guard let map = try chainMap(id) else { return nil }
        let reported = TaxonomyCounts(
            try projectsByChain(visibleTo: actor.sight), in: "chains", of: folder, on: today
        ).words(of: map.chain, among: try chains()).map(\.word)
        var cuts: [(list: String, count: Int)] = []
        func bounded<Value>(_ list: String, _ found: [Value], _ limit: Limit) -> [Value] {
            if found.count > limit.count { cuts.append((list, limit.count)) }
            return Array(found.prefix(limit.count))
        }
        let projects = bounded(
            "重点招商项目表",
            try bookProjects(reported, of: id, in: folder, on: today, for: actor),
            .projectsOfChainBook)
        let companies = bounded(
            "重点企业清单",
            try placedCompanies(of: id, limit: Limit(Limit.companiesOfChainBook.count + 1)),
            .companiesOfChainBook)
        let links = Dictionary(grouping: map.gaps.filter(\.isOpen), by: \.link)
        var targets: [ChainBookTarget] = []
        for link in map.links {
            guard let gaps = links[link.id] else { continue }
            let found = try bookTargets(for: gaps, at: link, in: folder, on: today, for: actor)
            targets += bounded("\(link.name.zh)的目标企业", found, .targetsOfGapInBook)
        }
        _ = bounded("全景图", map.links, .linksOfChainBook)
        return ChainPapers(
            map: map, counted: try chainCompanies(of: map), projects: projects,
            companies: companies, targets: targets, lists: try listedCompanies(), cuts: cuts,
            mark: try highestMark(
                of: projects.map(\.listed.project.id), rule: folder.projectFields(on: today)),
            folder: folder, today: today, sight: actor.sight, hearsTalks: actor.hearsTalks)
    }

    /// One more than the book shows, where there are more.
    private func bookProjects(
        _ words: [String], of id: String, in folder: CityFolder, on today: Day, for actor: Actor
    ) throws -> [ChainBookProject] {
        let stages = folder.stages(on: today)?.stages.map(\.id) ?? []
        let listed = try exported(
            ofChain: words, planned: stages, visibleTo: actor.sight,
            limit: Limit(Limit.projectsOfChainBook.count + 1))
        let companies = try listed.map { one in
            let found = try investors(ofProject: one.project.id, visibleTo: actor.sight)
            return found?.investors.compactMap { $0.company?.id } ?? []
        }
        let said = try links(ofProjects: listed.map(\.project.id))
        let held = try links(of: id, heldBy: Set(companies.joined()))
        return try zip(listed, companies).map { one, companies in
            let own = (said[one.project.id] ?? []).filter { $0.chain == id }.map(\.link)
            let found = Set(companies.flatMap { held[$0] ?? [] }).sorted()
            return ChainBookProject(
                listed: one, links: own.isEmpty ? found : own,
                obstacles: try obstacles(
                    ObstacleFilter(subject: one.project.id.text), visibleTo: actor.sight,
                    limit: .obstaclesOfProjectInBook
                ).filter(\.state.isOpen))
        }
    }

    /// Those that were not taken off; one more than the book shows, where there are more.
    private func bookTargets(
        for gaps: [Gap], at link: ChainLink, in folder: CityFolder, on today: Day,
        for actor: Actor
    ) throws -> [ChainBookTarget] {
        let found = try targets(
            of: gaps[0].chain, link: link.id,
            as: TargetView(of: actor, rule: folder.targets(on: today), today: today)
        ).filter { !$0.isOut }.prefix(Limit.targetsOfGapInBook.count + 1)
        let placed = Dictionary(
            grouping: try placements(of: gaps[0].chain, at: link.id), by: \.company)
        let reader = ContactReader(actor)
        return try found.map { target in
            let company = target.company.id
            let named = Set(
                (placed[company] ?? []).map(\.source) + target.signs.prefix(1).map(\.source))
            let contacts =
                try actor.hearsTalks ? contacts(of: company, for: reader) : []
            let days = [target.lastContact?.on, contacts.first?.metOn].compactMap(\.self)
            return ChainBookTarget(
                gaps: gaps, target: target,
                sources: try sources(named).values.sorted { $0.title < $1.title },
                lastContact: days.max(), next: contacts.first(where: \.isOpen))
        }
    }
}
