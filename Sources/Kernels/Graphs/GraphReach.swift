/// A node that was reached, and over how many edges at least.
package struct ReachedNode: Sendable, Hashable {
    package let node: Int32
    package let distance: Int32
}

/// Walks a graph breadth first. Keeps working memory of eight bytes a node, so that a short walk
/// costs what it reaches and not what the graph holds; one serves one task.
package struct GraphWalker {
    private let graph: Graph
    /// By node: the walk in which it was last reached.
    private var walks: [UInt32]
    private var walk: UInt32 = 0
    /// What the walk reached, the nearest first; one place more than nodes.
    private var queue: [Int32]
    /// Where each distance ends in `queue`.
    private var ends: [Int] = []

    package init(_ graph: Graph) {
        self.graph = graph
        walks = [UInt32](repeating: 0, count: graph.nodeCount)
        queue = [Int32](repeating: 0, count: graph.nodeCount + 1)
    }

    /// What can be reached over at most `depth` edges, the nearest first, the starts among them
    /// with distance 0; of equally near ones those along edges first, in the order of their rows.
    package mutating func reach(
        from starts: [Int32], depth: Int = .max, direction: GraphDirection = .along
    ) -> [ReachedNode] {
        go(from: starts, depth, direction)
        return [ReachedNode](unsafeUninitializedCapacity: ends.last ?? 0) { reached, count in
            for (distance, end) in ends.enumerated() {
                while count < end {
                    let node = ReachedNode(node: queue[count], distance: Int32(distance))
                    reached.initializeElement(at: count, to: node)
                    count += 1
                }
            }
        }
    }

    /// By distance: how many nodes are that far, the starts first; distances at which there is
    /// none are left out.
    package mutating func reachCounts(
        from starts: [Int32], depth: Int = .max, direction: GraphDirection = .along
    ) -> [Int] {
        go(from: starts, depth, direction)
        var counts = ends
        for distance in stride(from: counts.count - 1, to: 0, by: -1) {
            counts[distance] -= counts[distance - 1]
        }
        return counts
    }

    private mutating func go(
        from starts: [Int32], _ depth: Int, _ direction: GraphDirection
    ) {
        beginWalk()
        var tail = 0
        for start in starts where walks[Int(start)] != walk {
            walks[Int(start)] = walk
            queue[tail] = start
            tail += 1
        }
        ends.removeAll(keepingCapacity: true)
        var first = 0
        while tail > first {
            ends.append(tail)
            guard ends.count <= depth else { return }
            let end = tail
            if direction != .against {
                follow(graph.outStarts, graph.outNodes, first..<end, &tail)
            }
            if direction != .along {
                follow(graph.inStarts, graph.inNodes, first..<end, &tail)
            }
            first = end
        }
    }

    /// The rows of the nodes at some places of the queue. Unchecked inside: each number of a node
    /// was checked when the graph was made, and none enters the queue twice.
    @inline(__always)
    private mutating func follow(
        _ starts: [Int32], _ nodes: [Int32], _ places: Range<Int>, _ tail: inout Int
    ) {
        let walk = walk
        var next = tail
        starts.withUnsafeBufferPointer { starts in
            nodes.withUnsafeBufferPointer { nodes in
                walks.withUnsafeMutableBufferPointer { walks in
                    queue.withUnsafeMutableBufferPointer { queue in
                        for place in places {
                            let node = Int(queue[place])
                            for slot in Int(starts[node])..<Int(starts[node + 1]) {
                                let reached = Int(nodes[slot])
                                // Written in any case, counted if new: no branch to guess wrong.
                                queue[next] = nodes[slot]
                                next += walks[reached] == walk ? 0 : 1
                                walks[reached] = walk
                            }
                        }
                    }
                }
            }
        }
        tail = next
    }

    private mutating func beginWalk() {
        walk &+= 1
        // After 2³² walks the marks of the first ones would be taken for this one's.
        if walk == 0 {
            for node in walks.indices { walks[node] = 0 }
            walk = 1
        }
    }
}

extension Graph {
    /// What one node reaches over at most `depth` edges, the nearest first, itself among them.
    /// Clears eight bytes a node: for many walks keep a `GraphWalker`.
    package func reach(
        from start: Int32, depth: Int = .max, direction: GraphDirection = .along
    ) -> [ReachedNode] {
        var walker = GraphWalker(self)
        return walker.reach(from: [start], depth: depth, direction: direction)
    }
}
