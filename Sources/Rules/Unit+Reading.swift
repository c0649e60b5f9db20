import Basics

extension Unit {
    /// Reads `units:` of one file and checks the lineage. A unit that can't be read is left out and
    /// reported.
    static func readAll(_ root: RuleNode, _ problems: inout [Problem]) -> [Unit] {
        root.onlyKeys(["units"], &problems)
        var units: [Unit] = []
        for node in root.list("units", &problems) {
            guard let unit = read(node, &problems) else { continue }
            if let first = units.first(where: { $0.id == unit.id }) {
                problems.append(
                    node.problem("标识“\(unit.id)”重复，先见于\(first.place.description)"))
                continue
            }
            units.append(unit)
        }
        let byID = Dictionary(uniqueKeysWithValues: units.map { ($0.id, $0) })
        checkChain(of: units, byID, .parent, &problems)
        checkChain(of: units, byID, .successor, &problems)
        checkSpellings(of: units, &problems)
        return units
    }

    private static func read(_ node: RuleNode, _ problems: inout [Problem]) -> Unit? {
        node.onlyKeys(
            [
                "id", "name", "en", "short", "kind", "parent", "division", "since", "until",
                "successor", "aliases", "reports",
            ], &problems)
        let id = node.identifierWord("id", &problems)
        let name = node.localName(&problems)
        let short = node.text("short", &problems)
        let kind = node.word("kind", as: UnitKind.self, &problems)
        let parent = node.optionalText("parent", &problems)
        let division = node.divisionCode("division", &problems)
        let since = node.optionalDay("since", &problems)
        let until = node.optionalDay("until", &problems)
        let successor = node.optionalText("successor", &problems)
        let aliases = node.texts("aliases", &problems)
        let reports = node["reports"]?.asFlag(&problems)
        if let since, let until, until < since {
            problems.append(Problem("until早于since", at: node.place(of: "until")))
        }
        if successor != nil, until == nil {
            problems.append(
                Problem("有承接单位的，须写明until", at: node.place(of: "successor")))
        }
        guard let id, let name, let short, let kind else { return nil }
        return Unit(
            id: id, name: name, short: short, kind: kind, parent: parent, division: division,
            since: since, until: until, successor: successor, aliases: aliases,
            reports: reports, place: node.place)
    }

    /// Each unit that the bond names exists, and following it comes to an end.
    private static func checkChain(
        of units: [Unit], _ byID: [String: Unit], _ bond: UnitBond, _ problems: inout [Problem]
    ) {
        var settled: Set<String> = []
        for unit in units {
            var path: [String] = []
            var current = unit
            while !settled.contains(current.id), let step = bond.next(current) {
                path.append(current.id)
                guard let following = byID[step] else {
                    problems.append(Problem(bond.absent(step), at: current.place))
                    break
                }
                if path.contains(step) {
                    let circle = (path[(path.firstIndex(of: step) ?? 0)...] + [step])
                        .joined(separator: " → ")
                    problems.append(Problem(bond.runsInCircle(circle), at: unit.place))
                    break
                }
                current = following
            }
            settled.formUnion(path)
            settled.insert(unit.id)
        }
    }

    /// Two units that exist on one day cannot be written alike.
    private static func checkSpellings(of units: [Unit], _ problems: inout [Problem]) {
        var owners: [String: [Unit]] = [:]
        for unit in units {
            for spelling in Set(unit.spellings).sorted() {
                if let other = owners[spelling]?.first(where: { $0.overlaps(unit) }) {
                    problems.append(
                        Problem(
                            "“\(spelling)”与\(other.place.description)的“\(other.name)”同日并存",
                            at: unit.place))
                }
                owners[spelling, default: []].append(unit)
            }
        }
    }
}

/// How one unit names another.
private enum UnitBond {
    case parent, successor

    func next(_ unit: Unit) -> String? {
        switch self {
        case .parent: unit.parent
        case .successor: unit.successor
        }
    }

    func absent(_ id: String) -> Phrase {
        switch self {
        case .parent: "上级“\(id)”不在单位表内"
        case .successor: "承接单位“\(id)”不在单位表内"
        }
    }

    func runsInCircle(_ path: String) -> Phrase {
        switch self {
        case .parent: "上级成环：\(path)"
        case .successor: "承接单位成环：\(path)"
        }
    }
}

extension RuleNode {
    /// Six digits of GB/T 2260.
    func divisionCode(_ key: String, _ problems: inout [Problem]) -> String? {
        guard let code = optionalText(key, &problems) else { return nil }
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        if code.utf8.count == 6, code.utf8.allSatisfy(digits.contains), !code.hasPrefix("0") {
            return code
        }
        problems.append(
            Problem("“\(code)”不是六位行政区划代码", at: place(of: key)))
        return nil
    }
}
