package import Basics
package import Chains
package import People
package import Rules
package import Storage

extension Limit {
    /// Spellings of chains in a ledger, the empty one among them.
    static let wordsOfChains: Limit = 20_000
}

/// Projects by the words under which they were reported, set against the list in force. Every
/// project is counted once: under an entry, under a word that leads nowhere, or without a word.
package struct TaxonomyCounts: Sendable, Hashable {
    /// In the order of the list.
    package let sums: [TaxonomySum]
    /// Words that lead to no entry in force, the most projects first.
    package let unplaced: [TaxonomyWord]
    package let withoutWord: Int
    package let labels: [TaxonomyLabelSum]

    /// Those that lead somewhere, then those that don't.
    package var words: [TaxonomyWord] { sums.flatMap(\.words) + unplaced }

    /// Those by which projects mean a chain: its own name, or what stands under its entry in the
    /// list in force and is no other chain's name.
    package func words(of chain: Chain, among chains: [Chain]) -> [TaxonomyWord] {
        words.filter { chains.meant(by: $0.word, $0.standing)?.id == chain.id }
    }

    package var placed: Int { sums.map(\.projects).reduce(0, +) }
    package var left: Int { unplaced.map(\.projects).reduce(0, +) }
    package var all: Int { placed + left + withoutWord }

    /// - Parameter words: how many projects were reported under which word; the empty one: none.
    package init(
        _ words: [String: Int], in taxonomy: String, of folder: CityFolder, on day: Day
    ) {
        let read = words.filter { !$0.key.isEmpty && $0.value > 0 }.map { word, projects in
            TaxonomyWord(
                word: word, projects: projects,
                standing: folder.standing(of: word, in: taxonomy, on: day))
        }.sorted { ($1.projects, $0.word) < ($0.projects, $1.word) }
        let version = folder.taxonomy(taxonomy, on: day)
        let placed = Dictionary(grouping: read, by: { $0.standing?.now?.id })
        sums = (version?.entries ?? []).map { entry in
            TaxonomySum(entry: entry, version: version, words: placed[entry.id] ?? [])
        }
        unplaced = placed[nil] ?? []
        withoutWord = words[""] ?? 0
        labels = (version?.labels ?? []).map { [sums] label in
            TaxonomyLabelSum(
                label: label,
                projects: sums.filter { $0.entry.labels.contains(label.id) }
                    .map(\.projects).reduce(0, +))
        }
    }
}

package struct TaxonomySum: Sendable, Hashable {
    package let entry: TaxonomyEntry
    package let version: Taxonomy?
    package let words: [TaxonomyWord]

    package var projects: Int { words.map(\.projects).reduce(0, +) }
}

package struct TaxonomyWord: Sendable, Hashable {
    package let word: String
    package let projects: Int
    /// Nil: no version of the list knows it.
    package let standing: TaxonomyStanding?
}

package struct TaxonomyLabelSum: Sendable, Hashable {
    package let label: TaxonomyLabel
    package let projects: Int
}

extension Transaction {
    /// How many projects that the reader sees were reported under which chain: those of the units,
    /// and those of others that were assigned to them.
    package func projectsByChain(visibleTo sight: Sight) throws -> [String: Int] {
        let counted = try rows(
            """
            SELECT value, CAST(sum(projects) AS BIGINT) AS n FROM project_margin
            WHERE city_id = \(city) AND dimension = 'chain' AND projects > 0
                AND \(sight.condition(unitColumn: "unit_id"))
            GROUP BY value ORDER BY n DESC, value LIMIT \(Limit.wordsOfChains)
            """)
        var assigned: [ResultRow] = []
        if case .units(let units) = sight, try hasAssigned(units) {
            let (source, isAssigned) = self.assigned(to: units)
            assigned = try rows(
                """
                SELECT coalesce(project.chain, '') AS value, count(*) AS n FROM \(source)
                WHERE \(isAssigned) GROUP BY coalesce(project.chain, '')
                LIMIT \(Limit.wordsOfChains)
                """)
        }
        return Dictionary(
            try (counted + assigned).map { (try $0.text("value"), try $0.int("n")) },
            uniquingKeysWith: +)
    }
}
