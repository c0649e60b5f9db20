import Basics

/// What figures are made of, column by column in memory: summed from here, a figure of a million
/// projects takes milliseconds. The database stays the truth; these are its rows as an entry of the
/// journal left them, and can be thrown away at any time.
package struct FactColumns: Sendable {
    /// The journal's last entry that they know of those that can change a figure.
    package internal(set) var state: Int64
    var words = FactWords()
    var states = StateColumns()
    var events = EventColumns()
    var receipts = ReceiptColumns()
    /// By project.
    var exclusions: [Int32: [FactSpan]] = [:]
    var listings: [Int32: [FactSpan]] = [:]
    private var places: [Identifier: Int32] = [:]

    init(state: Int64) { self.state = state }

    /// A number for each project, from 0 on.
    mutating func place(of project: Identifier) -> Int32 {
        if let place = places[project] { return place }
        let place = Int32(places.count)
        places[project] = place
        states.ranges.append(0..<0)
        events.ranges.append(0..<0)
        return place
    }

    /// How many rows are read past because newer ones stand for them.
    var isWorn: Bool {
        states.worn + events.worn + receipts.worn > 100_000
            + (states.known.count + events.known.count + receipts.known.count) / 10
    }
}

/// Unknown, as columns of amounts and of days say it; of words it is 0, of a day that happened
/// without being known `undatedDay`.
let unknownAmount = Int64.min
let unknownDay = Int32.min
let undatedDay = Int32.min + 1

/// Every word of the columns, with a number from 1 on.
struct FactWords: Sendable {
    private var codes: [String: Int32] = [:]
    private(set) var names: [String?] = [nil]

    mutating func code(of word: String?) -> Int32 {
        guard let word else { return 0 }
        if let code = codes[word] { return code }
        let code = Int32(names.count)
        codes[word] = code
        names.append(word)
        return code
    }

    /// -1 where no row says it.
    func known(_ word: String) -> Int32 { codes[word] ?? -1 }
}

/// Columns in which the rows of a project stand side by side.
protocol ProjectColumns {
    /// From when on a row is known; never where a newer one stands for it.
    var known: [Int64] { get set }
    /// By project.
    var ranges: [Range<Int32>] { get set }
    var worn: Int { get set }
}

extension ProjectColumns {
    mutating func forget(_ project: Int32) {
        for row in ranges[Int(project)] { known[Int(row)] = .max }
        worn += ranges[Int(project)].count
        ranges[Int(project)] = 0..<0
    }
}

/// project_state.
struct StateColumns: ProjectColumns, Sendable {
    var known: [Int64] = []
    var until: [Int64] = []
    var project: [Int32] = []
    var signed: [Int32] = []
    var unit: [Int32] = []
    var projectClass: [Int32] = []
    var standing: [Int32] = []
    var stage: [Int32] = []
    var agreement: [Int32] = []
    var chain: [Int32] = []
    var mode: [Int32] = []
    var origin: [Int32] = []
    var inPipeline: [UInt8] = []
    /// In fen; what is in another currency is unknown.
    var total: [Int64] = []
    var ranges: [Range<Int32>] = []
    var worn = 0

    /// By project, the row that held before a moment; -1 where none did.
    func rows(before moment: Int64) -> [Int32] {
        var found = [Int32](repeating: -1, count: ranges.count)
        for row in known.indices where known[row] < moment && until[row] >= moment {
            found[Int(project[row])] = Int32(row)
        }
        return found
    }
}

/// project_event, what counts, in the order of their numbers.
struct EventColumns: ProjectColumns, Sendable {
    var known: [Int64] = []
    var project: [Int32] = []
    var step: [EventStep] = []
    var stage: [Int32] = []
    var day: [Int32] = []
    var ranges: [Range<Int32>] = []
    var worn = 0
}

enum EventStep: String, Sendable {
    case reached, noted, revoked
}

/// receipt_entry.
struct ReceiptColumns: Sendable {
    var known: [Int64] = []
    var project: [Int32] = []
    var unit: [Int32] = []
    var counted: [Int32] = []
    var arrived: [Int32] = []
    var times: [Int64] = []
    var layer: [Int32] = []
    var capital: [Int32] = []
    var source: [Int32] = []
    var yuan: [Int64] = []
    /// In cents; unknown of other currencies.
    var dollars: [Int64] = []
    /// So many from the first on stand in the order of `counted`.
    var sorted = 0
    var worn = 0

    var allRows: [Range<Int>] { [known.indices] }

    /// Rows among which are all that count from one day through another.
    func rows(_ first: Int32, _ last: Int32) -> [Range<Int>] {
        /// The first row whose day is as late.
        func place(_ isAsLate: (Int32) -> Bool) -> Int {
            var (low, high) = (0, sorted)
            while low < high {
                let middle = (low + high) / 2
                if isAsLate(counted[middle]) { high = middle } else { low = middle + 1 }
            }
            return low
        }
        return [place { $0 >= first }..<place { $0 > last }, sorted..<known.count]
    }

    /// Puts all rows into the order of `counted`.
    mutating func sort() {
        let order = counted.indices.sorted { counted[$0] < counted[$1] }
        func sorted<Value>(_ column: [Value]) -> [Value] { order.map { column[$0] } }
        (known, project, unit) = (sorted(known), sorted(project), sorted(unit))
        (counted, arrived, times) = (sorted(counted), sorted(arrived), sorted(times))
        (layer, capital, source) = (sorted(layer), sorted(capital), sorted(source))
        (yuan, dollars) = (sorted(yuan), sorted(dollars))
        self.sorted = known.count
    }

    mutating func forget(_ projects: Set<Int32>) {
        for row in known.indices where projects.contains(project[row]) && known[row] != .max {
            known[row] = .max
            worn += 1
        }
    }
}

/// What holds of a project for a while: an exclusion of its money over months, known from a
/// decision on until it was undone; its place on a list.
struct FactSpan: Sendable {
    /// The list's kind; 0 of an exclusion.
    let kind: Int32
    /// Known from then on.
    let known: Int64
    /// Of a list: known until then. Of an exclusion: when its end was known.
    let until: Int64
    /// Of an exclusion, the first days of the months.
    let since: Int32
    let end: Int32?
}
