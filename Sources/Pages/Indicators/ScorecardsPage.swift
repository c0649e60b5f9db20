import Basics
package import Indicators
import Markup
package import Rules

/// The cards in force: the city's own first, then those that are borrowed as samples.
package struct ScorecardsPage: Sendable {
    package let cards: [Scorecard]

    package init(cards: [Scorecard]) { self.cards = cards }

    package var page: Page {
        Page("考核", area: .indicators) {
            pageTitle("考核", lead: "办法写成条文和数据；每一分点开看到用了哪些数。") {
                link("全部指标", to: .indicators(), .class("button"))
                printButton()
            }
            if cards.isEmpty {
                emptyState("城市没有考核办法", next: "在城市文件夹的 scorecards/ 里写。")
            } else {
                let own = cards.filter { !$0.isBorrowed }
                if !own.isEmpty { card("本市的办法") { table.html(own) } }
                if own.count < cards.count {
                    card("借来作示例的") {
                        p("各地公开过的办法，照样写在城市文件夹里，可以改成本市的。", .class("hint"))
                        table.html(cards.filter(\.isBorrowed))
                    }
                }
            }
        }
    }

    private var table: DataTable<Scorecard> {
        DataTable(
            "考核",
            columns: [
                DataColumn("办法", isHead: true) { one in
                    link(to: .scorecard(one.id)) { one.name }
                },
                DataColumn("满分", isNumber: true) { $0.full.description },
                DataColumn("怎样算", isAside: true) { $0.definition },
                DataColumn("依据") { small($0.basis.line, .class("hint")) },
            ])
    }
}

extension Scorecard {
    var isBorrowed: Bool { if case .sample = basis { true } else { false } }
}

/// The table of one card: units by class and rank, each with its terms.
package struct ScorecardPage: Sendable {
    package let sheet: ScoreSheet
    /// Of the units that the reader sees.
    package let scores: [Score]
    package let units: UnitNames
    package let query: AddressQuery
    package let mayExport: Bool
    package let values: FormValues

    package init(
        sheet: ScoreSheet, scores: [Score], units: UnitNames, query: AddressQuery,
        mayExport: Bool, values: FormValues
    ) {
        self.sheet = sheet
        self.scores = scores
        self.units = units
        self.query = query
        self.mayExport = mayExport
        self.values = values
    }

    private var scorecard: Scorecard { sheet.question.card }

    package var page: Page {
        Page("\(scorecard.name)", area: .indicators) {
            pageTitle("\(scorecard.name)", lead: "\(scorecard.definition)") {
                link("全部办法", to: .scorecards, .class("button"))
                if mayExport, !scores.isEmpty {
                    link("导出", to: .score(scorecard.id, "export", query), .class("button"))
                }
                printButton()
            }
            p(scorecard.basis.line, .class("hint"))
            problemNotice(values.problems)
            filterForm(to: .scorecard(scorecard.id)) {
                textField("period", "期间", in: values, hint: "2026、2026-01..2026-10")
                submitButton("查看")
            }
            for one in scorecard.classes {
                let own = scores.filter { $0.className == one.id }
                if !own.isEmpty {
                    card("\(one.name)，\(sheet.question.period.name)") { table.html(own) }
                }
            }
            if scores.isEmpty {
                emptyState("这个办法没有考核您看的单位", next: "换一个办法。")
            } else if scores.contains(where: { $0.total == nil }) {
                p("有缺项的不排名，先看已有的分。", .class("hint"))
            }
        }
    }

    private var table: DataTable<Score> {
        let (scorecard, units, query) = (scorecard, units, query)
        return DataTable(
            "\(scorecard.name)",
            columns: [
                DataColumn("名次", isNumber: true, isShort: true) { score in
                    if let rank = score.rank {
                        "\(rank)"
                        if score.isTied { small("并列", .class("hint")) }
                    }
                },
                DataColumn("单位", isHead: true) { score in
                    link(to: .score(scorecard.id, score.unit, query)) { units[score.unit] }
                },
                DataColumn("得分", isNumber: true) { score in
                    figureLink(
                        score.knownText, to: .score(scorecard.id, score.unit, query))
                    if score.total == nil {
                        " "
                        badge(.watch, "缺\(score.missing)项")
                    }
                },
            ]
                + scorecard.terms.enumerated().map { place, term in
                    DataColumn("\(term.name)", isNumber: true, isAside: true) { score in
                        score.terms[place].points?.description ?? "—"
                    }
                })
    }
}

extension Score {
    /// What is known so far; a dash where nothing is.
    var knownText: String { missing == terms.count ? "—" : known.description }

    /// Terms that can't be computed.
    var missing: Int { terms.count { $0.points == nil } }
}
