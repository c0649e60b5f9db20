import Drawing
import Graphs
import Testing

@Suite("A drawing in layers")
struct LayeredDrawingTests {
    private func node(_ key: String, _ tier: Int, group: String? = nil) -> DrawnNode {
        DrawnNode(key: key, tier: tier, group: group, height: 20)
    }

    @Test("counts crossings as looking at every pair would, over seeds", arguments: 0..<200)
    func counted(seed: Int) {
        let (_, lines) = seededEdges(seed)
        var slow = 0
        for (index, one) in lines.enumerated() {
            for other in lines[(index + 1)...] {
                let left = (one.from - other.from).signum()
                slow += left * (one.to - other.to).signum() < 0 ? 1 : 0
            }
        }
        #expect(crossings(of: lines) == slow)
    }

    @Test("unties what can be untied")
    func untied() {
        let nodes = ["a", "b", "c"].map { node($0, 1) } + ["x", "y", "z"].map { node($0, 2) }
        let edges = [GraphEdge(0, 5), GraphEdge(1, 4), GraphEdge(2, 3)]
        #expect(LayeredDrawing(nodes, edges: edges, sweeps: 0).crossings == 3)
        let drawing = LayeredDrawing(nodes, edges: edges)
        #expect(drawing.crossings == 0)
        for edge in edges {
            #expect(drawing.places[Int(edge.from)].y == drawing.places[Int(edge.to)].y)
        }
        #expect(drawing.places.map(\.y).max() == 64 && drawing.height == 84)
    }

    @Test("splits a tier so that edges within it go right, and leaves no empty tier")
    func split() {
        let nodes = [node("ore", 1), node("metal", 5), node("sheet", 5), node("car", 9)]
        let edges = [GraphEdge(0, 1), GraphEdge(1, 2), GraphEdge(2, 3), GraphEdge(0, 3)]
        let drawing = LayeredDrawing(nodes, edges: edges)
        #expect(drawing.places.map(\.column) == [0, 1, 2, 3])
        #expect(drawing.tiers.map(\.columns) == [0..<1, 1..<3, 3..<4])
        #expect(drawing.tiers.map(\.tier) == [1, 5, 9])
        #expect(drawing.bends.map { $0.map(\.column) } == [[], [], [], [1, 2]])
        #expect(Set(drawing.bends[3].map(\.y)).count == 1)
    }

    @Test("bears cycles, loops, edges back and edges given twice")
    func cyclic() {
        let nodes = [node("a", 1), node("b", 1), node("c", 1), node("d", 2)]
        let edges = [
            GraphEdge(0, 1), GraphEdge(1, 2), GraphEdge(2, 0), GraphEdge(3, 0), GraphEdge(0, 3),
            GraphEdge(1, 1), GraphEdge(0, 1),
        ]
        let drawing = LayeredDrawing(nodes, edges: edges)
        #expect(drawing.places.map(\.column) == [0, 1, 2, 3])
        #expect(drawing.bends[3] == drawing.bends[4].reversed())
        #expect(drawing.bends[2].map(\.column) == [1] && drawing.bends[5].isEmpty)
        #expect(LayeredDrawing([], edges: []).height == 0)
    }

    @Test("passes columns in a straight line where nothing crosses")
    func straight() {
        let nodes = (0..<6).map { node(String($0), $0) }
        let edges = (0..<5).map { GraphEdge($0, $0 + 1) } + [GraphEdge(0, 5)]
        let drawing = LayeredDrawing(nodes, edges: edges)
        #expect(drawing.crossings == 0)
        #expect(drawing.bends[5].count == 4 && Set(drawing.bends[5].map(\.y)).count == 1)
    }

    @Test("is sound over seeds", arguments: 0..<150)
    func sound(seed: Int) {
        let (nodes, edges) = seededDrawing(seed)
        let gaps = DrawingGaps()
        for sweeps in [0, 24] {
            let drawing = LayeredDrawing(nodes, edges: edges, gaps: gaps, sweeps: sweeps)
            let picture = Picture(nodes, edges, drawing)
            #expect(picture.slowCrossings == drawing.crossings)
            #expect(picture.leastRoom(gaps) > -1e-6, "nothing overlaps")
            #expect(picture.groupsAreWhole, "members stand together, no line between them")
            #expect(picture.edgesGoRight)
            #expect(picture.ordersFollowHeights)
            #expect(drawing.places.allSatisfy { $0.y >= -1e-9 })
            for tier in drawing.tiers {
                for (node, place) in zip(nodes, drawing.places) {
                    #expect(tier.columns.contains(place.column) == (node.tier == tier.tier))
                }
            }
        }
        let plain = LayeredDrawing(nodes, edges: edges, gaps: gaps, sweeps: 0)
        #expect(LayeredDrawing(nodes, edges: edges, gaps: gaps).crossings <= plain.crossings)
    }

