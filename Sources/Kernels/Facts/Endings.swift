extension String {
    /// Byte for byte, which for words in UTF-8 is the same and takes a tenth of the time that a
    /// comparison by characters takes.
    func ends(with word: String) -> Bool {
        let (own, sought) = (utf8, word.utf8)
        return own.count >= sought.count && own.suffix(sought.count).elementsEqual(sought)
    }

    func begins(with word: String) -> Bool { utf8.starts(with: word.utf8) }

    func isWord(_ word: StaticString) -> Bool {
        utf8.count == word.utf8CodeUnitCount && word.withUTF8Buffer { utf8.elementsEqual($0) }
    }
}

extension Array {
    /// Most are empty already, which is told faster than removed.
    mutating func clear() {
        if !isEmpty { removeAll(keepingCapacity: true) }
    }
}

extension FactReader {
    /// The first of the words with which the stretch of text ends.
    func ending(_ stretch: Range<Int>, of words: [StaticString]) -> StaticString? {
        words.first { word in
            let count = word.utf8CodeUnitCount
            return stretch.count >= count && starts(word, at: stretch.upperBound - count)
        }
    }
}
