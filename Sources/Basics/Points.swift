/// Points of a score, exact to a millionth.
package struct Points: Hashable, Sendable {
    package var millionths: Int64

    package init(millionths: Int64) { self.millionths = millionths }

    /// Reads `0.5`, `30`, `0.33`: at most four places, below a million; nothing else.
    package init?(text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2,
            parts.allSatisfy(\.isDigits),
            parts[0].utf8.count <= 6, let whole = Int64(parts[0])
        else { return nil }
        let fraction = parts.count > 1 ? String(parts[1]) : ""
        guard fraction.utf8.count <= 4,
            let rest = Int64(fraction + String(repeating: "0", count: 6 - fraction.utf8.count))
        else { return nil }
        millionths = whole * 1_000_000 + rest
    }

    package static let zero = Points(millionths: 0)

    /// These points × `part` ÷ `whole`, which is above zero.
    package func times(_ part: Int64, of whole: Int64) -> Points {
        Points(
            millionths: divided(Int128(millionths), Int128(whole), times: Int128(part)))
    }

    /// Half away from zero.
    package func rounded(to decimals: Int) -> Points {
        let step = (decimals..<6).reduce(Int64(1)) { power, _ in power * 10 }
        return Points(
            millionths: divided(Int128(millionths), Int128(step), times: 1) * step)
    }

    package static func + (left: Points, right: Points) -> Points {
        Points(millionths: left.millionths + right.millionths)
    }

    package static func - (left: Points, right: Points) -> Points {
        Points(millionths: left.millionths - right.millionths)
    }
}

extension Points: Comparable {
    package static func < (left: Points, right: Points) -> Bool {
        left.millionths < right.millionths
    }
}

extension Points: CustomStringConvertible {
    /// Without trailing zeros.
    package var description: String { fixed(millionths, per: 1_000_000, decimals: 6) }
}
