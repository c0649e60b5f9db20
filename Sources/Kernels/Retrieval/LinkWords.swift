/// What the words of links tell. Words that many links share (全球, 国产, 材料) say little about one;
/// there is no list of them, they are read from the links:
///
///     weight(g) = Σ over name and description: field · √(times in it) · ln(1 + M / max(1, m))
///
/// for m of M links that have the gram g. The formula is our own.
struct LinkWords: Sendable {
    /// Ascending, with how many links have each.
    private let grams: [Gram]
    private let having: [Double]
    private let linkCount: Double

    init(_ links: [LinkText], reader: GramReader) {
        var all: [Gram] = []
        for link in links {
            all += Set(reader.grams(of: link.name) + reader.grams(of: link.description))
        }
        all.sort()
        var grams: [Gram] = []
        var having: [Double] = []
        for gram in all {
            if grams.last == gram {
                having[having.count - 1] += 1
            } else {
                grams.append(gram)
                having.append(1)
            }
        }
        (self.grams, self.having) = (grams, having)
        linkCount = Double(links.count)
    }

    /// What a link asks of an index; with a description that weighs nothing its name alone.
    func question(_ link: LinkText, description: Double, reader: GramReader) -> [WeightedGram] {
        var all = weighted(reader.grams(of: link.name), by: 1)
        if description > 0 {
            all += weighted(reader.grams(of: link.description), by: description)
        }
        return all.merged()
    }

    private func weighted(_ grams: [Gram], by weight: Double) -> [WeightedGram] {
        grams.map { WeightedGram(gram: $0, weight: 1) }.merged().map {
            WeightedGram(
                gram: $0.gram, weight: weight * $0.weight.squareRoot() * telling($0.gram))
        }
    }

    /// Where no link was read, each word tells the same.
    private func telling(_ gram: Gram) -> Double {
        guard linkCount > 0 else { return 1 }
        var (low, high) = (0, grams.count)
        while low < high {
            let middle = (low + high) / 2
            if grams[middle] < gram { low = middle + 1 } else { high = middle }
        }
        let isKnown = low < grams.count && grams[low] == gram
        return naturalLogarithm(1 + linkCount / (isKnown ? having[low] : 1))
    }
}
