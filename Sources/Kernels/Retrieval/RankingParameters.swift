/// What weighs how much when companies are ranked for a link. Pure numbers without a unit.
///
/// The eight from `description` to `ofChain` were found by a search on five chains of an atlas of
/// 58 links, and hold within noise when each chain is left out of the search; the others are from
/// the textbook or were set once and are flat around their values. Benchmarks/README.md says what
/// was and what wasn't held out.
package struct RankingParameters: Sendable, Hashable {
    /// A word of a link's description beside the same word in its name.
    package var description = 0.7
    /// What a product weighs that brings no revenue; one that brings all of it weighs 1 more.
    package var productFloor = 0.3
    /// The best company by surroundings beside the best by products.
    package var surroundings = 0.2
    /// The best company by its names beside the best by products.
    package var names = 0.1
    /// The best company by feedback beside the best by products.
    package var feedback = 0.3
    /// How many of the first companies feedback and companions look at.
    package var looks = 10
    /// An industry that the first companies of the link share most, for each classification.
    package var ofLink = 0.2
    /// The industry that the first companies of all links of the chain share most.
    package var ofChain = 0.6

    /// How soon a word that comes again stops to count: k₁ and b of BM25 (Robertson & Zaragoza
    /// 2009, The Probabilistic Relevance Framework).
    package var saturation = 1.2
    package var lengthNormalization = 0.75
    /// How many words feedback asks again.
    package var feedbackWords = 40
    /// Added to the size of an industry before its square root divides.
    package var industryDamping = 5.0

    package init() {}

    package static let standard = RankingParameters()
}
