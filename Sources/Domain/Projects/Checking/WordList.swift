/// Words to find in short texts in one pass, the longest at each place.
struct WordList {
    private var byFirst: [Unicode.Scalar: [[Unicode.Scalar]]] = [:]

    init(_ words: [String]) {
        for word in words {
            let letters = Array(word.unicodeScalars)
            if let first = letters.first { byFirst[first, default: []].append(letters) }
        }
        for first in byFirst.keys { byFirst[first]?.sort { $0.count > $1.count } }
    }

    /// The length of the longest word that stands at `index`; 0 when none does.
    func length(at index: Int, of letters: [Unicode.Scalar]) -> Int {
        guard let candidates = byFirst[letters[index]] else { return 0 }
        for word in candidates where index + word.count <= letters.count {
            if letters[index..<(index + word.count)].elementsEqual(word) { return word.count }
        }
        return 0
    }

    func isIn(_ letters: [Unicode.Scalar]) -> Bool {
        letters.indices.contains { length(at: $0, of: letters) > 0 }
    }

    func removed(from letters: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var rest: [Unicode.Scalar] = []
        rest.reserveCapacity(letters.count)
        var index = 0
        while index < letters.count {
            let length = length(at: index, of: letters)
            if length == 0 { rest.append(letters[index]) }
            index += max(1, length)
        }
        return rest
    }
}

/// A text as single letters, the form in which titles are taken apart.
typealias Letters = [Unicode.Scalar]

extension String {
    init(letters: some Sequence<Unicode.Scalar>) {
        self.init(String.UnicodeScalarView(letters))
    }
}
