extension Graph {
    /// PageRank by node, summing to 1 (Page, Brin, Motwani, Winograd 1999). A node without
    /// successors passes its rank to all alike; an edge given twice counts twice; an edge to
    /// itself counts. Empty for no nodes.
    ///
    /// Solved as a linear system by Gauss–Seidel and scaled at the end, as PRPACK (Gleich, Kurras
    /// 2010) does it: nodes off the cycles take one step, those on them are repeated until a
    /// round moves the sum of all ranks by less than `tolerance`.
    /// - Parameter damping: at least 0 and below 1.
    package func pageRank(damping: Double = 0.85, tolerance: Double = 1e-10) -> [Double] {
        precondition((0..<1).contains(damping))
        guard damping > 0 else {
            return [Double](repeating: 1 / Double(nodeCount), count: nodeCount)
        }
        let peeling = GraphPeeling(self, loopsCount: false)
        var system = RankSystem(self, damping: damping)
        for node in peeling.front { system.settle(Int(node)) }
        system.settle(peeling.core, within: tolerance * Double(nodeCount))
        for node in peeling.back { system.settle(Int(node)) }
        return system.ranks
    }
}

/// y = 1 + damping · Σ y/degree over the nodes before: what PageRank is a multiple of.
private struct RankSystem {
    private let graph: Graph
    private let damping: Double
    /// By node: what it gives to each node after it; zero until settled.
    private var shares: [Double]
    /// By node: the y above.
    private var values: [Double]

    init(_ graph: Graph, damping: Double) {
        self.graph = graph
        self.damping = damping
        shares = [Double](repeating: 0, count: graph.nodeCount)
        values = shares
    }

    var ranks: [Double] {
        let total = values.reduce(0, +)
        return values.map { $0 / total }
    }

    /// For a node all of whose predecessors, itself excepted, are settled.
    @inline(__always)
    mutating func settle(_ node: Int) {
        var sum = 1.0
        var loops = 0
        for slot in Int(graph.inStarts[node])..<Int(graph.inStarts[node + 1]) {
            let previous = Int(graph.inNodes[slot])
            if previous == node { loops += 1 } else { sum += shares[previous] }
        }
        let degree = Double(graph.outStarts[node + 1] - graph.outStarts[node])
        if loops > 0 { sum /= 1 - damping * Double(loops) / degree }
        values[node] = sum
        if degree > 0 { shares[node] = damping * sum / degree }
    }

    /// For nodes that wait for each other; `tolerance` is the sum of what one round changes.
    mutating func settle(_ core: [Int32], within tolerance: Double) {
        guard !core.isEmpty else { return }
        let rounds = RankRounds(core, graph, damping: damping, shares: shares)
        for (node, value) in zip(core, rounds.settled(within: tolerance)) {
            let degree = Double(graph.outStarts[Int(node) + 1] - graph.outStarts[Int(node)])
            values[Int(node)] = value
            shares[Int(node)] = damping * value / degree
        }
    }
}

/// The part of the system that has to be repeated, by place in the core and close together.
private struct RankRounds {
    /// One, and what comes from outside the core.
    private var fixed: [Double] = []
    /// What a node's value is of the sum that it is given, and what it gives on of that sum.
    private var kept: [Double] = []
    private var given: [Double] = []
    private var starts: [Int32] = [0]
    /// By place: the places before it, itself excepted.
    private var previous: [Int32] = []

    init(_ core: [Int32], _ graph: Graph, damping: Double, shares: [Double]) {
        var places = [Int32](repeating: -1, count: graph.nodeCount)
        for (place, node) in core.enumerated() { places[Int(node)] = Int32(place) }
        for node in core {
            var sum = 1.0
            var loops = 0
            for other in graph.predecessors(of: Int(node)) {
                if other == node {
                    loops += 1
                } else if places[Int(other)] >= 0 {
                    previous.append(places[Int(other)])
                } else {
                    sum += shares[Int(other)]
                }
            }
            starts.append(Int32(previous.count))
            // Every node of the core has one after it.
            let degree = Double(graph.outStarts[Int(node) + 1] - graph.outStarts[Int(node)])
            fixed.append(sum)
            kept.append(degree / (degree - damping * Double(loops)))
            given.append(damping / (degree - damping * Double(loops)))
        }
    }

    /// By place: its value. Unchecked inside: all are places of the core.
    func settled(within tolerance: Double) -> [Double] {
        var values = [Double](repeating: 0, count: fixed.count)
        var shares = values
        var change = Double.infinity
        while change > tolerance { change = round(&values, &shares) }
        return values
    }

    /// How much the values have changed, in sum.
    private func round(_ values: inout [Double], _ shares: inout [Double]) -> Double {
        var change = 0.0
        shares.withUnsafeMutableBufferPointer { shares in
            previous.withUnsafeBufferPointer { previous in
                for place in fixed.indices {
                    var sum = fixed[place]
                    for slot in Int(starts[place])..<Int(starts[place + 1]) {
                        sum += shares[Int(previous[slot])]
                    }
                    shares[place] = sum * given[place]
                    change += abs(sum * kept[place] - values[place])
                    values[place] = sum * kept[place]
                }
            }
        }
        return change
    }
}
