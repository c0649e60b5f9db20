import Basics
import Chains
import Graphs

/// The panorama (全景图) of a chain, laid out: links as boxes in columns from upstream to
/// downstream, what flows between them as lines. In pixels.
struct ChainDrawing {
    struct Box {
        let link: ChainLink
        let x: Int
        let y: Int
        let height: Int
        /// The name in the reader's language, broken into lines that fit.
        let lines: [String]
        /// Links of its sub-chain that aren't shown.
        let folded: Int
    }

    struct Flow {
        let supplier: String
        let buyer: String
        let goods: [String]
        let outline: String
        /// Nobody said it of the links: it follows from what companies give each other.
        let isDerived: Bool
        /// It leads from right to left.
        let isBack: Bool
    }

    struct Tier {
        let tier: LinkTier
        let x: Int
        let width: Int
    }

    let boxes: [Box]
    let flows: [Flow]
    let tiers: [Tier]
    let width: Int
    let height: Int

    static let boxWidth = 172
    static let headHeight = 40
    static let lineHeight = 19
    private static let columnGap = 84
    private static let margin = 12

    /// - Parameter opened: links whose sub-chains are shown.
    init(_ links: [ChainLink], _ supplies: [LinkSupply], opened: Set<String>, in lexicon: Lexicon) {
        let folding = Folding(links, opened: opened)
        let shown = folding.shown
        let lines = shown.map { Self.broken(lexicon.text($0.name)) }
        let nodes = zip(shown, lines).map { link, lines in
            DrawnNode(
                key: link.id, tier: link.tier.place, group: folding.group[link.id],
                height: Double((lines.count + 1) * Self.lineHeight + 14))
        }
        let places = Dictionary(
            shown.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        let goods = folding.flows(supplies)
        let shownFlows = goods.keys.sorted { ($0.supplier, $0.buyer) < ($1.supplier, $1.buyer) }
            .compactMap { ends in
                places[ends.supplier].flatMap { from in
                    places[ends.buyer].map { (ends: ends, from: from, to: $0) }
                }
            }
        let drawing = LayeredDrawing(
            nodes, edges: shownFlows.map { GraphEdge($0.from, $0.to) },
            gaps: DrawingGaps())
        func x(_ column: Int) -> Int { Self.margin + column * (Self.boxWidth + Self.columnGap) }
        func y(_ height: Double) -> Int { Self.headHeight + Self.margin + Int(height.rounded()) }
        boxes = zip(shown, zip(lines, zip(nodes, drawing.places))).map { link, rest in
            let (lines, (node, place)) = rest
            return Box(
                link: link, x: x(place.column), y: y(place.y), height: Int(node.height),
                lines: lines, folded: folding.folded[link.id] ?? 0)
        }
        let middles = zip(nodes, drawing.places).map { y($1.y + $0.height / 2) }
        flows = zip(shownFlows, drawing.bends).map { line, bends in
            let (ends, from, to) = line
            let (start, end) = (drawing.places[from].column, drawing.places[to].column)
            let isBack = start >= end
            var path = SmoothPath(
                x: x(start) + (isBack ? 0 : Self.boxWidth), y: middles[from])
            for bend in bends {
                let (near, far) = (x(bend.column), x(bend.column) + Self.boxWidth)
                path.lead(toX: isBack ? far : near, y: y(bend.y))
                path.straight(toX: isBack ? near : far)
            }
            path.lead(toX: x(end) + (isBack ? Self.boxWidth : 0), y: middles[to])
            return Flow(
                supplier: ends.supplier, buyer: ends.buyer, goods: goods[ends]?.map(\.what) ?? [],
                outline: path.text, isDerived: goods[ends]?.allSatisfy(\.isDerived) ?? false,
                isBack: isBack)
        }
        tiers = drawing.tiers.compactMap { drawn in
            LinkTier.allCases.first { $0.place == drawn.tier }.map { tier in
                Tier(
                    tier: tier, x: x(drawn.columns.lowerBound),
                    width: x(drawn.columns.upperBound) - x(drawn.columns.lowerBound)
                        - Self.columnGap)
            }
        }
        let columns = drawing.tiers.map(\.columns.upperBound).max() ?? 1
        width = x(columns) - Self.columnGap + Self.margin
        height = y(drawing.height) + Self.margin
    }

    /// At most two lines; what is too long ends in an ellipsis.
    private static func broken(_ name: String) -> [String] {
        var lines = [""]
        var room = boxWidth - 20
        for word in name.wordsToBreak {
            let wide = word.reduce(0) { $0 + ($1.isASCII ? 8 : 15) }
            if wide > room, !lines[lines.count - 1].isEmpty {
                guard lines.count < 2 else {
                    lines[1] += "…"
                    break
                }
                lines.append("")
                room = boxWidth - 20
            }
            lines[lines.count - 1] += word
            room -= wide
        }
        return lines
    }
}

extension LinkTier {
    fileprivate var place: Int {
        switch self {
        case .upstream: 0
        case .midstream: 1
        case .downstream: 2
        }
    }
}

extension String {
    /// Where a line may break: at blanks, and between any two signs that aren't of Latin script.
    fileprivate var wordsToBreak: [String] {
        var words: [String] = []
        for sign in self {
            if let last = words.last?.last, last.isASCII, last != " ", sign.isASCII {
                words[words.count - 1].append(sign)
            } else {
                words.append(String(sign))
            }
        }
        return words
    }
}

/// Which links of a chain are shown, and which stands for one that isn't.
private struct Folding {
    struct Ends: Hashable {
        let supplier: String
        let buyer: String
    }

    var shown: [ChainLink] = []
    var folded: [String: Int] = [:]
    /// The outermost link of each shown one that belongs to a sub-chain.
    var group: [String: String] = [:]
    private var stands: [String: String] = [:]

    /// A link stands behind the one it is folded into, as files are checked for.
    init(_ links: [ChainLink], opened: Set<String>) {
        var parents: Set<String> = []
        for link in links {
            guard let above = link.under, let standing = stands[above] else {
                stands[link.id] = link.id
                shown.append(link)
                continue
            }
            parents.insert(group[above] ?? above)
            if standing == above, opened.contains(above) {
                stands[link.id] = link.id
                group[link.id] = group[above] ?? above
                shown.append(link)
            } else {
                stands[link.id] = standing
                folded[standing, default: 0] += 1
            }
        }
        for parent in parents { group[parent] = parent }
    }

    /// What flows between links as they are shown.
    func flows(_ supplies: [LinkSupply]) -> [Ends: [LinkSupply]] {
        var flows: [Ends: [LinkSupply]] = [:]
        for supply in supplies {
            guard let supplier = stands[supply.supplier], let buyer = stands[supply.buyer],
                supplier != buyer
            else { continue }
            flows[Ends(supplier: supplier, buyer: buyer), default: []].append(supply)
        }
        return flows
    }
}

/// A line that leaves and reaches every point level.
private struct SmoothPath {
    private(set) var text: String
    private var x: Int
    private var y: Int

    init(x: Int, y: Int) {
        (self.x, self.y) = (x, y)
        text = "M\(x) \(y)"
    }

    mutating func lead(toX end: Int, y level: Int) {
        let middle = (x + end) / 2
        text += "C\(middle) \(y) \(middle) \(level) \(end) \(level)"
        (x, y) = (end, level)
    }

    mutating func straight(toX end: Int) {
        text += "H\(end)"
        x = end
    }
}
