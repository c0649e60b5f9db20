package import Basics
package import Chains
import Markup

/// What a reader asks of a chain's panorama.
package struct ChainMapView: Sendable {
    /// Links whose sub-chains are open; nil opens all.
    package let opened: Set<String>?
    package let search: String?
    package let query: AddressQuery

    /// - Parameter query: `open` names links with commas between, or `all`; `q` is searched for.
    package init(_ query: AddressQuery) {
        self.query = query
        let open = query["open"] ?? ""
        opened = open == "all" ? nil : Set(open.split(separator: ",").map(String.init))
        search = query["q"]
    }

    fileprivate func opening(_ link: ChainLink) -> AddressQuery {
        let all = (opened ?? []).union([link.id]).sorted()
        return query.setting("open", to: all.joined(separator: ","))
    }
}

/// The panorama (全景图) of a chain: every link with its grade, in the order of what flows.
package struct ChainMapPage: Sendable {
    package let map: ChainMap
    package let view: ChainMapView
    /// Grades of an earlier day to compare with, and that day.
    package let before: (day: Day, grades: [String: LinkGrade])?
    /// What was wrong with the day that was typed.
    package let problems: [Problem]

    package init(
        map: ChainMap, view: ChainMapView, before: (day: Day, grades: [String: LinkGrade])? = nil,
        problems: [Problem] = []
    ) {
        self.map = map
        self.view = view
        self.before = before
        self.problems = problems
    }

    package var page: Page {
        let id = map.chain.id
        return Page("\(map.chain.name)产业链全景图", area: .chains) {
            pageTitle("\(map.chain.name)产业链全景图", lead: "从上游到下游；线是供给关系。点开一个环节，看谁在做、还缺什么、由谁补。") {
                link("缺口与企业", to: .chains(.one(id)), .class("button"))
                for form in ChainMapForm.allCases {
                    link(
                        form.label, to: .chains(.mapFile(id, form, view.query)),
                        .class("button"))
                }
                printButton("打印（A3）")
            }
            filterForm(to: .chains(.map(id))) {
                if let open = view.query["open"] { hiddenField("open", open) }
                let values = FormValues(view.query.items, problems: problems)
                textField("q", "找环节", in: values, type: .search, hint: "名称、别名、产品、关键词")
                textField("since", "与这一天比", in: values, type: .date)
                submitButton("查看")
            }
            if let circle = map.links.circle(of: map.supplies).said { notice(.watch, circle) }
            legend
            if map.links.isEmpty {
                emptyState("这条链还没有环节", next: "导入写有环节的文件。")
            } else {
                figure(.class("chain-map"), .tabindex(0)) {
                    zoomButtons
                    drawing
                }
                keyHints([
                    KeyHint("↑↓←→", "走到旁边的环节"), KeyHint("+", "放大"), KeyHint("-", "缩小"),
                    KeyHint("0", "全图"), KeyHint("Enter", "打开环节"),
                ])
            }
            if let before { changes(since: before.day, before.grades) }
        }
    }

    private var legend: HTML {
        p(.class("map-legend")) {
            for level in LinkGradeLevel.allCases {
                badge(
                    level.light, "\(level.label)\(map.grades.values.count { $0.level == level })")
                " "
            }
            if map.links.contains(where: { $0.under != nil }) {
                if view.opened == nil {
                    link(
                        "收起子链",
                        to: .chains(.map(map.chain.id, view.query.setting("open", to: nil))))
                } else {
                    link(
                        "展开全部子链",
                        to: .chains(.map(map.chain.id, view.query.setting("open", to: "all"))))
                }
            }
        }
    }

    private var zoomButtons: HTML {
        div(.class("map-zoom"), .hidden()) {
            button("＋", .button(.button), .class("button"), .data("zoom", "in"))
            button("－", .button(.button), .class("button"), .data("zoom", "out"))
            button("全图", .button(.button), .class("button"), .data("zoom", "fit"))
        }
    }

    private var drawing: HTML {
        let (map, view, words) = (map, view, words)
        return .deferred { rendering in
            ChainDrawing(map, view, in: rendering.lexicon).html(words)
        }
    }

    private var words: ChainDrawingWords {
        let (id, view) = (map.chain.id, view)
        return ChainDrawingWords(
            grades: map.grades, before: moved, search: view.search,
            address: { .chains(.link(id, $0.id)) },
            opening: { .chains(.map(id, view.opening($0))) })
    }

    /// The earlier grades of links that are graded otherwise now, or whose risk came or went.
    private var moved: [String: LinkGrade] {
        (before?.grades ?? [:]).filter { link, grade in
            let now = map.grades[link]
            return now?.level != grade.level || now?.isAtRisk != grade.isAtRisk
        }
    }

    private func changes(since day: Day, _ grades: [String: LinkGrade]) -> HTML {
        let (now, moved) = (map.grades, moved)
        let links = map.links.filter { moved[$0.id] != nil || grades[$0.id] == nil }
        return card("与\(day)相比", id: "changes") {
            if links.isEmpty {
                p(.class("hint")) { "没有环节变化。" }
            } else {
                DataTable<ChainLink>(
                    "变化的环节",
                    columns: [
                        DataColumn("环节", isHead: true) { $0.name.html },
                        DataColumn("那一天") { one in
                            if let grade = grades[one.id] { gradeBadge(grade) } else { "还没有" }
                        },
                        DataColumn("现在") { gradeBadge(now[$0.id]) },
                        DataColumn("理由") { gradeReasons(now[$0.id]) },
                    ]
                ).html(links)
            }
        }
    }
}

/// In which form a map leaves the program.
package enum ChainMapForm: String, Sendable, CaseIterable {
    case svg, png, pdf

    var label: Phrase {
        switch self {
        case .svg: "下载SVG"
        case .png: "下载图片"
        case .pdf: "下载PDF（A3）"
        }
    }
}

/// The panorama as a file.
package struct ChainMapPaper: Sendable {
    private let drawing: ChainDrawing
    private let words: ChainDrawingWords
    private let lexicon: Lexicon

    /// - Parameter caption: the chain, the city, the day; 示例 where it is invented.
    package init(_ map: ChainMap, _ view: ChainMapView, caption: Phrase, in lexicon: Lexicon) {
        drawing = ChainDrawing(map, view, in: lexicon)
        words = ChainDrawingWords(grades: map.grades, search: view.search, caption: caption)
        self.lexicon = lexicon
    }

    var figure: HTML { drawing.html(words) }

    package var svg: String { figure.render(in: lexicon) }

    /// A document with nothing but the drawing, on one sheet A3.
    package var document: String {
        HTML.document(
            html(.lang(lexicon.language == .english ? "en" : "zh-CN")) {
                head {
                    meta(.charset("utf-8"))
                    style(
                        "@page { size: A3 landscape; margin: 10mm; } body { margin: 0; } "
                            + "svg { display: block; max-width: 100%; height: auto; } "
                            + "@media print { svg { width: 400mm; max-height: 276mm; } }")
                }
                body { figure }
            }
        ).render(in: lexicon)
    }

    /// In pixels.
    package var size: (width: Int, height: Int) {
        (drawing.width, drawing.height + ChainDrawing.captionHeight)
    }
}

extension ChainDrawing {
    fileprivate init(_ map: ChainMap, _ view: ChainMapView, in lexicon: Lexicon) {
        self.init(
            map.links, map.supplies, opened: view.opened ?? Set(map.links.map(\.id)), in: lexicon)
    }
}
