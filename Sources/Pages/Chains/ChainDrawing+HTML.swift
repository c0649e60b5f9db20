import Basics
import Chains
import Markup
import Texts

/// What a drawing of a chain says of its links.
struct ChainDrawingWords: Sendable {
    let grades: [String: LinkGrade]
    /// Links whose grade was another on the day that is compared with, and which.
    var before: [String: LinkGrade] = [:]
    /// What is searched for; nil where nothing is.
    var search: String?
    /// Where a box leads; nil in a file, where no page is near.
    var address: (@Sendable (ChainLink) -> Address)?
    /// Where a folded sub-chain is opened.
    var opening: (@Sendable (ChainLink) -> Address)?
    /// Stands above the drawing in a file.
    var caption: Phrase?
}

extension ChainDrawing {
    static let captionHeight = 44

    /// The drawing as SVG. Colours and sizes stand in it, so that a file looks like the page.
    func html(_ words: ChainDrawingWords) -> HTML {
        let top = words.caption == nil ? 0 : Self.captionHeight
        return svg(
            [
                .svgNamespace(), .viewBox(width: width, height: height + top), .width(width),
                .height(height + top),
            ]
                + Attribute.font(
                    "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif", size: 14)
        ) {
            path(.d("M0 0H\(width)V\(height + top)H0Z"), .fill("#ffffff"))
            if let caption = words.caption {
                svgText(.x(12), .y(29), .fill("#1a2b36")) { caption }
            }
            svgGroup(.translate(y: top)) {
                for tier in tiers {
                    path(
                        .d("M\(tier.x) 8h\(tier.width)v28h-\(tier.width)Z"), .fill("#e5f0f6"))
                    svgText(
                        .x(tier.x + tier.width / 2), .y(28), .textAnchor("middle"),
                        .fill("#083a59")
                    ) { tier.tier.label }
                }
                for flow in flows { line(flow) }
                for box in boxes { self.box(box, words) }
            }
        }
    }

    private func line(_ flow: Flow) -> HTML {
        let dashes: [Attribute] =
            flow.isDerived ? [.strokeDashes("1 4")] : flow.isBack ? [.strokeDashes("6 4")] : []
        return path(
            [
                .class("flow"), .data("from", flow.supplier), .data("to", flow.buyer),
                .d(flow.outline), .fill("none"), .stroke("#8ba0ad"), .strokeWidth("1.4"),
            ] + dashes
        ) {
            title { flow.goods.joined(separator: "、") }
        }
    }

    @HTMLBuilder private func box(_ box: Box, _ words: ChainDrawingWords) -> HTML {
        let grade = words.grades[box.link.id]
        let level = grade?.level ?? .unknown
        let isFound = words.search.map { box.link.answers(to: $0) }
        let state = isFound.map { $0 ? "found" : "dim" }
        let drawn = HTML {
            title { box.link.name }
            path(
                .class("frame"), .d(outline(box)), .fill(level.light.ground),
                .stroke(level.light.line), .strokeWidth("1.5"))
            for (place, text) in box.lines.enumerated() {
                svgText(
                    .x(box.x + 10), .y(box.y + 22 + place * Self.lineHeight), .fill("#1a2b36")
                ) { text }
            }
            svgText(
                [.x(box.x + 10), .y(box.y + box.height - 10), .fill(level.light.line)]
                    + Attribute.font("inherit", size: 12)
            ) {
                level.light.sign + " "
                if let before = words.before[box.link.id] {
                    before.level.label
                    if before.isAtRisk { "⚠" }
                    "→"
                }
                level.label
                if let operating = grade?.inputs.operating, operating > 0 { " · 本地\(operating)家" }
                if grade?.isAtRisk == true { " · ⚠断链风险" }
            }
        }
        if let address = words.address {
            link(
                to: address(box.link), .class("box", state), .data("link", box.link.id)
            ) { drawn }
        } else {
            svgGroup(.class("box", state)) { drawn }
        }
        if box.folded > 0 { folded(box, words) }
    }

    /// How many links are folded into a box; opens them.
    @HTMLBuilder private func folded(_ box: Box, _ words: ChainDrawingWords) -> HTML {
        let count = HTML {
            svgText(
                .x(box.x + Self.boxWidth - 8), .y(box.y + box.height - 10), .textAnchor("end"),
                .fill("#0b4f78")
            ) { "＋\(box.folded)" }
        }
        if let opening = words.opening {
            link(to: opening(box.link), .class("opening")) {
                title { "展开子链" }
                count
            }
        } else {
            count
        }
    }

    private func outline(_ box: Box) -> String {
        "M\(box.x) \(box.y)h\(Self.boxWidth)v\(box.height)h-\(Self.boxWidth)Z"
    }
}

extension ChainLink {
    func answers(to search: String) -> Bool {
        ([name.zh, name.en ?? ""] + aliases + products + keywords)
            .contains { $0.folded.contains(search.folded) }
    }
}

extension Light {
    /// As in the style of the pages.
    fileprivate var ground: StaticString {
        switch self {
        case .good: "#e5f3ea"
        case .watch: "#fdf1d8"
        case .bad: "#fce9e6"
        case .info: "#e5f0f6"
        case .plain: "#f3f6f8"
        }
    }

    fileprivate var line: StaticString {
        switch self {
        case .good: "#14633f"
        case .watch: "#7a4b00"
        case .bad: "#a3231b"
        case .info: "#0b4f78"
        case .plain: "#4e626f"
        }
    }
}
