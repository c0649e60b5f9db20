import Basics
import Names

/// Rows of different units that look like one project. Rows that are alike all round make one
/// group; otherwise each pair stands alone.
func duplicates(
    among rows: [ProjectTraits], _ thresholds: CheckingThresholds
) -> [Suspicion] {
    var links: [Link: ProjectLikeness] = [:]
    for link in candidates(rows, thresholds) {
        let one = rows[link.first]
        let other = rows[link.second]
        guard one.project.unit != other.project.unit,
            let found = likeness(one, other, thresholds), found.score >= thresholds.duplicate
        else { continue }
        links[link] = found
    }
    return groups(of: links).map { members, pairs in
        let found = pairs.compactMap { links[$0] }
        let weakest = found.min { $0.score < $1.score }
        return Suspicion(
            kind: .duplicate, rows: members.map { rows[$0].place },
            score: rounded(weakest?.score ?? 0), reasons: weakest?.reasons ?? [])
    }
}

/// Two rows by their index, the lower first.
struct Link: Hashable {
    let first: Int
    let second: Int

    init(_ one: Int, _ other: Int) {
        first = min(one, other)
        second = max(one, other)
    }
}

/// Pairs that share a code, a part of an investor's name, or an investor named in a title. A key
/// that very many rows share tells nothing and is left out.
private func candidates(_ rows: [ProjectTraits], _ thresholds: CheckingThresholds) -> [Link] {
    var blocks: [String: [Int]] = [:]
    for (index, row) in rows.enumerated() {
        var keys = Set(row.codes.union(row.doubtfulCodes).map { "#" + $0 })
        for name in row.names { keys.formUnion(name.keys) }
        for key in keys { blocks[key, default: []].append(index) }
    }
    // A title may begin with the core of an investor whom another row names.
    for (index, row) in rows.enumerated() {
        let letters = Array(row.title.text.unicodeScalars)
        for length in 2...4 where letters.count > length {
            let start = String(letters: letters.prefix(length))
            if let named = blocks[start], named.last != index { blocks[start]?.append(index) }
        }
    }
    var links: Set<Link> = []
    for block in blocks.values where block.count > 1 && block.count <= thresholds.blockSize {
        for (position, one) in block.enumerated() {
            for other in block[(position + 1)...] where one != other {
                links.insert(Link(one, other))
            }
        }
    }
    return Array(links)
}

/// Connected rows; a group of more than two stays together only when each pair in it is a link.
private func groups(of links: [Link: ProjectLikeness]) -> [(members: [Int], pairs: [Link])] {
    let sorted = links.keys.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
    var leader: [Int: Int] = [:]
    func find(_ row: Int) -> Int {
        var row = row
        while let next = leader[row], next != row { row = next }
        return row
    }
    for link in sorted { leader[find(link.second)] = find(link.first) }
    var byLeader: [Int: [Link]] = [:]
    for link in sorted { byLeader[find(link.first), default: []].append(link) }
    return byLeader.keys.sorted().flatMap { key -> [(members: [Int], pairs: [Link])] in
        let pairs = byLeader[key] ?? []
        let members = Set(pairs.flatMap { [$0.first, $0.second] }).sorted()
        if pairs.count == members.count * (members.count - 1) / 2 { return [(members, pairs)] }
        return pairs.map { ([$0.first, $0.second], [$0]) }
    }
}

/// To three decimals, so that a score reads as one.
func rounded(_ score: Double) -> Double { (score * 1_000).rounded() / 1_000 }
