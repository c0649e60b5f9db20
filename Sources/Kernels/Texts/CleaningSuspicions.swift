/// A passage that may not belong to its text. It stays where it is; a person decides.
package struct TextSuspicion: Hashable, Sendable {
    package enum Kind: Sendable {
        /// Words of an advertisement between a sentence's own words: 疑似插入.
        case inserted
        /// A passage that stood in the text before.
        case repeated
    }

    package let kind: Kind
    /// In the text given, counted in code points.
    package let characters: Range<Int>
    /// For a repetition, where it stands first.
    package let first: Int?
    package let passage: String
}

/// Words of which trade names and offers are made. A phrase of nothing but these says nothing of
/// an event: no verb, no place, no figure.
private let advertWords = [
    "科技", "信息", "咨询", "服务", "网络", "传媒", "文化", "广告", "代理", "培训", "加盟", "热线", "推广", "微信",
    "营销", "策划", "设计", "软件", "电子", "商务", "贸易", "中介", "代办", "注册", "公众号", "客服", "平台",
    "技术", "有限公司", "公司", "资讯", "翻译", "装饰", "装修", "租赁", "维修", "搬家", "贷款", "理财", "招聘",
]

/// Words that end an offer. «信息技术、科技服务» lists subjects; «科技信息咨询» sells something.
private let offerWords: Set<String> = [
    "咨询", "广告", "代理", "培训", "加盟", "热线", "推广", "营销", "策划", "中介", "代办", "客服", "公众号", "微信",
    "有限公司", "公司", "翻译", "装饰", "装修", "租赁", "维修", "搬家", "贷款", "理财", "招聘", "资讯",
]

private let openers: Set<Unicode.Scalar> = ["”", "’", "》", "）", ")", "。", "！", "？", "\n", "，", ","]
private let closers: Set<Unicode.Scalar> = ["，", ",", "。", "；", ";", "、", "！", "？", "\n", "：", ":"]
/// Marks that end what is compared as a passage.
private let passageEnds: Set<Unicode.Scalar> = ["。", "！", "？", "；", "\n", "\r", "，", ","]

/// Shorter passages repeat in every text («全市各级各部门»).
private let shortestRepetition = 16
/// No advertisement of more words is looked for.
private let longestOffer = 24

/// Finds phrases that seem put in from elsewhere and passages that stand twice. Nothing is taken
/// out. Linear in the text, with one entry kept for each passage.
package func suspicions(in text: String) -> [TextSuspicion] {
    let scalars = Array(text.unicodeScalars)
    let found = insertions(in: scalars) + repetitions(in: scalars)
    return found.sorted { $0.characters.lowerBound < $1.characters.lowerBound }
}

/// At least two advert words and nothing else, the last an offer, between a mark that ends
/// something and the next mark. Behind a closing quote or bracket a sentence goes on with its own
/// grammar; a bare trade phrase there, or alone between two marks, belongs to no sentence.
private func insertions(in text: [Unicode.Scalar]) -> [TextSuspicion] {
    var found: [TextSuspicion] = []
    for opener in text.indices where openers.contains(text[opener]) {
        var index = opener + 1
        var words = 0
        var last = ""
        while index - opener <= longestOffer, let word = advertWord(in: text, at: index) {
            index += word.unicodeScalars.count
            words += 1
            last = word
        }
        guard words >= 2, offerWords.contains(last),
            index == text.count || closers.contains(text[index])
        else { continue }
        found.append(suspicion(.inserted, opener + 1..<index, first: nil, in: text))
    }
    return found
}

private func advertWord(in text: [Unicode.Scalar], at start: Int) -> String? {
    guard start < text.count else { return nil }
    return advertWords.first { word in
        let end = start + word.unicodeScalars.count
        return end <= text.count && text[start..<end].elementsEqual(word.unicodeScalars)
    }
}

private func repetitions(in text: [Unicode.Scalar]) -> [TextSuspicion] {
    var seen: [ArraySlice<Unicode.Scalar>: Int] = [:]
    var found: [TextSuspicion] = []
    var start = 0
    for index in 0...text.count where index == text.count || passageEnds.contains(text[index]) {
        let passage = text[start..<index]
        if passage.count >= shortestRepetition {
            if let first = seen[passage] {
                found.append(suspicion(.repeated, start..<index, first: first, in: text))
            } else {
                seen[passage] = start
            }
        }
        start = index + 1
    }
    return found
}

private func suspicion(
    _ kind: TextSuspicion.Kind, _ range: Range<Int>, first: Int?, in text: [Unicode.Scalar]
) -> TextSuspicion {
    var passage = String.UnicodeScalarView()
    passage.append(contentsOf: text[range])
    return TextSuspicion(
        kind: kind, characters: range, first: first, passage: String(passage))
}
