import Texts

/// The letters and Latin words that the names of an index are made of, numbered from 1.
struct NameAlphabet: Sendable {
    private var ofCharacter = [UInt32](repeating: 0, count: 0x10000)
    private var ofOther: [UInt32: UInt32] = [:]
    private var ofWord: [String: UInt32] = [:]
    private var characters: [UInt32] = [0]
    /// By number: the sound without and with its tone; 0 for Latin words, digits and what nothing
    /// reads.
    private(set) var sounds: [UInt16] = []
    private(set) var tones: [UInt16] = []
    private var soundNumbers: [String: UInt16] = [:]
    private var ofSound: [[UInt32]] = []

    var soundCount: Int { soundNumbers.count + 1 }

    /// Letters of one sound, whatever their tone; none for sound 0.
    func homophones(of sound: UInt16) -> [UInt32] { ofSound[Int(sound)] }

    var count: Int { characters.count }

    mutating func numbering(_ letter: SpelledLetter, _ words: [String]) -> UInt32 {
        var number = find(letter, words)
        if number == 0 {
            number = UInt32(characters.count)
            characters.append(letter.code)
            if letter.code >= SpelledLetter.wordBase {
                ofWord[words[Int(letter.code - SpelledLetter.wordBase)]] = number
                characters[Int(number)] = 0
            } else if letter.code < 0x10000 {
                ofCharacter[Int(letter.code)] = number
            } else {
                ofOther[letter.code] = number
            }
        }
        return number | UInt32(letter.role.rawValue) << 24 | (letter.opens ? 0x8000_0000 : 0)
    }

    func number(of letter: Unicode.Scalar) -> UInt32 { ofCharacter[Int(letter.value)] }

    /// 0 for what no name has.
    func find(_ letter: SpelledLetter, _ words: [String]) -> UInt32 {
        if letter.code >= SpelledLetter.wordBase {
            return ofWord[words[Int(letter.code - SpelledLetter.wordBase)]] ?? 0
        }
        return letter.code < 0x10000
            ? ofCharacter[Int(letter.code)] : ofOther[letter.code] ?? 0
    }

    mutating func learnSounds() {
        sounds = [UInt16](repeating: 0, count: characters.count)
        tones = sounds
        for (number, character) in characters.enumerated() {
            guard let scalar = Unicode.Scalar(character), scalar.isHan else { continue }
            let reading = commonReading(of: scalar)
            guard !reading.isEmpty else { continue }
            tones[number] = soundNumber(reading)
            sounds[number] = soundNumber(String(reading.filter { !$0.isNumber }))
        }
        ofSound = [[UInt32]](repeating: [], count: soundCount)
        for (number, sound) in sounds.enumerated() where sound > 0 {
            ofSound[Int(sound)].append(UInt32(number))
        }
    }

    private mutating func soundNumber(_ sound: String) -> UInt16 {
        if let number = soundNumbers[sound] { return number }
        let number = UInt16(soundNumbers.count + 1)
        soundNumbers[sound] = number
        return number
    }

    /// The sound of a letter that may be in no name.
    func sound(of letter: SpelledLetter) -> (plain: UInt16, tone: UInt16) {
        guard letter.code < SpelledLetter.wordBase, let scalar = Unicode.Scalar(letter.code),
            scalar.isHan
        else { return (0, 0) }
        let number = Int(find(letter, []))
        if number > 0 { return (sounds[number], tones[number]) }
        let reading = commonReading(of: scalar)
        return (
            soundNumbers[String(reading.filter { !$0.isNumber })] ?? 0,
            soundNumbers[reading] ?? 0
        )
    }
}
