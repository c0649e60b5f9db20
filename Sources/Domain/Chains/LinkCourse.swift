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
    /// That all who sit there are known, by place.
    package let declarations: [LinkDeclaration]
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

/// Somebody says that every company of a link in a place is known.
package struct LinkDeclaration: Sendable, Hashable {
    package let place: String
    package let by: String
    package let on: Day
    package let source: Identifier
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
        let declarations = try declarations(of: chainID, at: id)
        return LinkCourse(
            chain: chain, link: link, neighbours: links,
            bought: supplies.filter { $0.buyer == id },
            sold: supplies.filter { $0.supplier == id },
            grade: grades.first?.grade, declarations: declarations, grades: grades, gaps: gaps,
            plans: plans,
            placements: placements,
            companies: Dictionary(
                try companies(Set(placements.map(\.company))).map { ($0.id, $0) },
                uniquingKeysWith: { first, _ in first }),
            sources: try sources(
                Set(placements.map(\.source) + declarations.map(\.source))))
    }

    private func declarations(of chain: String, at link: String) throws -> [LinkDeclaration] {
        try rows(
            """
            SELECT place, declared_by, declared_on, source_id FROM link_completeness
            WHERE city_id = \(city) AND chain_id = \(chain) AND link_id = \(link)
                AND withdrawn_at IS NULL
            ORDER BY place LIMIT \(Limit.gradesOfLink)
            """
        ).map { row in
            LinkDeclaration(
                place: try row.text("place"), by: try row.text("declared_by"),
                on: try row.day("declared_on"), source: try row.identifier("source_id"))
        }
    }
}

extension Limit {
    static let gradesOfLink: Limit = 1_000
}
