package import Basics
package import Companies
package import Rules
import Texts

/// Whether a company is in this city, by what is recorded. What is not recorded is said, not taken
/// for «no».
package struct CompanyPresence: Sendable, Hashable {
    package let standing: PresenceStanding
    package let evidence: [PresenceEvidence]
    package let missing: [PresenceGap]

    package var projects: [Project] {
        evidence.compactMap { if case .project(let project, _) = $0 { project } else { nil } }
    }
}

package enum PresenceStanding: String, Sendable, CaseIterable {
    /// A company of it is registered here, or a project has started.
    case landed
    /// A project is in talks or signed, and nothing more.
    case underway
    /// Nothing was found.
    case absent
    /// Which company it is is not known, and nothing was found under the printed name.
    case unknown

    package var label: Phrase {
        switch self {
        case .landed: "已落地"
        case .underway: "在推进，未落地"
        case .absent: "未发现在本市"
        case .unknown: "说不准"
        }
    }
}

package enum PresenceEvidence: Sendable, Hashable {
    /// Digits 3 to 8 of its credit code are a division of this city.
    case registered(Company, division: String, isOwn: Bool)
    /// The same of a code that the list prints, whoever has it.
    case printedCode(String, division: String)
    /// The investor of a project of the ledger; `company` is set where it is another of the group.
    case project(Project, of: Company?)
}

/// A fact that is missing, so that the answer is less sure than it looks.
package enum PresenceGap: Sendable, Hashable {
    case unmatched
    case undecided(Company)
    case noCode
    case isForeign
    case noGroup
    case partOfLedger
    case emptyLedger
    case stageUnknown(Project)
    case receivedUnknown(Project)
    case capitalUnknown
    case neverMet

    package var phrase: Phrase {
        switch self {
        case .unmatched: "名录里没有对上的企业，只按印出的名称查了台账"
        case .undecided(let company): "是不是“\(company.name)”还没有人判定"
        case .noCode: "没有信用代码，不知道登记在哪里"
        case .isForeign: "境外企业，没有境内登记号码"
        case .noGroup: "没有登记上级和下属企业，集团里别的企业在不在本市不知道"
        case .partOfLedger: "只查了您看得到的项目"
        case .emptyLedger: "台账里还没有项目可查"
        case .stageUnknown(let project): "“\(project.name)”没有报阶段"
        case .receivedUnknown(let project): "“\(project.name)”没有报到位资金"
        case .capitalUnknown: "注册资本不知道"
        case .neverMet: "没有对接记录，有没有增资打算不知道"
        }
    }
}

/// The divisions of a city, by their codes (GB/T 2260), and the names of those outside it.
package struct CityDivisions: Sendable {
    private let codes: Set<String>
    private let names: [String: LocalName]
    private let prefix: String

    package init(_ folder: CityFolder) {
        let own = folder.units.compactMap { unit in unit.division.map { ($0, unit.name) } }
        // The taxonomy's identifiers begin with a letter: `d370200`. The city's own words go first.
        let others = folder.taxonomies.filter { $0.id == "divisions" }.flatMap(\.entries)
            .map { (String($0.id.dropFirst()), $0.name) }
        names = Dictionary(
            [(folder.id, folder.name)] + own + others, uniquingKeysWith: { first, _ in first })
        codes = Set(own.map(\.0)).union([folder.id])
        // All divisions of a prefecture begin with its four digits; of a zone without a division of
        // its own the register has one all the same.
        prefix = folder.id.hasSuffix("00") ? String(folder.id.prefix(4)) : folder.id
    }

    /// The division of a credit code, where it is of this city: digits 3 to 8 name who registered.
    package func division(of creditCode: String) -> String? {
        let division = String(creditCode.dropFirst(2).prefix(6))
        return codes.contains(division) || division.hasPrefix(prefix) ? division : nil
    }

    package func name(of division: String) -> LocalName? { names[division] }
}

/// Projects of a ledger by who invests: by what a person said, by valid code, and by name however
/// it is written.
package struct LedgerInvestors: Sendable {
    private struct Named {
        let project: Project
        /// Nobody said which company the investor is.
        let isOpen: Bool
    }

    private var byCompany: [Identifier: [Project]] = [:]
    private var byCode: [String: [Named]] = [:]
    private var byName: [String: [Named]] = [:]
    /// Whether the ledger holds no project at all that the reader sees.
    package let isEmpty: Bool
    /// Whether the reader sees the projects of every unit.
    package let isWhole: Bool

    package init(
        _ projects: [Project], decisions: [InvestorDecision], isEmpty: Bool, isWhole: Bool
    ) {
        self.isEmpty = isEmpty
        self.isWhole = isWhole
        let said = Dictionary(grouping: decisions, by: \.project)
        for project in projects where !project.isDropped {
            for investor in project.investors {
                let decision = said[project.id]?.holding(of: investor)
                if let company = decision?.company {
                    byCompany[company, default: []].append(project)
                }
                let named = Named(project: project, isOpen: decision == nil)
                if let code = investor.validCode { byCode[code, default: []].append(named) }
                byName[investor.name.folded, default: []].append(named)
            }
        }
    }

    /// Of a company those that a person gave to it, and by its code and names those that nobody
    /// decided; without one all that are named so.
    package func projects(
        of company: Identifier?, code: String?, names: [String]
    ) -> [Project] {
        let named = (code.flatMap { byCode[$0] } ?? []) + names.flatMap { byName[$0.folded] ?? [] }
        var seen: Set<Identifier> = []
        return
            ((company.flatMap { byCompany[$0] } ?? [])
            + named.filter { company == nil || $0.isOpen }.map(\.project))
            .filter { seen.insert($0.id).inserted }
    }
}

