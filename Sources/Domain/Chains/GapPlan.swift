package import Basics
import Texts

/// By which way a gap is to be filled.
package enum GapPath: String, Sendable, CaseIterable {
    case grow, attract, cooperate

    package var label: Phrase {
        switch self {
        case .grow: "本地培育"
        case .attract: "招引"
        case .cooperate: "合作"
        }
    }
}

/// What is meant to be done about a gap (路径).
package struct GapPlan: Sendable, Hashable {
    package let gap: Int64
    /// Counted from 1; each change is a plan of its own.
    package let number: Int64
    package let path: GapPath
    package let wanted: LinkGradeLevel
    /// By the end of which the wanted grade is to be reached.
    package let year: Int
    /// A unit of the city.
    package let owner: String
    /// 本地需求, 重点区域, 承接载体; empty where nothing was said.
    package let demand: String
    package let regions: String
    package let carriers: String
    package let by: String
    package let at: Instant
}

/// A plan as it was typed.
package struct GapPlanDraft: Sendable, Hashable {
    let path: GapPath?
    let wanted: LinkGradeLevel?
    let year: Int?
    let owner: String
    let demand: String
    let regions: String
    let carriers: String
    /// The number of the plan that it takes the place of; 0 where there was none.
    let version: Int64

    package init(
        path: String?, wanted: String?, year: String?, owner: String?, demand: String? = nil,
        regions: String? = nil, carriers: String? = nil, version: Int64
    ) {
        self.path = path.flatMap(GapPath.init)
        self.wanted = wanted.flatMap(LinkGradeLevel.init)
        self.year = year.flatMap { Int(trimmed($0)) }
        self.owner = trimmed(owner ?? "")
        self.demand = trimmed(demand ?? "")
        self.regions = trimmed(regions ?? "")
        self.carriers = trimmed(carriers ?? "")
        self.version = version
    }
}

extension LinkGradeLevel {
    /// What may be wanted of a link.
    package static let wanted: [LinkGradeLevel] = [.present, .strong]
}
