package import Basics
package import Companies

/// A company of the knowledge that may sit at a link, with what speaks for it. A person decides.
package struct Suggestion: Sendable {
    package let company: KnowledgeCompany
    /// Comparable within one link only.
    package let score: Double
    package let parts: [SuggestionPart]
    /// Words of the link that stand in its products.
    package let words: [String]
    /// What it sells that has these words, the largest share first; where none has, its largest.
    package let products: [SoldProduct]
    /// The one of the city's register that it is, by its code or its name by law.
    package let known: Company?

    /// Whether what it sells speaks for it, not only its likeness to those that it speaks for.
    package var isByProducts: Bool { !words.isEmpty && !products.isEmpty }

    /// What stands in the note of a placement until a person writes something else.
    package var note: String {
        let sold = products.map { "\($0.name)（占收入\($0.share.percent)，第\($0.line)行）" }
        return sold.isEmpty
            ? "" : KnowledgeFile.companyProduct.name + "：" + sold.joined(separator: "、")
    }

    /// Of the surest product that speaks for it; nil where none does.
    package var confidence: Double? { isByProducts ? products.map(\.confidence).max() : nil }
}

extension Double {
    /// As a share: `51%`; a small one with its decimals.
    package var percent: String {
        let tenths = (self * 1_000).rounded() / 10
        return (tenths == tenths.rounded() ? String(Int(tenths)) : String(tenths)) + "%"
    }
}

/// What a score is made of.
package struct SuggestionPart: Sendable, Hashable {
    package let kind: SuggestionPartKind
    package let score: Double
}

/// In the order of `LinkScoreParts`.
package enum SuggestionPartKind: String, Sendable, CaseIterable {
    case products, surroundings, names, feedback, companions, chain

    package var label: Phrase {
        switch self {
        case .products: "产品对口"
        case .surroundings: "行业用词对口"
        case .names: "名称对口"
        case .feedback: "卖的东西与排前企业相近"
        case .companions: "与排前企业同行业"
        case .chain: "行业在这条链上常见"
        }
    }
}

/// What a person said of a suggestion.
package struct SuggestionReview: Sendable, Hashable {
    package let code: String
    package let name: String
    package let verdict: SuggestionVerdict
    package let reason: String
    package let by: String
    package let at: Instant
}

package enum SuggestionVerdict: String, Sendable {
    case accepted, refused
    /// What was said before doesn't hold any more.
    case reconsidered

    package var label: Phrase {
        switch self {
        case .accepted: "采纳"
        case .refused: "不采纳"
        case .reconsidered: "重新考虑"
        }
    }
}

/// Who may sit at a link by the knowledge that is in.
package struct LinkSuggestions: Sendable {
    package let chain: Chain
    package let link: ChainLink
    /// Nil where none is in.
    package let set: KnowledgeSet?
    /// The likeliest first.
    package let open: [Suggestion]
    /// Decided ones, the newest first; they aren't suggested again.
    package let reviewed: [SuggestionReview]
    /// What the set says of the link's own products.
    package let relations: [ProductRelation]
}

/// An accepted suggestion as it was typed.
package struct AcceptanceDraft: Sendable {
    let code: String
    let place: String?
    let standing: String?
    let note: String?
    let freshSource: Identifier
    let freshCompany: Identifier

    package init(
        code: String, place: String?, standing: String?, note: String?, freshSource: Identifier,
        freshCompany: Identifier
    ) {
        self.code = code
        self.place = place
        self.standing = standing
        self.note = note
        self.freshSource = freshSource
        self.freshCompany = freshCompany
    }
}

extension Limit {
    /// Companies suggested for a link, and how many more are kept for those that are placed or
    /// refused.
    package static let suggestionsOfLink: Limit = 30
    static let suggestionsKept: Limit = 45
    /// Links of all chains together: more are not ranked, since a take-in waits for it.
    static let linksSuggested: Limit = 5_000
    static let wordsOfSuggestion: Limit = 6
    static let productsOfSuggestion: Limit = 3
    static let reviewsOfLink: Limit = 10_000
}