/// What presence is read from: everything that was loaded for it.
package struct PresenceGrounds: Sendable {
    package let kin: [Identifier: CompanyKin]
    package let ledger: LedgerInvestors
    package let divisions: CityDivisions
    /// The last meetings that the reader may see.
    package let lastContacts: [Identifier: Day]

    package init(
        kin: [Identifier: CompanyKin], ledger: LedgerInvestors, divisions: CityDivisions,
        lastContacts: [Identifier: Day]
    ) {
        self.kin = kin
        self.ledger = ledger
        self.divisions = divisions
        self.lastContacts = lastContacts
    }
}

extension PresenceGrounds {
    /// Whether a company of a list is here. Of an entry that is not linked only the printed name
    /// and code are looked for.
    package func presence(of entry: ListEntry) -> CompanyPresence {
        let own = entry.matching.company.flatMap { kin[$0] }
        guard let own, entry.matching.match == .linked else {
            let printed = entry.printed
            var evidence = ledger.projects(
                of: nil, code: printed.code, names: [printed.name]
            ).map { PresenceEvidence.project($0, of: nil) }
            if let code = printed.code, let division = divisions.division(of: code) {
                evidence.append(.printedCode(code, division: division))
            }
            let standing = standing(evidence, whereNothing: .unknown)
            return CompanyPresence(
                standing: standing, evidence: evidence,
                missing: [own.map { .undecided($0.company) } ?? .unmatched] + ledgerGaps
                    + (standing == .landed ? expansionGaps(nil, evidence.projects) : []))
        }
        return presence(of: own, printed: entry.printed)
    }

    package func presence(of own: CompanyKin, printed: PrintedEntry? = nil) -> CompanyPresence {
        let code = own.company.creditCode ?? printed?.code
        var evidence = registered(own, isOwn: true)
        evidence += ledger.projects(
            of: own.company.id, code: code, names: own.names + [printed?.name].compactMap(\.self)
        ).map { .project($0, of: nil) }
        var seen = Set(evidence.projects.map(\.id))
        for other in own.others.compactMap({ kin[$0] }) {
            evidence += registered(other, isOwn: false)
            evidence += ledger.projects(
                of: other.company.id, code: other.company.creditCode, names: other.names
            ).filter { seen.insert($0.id).inserted }.map { .project($0, of: other.company) }
        }
        let standing = standing(evidence, whereNothing: .absent)
        var missing: [PresenceGap] = []
        if own.company.standing == .foreign {
            missing.append(.isForeign)
        } else if own.company.creditCode == nil {
            missing.append(.noCode)
        }
        if !own.hasGroup { missing.append(.noGroup) }
        missing += ledgerGaps
        if standing == .landed { missing += expansionGaps(own, evidence.projects) }
        return CompanyPresence(standing: standing, evidence: evidence, missing: missing)
    }

    private var ledgerGaps: [PresenceGap] {
        ledger.isEmpty ? [.emptyLedger] : ledger.isWhole ? [] : [.partOfLedger]
    }

    /// What one would have to know to speak of more investment.
    private func expansionGaps(_ own: CompanyKin?, _ projects: [Project]) -> [PresenceGap] {
        var gaps = projects.flatMap { project -> [PresenceGap] in
            (project.stage == nil ? [.stageUnknown(project)] : [])
                + (project.received == nil ? [.receivedUnknown(project)] : [])
        }
        if own?.company.registeredCapital == nil { gaps.append(.capitalUnknown) }
        let everyone = own.map { [$0.company.id] + $0.others } ?? []
        if everyone.allSatisfy({ lastContacts[$0] == nil }) { gaps.append(.neverMet) }
        return gaps
    }

    private func registered(_ kin: CompanyKin, isOwn: Bool) -> [PresenceEvidence] {
        guard let division = kin.company.creditCode.flatMap(divisions.division) else { return [] }
        return [.registered(kin.company, division: division, isOwn: isOwn)]
    }

    private func standing(
        _ evidence: [PresenceEvidence], whereNothing: PresenceStanding
    ) -> PresenceStanding {
        let isLanded = evidence.contains { found in
            switch found {
            case .registered, .printedCode: true
            case .project(let project, _): project.stage.map { $0 >= .started } ?? false
            }
        }
        return isLanded ? .landed : evidence.isEmpty ? whereNothing : .underway
    }
}

extension [PresenceEvidence] {
    fileprivate var projects: [Project] {
        compactMap { if case .project(let project, _) = $0 { project } else { nil } }
    }
}
