internal import Basics

/// A heading as its line is written.
struct HeadingLine {
    /// 1 «一、», 2 «（一）», 3 «1.», 4 «（1）», 5 «①»; 9 for a line without a number.
    let level: Int
    /// The heading, with its number.
    let range: Range<Int>
    /// What follows it in its line.
    let rest: Range<Int>
}

/// The number that a heading or an item begins with.
struct HeadingNumber {
    let level: Int
    let end: Int

    private static let divisions: Set<Unicode.Scalar> = ["章", "节", "部", "条", "篇"]

    init?(_ line: Range<Int>, in text: ReadText) {
        guard let first = line.first else { return nil }
        let opens = text.scalars[first] == "（"
        let start = opens ? first + 1 : first
        if text.scalars[first] == "第",
            let number = WrittenDay.number(in: text, at: first + 1, end: line.upperBound),
            number.end < line.upperBound, Self.divisions.contains(text.scalars[number.end])
        {
            level = text.scalars[number.end] == "条" ? 3 : 1
            end = number.end + (text.scalars[number.end] == "部" ? 2 : 1)
            return
        }
        if (0x2460...0x2473).contains(text.scalars[first].value) {
            level = 5
            end = first + 1
            return
        }
        guard let number = WrittenDay.number(in: text, at: start, end: line.upperBound),
            number.end < line.upperBound, number.value <= 99
        else { return nil }
        let isArabic = ReadText.isDigit(text.scalars[start])
        let sign = text.scalars[number.end]
        if opens {
            guard sign == "）" else { return nil }
            level = isArabic ? 4 : 2
        } else if isArabic {
            let next = number.end + 1 < line.upperBound ? text.scalars[number.end + 1] : " "
            // «1.5亿元» is no number of a heading.
            guard sign == "、" || sign == "." && !ReadText.isDigit(next) else { return nil }
            level = 3
        } else {
            guard sign == "、" else { return nil }
            level = 1
        }
        end = number.end + 1
    }
}

extension HeadingLine {
    /// `next` is the line that follows, nil at the end of the piece.
    init?(_ line: TextLine, next: TextLine?, in text: ReadText) {
        guard let number = HeadingNumber(line.range, in: text) else {
            self.init(plain: line, next: next, in: text)
            return
        }
        let words = text.tight(number.end..<line.range.upperBound)
        if let stop = words.first(where: { text.scalars[$0] == "。" }) {
            // «（一）加强领导。各区市要…»: the first sentence is the heading, unless it asks for
            // something by itself.
            let isShort = stop - words.lowerBound <= 24
            let isPlain = (words.lowerBound..<stop).allSatisfy {
                !"，；：".unicodeScalars.contains(text.scalars[$0])
                    && !ReadText.isDigit(text.scalars[$0])
            }
            guard isShort, isPlain, stop + 1 < words.upperBound else { return nil }
            self.init(
                level: number.level, range: line.range.lowerBound..<(stop + 1),
                rest: text.tight((stop + 1)..<words.upperBound))
            return
        }
        let ending = words.last.map { text.scalars[$0] } ?? " "
        guard words.count <= Limit.lettersOfHeading.count, !"；，".unicodeScalars.contains(ending),
            let next, OwnerWords.listed(in: next.range, text: text) == nil
        else { return nil }
        // The last of its list, or one of a list of short items, asks by itself.
        if let following = HeadingNumber(next.range, in: text), following.level <= number.level {
            return nil
        }
        self.init(level: number.level, whole: line.range)
    }

    private init?(plain line: TextLine, next: TextLine?, in text: ReadText) {
        guard let next, let last = line.range.last else { return nil }
        let isDash = text.scalars[last] == "—"
        let isSentence = "，；：。！？、…”）".unicodeScalars.contains(text.scalars[last])
        guard line.range.count <= 30, line.range.count >= 2, !isSentence || isDash,
            !line.range.contains(where: { text.scalars[$0] == "\t" || text.scalars[$0] == "。" }),
            next.range.count >= line.range.count
        else { return nil }
        self.init(level: 9, whole: line.range)
    }

    private init(level: Int, whole range: Range<Int>) {
        self.init(level: level, range: range, rest: range.upperBound..<range.upperBound)
    }
}
