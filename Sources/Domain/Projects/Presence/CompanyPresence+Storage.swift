package import Basics
package import Companies
import People
package import Storage

/// The two readings of a list, and the rest of it.
package enum ListReading: String, Sendable, CaseIterable {
    case all
    /// 在榜未落地
    case absent
    /// 说不准在不在
    case unknown
    /// 已落地可增资
    case here
    /// A person is asked which company it is.
    case asked

    package func includes(_ row: PresentEntry) -> Bool {
        switch self {
        case .all: true
        case .absent: [.absent, .underway].contains(row.presence.standing)
        case .unknown: row.presence.standing == .unknown
        case .here: row.presence.standing == .landed
        case .asked: row.entry.matching.match == .asked
        }
    }
}

/// One entry with what is known of it here.
package struct PresentEntry: Sendable, Hashable {
    package let entry: ListEntry
    /// The company it is, or perhaps is.
    package let company: Company?
    package let presence: CompanyPresence
    /// The last meeting in the reader's sight, with it or its group.
    package let lastContact: Day?
}

extension Transaction {
    /// Everything that the presence of companies is read from, in the reader's sight; `printed` are
    /// names and codes that are looked for beside theirs.
    package func presenceGrounds(
        of companies: Set<Identifier>, printed: [PrintedEntry] = [], divisions: CityDivisions,
        for reader: ContactReader
    ) throws -> PresenceGrounds {
        let kin = try kin(of: companies)
        var found = try projects(
            ofInvestors: kin.values.flatMap(\.names) + printed.map(\.name),
            codes: (kin.values.map(\.company.creditCode) + printed.map(\.code))
                .compactMap(\.self), visibleTo: reader.sight)
        found += try projects(
            saidToBeOf: kin.keys, visibleTo: reader.sight, but: Set(found.map(\.id)))
        let isEmpty =
            try found.isEmpty
            && projects(ProjectFilter(), visibleTo: reader.sight, limit: 1).isEmpty
        let isWhole = reader.sight == .all && found.count < Limit.projectsOfInvestors.count
        let ledger = LedgerInvestors(
            found, decisions: try investorDecisions(of: found.map(\.id)), isEmpty: isEmpty,
            isWhole: isWhole)
        return PresenceGrounds(
            kin: kin, ledger: ledger, divisions: divisions,
            lastContacts: try lastContacts(of: kin.keys.sorted(), for: reader))
    }

    /// Every entry of an edition with what is known of it here, in the order of the list.
    package func presentEntries(
        of edition: ListEdition, divisions: CityDivisions, for reader: ContactReader
    ) throws -> [PresentEntry] {
        let entries = try listEntries(of: edition, limit: .entriesOfList)
        let grounds = try presenceGrounds(
            of: Set(entries.compactMap(\.matching.company)), printed: entries.map(\.printed),
            divisions: divisions, for: reader)
        return entries.map(grounds.row)
    }
}

extension PresenceGrounds {
    package func row(_ entry: ListEntry) -> PresentEntry {
        let own = entry.matching.company.flatMap { kin[$0] }
        let known = entry.matching.match == .linked ? own : nil
        let met = known.map { [$0.company.id] + $0.others } ?? []
        return PresentEntry(
            entry: entry, company: own?.company, presence: presence(of: entry),
            lastContact: met.compactMap { lastContacts[$0] }.max())
    }
}
