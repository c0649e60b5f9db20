/// How many pairs of straight lines between two columns cross: `from` and `to` are places in the
/// left one and in the right one. Lines with an end in common do not cross; a line given twice is
/// two. O(E log V) by an accumulator tree (Barth, Jünger, Mutzel 2002).
package func crossings(of lines: [GraphEdge]) -> Int {
    let width = lines.reduce(0) { max($0, Int($1.from) + 1, Int($1.to) + 1) }
    let sorted = Graph(nodeCount: width, edges: lines)
    var counter = CrossingCounter(width: width)
    for place in 0..<width { counter.add(sorted.successors(of: place)) }
    return counter.crossings
}

/// Counts pairs of lines that cross, while lines come in the order of their left ends.
struct CrossingCounter {
    private(set) var crossings = 0
    private var lines = 0
    /// Fenwick's tree over places on the right: how many lines end there.
    private var tree: [Int32]

    init(width: Int) {
        tree = [Int32](repeating: 0, count: width + 1)
    }

    /// All lines from the next place on the left: the places where they end, ascending.
    mutating func add(_ ends: some Collection<Int32>) {
        for end in ends {
            // Lines already in the tree that end further down cross this one; those from the same
            // place end no further down.
            var place = Int(end) + 1
            var notBelow = 0
            while place > 0 {
                notBelow += Int(tree[place])
                place &= place - 1
            }
            crossings += lines - notBelow
            place = Int(end) + 1
            while place < tree.count {
                tree[place] += 1
                place += place & -place
            }
            lines += 1
        }
    }

    /// Forgets the lines, not the crossings.
    mutating func nextColumn() {
        for place in tree.indices { tree[place] = 0 }
        lines = 0
    }
}
