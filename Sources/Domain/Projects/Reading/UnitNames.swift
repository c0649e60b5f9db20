import Basics
import Texts

/// The units of the city as sheets, titles and file names write them.
struct UnitNames {
    struct Spelling {
        let text: String
        let unit: SheetUnit
        let isShort: Bool
    }

    private let spellings: [Spelling]
    private let byText: [String: SheetUnit]
    private let cityNames: [String]
    private let zones: [(String, String)]
    let units: [SheetUnit]

    init(_ context: SheetReadingContext) {
        units = context.units
        // 示例市 is also written 示例.
        let cities = context.cityNames.map(comparable)
        let short = cities.filter { $0.hasSuffix("市") && $0.count > 2 }.map {
            String($0.dropLast())
        }
        cityNames = Set(cities + short).sorted { $0.utf8.count > $1.utf8.count }
        zones = context.vocabulary.list("zones").compactMap { pair in
            let parts = pair.split(separator: "=")
            return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
        }
        var spellings: [Spelling] = []
        var byText: [String: SheetUnit] = [:]
        for unit in context.units {
            for text in Set(unit.spellings.map(comparable)) where !text.isEmpty {
                let plain = UnitNames.shortened(text, zones)
                for form in Set([text, plain]) {
                    let isShort = !UnitNames.endsUnit(form)
                    spellings.append(Spelling(text: form, unit: unit, isShort: isShort))
                    byText[form] = unit
                    for city in cityNames where form.hasPrefix(city) {
                        let rest = String(form.dropFirst(city.count))
                        guard rest.unicodeScalars.count >= 3, UnitNames.endsUnit(rest) else {
                            continue
                        }
                        spellings.append(Spelling(text: rest, unit: unit, isShort: false))
                        if byText[rest] == nil { byText[rest] = unit }
                    }
                }
            }
        }
        self.spellings = spellings.sorted { $0.text.utf8.count > $1.text.utf8.count }
        self.byText = byText
    }

    /// The unit that a cell names and nothing else.
    func exact(_ text: String) -> SheetUnit? {
        if text.utf8.count > 90 { return nil }
        let word = comparable(text)
        return byText[word] ?? byText[UnitNames.shortened(word, zones)]
    }

    /// Units that a title or a file name names, the longest spelling of each place first.
    func mentioned(in text: String) -> [SheetUnit] {
        var word = Array(UnitNames.shortened(comparable(text), zones).unicodeScalars)
        var found: [SheetUnit] = []
        for spelling in spellings {
            let pattern = Array(spelling.text.unicodeScalars)
            var index = 0
            while index + pattern.count <= word.count {
                if stands(pattern, in: word, at: index),
                    isWhole(word, index, index + pattern.count, spelling)
                {
                    if !found.contains(spelling.unit) { found.append(spelling.unit) }
                    for place in index..<(index + pattern.count) { word[place] = " " }
                }
                index += 1
            }
        }
        return found
    }

    /// A short name counts at the beginning of a word: «高新区» but not «高新技术», not «邻州高新».
    private func isWhole(
        _ word: [Unicode.Scalar], _ start: Int, _ end: Int, _ spelling: Spelling
    ) -> Bool {
        if start > 0, (0x4E00...0x9FFF).contains(word[start - 1].value), !isIntroduced(word, start)
        {
            return false
        }
        if spelling.isShort, end < word.count {
            if "技镇乡村街路河湖山港".unicodeScalars.contains(word[end]) { return false }
        }
        return true
    }

    private func isIntroduced(_ word: [Unicode.Scalar], _ start: Int) -> Bool {
        let before = String(String.UnicodeScalarView(word[..<start]))
        if cityNames.contains(where: before.hasSuffix) { return true }
        return ["单位", "省", "市", "州", "附件", "附表", "报送", "上报", "关于", "年", "月", "份", "由"]
            .contains(where: before.hasSuffix) && !before.hasSuffix("城市")
    }

    /// A name that looks like a district at the beginning of a title but is none of the folder's.
    func stranger(in text: String) -> String? {
        var word = Array(UnitNames.shortened(comparable(text), zones).unicodeScalars)
        while let first = word.first, !(0x4E00...0x9FFF).contains(first.value) {
            word.removeFirst()
        }
        for city in cityNames {
            let pattern = Array(city.unicodeScalars)
            if stands(pattern, in: word, at: 0) { word.removeFirst(pattern.count) }
        }
        for index in 0..<min(9, word.count) {
            guard "区县市旗州".unicodeScalars.contains(word[index]) else {
                if !(0x4E00...0x9FFF).contains(word[index].value) { return nil }
                continue
            }
            let name = String(String.UnicodeScalarView(word[...index]))
            let isGeneral = index < 2 || general.contains(where: name.hasSuffix)
            let behind = String(String.UnicodeScalarView(word[(index + 1)...]))
            if isGeneral { continue }
            let goesOn =
                ["20", "招", "项", "重", "1", "2", "3", "9", "双", "上", "月", "开", "经", "产", "签"]
                .contains(where: behind.hasPrefix) || behind.isEmpty
            return goesOn ? name : nil
        }
        return nil
    }

    /// Names of the folder that are nearest to what was written.
    func nearest(to text: String, limit: Int = 3) -> [String] {
        let wanted = Set(comparable(text).unicodeScalars)
        let scored = units.map { unit in
            let own = Set(comparable(unit.name).unicodeScalars)
            let common = Double(own.intersection(wanted).count)
            return (common / Double(max(1, own.union(wanted).count)), unit.name)
        }
        return scored.sorted { ($0.0, $1.1) > ($1.0, $0.1) }.prefix(limit).map(\.1)
    }

    private static func endsUnit(_ text: String) -> Bool {
        guard let last = text.unicodeScalars.last else { return false }
        return "区县市旗州".unicodeScalars.contains(last)
    }

    private static func shortened(_ text: String, _ zones: [(String, String)]) -> String {
        var text = text
        for (long, short) in zones where text.holds(long) {
            text = replacing(long, by: short, in: text)
        }
        return text
    }
}

private let general = [
    "全市", "全区", "各区", "城市", "园区", "片区", "辖区", "地区", "社区", "新区", "城区", "市区", "区市", "全县",
    "库区", "项目区", "小区", "港区", "开发区",
]

/// `text` with each `word` replaced; without Foundation.
func replacing(_ word: String, by other: String, in text: String) -> String {
    let pattern = Array(word.unicodeScalars)
    let scalars = Array(text.unicodeScalars)
    guard !pattern.isEmpty else { return text }
    var result = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
        if stands(pattern, in: scalars, at: index) {
            result.append(contentsOf: other.unicodeScalars)
            index += pattern.count
        } else {
            result.append(scalars[index])
            index += 1
        }
    }
    return String(result)
}
