package import Basics
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
    let inputs: JSONValue
}
