/// A node that a drawing has to place.
package struct DrawnNode: Sendable, Hashable {
    /// Decides between what is otherwise equal, so that the same nodes give the same drawing in
    /// whichever order they come. Of equal keys the first given goes first.
    package let key: String
    /// Tiers follow each other from left to right by number; empty ones take no room.
    package let tier: Int
    /// Nodes of one group stay next to each other within a column.
    package let group: String?
    /// In the caller's unit, that of the gaps and of what comes out.
    package let height: Double

    package init(key: String, tier: Int, group: String? = nil, height: Double) {
        precondition(height >= 0)
        self.key = key
        self.tier = tier
        self.group = group
        self.height = height
    }
}

/// The least room between neighbours of one column, from edge to edge, in the unit of heights.
package struct DrawingGaps: Sendable, Hashable {
    /// Between two nodes.
    package var node = 12.0
    /// Between a line that passes and whatever is beside it; above 0.
    package var line = 6.0
    /// Added where a group begins or ends.
    package var group = 12.0

    package init() {}
}

/// Where a node came to stand.
package struct DrawnPlace: Sendable, Hashable {
    /// Counted over the whole drawing from the left, from zero.
    package let column: Int
    /// Among the nodes of the column from the top, from zero.
    package let order: Int
    /// Of its upper edge, at least 0.
    package let y: Double
}

/// Where a line passes a column between those of its two ends.
package struct DrawnBend: Sendable, Hashable {
    package let column: Int
    package let y: Double
}

/// The columns of a tier.
package struct DrawnTier: Sendable, Hashable {
    package let tier: Int
    package let columns: Range<Int>
}

/// A drawing in layers from left to right (Sugiyama, Tagawa, Toda 1981): columns, orders in them,
/// heights. Every edge between different nodes leads to a column further right, but for those that
/// go back in tier or that close a cycle within one: they are drawn from right to left.
/// It knows no widths: columns are the caller's to space.
///
/// Time grows with the number of columns that edges pass: 500 nodes and 1,500 edges take some
/// tens of milliseconds, and nodes on cycles within a tier cost their square; meant for thousands.
package struct LayeredDrawing: Sendable, Hashable {
    /// By node as given.
    package let places: [DrawnPlace]
    /// By edge as given: where it bends, from its start to its end. An edge between neighbouring
    /// columns has no bend, nor has one from a node to itself.
    package let bends: [[DrawnBend]]
    package let tiers: [DrawnTier]
    /// How often lines cross, an edge given twice or in both directions being one line.
    package let crossings: Int
    /// Of the lowest edge.
    package let height: Double

    /// - Parameters:
    ///   - edges: by places in `nodes`; all of them below `nodes.count`, else it is a bug.
    ///   - sweeps: at most how often the columns are gone through for each of the beginnings
    ///     tried; with 0 the nodes stand in the order of their keys.
    package init(
        _ nodes: [DrawnNode], edges: [GraphEdge], gaps: DrawingGaps = DrawingGaps(),
        sweeps: Int = 24
    ) {
        precondition(gaps.node >= 0 && gaps.line > 0 && gaps.group >= 0)
        let ranking = nodes.indices.sorted { one, other in
            nodes[one].key == nodes[other].key ? one < other : nodes[one].key < nodes[other].key
        }
        var ranks = [Int](repeating: 0, count: nodes.count)
        for (rank, node) in ranking.enumerated() { ranks[node] = rank }
        // From here on nodes are known by their ranks, and the order in which they came is gone.
        let ranked = ranking.map { nodes[$0] }
        let lines = Graph(
            nodeCount: nodes.count,
            edges: edges.filter { $0.from != $0.to }
                .map { GraphEdge(ranks[Int($0.from)], ranks[Int($0.to)]) },
            droppingDuplicates: true)
        let columns = DrawingColumns(tiers: ranked.map(\.tier), lines)
        let lattice = DrawingLattice(ranked, columns)
        let order = DrawingOrder.best(of: lattice, sweeps: sweeps)
        let heights = DrawingPositions(lattice, order, gaps: gaps)
        crossings = order.crossings
        tiers = columns.tiers
        height = heights.height
        var orders = [Int](repeating: 0, count: nodes.count)
        for column in order.columns {
            for (place, node) in column.filter({ $0 < nodes.count }).enumerated() {
                orders[Int(node)] = place
            }
        }
        places = ranks.map { rank in
            DrawnPlace(
                column: columns.column[rank], order: orders[rank],
                y: heights.middle[rank] - ranked[rank].height / 2)
        }
        bends = edges.map { edge in
            let from = ranks[Int(edge.from)]
            let to = ranks[Int(edge.to)]
            let isForward = columns.column[from] < columns.column[to]
            let items =
                isForward
                ? Array(lattice.bends(from, to)) : lattice.bends(to, from).reversed()
            return items.map {
                DrawnBend(column: lattice.column[$0], y: heights.middle[$0])
            }
        }
    }
}
