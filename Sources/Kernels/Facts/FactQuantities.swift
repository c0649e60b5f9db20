extension FactReader {
    /// Whether what stands behind the digits can make them a time: a look at a few bytes spares
    /// most numbers the reading as one.
    private func mayBeTime(_ start: Int) -> Bool {
        var index = start
        while let digit = digit(at: index), index - start < 12 { index += digit.length }
        switch letter(at: skipBlank(index)) {
        case 0x5E74, 0x6708, 0x5B63, 0x2D, 0x2010...0x2015, 0x7E, 0xFF5E, 0x301C, 0x81F3, 0x5230,
            0xFF0D:
            return true
        default: return false
        }
    }

    mutating func lexNumber(at start: Int) -> Int {
        if mayBeTime(start), let time = readTime(at: start) {
            push(time.mention, start, time.end)
            return time.end
        }
        var number = arabicNumber(at: start)
        readScale(&number)
        return lexQuantity(number, at: start)
    }

    mutating func lexWordNumber(at start: Int) -> Int {
        if let time = readTime(at: start) {
            push(time.mention, start, time.end)
            return time.end
        }
        guard let number = wordNumber(at: start) else { return start + 3 }
        let end = lexQuantity(number, at: start)
        return max(end, start + 3)
    }

    /// The number with its unit and what touches it; a token only where there is a unit.
    private mutating func lexQuantity(_ read: ReadNumber, at start: Int) -> Int {
        var number = read
        if starts("人民币", at: number.end), number.power >= 4 {
            return pushYuan(&number, at: start)
        }
        let unitStart = skipBlank(number.end)
        // 百亿项目 is no number of 项.
        let found = starts("项目", at: unitStart) ? nil : self.unit(at: unitStart)
        let unit = found?.unit ?? .bare
        let end = found?.end ?? number.end
        if found == nil, number.power < 4 {
            notePossibleRange(nil, behind: number.end)
            return number.end
        }
        if let duration = durationEnd(unit, unitStart, end) {
            // 十个月里 is as long as the time told before.
            let isYears = starts("年", at: unitStart)
            push(TimeMention(part: .unknown, isComparison: !isYears), start, duration)
            return duration
        }
        let fits = multiplyOut(&number)
        var quantity = Quantity(
            digits: number.digits, places: number.places, unit: unit,
            qualifier: number.isOver ? .over : .exact, start: start, end: end, numberStart: start)
        quantity.isVoid = number.isMalformed || !fits
        if number.isWord {
            if number.digits == 1, unit == .count || unit == .person { return end }
            if found == nil { return number.end }
            quantity.isSmallWord = number.digits <= 10
            if case .tenths = unit { quantity.isSmallWord = false }
        }
        quantity.isScaleOnly = number.isScaleOnly
        if case .tenths = unit, number.digits > 99 { quantity.unit = .other }
        push(&quantity)
        // 千亿元大关 is a mark to pass, as 百亿级 is a size.
        if number.isScaleOnly, quantity.qualifier == .exact || starts("大关", at: quantity.end) {
            quantities[quantities.count - 1].isVoid = true
        }
        return quantity.end
    }

    /// «100亿人民币»: the currency behind is left out of the figure.
    private mutating func pushYuan(_ number: inout ReadNumber, at start: Int) -> Int {
        var quantity = Quantity(
            digits: 0, places: 0, unit: .money(.yuan), qualifier: number.isOver ? .over : .exact,
            start: start, end: number.end, numberStart: start)
        quantity.isVoid = !multiplyOut(&number) || number.isMalformed || number.isScaleOnly
        quantity.digits = number.digits
        quantity.places = number.places
        push(&quantity)
        return quantity.end
    }

    /// 五年来, 13年间: a time that the text does not date.
    private func durationEnd(_ unit: QuantityUnit, _ start: Int, _ end: Int) -> Int? {
        guard case .other = unit, starts("年", at: start) || starts("个月", at: start) else {
            return nil
        }
        if let last = tokens.last, last.end <= start, last.kind == .nearly { return end }
        for word in durationEndings where starts(word, at: end) {
            return end + word.utf8CodeUnitCount
        }
        return nil
    }

    /// Takes in the qualifiers on both sides and files the quantity with its token.
    mutating func push(_ quantity: inout Quantity) {
        if let last = tokens.last, last.end == quantity.start || isBlank(last.end, quantity.start) {
            switch last.kind {
            case .over: take(.over, last, &quantity)
            case .nearly: take(.nearly, last, &quantity)
            case .approximate: take(.approximate, last, &quantity)
            default: break
            }
        }
        takeTrailing(&quantity)
        if starts("级", at: quantity.end) || starts("/", at: quantity.end)
            || starts("×", at: quantity.end) || starts("+", at: quantity.end)
            || followsSign(quantity.numberStart) || starts("前", at: quantity.start - 3)
        {
            quantity.isVoid = true
        }
        closeRange(&quantity)
        notePossibleRange(quantity.unit, behind: quantity.end)
        tokens.append(
            Lexeme(
                kind: .quantity, index: 0, reference: Int32(quantities.count),
                start: quantity.start, end: quantity.end))
        quantities.append(quantity)
    }

    /// 以上, 左右 and the like behind the unit.
    private func takeTrailing(_ quantity: inout Quantity) {
        switch letter(at: quantity.end) {
        case 0x53CA, 0x4EE5, 0x5DE6, 0x4E0A, 0x4F59: break
        default: return
        }
        for (word, qualifier) in trailing where starts(word, at: quantity.end) {
            let end = quantity.end + word.utf8CodeUnitCount
            if qualifier == .over, !endsPhrase(end) {
                quantity.isBounded = true
            } else {
                quantity.end = end
                if quantity.qualifier == .exact { quantity.qualifier = qualifier }
            }
            break
        }
        for word in bounds where starts(word, at: quantity.end) { quantity.isBounded = true }
    }

    private func isBlank(_ start: Int, _ end: Int) -> Bool {
        end == start + 1 && bytes[start] == 0x20
    }

    private mutating func take(
        _ qualifier: FactQualifier, _ token: Lexeme, _ quantity: inout Quantity
    ) {
        quantity.start = token.start
        quantity.qualifier = qualifier
        tokens.removeLast()
    }

    /// Whether a mark or the sentence's end stands there: «5亿元以上，» tells an amount, «5亿元以上
    /// 项目» a kind of project.
    private func endsPhrase(_ index: Int) -> Bool {
        guard index < limit else { return true }
        switch letter(at: index) {
        case 0x3002, 0xFF01, 0xFF1F: return true
        default: break
        }
        guard let word = word(at: index) else { return false }
        switch word.kind {
        case .comma, .semicolon, .colon, .closeBracket, .listComma, .and: return true
        default: return false
        }
    }

    /// 4+4+2, 2×350.
    private func followsSign(_ start: Int) -> Bool {
        guard start > sentenceStart else { return false }
        let byte = bytes[start - 1]
        if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "*") {
            // «同比+12%» has a sign, «4+4+2» a sum.
            return start >= sentenceStart + 2 && bytes[start - 2] &- 48 < 10
        }
        return start >= sentenceStart + 2 && bytes[start - 2] == 0xC3 && byte == 0x97
    }

    /// Remembers that a dash or 至 with a number behind it follows: the next number may close a
    /// range.
    private mutating func notePossibleRange(_ unit: QuantityUnit?, behind end: Int) {
        rangeEnd = nil
        guard end < limit else { return }
        let letter = codePoint(in: bytes, at: end, to: limit)
        switch letter.value {
        case 0x2D, 0x2013, 0x2014, 0x7E, 0xFF5E, 0x301C, 0x81F3, 0x5230, 0xFF0D:
            let next = end + letter.length
            if digit(at: next) != nil { rangeEnd = (next, unit) }
        default: break
        }
    }

    private mutating func closeRange(_ quantity: inout Quantity) {
        guard let range = rangeEnd, range.start == quantity.numberStart else { return }
        rangeEnd = nil
        guard let unit = range.unit else {
            quantity.isVoid = true
            return
        }
        let isSameKind =
            switch (unit, quantity.unit) {
            case (.bare, .money), (.bare, .bare), (.bare, .count), (.bare, .person): true
            default: unit == quantity.unit
            }
        guard isSameKind else { return }
        quantity.isVoid = true
        quantities[quantities.count - 1].isVoid = true
    }
}

private let durationEndings: [StaticString] = ["以来", "来", "间", "内", "期间", "里"]
private let trailing: [(StaticString, FactQualifier)] = [
    ("及以上", .over), ("以上", .over), ("左右", .approximate), ("上下", .approximate), ("余", .over),
]
private let bounds: [StaticString] = ["以下", "以内", "及以下", "以上的", "及以上的"]
