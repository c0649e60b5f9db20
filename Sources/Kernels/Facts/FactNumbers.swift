/// Reads numbers from UTF-8 bytes: `1,234.5`, `３．５`, 三亿五千万, with the scale behind them.
struct ReadNumber {
    var digits: Int64 = 0
    var places = 0
    var end: Int
    /// 1.2.3, 3,5 or too long: nothing is read from it.
    var isMalformed = false
    /// 多 or 余 stood inside.
    var isOver = false
    /// The scale's power of ten; 0 where none stood there.
    var power = 0
    var isWord = false
    /// 百 or 万 with no digit before it.
    var isScaleOnly = false
}

/// The most digits that a number of this module has: what is longer is no figure of a report.
private let longestNumber = 18

extension FactReader {
    /// A digit, also a full-width one: its value and length.
    @inline(__always)
    func digit(at index: Int) -> (value: Int, length: Int)? {
        guard index < limit else { return nil }
        let byte = bytes[index]
        if byte &- 48 < 10 { return (Int(byte &- 48), 1) }
        if byte == 0xEF, index + 2 < limit, bytes[index + 1] == 0xBC, bytes[index + 2] &- 0x90 < 10
        {
            return (Int(bytes[index + 2] &- 0x90), 3)
        }
        return nil
    }

    /// The number in digits that begins at `start`. A comma belongs to it where three digits
    /// follow; anything else that mixes points and commas makes it malformed.
    func arabicNumber(at start: Int) -> ReadNumber {
        var number = ReadNumber(end: start)
        var count = 0
        var hasPoint = false
        var index = start
        while index < limit {
            if let digit = digit(at: index) {
                if count < longestNumber { number.digits = number.digits * 10 + Int64(digit.value) }
                if hasPoint { number.places += 1 }
                if count > 0 || digit.value > 0 { count += 1 }
                index += digit.length
            } else if bytes[index] == UInt8(ascii: "."), self.digit(at: index + 1) != nil {
                if hasPoint { number.isMalformed = true }
                hasPoint = true
                index += 1
            } else if bytes[index] == UInt8(ascii: ","), self.digit(at: index + 1) != nil {
                if hasPoint || !isGroupOfThree(index + 1) { number.isMalformed = true }
                index += 1
            } else {
                break
            }
        }
        if count > longestNumber || number.places > 8 { number.isMalformed = true }
        number.end = index
        return number
    }

    private func isGroupOfThree(_ start: Int) -> Bool {
        (0..<3).allSatisfy { digit(at: start + $0) != nil } && digit(at: start + 3) == nil
    }

    /// The number in characters that begins at `start`; nil where none does. 十 百 千 stand within
    /// a group, 万 and 亿 close it; 多 and 余 may stand among them.
    func wordNumber(at start: Int) -> ReadNumber? {
        var number = ReadNumber(end: start)
        var (total, group) = (Int64(0), Int64(0))
        var digit: Int64?
        var run = 0
        var index = start
        while index < limit {
            let letter = codePoint(in: bytes, at: index, to: limit)
            if let value = numeralDigit(letter.value) {
                digit = run > 0 ? (digit ?? 0) * 10 + Int64(value) : Int64(value)
                run += 1
                if run > 9 { return nil }
            } else if let power = numeralPower(letter.value) {
                if index == start, power != 1 { number.isScaleOnly = true }
                let scale = powersOfTen[power]
                if power < 4 {
                    group += (digit ?? 1) * scale
                } else {
                    let part = group + (digit ?? (total == 0 && group == 0 ? 1 : 0))
                    let sum = part == 0 ? total : part
                    let (product, overflow) = sum.multipliedReportingOverflow(by: scale)
                    if overflow || product > 1_000_000_000_000_000_000 { return nil }
                    let (next, isTooMuch) = total.addingReportingOverflow(product)
                    if isTooMuch || next > 1_000_000_000_000_000_000 { return nil }
                    total = part == 0 ? product : next
                    group = 0
                    number.power = power
                }
                digit = nil
                run = 0
            } else if isSome(letter.value), run == 0, index > start {
                number.isOver = true
            } else if letter.value == 0x70B9, digit != nil,
                let fraction = fraction(
                    after: total + group + (digit ?? 0), at: index + letter.length)
            {
                return fraction
            } else {
                break
            }
            index += letter.length
        }
        guard index > start else { return nil }
        number.digits = total + group + (digit ?? 0)
        number.end = index
        number.isWord = true
        return number
    }

