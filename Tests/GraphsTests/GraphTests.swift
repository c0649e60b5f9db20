import Graphs
import Testing

@Suite("A graph in compressed rows")
struct GraphTests {
    @Test("has the edges that it was given, in both directions, rows ascending")
    func rows() {
        let graph = Graph(
            nodeCount: 4,
            edges: [GraphEdge(2, 1), GraphEdge(0, 3), GraphEdge(0, 1), GraphEdge(0, 3)])
        #expect(graph.edgeCount == 4)
        #expect(Array(graph.successors(of: 0)) == [1, 3, 3])
        #expect(Array(graph.predecessors(of: 1)) == [0, 2])
        #expect(Array(graph.predecessors(of: 3)) == [0, 0])
        #expect(graph.successors(of: 1).isEmpty)
    }

    @Test("drops duplicates only when asked to")
    func duplicates() {
        let edges = [GraphEdge(0, 1), GraphEdge(1, 0), GraphEdge(0, 1), GraphEdge(0, 0)]
        #expect(Graph(nodeCount: 2, edges: edges).edgeCount == 4)
        let graph = Graph(nodeCount: 2, edges: edges, droppingDuplicates: true)
        #expect(graph.edges == [GraphEdge(0, 0), GraphEdge(0, 1), GraphEdge(1, 0)])
        #expect(Array(graph.predecessors(of: 0)) == [0, 1])
    }

    @Test("may be empty")
    func empty() {
        let graph = Graph(nodeCount: 0, edges: [])
        #expect(graph.edges.isEmpty && graph.components.count == 0 && graph.cycle == nil)
        #expect(graph.pageRank().isEmpty)
    }

    @Test("holds what sorting would give, over seeds", arguments: 0..<200)
    func sorted(seed: Int) {
        let (nodes, edges) = seededEdges(seed)
        func ascending(_ edges: [GraphEdge]) -> [GraphEdge] {
            edges.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
        }
        #expect(Graph(nodeCount: nodes, edges: edges).edges == ascending(edges))
        let graph = Graph(nodeCount: nodes, edges: edges, droppingDuplicates: true)
        #expect(graph.edges == ascending(Array(Set(edges))))
        for node in 0..<nodes {
            let before = Set(edges.filter { Int($0.to) == node }.map(\.from)).sorted()
            #expect(Array(graph.predecessors(of: node)) == before)
        }
    }

    @Test("names its nodes in the order in which they come")
    func names() throws {
        let text = "\u{FEFF}铝土矿\t氧化铝\r\n氧化铝\t电解铝\n\n电解铝\t铝土矿"
        let named = try NamedGraph(tabSeparated: Array(text.utf8))
        #expect((0..<3).map { named.names.name(of: $0) } == ["铝土矿", "氧化铝", "电解铝"])
        #expect(named.graph.edges == [GraphEdge(0, 1), GraphEdge(1, 2), GraphEdge(2, 0)])
        #expect(named.cycle == ["铝土矿", "氧化铝", "电解铝"])
        #expect(named.names.number(of: "电解铝") == 2)
        #expect(named.names.number(of: "电解") == nil)
        let again = NamedGraph([("铝土矿", "氧化铝"), ("氧化铝", "电解铝"), ("氧化铝", "电解铝")])
        #expect(again.graph.edgeCount == 3 && again.cycle == nil)
    }

    @Test("refuses lines that are no pairs, all at once")
    func refused() {
        let text = "a\tb\nc\n\tb\na\t\na\tb\tc\n\nd\te\n"
        #expect(throws: UnreadablePairs(lines: [2, 3, 4, 5])) {
            try NamedGraph(tabSeparated: Array(text.utf8))
        }
    }

    @Test("tells a hundred thousand names apart, whatever their lengths")
    func manyNames() {
        var names = NodeNames()
        let all = (0..<100_000).map { String(repeating: "节", count: $0 % 5) + String($0) }
        #expect(all.enumerated().allSatisfy { names.number($1) == Int32($0) })
        #expect(names.count == 100_000)
        #expect(all.enumerated().allSatisfy { names.number(of: $1) == Int32($0) })
        #expect(names.name(of: 99_999) == all[99_999])
    }
}
