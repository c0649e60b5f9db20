/// A query laid beside names of an index: the letters they share, in their order, by what each
/// tells. Monotone alignment over the pairs of letters that match, which are few.
struct NameAlignment {
    private let index: NameIndex
    private(set) var query: [QueryLetter] = []
    /// It leaves out what a whole name has.
    private(set) var isShort = true
    private var isByShares = false
    /// What the query could gain at most.
    private var most: Float = 0
    /// Places of the query by letter and by sound; all zero between queries.
    private var places: [UInt64]
    private var soundPlaces: [UInt64]
    /// What a letter of the name costs when it is left over, by role.
    private var left: [Float] = [0, 0, 0, 0, 0, 0, 0, 0]
    private var provinces: [[UInt32]] = []

    init(_ index: NameIndex) {
        self.index = index
        places = [UInt64](repeating: 0, count: index.alphabet.count)
        soundPlaces = [UInt64](repeating: 0, count: index.alphabet.soundCount)
    }

    /// Takes a query. False when it has no letter.
    mutating func read(_ spelling: NameSpelling) -> Bool {
        query.removeAll(keepingCapacity: true)
        isShort = !spelling.isWhole
        isByShares = spelling.isByShares && isShort
        let unknown = naturalLogarithm(Float(index.count) * 2)
        most = 0
        for (place, letter) in spelling.letters.prefix(nameLettersRead).enumerated() {
            let number = index.alphabet.find(letter, spelling.words)
            let rarity = number > 0 ? index.rarity[Int(number)] : unknown
            let (sound, tone) =
                number > 0
                ? (index.alphabet.sounds[Int(number)], index.alphabet.tones[Int(number)])
                : index.alphabet.sound(of: letter)
            let weight = rarity * index.weights.ofQuery(letter.role, isWhole: !isShort)
            query.append(
                QueryLetter(
                    number: number, weight: weight, sound: sound, tone: tone, role: letter.role))
            most += weight * (1 + index.weights.adjacent)
            if number > 0 { places[Int(number)] |= 1 << UInt64(place) }
            if sound > 0 { soundPlaces[Int(sound)] |= 1 << UInt64(place) }
        }
        for role in 0..<5 {
            left[role] = index.weights.left(
                NameRole(rawValue: UInt8(role)) ?? .core, isWhole: !isShort)
        }
        provinces = query.count > 1 ? index.shorts[query[0].number] ?? [] : []
        return !query.isEmpty
    }

    mutating func forget() {
        for letter in query {
            places[Int(letter.number)] = 0
            soundPlaces[Int(letter.sound)] = 0
        }
    }

    /// From below 0 to about 1: what of the query is found, less what of the name is left.
    func score(_ name: Int, _ memory: inout AlignmentMemory) -> Float {
        guard most > 0 else { return 0 }
        for place in 0...query.count {
            memory.before[place] = AlignmentGain()
            memory.endingAt[place] = -1
        }
        return lay(name, &memory.before, &memory.ending, &memory.endingAt)
    }

