import Basics
import Evidence
import Texts

/// One list of a chain's file as a sheet of its workbook: the columns stand for the keys of YAML.
struct ChainSheet: Sendable {
    let name: String
    /// Of the list in YAML; empty for the chain itself.
    let key: String
    let columns: [ChainColumn]

    init(_ name: String, _ key: String, _ columns: [ChainColumn]) {
        self.name = name
        self.key = key
        self.columns = columns
    }

    /// What explains the others to people; it is not read.
    static let notes = "说明"
}

struct ChainColumn: Sendable {
    let heading: String
    let key: String
    let kind: ChainCellKind
    let isRequired: Bool
    let width: Double

    init(
        _ heading: String, _ key: String, _ kind: ChainCellKind, isRequired: Bool = true,
        width: Double = 14
    ) {
        self.heading = heading
        self.key = key
        self.kind = kind
        self.isRequired = isRequired
        self.width = width
    }

    static func optional(
        _ heading: String, _ key: String, _ kind: ChainCellKind, width: Double = 14
    ) -> ChainColumn {
        ChainColumn(heading, key, kind, isRequired: false, width: width)
    }
}

enum ChainCellKind: Sendable {
    /// An identifier.
    case word
    case text
    /// A code in which a number loses zeros or its last digits.
    case code
    /// A code of few digits, which a number holds as well.
    case digits
    case texts
    case day
    case integer
    case yuan
    case flag
    /// One word of a few, in Chinese or as YAML has it.
    case choice([ChainWord])
    case choices([ChainWord])
    /// An element of another list, by its name where only one has it, else by its identifier.
    case reference(String)
}

/// A word of the file's language with what people call it.
struct ChainWord: Sendable {
    let word: String
    let label: String

    fileprivate init(_ word: String, _ label: Phrase) {
        self.word = word
        self.label = Lexicon.chinese.text(label)
    }
}

extension ChainSheet {
    static let all: [ChainSheet] = [
        ChainSheet(
            "产业链", "",
            [
                ChainColumn("标识", "id", .word), ChainColumn("名称", "name", .text),
                .optional("英文名", "en", .text, width: 20),
                .optional("产业链代码", "code", .code), ChainColumn("起始日期", "since", .day),
                ChainColumn("依据文件", "document", .text, width: 40),
                .optional("依据日期", "dated", .day),
                .optional("依据网址", "address", .text, width: 30),
                .optional("版本", "version", .integer, width: 8),
                .optional("导出城市", "city", .code),
            ]),
        ChainSheet(
            "环节", "links",
            [
                ChainColumn("标识", "id", .word, width: 20),
                ChainColumn("名称", "name", .text, width: 18),
                .optional("英文名", "en", .text, width: 20),
                ChainColumn(
                    "上中下游", "tier",
                    .choice(LinkTier.allCases.map { ChainWord($0.rawValue, $0.label) }),
                    width: 10),
                ChainColumn(
                    "作用", "role",
                    .choice(LinkRole.allCases.map { ChainWord($0.rawValue, $0.label) }), width: 8),
                .optional("上级环节", "under", .reference("links"), width: 18),
                .optional("别名", "aliases", .texts, width: 20),
                .optional("行业代码", "industries", .texts, width: 12),
                .optional("产品", "products", .texts, width: 30),
                .optional("关键词", "keywords", .texts, width: 30),
                .optional("说明", "about", .text, width: 40),
            ]),
        ChainSheet(
            "供给", "supply",
            [
                ChainColumn("供给环节", "from", .reference("links"), width: 18),
                ChainColumn("需求环节", "to", .reference("links"), width: 18),
                ChainColumn("供给什么", "what", .text, width: 24),
                .optional("由企业供应推知", "derived", .flag, width: 16),
            ]),
        ChainSheet(
            "企业", "companies",
            [
                ChainColumn("标识", "id", .word), ChainColumn("企业全称", "name", .text, width: 36),
                .optional("统一社会信用代码", "uscc", .code, width: 22),
                .optional("股票代码", "stock", .code),
            ]),
        ChainSheet(
            "来源", "sources",
            [
                ChainColumn("标识", "id", .word),
                ChainColumn(
                    "种类", "kind",
                    .choice(SourceKind.allCases.map { ChainWord($0.rawValue, $0.label) }),
                    width: 24), ChainColumn("标题", "title", .text, width: 60),
                .optional("日期", "dated", .day),
                .optional("网址", "address", .text, width: 40),
            ]),
        ChainSheet(
            "落位", "placements",
            [
                ChainColumn("环节", "link", .reference("links"), width: 18),
                ChainColumn("企业", "company", .reference("companies"), width: 36),
                ChainColumn("所在地代码", "place", .digits, width: 12),
                .optional(
                    "状态", "standing",
                    .choice(PlacementStanding.allCases.map { ChainWord($0.rawValue, $0.label) }),
                    width: 8),
                .optional(
                    "资质", "as",
                    .choices(PlacementQuality.allCases.map { ChainWord($0.rawValue, $0.label) }),
                    width: 18), .optional("备注", "note", .text, width: 30), source,
            ]),
        ChainSheet(
            "供应", "trade",
            [
                ChainColumn("供应企业", "from", .reference("companies"), width: 30),
                .optional("采购企业", "to", .reference("companies"), width: 30),
                ChainColumn("供应什么", "what", .text, width: 24),
                ChainColumn(
                    "程度", "kind",
                    .choice(CompanySupplyKind.allCases.map { ChainWord($0.rawValue, $0.label) }),
                    width: 8), .optional("可信度（1至5）", "confidence", .integer, width: 16),
                .optional("备注", "note", .text, width: 30), source,
            ]),
        ChainSheet(
            "已查全", "complete",
            [
                ChainColumn("环节", "link", .reference("links"), width: 18),
                ChainColumn("所在地代码", "place", .digits, width: 12),
                ChainColumn("由谁声明", "by", .text, width: 30),
                ChainColumn("声明日期", "on", .day), source,
            ]),
        ChainSheet(
            "配套调查", "surveys",
            [
                ChainColumn("环节", "link", .reference("links"), width: 18),
                ChainColumn("链主企业", "company", .reference("companies"), width: 36),
                ChainColumn(
                    "本地采购比例", "band",
                    .choice(LocalShareBand.allCases.map { ChainWord($0.rawValue, $0.label) })),
                .optional("集中于一家或一国", "concentrated", .flag, width: 18),
                ChainColumn("调查日期", "on", .day), source,
            ]),
        ChainSheet(
            "产值", "outputs",
            [
                ChainColumn("环节", "link", .reference("links"), width: 18),
                ChainColumn("所在地代码", "place", .digits, width: 12),
                ChainColumn("年份", "year", .integer, width: 8),
                ChainColumn("本地产值（元）", "local", .yuan, width: 20),
                ChainColumn("本地全部产值（元）", "local_total", .yuan, width: 20),
                ChainColumn("全国产值（元）", "national", .yuan, width: 20),
                ChainColumn("全国全部产值（元）", "national_total", .yuan, width: 20), source,
            ]),
    ]

