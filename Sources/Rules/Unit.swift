package import Basics

/// A unit of the city as the folder lists it: the offices that report, check, decide. Members
/// belong to one. Not a place on a map: a division has its own code in `division`.
///
/// Units have lineage: one that ended may name the unit that took over its work, and what was
/// reported under the old name keeps it.
package struct Unit: Hashable, Sendable {
    /// Short Latin word, stable for ever: `dongyu`, `statistics`. Sheets, tasks and rights refer to
    /// it.
    package let id: String
    package let name: LocalName
    /// As sheets and tables call it: «东屿». Only one unit has it on one day.
    package let short: String
    package let kind: UnitKind
    /// Identifier of the unit it belongs to; nil for the city's own.
    package let parent: String?
    /// GB/T 2260 code, for a unit that is a division.
    package let division: String?
    /// Nil: since ever.
    package let since: Day?
    /// The last day it existed; nil: it exists.
    package let until: Day?
    /// Identifier of the unit that took over.
    package let successor: String?
    /// Other ways in which sheets and file names write it.
    package let aliases: [String]
    /// Whether it hands in a sheet each month. Districts and zones do unless the folder says
    /// otherwise.
    package let reports: Bool
    package let place: Place

    package init(
        id: String, name: LocalName, short: String, kind: UnitKind, parent: String? = nil,
        division: String? = nil, since: Day? = nil, until: Day? = nil, successor: String? = nil,
        aliases: [String] = [], reports: Bool? = nil, place: Place
    ) {
        self.id = id
        self.name = name
        self.short = short
        self.kind = kind
        self.parent = parent
        self.division = division
        self.since = since
        self.until = until
        self.successor = successor
        self.aliases = aliases
        self.reports = reports ?? (kind == .district || kind == .zone)
        self.place = place
    }
}

/// What a unit is in the city's work, which decides what it may be asked for.
package enum UnitKind: String, Sendable, CaseIterable {
    /// The headquarters and its office; collects, checks, publishes.
    case headquarters
    /// A district or county, reports projects.
    case district
    /// A function zone (开发区, 高新区), reports projects though it is no division.
    case zone
    case department
    /// 产业链专班.
    case taskForce = "task_force"
    /// 驻外招商站.
    case station
    case park
}

extension Unit {
    package func exists(on day: Day) -> Bool {
        (since.map { $0 <= day } ?? true) && (until.map { day <= $0 } ?? true)
    }

    /// Every way in which a sheet may write it.
    package var spellings: [String] { [name.zh, short] + aliases }

    func overlaps(_ other: Unit) -> Bool {
        let startsBeforeOtherEnds = other.until.map { (since ?? $0) <= $0 } ?? true
        let endsAfterOtherStarts = until.map { (other.since ?? $0) <= $0 } ?? true
        return startsBeforeOtherEnds && endsAfterOtherStarts
    }
}
