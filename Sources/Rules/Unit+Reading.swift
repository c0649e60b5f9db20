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
        checkChain(of: units, byID, "上级", \.parent, &problems)
        checkChain(of: units, byID, "承接单位", \.successor, &problems)
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

    /// Each unit that `next` names exists, and following it comes to an end.
    private static func checkChain(
        of units: [Unit], _ byID: [String: Unit], _ word: Phrase, _ next: (Unit) -> String?,
        _ problems: inout [Problem]
    ) {
        var settled: Set<String> = []
        for unit in units {
            var path: [String] = []
            var current = unit
            while !settled.contains(current.id), let step = next(current) {
                path.append(current.id)
                guard let following = byID[step] else {
                    problems.append(
                        Problem("\(word)“\(step)”不在单位表内", at: current.place))
                    break
                }
                if path.contains(step) {
                    let circle = (path[(path.firstIndex(of: step) ?? 0)...] + [step])
                        .joined(separator: " → ")
                    problems.append(Problem("\(word)成环：\(circle)", at: unit.place))
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
