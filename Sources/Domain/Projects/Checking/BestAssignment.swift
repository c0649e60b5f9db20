/// The pairing of left with right items, each at most once, whose scores sum highest. The Hungarian
/// method with potentials (Kuhn 1955, in the form of Jonker and Volgenant 1987), on each connected
/// part alone, so that it costs by the cube of the largest part and not of the whole.
///
/// - Parameter links: by left and right index; scores above 0. What is not listed cannot be paired.
func bestAssignment(_ links: [(left: Int, right: Int, score: Double)]) -> [(left: Int, right: Int)]
{
    parts(of: links).flatMap { part -> [(left: Int, right: Int)] in
        let lefts = Set(part.map(\.left)).sorted()
        let rights = Set(part.map(\.right)).sorted()
        // A part this large does not come from sheets of projects; the best first is near enough
        // then.
        guard lefts.count * (lefts.count + rights.count) <= 400_000 else { return greedy(part) }
        let rightIndex = Dictionary(uniqueKeysWithValues: zip(rights, rights.indices))
        let leftIndex = Dictionary(uniqueKeysWithValues: zip(lefts, lefts.indices))
        let width = lefts.count + rights.count
        var costs = [[Double]](repeating: [Double](repeating: 0, count: width), count: lefts.count)
        var listed: Set<[Int]> = []
        for link in part {
            guard let row = leftIndex[link.left], let column = rightIndex[link.right] else {
                continue
            }
            costs[row][column] = -link.score
            listed.insert([row, column])
        }
        return cheapest(costs).enumerated().compactMap { row, column in
            listed.contains([row, column]) ? (lefts[row], rights[column]) : nil
        }
    }
}

private func greedy(_ links: [(left: Int, right: Int, score: Double)]) -> [(left: Int, right: Int)]
{
    var lefts: Set<Int> = []
    var rights: Set<Int> = []
    let order = links.sorted { ($0.score, $1.left, $1.right) > ($1.score, $0.left, $0.right) }
    return order.compactMap { link in
        guard !lefts.contains(link.left), !rights.contains(link.right) else { return nil }
        lefts.insert(link.left)
        rights.insert(link.right)
        return (link.left, link.right)
    }
}

/// Links that hang together over shared items.
private func parts(
    of links: [(left: Int, right: Int, score: Double)]
) -> [[(left: Int, right: Int, score: Double)]] {
    var leader: [Int: Int] = [:]
    func find(_ item: Int) -> Int {
        var item = item
        while let next = leader[item], next != item { item = next }
        return item
    }
    // Right items are told from left ones by their sign.
    for link in links { leader[find(-link.right - 1)] = find(link.left) }
    var byLeader: [Int: [(left: Int, right: Int, score: Double)]] = [:]
    for link in links { byLeader[find(link.left), default: []].append(link) }
    return byLeader.keys.sorted().compactMap { byLeader[$0] }
}

/// The column of each row, so that the costs sum lowest. At least as many columns as rows.
private func cheapest(_ costs: [[Double]]) -> [Int] {
    let rows = costs.count
    let columns = costs.first?.count ?? 0
    var rowPotential = [Double](repeating: 0, count: rows + 1)
    var columnPotential = [Double](repeating: 0, count: columns + 1)
    var rowOfColumn = [Int](repeating: 0, count: columns + 1)
    for row in stride(from: 1, through: rows, by: 1) {
        var way = [Int](repeating: 0, count: columns + 1)
        var least = [Double](repeating: .infinity, count: columns + 1)
        var used = [Bool](repeating: false, count: columns + 1)
        rowOfColumn[0] = row
        var column = 0
        repeat {
            used[column] = true
            let current = rowOfColumn[column]
            var delta = Double.infinity
            var next = 0
            for candidate in 1...columns where !used[candidate] {
                let cost =
                    costs[current - 1][candidate - 1] - rowPotential[current]
                    - columnPotential[candidate]
                if cost < least[candidate] {
                    least[candidate] = cost
                    way[candidate] = column
                }
                if least[candidate] < delta {
                    delta = least[candidate]
                    next = candidate
                }
            }
            for candidate in 0...columns {
                if used[candidate] {
                    rowPotential[rowOfColumn[candidate]] += delta
                    columnPotential[candidate] -= delta
                } else {
                    least[candidate] -= delta
                }
            }
            column = next
        } while rowOfColumn[column] != 0
        while column != 0 {
            rowOfColumn[column] = rowOfColumn[way[column]]
            column = way[column]
        }
    }
    var columnOfRow = [Int](repeating: 0, count: rows)
    for column in 1...max(1, columns) where columns > 0 && rowOfColumn[column] > 0 {
        columnOfRow[rowOfColumn[column] - 1] = column - 1
    }
    return columnOfRow
}