    /// Behind 点: «三点五亿».
    private func fraction(after whole: Int64, at start: Int) -> ReadNumber? {
        var number = ReadNumber(digits: whole, end: start, isWord: true)
        while number.end < limit, number.places < 6 {
            let letter = codePoint(in: bytes, at: number.end, to: limit)
            guard let value = numeralDigit(letter.value), whole < 1_000_000 else { break }
            number.digits = number.digits * 10 + Int64(value)
            number.places += 1
            number.end += letter.length
        }
        guard number.places > 0 else { return nil }
        readScale(&number)
        return number
    }

    /// Takes 万, 亿 and the like behind digits, with 多 or 余 before or after them, and a smaller
    /// part written behind («3亿5000万»).
    func readScale(_ number: inout ReadNumber) {
        var steps = 0
        while number.end < limit, steps < 5 {
            let start = number.end
            let letter = codePoint(in: bytes, at: start, to: limit)
            if letter.value == 0x20, steps == 0, number.power == 0, start + 1 < limit,
                numeralPower(self.letter(at: start + 1)) ?? 0 >= 4
            {
                number.end += 1
            } else if isSome(letter.value), !number.isOver {
                number.isOver = true
                number.end += letter.length
            } else if let power = numeralPower(letter.value), power > 1 {
                number.power += power
                number.end += letter.length
            } else {
                break
            }
            steps += 1
        }
        if number.power > 12 { number.isMalformed = true }
        guard !number.isMalformed, number.power >= 4, digit(at: number.end) != nil else { return }
        var lower = arabicNumber(at: number.end)
        readScale(&lower)
        guard !lower.isMalformed, lower.power >= 4, lower.power < number.power,
            lower.places == 0, number.places == 0, lower.digits < powersOfTen[4],
            number.digits < powersOfTen[8]
        else { return }
        number.digits =
            number.digits * powersOfTen[number.power - lower.power] + lower.digits
        number.power = lower.power
        number.end = lower.end
        number.isOver = lower.isOver
    }

    /// Multiplies the scale out; false where the number does not fit.
    func multiplyOut(_ number: inout ReadNumber) -> Bool {
        var power = number.power
        if number.isWord, number.places == 0 { power = 0 }
        while power > 0, number.places > 0 {
            number.places -= 1
            power -= 1
        }
        guard power < powersOfTen.count else { return false }
        let (product, overflow) = number.digits.multipliedReportingOverflow(by: powersOfTen[power])
        number.digits = product
        return !overflow
    }

    @inline(__always)
    func letter(at index: Int) -> UInt32 {
        index < limit ? codePoint(in: bytes, at: index, to: limit).value : 0
    }
}

let powersOfTen: [Int64] = (0...18).map { exponent in
    (0..<exponent).reduce(Int64(1)) { power, _ in power * 10 }
}

/// 多, 余: somewhat more.
private func isSome(_ letter: UInt32) -> Bool { letter == 0x591A || letter == 0x4F59 }

@inline(__always)
func numeralDigit(_ letter: UInt32) -> Int? {
    switch letter {
    case 0x3007, 0x96F6: 0
    case 0x4E00: 1
    case 0x4E8C, 0x4E24: 2
    case 0x4E09: 3
    case 0x56DB: 4
    case 0x4E94: 5
    case 0x516D: 6
    case 0x4E03: 7
    case 0x516B: 8
    case 0x4E5D: 9
    default: nil
    }
}

/// 十 百 千 万 亿 as powers of ten.
@inline(__always)
func numeralPower(_ letter: UInt32) -> Int? {
    switch letter {
    case 0x5341: 1
    case 0x767E: 2
    case 0x5343: 3
    case 0x4E07: 4
    case 0x4EBF: 8
    default: nil
    }
}
