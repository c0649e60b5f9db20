/// Points of a score, exact to a millionth.
package struct Points: Hashable, Sendable {
    package var millionths: Int64

    package init(millionths: Int64) { self.millionths = millionths }

    /// Reads `0.5`, `30`, `0.33`: at most four places, below ten million; nothing else.
    package init?(text: some StringProtocol) {
        guard let millionths = scaled(text, to: 6, digits: 4) else { return nil }
        self.millionths = millionths
    }

    package static let zero = Points(millionths: 0)

    /// These points × `part` ÷ `whole`, which is above zero; at most a billion either way, so that
    /// sums hold whatever was typed.
    package func times(_ part: Int64, of whole: Int64) -> Points {
        let product = divided(Int128(millionths), Int128(whole), times: Int128(part))
        return Points(millionths: max(-Points.most, min(product, Points.most)))
    }

    private static let most: Int64 = 1_000_000_000_000_000

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
