/// A word, mark, number, time or place of a sentence. Text between them carries no token.
struct Lexeme: Sendable {
    var kind: WordKind
    /// Which word of its row, which place of the table; −1 for a place known by its shape only.
    var index: Int16
    /// Which of the sentence's quantities or times.
    var reference: Int32 = 0
    var start: Int
    var end: Int
}

/// Longer names of an area are not looked for by shape: six characters before 区.
private let longestAreaName = 18

extension FactReader {
    /// Reads the tokens of the sentence from `start` to `limit`.
    mutating func lex(from start: Int) {
        var index = start
        while index < limit {
            let next = words.next(in: bytes, from: index, to: limit)
            if let number = next.number {
                index = lexWord(number, at: next.start, next.end)
            } else if next.start >= limit {
                return
            } else if bytes[next.start] < 0x80 {
                index = lexASCII(at: next.start)
            } else {
                index = lexNumber(at: next.start)
            }
        }
    }

    private mutating func lexASCII(at index: Int) -> Int {
        switch bytes[index] {
        case 48...57: return lexNumber(at: index)
        case 65...90, 97...122:
            if let word = word(at: index) { return push(word, at: index) }
            // A320, G20, RCEP: figures within a name are none.
            var end = index + 1
            while end < limit, isNamePart(bytes[end]) { end += 1 }
            return end
        case 0x20: return index + 1
        default:
            guard let word = word(at: index) else { return index + 1 }
            return push(word, at: index)
        }
    }

    private func isNamePart(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            || byte == UInt8(ascii: "-")
    }

    private mutating func lexWord(_ number: Int, at index: Int, _ end: Int) -> Int {
        guard let word = Word(number, end: end) else { return end }
        switch word.kind {
        case .numeral: return lexWordNumber(at: index)
        case .timeWord:
            guard let meaning = TimeWord(rawValue: Int(word.index)),
                let time = readTime(after: meaning, at: word.end)
            else {
                return word.end
            }
            push(time.mention, index, time.end)
            return time.end
        case .ordinalMark: return lexOrdinal(at: index, word.end)
        case .perHundred: return lexPerHundred(at: index, word.end)
        case .zone, .areaEnd: return lexArea(word, at: index)
        default: return push(word, at: index)
        }
    }

    private mutating func push(_ word: Word, at start: Int) -> Int {
        push(word.kind, word.index, start, word.end)
        return word.end
    }

    mutating func push(_ kind: WordKind, _ index: Int16, _ start: Int, _ end: Int) {
        tokens.append(Lexeme(kind: kind, index: index, start: start, end: end))
    }

    mutating func push(_ mention: TimeMention, _ start: Int, _ end: Int) {
        var mention = mention
        // 比2019年, 是2016年的8.7倍: what is compared with.
        if let last = tokens.last, last.end == start, last.kind == .than {
            mention.isComparison = last.index < firstCopula || starts("的", at: end)
        }
        tokens.append(
            Lexeme(
                kind: .time, index: 0, reference: Int32(times.count), start: start, end: end))
        times.append(mention)
    }

    /// 第二位, 第3名, 第一季度.
    private mutating func lexOrdinal(at start: Int, _ end: Int) -> Int {
        if let time = readTime(at: start) {
            push(time.mention, start, time.end)
            return time.end
        }
        var number = arabicNumber(at: end)
        if number.end == end {
            guard let word = wordNumber(at: end) else { return end }
            number = word
        }
        var last = number.end
        for word in ordinalEndings where starts(word, at: last) {
            last += word.utf8CodeUnitCount
            break
        }
        push(.ordinal, 0, start, last)
        return last
    }

    private mutating func lexPerHundred(at start: Int, _ end: Int) -> Int {
        guard let number = wordNumber(at: end) ?? digitNumber(at: end) else { return end }
        var quantity = Quantity(
            digits: number.digits, places: number.places, unit: .percent, qualifier: .exact,
            start: start, end: number.end, numberStart: start)
        quantity.isVoid = number.isMalformed
        push(&quantity)
        return quantity.end
    }

    private func digitNumber(at start: Int) -> ReadNumber? {
        let number = arabicNumber(at: start)
        return number.end > start ? number : nil
    }

    /// An area named by its last word. Its name begins where the clause does, or behind a time, a
    /// place, 在 or a mark; anywhere else the word is part of something else («加快建设自贸区»).
    private mutating func lexArea(_ word: Word, at start: Int) -> Int {
        let end = word.end
        var from = tokens.last?.end ?? sentenceStart
        while from < start, bytes[from] <= 0x20 { from += 1 }
        let length = start - from
        let isOpen = tokens.last.map { opensName($0) } ?? true
        guard length <= longestAreaName else {
            if word.kind == .zone { push(.zone, word.index, start, end) }
            return end
        }
        if let last = tokens.last, last.kind == .place, length <= 6 {
            if last.index >= 0 { _ = scope(named: last) }
            tokens[tokens.count - 1] = Lexeme(
                kind: .place, index: -1, start: last.start, end: end)
            return end
        }
        let needed = word.kind == .areaEnd ? 3 : 0
        guard isOpen, length >= needed, word.kind == .zone || length <= 12 else {
            if word.kind == .zone { push(.zone, word.index, start, end) }
            return end
        }
        push(.place, -1, from, end)
        return end
    }

    private func opensName(_ token: Lexeme) -> Bool {
        switch token.kind {
        case .comma, .semicolon, .colon, .listComma, .openBracket, .closeBracket, .time, .place,
            .whole, .at, .among:
            true
        default: false
        }
    }
}

/// In the row `than`, 是 and 为 stand behind the words that compare by themselves.
private let firstCopula: Int16 = 5
private let ordinalEndings: [StaticString] = ["位", "名"]
