/// Which column each node stands in: its tier's, and within that the longest path's.
struct DrawingColumns {
    /// By node.
    private(set) var column: [Int]
    let tiers: [DrawnTier]
    /// The lines, each from its left end to its right one and once.
    let lines: Graph

    init(tiers numbers: [Int], _ graph: Graph) {
        let inner = Graph(
            nodeCount: graph.nodeCount,
            edges: graph.edges.filter { numbers[Int($0.from)] == numbers[Int($0.to)] })
        let sequence = DrawingColumns.sequence(inner)
        let lines = DrawingColumns.oriented(graph, numbers, sequence.places)
        let forward = DrawingColumns.oriented(inner, numbers, sequence.places)
        var local = [Int](repeating: 0, count: graph.nodeCount)
        var widths: [Int: Int] = [:]
        for node in sequence.nodes.map(Int.init) {
            for previous in forward.predecessors(of: node) {
                local[node] = max(local[node], local[Int(previous)] + 1)
            }
            widths[numbers[node]] = max(widths[numbers[node]] ?? 0, local[node] + 1)
        }
        DrawingColumns.shorten(&local, widths, numbers, sequence.nodes, lines, forward)
        var tiers: [DrawnTier] = []
        var firsts: [Int: Int] = [:]
        var next = 0
        for (number, width) in widths.sorted(by: { $0.key < $1.key }) {
            tiers.append(DrawnTier(tier: number, columns: next..<next + width))
            firsts[number] = next
            next += width
        }
        column = local.indices.map { local[$0] + firsts[numbers[$0], default: 0] }
        self.tiers = tiers
        self.lines = lines
    }

    /// Moves nodes within what their neighbours in the tier leave them, towards the side on which
    /// more lines end: every step left or right shortens some lines and lengthens fewer.
    private static func shorten(
        _ local: inout [Int], _ widths: [Int: Int], _ tiers: [Int], _ sequence: [Int32],
        _ lines: Graph, _ inner: Graph
    ) {
        for round in 0..<8 {
            var hasMoved = false
            for node in (round % 2 == 0 ? sequence.reversed() : sequence).map(Int.init) {
                let pull = lines.successors(of: node).count - lines.predecessors(of: node).count
                guard pull != 0 else { continue }
                var goal = pull > 0 ? widths[tiers[node], default: 1] - 1 : 0
                if pull > 0 {
                    for next in inner.successors(of: node) {
                        goal = min(goal, local[Int(next)] - 1)
                    }
                } else {
                    for previous in inner.predecessors(of: node) {
                        goal = max(goal, local[Int(previous)] + 1)
                    }
                }
                hasMoved = hasMoved || goal != local[node]
                local[node] = goal
            }
            guard hasMoved else { return }
        }
    }

    /// Edges turned so that they lead to a higher tier, or within one to a later place.
    private static func oriented(_ graph: Graph, _ tiers: [Int], _ places: [Int32]) -> Graph {
        let edges = graph.edges.map { edge in
            let from = (tiers[Int(edge.from)], places[Int(edge.from)])
            let to = (tiers[Int(edge.to)], places[Int(edge.to)])
            return from < to ? edge : GraphEdge(from: edge.to, to: edge.from)
        }
        return Graph(nodeCount: graph.nodeCount, edges: edges, droppingDuplicates: true)
    }

    /// All nodes in an order in which few edges go back, none when there is no cycle: sources
    /// first, sinks last, of the rest always the node with the most edges out against in (Eades,
    /// Lin, Smyth 1993).
    private static func sequence(_ graph: Graph) -> (nodes: [Int32], places: [Int32]) {
        let peeling = GraphPeeling(graph, loopsCount: true)
        var isLeft = [Bool](repeating: false, count: graph.nodeCount)
        for node in peeling.core { isLeft[Int(node)] = true }
        var middle: [Int32] = []
        var ends: [Int32] = []
        for _ in peeling.core {
            var best: (surplus: Int, node: Int32) = (Int.min, -1)
            for node in peeling.core where isLeft[Int(node)] {
                let after = graph.successors(of: Int(node)).count { isLeft[Int($0)] }
                let before = graph.predecessors(of: Int(node)).count { isLeft[Int($0)] }
                let surplus = before == 0 || after == 0 ? Int.max : after - before
                if surplus > best.surplus { best = (surplus, node) }
            }
            isLeft[Int(best.node)] = false
            if graph.successors(of: Int(best.node)).contains(where: { isLeft[Int($0)] }) {
                middle.append(best.node)
            } else {
                ends.append(best.node)
            }
        }
        let nodes = peeling.front + middle + ends.reversed() + peeling.back
        var places = [Int32](repeating: 0, count: nodes.count)
        for (place, node) in nodes.enumerated() { places[Int(node)] = Int32(place) }
        return (nodes, places)
    }
}
