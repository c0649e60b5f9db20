import Texts

extension LatinName {
    /// Reads a name that is mostly Latin letters; nil for any other. The flag tells a group or
    /// holding.
    static func read(_ text: String) -> (name: LatinName, isGroup: Bool)? {
        var latin = 0
        var other = 0
        for scalar in text.unicodeScalars {
            if scalar.isLatinLetter { latin += 1 } else if scalar.isHan { other += 1 }
        }
        guard latin >= 3, other == 0 || latin > 4 * other else { return nil }
        var words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        if words.count > 1, words[0] == "the" { words.removeFirst() }
        var isGroup = false
        while words.count > 1, let last = words.last, legalWords.contains(last) {
            if groupWords.contains(last) { isGroup = true }
            words.removeLast()
        }
        var trade: [String] = []
        while words.count > 1, let last = words.last, tradeWords[last] != nil {
            trade.insert(words.removeLast(), at: 0)
        }
        return (LatinName(core: words.joined(), trade: trade), isGroup)
    }

    /// The trade in Chinese, as far as the words are known.
    var chineseTrade: [String] { trade.compactMap { tradeWords[$0] } }
}

private let groupWords: Set<String> = ["group", "holding", "holdings"]

// Legal forms of the countries that invest most, as the words and letters a name ends in.
let legalWords: Set<String> = groupWords.union([
    "ltd", "limited", "pte", "pty", "inc", "incorporated", "corp", "corporation", "co", "company",
    "llc", "llp", "lp", "plc", "gmbh", "ag", "kg", "kgaa", "mbh", "se", "ev", "sa", "sas", "sarl",
    "srl", "spa", "nv", "bv", "ab", "oy", "oyj", "as", "asa", "aps", "kk", "gk", "yk", "sdn",
    "aktiengesellschaft", "gesellschaft", "mit", "beschränkter", "beschrankter", "haftung",
    "société", "societe", "anonyme", "kabushiki", "kaisha", "aktiebolag", "naamloze", "besloten",
    "vennootschap",
    "bhd", "berhad", "jsc", "pjsc", "ooo", "s", "a", "k", "l", "p", "c", "r", "n", "v", "b", "g",
    "and", "und",
])

// English words of trades and the Chinese words they are translated by.
private let tradeWords: [String: String] = [
    "energy": "能源", "power": "电力", "systems": "系统", "system": "系统", "marine": "海事",
    "maritime": "海事", "shipping": "航运", "technologies": "技术", "technology": "技术",
    "tech": "科技", "materials": "材料", "material": "材料", "chemical": "化工",
    "chemicals": "化工", "medical": "医疗", "pharma": "制药", "pharmaceutical": "制药",
    "pharmaceuticals": "制药", "biotech": "生物科技", "bio": "生物", "health": "健康",
    "healthcare": "医疗", "electronics": "电子", "electronic": "电子", "electric": "电气",
    "semiconductor": "半导体", "semiconductors": "半导体", "optics": "光学",
    "industries": "工业", "industrial": "工业", "industry": "工业", "machinery": "机械",
    "engineering": "工程", "manufacturing": "制造", "precision": "精密", "robotics": "机器人",
    "automation": "自动化", "automotive": "汽车", "motors": "汽车", "motor": "汽车",
    "auto": "汽车", "aviation": "航空", "aerospace": "航空航天", "logistics": "物流",
    "foods": "食品", "food": "食品", "beverage": "饮料", "textile": "纺织", "textiles": "纺织",
    "software": "软件", "digital": "数字", "data": "数据", "networks": "网络",
    "solutions": "解决方案", "services": "服务", "international": "国际", "global": "国际",
    "trading": "贸易", "capital": "资本", "investment": "投资", "investments": "投资",
    "partners": "投资", "environmental": "环保", "water": "水务", "solar": "太阳能",
    "wind": "风电", "battery": "电池", "batteries": "电池", "plastics": "塑料", "steel": "钢铁",
    "metals": "金属", "mining": "矿业", "glass": "玻璃", "paper": "纸业", "packaging": "包装",
    "china": "中国", "asia": "亚洲", "europe": "欧洲", "japan": "日本", "korea": "韩国",
]
