import Basics

/// A thing as search sees it: parts, each a kind mark and what was written there in runs of Chinese
/// characters and words of letters and digits, with a space before each run. Simplified script,
/// small letters without marks above them, full-width forms as ordinary ones; brackets and dots
/// within Chinese are left out. The name «青岛ABC（中国）公司» is «| 青岛 abc 中国公司».
///
/// Both databases index `indexTokens`. `text` is stored beside them and is all that the tokens are
/// made from, so that what was put into an index can be taken out of it again by a later program
/// that reads a character differently.
package struct FoldedText: Hashable, Sendable {
    /// As stored. The name comes first, so that what begins with a query can be told from what
    /// contains it; initials come last.
    package let text: String
    let parts: [FoldedPart]

    private static let indexedCharacters: Limit = 20_000
    /// Of the names of one thing so many are indexed by their sound.
    private static let soundedNames: Limit = 12

    /// What people wrote, as one part without a mark. A text longer than 20,000 characters is found
    /// by its beginning.
    package init(_ text: String) {
        let beginning = text.unicodeScalars.prefix(FoldedText.indexedCharacters.count)
        self.init(parts: [FoldedPart(.text, folding: beginning)])
    }

    /// `names` are found by their initials too and, where the thing is `ranked`, by their pinyin,
    /// their beginning and the ends of their Latin words; `codes` by any four characters in a row;
    /// `words` as texts.
    package init(names: [String], codes: [String] = [], words: [String] = [], isRanked: Bool) {
        var room = FoldedText.indexedCharacters.count
        func folded(_ texts: [String], _ kind: FoldedPart.Kind) -> [FoldedPart] {
            texts.compactMap { text in
                let part = FoldedPart(kind, folding: text.unicodeScalars.prefix(room))
                room -= text.unicodeScalars.count
                if room < 0 { room = 0 }
                return part.runs.isEmpty ? nil : part
            }
        }
        let written =
            folded(names, isRanked ? .rankedName : .name) + folded(words, .text)
            + folded(codes, .code)
        self.init(parts: written.isEmpty ? [] : written + FoldedText.sounds(of: written))
    }

    /// Reads a stored text again.
    package init(stored text: String) {
        self.init(parts: FoldedPart.parts(of: text))
    }

    /// A stored text of an earlier program, or one put together by a migration from what people
    /// wrote: its names folded and sounded as they would be now.
    package init(refolding text: String) {
        let written = FoldedPart.parts(of: text).filter { !$0.kind.isSound && !$0.runs.isEmpty }
        self.init(parts: written + FoldedText.sounds(of: written))
    }

    private init(parts: [FoldedPart]) {
        self.parts = parts
        var text = String.UnicodeScalarView()
        for part in parts { part.write(to: &text) }
        self.text = String(text)
    }

    private static func sounds(of parts: [FoldedPart]) -> [FoldedPart] {
        let ranked = parts.filter { $0.kind == .rankedName }.prefix(soundedNames.count)
        let names = parts.filter { $0.kind == .rankedName || $0.kind == .name }
        let syllables = ranked.flatMap { part in
            part.runs.compactMap { run in
                run.isChinese ? FoldedPart(.syllables, stored: syllablesText(of: run)) : nil
            }
        }
        let mixed = names.prefix(soundedNames.count).flatMap { part in
            mixedInitials(of: part.runs).map { FoldedPart(.mixedInitials, stored: $0) }
        }
        let initials = names.prefix(soundedNames.count).flatMap { part in
            part.runs.filter(\.isChinese).flatMap { run in
                Texts.initials(of: run.text).map { FoldedPart(.initials, stored: $0) }
            }
        }
        return syllables + mixed + initials
    }

    /// «chong/zhong.qing»: the readings of each character.
    private static func syllablesText(of run: FoldedRun) -> String {
        run.scalars.map { syllables(of: $0).joined(separator: "/") }.joined(separator: ".")
    }

    /// What stands in the index, each once.
    package var indexTokens: [String] {
        var tokens = SearchTokens()
        for part in parts { part.addIndexTokens(to: &tokens) }
        return tokens.all
    }
}

