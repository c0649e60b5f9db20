import Basics

/// Of one typed word so many divisions into syllables are looked at.
private let mostDivisions: Limit = 8
/// A typed word of more letters is not divided.
private let longestDivided: Limit = 60

/// A typed word cut into syllables of pinyin: «haixinj» is hai, xin and the beginning of a third.
package struct SyllableDivision: Hashable, Sendable {
    package let syllables: [String]
    /// What may begin one more syllable; empty when the word ends with a whole one.
    package let beginning: String
}

/// The readings of a character without their tones, the usual one first; «lv» and «nv» also as
/// «lu» and «nu», which is what some keyboards give. A character that nothing reads has none.
package func syllables(of character: Unicode.Scalar) -> [String] {
    let letter = character.simplified
    let known = [
        PinyinWords.surnames[letter], reading(of: letter), baseReading(of: letter),
    ].compactMap { $0.map(withoutTone) }
    var syllables: [String] = []
    for syllable in known + (PinyinOtherReadings.table[letter] ?? [])
    where !syllable.isEmpty && !syllables.contains(syllable) {
        syllables.append(syllable)
    }
    // The usual reading leads, also of what is a surname elsewhere.
    if let usual = syllables.firstIndex(of: withoutTone(reading(of: letter))), usual > 0 {
        syllables.swapAt(0, usual)
    }
    for syllable in syllables where syllable.utf8.dropFirst().first == UInt8(ascii: "v") {
        let plain = String(syllable.prefix(1)) + "u" + syllable.dropFirst(2)
        if !syllables.contains(plain) { syllables.append(plain) }
    }
    return syllables
}

/// All divisions of a word of small letters a–z, those of long syllables first («xian» is xian,
/// then xi an), at most eight. Empty when the word cannot be pinyin, or is no whole syllable yet.
package func divisions(of word: String) -> [SyllableDivision] {
    let letters = Array(word.utf8)
    guard letters.count > 1, letters.count <= longestDivided.count,
        letters.allSatisfy({ (97...122).contains($0) })
    else { return [] }
    let table = SyllableTable.shared
    /// Whether what begins here can be divided to the end.
    var reaches = [Bool](repeating: false, count: letters.count + 1)
    reaches[letters.count] = true
    for start in letters.indices.reversed() {
        let rest = letters[start...]
        reaches[start] =
            start > 0 && table.beginnings.contains(Array(rest))
            || (1...SyllableTable.longest).contains { length in
                length <= rest.count && reaches[start + length]
                    && table.whole.contains(Array(rest.prefix(length)))
            }
    }
    var found: [SyllableDivision] = []
    func divide(from start: Int, after syllables: [String]) {
        guard found.count < mostDivisions.count, reaches[start] else { return }
        if start == letters.count {
            found.append(SyllableDivision(syllables: syllables, beginning: ""))
            return
        }
        let rest = letters[start...]
        for length in (1...min(SyllableTable.longest, rest.count)).reversed() {
            let part = Array(rest.prefix(length))
            guard table.whole.contains(part) else { continue }
            divide(
                from: start + length, after: syllables + [String(decoding: part, as: UTF8.self)])
        }
        if start > 0, found.count < mostDivisions.count, !table.whole.contains(Array(rest)),
            table.beginnings.contains(Array(rest))
        {
            let beginning = String(decoding: rest, as: UTF8.self)
            found.append(SyllableDivision(syllables: syllables, beginning: beginning))
        }
    }
    divide(from: 0, after: [])
    return found
}

/// Every syllable that a character of our tables is read by, and how syllables may begin.
private struct SyllableTable {
    static let longest = 6
    static let shared = SyllableTable()

    let whole: Set<[UInt8]>
    let beginnings: Set<[UInt8]>

    private init() {
        var whole: Set<[UInt8]> = []
        for value in UInt32(0x4E00)...0x9FFF {
            guard let letter = Unicode.Scalar(value) else { continue }
            for syllable in syllables(of: letter) { whole.insert(Array(syllable.utf8)) }
        }
        // Sighs without a vowel would divide any word.
        whole = whole.filter { syllable in
            syllable.contains { [97, 101, 105, 111, 117, 118].contains($0) }
        }
        self.whole = whole
        beginnings = Set(
            whole.flatMap { syllable in
                (1..<max(2, syllable.count)).map { Array(syllable.prefix($0)) }
            })
    }
}

private func withoutTone(_ reading: String) -> String {
    String(String.UnicodeScalarView(reading.unicodeScalars.filter { !$0.isDigit }))
}
