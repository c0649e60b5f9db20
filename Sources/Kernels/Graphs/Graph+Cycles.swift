/// The nodes of a graph in an order in which edges go forward, as far as there is one.
struct GraphPeeling {
    /// Nodes that no cycle leads to, each after all that lead to it.
    var front: [Int32] = []
    /// Nodes on cycles, or between two of them; empty when the graph has no cycle.
    var core: [Int32] = []
    /// Other nodes, which lead to no cycle, each after all that lead to it.
    var back: [Int32] = []

    /// A node with an edge to itself is on a cycle only when `loopsCount`.
    init(_ graph: Graph, loopsCount: Bool) {
        var (before, after) = GraphPeeling.degrees(graph, loopsCount: loopsCount)
        front.reserveCapacity(graph.nodeCount)
        for node in 0..<graph.nodeCount where before[node] == 0 { front.append(Int32(node)) }
        var place = 0
        while place < front.count {
            let node = Int(front[place])
            place += 1
            before[node] = -1
            for slot in Int(graph.outStarts[node])..<Int(graph.outStarts[node + 1]) {
                let next = Int(graph.outNodes[slot])
                guard before[next] > 0 else { continue }
                before[next] -= 1
                if before[next] == 0 { front.append(Int32(next)) }
            }
        }
        guard front.count < graph.nodeCount else { return }
        peelBack(graph, &before, &after)
    }

    private mutating func peelBack(
        _ graph: Graph, _ before: inout [Int32], _ after: inout [Int32]
    ) {
        for node in 0..<graph.nodeCount where before[node] > 0 && after[node] == 0 {
            back.append(Int32(node))
        }
        var place = 0
        while place < back.count {
            let node = Int(back[place])
            place += 1
            before[node] = -1
            for slot in Int(graph.inStarts[node])..<Int(graph.inStarts[node + 1]) {
                let previous = Int(graph.inNodes[slot])
                guard before[previous] > 0, previous != node else { continue }
                after[previous] -= 1
                if after[previous] == 0 { back.append(Int32(previous)) }
            }
        }
        back.reverse()
        for node in 0..<graph.nodeCount where before[node] > 0 { core.append(Int32(node)) }
    }

    private static func degrees(
        _ graph: Graph, loopsCount: Bool
    ) -> (before: [Int32], after: [Int32]) {
        var before = [Int32](repeating: 0, count: graph.nodeCount)
        var after = before
        for node in 0..<graph.nodeCount {
            before[node] = graph.inStarts[node + 1] - graph.inStarts[node]
            after[node] = graph.outStarts[node + 1] - graph.outStarts[node]
            guard !loopsCount else { continue }
            for slot in Int(graph.outStarts[node])..<Int(graph.outStarts[node + 1])
            where graph.outNodes[slot] == Int32(node) {
                before[node] -= 1
                after[node] -= 1
            }
        }
        return (before, after)
    }
}

extension Graph {
    /// Nodes each of which has an edge to the next, and the last to the first; nil when edges
    /// never return. Not the shortest cycle, but always the same one for the same graph. Linear.
    package var cycle: [Int32]? {
        let core = GraphPeeling(self, loopsCount: true).core
        guard var node = core.first else { return nil }
        var isInCore = [Bool](repeating: false, count: nodeCount)
        for node in core { isInCore[Int(node)] = true }
        // In the core every node has a next one there, so a walk comes back to itself.
        var places = [Int32](repeating: -1, count: nodeCount)
        var walked: [Int32] = []
        while places[Int(node)] < 0 {
            places[Int(node)] = Int32(walked.count)
            walked.append(node)
            guard let next = successors(of: Int(node)).first(where: { isInCore[Int($0)] })
            else { return nil }
            node = next
        }
        return Array(walked[Int(places[Int(node)])...])
    }
}
