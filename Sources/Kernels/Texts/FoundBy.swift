import Basics

/// Why a name answers a query; what comes first ranks first.
package enum FoundBy: String, Comparable, Sendable, CaseIterable {
    /// The whole name or a whole code.
    case whole
    case beginning
    /// The whole of another name: a brand, a short name.
    case otherName = "other_name"
    /// A part of a name, or of a code from four characters on.
    case part
    case pinyin
    case initials
    /// One character is wrong, missing, too many or swapped with its neighbour.
    case oneWrong = "one_wrong"

    private var rank: Int { FoundBy.allCases.firstIndex(of: self) ?? 0 }

    package static func < (left: FoundBy, right: FoundBy) -> Bool {
        left.rank < right.rank
    }
}

extension SoughtText {
    /// How a thing of these names, the usual one first, and codes answers; nil when it does not.
    /// Of several runs the weakest decides, and only one may be wrong.
    package func found(in names: [String], codes: [String] = []) -> FoundBy? {
        let names = names.map { FoldedText($0).parts.flatMap(\.runs) }
        let codes = codes.map { FoldedText($0).parts.flatMap(\.runs).flatMap(\.scalars) }
        let sought = runs.flatMap(\.scalars)
        if let name = names.first {
            let bare = name.flatMap(\.scalars)
            if bare == sought || codes.contains(sought) { return .whole }
            if bare.starts(with: sought) { return .beginning }
        }
        if names.dropFirst().contains(where: { $0.flatMap(\.scalars) == sought }) {
            return .otherName
        }
        let answers = runs.indices.map { answer(of: $0, in: names, codes) }
        guard answers.allSatisfy({ $0 != nil }), answers.count(where: { $0 == .oneWrong }) < 2
        else { return nil }
        return answers.compactMap(\.self).max()
    }

    private func answer(
        of place: Int, in names: [[FoldedRun]], _ codes: [[Unicode.Scalar]]
    ) -> FoundBy? {
        let run = runs[place]
        let parts = names.flatMap(\.self).filter { $0.isChinese == run.isChinese }
        if run.isChinese {
            if parts.contains(where: { $0.scalars.contains(run.scalars) }) { return .part }
        } else {
            if parts.contains(where: { $0.scalars.starts(with: run.scalars) }) { return .part }
            if run.isPartOfCode, codes.contains(where: { $0.contains(run.scalars) }) {
                return .part
            }
            let chinese = names.flatMap(\.self).filter(\.isChinese)
            if divisions[place].contains(where: { $0.isSound(ofAny: chinese) }) { return .pinyin }
            if isInitials(run, ofAny: names) { return .initials }
        }
        let isWrong =
            run.mayBeWrong
            && parts.contains { holds(run.scalars, in: $0.scalars, isAnchored: !run.isChinese) }
        return isWrong ? .oneWrong : nil
    }

    private func isInitials(_ run: FoldedRun, ofAny names: [[FoldedRun]]) -> Bool {
        names.contains { name in
            name.filter(\.isChinese).flatMap { initials(of: $0.text) }.contains { letters in
                run.scalars.count == 1 ? letters.hasPrefix(run.text) : letters.holds(run.text)
            } || mixedInitials(of: name).contains { $0.hasPrefix(run.text) }
        }
    }
}

extension SyllableDivision {
    fileprivate func isSound(ofAny runs: [FoldedRun]) -> Bool {
        runs.contains { run in
            let readings = run.scalars.map(Texts.syllables)
            let length = self.syllables.count + (beginning.isEmpty ? 0 : 1)
            guard readings.count >= length else { return false }
            return (0...(readings.count - length)).contains { start in
                self.syllables.indices.allSatisfy {
                    readings[start + $0].contains(self.syllables[$0])
                }
                    && (beginning.isEmpty
                        || readings[start + length - 1].contains { $0.hasPrefix(beginning) })
            }
        }
    }
}
