/// One field of all companies, findable by its grams: BM25 over documents whose words weigh
/// (Robertson & Zaragoza 2009). For a gram g of a company c with the weight tf,
///
///     gain(g, c) = idf(g) · tf · (k₁ + 1) / (tf + k₁ · (1 − b + b · length(c) / mean length))
///     idf(g)     = ln(1 + (N − n + ½) / (n + ½)),  n of N companies having g
///
/// where length(c) is the sum of its weights. Sixteen bytes for each gram of each company.
struct FieldIndex: Sendable {
    /// Ascending.
    let grams: [Gram]
    /// By place in `grams`.
    let rarities: [Double]
    /// Where each gram's companies begin in `companies`; one more at the end.
    let starts: [Int32]
    let companies: [Int32]
    /// Beside `companies`.
    let gains: [Double]
    let companyCount: Int

    init(_ counts: FieldCounts, parameters: RankingParameters) {
        companyCount = counts.lengths.count
        let total = counts.lengths.reduce(0, +)
        let mean = total / Double(max(1, companyCount))
        let (k, b) = (parameters.saturation, parameters.lengthNormalization)
        let floors = counts.lengths.map { k * (1 - b + (mean > 0 ? b * $0 / mean : 0)) }
        var grams: [Gram] = []
        var rarities: [Double] = []
        var starts: [Int32] = []
        var gains: [Double] = []
        gains.reserveCapacity(counts.all.count)
        var first = 0
        while first < counts.all.count {
            let gram = counts.all[first].gram
            var end = first
            while end < counts.all.count, counts.all[end].gram == gram { end += 1 }
            let having = Double(end - first)
            let rarity = naturalLogarithm(
                1 + (Double(companyCount) - having + 0.5) / (having + 0.5))
            for count in counts.all[first..<end] {
                let weight = count.weight
                let saturated = weight * (k + 1) / (weight + floors[Int(count.company)])
                gains.append(weight > 0 ? rarity * saturated : 0)
            }
            grams.append(gram)
            rarities.append(rarity)
            starts.append(Int32(first))
            first = end
        }
        starts.append(Int32(counts.all.count))
        (self.grams, self.rarities, self.starts, self.gains) = (grams, rarities, starts, gains)
        companies = counts.all.map(\.company)
    }

    /// By company: Σ weight · gain over the grams of the question.
    func scores(of question: [WeightedGram]) -> [Double] {
        var scores = [Double](repeating: 0, count: companyCount)
        for asked in question {
            guard let place = place(of: asked.gram) else { continue }
            FieldIndex.add(
                asked.weight, companies.span, gains.span,
                Int(starts[place])..<Int(starts[place + 1]), to: &scores)
        }
        return scores
    }

    private static func add(
        _ weight: Double, _ companies: Span<Int32>, _ gains: Span<Double>, _ slots: Range<Int>,
        to scores: inout [Double]
    ) {
        var scores = scores.mutableSpan
        for slot in slots { scores[Int(companies[slot])] += weight * gains[slot] }
    }

    /// What a gram gains for one company; 0 where it lacks it.
    func gain(_ gram: Gram, company: Int) -> Double {
        guard let place = place(of: gram) else { return 0 }
        let slots = Int(starts[place])..<Int(starts[place + 1])
        return slots.first { companies[$0] == Int32(company) }.map { gains[$0] } ?? 0
    }

    func place(of gram: Gram) -> Int? {
        var (low, high) = (0, grams.count)
        while low < high {
            let middle = (low + high) / 2
            if grams[middle] < gram { low = middle + 1 } else { high = middle }
        }
        return low < grams.count && grams[low] == gram ? low : nil
    }
}

/// What each gram counts in one field of each company.
struct FieldCounts {
    struct Count {
        let gram: Gram
        let company: Int32
        let weight: Double
    }

    /// By gram, then by company.
    private(set) var all: [Count] = []
    /// By company: the sum of its weights.
    private(set) var lengths: [Double] = []

    /// - Parameter documents: by company, its texts with what each of their grams weighs.
    init(
        _ documents: some Collection<[WeightedText]>, orders: ClosedRange<Int>,
        reader: inout GramReader
    ) {
        lengths.reserveCapacity(documents.count)
        for (company, texts) in documents.enumerated() {
            var grams: [WeightedGram] = []
            // In an order of their own, so that words are numbered alike.
            for text in texts.sorted(by: { ($0.text, $0.weight) < ($1.text, $1.weight) }) {
                reader.learn(text.text, orders: orders) {
                    grams.append(WeightedGram(gram: $0, weight: text.weight))
                }
            }
            var length = 0.0
            for one in grams.merged() {
                all.append(Count(gram: one.gram, company: Int32(company), weight: one.weight))
                length += one.weight
            }
            lengths.append(length)
        }
        all.sort { ($0.gram, $0.company) < ($1.gram, $1.company) }
    }
}
