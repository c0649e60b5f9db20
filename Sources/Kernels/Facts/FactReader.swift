package import Basics
internal import Texts

/// The figures of a text, in its order. The text may be noisy: it is cleaned, read, and every
/// offset is one of the text given. `date` is the day of the document, by which 今年 and 去年 are
/// resolved; without it such figures have no period.
///
/// One walk over the bytes, a sentence at a time. No look back or ahead goes beyond the sentence,
/// and no sentence is longer than `longestSentence`: the time is linear in the text, the memory
/// one copy of it and its facts.
package func facts(in text: String, datedOn date: Day?) -> [TextFact] {
    let clean = cleaned(text)
    var reader = FactReader(Array(clean.text.utf8), date: date)
    reader.read()
    return reader.finished(clean, stored: text)
}

/// Longer ones are cut there, in bytes. The longest of the press measured 900.
private let longestSentence = 3_000
/// About so many bytes of a report tell a figure, and so many tokens stand in a sentence: room that
/// is made at once.
private let (bytesPerFact, usualTokens) = (200, 60)
/// A first line of more code points is no headline.
private let longestHeadline = 60

/// A sentence, its stop inside, and where the next begins.
private struct Sentence {
    let end: Int
    let next: Int
    /// Code points up to `next`.
    let characters: Int
    let endsLine: Bool

    init(_ end: Int, _ next: Int, _ characters: Int, _ endsLine: Bool) {
        self.end = end
        self.next = next
        self.characters = characters
        self.endsLine = endsLine
    }
}

struct FactReader {
    let bytes: [UInt8]
    let date: Day?
    let words = factWords
    let units = factUnits
    let places = factPlaces

    // The sentence at hand.
    var sentenceStart = 0
    var limit = 0
    /// Code points before the sentence.
    var characterBase = 0
    var tokens: [Lexeme] = []
    var quantities: [Quantity] = []
    var times: [TimeMention] = []
    var rangeEnd: (start: Int, unit: QuantityUnit?)?
    var pieces: [Piece] = []
    /// The token that named a scope last, in this sentence.
    var lastScope = -1
    /// How many code points stand before a byte, for the byte asked for last.
    var counted = (byte: -1, characters: 0)
    var sentenceCharacters = 0

    /// The facts that 、 joins before the clause at hand, for 均 and 分别.
    var run: [Int] = []
    /// All facts of the sentence that are no percentages, for 分别.
    var measures: [Int] = []
    /// Where the phrase before a token begins, for the token asked for last.
    var lastPhrase = (token: -1, start: 0)

    // What has been read.
    /// Growth and share may still come.
    var facts: [TextFact] = []
    /// The same, by the same places.
    var drafts: [FactDraft] = []
    var course = FactCourse()

    init(_ bytes: [UInt8], date: Day?) {
        self.bytes = bytes
        self.date = date
        facts.reserveCapacity(bytes.count / bytesPerFact)
        drafts.reserveCapacity(bytes.count / bytesPerFact)
        tokens.reserveCapacity(usualTokens)
        pieces.reserveCapacity(usualTokens)
    }

    var writtenYear: Int? { course.writtenYear }
    var lastMonth: FactPeriod? { course.lastMonth }

    mutating func read() {
        var start = 0
        var isFirstLine = true
        while start < bytes.count {
            let sentence = endOfSentence(from: start)
            sentenceStart = start
            limit = sentence.end
            tokens.clear()
            quantities.clear()
            times.clear()
            run.clear()
            measures.clear()
            rangeEnd = nil
            lastPhrase.token = -1
            sentenceCharacters = sentence.characters
            lex(from: start)
            let isHeadline =
                isFirstLine && sentence.endsLine && sentence.next < bytes.count
                && sentence.characters <= longestHeadline && !endsWithStop(limit)
            readSentence(isHeadline: isHeadline)
            if sentence.endsLine {
                isFirstLine = false
                course.beginParagraph()
            }
            if !isHeadline, !tokens.isEmpty { isFirstLine = false }
            characterBase += sentence.characters
            start = sentence.next
        }
    }

    private func endsWithStop(_ end: Int) -> Bool {
        var end = end
        while end > sentenceStart, bytes[end - 1] <= 0x20 { end -= 1 }
        guard end >= sentenceStart + 3 else { return false }
        switch codePoint(in: bytes, at: end - 3, to: end).value {
        case 0x3002, 0xFF01, 0xFF1F, 0xFF1B, 0xFF1A: return true
        default: return false
        }
    }

