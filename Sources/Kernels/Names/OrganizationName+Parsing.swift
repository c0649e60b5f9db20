import Texts

extension OrganizationName {
    /// Takes a name apart. Never fails: what is not understood stays in the core.
    package init(_ written: String, _ vocabulary: NameVocabulary) {
        let simple = written.tidied.simplified
        let mayHaveCapitals = simple.unicodeScalars.contains { $0.value > 0x40 && !$0.isHan }
        let tidy = mayHaveCapitals ? simple.lowercased() : simple
        let (main, notes) = splitBrackets(tidy)
        if let latin = LatinName.read(main) {
            self.latin = latin.name
            form = .foreign
            isGroup = latin.isGroup
            text = main.folded
        } else {
            readChinese(main.folded, vocabulary)
        }
        for note in notes { readNote(note, vocabulary) }
    }

    /// What stands in brackets: a place, «拟设», a form, the name in another language.
    private mutating func readNote(_ note: String, _ vocabulary: NameVocabulary) {
        let folded = note.folded
        if plannedWords.contains(where: folded.hasPrefix) {
            isPlanned = true
        } else if let place = regionAlone(folded, vocabulary) {
            if region.isEmpty { region = place }
            if vocabulary.isCountry(place) { isForeign = true }
        } else if folded == "集团" || folded == "控股" {
            isGroup = true
        } else if folded.hasSuffix("合伙") {
            form = .partnership
        } else if latin == nil, core.count >= 2, let other = LatinName.read(note) {
            latin = other.name
        } else if latin != nil, core.isEmpty, folded.unicodeScalars.contains(where: \.isHan) {
            var chinese = OrganizationName(note, vocabulary)
            chinese.latin = latin
            chinese.isPlanned = chinese.isPlanned || isPlanned
            self = chinese
        }
    }

    private mutating func readChinese(_ whole: String, _ vocabulary: NameVocabulary) {
        var rest = whole.letters[...]
        for word in plannedLetters where rest.starts(with: word) && rest.count - word.count >= 2 {
            rest = rest.dropFirst(word.count)
            isPlanned = true
            break
        }
        text = String(letters: rest)
        takeBranch(&rest)
        takeForm(&rest)
        takeRegion(&rest, vocabulary)
        takeTrade(&rest, vocabulary)
        core = String(letters: rest)
        isCoreGeneric = rest.count < 2 || vocabulary.isTrade(rest)
    }

    /// «…有限公司青岛分公司», «招商银行青岛分行»: the branch leaves the company's own name.
    private mutating func takeBranch(_ rest: inout NameLetters) {
        guard let ending = branchEndings.first(where: { rest.ends(with: $0) }) else { return }
        let owner = rest.dropLast(ending.count)
        guard
            let company = lastEnd(of: companyLetters, in: owner)
                ?? lastEnd(of: bankLetters, in: owner)
        else { return }
        branch = String(letters: rest[company...])
        rest = rest[..<company]
    }

    private mutating func takeForm(_ rest: inout NameLetters) {
        if let (ending, found) = formEndings.first(where: { rest.ends(with: $0.0) }),
            rest.count - ending.count >= 1
        {
            form = found
            rest = rest.dropLast(ending.count)
        }
        while rest.count >= 4, groupEndings.contains(where: { rest.ends(with: $0) }) {
            isGroup = true
            rest = rest.dropLast(2)
        }
    }

    /// Up to three places one within the other: 浙江省杭州市余杭区.
    private mutating func takeRegion(_ rest: inout NameLetters, _ vocabulary: NameVocabulary) {
        for _ in 0..<3 {
            guard let (place, length) = leadingRegion(rest, vocabulary),
                rest.count - length >= 2
            else { break }
            if region.isEmpty || region == "中国" { region = place }
            isForeign = isForeign || vocabulary.isCountry(place)
            rest = rest.dropFirst(length)
        }
        if region.isEmpty, rest.count >= 4, rest.ends(with: chinaLetters) {
            region = "中国"
            rest = rest.dropLast(2)
        }
    }

