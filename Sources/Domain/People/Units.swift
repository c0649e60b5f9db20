package import Basics
package import Rules

/// All units of one city, with their lineage, as the city folder lists them. Units are never
/// deleted: one that was merged or renamed keeps its entry and names its successor. Small (some
/// hundred), held for the server's life.
package struct Units: Sendable {
    package let all: [Unit]
    private let byId: [String: Unit]
    private let below: [String: [String]]
    private let before: [String: [String]]

    package init(_ all: [Unit]) {
        self.all = all
        byId = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        below = Dictionary(
            grouping: all.filter { $0.parent != nil }, by: { $0.parent ?? "" }
        ).mapValues { $0.map(\.id) }
        before = Dictionary(
            grouping: all.filter { $0.successor != nil }, by: { $0.successor ?? "" }
        ).mapValues { $0.map(\.id) }
    }

    package subscript(id: String) -> Unit? { byId[id] }

    /// The unit that does the work of `id` today: itself, or the end of its line of successors. A
    /// line that runs in a circle ends where it closes.
    package func answering(for id: String) -> Unit? {
        var passed: Set<String> = []
        var present = byId[id]
        while let unit = present, let next = unit.successor, passed.insert(unit.id).inserted {
            guard let successor = byId[next] else { break }
            present = successor
        }
        return present
    }

    /// Whose rows belong to the work of `id`: its own, those of the units it took over, and of
    /// the units below. Each once.
    package func range(of id: String) -> [String] {
        var found: [String] = []
        var known: Set<String> = []
        var waiting = [id]
        while let next = waiting.popLast() {
            guard known.insert(next).inserted else { continue }
            found.append(next)
            waiting += (before[next] ?? []) + (below[next] ?? [])
        }
        return found
    }
}

extension UnitKind {
    package var label: Phrase {
        switch self {
        case .headquarters: "指挥部办公室"
        case .district: "区市"
        case .zone: "功能区"
        case .department: "部门"
        case .taskForce: "产业链专班"
        case .station: "驻外招商站"
        case .park: "园区"
        }
    }
}
