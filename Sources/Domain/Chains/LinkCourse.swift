package import Basics
package import Companies
package import Evidence
package import Storage

/// One link with all that happened to it.
package struct LinkCourse: Sendable {
    package let chain: Chain
    package let link: ChainLink
    /// By link: those it buys from and sells to among them.
    package let neighbours: [String: ChainLink]
    package let bought: [LinkSupply]
    package let sold: [LinkSupply]
    package let grade: LinkGrade?
    /// The newest first, with the moment from which each was known.
    package let grades: [(at: Instant, grade: LinkGrade)]
    /// Open ones first.
    package let gaps: [Gap]
    /// By gap, the newest first.
    package let plans: [Int64: [GapPlan]]
    package let placements: [Placement]
    package let companies: [Identifier: Company]
    package let sources: [Identifier: Source]
}

extension Transaction {
    package func linkCourse(_ id: String, of chainID: String) throws -> LinkCourse? {
        let links = Dictionary(
            try links(of: chainID).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        guard let chain = try chain(chainID), let link = links[id] else { return nil }
        let supplies = try supplies(of: chainID)
        let grades = try rows(
            """
            SELECT known_at, grade, is_at_risk, inputs FROM link_grade
            WHERE city_id = \(city) AND chain_id = \(chainID) AND link_id = \(id)
            ORDER BY known_at DESC LIMIT \(Limit.gradesOfLink)
            """
        ).map { (at: try $0.instant("known_at"), grade: try LinkGrade($0)) }
        let gaps = try gaps(of: chainID).filter { $0.link == id }
        var plans: [Int64: [GapPlan]] = [:]
        for gap in gaps { plans[gap.number] = try self.plans(ofGap: gap.number) }
        let placements = try placements(of: chainID, at: id)
        return LinkCourse(
            chain: chain, link: link, neighbours: links,
            bought: supplies.filter { $0.buyer == id },
            sold: supplies.filter { $0.supplier == id },
            grade: grades.first?.grade, grades: grades, gaps: gaps, plans: plans,
            placements: placements,
            companies: Dictionary(
                try companies(Set(placements.map(\.company))).map { ($0.id, $0) },
                uniquingKeysWith: { first, _ in first }),
            sources: try sources(Set(placements.map(\.source))))
    }
}

extension Limit {
    static let gradesOfLink: Limit = 1_000
}
