package import Basics

/// A drawing with its table beside it: the table is what is read aloud, printed and shown without
/// the script; the drawing is made from the same values by our script with ECharts.
package struct Chart: Sendable {
    package enum Kind: String, Sendable {
        case bar, line, pie
        case stackedBar = "stacked_bar"
    }

    package var kind: Kind
    package var title: Phrase
    /// What the first column of the table holds: 区市, 月份.
    package var categoryTitle: Phrase
    package var categories: [ChartCategory]
    package var series: [ChartSeries]

    /// Every series has one point for each category, in their order.
    package init(
        _ kind: Kind, _ title: Phrase, categoryTitle: Phrase, categories: [ChartCategory],
        series: [ChartSeries]
    ) {
        precondition(series.allSatisfy { $0.points.count == categories.count })
        self.kind = kind
        self.title = title
        self.categoryTitle = categoryTitle
        self.categories = categories
        self.series = series
    }
}

package struct ChartCategory: Sendable {
    let label: HTML
    let target: Attribute?

    /// `target` is the `.href(…)` of where the table's label leads.
    package init(_ label: some HTMLConvertible, target: Attribute? = nil) {
        self.label = label.html
        self.target = target
    }
}

package struct ChartSeries: Sendable {
    package var name: Phrase
    /// 个, 亿元: shown in the head of the column and at the axis.
    package var unit: Phrase
    package var points: [ChartPoint]

    package init(_ name: Phrase, unit: Phrase, points: [ChartPoint]) {
        self.name = name
        self.unit = unit
        self.points = points
    }
}

package struct ChartPoint: Sendable {
    /// Nil is unknown and leaves a hole; it is not zero.
    let number: Double?
    let text: String

    /// `text` is the figure as printed; the drawing takes `number`.
    package init(_ number: Double?, _ text: String) {
        self.number = number
        self.text = text
    }

    package init(count: Int) {
        number = Double(count)
        text = String(count)
    }

    package static let unknown = ChartPoint(nil, "—")
}

extension Chart: HTMLConvertible {
    package var html: HTML {
        let chart = self
        return .deferred { rendering in
            figure(.class("chart"), .data("chart", chart.json(in: rendering.lexicon).text)) {
                figcaption(chart.title)
                div(.class("chart-canvas"), .role("img"), .ariaLabel(chart.title))
                chart.valueTable
            }
        }
    }

    private var valueTable: HTML {
        table(.class("chart-table")) {
            thead {
                tr {
                    th(categoryTitle, .scope(.col))
                    for one in series {
                        th(.scope(.col), .class("number")) {
                            one.name
                            small(.class("unit")) { one.unit }
                        }
                    }
                }
            }
            tbody {
                for (index, category) in categories.enumerated() {
                    tr {
                        th(.scope(.row)) {
                            if let target = category.target {
                                a(category.label, target)
                            } else {
                                category.label
                            }
                        }
                        for one in series { td(one.points[index].text, .class("number")) }
                    }
                }
            }
        }
    }

    func json(in lexicon: Lexicon) -> JSONValue {
        .object([
            "kind": .string(kind.rawValue),
            "categories": .array(categories.map { .string($0.label.plainText(in: lexicon)) }),
            "series": .array(
                series.map { one in
                    .object([
                        "name": .string(lexicon.text(one.name)),
                        "unit": .string(lexicon.text(one.unit)),
                        "values": .array(
                            one.points.map { $0.number.map(JSONValue.number) ?? .null }),
                    ])
                }),
        ])
    }
}

extension HTML {
    /// The text without its elements, unescaped: for charts, titles and tests.
    package func plainText(in lexicon: Lexicon) -> String {
        switch self {
        case .nothing: ""
        case .text(let text): text
        case .phrase(let phrase): lexicon.text(phrase)
        case .name(let name): lexicon.text(name)
        case .element(_, _, let content), .document(let content): content.plainText(in: lexicon)
        case .group(let parts): parts.map { $0.plainText(in: lexicon) }.joined()
        case .deferred(let make): make(Rendering(lexicon)).plainText(in: lexicon)
        }
    }
}
