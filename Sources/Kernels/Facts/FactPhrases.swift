/// A stretch of a phrase: a token, or the text between two.
struct Piece {
    var kind: WordKind
    var start: Int
    var end: Int
}

/// What follows a figure, in bytes of the text.
struct NounBehind {
    var stretch: Range<Int>
    var hasNoun: Bool
    /// 签约 in «142个项目签约»; empty where none follows.
    var stage: Range<Int>
}

/// No phrase looks back over more tokens than these.
private let longestLookBack = 60
/// The noun behind a figure is not longer, in bytes.
private let longestNoun = 90

extension FactReader {
    /// The token at which the phrase before token `index` begins: behind the last mark, or behind
    /// the last figure. A bound («5000万元以上») belongs to the phrase, and so does a bracket
    /// without figures.
    mutating func phraseStart(before index: Int) -> Int {
        // One figure asks for it again and again.
        if lastPhrase.token != index { lastPhrase = (index, findPhraseStart(before: index)) }
        return lastPhrase.start
    }

    private func findPhraseStart(before index: Int) -> Int {
        var place = index - 1
        var isInBracket = false
        // «已有10家证券公司、9家基金公司»: what stands behind a figure up to 、 is its own.
        var lastJoin: Int?
        while place >= 0, index - place < longestLookBack {
            let token = tokens[place]
            switch token.kind {
            case .comma, .semicolon, .colon:
                if !isInBracket { return place + 1 }
            case .openBracket:
                if !isInBracket { return place + 1 }
                isInBracket = false
            case .closeBracket:
                if bracketHoldsFigure(place) { return place + 1 }
                isInBracket = true
            case .quantity:
                if !belongsToName(place) { return lastJoin ?? place + 1 }
            case .and: lastJoin = lastJoin ?? place + 1
            case .listComma:
                lastJoin = lastJoin ?? place + 1
                if place > 0, tokens[place - 1].kind == .quantity, !belongsToName(place - 1) {
                    return place + 1
                }
                if place > 0, tokens[place - 1].kind == .closeBracket,
                    bracketHoldsFigure(place - 1)
                {
                    return place + 1
                }
            default: break
            }
            place -= 1
        }
        return place + 1
    }

    private func bracketHoldsFigure(_ close: Int) -> Bool {
        var place = close - 1
        while place >= 0, close - place < 20 {
            switch tokens[place].kind {
            case .openBracket: return false
            case .quantity: return true
            default: place -= 1
            }
        }
        return false
    }

    /// A number that is part of a name: a bound, a name in quotes, a length of time.
    func belongsToName(_ index: Int) -> Bool {
        let quantity = quantities[Int(tokens[index].reference)]
        if quantity.unit == .other || quantity.isVoid { return true }
        return isBound(index) || isPastLevel(index)
    }

    /// Where the text of the phrase begins that starts with token `first`.
    func textStart(_ first: Int) -> Int { first == 0 ? sentenceStart : tokens[first - 1].end }

    /// The pieces from token `first` up to the byte `end`.
    mutating func gather(from first: Int, to end: Int) {
        pieces.clear()
        var place = textStart(first)
        var index = first
        while index < tokens.count, tokens[index].start < end {
            let token = tokens[index]
            if token.start > place { addGap(place, token.start) }
            pieces.append(Piece(kind: token.kind, start: token.start, end: min(token.end, end)))
            place = token.end
            index += 1
        }
        if place < end { addGap(place, end) }
    }

    private mutating func addGap(_ start: Int, _ end: Int) {
        var (start, end) = (start, end)
        while start < end, bytes[start] <= 0x20 { start += 1 }
        while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
        if start < end { pieces.append(Piece(kind: .gap, start: start, end: end)) }
    }

    /// Takes off both ends what says nothing of what is measured.
    mutating func trim() {
        var low = 0
        var high = endBeforePastLevel
        while low < high, pieces[low].kind.isDroppedInFront, !isPlannedStage(low) { low += 1 }
        while high > low, pieces[high - 1].kind.isDroppedBehind, !isPlanNoun(high - 1) { high -= 1 }
        if high < pieces.count { pieces.removeLast(pieces.count - high) }
        if low > 0 { pieces.removeFirst(low) }
    }

    /// «…由3家增加到», «…比去年同期的86亿元»: the subject ends before 由 and 比.
    private var endBeforePastLevel: Int {
        guard let figure = pieces.lastIndex(where: { $0.kind == .quantity }) else {
            return pieces.count
        }
        let origin = pieces[..<figure].lastIndex { piece in
            piece.kind == .compare
                || piece.kind == .at
                    && (starts("由", at: piece.start) || starts("从", at: piece.start))
        }
        return origin ?? pieces.count
    }

    /// «年度投资计划».
    private func isPlanNoun(_ index: Int) -> Bool {
        pieces[index].kind == .plan && index > 0 && starts("计划", at: pieces[index].start)
            && (pieces[index - 1].kind == .money || pieces[index - 1].kind == .noun)
    }