    private static let source = ChainColumn("来源", "source", .reference("sources"), width: 40)
}

// MARK: Several texts in a cell

/// What parts the texts of one cell: the first where the program writes.
private let separators = "、；;，\n".unicodeScalars

/// Texts parted by «、». One that holds what parts, or could be taken for something else, stands in
/// straight quotes, those in it doubled: so every list is read back as it was.
func joinedInCell(_ texts: [String]) -> String {
    texts.map { text in
        let isPlain =
            !text.isEmpty && trimmed(text) == text && text.unicodeScalars.first != "\""
            && !text.unicodeScalars.contains(where: separators.contains)
        return isPlain ? text : quotedInCell(text)
    }.joined(separator: "、")
}

/// Quote by quote, also one that a combining sign follows.
private func quotedInCell(_ text: String) -> String {
    var quoted = String.UnicodeScalarView("\"".unicodeScalars)
    for scalar in text.unicodeScalars {
        if scalar == "\"" { quoted.append(scalar) }
        quoted.append(scalar)
    }
    quoted.append("\"")
    return String(quoted)
}

/// The texts of a cell; nil where a quote isn't closed or something stands behind it.
func partsOfCell(_ cell: String) -> [String]? {
    var parts: [String] = []
    var rest = cell.unicodeScalars[...]
    while true {
        while let first = rest.first, trimmed(String(first)).isEmpty || separators.contains(first) {
            rest.removeFirst()
        }
        guard let first = rest.first else { return parts }
        if first == "\"" {
            guard let quoted = takeQuoted(&rest) else { return nil }
            parts.append(quoted)
        } else {
            let end = rest.firstIndex(where: separators.contains) ?? rest.endIndex
            parts.append(trimmed(String(rest[..<end])))
            rest = rest[end...]
        }
    }
}

private func takeQuoted(_ rest: inout Substring.UnicodeScalarView) -> String? {
    rest.removeFirst()
    var text = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
        guard scalar == "\"" else {
            text.append(scalar)
            continue
        }
        if rest.first == "\"" {
            rest.removeFirst()
            text.append(scalar)
            continue
        }
        let behind = rest.prefix { !separators.contains($0) }
        return trimmed(String(behind)).isEmpty ? String(text) : nil
    }
    return nil
}
