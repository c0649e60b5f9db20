/// A word of a link that stands in a company's products.
package struct SharedWord: Sendable, Hashable {
    package let text: String
    /// Of what the link's words find in the company's products, 0 to 1; shorter pieces of the word
    /// are counted with it.
    package let share: Double
}

extension LinkRanking {
    /// The words by which a link finds a company's products, those that tell most first. Empty
    /// where they have none in common.
    /// - Parameter place: the company's, in the order in which the index was given them.
    package func sharedWords(of link: LinkText, with place: Int, limit: Int) -> [SharedWord] {
        let reader = companies.reader
        guard let company = companies.places.firstIndex(of: Int32(place)) else { return [] }
        let question = words.question(
            link, description: companies.parameters.description, reader: reader)
        let found = question.map { asked in
            (
                text: reader.text(of: asked.gram), order: asked.gram.order,
                gain: asked.weight * companies.products.gain(asked.gram, company: company)
            )
        }.filter { $0.gain > 0 }
        let total = found.reduce(0) { $0 + $1.gain }
        // The longest first: each piece then meets the word that it is a piece of.
        let longest = found.sorted { ($1.order, $1.gain, $0.text) < ($0.order, $0.gain, $1.text) }
        var shared: [SharedWord] = []
        for (text, order, gain) in longest {
            let whole = shared.firstIndex { order > 0 && $0.text.contains(text) }
            if let whole {
                shared[whole] = SharedWord(
                    text: shared[whole].text, share: shared[whole].share + gain / total)
            } else {
                shared.append(SharedWord(text: text, share: gain / total))
            }
        }
        shared.sort { ($1.share, $0.text) < ($0.share, $1.text) }
        return Array(shared.prefix(limit))
    }
}
