import Basics
package import Chains
import Markup

/// The city's chains, each with what it has and what it lacks.
package struct ChainsPage: Sendable {
    package let chains: [Chain]
    package let counts: [String: ChainCounts]
    /// Open gaps that the reader's unit answers for.
    package let owned: [OwnedGap]
    package let mayEdit: Bool
    /// Whether lines of anchor companies may be given to the reader's unit.
    package let mayAnswer: Bool
    package let values: FormValues

    package init(
        chains: [Chain], counts: [String: ChainCounts], owned: [OwnedGap], mayEdit: Bool,
        mayAnswer: Bool, values: FormValues = FormValues()
    ) {
        self.owned = owned
        self.mayAnswer = mayAnswer
        self.chains = chains
        self.counts = counts
        self.mayEdit = mayEdit
        self.values = values
    }

    package var page: Page {
        Page("产业链", area: .chains) {
            pageTitle("产业链", lead: "每条链的环节按企业名单判断强、有、弱、缺；缺口随名单开合。点开一条，看缺什么。") {
                link("出差清单", to: .chains(.trip()), .class("button"))
                link("产业目录与对照", to: .chains(.taxonomy), .class("button"))
                if mayAnswer {
                    link("链主的供需意向", to: .anchors(.needs()), .class("button"))
                }
                printButton()
            }
            fileProblems(values.problems)
            if !owned.isEmpty { ownedCard }
            if chains.isEmpty {
                emptyState("还没有产业链", next: "由产业链专班或指挥部办公室导入一条链的文件。")
            } else {
                table.html(chains)
            }
            if mayEdit { importCard }
        }
    }

    private var table: DataTable<Chain> {
        let counts = counts
        func grade(_ level: LinkGradeLevel) -> DataColumn<Chain> {
            DataColumn(level.label, isNumber: true) { chain in
                let count = counts[chain.id]?.grades[level] ?? 0
                if count > 0 { String(count) }
            }
        }
        let ofGaps = DataColumn<Chain>("待补的缺口") { chain in
            for kind in GapKind.allCases {
                if let count = counts[chain.id]?.gaps[kind] {
                    badge(kind.light, "\(kind.label)\(count)")
                    " "
                }
            }
        }
        return DataTable(
            "产业链",
            columns: [
                DataColumn("产业链", isHead: true) { chain in
                    link(to: .chains(.one(chain.id))) { chain.name }
                },
                DataColumn("环节", isNumber: true) { String(counts[$0.id]?.links ?? 0) },
            ] + LinkGradeLevel.allCases.map(grade) + [ofGaps])
    }

    private var ownedCard: HTML {
        card("由本单位负责的缺口", id: "owned") {
            DataTable<OwnedGap>(
                "由本单位负责的缺口",
                columns: [
                    DataColumn("环节", isHead: true) { one in
                        link(to: .chains(.link(one.gap.chain, one.gap.link))) { one.link }
                    },
                    DataColumn("产业链") { $0.chain },
                    DataColumn("缺口") { badge($0.gap.kind.light, $0.gap.kind.label) },
                    DataColumn("目标", isShort: true) { one in
                        "\(one.plan.year)年\(one.plan.wanted.label)"
                    },
                    DataColumn("路径", isShort: true) { $0.plan.path.label },
                ]
            ).html(owned)
        }
    }

    private var importCard: HTML {
        card("导入一条链", id: "import") { chainDropZone(to: .chains()) }
    }
}
