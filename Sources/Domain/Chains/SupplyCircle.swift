import Graphs

extension [ChainLink] {
    /// Links each of which supplies the next, and the last the first; empty where supply never
    /// returns. One of the circles where there are several; lines that only follow from what
    /// companies give each other don't count. It is told, not refused: what is recycled does
    /// return, but most often one line points the wrong way.
    package func circle(of supplies: [LinkSupply]) -> [ChainLink] {
        let places = Dictionary(
            enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        let edges = supplies.compactMap { supply -> GraphEdge? in
            guard !supply.isDerived, let from = places[supply.supplier],
                let to = places[supply.buyer]
            else {
                return nil
            }
            return GraphEdge(from, to)
        }
        return Graph(nodeCount: count, edges: edges).cycle?.map { self[Int($0)] } ?? []
    }
}
