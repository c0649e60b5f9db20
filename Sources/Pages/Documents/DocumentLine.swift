package import Documents
import Facts
import Texts

/// A figure or an instruction of a document, where a page treats both alike.
package enum DocumentLine: Sendable {
    case fact(DocumentFact)
    case instruction(DocumentInstruction)

    var kind: ProposalKind { if case .fact = self { .fact } else { .instruction } }

    var number: Int64 {
        switch self {
        case .fact(let fact): fact.number
        case .instruction(let instruction): instruction.number
        }
    }

    var review: Review {
        switch self {
        case .fact(let fact): fact.review
        case .instruction(let instruction): instruction.review
        }
    }

    var sentence: TextSpan {
        switch self {
        case .fact(let fact): fact.told.sentence
        case .instruction(let instruction): instruction.told.sentence
        }
    }

    /// Its own words in the sentence.
    var span: TextSpan {
        switch self {
        case .fact(let fact): fact.told.span
        case .instruction(let instruction): instruction.told.clause
        }
    }

    /// Its place on the page, as `fact-12`.
    var id: String { "\(kind.rawValue)-\(number)" }

    var mark: TextMark { TextMark(span: span, line: id, state: review.state) }
}