/// One part of a folded text: a name, a code, the sound of a name.
struct FoldedPart: Hashable, Sendable {
    enum Kind: Unicode.Scalar, CaseIterable {
        case rankedName = "^"
        case name = "|"
        case text = "-"
        case code = "#"
        case syllables = "'"
        /// Of a Chinese run.
        case initials = "~"
        /// Of a name of several runs, with its words whole.
        case mixedInitials = "="

        var isSound: Bool {
            self == .syllables || self == .initials || self == .mixedInitials
        }
    }

    let kind: Kind
    /// A text without a mark stands first, as it was stored before there were parts.
    private let isMarked: Bool
    let runs: [FoldedRun]
    /// Of sounds, as stored.
    private let sound: String

    init(_ kind: Kind, folding text: some Sequence<Unicode.Scalar>) {
        self.kind = kind
        isMarked = kind != .text
        sound = ""
        let runs = FoldedRun.runs(of: text)
        // A code is one word, however it was grouped for reading.
        self.runs =
            kind == .code && runs.count > 1
            ? [FoldedRun(isChinese: false, scalars: runs.flatMap(\.scalars))] : runs
    }

    init(_ kind: Kind, stored sound: String) {
        self.kind = kind
        isMarked = true
        runs = []
        self.sound = sound
    }

    static func parts(of stored: String) -> [FoldedPart] {
        var parts: [FoldedPart] = []
        var kind = Kind.text
        var body = String.UnicodeScalarView()
        func close() {
            guard !body.isEmpty else { return }
            parts.append(
                kind.isSound
                    ? FoldedPart(kind, stored: String(body)) : FoldedPart(kind, folding: body))
        }
        for scalar in stored.unicodeScalars {
            if let mark = Kind(rawValue: scalar) {
                close()
                (kind, body) = (mark, String.UnicodeScalarView())
            } else {
                body.append(scalar)
            }
        }
        close()
        return parts
    }

    func write(to text: inout String.UnicodeScalarView) {
        if isMarked || !text.isEmpty { text.append(kind.rawValue) }
        for scalar in sound.unicodeScalars { text.append(scalar) }
        for run in runs {
            text.append(" ")
            for scalar in run.scalars { text.append(scalar) }
        }
    }

    func addIndexTokens(to tokens: inout SearchTokens) {
        switch kind {
        case .rankedName:
            if let first = runs.first, first.isChinese {
                for length in 1...2 where first.scalars.count >= length {
                    tokens.add(.beginning, first.scalars.prefix(length))
                }
            }
            for run in runs {
                run.addIndexTokens(to: &tokens)
                guard !run.isChinese else { continue }
                for length in 2...3 where run.scalars.count > length {
                    tokens.add(.ending, run.scalars.suffix(length))
                }
            }
        case .name, .text:
            for run in runs { run.addIndexTokens(to: &tokens) }
        case .code:
            for run in runs { tokens.addCode(run.scalars) }
        case .syllables:
            let places = sound.split(separator: ".", omittingEmptySubsequences: false)
                .map { $0.split(separator: "/").map(String.init) }
            for place in places { for syllable in place { tokens.add(syllable: syllable) } }
            for (first, second) in zip(places, places.dropFirst()) {
                for one in first { for other in second { tokens.add(syllables: one, other) } }
            }
        case .initials, .mixedInitials:
            tokens.addInitials(Array(sound.unicodeScalars), isBeginning: true)
        }
    }
}

/// The initials of a name that is not one run of Chinese, with its words of letters whole: «tqlkj»
/// of «TQL 科技». Looked for from the beginning only.
func mixedInitials(of runs: [FoldedRun]) -> [String] {
    guard runs.count > 1, runs.contains(where: \.isChinese) else { return [] }
    return initials(of: runs.map(\.text).joined())
}
