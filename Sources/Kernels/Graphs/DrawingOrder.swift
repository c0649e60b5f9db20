/// What stands where in each column, from the top.
struct DrawingOrder {
    let lattice: DrawingLattice
    /// By column: its items. The members of a group follow each other.
    private(set) var columns: [[Int32]]
    /// By item: its place in its column.
    private(set) var place: [Int32]
    private(set) var crossings = 0

    /// The order with the fewest crossings among all that sweeps from two beginnings with two
    /// measures come by (after Gansner, Koutsofios, North, Vo 1993); the first found of equals.
    /// A run ends when six sweeps have gained nothing.
    static func best(of lattice: DrawingLattice, sweeps: Int) -> DrawingOrder {
        let byKey = DrawingOrder(lattice, by: lattice.ranking)
        guard sweeps > 0, byKey.crossings > 0 else { return byKey }
        var best = byKey
        for beginning in [DrawingOrder(lattice, by: lattice.walked), byKey] {
            for measure in [OrderMeasure.median, .mean] {
                var order = beginning
                var least = Int.max
                var idle = 0
                for sweep in 0..<sweeps where idle < 6 && best.crossings > 0 {
                    order.sweep(
                        toRight: sweep % 2 == 0, by: measure, turningTies: sweep % 4 > 1)
                    if order.crossings < best.crossings { best = order }
                    idle = order.crossings < least ? 0 : idle + 1
                    least = min(least, order.crossings)
                }
            }
        }
        return best
    }

    /// - Parameter ranking: by item; a group goes where its first member goes.
    init(_ lattice: DrawingLattice, by ranking: [Int]) {
        self.lattice = lattice
        var firsts: [Int: Int] = [:]
        func groupInColumn(_ item: Int) -> Int? {
            lattice.group[item] < 0
                ? nil : lattice.column[item] << 32 | Int(lattice.group[item])
        }
        for item in 0..<lattice.itemCount {
            guard let group = groupInColumn(item) else { continue }
            firsts[group] = min(firsts[group] ?? Int.max, ranking[item])
        }
        let keys = (0..<lattice.itemCount).map { item in
            (
                groupInColumn(item).flatMap { firsts[$0] } ?? ranking[item],
                lattice.group[item], ranking[item], item
            )
        }
        columns = [[Int32]](repeating: [], count: lattice.columnCount)
        place = [Int32](repeating: 0, count: lattice.itemCount)
        for item in (0..<lattice.itemCount).sorted(by: { keys[$0] < keys[$1] }) {
            place[item] = Int32(columns[lattice.column[item]].count)
            columns[lattice.column[item]].append(Int32(item))
        }
        crossings = countCrossings()
    }

    private func countCrossings() -> Int {
        var counter = CrossingCounter(width: columns.reduce(0) { max($0, $1.count) })
        var ends: [Int32] = []
        for column in columns.dropLast() {
            for item in column {
                gather(Int(item), onLeft: false, into: &ends)
                counter.add(ends)
            }
            counter.nextColumn()
        }
        return counter.crossings
    }

    /// Where the neighbours of an item stand, ascending.
    private func gather(_ item: Int, onLeft: Bool, into places: inout [Int32]) {
        places.removeAll(keepingCapacity: true)
        for other in lattice.neighbours(of: item, onLeft: onLeft) {
            places.append(place[Int(other)])
        }
        if places.count > 1 { places.sort() }
    }

    /// Every column but the first one after what stands before it, then neighbours exchanged.
    private mutating func sweep(toRight: Bool, by measure: OrderMeasure, turningTies: Bool) {
        let last = columns.count - 1
        for step in stride(from: 1, through: last, by: 1) {
            let column = toRight ? step : last - step
            arrange(column, onLeft: toRight, by: measure, turningTies: turningTies)
            exchange(column)
        }
        exchange(toRight ? 0 : last)
        crossings = countCrossings()
    }

