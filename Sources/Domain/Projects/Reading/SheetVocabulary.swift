import Basics
import Texts

/// The words that sheets use, as data of the city folder: headings per field, stages, agreements,
/// and the marks of rows that are no projects. Made from lists by dotted path
/// (`headings.total.words`, `stages.签约`), so that any reader of YAML can fill it.
package struct SheetVocabulary: Sendable {
    let headings: [ReportedField: HeadingWords]
    /// Heading as compared → fields it is a whole word of.
    let whole: [String: [ReportedField]]
    let stages: [(word: [Unicode.Scalar], stage: Stage)]
    let pending: [[Unicode.Scalar]]
    let formal: [String]
    let framework: [String]
    let noAgreement: [String]
    private let lists: [String: [String]]

    /// Every path that is known; the loader of the city folder refuses others.
    package static let paths: Set<String> = {
        var paths = Set(
            ReportedField.allCases.flatMap { field in
                ["words", "parts", "weak", "lesser", "not", "not_here"].map {
                    "headings.\(field.rawValue).\($0)"
                }
            })
        paths.formUnion(Stage.allCases.map { "stages.\($0.rawValue)" })
        paths.formUnion([
            "pending", "agreements.formal", "agreements.framework", "agreements.none", "empty",
            "evidence.no", "dropped", "sums", "notes", "previous", "counts", "companies",
            "projects", "offices", "modes", "chains", "places", "zones", "general",
        ])
        return paths
    }()

    package init(lists: [String: [String]]) {
        self.lists = lists.mapValues { $0.map(comparable) }
        var headings: [ReportedField: HeadingWords] = [:]
        var whole: [String: [ReportedField]] = [:]
        for field in ReportedField.allCases {
            let path = "headings.\(field.rawValue)."
            let words = HeadingWords(lists: lists, path: path)
            headings[field] = words
            for word in words.words { whole[word, default: []].append(field) }
        }
        self.headings = headings
        self.whole = whole
        var stages: [(word: [Unicode.Scalar], stage: Stage)] = []
        for stage in Stage.allCases {
            for word in lists["stages.\(stage.rawValue)"] ?? [] {
                stages.append((Array(comparable(word).unicodeScalars), stage))
            }
        }
        self.stages = stages.sorted { $0.word.count > $1.word.count }
        pending = (lists["pending"] ?? []).map { Array(comparable($0).unicodeScalars) }
        formal = (lists["agreements.formal"] ?? []).map(comparable)
        framework = (lists["agreements.framework"] ?? []).map(comparable)
        noAgreement = (lists["agreements.none"] ?? []).map(comparable)
        generalWords = Set((lists["general"] ?? []).map(comparable))
        emptyWords = Set((lists["empty"] ?? []).map(comparable))
    }

    /// Words that stand for nothing: —, /, 待定, 暂无.
    let emptyWords: Set<String>
    let generalWords: Set<String>

    func list(_ path: String) -> [String] { lists[path] ?? [] }

    func isEmpty(_ text: String) -> Bool {
        if text.utf8.count > 40 { return false }
        let word = comparable(text)
        return word.isEmpty || emptyWords.contains(word)
            || word.unicodeScalars.allSatisfy { "-—–－_/\\.·*一".unicodeScalars.contains($0) }
    }
}

/// How one field is headed. All compared half-width, without blanks, in small letters.
struct HeadingWords: Sendable {
    /// Whole headings.
    var words: Set<String>
    /// Pieces that must all stand in the heading.
    var parts: [[String]]
    /// Whole headings that mean the field only where no other column does.
    var weak: Set<String>
    /// Words that make a column the lesser choice: 本月 where 累计 is wanted.
    var lesser: [String]
    /// Words that exclude the field, in the heading or the one above it.
    var not: [String]
    /// Words that exclude it in the heading itself.
    var notHere: [String]

    init(lists: [String: [String]], path: String) {
        func list(_ name: String) -> [String] { (lists[path + name] ?? []).map(comparable) }
        words = Set(list("words"))
        parts = list("parts").map { $0.split(separator: "+").map(String.init) }
        weak = Set(list("weak"))
        lesser = list("lesser")
        not = list("not")
        notHere = list("not_here")
    }
}

/// One heading with the one above it, ready for comparing.
struct HeadingText: Hashable {
    /// As shown: «投资规模 / 总投资（亿元）».
    let shown: String
    /// Without brackets and signs.
    let base: String
    /// With what stands in brackets.
    let full: String
    let parentBase: String
    let parentFull: String

