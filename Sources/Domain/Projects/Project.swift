package import Basics

/// One project of the ledger, for life: what its unit reported last, and since when. What each
/// month said of it stands in its rows.
package struct Project: Sendable, Hashable {
    package let id: Identifier
    package let unit: String
    package let name: String
    package let investors: [ReportedInvestor]
    package let total: Money?
    package let stage: Stage?
    package let agreement: Agreement?
    package let signedOn: RoughDay?
    package let chain: String?
    package let mode: String?
    package let received: Money?
    /// Its unit says that it left the pipeline.
    package let isDropped: Bool
    package let firstRound: Round
    package let lastRound: Round
    /// Of which class of the rule of stages it is, where somebody said so.
    package let projectClass: String?
    /// The last stage that counts, by the rule of stages; `stage` is what its unit reported.
    package let reached: String?
    package let standing: ProjectStanding
    package let version: Int

    package var subject: Subject { Subject("project", id.text) }
}

package enum ProjectStanding: String, Sendable, CaseIterable {
    case active
    /// 暂缓
    case paused
    /// 出库
    case left

    package var label: Phrase {
        switch self {
        case .active: "推进中"
        case .paused: "暂缓"
        case .left: "已出库"
        }
    }
}

/// What the list of projects is narrowed to. Nil and empty mean all.
package struct ProjectFilter: Sendable, Hashable {
    package var text: String?
    package var unit: String?
    package var stage: Stage?
    package var chain: String?
    package var agreement: Agreement?
    /// Projects that a sheet of this round reports.
    package var round: Round?
    /// Only totals of at least this many fen.
    package var minimumFen: Int64?
    package var isDropped: Bool?
    package var projectClass: String?
    /// The last stage that counts.
    package var reached: ReachedFilter?
    package var standing: ProjectStanding?
    /// Fields of the record that have these values.
    package var fields: [String: String]
    package var order: ProjectOrder

    package init(
        text: String? = nil, unit: String? = nil, stage: Stage? = nil, chain: String? = nil,
        agreement: Agreement? = nil, round: Round? = nil, minimumFen: Int64? = nil,
        isDropped: Bool? = nil, projectClass: String? = nil, reached: ReachedFilter? = nil,
        standing: ProjectStanding? = nil, fields: [String: String] = [:],
        order: ProjectOrder = .newest
    ) {
        self.text = text
        self.unit = unit
        self.stage = stage
        self.chain = chain
        self.agreement = agreement
        self.round = round
        self.minimumFen = minimumFen
        self.isDropped = isDropped
        self.projectClass = projectClass
        self.reached = reached
        self.standing = standing
        self.fields = fields
        self.order = order
    }
}

package enum ReachedFilter: Sendable, Hashable {
    case stage(String)
    /// No stage counts yet.
    case nothing
}

package enum ProjectOrder: String, Sendable, CaseIterable {
    case newest, total, name, signed
}

/// What one sheet said of a project.
package struct ProjectReport: Sendable, Hashable {
    package let round: Round
    package let row: LedgerRow
    /// When its sheet was handed in.
    package let handedAt: Instant
}