    private func lay(
        _ name: Int, _ before: inout [AlignmentGain], _ ending: inout [AlignmentGain],
        _ endingAt: inout [Int32]
    ) -> Float {
        let letters = index.letters.span.extracting(
            Int(index.starts[name])..<Int(index.starts[name + 1]))
        let isWhole = !isShort && index.areWhole[name]
        var before = before.mutableSpan
        var ending = ending.mutableSpan
        var endingAt = endingAt.mutableSpan
        let provinceEnd = provinceEnd(letters)
        var total: Float = 0
        var previousRole = NameRole.core
        for place in letters.indices {
            let letter = letters[place]
            let number = Int(letter.packedNumber)
            let role = letter.packedRole
            let cost = (isWhole ? 4 : index.rarity[number]) * left[Int(role.rawValue)]
            total += cost
            var mask = places[number]
            var likeness: Float = 1
            if mask == 0 {
                mask = soundPlaces[Int(index.alphabet.sounds[number])]
                likeness = isWhole ? index.weights.sound : index.weights.soundShort
            }
            // From the back, so that no letter of the name is used twice.
            while mask != 0 {
                let step = 63 - mask.leadingZeroBitCount
                mask &= ~(1 << UInt64(step))
                let next = place + 1 < letters.count ? letters[place + 1].packedNumber : 0
                let gain = gain(step, letter, next, likeness, isWhole)
                let bonus = bonus(letter, place == 0 ? .region : previousRole)
                var reached = AlignmentGain(
                    score: before[step].score + gain * (1 + bonus), used: before[step].used + cost)
                if step > 0, place > 0, endingAt[step - 1] == Int32(place) - 1 {
                    let joined = ending[step - 1].score + gain * (1 + index.weights.adjacent)
                    if joined > reached.score {
                        reached = AlignmentGain(score: joined, used: ending[step - 1].used + cost)
                    }
                }
                ending[step] = reached
                endingAt[step] = Int32(place)
                for later in (step + 1)...query.count where before[later].score < reached.score {
                    before[later] = reached
                }
            }
            if place == provinceEnd {
                let score = query[0].weight * index.weights.province * (1 + index.weights.start)
                let reached = AlignmentGain(score: score, used: total)
                for later in 1...query.count where before[later].score < score {
                    before[later] = reached
                }
            }
            previousRole = role
        }
        let found = before[query.count]
        let rest = (total - found.used) / (total + 10)
        let shares = isByShares && !index.areByShares[name] ? index.weights.byShares : 0
        return found.score / most - rest - shares
    }

    @inline(__always)
    private func gain(
        _ step: Int, _ letter: UInt32, _ next: UInt32, _ likeness: Float, _ isWhole: Bool
    ) -> Float {
        let wanted = query[step]
        var gain = wanted.weight * likeness
        if likeness < 1, isWhole,
            wanted.tone == index.alphabet.tones[Int(letter.packedNumber)]
        {
            gain = wanted.weight * index.weights.tone
        }
        guard wanted.role == .core, letter.packedRole != .core else { return gain }
        let goesOn = step + 1 < query.count && query[step + 1].number == next
        let isPart = letter.packedOpens && next > 0 && !goesOn
        return gain * (isPart ? index.weights.partWord : index.weights.crossRole)
    }

    @inline(__always)
    private func bonus(_ letter: UInt32, _ previousRole: NameRole) -> Float {
        guard letter.packedOpens else { return 0 }
        switch letter.packedRole {
        case .core: return previousRole == .region ? index.weights.startCore : index.weights.opening
        case .region: return index.weights.start
        default: return index.weights.opening
        }
    }

    /// Where the place ends that the query's first letter stands for.
    private func provinceEnd(_ letters: Span<UInt32>) -> Int {
        for place in provinces where place.count < letters.count {
            if place.indices.allSatisfy({ place[$0] == letters[$0].packedNumber }) {
                return place.count - 1
            }
        }
        return -1
    }
}

/// Where the laying of one name beside a query writes.
struct AlignmentMemory {
    /// By place of the query: the best that ends before it; the best that ends with it, and where
    /// in the name.
    var before = [AlignmentGain](repeating: AlignmentGain(), count: nameLettersRead + 1)
    var ending = [AlignmentGain](repeating: AlignmentGain(), count: nameLettersRead + 1)
    var endingAt = [Int32](repeating: -1, count: nameLettersRead + 1)
}

/// What an alignment has found of the query, and what it has used of the name.
struct AlignmentGain {
    var score: Float = 0
    var used: Float = 0
}

struct QueryLetter {
    /// In the index's alphabet; 0 for what no name has.
    var number: UInt32
    var weight: Float
    var sound: UInt16
    var tone: UInt16
    var role: NameRole
}
