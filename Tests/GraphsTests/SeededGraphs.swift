import Drawing
import Graphs

/// Any edges: loops, duplicates, cycles and lonely nodes among them.
func seededEdges(_ seed: Int) -> (nodes: Int, edges: [GraphEdge]) {
    var random = Lots(seed: UInt64(seed))
    let nodes = Int.random(in: 1...40, using: &random)
    let edges = (0..<Int.random(in: 0...nodes * 2, using: &random)).map { _ in
        GraphEdge(
            Int.random(in: 0..<nodes, using: &random), Int.random(in: 0..<nodes, using: &random))
    }
    return (nodes, edges)
}
