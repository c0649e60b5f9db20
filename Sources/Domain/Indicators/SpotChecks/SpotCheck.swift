package import Basics
package import Rules
import Sealing

/// Projects drawn from a figure to be looked at on the spot (抽查).
package struct SpotCheck: Sendable, Hashable {
    /// Nil while it is only tried.
    package let number: Int64?
    package let question: SpotCheckQuestion
    /// How many projects the figure counts.
    package let population: Int
    /// What each unit's projects were counted with.
    package let reported: [String: Int64]
    /// In the order of the draw.
    package let drawn: [DrawnProject]
    /// By place; what was found last.
    package let findings: [Int: SpotFinding]
    /// As the journal names the member; nil while it is only tried.
    package let drawnBy: String?
}

/// From which figure, how many, by which seed. Equal questions of equal figures draw the same.
package struct SpotCheckQuestion: Sendable, Hashable {
    package let indicator: String
    package let settings: TargetSettings
    package let period: Period
    package let asOf: Day
    package let seed: String
    package let size: Int
}

package struct DrawnProject: Sendable, Hashable {
    /// From 1.
    package let place: Int
    package let project: Identifier
    package let unit: String
    /// What it was counted with: one, or smallest units of a currency.
    package let reported: Int64
}

package struct SpotFinding: Sendable, Hashable {
    /// In the measure of `reported`.
    package let found: Int64
    package let note: String
    package let foundBy: String
    package let foundAt: Instant
}

/// What a figure counts of one project.
struct CountedProject: Sendable, Hashable {
    let project: Identifier
    let unit: String
    let weight: Int64
}

/// Draws `size` of them: those whose SHA-256 of «seed, line feed, identifier of the project» comes
/// first. It depends on nothing else, so anyone can draw again.
func drawn(_ projects: [CountedProject], seed: String, size: Int) -> [DrawnProject] {
    let ordered = projects.map { project in
        (Digest(of: Array("\(seed)\n\(project.project.text)".utf8)).hex, project)
    }.sorted { $0.0 < $1.0 }
    return ordered.prefix(size).enumerated().map { place, one in
        DrawnProject(
            place: place + 1, project: one.1.project, unit: one.1.unit, reported: one.1.weight)
    }
}

/// What was checked of a unit, or of all, and what that says of the whole (抽查折算).
package struct SpotShare: Sendable, Hashable {
    /// Nil: all.
    package let unit: String?
    package let checked: Int
    package let reported: Int64
    package let found: Int64
    /// What was counted of the whole.
    package let whole: Int64

    /// Found ÷ reported, in hundredths of a percent; nil where nothing was checked.
    package var rate: Int64? {
        reported > 0 ? divided(Int128(found), Int128(reported), times: 10_000) : nil
    }

    /// The whole by that rate; DOMAIN §2.8: the real part of what was checked is taken of all that
    /// was reported. Nil where nothing was checked.
    package var scaled: Int64? {
        reported > 0 ? divided(Int128(whole), Int128(reported), times: Int128(found)) : nil
    }
}

extension Indicator {
    /// Whether projects can be drawn from it: it adds them up itself and is no ratio.
    package var isDrawn: Bool {
        if case .facts(let measure) = body { measure.share == nil } else { false }
    }
}

extension SpotCheck {
    /// Of all, then of each unit with a project that was checked, in the order of `units`.
    package func shares(units: [String]) -> [SpotShare] {
        let checked = drawn.compactMap { one in findings[one.place].map { (one, $0) } }
        func share(_ unit: String?) -> SpotShare {
            let own = checked.filter { unit == nil || $0.0.unit == unit }
            return SpotShare(
                unit: unit, checked: own.count, reported: own.reduce(0) { $0 + $1.0.reported },
                found: own.reduce(0) { $0 + $1.1.found },
                whole: unit.map { reported[$0] ?? 0 } ?? reported.values.reduce(0, +))
        }
        return [share(nil)] + units.map(share).filter { $0.checked > 0 }
    }
}
