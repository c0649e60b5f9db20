import Foundation
import Graphs

/// `bench-graphs PAIRS [RANKS]`: seconds of load, PageRank, 1,000 walks to depth 3 and components
/// of a file that peers/write_pairs.py wrote, as one object of JSON; ranks are written to RANKS.
/// `bench-graphs`: the drawing of maps of 50, 500 and 2,000 nodes.
@main
struct BenchGraphs {
    static func main() throws {
        let words = CommandLine.arguments
        if words.count > 1 {
            try timePairs(words[1], ranks: words.count > 2 ? words[2] : nil)
        } else {
            timeDrawings()
        }
    }

    private static func best<T>(
        _ times: Int, _ work: () throws -> T
    ) rethrows -> (seconds: Double, result: T) {
        var least = Duration.seconds(1_000_000)
        let clock = ContinuousClock()
        var begin = clock.now
        var result = try work()
        least = clock.now - begin
        for _ in 1..<times {
            begin = clock.now
            result = try work()
            least = min(least, clock.now - begin)
        }
        return (least / .seconds(1), result)
    }

    private static func timePairs(_ path: String, ranks: String?) throws {
        let url = URL(fileURLWithPath: path)
        let load = try best(3) { try NamedGraph(tabSeparated: Array(Data(contentsOf: url))) }
        let graph = load.result.graph
        let rank = best(5) { graph.pageRank() }
        let step = max(1, graph.nodeCount / 1000)
        let starts = stride(from: 0, to: graph.nodeCount, by: step).prefix(1000).map(Int32.init)
        func walks(_ direction: GraphDirection) -> Int {
            var walker = GraphWalker(graph)
            return starts.reduce(0) {
                $0 + walker.reach(from: [$1], depth: 3, direction: direction).count
            }
        }
        func counts(_ direction: GraphDirection) -> Int {
            var walker = GraphWalker(graph)
            return starts.reduce(0) {
                $0
                    + walker.reachCounts(from: [$1], depth: 3, direction: direction)
                    .reduce(0, +)
            }
        }
        let out = best(5) { counts(.along) }
        let both = best(3) { counts(.both) }
        let listOut = best(5) { walks(.along) }
        let listBoth = best(3) { walks(.both) }
        let parts = best(5) { graph.components }
        let numbers: [(String, String)] = [
            ("nodes", "\(graph.nodeCount)"), ("edges", "\(graph.edgeCount)"),
            ("components", "\(parts.result.count)"), ("reachedOut", "\(out.result)"),
            ("reachedBoth", "\(both.result)"), ("load", "\(load.seconds)"),
            ("rank", "\(rank.seconds)"), ("walkOut", "\(out.seconds)"),
            ("walkBoth", "\(both.seconds)"), ("listOut", "\(listOut.seconds)"),
            ("listBoth", "\(listBoth.seconds)"), ("parts", "\(parts.seconds)"),
        ]
        print("{" + numbers.map { "\"\($0)\": \($1)" }.joined(separator: ", ") + "}")
        guard let ranks else { return }
        let lines = rank.result.enumerated().map {
            "\(load.result.names.name(of: Int32($0)))\t\($1)\n"
        }
        try lines.joined().write(toFile: ranks, atomically: false, encoding: .utf8)
    }

    /// Maps of three tiers with three edges a node, a fifth of the nodes in groups of five.
    private static func timeDrawings() {
        for (nodes, edges) in [(50, 150), (500, 1500), (2000, 6000)] {
            var state: UInt64 = 7
            func below(_ bound: Int) -> Int {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Int(state >> 33) % bound
            }
            let drawn = (0..<nodes).map { node in
                DrawnNode(
                    key: String(node), tier: node * 3 / nodes,
                    group: node % 25 < 5 ? String(node / 25) : nil,
                    height: Double(20 + below(3) * 10))
            }
            let lines = (0..<edges).map { _ in
                // One in six within the tier, one in sixteen anywhere, the others to the next tier,
                // to something in about the same part of it.
                let kind = below(48)
                guard kind > 2 else { return GraphEdge(below(nodes), below(nodes)) }
                let from = below(kind < 8 ? nodes : nodes * 2 / 3)
                let near = (kind < 8 ? from + 1 : from + nodes / 3) + below(nodes / 8)
                let tier = from * 3 / nodes + (kind < 8 ? 0 : 1)
                return GraphEdge(from, min(near, (tier + 1) * nodes / 3 - 1))
            }
            let drawing = best(5) { LayeredDrawing(drawn, edges: lines) }
            let plain = LayeredDrawing(drawn, edges: lines, sweeps: 0)
            let columns = drawing.result.tiers.map { "\($0.columns.count)" }.joined(separator: "+")
            print(
                "\(nodes) nodes, \(edges) edges, \(columns) columns: \(drawing.seconds * 1000) ms,",
                "crossings \(plain.crossings) by key, \(drawing.result.crossings) drawn,",
                "height \(drawing.result.height)")
        }
    }
}
