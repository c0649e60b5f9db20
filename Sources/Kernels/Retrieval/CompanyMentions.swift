import Texts

/// Names of companies that stand in a text. A description that names a company says who sits at the
/// link; a trial that hides the companies must not read them there.
package struct CompanyMentions: Sendable {
    private let names: Set<String>
    private let longest: Int

    /// - Parameters:
    ///   - names: short names. Read are those of three characters or more with a Chinese one, in
    ///     either script and any width, without the marks of special treatment (ST, *ST).
    ///   - words: what stays although a company is called so, such as names of products.
    package init(_ names: some Sequence<String>, keeping words: some Sequence<String>) {
        let kept = Set(words.map { String($0.unicodeScalars.map(\.inNames)) })
        var found: Set<String> = []
        for name in names {
            var letters = name.unicodeScalars.map(\.inNames)[...]
            if letters.starts(with: ["*", "s", "t"]) {
                letters = letters.dropFirst(3)
            } else if letters.starts(with: ["s", "t"]) {
                letters = letters.dropFirst(2)
            }
            letters = letters.drop { $0 == " " }
            while letters.last == " " { letters.removeLast() }
            let text = String(letters)
            if letters.count >= 3, letters.contains(where: \.isHan), !kept.contains(text) {
                found.insert(text)
            }
        }
        self.names = found
        longest = found.map(\.unicodeScalars.count).max() ?? 0
    }

    /// The text with a blank for each name, the longest that begins at a place; its letters folded.
    package func removed(from text: String) -> String {
        let letters = text.unicodeScalars.map(\.inNames)
        var result: [Unicode.Scalar] = []
        var place = 0
        while place < letters.count {
            let lengths = stride(from: min(longest, letters.count - place), to: 2, by: -1)
            let length = lengths.first { names.contains(String(letters[place..<(place + $0)])) }
            result.append(length == nil ? letters[place] : " ")
            place += length ?? 1
        }
        return String(result)
    }
}

extension Unicode.Scalar {
    /// Every scalar stays one, so that blanks part what they part.
    fileprivate var inNames: Unicode.Scalar { folded ?? " " }
}

extension String {
    fileprivate init(_ letters: some Sequence<Unicode.Scalar>) {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: letters)
        self.init(view)
    }
}
