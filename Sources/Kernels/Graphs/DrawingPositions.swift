/// How high everything stands: the mean of the middle two of four extreme positions, in each of
/// which chains of median neighbours are straight (Brandes, Köpf 2001). Lines are straight over
/// all columns that they pass, but where two such stretches cross. Nothing overlaps: each of the
/// four keeps its distances, and so does what lies between them. Each of the four is compacted by
/// longest paths over its straight blocks, which the erratum to the original step (Brandes,
/// Walter, Zink 2020) makes unnecessary.
struct DrawingPositions {
    /// By item: where its middle is.
    private(set) var middle: [Double]
    private(set) var height = 0.0

    init(_ lattice: DrawingLattice, _ order: DrawingOrder, gaps: DrawingGaps) {
        let bent = BentLines(lattice, order)
        var extremes: [(top: Double, bottom: Double, fromTop: Bool, middle: [Double])] = []
        for toRight in [true, false] {
            for fromTop in [true, false] {
                var blocks = StraightBlocks(lattice, order, fromTop: fromTop)
                blocks.align(toRight: toRight, avoiding: bent)
                let middle = blocks.compacted(gaps)
                let top = zip(middle, lattice.height).reduce(.infinity) {
                    min($0, $1.0 - $1.1 / 2)
                }
                let bottom = zip(middle, lattice.height).reduce(-.infinity) {
                    max($0, $1.0 + $1.1 / 2)
                }
                extremes.append((top, bottom, fromTop, middle))
            }
        }
        self.middle = []
        guard lattice.itemCount > 0,
            let least = extremes.min(by: { $0.bottom - $0.top < $1.bottom - $1.top })
        else { return }
        // The others are moved to the lowest of the four: to its upper or its lower edge.
        let shifts = extremes.map { $0.fromTop ? least.top - $0.top : least.bottom - $0.bottom }
        self.middle = (0..<lattice.itemCount).map { item in
            let four = zip(extremes, shifts).map { $0.middle[item] + $1 }.sorted()
            return (four[1] + four[2]) / 2
        }
        let top = zip(middle, lattice.height).reduce(.infinity) { min($0, $1.0 - $1.1 / 2) }
        for item in middle.indices {
            middle[item] -= top
            height = max(height, middle[item] + lattice.height[item] / 2)
        }
    }
}

/// Lines that give way: they cross a line that passes both columns. From left item to right item.
private struct BentLines {
    private var segments: Set<UInt64> = []

    func contains(_ left: Int, _ right: Int) -> Bool {
        !segments.isEmpty && segments.contains(UInt64(left) << 32 | UInt64(right))
    }

    /// Conflicts of the first type: between two passing segments lies a stretch on the left, and
    /// what leads from between them on the right to outside of it crosses one of them.
    init(_ lattice: DrawingLattice, _ order: DrawingOrder) {
        for column in order.columns.dropFirst() {
            var upper: Int32 = 0
            var first = 0
            for (place, item) in column.enumerated() {
                let passing = BentLines.passing(to: Int(item), lattice)
                guard passing != nil || place == column.count - 1 else { continue }
                let lower = passing.map { order.place[$0] } ?? Int32.max
                for right in column[first...place].map(Int.init) {
                    for left in lattice.neighbours(of: right, onLeft: true) {
                        let isOutside =
                            order.place[Int(left)] < upper
                            || order.place[Int(left)] > lower
                        if isOutside, !(lattice.isBend(Int(left)) && lattice.isBend(right)) {
                            segments.insert(UInt64(left) << 32 | UInt64(right))
                        }
                    }
                }
                first = place + 1
                upper = lower
            }
        }
    }

    /// The bend before a bend.
    private static func passing(to item: Int, _ lattice: DrawingLattice) -> Int? {
        guard lattice.isBend(item) else { return nil }
        return lattice.neighbours(of: item, onLeft: true).first.map(Int.init)
            .flatMap { lattice.isBend($0) ? $0 : nil }
    }
}

/// Items that stand at one height, from column to column; none crosses another.
private struct StraightBlocks {
    private let lattice: DrawingLattice
    private let order: DrawingOrder
    private let fromTop: Bool
    /// By item: the first of its block.
    private var root: [Int]
    /// By item: the next of its block, after the last the first.
    private var next: [Int]

