/// By company: the grams of two and three characters and the words of a field, for feedback to
/// choose from. Grams are given by their place in the index of the field.
struct FieldTerms: Sendable {
    /// Where each company's terms begin; one more at the end.
    private let starts: [Int32]
    private let places: [Int32]
    /// Beside `places`: the gram's share of what the company's terms weigh, times its rarity.
    private let weights: [Double]

    init(_ counts: FieldCounts, _ index: FieldIndex) {
        var totals = [Double](repeating: 0, count: index.companyCount)
        var starts = [Int32](repeating: 0, count: index.companyCount + 1)
        for count in counts.all where FieldTerms.isAsked(count.gram) {
            totals[Int(count.company)] += count.weight
            starts[Int(count.company) + 1] += 1
        }
        for company in 0..<index.companyCount { starts[company + 1] += starts[company] }
        var next = starts
        var places = [Int32](repeating: 0, count: Int(starts[index.companyCount]))
        var weights = [Double](repeating: 0, count: places.count)
        for (place, gram) in index.grams.enumerated() where FieldTerms.isAsked(gram) {
            for slot in Int(index.starts[place])..<Int(index.starts[place + 1]) {
                let company = Int(index.companies[slot])
                let target = Int(next[company])
                next[company] += 1
                places[target] = Int32(place)
                // Where nothing weighs, nothing is asked.
                let share = counts.all[slot].weight / max(totals[company], .leastNormalMagnitude)
                weights[target] = share * index.rarities[place]
            }
        }
        (self.starts, self.places, self.weights) = (starts, places, weights)
    }

    private static func isAsked(_ gram: Gram) -> Bool {
        gram.wordNumber != nil || GramOrders.feedback.contains(gram.order)
    }

    /// What the companies found first would be found by (Rocchio 1971, relevance feedback, with
    /// the first answers taken as right): Σ score · share of the company's words · rarity, the
    /// `count` grams with the most of it, the largest as 1.
    func question(
        from found: [(company: Int, score: Double)], count: Int, _ index: FieldIndex
    ) -> [WeightedGram] {
        var grams: [WeightedGram] = []
        for (company, score) in found where score > 0 {
            for slot in Int(starts[company])..<Int(starts[company + 1]) {
                let gram = index.grams[Int(places[slot])]
                grams.append(WeightedGram(gram: gram, weight: score * weights[slot]))
            }
        }
        let heaviest = grams.merged().sorted {
            ($1.weight, $0.gram) < ($0.weight, $1.gram)
        }.prefix(count)
        guard let most = heaviest.first?.weight, most > 0 else { return [] }
        return heaviest.map { WeightedGram(gram: $0.gram, weight: $0.weight / most) }
    }
}
