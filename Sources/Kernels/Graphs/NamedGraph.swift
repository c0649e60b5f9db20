/// Lines that are not two names with a tab between them, numbered from 1; the first hundred.
package struct UnreadablePairs: Error, Hashable {
    package let lines: [Int]

    package init(lines: [Int]) { self.lines = lines }
}

/// A graph whose nodes have names, numbered in the order in which they were first met.
package struct NamedGraph: Sendable {
    package let graph: Graph
    package let names: NodeNames

    package init(_ pairs: [(String, String)], droppingDuplicates: Bool = false) {
        var names = NodeNames()
        var edges: [GraphEdge] = []
        for (from, to) in pairs {
            edges.append(GraphEdge(from: names.number(from), to: names.number(to)))
        }
        graph = Graph(
            nodeCount: names.count, edges: edges, droppingDuplicates: droppingDuplicates)
        self.names = names
    }

    /// From lines of two names with a tab between, ended by a line feed (after a carriage return
    /// or not). Empty lines are passed over, and so is the mark of UTF-8 at the beginning.
    package init(
        tabSeparated bytes: [UInt8], droppingDuplicates: Bool = false
    ) throws(UnreadablePairs) {
        // About what a line of two Chinese names takes, and a node in the middle of a chain.
        var names = NodeNames(expecting: bytes.count / 48)
        var edges: [GraphEdge] = []
        edges.reserveCapacity(bytes.count / 24)
        var wrong: [Int] = []
        bytes.withUnsafeBytes { bytes in
            eachLine(bytes) { number, line in
                if let edge = NamedGraph.edge(line, &names) {
                    edges.append(edge)
                } else if wrong.count < 100 {
                    wrong.append(number)
                }
            }
        }
        guard wrong.isEmpty else { throw UnreadablePairs(lines: wrong) }
        graph = Graph(
            nodeCount: names.count, edges: edges, droppingDuplicates: droppingDuplicates)
        self.names = names
    }

    /// Names each of which leads to the next, and the last to the first; nil when none returns.
    package var cycle: [String]? { graph.cycle?.map(names.name(of:)) }

    @inline(__always)
    private static func edge(
        _ line: UnsafeRawBufferPointer, _ names: inout NodeNames
    ) -> GraphEdge? {
        guard let tab = firstByte(tabulator, in: line, from: 0), tab > 0, tab + 1 < line.count,
            firstByte(tabulator, in: line, from: tab + 1) == nil
        else { return nil }
        return GraphEdge(
            from: names.number(UnsafeRawBufferPointer(rebasing: line[..<tab])),
            to: names.number(UnsafeRawBufferPointer(rebasing: line[(tab + 1)...])))
    }
}

private let tabulator: UInt8 = 0x09
private let lineFeed: UInt8 = 0x0A
private let carriageReturn: UInt8 = 0x0D

@inline(__always)
private func eachLine(
    _ bytes: UnsafeRawBufferPointer, _ body: (Int, UnsafeRawBufferPointer) -> Void
) {
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var number = 0
    while start < bytes.count {
        let feed = firstByte(lineFeed, in: bytes, from: start) ?? bytes.count
        var end = feed
        if end > start, bytes[end - 1] == carriageReturn { end -= 1 }
        number += 1
        if end > start { body(number, UnsafeRawBufferPointer(rebasing: bytes[start..<end])) }
        start = feed + 1
    }
}

/// Eight bytes at a time: a byte that is zero after the exclusive or borrows into its high bit
/// (Mycroft 1987).
@inline(__always)
private func firstByte(_ byte: UInt8, in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let pattern = ones &* UInt64(byte)
    var place = start
    while place + 8 <= bytes.count {
        let word = UInt64(
            littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        let zeros = word ^ pattern
        let found = (zeros &- ones) & ~zeros & (ones << 7)
        if found != 0 { return place + found.trailingZeroBitCount >> 3 }
        place += 8
    }
    while place < bytes.count {
        if bytes[place] == byte { return place }
        place += 1
    }
    return nil
}
