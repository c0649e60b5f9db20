/// A name of the index that answers a query.
package struct NameMatch: Sendable, Hashable {
    /// Which name, in the order in which the index was given them.
    package let place: Int
    /// At most 1; comparable across queries of one index.
    package let score: Double
}

/// Looks names up in an index. Keeps working memory of two bytes a name, so one serves one task.
package struct NameFinder {
    private let index: NameIndex
    private var alignment: NameAlignment
    private var memory = AlignmentMemory()
    private var common: CommonLetters
    private var chosen: [UInt32] = []
    private var grams: [NameGram] = []

    package init(_ index: NameIndex) {
        self.index = index
        alignment = NameAlignment(index)
        common = CommonLetters(
            names: index.count, budget: index.weights.budget, keep: index.weights.keep)
    }

    /// The names most like the written one, the best first; of equals the one that the index was
    /// given first. None when nothing in it can be read.
    package mutating func matches(_ written: String, limit: Int) -> [NameMatch] {
        guard alignment.read(index.speller.read(written)) else { return [] }
        defer { alignment.forget() }
        collectGrams()
        var best = ranked(limit)
        // What is written otherwise than it sounds shares too little to be found by its letters.
        if (best.first?.score ?? 0) < Double(index.weights.enough), !alignment.isShort {
            addHomophones()
            best = ranked(limit)
        }
        return best
    }

    /// How like a written name is to one of the index.
    package mutating func score(_ written: String, place: Int) -> Double {
        guard alignment.read(index.speller.read(written)) else { return 0 }
        defer { alignment.forget() }
        return Double(alignment.score(place, &memory))
    }

    private mutating func ranked(_ limit: Int) -> [NameMatch] {
        grams.sort { $0.length < $1.length }
        common.count(grams, index)
        common.most(index.weights.candidates, into: &chosen)
        var best: [NameMatch] = []
        best.reserveCapacity(limit + 1)
        for name in chosen {
            let match = NameMatch(
                place: Int(name), score: Double(alignment.score(Int(name), &memory)))
            if best.count == limit, let last = best.last, !match.precedes(last) { continue }
            let position = best.firstIndex { match.precedes($0) } ?? best.count
            best.insert(match, at: position)
            if best.count > limit { best.removeLast() }
        }
        return best
    }

    private mutating func collectGrams() {
        grams.removeAll(keepingCapacity: true)
        let mask = index.buckets.count - 2
        var previous: UInt32 = 0
        var previousWeight: Float = 0
        for letter in alignment.query {
            guard letter.role != .form else {
                previous = 0
                continue
            }
            if letter.number > 0 {
                add(NameIndex.gramBucket(0, letter.number, mask), letter.weight)
                if previous > 0 {
                    let weight = (letter.weight + previousWeight) / 2
                    add(NameIndex.gramBucket(previous, letter.number, mask), weight)
                }
            }
            previous = letter.number
            previousWeight = letter.weight
        }
        if let first = alignment.query.first {
            for place in index.shorts[first.number] ?? [] {
                add(NameIndex.gramBucket(place[0], place[1], mask), first.weight)
            }
        }
    }

    /// Pairs in which one letter is another of the same sound.
    private mutating func addHomophones() {
        let mask = index.buckets.count - 2
        for (left, right) in zip(alignment.query, alignment.query.dropFirst())
        where left.role != .form && right.role != .form {
            let weight = (left.weight + right.weight) / 4
            if left.number > 0 {
                for other in index.alphabet.homophones(of: right.sound) where other != right.number
                {
                    add(NameIndex.gramBucket(left.number, other, mask), weight)
                }
            }
            if right.number > 0 {
                for other in index.alphabet.homophones(of: left.sound) where other != left.number {
                    add(NameIndex.gramBucket(other, right.number, mask), weight)
                }
            }
        }
    }

    private mutating func add(_ bucket: Int, _ weight: Float) {
        let length = Int(index.buckets[bucket + 1] - index.buckets[bucket])
        if length > 0 {
            grams.append(
                NameGram(bucket: bucket, length: length, weight: UInt16(max(1, weight * 16))))
        }
    }
}

