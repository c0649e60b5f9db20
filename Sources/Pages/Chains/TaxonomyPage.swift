package import Basics
package import Chains
import Markup
package import Projects
package import Rules

/// A list of industries (产业目录) through its versions: what each holds, where the words of the
/// ledger stand in the one in force, and that nothing is lost between them.
package struct TaxonomyPage: Sendable {
    /// The newest first.
    package let versions: [Taxonomy]
    package let today: Day
    package let counts: TaxonomyCounts
    /// Chains of the city by the entry under which projects are reported.
    package let chains: [String: Chain]

    package init(
        versions: [Taxonomy], today: Day, counts: TaxonomyCounts, chains: [Chain]
    ) {
        self.versions = versions
        self.today = today
        self.counts = counts
        self.chains = Dictionary(
            chains.compactMap { chain in chain.code.map { ($0, chain) } },
            uniquingKeysWith: { first, _ in first })
    }

    package var page: Page {
        Page("产业目录与对照", area: .chains) {
            pageTitle("产业目录与对照", lead: "项目保留上报时的写法；目录换版以后按对照表归到现行目录，对不上的单列，一个不少。") {
                link("回到产业链", to: .chains(), .class("button"))
                printButton()
            }
            sums
            wordsCard
            if !counts.unplaced.isEmpty { unplacedCard }
            for version in versions { versionCard(version) }
        }
    }

    private var sums: HTML {
        let (placed, left, none) = (counts.placed, counts.left, counts.withoutWord)
        return p {
            strong { "报送\(counts.all)个项目 = 归到现行目录\(placed) + 没有对上\(left) + 没有写产业\(none)" }
        }
    }

    private var wordsCard: HTML {
        let chains = chains
        return card("按现行目录", id: "entries") {
            DataTable<TaxonomySum>(
                "按现行目录",
                columns: [
                    DataColumn("条目", isHead: true) { sum in
                        if let chain = chains[sum.entry.id] {
                            link(to: .chains(.one(chain.id))) { sum.entry.name }
                        } else {
                            sum.entry.name
                        }
                    },
                    DataColumn("项目", isNumber: true) { String($0.projects) },
                    DataColumn("上报时的写法") { sum in
                        for word in sum.words {
                            div {
                                link(text: word.word, to: .projects(["chain": word.word]))
                                " \(word.projects)"
                                if let standing = word.standing, standing.version != sum.version {
                                    small(.class("hint")) {
                                        " "
                                        standing.version.name
                                    }
                                }
                            }
                        }
                    },
                ]
            ).html(counts.sums)
            labelSums
        }
    }

    /// Sets that run across the entries: one project may stand in several.
    @HTMLBuilder private var labelSums: HTML {
        let sums = counts.labels
        if !sums.isEmpty {
            p(.class("hint")) {
                "跨目录的标签（一个项目可以有几个）："
                for (place, sum) in sums.enumerated() {
                    if place > 0 { "、" }
                    sum.label.name
                    " \(sum.projects)"
                }
            }
        }
    }

    private var unplacedCard: HTML {
        card("没有对上的", id: "unplaced") {
            DataTable<TaxonomyWord>(
                "没有对上的",
                columns: [
                    DataColumn("上报时的写法", isHead: true) { word in
                        link(text: word.word, to: .projects(["chain": word.word]))
                    },
                    DataColumn("项目", isNumber: true) { String($0.projects) },
                    DataColumn("为什么") { word in
                        if let standing = word.standing {
                            standing.version.name
                            "："
                            if let why = standing.why { why } else { "没有对照" }
                        } else {
                            "各版目录里都没有这个写法"
                        }
                    },
                ]
            ).html(counts.unplaced)
        }
    }

    private func versionCard(_ version: Taxonomy) -> HTML {
        let later = versions.first { $0.walk?.since == version.validity.since }
        let names = Dictionary(
            (later?.entries ?? []).map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first }
        )
        let labels = Dictionary(
            version.labels.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        return card("\(version.name)", id: "since-\(version.validity.since)") {
            p(.class("hint")) {
                if let until = version.validity.until {
                    "\(version.validity.since)至\(until)"
                } else {
                    "\(version.validity.since)起"
                }
                if version.validity.contains(today) {
                    " "
                    badge(.good, "现行")
                }
                "；"
                version.basis.line
            }
            DataTable<TaxonomyEntry>(
                "\(version.name)",
                columns: [
                    DataColumn("条目", isHead: true) { entry in
                        if entry.parent != nil { "　" }
                        entry.name
                    },
                    DataColumn("也写作") { $0.aliases.joined(separator: "、") },
                    DataColumn("标签") { entry in
                        for (place, label) in entry.labels.enumerated() {
                            if place > 0 { "、" }
                            labels[label]?.html ?? .nothing
                        }
                    },
                    DataColumn("后一版归到") { entry in
                        if let step = later?.walk?.steps[entry.id] {
                            if let id = step.entry {
                                names[id]?.html ?? .nothing
                            } else {
                                badge(.watch, "没有")
                            }
                            if let why = step.why { div(.class("hint")) { why } }
                        }
                    },
                ]
            ).html(version.entries)
        }
    }
}
