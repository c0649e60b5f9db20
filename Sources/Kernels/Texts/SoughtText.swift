import Basics

/// One way in which a thing may answer a query: all `tokens` stand in its index, and its stored
/// text fits one of `patterns`, which are those of LIKE.
package struct SearchClause: Hashable, Sendable {
    package let tokens: [String]
    package let patterns: [String]
}

/// What was typed, as search looks for it: runs of Chinese characters and words, in any order.
/// Characters after the hundredth are not looked at.
///
/// Everything is given as terms that must all be met, each by one of its clauses. What clauses find
/// may be a little more than what `found(in:codes:)` says was meant.
package struct SoughtText: Sendable {
    let runs: [FoldedRun]
    /// Of pinyin, by the word that was typed.
    let divisions: [[SyllableDivision]]

    private static let searchedCharacters: Limit = 100

    /// Nil when there is nothing to look for: no letter, digit or Chinese character.
    package init?(_ typed: String) {
        let folded = FoldedText(String(typed.prefix(SoughtText.searchedCharacters.count)))
        var runs = folded.parts.flatMap(\.runs)
        guard !runs.isEmpty else { return nil }
        // A credit code may be typed in groups.
        let joined = runs.map(\.text).joined()
        if runs.count > 1, creditCodeIsValid(joined.uppercased()) {
            runs = [FoldedRun(isChinese: false, scalars: runs.flatMap(\.scalars))]
        }
        self.runs = runs
        divisions = runs.map { $0.isChinese ? [] : Texts.divisions(of: $0.text) }
    }

    /// The runs as they stand at the beginning of a stored text.
    package var text: String { runs.map { " " + $0.text }.joined() }

    /// Whatever holds each run: as a part of its Chinese, at the beginning of a word, in a code, or
    /// as the sound of a name.
    package var terms: [[SearchClause]] { runs.indices.map(clauses) }

    /// The same of ranked names that begin with the first run; nil when it isn't Chinese.
    package var beginningTerms: [[SearchClause]]? {
        guard let first = runs.first, first.isChinese else { return nil }
        var tokens = SearchTokens()
        tokens.add(.beginning, first.scalars.prefix(2))
        tokens.addParts(of: first.scalars[...])
        let beginning = SearchClause(tokens: tokens.all, patterns: ["%^ \(first.text)%"])
        return [[beginning]] + runs.indices.dropFirst().map(clauses)
    }

    func clauses(of place: Int) -> [SearchClause] {
        let run = runs[place]
        var tokens = SearchTokens()
        if run.isChinese {
            tokens.addParts(of: run.scalars[...])
            return [SearchClause(tokens: tokens.all, patterns: ["%\(run.text)%"])]
        }
        tokens.add(.word, run.scalars.prefix(FoldedRun.longestPrefix))
        var clauses = [SearchClause(tokens: tokens.all, patterns: ["% \(run.text)%"])]
        if run.isPartOfCode {
            var tokens = SearchTokens()
            tokens.addCode(run.scalars)
            clauses.append(SearchClause(tokens: tokens.all, patterns: ["%#%\(run.text)%"]))
        }
        clauses.append(initialsClause(run))
        return clauses + divisions[place].map(soundClause)
    }

    private func initialsClause(_ run: FoldedRun) -> SearchClause {
        var tokens = SearchTokens()
        tokens.addInitials(run.scalars, isBeginning: false)
        let pattern = run.scalars.count == 1 ? "%~\(run.text)%" : "%~%\(run.text)%"
        return SearchClause(tokens: tokens.all, patterns: [pattern, "%=\(run.text)%"])
    }

    private func soundClause(_ division: SyllableDivision) -> SearchClause {
        var tokens = SearchTokens()
        let syllables = division.syllables
        for (first, second) in zip(syllables, syllables.dropFirst()) {
            tokens.add(syllables: first, second)
        }
        if let last = syllables.last {
            if syllables.count == 1 { tokens.add(syllable: last) }
            let letters = [last, division.beginning].compactMap(\.unicodeScalars.first)
            if letters.count > 1 { tokens.addInitials(letters, isBeginning: false) }
        }
        return SearchClause(tokens: tokens.all, patterns: ["%'%"])
    }
}

extension FoldedRun {
    /// Four characters and more with a digit may be a part of a code.
    var isPartOfCode: Bool {
        scalars.count >= SearchTokens.codeLength && scalars.contains(where: \.isDigit)
    }
}
