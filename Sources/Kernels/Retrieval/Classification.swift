/// Which companies are of one industry. The empty label is an industry of its own.
struct Classification: Sendable {
    /// By company: the number of its industry.
    let industries: [Int32]
    /// By industry: the square root of its size and a little more.
    private let divisors: [Double]

    init(_ labels: [String], damping: Double) {
        var numbers: [String: Int32] = [:]
        var industries: [Int32] = []
        var sizes: [Double] = []
        for label in labels {
            let number = numbers[label] ?? Int32(sizes.count)
            if Int(number) == sizes.count {
                numbers[label] = number
                sizes.append(0)
            }
            sizes[Int(number)] += 1
            industries.append(number)
        }
        self.industries = industries
        divisors = sizes.map { ($0 + damping).squareRoot() }
    }

    /// By industry: what the companies found score in sum, over the root of how many there are to
    /// find; the best industry as 1.
    func shares(of found: [(company: Int, score: Double)]) -> [Double] {
        var sums = [Double](repeating: 0, count: divisors.count)
        for (company, score) in found { sums[Int(industries[company])] += score }
        for industry in sums.indices { sums[industry] /= divisors[industry] }
        return sums.scaledToOne()
    }
}

/// The industries that the first companies of all links of a chain have most often.
package struct ChainIndustries: Sendable {
    /// By industry of the first classification, at most 1; empty for a link alone.
    let shares: [Double]

    /// For a link whose chain isn't known.
    package static let unknown = ChainIndustries(shares: [])
}