    private mutating func takeTrade(_ rest: inout NameLetters, _ vocabulary: NameVocabulary) {
        var tail: [NameLetters] = []
        trades: while rest.count >= 4 {
            for length in stride(from: min(7, rest.count - 2), through: 2, by: -1) {
                let word = rest.suffix(length)
                let isGroupWord = length == 2 && groupEndings.contains { word.elementsEqual($0) }
                guard isGroupWord || vocabulary.isTrade(word) else { continue }
                if isGroupWord { isGroup = true } else { tail.append(word) }
                rest = rest.dropLast(length)
                continue trades
            }
            break
        }
        trade = String(letters: tail.reversed().joined())
    }
}

/// The text outside of brackets, and what stands in the outer ones.
private func splitBrackets(_ text: String) -> (main: String, notes: [String]) {
    var main = String.UnicodeScalarView()
    var notes: [String] = []
    var note = String.UnicodeScalarView()
    var depth = 0
    for letter in text.unicodeScalars {
        switch letter {
        case "(", "〔", "【", "[":
            if depth > 0 { note.append(letter) }
            depth += 1
        case ")", "〕", "】", "]":
            depth = max(0, depth - 1)
            if depth > 0 {
                note.append(letter)
            } else if !note.isEmpty {
                notes.append(String(note))
                note = String.UnicodeScalarView()
            }
        default:
            if depth > 0 { note.append(letter) } else { main.append(letter) }
        }
    }
    if !note.isEmpty { notes.append(String(note)) }
    return (String(main), notes)
}

private func leadingRegion(
    _ text: NameLetters, _ vocabulary: NameVocabulary
) -> (place: String, length: Int)? {
    guard let first = text.first else { return nil }
    let longest = vocabulary.longestRegion(from: first)
    guard longest >= 2 else { return nil }
    for length in stride(from: min(longest, text.count), through: 2, by: -1) {
        let word = String(letters: text.prefix(length))
        guard vocabulary.isRegion(word) else { continue }
        let after = text.dropFirst(length)
        let ending = placeEndingLetters.first {
            after.count - $0.count >= 2 && after.starts(with: $0)
        }
        return (regionAlone(word, vocabulary) ?? word, length + (ending?.count ?? 0))
    }
    return nil
}

/// A place and nothing else, without its ending.
private func regionAlone(_ text: String, _ vocabulary: NameVocabulary) -> String? {
    let letters = text.letters[...]
    for ending in placeEndingLetters where letters.ends(with: ending) {
        let short = String(letters: letters.dropLast(ending.count))
        if vocabulary.isRegion(short) { return short }
    }
    return vocabulary.isRegion(text) ? text : nil
}

/// Where a word ends for the last time.
private func lastEnd(of word: [Unicode.Scalar], in text: NameLetters) -> Int? {
    var end = text.endIndex
    while end > text.startIndex {
        if text[..<end].ends(with: word) { return end }
        end -= 1
    }
    return nil
}

private let plannedLetters = plannedWords.map(\.letters)
let placeEndingLetters = placeEndings.map(\.letters)
private let companyLetters = "公司".letters
private let chinaLetters = "中国".letters
private let groupEndings = ["集团", "控股"].map(\.letters)
private let bankLetters = "银行".letters
private let branchEndings = [
    "分公司", "办事处", "代表处", "分厂", "分院", "分所", "分行", "支行", "分理处", "营业部",
].map(\.letters)

private let formEndings = wordsOfForms.map { ($0.0.letters, $0.1) }

// Longest first, so that 有限公司 does not cut 股份有限公司 short.
let wordsOfForms: [(String, LegalForm)] = [
    ("股份有限责任公司", .byShares), ("股份有限公司", .byShares), ("股份公司", .byShares),
    ("有限责任公司", .limited), ("有限公司", .limited), ("项目公司", .project),
    ("合伙企业", .partnership), ("总公司", .company), ("子公司", .company), ("公司", .company),
    ("股份", .byShares),
    ("研究总院", .institute), ("研究院", .institute), ("研究所", .institute),
    ("设计院", .institute), ("事务所", .office), ("合作社", .cooperative), ("总厂", .plant),
    ("厂", .plant), ("中心", .centre),
]