    @Test("keeps the best of its sweeps: more of them never cross more", arguments: 0..<60)
    func kept(seed: Int) {
        let (nodes, edges) = seededDrawing(seed)
        let crossings = (0...12).map {
            LayeredDrawing(nodes, edges: edges, sweeps: $0).crossings
        }
        #expect(crossings == crossings.sorted(by: >))
    }

    @Test("is the same in whatever order nodes and edges come, over seeds", arguments: 0..<60)
    func permuted(seed: Int) {
        let (nodes, edges) = seededDrawing(seed)
        var random = Lots(seed: UInt64(seed + 1000))
        let shuffled = nodes.indices.shuffled(using: &random)
        var moved = [Int](repeating: 0, count: nodes.count)
        for (place, node) in shuffled.enumerated() { moved[node] = place }
        let turned = edges.indices.shuffled(using: &random)
        let one = LayeredDrawing(nodes, edges: edges)
        let other = LayeredDrawing(
            shuffled.map { nodes[$0] },
            edges: turned.map { GraphEdge(moved[Int(edges[$0].from)], moved[Int(edges[$0].to)]) })
        #expect(shuffled.map { one.places[$0] } == other.places)
        #expect(turned.map { one.bends[$0] } == other.bends)
        #expect(one.crossings == other.crossings && one.tiers == other.tiers)
    }

    private func seededDrawing(_ seed: Int) -> ([DrawnNode], [GraphEdge]) {
        var random = Lots(seed: UInt64(seed))
        let (count, edges) = seededEdges(seed)
        let nodes = (0..<count).map { node in
            DrawnNode(
                key: "节\(node)", tier: Int.random(in: -1...1, using: &random) * 3,
                group: ["甲", "乙", "丙", nil, nil, nil].randomElement(using: &random) ?? nil,
                height: Double.random(in: 0...50, using: &random))
        }
        return (nodes, edges)
    }
}

/// What can be seen on a drawing, found slowly.
private struct Picture {
    private struct Item: Hashable {
        var column: Int
        var middle: Double
        var height: Double
        var group: String?
        var node: Int?
    }

    private var columns: [[Item]]
    private var lines: Set<[Item]> = []
    private let drawing: LayeredDrawing
    private let nodes: [DrawnNode]

    init(_ nodes: [DrawnNode], _ edges: [GraphEdge], _ drawing: LayeredDrawing) {
        self.drawing = drawing
        self.nodes = nodes
        let placed = nodes.indices.map { index in
            let (node, place) = (nodes[index], drawing.places[index])
            return Item(
                column: place.column, middle: place.y + node.height / 2, height: node.height,
                group: node.group, node: index)
        }
        var items = Set(placed)
        for (edge, bends) in zip(edges, drawing.bends) where edge.from != edge.to {
            let (from, to) = (placed[Int(edge.from)], placed[Int(edge.to)])
            let line =
                [from]
                + bends.map {
                    Item(
                        column: $0.column, middle: $0.y, height: 0,
                        group: from.group == to.group ? from.group : nil, node: nil)
                } + [to]
            lines.insert(from.column < to.column ? line : line.reversed())
            items.formUnion(line)
        }
        columns = (0..<(drawing.tiers.last?.columns.upperBound ?? 0)).map { column in
            items.filter { $0.column == column }.sorted { $0.middle < $1.middle }
        }
    }

    var edgesGoRight: Bool {
        lines.allSatisfy { line in
            line.map(\.column) == Array(line[0].column..<line[0].column + line.count)
        }
    }

    var slowCrossings: Int {
        let segments = lines.flatMap { line in zip(line, line.dropFirst()).map { ($0, $1) } }
        var crossings = 0
        for (index, one) in segments.enumerated() {
            for other in segments[(index + 1)...] where one.0.column == other.0.column {
                let left = one.0.middle - other.0.middle
                let right = one.1.middle - other.1.middle
                if left * right < 0 { crossings += 1 }
            }
        }
        return crossings
    }

    /// How much more room there is between neighbours than asked for, at the narrowest place.
    func leastRoom(_ gaps: DrawingGaps) -> Double {
        var least = Double.infinity
        for column in columns {
            for (one, other) in zip(column, column.dropFirst()) {
                let room = other.middle - other.height / 2 - one.middle - one.height / 2
                let gap = one.node == nil || other.node == nil ? gaps.line : gaps.node
                least = min(least, room - gap - (one.group == other.group ? 0 : gaps.group))
            }
        }
        return least
    }

    var groupsAreWhole: Bool {
        columns.allSatisfy { column in
            var seen: Set<String> = []
            return zip([nil] + column.map(\.group), column.map(\.group)).allSatisfy { last, group in
                guard let group, group != last else { return true }
                return seen.insert(group).inserted
            }
        }
    }

    var ordersFollowHeights: Bool {
        columns.allSatisfy { column in
            let standing = column.compactMap(\.node)
            return standing.map { drawing.places[$0].order } == Array(standing.indices)
        }
    }
}
