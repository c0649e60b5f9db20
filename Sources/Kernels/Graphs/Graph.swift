/// An edge from one node to another; nodes are numbered from zero.
package struct GraphEdge: Sendable, Hashable {
    package let from: Int32
    package let to: Int32

    package init(from: Int32, to: Int32) {
        self.from = from
        self.to = to
    }

    package init(_ from: Int, _ to: Int) {
        self.init(from: Int32(from), to: Int32(to))
    }
}

/// Which way edges are followed.
package enum GraphDirection: Sendable, Hashable, CaseIterable {
    case along
    case against
    /// As though edges had no direction.
    case both
}

/// A directed graph that does not change: compressed sparse rows, in both directions. It knows
/// numbers only; `NamedGraph` has names. Eight bytes a node and eight an edge; built in time
/// linear in both.
package struct Graph: Sendable {
    package let nodeCount: Int
    /// Where each node's row begins; one more at the end.
    let outStarts: [Int32]
    let inStarts: [Int32]
    /// By node and ascending: the nodes after it, the nodes before it.
    let outNodes: [Int32]
    let inNodes: [Int32]

    package var edgeCount: Int { outNodes.count }

    /// - Parameters:
    ///   - nodeCount: at most 2³¹ − 2; nodes without edges count.
    ///   - edges: fewer than 2³¹; both ends of each below `nodeCount`, else it is a bug.
    ///   - droppingDuplicates: whether an edge given twice counts once.
    package init(
        nodeCount: Int, edges: [GraphEdge], droppingDuplicates: Bool = false
    ) {
        precondition(nodeCount < Int(Int32.max) && edges.count < Int(Int32.max))
        // Edges sorted by where they end, and then by where they start without changing what was
        // sorted: rows are ascending, and an edge given twice stands beside itself.
        var ends = [Int32](repeating: 0, count: nodeCount + 1)
        for edge in edges { ends[Int(edge.to) + 1] += 1 }
        Graph.accumulate(&ends)
        var sources = [Int32](repeating: 0, count: edges.count)
        Graph.scatter(edges, ends, into: &sources)
        var (starts, nodes) = Graph.turned(ends, sources)
        self.nodeCount = nodeCount
        if droppingDuplicates, Graph.dropDuplicates(&starts, &nodes) {
            (inStarts, inNodes) = Graph.turned(starts, nodes)
        } else {
            // The first sorting left each row in the order given.
            (inStarts, inNodes) = Graph.turned(starts, nodes, starts: ends)
        }
        outStarts = starts
        outNodes = nodes
    }

    /// The nodes that edges from a node lead to, ascending.
    package func successors(of node: Int) -> ArraySlice<Int32> {
        outNodes[Int(outStarts[node])..<Int(outStarts[node + 1])]
    }

    /// The nodes that edges to a node come from, ascending.
    package func predecessors(of node: Int) -> ArraySlice<Int32> {
        inNodes[Int(inStarts[node])..<Int(inStarts[node + 1])]
    }

    /// Edges by where they start, then by where they end.
    package var edges: [GraphEdge] {
        var edges: [GraphEdge] = []
        edges.reserveCapacity(edgeCount)
        for node in 0..<nodeCount {
            for next in successors(of: node) {
                edges.append(GraphEdge(from: Int32(node), to: next))
            }
        }
        return edges
    }

    private static func accumulate(_ starts: inout [Int32]) {
        for place in 1..<starts.count { starts[place] += starts[place - 1] }
    }

    private static func scatter(
        _ edges: [GraphEdge], _ ends: [Int32], into sources: inout [Int32]
    ) {
        var next = ends
        for edge in edges {
            let place = next[Int(edge.to)]
            next[Int(edge.to)] = place + 1
            sources[Int(place)] = edge.from
        }
    }

    /// Rows of the same edges the other way round, each ascending; `known` are the starts, when
    /// they are known already.
    private static func turned(
        _ starts: [Int32], _ nodes: [Int32], starts known: [Int32]? = nil
    ) -> (starts: [Int32], nodes: [Int32]) {
        var others = known ?? [Int32](repeating: 0, count: starts.count)
        if known == nil {
            for node in nodes { others[Int(node) + 1] += 1 }
            accumulate(&others)
        }
        var next = others
        var turned = [Int32](repeating: 0, count: nodes.count)
        for node in 0..<(starts.count - 1) {
            for slot in Int(starts[node])..<Int(starts[node + 1]) {
                let other = Int(nodes[slot])
                turned[Int(next[other])] = Int32(node)
                next[other] += 1
            }
        }
        return (others, turned)
    }

    /// Whether there were any.
    private static func dropDuplicates(_ starts: inout [Int32], _ nodes: inout [Int32]) -> Bool {
        var kept = 0
        var start = 0
        for node in 0..<(starts.count - 1) {
            let end = Int(starts[node + 1])
            var last: Int32 = -1
            for slot in start..<end where nodes[slot] != last {
                last = nodes[slot]
                nodes[kept] = last
                kept += 1
            }
            start = end
            starts[node + 1] = Int32(kept)
        }
        guard kept < nodes.count else { return false }
        nodes.removeLast(nodes.count - kept)
        return true
    }
}
