/// Which nodes hang together when edges have no direction.
package struct GraphComponents: Sendable, Hashable {
    /// By node: its component. Components are numbered by their lowest nodes.
    package let component: [Int32]
    /// By component: how many nodes it has.
    package let sizes: [Int]

    package var count: Int { sizes.count }
}

extension Graph {
    /// The weakly connected components, by union of the lower root; almost linear.
    package var components: GraphComponents {
        var roots = [Int32](unsafeUninitializedCapacity: nodeCount) { buffer, count in
            for node in 0..<nodeCount { buffer[node] = Int32(node) }
            count = nodeCount
        }
        for node in 0..<nodeCount {
            for slot in Int(outStarts[node])..<Int(outStarts[node + 1]) {
                let one = Graph.root(of: Int32(node), &roots)
                let other = Graph.root(of: outNodes[slot], &roots)
                if one < other { roots[Int(other)] = one } else { roots[Int(one)] = other }
            }
        }
        // A root is the lowest of its component, so it has its number before the others ask.
        var sizes: [Int] = []
        for node in 0..<nodeCount {
            if roots[node] == Int32(node) {
                roots[node] = Int32(sizes.count)
                sizes.append(1)
            } else {
                // Roots before this node were replaced by numbers of components.
                let component = roots[Int(roots[node])]
                roots[node] = component
                sizes[Int(component)] += 1
            }
        }
        return GraphComponents(component: roots, sizes: sizes)
    }

    @inline(__always)
    private static func root(of node: Int32, _ roots: inout [Int32]) -> Int32 {
        var node = node
        while roots[Int(node)] != node {
            let above = roots[Int(roots[Int(node)])]
            roots[Int(node)] = above
            node = above
        }
        return node
    }
}