    private func endOfSentence(from start: Int) -> Sentence {
        var index = start
        var characters = 0
        let cut = min(bytes.count, start + longestSentence)
        while index < cut {
            characters += 1
            switch bytes[index] {
            case 0xE4..<0xEF: index += 3
            case 0x0A: return Sentence(index, index + 1, characters, true)
            case 0..<0x80: index += 1
            case 0x80..<0xE0: index += 2
            case 0xF0...: index += 4
            default:
                // The stops begin with E3 and EF.
                if isStop(codePoint(in: bytes, at: index, to: bytes.count).value) {
                    return withLineEnd(index + 3, characters)
                }
                index += 3
            }
        }
        return Sentence(index, index, characters, index >= bytes.count)
    }

    private func isStop(_ letter: UInt32) -> Bool {
        letter == 0x3002 || letter == 0xFF01 || letter == 0xFF1F
    }

    private func withLineEnd(_ end: Int, _ characters: Int) -> Sentence {
        if end < bytes.count, bytes[end] == 0x0A {
            return Sentence(end, end + 1, characters + 1, true)
        }
        return Sentence(end, end, characters, false)
    }

    /// Code points before the byte at `index` of this sentence.
    mutating func characters(before index: Int) -> Int {
        // Figures are asked for in the order of the text: counted on from the last one.
        let known = counted.byte >= sentenceStart && counted.byte <= index
        var count = known ? counted.characters : characterBase
        for place in (known ? counted.byte : sentenceStart)..<index
        where bytes[place] & 0xC0 != 0x80 {
            count += 1
        }
        counted = (index, count)
        return count
    }

    func text(_ start: Int, _ end: Int) -> String {
        String(decoding: bytes[start..<end], as: UTF8.self)
    }

    func text(_ stretch: Range<Int>) -> String {
        String(decoding: bytes[stretch], as: UTF8.self)
    }

    /// 全市 is the one city that the text names, be it further down; 全省 likewise.
    private mutating func nameWholes() {
        let city = course.namesCities ? nil : course.namedCity.map { places[Int($0)].full }
        let province =
            course.namesProvinces ? nil : course.namedProvince.map { places[Int($0)].full }
        for index in drafts.indices where drafts[index].isScopeOpen {
            guard let scope = facts[index].scope else {
                facts[index].scope = course.documentScope ?? (course.namesNation ? "全国" : nil)
                continue
            }
            if let city, scope.isWord("全市") { facts[index].scope = city }
            if let province, scope.isWord("全省") { facts[index].scope = province }
        }
    }

    /// The facts with offsets and `raw` of the stored text.
    mutating func finished(_ clean: CleanedText, stored text: String) -> [TextFact] {
        nameWholes()
        let original = clean.isClean ? bytes : Array(text.utf8)
        for (index, draft) in drafts.enumerated() {
            guard !clean.isClean else {
                facts[index].raw = self.text(draft.start, draft.end)
                continue
            }
            let (first, sentence) = (facts[index].start, facts[index].sentence)
            let start = clean.stored(TextOffset(bytes: draft.start, characters: first))
            let end = clean.storedEnd(TextOffset(bytes: draft.end, characters: 0))
            facts[index].start = start.characters
            facts[index].raw = String(
                decoding: original[start.bytes..<end.bytes], as: UTF8.self)
            let sentenceStart = clean.stored(
                TextOffset(
                    bytes: draft.sentence.lowerBound, characters: sentence.lowerBound))
            let sentenceEnd = clean.storedEnd(
                TextOffset(
                    bytes: draft.sentence.upperBound, characters: sentence.upperBound))
            facts[index].sentence = sentenceStart.characters..<sentenceEnd.characters
        }
        return facts
    }
}

/// What is known of a fact while its text is read.
struct FactDraft: Sendable {
    /// Bytes of the cleaned text.
    var start: Int
    var end: Int
    var sentence: Range<Int>
    /// A plan's or target's figure: what is told of completion is told of the figure before it.
    var isGoal = false
    /// The scope is not named, or by 全 only.
    var isScopeOpen: Bool
}
