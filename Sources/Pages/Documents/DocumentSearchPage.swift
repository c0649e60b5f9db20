import Basics
package import Documents
import Facts
import Markup
import Texts

/// Where documents say something: sentences with the words marked, and the figures that stand in
/// them.
package struct DocumentSearchPage: Sendable {
    package let words: String
    package let passages: [FoundPassage]
    package let list: ListPage

    package init(words: String, passages: [FoundPassage], list: ListPage) {
        self.words = words
        self.passages = passages
        self.list = list
    }

    package var page: Page {
        Page("查找文稿", area: .documents) {
            pageTitle("查找文稿", lead: "在收进来的文稿里逐句找；点一条，回到原文。") {
                link("全部文稿", to: .documents(.list()), .class("button"))
            }
            documentSearchForm(words)
            if passages.isEmpty {
                if words.isEmpty {
                    emptyState("写几个字再找", next: "两个字以上；几个词用空格分开，都有的才列出。")
                } else {
                    emptyState("没有找到", next: "少写几个字，或者换一种说法再找。")
                }
            }
            for passage in passages {
                article(.class("item")) {
                    header {
                        link(to: address(of: passage)) {
                            "第\(Int(passage.document))号《\(passage.title)》" as Phrase
                        }
                        if let dated = passage.dated { small { dated.description } }
                    }
                    p { marked(passage.text) }
                    if !passage.facts.isEmpty {
                        ul(.class("hint")) {
                            for fact in passage.facts {
                                li {
                                    fact.told.metric
                                    "：" as Phrase
                                    valueText(fact.told)
                                    if let period = fact.told.period {
                                        "（\(period.description)）" as Phrase
                                    }
                                }
                            }
                        }
                    }
                }
            }
            if list.count > 1 {
                pagination(list) { number in
                    .documents(.search(["q": words, "page": String(number)]))
                }
            }
        }
    }

    private func address(of passage: FoundPassage) -> Address {
        .documents(.one(passage.document, ["at": String(passage.span.lowerBound)]))
    }

    /// The passage with every word that was looked for marked.
    private func marked(_ text: String) -> HTML {
        let scalars = Array(text.unicodeScalars)
        let spans = words.split(separator: " ").flatMap { places(of: String($0), in: scalars) }
        let cuts = Set([0, scalars.count] + spans.flatMap { [$0.lowerBound, $0.upperBound] })
            .sorted()
        return HTML {
            for (start, end) in zip(cuts, cuts.dropFirst()) {
                let part = scalars.words(start..<end)
                if spans.contains(where: { $0.contains(start) }) {
                    mark { part }
                } else {
                    part
                }
            }
        }
    }

    /// Where a word stands, whatever its script, width and case.
    private func places(of word: String, in text: [Unicode.Scalar]) -> [TextSpan] {
        let sought = Array(word.folded.unicodeScalars)
        var folded: [Unicode.Scalar] = []
        var places: [Int] = []
        for (place, scalar) in text.enumerated() where !scalar.properties.isWhitespace {
            guard let plain = scalar.folded else { continue }
            folded.append(plain)
            places.append(place)
        }
        guard !sought.isEmpty, folded.count >= sought.count else { return [] }
        return (0...(folded.count - sought.count)).compactMap { start in
            let end = start + sought.count
            guard folded[start..<end].elementsEqual(sought) else { return nil }
            return places[start]..<(places[end - 1] + 1)
        }
    }
}

/// On the list of documents, and above what was found.
func documentSearchForm(_ words: String = "") -> HTML {
    filterForm(to: .documents(.search())) {
        textField(
            "q", "查找", in: FormValues([AddressItem("q", words)]), type: .search,
            hint: "文稿里的话，如“实际使用外资”")
        submitButton("查找")
    }
}
