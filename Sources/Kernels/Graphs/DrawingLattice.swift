/// What stands in the columns: the nodes, numbered by rank, and after them a bend for every column
/// that a line passes. Its lines lead from each column to the next one only.
struct DrawingLattice {
    let nodeCount: Int
    let columnCount: Int
    /// By item.
    private(set) var column: [Int]
    /// By item; -1 for none. A line between two nodes of a group passes within the group.
    private(set) var group: [Int32]
    private(set) var height: [Double]
    let segments: Graph

    private let lines: Graph
    /// By line in the order of its rows: its first bend.
    private let firstBends: [Int32]

    var itemCount: Int { column.count }

    init(_ nodes: [DrawnNode], _ columns: DrawingColumns) {
        nodeCount = nodes.count
        columnCount = columns.tiers.last?.columns.upperBound ?? 0
        lines = columns.lines
        var column = columns.column
        let names = Set(nodes.compactMap(\.group)).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: zip(names, Int32(0)...))
        var group = nodes.map { node in node.group.flatMap { numbers[$0] } ?? -1 }
        var segments: [GraphEdge] = []
        var firstBends: [Int32] = []
        for line in lines.edges {
            firstBends.append(Int32(column.count))
            let (from, to) = (Int(line.from), Int(line.to))
            var last = from
            for passed in (column[from] + 1)..<column[to] {
                segments.append(GraphEdge(last, column.count))
                last = column.count
                column.append(passed)
                group.append(group[from] == group[to] ? group[from] : -1)
            }
            segments.append(GraphEdge(last, to))
        }
        self.column = column
        self.group = group
        self.firstBends = firstBends
        height =
            nodes.map(\.height)
            + [Double](repeating: 0, count: column.count - nodes.count)
        self.segments = Graph(nodeCount: column.count, edges: segments)
    }

    func isBend(_ item: Int) -> Bool { item >= nodeCount }

    /// The bends of the line between two nodes, from the left; none when there is no line.
    func bends(_ from: Int, _ to: Int) -> Range<Int> {
        let row = lines.successors(of: from)
        guard let slot = row.firstIndex(of: Int32(to)) else { return 0..<0 }
        let first = Int(firstBends[slot])
        return first..<first + column[to] - column[from] - 1
    }

    /// By item: nodes by their ranks, and a bend after the node that its line comes from.
    var ranking: [Int] {
        var ranking = (0..<itemCount).map { $0 * 2 }
        for (slot, line) in lines.edges.enumerated() {
            let first = Int(firstBends[slot])
            let length = column[Int(line.to)] - column[Int(line.from)] - 1
            for bend in first..<first + length { ranking[bend] = Int(line.from) * 2 + 1 }
        }
        return ranking
    }

    /// By item: when a walk in depth comes by, from the items furthest to the left.
    var walked: [Int] {
        var times = [Int](repeating: -1, count: itemCount)
        var time = 0
        let starts = (0..<itemCount).sorted { (column[$0], $0) < (column[$1], $1) }
        for start in starts {
            var stack = [Int32(start)]
            while let item = stack.popLast().map(Int.init) {
                guard times[item] < 0 else { continue }
                times[item] = time
                time += 1
                stack.append(contentsOf: segments.predecessors(of: item).reversed())
                stack.append(contentsOf: segments.successors(of: item).reversed())
            }
        }
        return times
    }

    /// What is next to an item in the column on its left or its right.
    @inline(__always)
    func neighbours(of item: Int, onLeft: Bool) -> ArraySlice<Int32> {
        onLeft ? segments.predecessors(of: item) : segments.successors(of: item)
    }
}
