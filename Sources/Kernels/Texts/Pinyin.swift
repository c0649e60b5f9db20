/// How far into a text its order by pinyin looks.
private let keyLength = 40
/// Initials of longer texts are those of their beginning.
private let initialsLength = 60
/// Readings of one text that are indexed at most.
private let mostReadings = 16

/// A text that orders as its Chinese reader expects when compared byte by byte: each character
/// gives its reading, its tone and itself («李明» is «li3李ming2明»), so that one surname stays
/// together. Latin letters are small, digits stay, marks and blanks are left out. Looks at the
/// first 40 characters. For order only.
package func pinyinKey(_ text: String) -> String {
    let letters = spoken(text, limit: keyLength)
    var key = ""
    for (letter, reading) in zip(letters, readings(of: letters)) {
        key += reading
        key.unicodeScalars.append(letter)
    }
    return key
}

/// The first letters of the pinyin of each character, in small letters, for search by initials:
/// «厦门钨业» gives «xmwy». Latin letters and digits are kept whole. A character with readings of
/// several first letters gives several texts (at most 16, the likely one first), unless it stands
/// in a word whose reading is known.
package func initials(of text: String) -> [String] {
    let letters = spoken(text, limit: initialsLength)
    guard !letters.isEmpty else { return [] }
    let words = wordReadings(in: letters)
    var texts: [[UInt8]] = [[]]
    for (place, letter) in letters.enumerated() {
        let first: [UInt8]
        if let known = words[place] {
            first = [firstByte(known)]
        } else if letter.isHan {
            first = firstLetters(of: letter, isSurname: place == 0 && isPerson(letters))
        } else {
            first = Array(String(letter).utf8)
            for index in texts.indices { texts[index] += first }
            continue
        }
        // The likely letter extends every text; each other one branches while there is room.
        let branches = first.dropFirst().flatMap { other in texts.map { $0 + [other] } }
        texts = texts.map { $0 + first.prefix(1) } + branches
        if texts.count > mostReadings { texts.removeLast(texts.count - mostReadings) }
    }
    return texts.map { String(decoding: $0, as: UTF8.self) }
}

/// The usual reading of one character with its tone, «xia4»; empty for what nothing reads.
package func commonReading(of letter: Unicode.Scalar) -> String { reading(of: letter) }

/// The characters that are spoken: Chinese ones in simplified script, small Latin letters, digits.
private func spoken(_ text: String, limit: Int) -> [Unicode.Scalar] {
    var letters: [Unicode.Scalar] = []
    for original in text.unicodeScalars {
        if letters.count == limit { break }
        let scalar = halfWidth(original).simplified
        if scalar.isHan || scalar.isDigit {
            letters.append(scalar)
        } else if scalar.properties.isAlphabetic {
            letters += scalar.properties.lowercaseMapping.unicodeScalars
        }
    }
    return letters
}

/// One reading a letter, with its tone: «xia4». Empty for what isn't Chinese.
private func readings(of letters: [Unicode.Scalar]) -> [String] {
    let words = wordReadings(in: letters)
    let isPerson = isPerson(letters)
    return letters.enumerated().map { place, letter in
        if let known = words[place] { return known }
        if place == 0, isPerson, let surname = PinyinWords.surnames[letter] { return surname }
        return reading(of: letter)
    }
}

/// Two to four Chinese characters alone may be a person's name, whose surname has a reading of
/// its own.
private func isPerson(_ letters: [Unicode.Scalar]) -> Bool {
    (2...4).contains(letters.count) && letters.allSatisfy(\.isHan)
}

/// The readings given by the known words in a text, by place; the longest word wins.
private func wordReadings(in letters: [Unicode.Scalar]) -> [Int: String] {
    var found: [Int: String] = [:]
    var place = 0
    while place < letters.count {
        var length = PinyinWords.longest[letters[place]] ?? 0
        while length > 1 {
            if place + length <= letters.count,
                let known = PinyinWords.words[Array(letters[place..<place + length])]
            {
                for (offset, reading) in known.enumerated() { found[place + offset] = reading }
                break
            }
            length -= 1
        }
        place += max(1, length)
    }
    return found
}

private func firstLetters(of letter: Unicode.Scalar, isSurname: Bool) -> [UInt8] {
    var letters: [UInt8] = []
    let surname = isSurname ? PinyinWords.surnames[letter] : nil
    for byte in [surname, reading(of: letter)].compactMap({ $0.map(firstByte) })
        + (PinyinWords.alternates[letter] ?? [])
    where !letters.contains(byte) {
        letters.append(byte)
    }
    return letters
}

/// A character that nothing can read stands for itself in the order and as `?` among initials.
private func firstByte(_ reading: String) -> UInt8 { reading.utf8.first ?? UInt8(ascii: "?") }

/// The usual reading, with its tone; empty where nothing reads the character.
func reading(of letter: Unicode.Scalar) -> String {
    PinyinWords.characters[letter] ?? baseReading(of: letter)
}

/// The reading that the transform gives.
func baseReading(of letter: Unicode.Scalar) -> String {
    let index = Int(letter.value) - baseStart
    return baseReadings.indices.contains(index) ? baseReadings[index] : ""
}

private let baseStart = 0x4E00

/// By code point from U+4E00; empty where nothing reads the character. Strings of this length need
/// no memory of their own.
private let baseReadings: [String] = {
    var readings = [String](repeating: "", count: 0x9FFF - baseStart + 1)
    var letters = ""
    for scalar in commonReadings.unicodeScalars {
        switch scalar.value {
        case 10, 32: letters = ""
        case 0x30...0x39, 0x61...0x7A: letters.unicodeScalars.append(scalar)
        default: readings[Int(scalar.value) - baseStart] = letters
        }
    }
    return readings
}()
