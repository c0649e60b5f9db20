import Basics

/// Chinese runs from three characters on and words from five letters on are looked for with one
/// character wrong, missing, too many or swapped with its neighbour; longer ones than this are not.
private let longestWrong: Limit = 24
/// Of one group of characters that must be right, so many tokens are asked for.
private let tokensOfGroup: Limit = 6
/// Of a query of several runs, so many are taken for the wrong one.
private let wrongRuns: Limit = 4

extension SoughtText {
    /// For each run that may hold the one wrong character, the terms that find what was meant.
    package var wrongTerms: [[[SearchClause]]] {
        runs.indices.filter { runs[$0].mayBeWrong }.prefix(wrongRuns.count).map { wrong in
            runs.indices.map { place in
                guard place == wrong else { return clauses(of: place) }
                let run = runs[place]
                return run.isChinese ? wrongChinese(run.scalars) : wrongWord(run.scalars)
            }
        }
    }

    /// Wherever the wrong character stands, what is left and right of it is right.
    private func wrongChinese(_ letters: [Unicode.Scalar]) -> [SearchClause] {
        letters.indices.map { place in
            let (left, right) = (letters[..<place], letters[(place + 1)...])
            let (before, after) = (text(left), text(right))
            var patterns = ["%\(before)_\(after)%", "%\(before)\(after)%"]
            if place > 0 { patterns.append("%\(before)_\(letters[place])\(after)%") }
            return SearchClause(tokens: tokens(left, right), patterns: patterns)
        }
            + letters.indices.dropLast().map { place in
                let swapped = [letters[place + 1], letters[place]]
                let (left, right) = (letters[..<place], letters[(place + 2)...])
                let pattern = "%\(text(left))\(text(swapped[...]))\(text(right))%"
                return SearchClause(
                    tokens: tokens(left, swapped[...], right), patterns: [pattern])
            }
    }

    /// Of a word either the first or the last letters are right.
    private func wrongWord(_ letters: [Unicode.Scalar]) -> [SearchClause] {
        let length = letters.count < 7 ? 2 : 3
        var patterns: [String] = []
        for place in letters.indices {
            let (before, after) = (text(letters[..<place]), text(letters[(place + 1)...]))
            patterns += ["% \(before)_\(after)%", "% \(before)\(after)%"]
            patterns.append("% \(before)_\(letters[place])\(after)%")
            guard place + 1 < letters.count else { continue }
            let rest = text(letters[(place + 2)...])
            patterns.append("% \(before)\(letters[place + 1])\(letters[place])\(rest)%")
        }
        var (first, last) = (SearchTokens(), SearchTokens())
        first.add(.word, letters.prefix(length))
        last.add(.ending, letters.suffix(length))
        return [
            SearchClause(tokens: first.all, patterns: patterns),
            SearchClause(tokens: last.all, patterns: []),
        ]
    }

    private func tokens(_ parts: ArraySlice<Unicode.Scalar>...) -> [String] {
        var tokens = SearchTokens()
        for part in parts { tokens.addParts(of: part) }
        return Array(tokens.all.prefix(tokensOfGroup.count))
    }

    private func text(_ letters: ArraySlice<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(letters))
    }
}

extension FoldedRun {
    var mayBeWrong: Bool {
        scalars.count <= longestWrong.count && scalars.count >= (isChinese ? 3 : 5)
            && (isChinese || scalars.allSatisfy { !$0.isDigit })
    }
}

/// Whether some part of `text` becomes `word` by one character put in another's place, put in, left
/// out, or swapped with its neighbour; with `isAnchored`, a part at the beginning.
func holds(
    _ word: [Unicode.Scalar], in text: [Unicode.Scalar], isAnchored: Bool
) -> Bool {
    func holdsRest(of word: ArraySlice<Unicode.Scalar>, at place: Int) -> Bool {
        place + word.count <= text.count
            && zip(word, text[place...]).allSatisfy { $0 == $1 }
    }
    for start in 0...(isAnchored ? 0 : text.count) {
        var right = 0
        while right < word.count, start + right < text.count, word[right] == text[start + right] {
            right += 1
        }
        let place = start + right
        guard right < word.count else { return true }
        if holdsRest(of: word[(right + 1)...], at: place) { return true }
        guard place < text.count else { continue }
        if holdsRest(of: word[(right + 1)...], at: place + 1) { return true }
        if holdsRest(of: word[right...], at: place + 1) { return true }
        if right + 1 < word.count, place + 1 < text.count, word[right] == text[place + 1],
            word[right + 1] == text[place], holdsRest(of: word[(right + 2)...], at: place + 2)
        {
            return true
        }
    }
    return false
}
