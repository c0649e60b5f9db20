import Texts

/// A name letter by letter, each with the part of the name it belongs to: what the index keeps and
/// what alignment works on. Names in brackets that are places stand at the front, as in the legal
/// name; marks of the exchanges (ST, XD, a class of shares) are gone.
struct NameSpelling: Sendable {
    var letters: [SpelledLetter] = []
    /// Words in Latin letters, small, in order; a letter refers to them by number.
    var words: [String] = []
    /// It states a legal form, so that what it lacks is lacking: «青啤» leaves out, «青岛啤酒有限公司» does
    /// not.
    var isWhole = false
    /// It carries a mark of the exchanges or says 股份, so that its bearer is a company limited by
    /// shares.
    var isByShares = false
}

/// What a letter of a name does there.
enum NameRole: UInt8, Sendable {
    case core, trade, region, group, form
}

struct SpelledLetter: Sendable {
    /// A character or a digit; for a Latin word its number in `words`, plus `wordBase`.
    var code: UInt32
    var role: NameRole
    /// The first letter of the name, of its core, of a word of its trade.
    var opens = false

    static let wordBase: UInt32 = 0x20_0000
}

/// Reads spellings: the words of a vocabulary as a tree.
struct NameSpeller: Sendable {
    private let tree: WordTree<NameWord>

    init(places: some Sequence<String>, trades: some Sequence<String>) {
        var words: [([Unicode.Scalar], NameWord)] = []
        for word in ["集团", "控股", "股份"] { words.append((word.letters, .group)) }
        for (word, _) in wordsOfForms { words.append((word.letters, .form)) }
        for word in places { words.append((word.letters, .place)) }
        for word in trades { words.append((word.letters, .trade)) }
        tree = WordTree(words)
    }

    func read(_ name: String) -> NameSpelling {
        let (main, places) = split(name)
        var text = main[...]
        let isMarked = dropMarks(&text)
        if places.isEmpty {
            moveTrailingPlace(&text)
        } else {
            text = ([Unicode.Scalar](places) + text)[...]
        }
        var spelling = spell(Array(text))
        if isMarked { spelling.isByShares = true }
        return spelling
    }

    /// Folded letters, without the brackets; places that stand in brackets apart.
    private func split(_ name: String) -> (main: [Unicode.Scalar], places: [Unicode.Scalar]) {
        var main: [Unicode.Scalar] = []
        var places: [Unicode.Scalar] = []
        var opened: Int?
        for scalar in name.unicodeScalars {
            let value = scalar.value
            if value < 0x10000 {
                let folded = foldedLetters[Int(value)]
                switch folded {
                case 0: continue
                case 0x28:
                    if opened == nil { opened = main.count }
                case 0x29:
                    if let start = opened, isPlace(main, from: start) {
                        if start > 0 {
                            places += main[start...]
                            main.removeLast(main.count - start)
                        }
                    }
                    opened = nil
                default:
                    if let plain = Unicode.Scalar(UInt32(folded)) { main.append(plain) }
                }
            } else if scalar.isHan {
                main.append(scalar)
            }
        }
        return (main, places)
    }

    private func isPlace(_ letters: [Unicode.Scalar], from start: Int) -> Bool {
        guard start < letters.count, let found = tree.longest(in: letters, from: start),
            found.kind == .place
        else { return false }
        let rest = letters[found.end...]
        return rest.isEmpty || placeEndingLetters.contains { $0.elementsEqual(rest) }
    }

    /// «*ST», «XD», «N», «退市» before a Chinese name; «A», «B股», «-W» behind a short one. True when
    /// there were any.
    private func dropMarks(_ text: inout ArraySlice<Unicode.Scalar>) -> Bool {
        let count = text.count
        while let first = text.first, first == "*" || first == " " { text.removeFirst() }
        let latin = text.prefix { $0.isASCII && $0.properties.isAlphabetic || $0 == "*" }
        let rest = text[latin.endIndex...].drop { $0 == " " }
        if rest.first?.isHan == true,
            exchangeMarks.contains(String(letters: latin.filter { $0 != "*" }))
        {
            text = rest
        }
        if text.count >= 4, text.starts(with: "退市".unicodeScalars) { text = text.dropFirst(2) }
        if text.count <= 8, text.count >= 4, text.last == "股",
            let mark = text.dropLast().last, "abh".unicodeScalars.contains(mark)
        {
            text = text.dropLast(2)
        }
        let tail = text.reversed().prefix { $0.isASCII && $0.properties.isAlphabetic }
        if (1...2).contains(tail.count), text.count <= 8, text.count - tail.count >= 2,
            shareMarks.contains(String(letters: tail.reversed()))
        {
            text = text.dropLast(tail.count)
            if text.last == "-" { text = text.dropLast() }
        }
        return text.count != count
    }

