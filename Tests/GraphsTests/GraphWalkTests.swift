import Graphs
import Testing

@Suite("What a graph reaches")
struct GraphWalkTests {
    // 0 → 1 → 2 → 3, and 4 → 2.
    private let river = Graph(
        nodeCount: 6, edges: [GraphEdge(0, 1), GraphEdge(1, 2), GraphEdge(2, 3), GraphEdge(4, 2)])

    @Test("is near before far, to the depth asked for and in the direction asked for")
    func small() {
        #expect(river.reach(from: 0, depth: 2).map(\.node) == [0, 1, 2])
        #expect(river.reach(from: 0, depth: 2).map(\.distance) == [0, 1, 2])
        #expect(river.reach(from: 2, direction: .against).map(\.node) == [2, 1, 4, 0])
        #expect(river.reach(from: 4, depth: 2, direction: .both).map(\.node) == [4, 2, 3, 1])
        #expect(river.reach(from: 5, direction: .both).map(\.node) == [5])
        #expect(river.reach(from: 0, depth: 0).map(\.node) == [0])
    }

    @Test("counts from several starts at once, each once")
    func several() {
        var walker = GraphWalker(river)
        #expect(walker.reachCounts(from: [0, 4, 0]) == [2, 2, 1])
        #expect(walker.reachCounts(from: []) == [])
        #expect(walker.reach(from: [0, 4], depth: 1).map(\.node) == [0, 4, 1, 2])
    }

    @Test("is what going over all edges again and again would find, over seeds", arguments: 0..<50)
    func slowly(seed: Int) {
        let (nodes, edges) = seededEdges(seed)
        let graph = Graph(nodeCount: nodes, edges: edges)
        var walker = GraphWalker(graph)
        for direction in GraphDirection.allCases {
            for start in 0..<Int32(nodes) {
                for depth in [1, 3, Int.max] {
                    let slow = slowReach(nodes, edges, start, depth, direction)
                    let fast = walker.reach(from: [start], depth: depth, direction: direction)
                    #expect(fast.count == slow.count)
                    #expect(fast.allSatisfy { slow[$0.node] == $0.distance })
                    #expect(fast.map(\.distance) == fast.map(\.distance).sorted())
                }
            }
        }
    }

    private func slowReach(
        _ nodes: Int, _ edges: [GraphEdge], _ start: Int32, _ depth: Int,
        _ direction: GraphDirection
    ) -> [Int32: Int32] {
        var distances: [Int32: Int32] = [start: 0]
        for distance in 1...Int32(max(1, nodes)) where Int(distance) <= depth {
            for edge in edges {
                for (from, to, isOpen) in [
                    (edge.from, edge.to, direction != .against),
                    (edge.to, edge.from, direction != .along),
                ] where isOpen && distances[from] == distance - 1 && distances[to] == nil {
                    distances[to] = distance
                }
            }
        }
        return distances
    }

    @Test("hangs together as merging labels would find, over seeds", arguments: 0..<200)
    func components(seed: Int) {
        let (nodes, edges) = seededEdges(seed)
        var labels = Array(0..<nodes)
        for _ in 0..<nodes {
            for edge in edges {
                let least = min(labels[Int(edge.from)], labels[Int(edge.to)])
                labels[Int(edge.from)] = least
                labels[Int(edge.to)] = least
            }
        }
        let components = Graph(nodeCount: nodes, edges: edges).components
        let lowest = Set(labels).sorted()
        #expect(components.component.map { lowest[Int($0)] } == labels)
        #expect(components.sizes == lowest.map { label in labels.count { $0 == label } })
    }

    @Test("returns where there is a cycle and nowhere else, over seeds", arguments: 0..<300)
    func cycles(seed: Int) {
        let (nodes, edges) = seededEdges(seed)
        let graph = Graph(nodeCount: nodes, edges: edges)
        let returns = (0..<nodes).contains { node in
            graph.successors(of: node).contains { next in
                graph.reach(from: next).contains { Int($0.node) == node }
            }
        }
        guard let cycle = graph.cycle else { return #expect(!returns) }
        #expect(returns && Set(cycle).count == cycle.count)
        for (node, next) in zip(cycle, cycle.dropFirst() + cycle.prefix(1)) {
            #expect(graph.successors(of: Int(node)).contains(next))
        }
    }

    @Test("ranks as a power iteration does, over seeds", arguments: 0..<100)
    func ranks(seed: Int) {
        let (nodes, edges) = seededEdges(seed)
        var degrees = [Double](repeating: 0, count: nodes)
        for edge in edges { degrees[Int(edge.from)] += 1 }
        var slow = [Double](repeating: 1 / Double(nodes), count: nodes)
        for _ in 0..<300 {
            let idle = zip(slow, degrees).reduce(0) { $0 + ($1.1 == 0 ? $1.0 : 0) }
            var next = [Double](
                repeating: (0.15 + 0.85 * idle) / Double(nodes), count: nodes)
            for edge in edges {
                next[Int(edge.to)] += 0.85 * slow[Int(edge.from)] / degrees[Int(edge.from)]
            }
            slow = next
        }
        let ranks = Graph(nodeCount: nodes, edges: edges).pageRank()
        #expect(zip(ranks, slow).allSatisfy { abs($0 - $1) < 1e-9 })
        #expect(abs(ranks.reduce(0, +) - 1) < 1e-12)
    }

    @Test("ranks as igraph 1.0.0 does")
    func igraph() {
        let graph = Graph(
            nodeCount: 6,
            edges: [
                GraphEdge(0, 1), GraphEdge(1, 2), GraphEdge(2, 0), GraphEdge(2, 3),
                GraphEdge(3, 3), GraphEdge(4, 2), GraphEdge(4, 2), GraphEdge(4, 5),
            ])
        let known: [Double] = [
            0.0893842541, 0.1065317000, 0.1384215767,
            0.5958950274, 0.0305550840, 0.0392123578,
        ]
        #expect(zip(graph.pageRank(), known).allSatisfy { abs($0 - $1) < 1e-6 })
        #expect(graph.pageRank(damping: 0).allSatisfy { abs($0 - 1 / 6) < 1e-12 })
    }
}