    init(_ texts: [String]) {
        shown = texts.map { tidy($0) }.joined(separator: " / ")
        let last = texts.last ?? ""
        full = comparable(last)
        base = HeadingText.base(of: full)
        let parents = texts.dropLast().map(comparable)
        parentFull = parents.joined()
        parentBase = parents.map(HeadingText.base).joined()
    }

    /// What a remembered layout and a repeated heading are compared by.
    var key: String {
        let text = parentBase.isEmpty ? base : parentBase + "/" + base
        return text.isEmpty ? full : text
    }

    /// Without brackets, marks and numbering.
    static func base(of text: String) -> String {
        var result = String.UnicodeScalarView()
        var depth = 0
        for scalar in text.unicodeScalars {
            switch scalar {
            case "(", "[", "【", "〔", "<": depth += 1
            case ")", "]", "】", "〕", ">": depth = max(0, depth - 1)
            case "*", "★", "☆", ":", "、", "/", ",", "。", "#", "'", "\"", "“", "”", "·", "-", "_":
                continue
            default: if depth == 0 { result.append(scalar) }
            }
        }
        return String(result)
    }
}

/// How well a heading names a field.
struct HeadingMatch {
    let field: ReportedField
    /// 0 to 100.
    let score: Int
}

extension SheetVocabulary {
    /// The fields a heading may mean, best first; a field stands once.
    func matches(_ heading: HeadingText) -> [HeadingMatch] {
        guard !heading.base.isEmpty || !heading.full.isEmpty else { return [] }
        var matches: [HeadingMatch] = []
        for field in ReportedField.allCases {
            guard let words = headings[field] else { continue }
            let score = words.score(heading, general: generalWords)
            if score > 0 { matches.append(HeadingMatch(field: field, score: score)) }
        }
        return matches.sorted { $0.score > $1.score }
    }
}

extension HeadingWords {
    /// `general` are headings like 累计 and 金额 that say what the heading above them says.
    func score(_ heading: HeadingText, general: Set<String>) -> Int {
        let base = heading.base.isEmpty ? heading.full : heading.base
        let joined = heading.parentBase + base
        let all = heading.parentFull + heading.full
        if not.contains(where: all.holds) || notHere.contains(where: heading.full.holds) {
            return 0
        }
        var score = 0
        if words.contains(base) || words.contains(heading.full) {
            score = 97
        } else if !heading.parentBase.isEmpty, words.contains(joined) {
            score = 96
        } else {
            score = max(partScore(base, limit: 92), partScore(heading.full, limit: 88))
            if !heading.parentBase.isEmpty, score == 0 {
                // What only the heading above says is weak, unless this one adds nothing of its
                // own.
                let isOwn = general.contains(base) || partScore(heading.parentBase, limit: 86) == 0
                score = isOwn ? partScore(joined, limit: 86) : min(40, partScore(joined, limit: 86))
            }
            if score == 0, weak.contains(base) { score = 55 }
            if score == 0, base.unicodeScalars.count <= 3, words.contains(heading.parentBase) {
                score = 60
            }
        }
        if score > 0, lesser.contains(where: all.holds) { score = max(30, score - 25) }
        return score
    }

    private func partScore(_ text: String, limit: Int) -> Int {
        let length = max(1, text.unicodeScalars.count)
        var best = 0
        for pieces in parts where pieces.allSatisfy(text.holds) {
            let matched = pieces.reduce(0) { $0 + $1.unicodeScalars.count }
            best = max(best, 60 + min(limit - 60, (limit - 60) * matched / length))
        }
        return best
    }
}

/// Blanks at the ends gone, line breaks and runs of blanks closed: between Chinese characters
/// without a trace, else as one blank. Widths stay as written.
package func tidy(_ text: String) -> String {
    if !holdsBlanks(text) { return text }
    var result = String.UnicodeScalarView()
    var pending = false
    for scalar in text.unicodeScalars {
        if isBlankScalar(scalar) {
            pending = !result.isEmpty
            continue
        }
        if scalar.value == 0xFEFF || (0x200B...0x200F).contains(scalar.value) { continue }
        if pending, let last = result.last, !(isWide(last) && isWide(scalar)) { result.append(" ") }
        pending = false
        result.append(scalar)
    }
    return String(result)
}

private func isBlankScalar(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value <= 32 || halfWidth(scalar) == " " || halfWidth(scalar) == "\n"
}

private func isWide(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= 0x2E80 }
