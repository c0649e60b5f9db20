/// Names found by what is left of them: an index over letters and pairs of letters, for ten names
/// or a million. It knows names only; whose they are is the caller's. Lookups are made by a
/// `NameFinder`. Memory and time of building grow with the number of letters: about 150 bytes and
/// 2 µs a name.
package struct NameIndex: Sendable {
    /// Where each name's letters begin in `letters`; one more at the end.
    let starts: [UInt32]
    /// Letters of all names: number in the alphabet, role and opening in the high byte.
    let letters: [UInt32]
    /// By name: it states a legal form; that of a company by shares.
    let areWhole: [Bool]
    let areByShares: [Bool]
    let alphabet: NameAlphabet
    /// Where each bucket's names begin in `postings`; pairs and single letters share the buckets.
    let buckets: [UInt32]
    let postings: [UInt32]
    let speller: NameSpeller
    /// By letter of the alphabet: how much it tells, ln of one name in so many.
    let rarity: [Float]
    /// The places that a letter stands for at the head of a short name, by its number.
    let shorts: [UInt32: [[UInt32]]]
    package let count: Int

    let weights = NameWeights()

    /// - Parameters:
    ///   - names: in an order of their own, by which answers name them; each is read up to its
    ///     64th letter.
    ///   - vocabulary: best learned from the same names.
    package init(_ names: some Collection<String>, vocabulary: NameVocabulary) {
        speller = vocabulary.speller
        count = names.count
        var alphabet = NameAlphabet()
        var starts: [UInt32] = [0]
        var letters: [UInt32] = []
        var wholes: [Bool] = []
        var byShares: [Bool] = []
        starts.reserveCapacity(names.count + 1)
        letters.reserveCapacity(names.count * 14)
        wholes.reserveCapacity(names.count)
        for name in names {
            let spelling = speller.read(name)
            for letter in spelling.letters.prefix(nameLettersRead) {
                letters.append(alphabet.numbering(letter, spelling.words))
            }
            starts.append(UInt32(letters.count))
            wholes.append(spelling.isWhole)
            byShares.append(spelling.isByShares)
        }
        self.starts = starts
        self.letters = letters
        areWhole = wholes
        areByShares = byShares
        (buckets, postings) = NameIndex.post(letters, starts)
        rarity = NameIndex.rarity(letters, starts, alphabet: alphabet.count)
        alphabet.learnSounds()
        self.alphabet = alphabet
        shorts = NameIndex.shorts(in: alphabet)
    }

    private static func shorts(in alphabet: NameAlphabet) -> [UInt32: [[UInt32]]] {
        var shorts: [UInt32: [[UInt32]]] = [:]
        for (short, place) in shortsOfPlaces {
            let letters = place.letters.map { alphabet.number(of: $0) }
            let number = alphabet.number(of: short)
            if number > 0, !letters.contains(0) { shorts[number, default: []].append(letters) }
        }
        return shorts
    }

    private static func post(
        _ letters: [UInt32], _ starts: [UInt32]
    ) -> (buckets: [UInt32], postings: [UInt32]) {
        var size = 1 << 12
        while size < starts.count * 4, size < 1 << 22 { size *= 2 }
        var buckets = [UInt32](repeating: 0, count: size + 1)
        eachGram(letters, starts, buckets: size) { bucket, _ in buckets[bucket + 1] += 1 }
        for place in 1..<buckets.count { buckets[place] += buckets[place - 1] }
        var next = buckets
        var postings = [UInt32](repeating: 0, count: Int(buckets[size]))
        eachGram(letters, starts, buckets: size) { bucket, name in
            postings[Int(next[bucket])] = name
            next[bucket] += 1
        }
        return (buckets, postings)
    }

    private static func eachGram(
        _ letters: [UInt32], _ starts: [UInt32], buckets: Int, _ body: (Int, UInt32) -> Void
    ) {
        let mask = buckets - 1
        for name in 0..<(starts.count - 1) {
            var previous: UInt32 = 0
            for place in Int(starts[name])..<Int(starts[name + 1]) {
                let letter = letters[place]
                guard letter.packedRole != .form else {
                    previous = 0
                    continue
                }
                let code = letter.packedNumber
                // A letter that a name repeats counts once.
                if !letters[Int(starts[name])..<place].contains(where: { $0.packedNumber == code })
                {
                    body(gramBucket(0, code, mask), UInt32(name))
                }
                if previous > 0 { body(gramBucket(previous, code, mask), UInt32(name)) }
                previous = code
            }
        }
    }

    private static func rarity(
        _ letters: [UInt32], _ starts: [UInt32], alphabet: Int
    ) -> [Float] {
        var names = [Int32](repeating: 0, count: alphabet)
        var last = [Int32](repeating: -1, count: alphabet)
        for name in 0..<(starts.count - 1) {
            for place in Int(starts[name])..<Int(starts[name + 1]) {
                let code = Int(letters[place].packedNumber)
                if last[code] != Int32(name) {
                    last[code] = Int32(name)
                    names[code] += 1
                }
            }
        }
        let all = Float(starts.count)
        return names.map { naturalLogarithm(all / (Float($0) + 0.5)) }
    }

    @inline(__always)
    static func gramBucket(_ first: UInt32, _ second: UInt32, _ mask: Int) -> Int {
        let mixed = (UInt64(first) << 32 | UInt64(second)) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: mixed >> 40) & mask
    }
}

/// Letters of a name that are looked at; longer ones are no names.
let nameLettersRead = 64

extension UInt32 {
    @inline(__always) var packedNumber: UInt32 { self & 0xFF_FFFF }
    @inline(__always) var packedRole: NameRole {
        NameRole(rawValue: UInt8(self >> 24 & 7)) ?? .core
    }
    @inline(__always) var packedOpens: Bool { self & 0x8000_0000 != 0 }
}

/// Within 0.0001 for what weights need: the exponent, and a series for the rest.
func naturalLogarithm(_ value: Float) -> Float {
    let exponent = Float(value.exponent)
    let fraction = (value.significand - 1) / (value.significand + 1)
    let square = fraction * fraction
    return exponent * 0.693_147_2
        + 2 * fraction * (1 + square * (1 / 3 + square * (1 / 5 + square * (1 / 7 + square / 9))))
}
