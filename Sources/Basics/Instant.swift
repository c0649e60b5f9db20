/// A moment in microseconds since 1970-01-01T00:00:00Z. What day it is depends on the city's zone.
package struct Instant: Hashable, Sendable, Comparable {
    package let microseconds: Int64

    package init(microseconds: Int64) { self.microseconds = microseconds }

    package func adding(seconds: Int64) -> Instant {
        Instant(microseconds: microseconds + seconds * 1_000_000)
    }

    /// The time from an earlier moment to this one.
    package func seconds(since earlier: Instant) -> Double {
        Double(microseconds - earlier.microseconds) / 1_000_000
    }

    /// The day and the time of day in a zone that lies `offset` seconds east of Greenwich.
    package func local(offset: Int) -> (day: Day, secondOfDay: Int) {
        let seconds = Int(floorDivide(microseconds, 1_000_000)) + offset
        let day = Int(floorDivide(Int64(seconds), 86_400))
        return (Day(number: day), seconds - day * 86_400)
    }

    package func day(offset: Int) -> Day { local(offset: offset).day }

    package static func < (left: Instant, right: Instant) -> Bool {
        left.microseconds < right.microseconds
    }
}

extension Instant: CustomStringConvertible {
    /// RFC 3339 in UTC, to the second.
    package var description: String {
        let (day, second) = local(offset: 0)
        return "\(day)T\(clock(second))Z"
    }

    /// `2026-10-25 09:05`, as people of the zone read it.
    package func minuteText(offset: Int) -> String {
        let (day, second) = local(offset: offset)
        return "\(day) \(clock(second).prefix(5))"
    }

    private func clock(_ second: Int) -> String {
        padded(second / 3_600, to: 2) + ":" + padded(second / 60 % 60, to: 2) + ":"
            + padded(second % 60, to: 2)
    }
}

private func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    value >= 0 ? value / divisor : (value + 1) / divisor - 1
}