    /// «视觉中国»: a place at the end goes to the front, where the legal name has it or had it in
    /// brackets.
    private func moveTrailingPlace(_ text: inout ArraySlice<Unicode.Scalar>) {
        guard text.count >= 4, let last = text.last, last.isHan else { return }
        let letters = Array(text)
        for length in 2...min(4, letters.count - 2) {
            let start = letters.count - length
            if let found = tree.longest(in: letters, from: start), found.kind == .place,
                found.end == letters.count
            {
                text = (letters[start...] + letters[..<start])[...]
                return
            }
        }
    }

    /// Goes through folded letters from the front: Latin words, known words, single letters.
    private func spell(_ text: [Unicode.Scalar]) -> NameSpelling {
        var spelling = NameSpelling()
        var index = 0
        /// Nothing but places so far.
        var isFront = true
        var followsWord = true
        while index < text.count {
            let letter = text[index]
            if letter.isLatinLetter {
                let end = text[index...].firstIndex { !$0.isLatinLetter } ?? text.count
                spelling.add(word: String(letters: text[index..<end]), isFirst: index == 0)
                index = end
                isFront = false
                followsWord = true
            } else if !letter.isHan, !letter.isDigit {
                index += 1
            } else if let word = word(in: text, at: index, isFront: isFront) {
                spelling.add(text[index..<word.end], word.role)
                if word.role != .region { isFront = false }
                followsWord = true
                index = word.end
            } else {
                spelling.letters.append(
                    SpelledLetter(code: letter.value, role: .core, opens: followsWord))
                isFront = false
                followsWord = false
                index += 1
            }
        }
        spelling.giveCore()
        return spelling
    }

    /// The longest word at a place that may stand there: a form or a group word never begins a
    /// name, and a place is one at the front only.
    private func word(
        in text: [Unicode.Scalar], at index: Int, isFront: Bool
    ) -> (role: NameRole, end: Int)? {
        guard let (kind, end) = tree.longest(in: text, from: index) else { return nil }
        switch kind {
        case .trade: return (.trade, end)
        case .form: return index > 0 ? (.form, end) : nil
        case .group: return index > 0 ? (.group, end) : nil
        case .place:
            guard isFront else { return nil }
            let rest = text[end...]
            let ending = placeEndingLetters.first { $0.count < rest.count && rest.starts(with: $0) }
            return (.region, end + (ending?.count ?? 0))
        }
    }
}

extension NameSpelling {
    fileprivate mutating func add(_ text: ArraySlice<Unicode.Scalar>, _ role: NameRole) {
        for (place, letter) in zip(text.indices, text) {
            letters.append(
                SpelledLetter(code: letter.value, role: role, opens: place == text.startIndex))
        }
        if role == .form { isWhole = true }
        if role == .form || role == .group, text.first == "股" { isByShares = true }
    }

    fileprivate mutating func add(word: String, isFirst: Bool) {
        let isForm = !isFirst && legalWords.contains(word)
        letters.append(
            SpelledLetter(
                code: SpelledLetter.wordBase + UInt32(words.count), role: isForm ? .form : .core,
                opens: true))
        words.append(word)
        if isForm { isWhole = true }
    }

    /// A name of known words alone («上海机场») has its trade, or else its place, as its core.
    fileprivate mutating func giveCore() {
        guard !letters.contains(where: { $0.role == .core }) else { return }
        let role: NameRole = letters.contains { $0.role == .trade } ? .trade : .region
        for place in letters.indices where letters[place].role == role {
            letters[place].role = .core
        }
    }
}

enum NameWord: Sendable { case place, trade, group, form }

private let exchangeMarks: Set<String> = [
    "st", "sst", "s", "xd", "xr", "dr", "n", "c", "g", "gst", "pt",
]
private let shareMarks: Set<String> = ["a", "b", "h", "w", "u", "uw", "sw"]

/// By code point below U+10000: the folded letter, a blank for what parts words, 0 for what is
/// left out.
private let foldedLetters: [UInt16] = {
    var table = [UInt16](repeating: 0, count: 0x10000)
    for value in UInt32(0)..<0x10000 {
        guard let scalar = Unicode.Scalar(value) else { continue }
        if scalar.isBlank {
            table[Int(value)] = 0x20
            continue
        }
        guard let folded = scalar.folded, folded.value < 0x10000 else { continue }
        switch folded {
        case "(", ")", "*", "-": table[Int(value)] = UInt16(folded.value)
        case ",", ";", "/", "、", "，": table[Int(value)] = 0x20
        default:
            if folded.isHan || folded.isDigit || folded.isLatinLetter {
                table[Int(value)] = UInt16(folded.value)
            }
        }
    }
    return table
}()
