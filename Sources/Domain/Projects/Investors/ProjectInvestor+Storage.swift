package import Basics
package import Companies
package import People
package import Storage
import Texts

extension Limit {
    /// Decisions on which companies the investors of one project are.
    static let investorDecisions: Limit = 500
}

/// The investors of a project, and which companies they are.
package struct ProjectInvestors: Sendable {
    package let project: Project
    package let investors: [ProjectInvestor]
    /// The number of the last decision, 0 where there was none: it goes with the next one.
    package let latest: Int64
}

extension Transaction {
    /// Nil where the reader sees no such project.
    package func investors(
        ofProject id: Identifier, visibleTo sight: Sight
    ) throws -> ProjectInvestors? {
        guard let project = try project(id, visibleTo: sight) else { return nil }
        let decisions = try investorDecisions(of: [id])
        let found = try project.investors.map { investor in
            let named = try namedInFull(investor.name, code: investor.validCode)
            return (
                investor, decisions.holding(of: investor),
                named.company(during: project.lastRound.days)
            )
        }
        let ids = found.flatMap { [$0.1?.company, $0.2?.id].compactMap(\.self) }
        let companies = try Dictionary(
            companies(Set(ids)).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let investors = found.map { investor, decision, named in
            let isOther = named?.ground == .code && named?.id != decision?.company
            let ground = decision == nil ? named.map { InvestorGround($0.ground) } : .person
            let company = decision == nil ? named?.id : decision?.company
            return ProjectInvestor(
                investor: investor, company: company.flatMap { companies[$0] },
                ground: ground ?? .open, decision: decision,
                codeHolder: decision != nil && isOther ? named.flatMap { companies[$0.id] } : nil)
        }
        return ProjectInvestors(
            project: project, investors: investors, latest: decisions.last?.number ?? 0)
    }

    /// The companies that an investor may be, the surest first; none where it is decided.
    package func candidates(
        for investor: ProjectInvestor, _ finder: inout StoredNameFinder,
        thresholds: IdentityThresholds
    ) throws -> [CompanyCandidate] {
        guard investor.ground == .open else { return [] }
        var question = CompanyQuestion(name: investor.investor.name)
        question.codes[.uscc] = investor.investor.validCode
        return try candidates(for: question, &finder, thresholds: thresholds).filter(\.isKin)
    }

    /// Says which company an investor is, that it is none, or takes back what was said. A valid
    /// code that is a company's decides by itself, and nobody against it.
    package func decide(
        _ draft: InvestorDraft, of id: Identifier, _ occasion: Occasion
    ) throws {
        let project = try ownProject(id, occasion)
        guard let investor = project.investors.first(where: draft.means) else {
            throw ProjectRefusal([Problem("项目没有这个投资方", at: .field("investor"))])
        }
        let decisions = try investorDecisions(of: [id])
        try refuseStale(
            Subject("investor_company", id.text), seen: draft.latest, last: decisions.last?.number)
        var problems: [Problem] = []
        let verdict = draft.verdict.flatMap(InvestorDecision.Verdict.init)
        var company: Company?
        if verdict == .same {
            let meant = try meant(by: draft.company)
            problems += meant.problems(at: "company")
            company = meant.company
        }
        switch verdict {
        case nil: problems.append(Problem("请选是不是这家企业", at: .field("verdict")))
        case .open?:
            if decisions.holding(of: investor) == nil {
                problems.append(Problem("没有可以撤回的认定", at: .field("investor")))
            }
        case .same?, .nobody?:
            if problems.isEmpty {
                problems += try codeProblems(of: investor, in: project, company)
            }
        }
        guard problems.isEmpty, let verdict else { throw ProjectRefusal(problems) }
        try save(verdict, company, of: investor, in: project, occasion)
    }

    /// The projects in which a company invests, in the reader's sight, the last reported first: by
    /// what a person said, by its code, and by any of its names where that is not known to be
    /// another's.
    package func projects(
        investedBy record: CompanyRecord, visibleTo sight: Sight
    ) throws -> [Project] {
        let (id, code) = (record.company.id, record.company.creditCode)
        let names = record.names.map(\.name)
        var found = try projects(
            ofInvestors: names, codes: [code].compactMap(\.self), visibleTo: sight)
        found += try projects(saidToBeOf: [id], visibleTo: sight, but: Set(found.map(\.id)))
        let decisions = try Dictionary(
            grouping: investorDecisions(of: found.map(\.id)), by: \.project)
        let folded = Set(names.map(\.folded))
        var known: [ReportedInvestor: NamedInFull] = [:]
        return try found.filter { project in
            try project.investors.contains { investor in
                if let said = decisions[project.id]?.holding(of: investor) {
                    return said.company == id
                }
                let isNamed = folded.contains(investor.name.folded)
                guard isNamed || code != nil && investor.validCode == code else { return false }
                let named =
                    try known[investor] ?? namedInFull(investor.name, code: investor.validCode)
                known[investor] = named
                return named.company(during: project.lastRound.days).map { $0.id == id } ?? true
            }
        }.sorted { ($1.lastRound, $0.id) < ($0.lastRound, $1.id) }
    }

    /// Those of which anybody ever said that one of the companies invests in them.
    func projects(
        saidToBeOf companies: some Sequence<Identifier>, visibleTo sight: Sight,
        but known: Set<Identifier>
    ) throws -> [Project] {
        try Set(companies).sorted().parts(of: .projectsPerStatement).flatMap { part in
            try rows(
                """
                SELECT project.* FROM project WHERE project.city_id = \(city)
                    AND \(isVisible(to: sight))
                    AND project.id IN (SELECT project_id FROM investor_company
                        WHERE city_id = \(city) AND company_id IN \(part))
                ORDER BY project.last_round DESC, project.id LIMIT \(Limit.projectsOfInvestors)
                """
            ).map(Project.init).filter { !known.contains($0.id) }
        }
    }

    /// All that was said of the investors of projects, the last one last.
    func investorDecisions(of projects: [Identifier]) throws -> [InvestorDecision] {
        try projects.parts(of: .projectsPerStatement).flatMap { part in
            let limit = Limit(part.count * Limit.investorDecisions.count)
            return try rows(
                """
                SELECT investor_company.*, member.name AS decider FROM investor_company
                LEFT JOIN member ON member.city_id = investor_company.city_id
                    AND member.id = investor_company.decided_by
                WHERE investor_company.city_id = \(city)
                    AND investor_company.project_id IN \(part)
                ORDER BY investor_company.number DESC LIMIT \(limit)
                """
            ).map(InvestorDecision.init).reversed()
        }
    }

    /// Why the code of an investor forbids that it is the company, or none.
    private func codeProblems(
        of investor: ReportedInvestor, in project: Project, _ company: Company?
    ) throws -> [Problem] {
        guard let code = investor.validCode else { return [] }
        if let own = company?.creditCode, own != code {
            return [Problem("信用代码不同，不是一家企业：\(code)、\(own)", at: .field("company"))]
        }
        let named = try namedInFull(investor.name, code: code)
            .company(during: project.lastRound.days)
        guard let named, named.ground == .code, named.id != company?.id,
            let holder = try companies([named.id]).first
        else { return [] }
        return [Problem("信用代码\(code)是“\(holder.name)”的，由代码认定", at: .field("company"))]
    }

    private func save(
        _ verdict: InvestorDecision.Verdict, _ company: Company?, of investor: ReportedInvestor,
        in project: Project, _ occasion: Occasion
    ) throws {
        let number = try nextNumber(of: "investor_company")
        try run(
            """
            INSERT INTO investor_company (city_id, number, project_id, name, code, verdict,
                company_id, unit_id, decided_by, decided_at)
            VALUES (\(city), \(number), \(project.id), \(investor.name), \(investor.validCode),
                \(verdict.rawValue), \(company?.id), \(occasion.actor.unit),
                \(occasion.actor.name), \(occasion.at))
            """)
        try keepListings(of: [project.id], at: occasion.at)
        try record(
            "project.investor_decided", on: project.subject, by: occasion.actor.name,
            at: occasion.at,
            body: .object([
                "decision": .integer(number), "verdict": .string(verdict.rawValue),
                "company": JSONValue(company?.id.text),
            ]))
    }
}

extension InvestorGround {
    fileprivate init(_ ground: NamedInFull.Ground) {
        switch ground {
        case .code: self = .code
        case .name: self = .name
        }
    }
}

extension Round {
    /// The days that it reports on.
    fileprivate var days: ClosedRange<Day> {
        switch self {
        case .month(let month): month.first...month.last
        case .ledger(let year): (Day(year, 1, 1) ?? lastDay)...lastDay
        }
    }
}

extension InvestorDecision {
    fileprivate init(_ row: ResultRow) throws {
        guard let verdict = Verdict(rawValue: try row.text("verdict")) else {
            throw WrongColumn(column: "verdict")
        }
        self.init(
            number: try row.integer("number"), project: try row.identifier("project_id"),
            name: try row.text("name"), code: try row.optionalText("code"), verdict: verdict,
            company: try row.optionalIdentifier("company_id"),
            unit: try row.optionalText("unit_id"),
            by: try row.optionalText("decider") ?? row.text("decided_by"),
            at: try row.instant("decided_at"))
    }
}
