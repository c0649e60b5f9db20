package import Basics

/// A dated list of industries that a city works by: its chains, its tracks. A project keeps the
/// code under which it was reported; another year's list is another taxonomy.
package struct Taxonomy: Hashable, Sendable {
    package let id: String
    package let name: LocalName
    package let validity: Validity
    package let basis: Basis
    package let entries: [TaxonomyEntry]
    /// Sets that run across the entries: traditional, emerging, future; digital.
    package let labels: [TaxonomyLabel]
    /// Where the entries of the version before went; nil where nobody said.
    package let walk: TaxonomyWalk?
    package let place: Place
}

package struct TaxonomyLabel: Hashable, Sendable {
    package let id: String
    package let name: LocalName
}

package struct TaxonomyEntry: Hashable, Sendable {
    package let id: String
    package let name: LocalName
    /// Other ways in which sheets write it.
    package let aliases: [String]
    /// Identifier of the entry above it.
    package let parent: String?
    /// Identifiers of labels.
    package let labels: [String]
}

extension Taxonomy {
    static func read(_ node: RuleNode, _ problems: inout [Problem]) -> Taxonomy? {
        node.onlyKeys(
            ["id", "name", "en", "since", "until", "basis", "labels", "entries", "from"],
            &problems)
        let id = node.identifierWord("id", &problems)
        let name = node.localName(&problems)
        let validity = Validity.read(from: node, &problems)
        let basis = Basis.read(from: node, &problems)
        let labels = node.optionalList("labels", &problems).compactMap { element in
            label(element, &problems)
        }
        var entries: [TaxonomyEntry] = []
        var owners: [String: String] = [:]
        for element in node.list("entries", &problems) {
            guard let entry = entry(element, &problems) else { continue }
            if entries.contains(where: { $0.id == entry.id }) {
                problems.append(element.problem("标识“\(entry.id)”重复"))
            }
            if let parent = entry.parent, !entries.contains(where: { $0.id == parent }) {
                problems.append(
                    Problem("上级“\(parent)”须列在前面", at: element.place(of: "parent")))
            }
            for label in entry.labels where !labels.contains(where: { $0.id == label }) {
                problems.append(Problem("没有标签“\(label)”", at: element.place(of: "labels")))
            }
            for spelling in Set([entry.name.zh] + entry.aliases).sorted() {
                if let owner = owners.updateValue(entry.id, forKey: spelling) {
                    problems.append(element.problem("“\(spelling)”已用于“\(owner)”"))
                }
            }
            entries.append(entry)
        }
        let walk = node.optionalMap("from", &problems).flatMap {
            TaxonomyWalk.read($0, to: entries, &problems)
        }
        guard let id, let name, let validity, let basis else { return nil }
        return Taxonomy(
            id: id, name: name, validity: validity, basis: basis, entries: entries,
            labels: labels, walk: walk, place: node.place)
    }

    private static func label(
        _ node: RuleNode, _ problems: inout [Problem]
    ) -> TaxonomyLabel? {
        node.onlyKeys(["id", "name", "en"], &problems)
        let id = node.identifierWord("id", &problems)
        let name = node.localName(&problems)
        guard let id, let name else { return nil }
        return TaxonomyLabel(id: id, name: name)
    }

    private static func entry(
        _ node: RuleNode, _ problems: inout [Problem]
    ) -> TaxonomyEntry? {
        node.onlyKeys(["id", "name", "en", "aliases", "parent", "labels"], &problems)
        let id = node.identifierWord("id", &problems)
        let name = node.localName(&problems)
        let aliases = node.texts("aliases", &problems)
        let parent = node.optionalText("parent", &problems)
        let labels = node.texts("labels", &problems)
        guard let id, let name else { return nil }
        return TaxonomyEntry(
            id: id, name: name, aliases: aliases, parent: parent, labels: labels)
    }
}