/// One letter, or two that follow each other, and how many names have them.
private struct NameGram {
    var bucket: Int
    var length: Int
    var weight: UInt16
}

/// What names have in common with a query, and which have most of it. Long arrays that are used
/// again from query to query.
private struct CommonLetters {
    /// By name, in sixteenths of weight; zero between queries.
    private var weights: [UInt16]
    private var touched: [UInt32]
    private var touchedCount = 0
    let keep: Float
    private var levels = [Int32](repeating: 0, count: 2048)

    init(names: Int, budget: Int, keep: Float) {
        self.keep = keep
        weights = [UInt16](repeating: 0, count: names)
        touched = [UInt32](repeating: 0, count: budget + 1)
    }

    /// Counts what names share with the query, the rarest of it first, until the budget of looks
    /// is spent.
    mutating func count(_ grams: [NameGram], _ index: NameIndex) {
        touchedCount = CommonLetters.count(
            grams, index.postings.span, index.buckets.span, budget: touched.count - 1, &weights,
            &touched)
    }

    private static func count(
        _ grams: [NameGram], _ postings: Span<UInt32>, _ buckets: Span<UInt32>, budget: Int,
        _ weights: inout [UInt16], _ touched: inout [UInt32]
    ) -> Int {
        var weights = weights.mutableSpan
        var touched = touched.mutableSpan
        var count = 0
        var spent = 0
        var best: UInt16 = 0
        var remaining = grams.reduce(0) { $0 + Int($1.weight) }
        for gram in grams {
            guard spent + gram.length <= budget else { break }
            spent += gram.length
            let start = Int(buckets[gram.bucket])
            // What comes in now can't come near the best any more.
            let isLate = remaining * 3 < Int(best)
            remaining -= Int(gram.weight)
            for place in start..<(start + gram.length) {
                let name = postings[place]
                let before = weights[Int(name)]
                if before == 0 {
                    if isLate { continue }
                    touched[count] = name
                    count += 1
                }
                let now = before &+ gram.weight
                weights[Int(name)] = now
                best = max(best, now)
            }
        }
        return count
    }

    /// The names with the most in common, about `wanted` of them. Forgets the query.
    mutating func most(_ wanted: Int, into chosen: inout [UInt32]) {
        chosen.removeAll(keepingCapacity: true)
        let cut = cut(wanted)
        CommonLetters.take(touched, touchedCount, from: cut, wanted, &weights, &chosen)
    }

    private static func take(
        _ touched: [UInt32], _ count: Int, from cut: UInt16, _ wanted: Int,
        _ weights: inout [UInt16], _ chosen: inout [UInt32]
    ) {
        var weights = weights.mutableSpan
        var ties = 0
        for place in 0..<count {
            let name = touched[place]
            let weight = weights[Int(name)]
            weights[Int(name)] = 0
            guard weight >= cut else { continue }
            if weight < cut + 2 {
                ties += 1
                if ties > wanted { continue }
            }
            chosen.append(name)
        }
    }

    /// The weight that about so many names reach.
    private mutating func cut(_ wanted: Int) -> UInt16 {
        guard touchedCount > 1 else { return 0 }
        var highest = 0
        for place in 0..<touchedCount {
            let level = min(2047, Int(weights[Int(touched[place])] >> 1))
            levels[level] += 1
            highest = max(highest, level)
        }
        var above = 0
        var level = highest
        while level > 0, above + Int(levels[level]) <= wanted {
            above += Int(levels[level])
            level -= 1
        }
        for level in 0...highest { levels[level] = 0 }
        return UInt16(max(level << 1, Int(Float(highest << 1) * keep)))
    }
}

extension NameMatch {
    fileprivate func precedes(_ other: NameMatch) -> Bool {
        score > other.score || score == other.score && place < other.place
    }
}
