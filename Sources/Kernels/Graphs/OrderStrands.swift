/// The lines that end at the items of a column, while their other ends stay where they are: what
/// exchanging two of them saves. An item has a strand on its left and one on its right.
struct OrderStrands {
    /// Twice an item: where the places on its left begin in `places`; one on: those on its right.
    private var starts: [Int] = [0]
    /// Ascending within a strand.
    private var places: [Int32] = []

    /// - Parameter strand: ascending.
    mutating func add(_ strand: [Int32]) {
        places.append(contentsOf: strand)
        starts.append(places.count)
    }

    /// Some items taken as one; what stands for them from now on.
    mutating func bundle(_ items: Range<Int>) -> Int {
        let bundle = (starts.count - 1) / 2
        for side in 0...1 {
            add(
                items.flatMap { places[starts[2 * $0 + side]..<starts[2 * $0 + side + 1]] }.sorted()
            )
        }
        return bundle
    }

    /// Exchanges neighbours as long as that saves crossings; every exchange saves at least one.
    func settle(_ units: inout [Int], in range: Range<Int>) {
        guard range.count > 1 else { return }
        var upper = range.lowerBound
        while upper + 1 < range.upperBound {
            if saved(units[upper], units[upper + 1]) > 0 {
                units.swapAt(upper, upper + 1)
                // The one that rose may rise further.
                upper = max(range.lowerBound, upper - 1)
            } else {
                upper += 1
            }
        }
    }

    /// Crossings saved when a unit and the one beneath it are exchanged.
    private func saved(_ upper: Int, _ lower: Int) -> Int {
        saved(onSide: 0, upper, lower) + saved(onSide: 1, upper, lower)
    }

    @inline(__always)
    private func saved(onSide side: Int, _ upper: Int, _ lower: Int) -> Int {
        let end = starts[2 * lower + side + 1]
        var before = starts[2 * lower + side]
        var notAfter = before
        let start = before
        var saved = 0
        for slot in starts[2 * upper + side]..<starts[2 * upper + side + 1] {
            let place = places[slot]
            while before < end, places[before] < place { before += 1 }
            while notAfter < end, places[notAfter] <= place { notAfter += 1 }
            saved += (before - start) - (end - notAfter)
        }
        return saved
    }
}
