package import Basics
package import People
package import Rules

/// A light as it was lit at the end of a month. One that is good isn't kept.
package struct MonthLight: Sendable, Hashable {
    package let number: Int64
    package let rule: String
    package let month: Month
    package let unit: String
    /// Nil: the unit itself.
    package let project: Identifier?
    package let level: LightLevel
    /// Months, or hundredths of a percentage point, as the rule measures.
    package let measure: Int64
    /// Months running, this one counted.
    package let running: Int
    /// What it was computed from.
    package let inputs: JSONValue
    package let excuse: LightExcuse?

    /// Whether it stands: no good reason was approved.
    package var counts: Bool { excuse?.isGranted != true }

    /// Whether a member decides its good reason: of another unit, of a kind that the rule names,
    /// and not who gave it.
    package func mayBeDecided(by member: Member, in folder: CityFolder) -> Bool {
        guard member.unit != unit, excuse?.askedBy != Actor.member(member).name,
            member.may(.issueOrders) || member.may(.confirmStages),
            let kind = folder.unit(member.unit)?.kind
        else { return false }
        return folder.lights(on: month.last).contains {
            $0.rule.id == rule && $0.light.excusedBy.contains(kind)
        }
    }
}

/// 正当理由
package struct LightExcuse: Sendable, Hashable {
    package let reason: String
    package let askedBy: String
    package let askedAt: Instant
    /// Nil: nobody has decided.
    package let isGranted: Bool?
    package let note: String?
    package let decidedBy: String?
}

/// What a rule measures of one project or unit.
struct LightReading {
    let unit: String
    let project: Identifier?
    let value: Int64
    /// What is measured came to less than the year before.
    var isFalling = false
    let inputs: JSONValue
}