    init(_ lattice: DrawingLattice, _ order: DrawingOrder, fromTop: Bool) {
        self.lattice = lattice
        self.order = order
        self.fromTop = fromTop
        root = Array(0..<lattice.itemCount)
        next = root
    }

    /// By column: its items, from the side from which they are pressed together.
    private var columns: [[Int32]] { fromTop ? order.columns : order.columns.map { $0.reversed() } }

    /// Each item with the median of its neighbours in the column before, where that is still free.
    mutating func align(toRight: Bool, avoiding bent: BentLines) {
        for column in toRight ? columns : columns.reversed() {
            var last = Int32.min
            for item in column.map(Int.init) {
                let neighbours = lattice.neighbours(of: item, onLeft: toRight)
                    .sorted { position($0) < position($1) }
                guard !neighbours.isEmpty else { continue }
                for middle in [(neighbours.count - 1) / 2, neighbours.count / 2] {
                    let other = Int(neighbours[middle])
                    let isBent = toRight ? bent.contains(other, item) : bent.contains(item, other)
                    guard next[item] == item, position(Int32(other)) > last, !isBent else {
                        continue
                    }
                    last = position(Int32(other))
                    next[other] = item
                    root[item] = root[other]
                    next[item] = root[item]
                }
            }
        }
    }

    /// From the side that things are pressed to; comparable within a column.
    private func position(_ item: Int32) -> Int32 {
        fromTop ? order.place[Int(item)] : -order.place[Int(item)]
    }

    /// By item: its middle when all blocks are pressed to the one side, and then those that have
    /// room are drawn back to what stands behind them.
    func compacted(_ gaps: DrawingGaps) -> [Double] {
        let neighbours = neighbours
        var middle = [Double](repeating: 0, count: lattice.itemCount)
        let sorted = sortedRoots(neighbours)
        for first in sorted {
            eachMember(of: first) { item in
                guard let other = neighbours.before[item] else { return }
                middle[first] = max(middle[first], middle[root[other]] + room(other, item, gaps))
            }
        }
        for first in sorted.reversed() {
            var limit = Double.infinity
            eachMember(of: first) { item in
                guard let other = neighbours.behind[item] else { return }
                limit = min(limit, middle[root[other]] - room(item, other, gaps))
            }
            if limit < .infinity { middle[first] = max(middle[first], limit) }
        }
        return middle.indices.map { fromTop ? middle[root[$0]] : -middle[root[$0]] }
    }

    /// By item: what is next to it in its column.
    private var neighbours: (before: [Int?], behind: [Int?]) {
        var before = [Int?](repeating: nil, count: lattice.itemCount)
        var behind = before
        for column in columns {
            for (one, other) in zip(column, column.dropFirst()) {
                before[Int(other)] = Int(one)
                behind[Int(one)] = Int(other)
            }
        }
        return (before, behind)
    }

    /// Blocks by their first items, each after all that stand before any of its members.
    private func sortedRoots(_ neighbours: (before: [Int?], behind: [Int?])) -> [Int] {
        var waiting = [Int](repeating: 0, count: lattice.itemCount)
        for item in root.indices where neighbours.before[item] != nil { waiting[root[item]] += 1 }
        var sorted = root.indices.filter { root[$0] == $0 && waiting[$0] == 0 }
        var place = 0
        while place < sorted.count {
            eachMember(of: sorted[place]) { item in
                guard let other = neighbours.behind[item] else { return }
                waiting[root[other]] -= 1
                if waiting[root[other]] == 0 { sorted.append(root[other]) }
            }
            place += 1
        }
        return sorted
    }

    private func eachMember(of first: Int, _ body: (Int) -> Void) {
        var item = first
        repeat {
            body(item)
            item = next[item]
        } while item != first
    }

    /// From middle to middle.
    private func room(_ one: Int, _ other: Int, _ gaps: DrawingGaps) -> Double {
        let isLine = lattice.isBend(one) || lattice.isBend(other)
        let isSame = lattice.group[one] == lattice.group[other]
        return (lattice.height[one] + lattice.height[other]) / 2
            + (isLine ? gaps.line : gaps.node) + (isSame ? 0 : gaps.group)
    }
}
