import Drawing
import Retrieval

/// Companies, links and weights of a seed, from few characters, so that much is shared and ties
/// occur.
struct SeededTown {
    var companies: [CompanyProfile] = []
    var links: [LinkText] = []
    var parameters = RankingParameters()
    private var lots: Lots

    init(seed: Int) {
        lots = Lots(seed: UInt64(seed))
        for key in 0..<(1 + lots.draw(25)) {
            let products = (0..<(1 + lots.draw(5))).map { _ in
                ProductLine(text(1...2), share: Double(lots.draw(11)) / 10)
            }
            companies.append(
                CompanyProfile(
                    key: "key \(100 + key)", products: products,
                    surroundings: (0..<lots.draw(3)).map { _ in
                        WeightedText(text(1...1), weight: lots.happens(oneIn: 2) ? 1 : 0.5)
                    },
                    names: (0..<lots.draw(3)).map { _ in text(1...1) },
                    industries: ["甲乙丙"[lots.draw(4)], "丁戊"[lots.draw(3)]]))
        }
        for _ in 0..<(1 + lots.draw(6)) {
            links.append(LinkText(name: text(1...2), description: text(0...6)))
        }
        parameters.looks = lots.draw(1...12)
        // No cut, which would fall differently among equals.
        parameters.feedbackWords = 1_000
        if lots.happens(oneIn: 4) { parameters.productFloor = 0 }
        parameters.ofChain = Double(lots.draw(10)) / 10
    }

    /// Runs of one to five of eight characters, and some Latin words.
    private mutating func text(_ runs: ClosedRange<Int>) -> String {
        (0..<lots.draw(runs)).map { _ in
            lots.happens(oneIn: 6)
                ? ["led", "pcb", "h2so4"][lots.draw(3)]
                : (0..<lots.draw(1...5)).map { _ in "铜箔硅片靶材光胶"[lots.draw(8)] }.joined()
        }.joined(separator: " ")
    }
}

extension String {
    /// The character at a place; empty behind the last.
    fileprivate subscript(_ place: Int) -> String {
        place < count ? String(Array(self)[place]) : ""
    }
}