    /// «计划开工项目» keeps its 计划.
    private func isPlannedStage(_ index: Int) -> Bool {
        pieces[index].kind == .plan && index + 1 < pieces.count && pieces[index + 1].kind == .stage
    }

    /// The trimmed pieces as text, without the times among them.
    func phrase() -> String {
        guard let first = pieces.first, let last = pieces.last else { return "" }
        let isWhole = !pieces.contains { $0.kind == .time || $0.kind == .whole }
        if isWhole { return text(first.start, last.end) }
        var written: [UInt8] = []
        for piece in pieces where piece.kind != .time && piece.kind != .whole {
            written.append(contentsOf: bytes[piece.start..<piece.end])
        }
        return String(decoding: written, as: UTF8.self)
    }

    /// The subject before token `index`, trimmed; empty where none stands there.
    mutating func subject(before index: Int) -> String {
        gather(from: phraseStart(before: index), to: tokens[index].start)
        trim()
        return phrase()
    }

    /// The noun that follows a figure: up to a mark, a verb, or the 的 behind what is counted. Also
    /// the stage that the clause then tells of it («142个项目签约»).
    func noun(behind index: Int) -> NounBehind {
        let start =
            tokens[index].end + (starts("人民币", at: tokens[index].end) ? "人民币".utf8.count : 0)
        var end = start
        var place = index + 1
        var hasNoun = false
        var stage = 0..<0
        var isQuoted = false
        var isZone = false
        var brackets = 0
        scan: while place < tokens.count {
            let token = tokens[place]
            if token.start - start > longestNoun { break }
            if token.start < start {
                place += 1
                continue
            }
            switch token.kind {
            case .quantity where isQuoted: break
            case .comma, .semicolon, .colon, .quantity, .share, .ordinal: break scan
            case .money where hasNoun && isFollowedByFigure(place): break scan
            case .openBracket where hasNoun: break scan
            case .openBracket: brackets += 1
            case .closeBracket:
                if brackets == 0 { break scan }
                brackets -= 1
            case .openQuote: isQuoted = true
            case .closeQuote: isQuoted = false
            case .stage where hasNoun && !isQuoted:
                stage = token.start..<token.end
                break scan
            case .verb, .level, .up, .down, .complete, .lead, .at, .time, .both, .plan, .rankVerb:
                if !isQuoted, hasNoun || token.start > start { break scan }
                if token.kind == .verb || token.kind == .at { break scan }
            case .listComma, .and:
                if hasNoun || token.start == start, !isQuoted { break scan }
            case .filler, .place, .than:
                if hasNoun || token.start > start, !isQuoted { break scan }
            case .of:
                if hasNoun, !isQuoted { break scan }
            case .money where isZone: break scan
            case .zone:
                hasNoun = true
                isZone = true
            case .noun, .money: hasNoun = true
            default: break
            }
            end = token.end
            place += 1
        }
        end = max(end, place < tokens.count ? tokens[place].start : limitWithoutStop)
        return NounBehind(
            stretch: trimmedNoun(start, min(end, start + longestNoun)), hasNoun: hasNoun,
            stage: stage)
    }

    /// «17个项目总投资超1亿元»: the total is the next figure's.
    private func isFollowedByFigure(_ index: Int) -> Bool {
        guard index + 1 < tokens.count else { return false }
        switch tokens[index + 1].kind {
        case .quantity, .level, .filler, .than: return true
        default: return false
        }
    }

    /// The sentence's end without its stop.
    private var limitWithoutStop: Int {
        guard limit >= sentenceStart + 3 else { return limit }
        switch codePoint(in: bytes, at: limit - 3, to: limit).value {
        case 0x3002, 0xFF01, 0xFF1F: return limit - 3
        default: return limit
        }
    }

    private func trimmedNoun(_ start: Int, _ end: Int) -> Range<Int> {
        var (start, end) = (start, end)
        while end > start, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        while start < end, bytes[start] <= 0x20 { start += 1 }
        if starts("的", at: start) { start += 3 }
        while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
        return start..<max(start, end)
    }
}

extension WordKind {
    var isDroppedInFront: Bool {
        switch self {
        case .time, .place, .whole, .nation, .filler, .together, .lead, .among, .and, .at, .of,
            .compare,
            .respectively, .both, .each, .level, .over, .nearly, .approximate, .comma, .semicolon,
            .colon, .listComma, .plan, .share, .complete, .than, .verb, .single, .before, .up,
            .down, .growth, .average, .closeBracket, .closeQuote:
            true
        default: false
        }
    }

    var isDroppedBehind: Bool {
        switch self {
        case .time, .filler, .together, .level, .at, .and, .of, .respectively, .both, .each, .share,
            .complete, .compare, .over, .nearly, .approximate, .than, .rankVerb, .listComma,
            .lead, .verb, .openBracket, .openQuote, .plan, .among, .average, .before:
            true
        default: false
        }
    }
}
