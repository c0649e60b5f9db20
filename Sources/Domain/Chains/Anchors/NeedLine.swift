package import Basics
import Texts

extension Limit {
    /// Lines of one sheet of an anchor company.
    package static let needsOfSheet: Limit = 10_000
    package static let lettersOfProduct: Limit = 60
    package static let lettersOfNeed: Limit = 200
    /// Problems of one sheet that are told at once.
    static let problemsOfSheet: Limit = 1_000
}

/// The columns of an anchor company's sheet (供需意向清单), at most eight.
package enum NeedField: String, Sendable, CaseIterable {
    case direction, product, specification, quantity, origin, local, needed, remark

    package var label: Phrase {
        switch self {
        case .direction: "求购或可供"
        case .product: "产品"
        case .specification: "规格要求"
        case .quantity: "年用量（带单位）"
        case .origin: "现在从哪里来（省、国家或企业）"
        case .local: "愿意在本地采购或供应"
        case .needed: "什么时候要"
        case .remark: "备注"
        }
    }

    /// Other headings that mean it, folded.
    var headings: Set<String> {
        switch self {
        case .direction: ["求购或可供", "方向", "类型", "direction", "buyorsell"]
        case .product: ["产品", "产品名称", "物料", "product"]
        case .specification: ["规格要求", "规格", "规格型号", "specification"]
        case .quantity: ["年用量(带单位)", "年用量", "数量", "quantity", "quantityayear,withunit"]
        case .origin:
            [
                "现在从哪里来(省、国家或企业)", "现在从哪里来", "现供应来源", "来源", "presentsource", "source",
                "presentsource(province,countryorcompany)",
            ]
        case .local:
            ["愿意在本地采购或供应", "愿意本地采购", "本地意愿", "localwish", "wouldbuyorsellhere"]
        case .needed: ["什么时候要", "需要时间", "需求时间", "neededby"]
        case .remark: ["备注", "说明", "remark", "remarks", "note", "notes"]
        }
    }

    package var isRequired: Bool { self == .direction || self == .product }
}

package enum NeedDirection: String, Sendable, CaseIterable {
    case buys, sells

    package var label: Phrase {
        switch self {
        case .buys: "求购"
        case .sells: "可供"
        }
    }
}

/// What one line of the sheet says. Texts are empty where nothing was said.
package struct NeedLine: Sendable, Hashable {
    package let direction: NeedDirection
    package let product: String
    package let specification: String
    /// «3000台»
    package let quantity: String
    /// A province, a country or a company.
    package let origin: String
    package let isLocalWanted: Bool?
    /// A day, a month or a year.
    package let needed: String
    package let remark: String

    /// By which a later sheet finds the line again.
    var key: String {
        [direction.rawValue, product.folded, specification.folded].joined(separator: "\u{1F}")
    }
}

/// A line as it was typed into the form or written in a row.
package struct NeedLineDraft: Sendable {
    private let texts: [NeedField: String]

    package init(_ text: (NeedField) -> String?) {
        texts = Dictionary(
            NeedField.allCases.compactMap { field in
                let typed = (text(field) ?? "").tidied
                return typed.isEmpty ? nil : (field, typed)
            }, uniquingKeysWith: { first, _ in first })
    }

    var isEmpty: Bool { texts.isEmpty }

    /// The line, or everything that keeps it from being one, by column.
    func read() -> (line: NeedLine?, problems: [(NeedField, Phrase)]) {
        var problems: [(NeedField, Phrase)] = []
        func text(_ field: NeedField, _ limit: Limit = .lettersOfNeed) -> String {
            let text = texts[field] ?? ""
            if text.count > limit.count { problems.append((field, "最多\(limit.count)个字")) }
            return text
        }
        let direction = needDirections[text(.direction).folded]
        if direction == nil { problems.append((.direction, "应写“求购”或“可供”")) }
        let product = text(.product, .lettersOfProduct)
        if product.isEmpty { problems.append((.product, "必须填写")) }
        let quantity = text(.quantity)
        if !quantity.isEmpty, !isQuantity(quantity) {
            problems.append((.quantity, "应写带单位的数，如3000台"))
        }
        let local = text(.local).folded
        if !local.isEmpty, localWishes[local] == nil {
            problems.append((.local, "应写“是”或“否”"))
        }
        let needed = text(.needed)
        let span = RoughDay(text: needed)
        if !needed.isEmpty, !(span.map { (2000...2100).contains($0.first.year) } ?? false) {
            problems.append((.needed, "应写作 2027-03-31、2027-03 或 2027"))
        }
        let (specification, origin, remark) = (text(.specification), text(.origin), text(.remark))
        let line = direction.map { direction in
            NeedLine(
                direction: direction, product: product, specification: specification,
                quantity: quantity, origin: origin, isLocalWanted: localWishes[local],
                needed: needed, remark: remark)
        }
        return problems.isEmpty ? (line, []) : (nil, problems)
    }

    /// The line of a form; every problem at its field.
    package func checked() throws(ChainRefusal) -> NeedLine {
        let (line, problems) = read()
        guard let line else {
            throw ChainRefusal(
                problems.map { Problem($0.1, at: .field($0.0.rawValue)) })
        }
        return line
    }
}

/// A number, then a unit: `3000台`, `1.2万吨`, `12,000 m`, `5000㎡`.
private func isQuantity(_ text: String) -> Bool {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == ",") }
    let unit = trimmed(String(text.dropFirst(digits.count)))
    guard let first = unit.first, !first.isNumber || !first.isASCII, first != "-" else {
        return false
    }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    let groups = parts[0].split(separator: ",", omittingEmptySubsequences: false)
    let isWhole =
        groups.count == 1
        ? !groups[0].isEmpty
        : (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 }
    return isWhole && parts.count < 3
        && parts.dropFirst().allSatisfy { !$0.isEmpty && !$0.contains(",") }
}

private let needDirections: [String: NeedDirection] = [
    "求购": .buys, "采购": .buys, "需求": .buys, "buy": .buys, "buys": .buys,
    "可供": .sells, "供应": .sells, "sell": .sells, "sells": .sells,
]

private let localWishes: [String: Bool] = [
    "是": true, "愿意": true, "yes": true, "否": false, "不愿意": false, "no": false,
]