    private mutating func arrange(
        _ column: Int, onLeft: Bool, by measure: OrderMeasure, turningTies: Bool
    ) {
        let items = columns[column]
        var neighbours: [Int32] = []
        let values = items.map { item in
            gather(Int(item), onLeft: onLeft, into: &neighbours)
            return measure.value(neighbours)
        }
        var arranged: [Int32] = []
        let runs = runs(of: column)
        let goals = runs.map { OrderMeasure.mean(values[$0]) }
        for run in sortedInPlace(goals[...], turningTies).map({ runs[$0] }) {
            for member in sortedInPlace(values[run], turningTies) { arranged.append(items[member]) }
        }
        put(arranged, column)
    }

    private mutating func put(_ items: [Int32], _ column: Int) {
        columns[column] = items
        for (index, item) in items.enumerated() { place[Int(item)] = Int32(index) }
    }

    /// A group's members are one run, any other item is one by itself.
    private func runs(of column: Int) -> [Range<Int>] {
        let items = columns[column]
        var runs: [Range<Int>] = []
        var start = 0
        for index in items.indices {
            let group = lattice.group[Int(items[index])]
            let next = index + 1 < items.count ? lattice.group[Int(items[index + 1])] : -1
            if group < 0 || group != next {
                runs.append(start..<index + 1)
                start = index + 1
            }
        }
        return runs
    }

    /// Exchanges neighbours as long as that saves crossings on both sides together: members
    /// within their groups first, then whole runs.
    private mutating func exchange(_ column: Int) {
        let items = columns[column]
        var strands = OrderStrands()
        var neighbours: [Int32] = []
        for item in items {
            for onLeft in [true, false] {
                gather(Int(item), onLeft: onLeft, into: &neighbours)
                strands.add(neighbours)
            }
        }
        var members = Array(items.indices)
        let runs = runs(of: column)
        var bundles: [Int] = []
        for run in runs {
            if run.count > 1 { strands.settle(&members, in: run) }
            bundles.append(run.count > 1 ? strands.bundle(run) : run.lowerBound)
        }
        let whole = bundles
        strands.settle(&bundles, in: bundles.indices)
        guard bundles != whole || members != Array(items.indices) else { return }
        var runOfBundle = [Int](repeating: 0, count: items.count + runs.count)
        for (run, bundle) in whole.enumerated() { runOfBundle[bundle] = run }
        var exchanged: [Int32] = []
        for bundle in bundles {
            for member in members[runs[runOfBundle[bundle]]] { exchanged.append(items[member]) }
        }
        put(exchanged, column)
    }
}

/// Where an item would stand by its neighbours alone; -1 when it has none and stays.
private enum OrderMeasure {
    case median
    case mean

    /// - Parameter places: ascending. Between two middle ones the median leans towards the side
    ///   on which they are denser.
    func value(_ places: [Int32]) -> Double {
        let middle = places.count / 2
        guard let first = places.first, let last = places.last else { return -1 }
        switch self {
        case .mean:
            return Double(places.reduce(0) { $0 + Int($1) }) / Double(places.count)
        case .median where places.count % 2 == 1:
            return Double(places[middle])
        case .median:
            let upper = Double(places[middle - 1])
            let lower = Double(places[middle])
            let above = upper - Double(first)
            let below = Double(last) - lower
            guard above + below > 0 else { return (upper + lower) / 2 }
            return (upper * below + lower * above) / (above + below)
        }
    }

    static func mean(_ values: ArraySlice<Double>) -> Double {
        var sum = 0.0
        var count = 0.0
        for value in values where value >= 0 {
            sum += value
            count += 1
        }
        return count > 0 ? sum / count : -1
    }
}

/// Indices in the order of their values; those without one keep their places.
private func sortedInPlace(_ values: ArraySlice<Double>, _ turningTies: Bool) -> [Int] {
    guard values.count > 1 else { return Array(values.indices) }
    let movable = values.indices.filter { values[$0] >= 0 }
    let sorted = movable.sorted { one, other in
        guard values[one] == values[other] else { return values[one] < values[other] }
        return turningTies ? one > other : one < other
    }
    var result = Array(values.indices)
    for (slot, index) in zip(movable, sorted) { result[slot - values.startIndex] = index }
    return result
}
