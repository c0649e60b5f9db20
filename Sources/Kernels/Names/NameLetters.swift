/// A piece of a name as single letters: names are taken apart some ten thousand at a time, and a
/// comparison of whole characters costs ten times as much.
typealias NameLetters = ArraySlice<Unicode.Scalar>

extension String {
    var letters: [Unicode.Scalar] { Array(unicodeScalars) }

    init(letters: some Sequence<Unicode.Scalar>) {
        var view = String.UnicodeScalarView()
        for letter in letters { view.append(letter) }
        self.init(view)
    }
}

extension ArraySlice<Unicode.Scalar> {
    func ends(with word: [Unicode.Scalar]) -> Bool {
        count >= word.count && suffix(word.count).elementsEqual(word)
    }
}
