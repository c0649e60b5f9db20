/// A decimal number as written, without a binary fraction: `digits` / 10^`places`.
package struct ExactNumber: Hashable, Sendable {
    package let digits: Int64
    package let places: Int

    package init(_ digits: Int64, places: Int = 0) {
        self.digits = digits
        self.places = places
    }

    /// The number times `factor`, rounded half away from zero; `isExact` says whether anything was
    /// rounded. Nil when it does not fit 64 bits.
    package func times(_ factor: Int64) -> (value: Int64, isExact: Bool)? {
        let product = Int128(digits) * Int128(factor)
        let divisor = powerOfTen(places)
        let (quotient, rest) = product.quotientAndRemainder(dividingBy: divisor)
        let rounded = rest.magnitude * 2 >= divisor.magnitude ? quotient + rest.signum() : quotient
        guard let value = Int64(exactly: rounded) else { return nil }
        return (value, rest == 0)
    }

    package static func + (left: ExactNumber, right: ExactNumber) -> ExactNumber? {
        let places = max(left.places, right.places)
        let sum =
            Int128(left.digits) * powerOfTen(places - left.places)
            + Int128(right.digits) * powerOfTen(places - right.places)
        return Int64(exactly: sum).map { ExactNumber($0, places: places) }
    }

    /// Times a power of ten that a word like 万 stands for.
    package func scaled(by factor: Int64) -> ExactNumber? {
        let (product, overflow) = digits.multipliedReportingOverflow(by: factor)
        return overflow ? nil : ExactNumber(product, places: places)
    }

    /// The whole number, where it is one.
    package var whole: Int64? { times(1).flatMap { $0.isExact ? $0.value : nil } }

    /// For comparing sizes only, never for money.
    package var approximate: Double {
        (0..<places).reduce(Double(digits)) { value, _ in value / 10 }
    }
}

private func powerOfTen(_ places: Int) -> Int128 {
    (0..<max(0, min(places, 36))).reduce(Int128(1)) { power, _ in power * 10 }
}

/// Reads a number as a spreadsheet stores it: `2.4`, `-3`, `1.05E-2`, `62,000`. A spreadsheet keeps
/// fifteen significant digits, so longer ones (`16.899999999999999`) are rounded to fifteen.
package func exactNumber(_ text: String) -> ExactNumber? {
    var digits: [UInt8] = []
    var places = 0
    var exponent = 0
    var isNegative = false
    var hasPoint = false
    var hasDigit = false
    let bytes = Array(text.utf8)
    var index = 0
    if let first = bytes.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
        isNegative = first == UInt8(ascii: "-")
        index = 1
    }
    scan: while index < bytes.count {
        let byte = bytes[index]
        switch byte {
        case 48...57:
            hasDigit = true
            if !digits.isEmpty || byte != 48 { digits.append(byte - 48) }
            if hasPoint { places += 1 }
        case UInt8(ascii: ".") where !hasPoint: hasPoint = true
        case UInt8(ascii: ",") where !hasPoint && hasDigit: break
        case UInt8(ascii: "e"), UInt8(ascii: "E"):
            guard hasDigit,
                let power = Int(String(decoding: bytes[(index + 1)...], as: UTF8.self)),
                abs(power) < 30
            else { return nil }
            exponent = power
            break scan
        default: return nil
        }
        index += 1
    }
    guard hasDigit else { return nil }
    places -= exponent
    if digits.count > 15 { roundToFifteen(&digits, &places) }
    while places > 0, digits.last == 0 {
        digits.removeLast()
        places -= 1
    }
    if digits.isEmpty { return ExactNumber(0) }
    guard places >= 0 || digits.count - places <= 18, places <= 30 else { return nil }
    var value: Int64 = 0
    for digit in digits { value = value * 10 + Int64(digit) }
    while places < 0 {
        value *= 10
        places += 1
    }
    return ExactNumber(isNegative ? -value : value, places: places)
}

private func roundToFifteen(_ digits: inout [UInt8], _ places: inout Int) {
    let isUp = digits[15] >= 5
    places -= digits.count - 15
    digits.removeSubrange(15...)
    guard isUp else { return }
    var index = 14
    while index >= 0 {
        if digits[index] < 9 {
            digits[index] += 1
            return
        }
        digits[index] = 0
        index -= 1
    }
    digits.insert(1, at: 0)
}

/// The value of one Chinese digit, also in the forms of cheques.
package func chineseDigit(_ scalar: Unicode.Scalar) -> Int? {
    switch scalar {
    case "〇", "零", "○": 0
    case "一", "壹": 1
    case "二", "两", "贰", "兩": 2
    case "三", "叁": 3
    case "四", "肆": 4
    case "五", "伍": 5
    case "六", "陆": 6
    case "七", "柒": 7
    case "八", "捌": 8
    case "九", "玖": 9
    default: nil
    }
}

/// 十 百 千 within a group of four; 万 and 亿 close a group.
package func chineseScale(_ scalar: Unicode.Scalar) -> Int64? {
    switch scalar {
    case "十", "拾": 10
    case "百", "佰": 100
    case "千", "仟": 1_000
    case "万", "萬": 10_000
    case "亿", "億": 100_000_000
    default: nil
    }
}

/// Reads the Chinese number that starts at `start`: «三亿五千万», «二〇二六», «三点五», «十二».
/// Gives the number and the place behind it; nil when none starts there.
package func chineseNumber(
    in text: [Unicode.Scalar], at start: Int
) -> (number: ExactNumber, end: Int)? {
    var index = start
    var total: Int64 = 0
    var group: Int64 = 0
    var digit: Int64?
    var run = 0
    while index < text.count {
        if let value = chineseDigit(text[index]) {
            // Digits side by side are read by position: 二〇二六.
            digit = run > 0 ? (digit ?? 0) * 10 + Int64(value) : Int64(value)
            run += 1
            if run > 12 { return nil }
        } else if let scale = chineseScale(text[index]), index > start || scale == 10 {
            if scale >= 10_000 {
                let part = total % scale + group + (digit ?? 0)
                let kept = total - total % scale
                let (product, overflow) = part.multipliedReportingOverflow(by: scale)
                if overflow { return nil }
                total = kept + product
                group = 0
            } else {
                group += (digit ?? 1) * scale
            }
            digit = nil
            run = 0
        } else if text[index] == "点", digit != nil, total == 0, group == 0 || index > start {
            return chineseFraction(in: text, whole: total + group + (digit ?? 0), at: index + 1)
        } else {
            break
        }
        index += 1
    }
    guard index > start else { return nil }
    return (ExactNumber(total + group + (digit ?? 0)), index)
}

private func chineseFraction(
    in text: [Unicode.Scalar], whole: Int64, at start: Int
) -> (number: ExactNumber, end: Int)? {
    var index = start
    var digits = whole
    while index < text.count, index - start < 6, let value = chineseDigit(text[index]) {
        digits = digits * 10 + Int64(value)
        index += 1
    }
    let places = index - start
    guard places > 0, whole < 100_000_000 else { return nil }
    var number = ExactNumber(digits, places: places)
    while index < text.count, let scale = chineseScale(text[index]), scale >= 10_000 {
        guard let scaled = number.scaled(by: scale) else { return nil }
        number = scaled
        index += 1
    }
    return (number, index)
}
