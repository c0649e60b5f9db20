package import Basics
import Texts

/// Where the entries of a list's earlier version went (对照). One entry goes to one: what is
/// counted before is counted after, or is named as left over.
package struct TaxonomyWalk: Hashable, Sendable {
    /// The first day of the earlier version.
    package let since: Day
    /// By the earlier entry.
    package let steps: [String: TaxonomyStep]
    package let place: Place
}

package struct TaxonomyStep: Hashable, Sendable {
    /// An entry of this version; nil where it has no successor.
    package let entry: String?
    /// Why it has none, or why this one.
    package let why: String?
    let place: Place
}

extension TaxonomyWalk {
    static func read(
        _ node: RuleNode, to entries: [TaxonomyEntry], _ problems: inout [Problem]
    ) -> TaxonomyWalk? {
        node.onlyKeys(["since", "entries"], &problems)
        let since = node.day("since", &problems)
        var steps: [String: TaxonomyStep] = [:]
        for element in node.list("entries", &problems) {
            element.onlyKeys(["id", "to", "why"], &problems)
            let to = element.optionalText("to", &problems)
            let why = element.optionalText("why", &problems)
            guard let id = element.identifierWord("id", &problems) else { continue }
            if let to, !entries.contains(where: { $0.id == to }) {
                problems.append(Problem("没有条目“\(to)”", at: element.place(of: "to")))
            }
            if to == nil, why == nil {
                problems.append(element.problem("写明对到哪一条（to），或为什么对不上（why）"))
            }
            let step = TaxonomyStep(entry: to, why: why, place: element.place)
            if steps.updateValue(step, forKey: id) != nil {
                problems.append(element.problem("“\(id)”对照了两次"))
            }
        }
        return since.map { TaxonomyWalk(since: $0, steps: steps, place: node.place) }
    }
}

/// Holes and doubles between the versions of a list.
func problems(ofWalksIn taxonomies: [Taxonomy]) -> [Problem] {
    var problems: [Problem] = []
    for list in taxonomies {
        guard let walk = list.walk else { continue }
        let earlier = taxonomies.first {
            $0.id == list.id && $0.validity.since == walk.since
                && $0.validity.since < list.validity.since
        }
        guard let earlier else {
            problems.append(Problem("没有从\(walk.since)起的“\(list.id)”", at: walk.place))
            continue
        }
        for (id, step) in walk.steps.sorted(by: { $0.key < $1.key })
        where !earlier.entries.contains(where: { $0.id == id }) {
            problems.append(Problem("没有条目“\(id)”", at: step.place))
        }
        for entry in earlier.entries where walk.steps[entry.id] == nil {
            problems.append(Problem("“\(entry.id)”没有对照", at: walk.place))
        }
    }
    return problems
}

/// Where a word under which something was reported stands in a list.
package struct TaxonomyStanding: Sendable, Hashable {
    /// The version and the entry that know the word.
    package let version: Taxonomy
    package let reported: TaxonomyEntry
    /// The entry of the version in force; nil where it has no successor.
    package let now: TaxonomyEntry?
    /// Why it has none.
    package let why: String?
}

extension CityFolder {
    /// The versions of a list, the newest first.
    package func versions(of taxonomy: String) -> [Taxonomy] {
        taxonomies.filter { $0.id == taxonomy }
            .sorted { $0.validity.since > $1.validity.since }
    }

    /// Looks a word up in the version in force on the day, then in the others from the newest, and
    /// walks to the one in force. Nil: no version knows it.
    package func standing(
        of word: String, in taxonomy: String, on day: Day
    ) -> TaxonomyStanding? {
        let versions = versions(of: taxonomy)
        let inForce = versions.first { $0.validity.contains(day) }
        for version in [inForce].compactMap(\.self) + versions {
            guard let entry = version.entry(named: word) else { continue }
            var (at, step) = (
                version, TaxonomyStep(entry: entry.id, why: nil, place: version.place)
            )
            while let id = step.entry, at != inForce,
                let next = versions.first(where: { $0.walk?.since == at.validity.since })
            {
                guard let found = next.walk?.steps[id] else { break }
                (at, step) = (next, found)
            }
            let now = at == inForce ? at.entries.first { $0.id == step.entry } : nil
            return TaxonomyStanding(
                version: version, reported: entry, now: now, why: now == nil ? step.why : nil)
        }
        return nil
    }
}

extension Taxonomy {
    fileprivate func entry(named word: String) -> TaxonomyEntry? {
        entries.first { entry in
            ([entry.name.zh] + entry.aliases).contains { $0.folded == word.folded }
        }
    }
}
