extension [Double] {
    /// Divided by the largest; unchanged where nothing is above zero.
    func scaledToOne() -> [Double] {
        guard let most = self.max(), most > 0 else { return self }
        return map { $0 / most }
    }

    /// The places of the largest, the largest first; of equals the lowest place first. Values are
    /// equal that are so to nine places behind the point, so that nothing hangs on the order in
    /// which they were added up.
    func placesOfLargest(_ count: Int) -> [Int] {
        var best: [(value: Double, place: Int)] = []
        for (place, exact) in enumerated() where count > 0 {
            let value = exact.toNinePlaces
            if best.count == count, let last = best.last, last.value >= value { continue }
            var (low, high) = (0, best.count)
            while low < high {
                let middle = (low + high) / 2
                if best[middle].value >= value { low = middle + 1 } else { high = middle }
            }
            best.insert((value, place), at: low)
            if best.count > count { best.removeLast() }
        }
        return best.map(\.place)
    }
}

extension Double {
    var toNinePlaces: Double { (self * 1e9).rounded(.toNearestOrEven) / 1e9 }
}

/// The natural logarithm of a number above zero by its series, to fifteen digits.
func naturalLogarithm(_ value: Double) -> Double {
    let fraction = (value.significand - 1) / (value.significand + 1)
    let square = fraction * fraction
    // The fraction is below a third: the term behind the last is below 1e-18.
    var sum = 0.0
    for odd in stride(from: 35.0, through: 1, by: -2) { sum = sum * square + 1 / odd }
    return Double(value.exponent) * 0.693_147_180_559_945_3 + 2 * fraction * sum
}
