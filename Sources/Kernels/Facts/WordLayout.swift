/// Where the edges of a `WordTable` lie.
struct WordLayout {
    private struct Node {
        var number: Int?
        var children: [(letter: UInt16, node: Int)] = []
        var base = 0
    }

    private(set) var first = [WordTable.Edge](repeating: WordTable.Edge(), count: 0x10000)
    private(set) var edges: [WordTable.Edge] = []
    private var nodes = [Node()]

    init(_ words: [(word: String, number: Int)]) {
        addAll(words)
        var size = 1024
        while !place(in: size) { size *= 2 }
        for child in nodes[0].children { first[Int(child.letter)] = edge(child) }
        edges = [WordTable.Edge](repeating: WordTable.Edge(), count: size)
        for node in nodes.dropFirst() {
            for child in node.children {
                edges[(node.base + Int(child.letter)) & (size - 1)] = edge(child)
            }
        }
    }

    private func edge(_ way: (letter: UInt16, node: Int)) -> WordTable.Edge {
        let node = nodes[way.node]
        return WordTable.Edge(
            letter: way.letter, base: UInt16(node.base), number: UInt32((node.number ?? -1) + 1))
    }

    private mutating func addAll(_ words: [(word: String, number: Int)]) {
        /// Node and letter → node.
        var ways: [Int: Int] = [:]
        for (word, number) in words {
            var node = 0
            for letter in word.unicodeScalars {
                precondition(letter.value < 0x10000, "a letter of a word has 16 bits")
                let way = node << 16 | Int(letter.value)
                if let known = ways[way] {
                    node = known
                } else {
                    ways[way] = nodes.count
                    nodes[node].children.append((UInt16(letter.value), nodes.count))
                    node = nodes.count
                    nodes.append(Node())
                }
            }
            if nodes[node].number == nil { nodes[node].number = number }
        }
    }

    /// Gives nodes with many edges a base before those with few, each so that its first edge lies
    /// at the first free place where the others find room too. False where one finds none.
    private mutating func place(in size: Int) -> Bool {
        precondition(size <= 0x10000, "a base has 16 bits")
        let inner = nodes.indices.dropFirst().filter { !nodes[$0].children.isEmpty }
            .sorted { nodes[$0].children.count > nodes[$1].children.count }
        var isTaken = [Bool](repeating: false, count: size)
        var isBase = isTaken
        isBase[0] = true
        var low = 0
        for node in inner {
            let letters = nodes[node].children.map { Int($0.letter) }
            // Two edges in one place: in a larger table they lie apart.
            guard Set(letters.map { $0 & (size - 1) }).count == letters.count else { return false }
            while low < size, isTaken[low] { low += 1 }
            let base = (low..<size).lazy.map { ($0 - letters[0]) & (size - 1) }.first { base in
                !isBase[base] && letters.allSatisfy { !isTaken[(base + $0) & (size - 1)] }
            }
            guard let base else { return false }
            nodes[node].base = base
            isBase[base] = true
            for letter in letters { isTaken[(base + letter) & (size - 1)] = true }
        }
        return true
    }
}
