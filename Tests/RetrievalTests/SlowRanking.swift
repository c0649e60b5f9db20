import Foundation
import Retrieval

/// The ranking as its formulas stand, with dictionaries of strings and every score computed anew:
/// for Chinese characters and small Latin words, blanks between runs.
struct SlowRanking {
    let companies: [CompanyProfile]
    let links: [LinkText]
    let parameters: RankingParameters

    /// By company in the order of keys.
    struct Scores {
        var products: [Double]
        var surroundings: [Double]
        var names: [Double]
        var feedback: [Double]
        var companions: [Double]
        var chain: [Double]

        var base: [Double] { sum([products, surroundings, names]) }
        var total: [Double] { sum([base, feedback, companions, chain]) }
    }

    init(_ companies: [CompanyProfile], links: [LinkText], parameters: RankingParameters) {
        self.companies = companies.sorted { $0.key < $1.key }
        self.links = links
        self.parameters = parameters
    }

    func scores(ofChain chain: [LinkText]) -> [Scores] {
        let bases = chain.map(base)
        var spoken = [Double](repeating: 0, count: companies.count)
        if chain.count > 1 {
            spoken = unit(sum(bases.map { shares($0.base, classification: 0) }))
        }
        return bases.map { base in
            var scores = base
            scores.feedback = unit(productScores(feedback(base.base))).map {
                $0 * parameters.feedback
            }
            let found = sum([base.base, scores.feedback])
            scores.companions = sum([0, 1].map { shares(found, classification: $0) }).map {
                $0 * parameters.ofLink
            }
            scores.chain = spoken.map { $0 * parameters.ofChain }
            return scores
        }
    }

    private func base(_ link: LinkText) -> Scores {
        let both = question(link, parameters.description)
        let zeros = [Double](repeating: 0, count: companies.count)
        let around = bm25(
            companies.map { $0.surroundings.map { ($0.text, $0.weight) } }, 1...3, both)
        let names = bm25(companies.map { $0.names.map { ($0, 1) } }, 2...3, question(link, 0))
        return Scores(
            products: unit(productScores(both)),
            surroundings: unit(around).map { $0 * parameters.surroundings },
            names: unit(names).map { $0 * parameters.names },
            feedback: zeros, companions: zeros, chain: zeros)
    }

    private func productScores(_ question: [String: Double]) -> [Double] {
        bm25(companies.map(products), 1...4, question)
    }

    private func products(_ company: CompanyProfile) -> [(String, Double)] {
        company.products.map { ($0.name, parameters.productFloor + $0.share) }
    }

    private func counts(
        _ texts: [(String, Double)], _ orders: ClosedRange<Int>
    ) -> [String: Double] {
        var counts: [String: Double] = [:]
        for (text, weight) in texts {
            for gram in grams(text, orders) { counts[gram, default: 0] += weight }
        }
        return counts
    }

    private func rarity(_ gram: String, _ documents: [[String: Double]]) -> Double {
        let having = Double(documents.count { $0[gram] != nil })
        return log(1 + (Double(documents.count) - having + 0.5) / (having + 0.5))
    }

    private func bm25(
        _ texts: [[(String, Double)]], _ orders: ClosedRange<Int>, _ question: [String: Double]
    ) -> [Double] {
        let documents = texts.map { counts($0, orders) }
        let lengths = documents.map { $0.values.reduce(0, +) }
        let mean = lengths.reduce(0, +) / Double(lengths.count)
        let (k, b) = (parameters.saturation, parameters.lengthNormalization)
        return zip(documents, lengths).map { document, length in
            question.reduce(0) { score, asked in
                guard let count = document[asked.key] else { return score }
                let gain = count * (k + 1) / (count + k * (1 - b + b * length / mean))
                return score + asked.value * gain * rarity(asked.key, documents)
            }
        }
    }

    private func question(_ link: LinkText, _ description: Double) -> [String: Double] {
        let texts = links.map { Set(grams($0.name, 1...4) + grams($0.description, 1...4)) }
        var question: [String: Double] = [:]
        for (text, weight) in [(link.name, 1), (link.description, description)] where weight > 0 {
            for (gram, count) in counts([(text, 1)], 1...4) {
                let having = Double(max(1, texts.count { $0.contains(gram) }))
                let telling = log(1 + Double(links.count) / having)
                question[gram, default: 0] += weight * count.squareRoot() * telling
            }
        }
        return question
    }

    private func feedback(_ scores: [Double]) -> [String: Double] {
        let documents = companies.map { counts(products($0), 1...4) }
        var question: [String: Double] = [:]
        for place in first(scores) {
            let terms = documents[place].filter { isAsked($0.key) }
            let total = terms.values.reduce(0, +)
            for (gram, count) in terms where count > 0 {
                question[gram, default: 0] +=
                    scores[place] * count / total * rarity(gram, documents)
            }
        }
        let most = question.values.max() ?? 0
        guard most > 0 else { return [:] }
        return question.mapValues { $0 / most }
    }

    private func isAsked(_ gram: String) -> Bool {
        gram.utf8.count < gram.count * 3 || (2...3).contains(gram.count)
    }

    private func shares(_ scores: [Double], classification: Int) -> [Double] {
        let labels = companies.map { $0.industries[classification] }
        let found = first(scores)
        return unit(
            labels.map { label in
                let sum = found.filter { labels[$0] == label }.reduce(0) { $0 + scores[$1] }
                let size = Double(labels.count { $0 == label })
                return sum / (size + parameters.industryDamping).squareRoot()
            })
    }

    private func first(_ scores: [Double]) -> [Int] {
        order(scores).prefix(parameters.looks).map { $0 }
    }

    /// The largest first, of those equal to nine places the first.
    func order(_ scores: [Double]) -> [Int] {
        let rounded = scores.map { ($0 * 1e9).rounded(.toNearestOrEven) }
        return rounded.indices.sorted { (rounded[$1], $0) < (rounded[$0], $1) }
    }
}

private func grams(_ text: String, _ orders: ClosedRange<Int>) -> [String] {
    text.split(separator: " ").flatMap { run -> [String] in
        guard run.utf8.count == run.count * 3 else { return [String(run)] }
        let letters = Array(run)
        return orders.filter { $0 <= letters.count }.flatMap { order in
            (0...(letters.count - order)).map { String(letters[$0..<($0 + order)]) }
        }
    }
}

private func unit(_ scores: [Double]) -> [Double] {
    let most = scores.max() ?? 0
    return most > 0 ? scores.map { $0 / most } : scores
}

private func sum(_ lists: [[Double]]) -> [Double] {
    lists.dropFirst().reduce(lists[0]) { zip($0, $1).map(+) }
}
