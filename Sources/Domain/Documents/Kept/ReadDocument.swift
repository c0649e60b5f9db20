package import Basics
package import Facts
package import Tables
import Texts

extension Limit {
    /// Code points of a document that is kept.
    package static let lettersOfDocument: Limit = 3_000_000
    package static let factsOfDocument: Limit = 20_000
}

/// A paper with all that the rules read from it. Takes no database, and for a long paper seconds:
/// made before the transaction that keeps it.
package struct ReadDocument: Sendable {
    package let paper: Paper
    package let text: DocumentText
    package let letters: Int
    /// By their place; those of the page around the text are left out.
    package let facts: [(piece: Int, fact: TextFact)]

    /// `day` is what whoever takes it in says of it. Refuses what is longer than is kept, and what
    /// must not be kept here: a state secret.
    package init(_ paper: Paper, day: Day? = nil) throws(DocumentRefusal) {
        letters = paper.text.unicodeScalars.count
        guard letters <= Limit.lettersOfDocument.count else {
            throw DocumentRefusal([
                Problem(
                    "文稿有\(letters)个字，最多\(Limit.lettersOfDocument.count)个，请分开收", at: .field("files"))
            ])
        }
        let text = DocumentText(paper, day: day)
        if let secret = text.pieces.compactMap(\.authority.secrecy?.value).first(where: \.isState) {
            throw DocumentRefusal([
                Problem("文稿标有“\(secret.label)”：涉密文件不得进入本系统，没有保存", at: .field("files"))
            ])
        }
        var facts: [(piece: Int, fact: TextFact)] = []
        for (place, piece) in text.pieces.enumerated() {
            let furniture = piece.parts.filter { $0.role == .furniture }.map(\.span)
            let found = Facts.facts(
                in: text.words(piece.span), datedOn: piece.authority.day?.value ?? day)
            for fact in found {
                let fact = fact.moved(by: piece.span.lowerBound)
                if !furniture.contains(where: { $0.contains(fact.start) }) {
                    facts.append((place, fact))
                }
            }
        }
        guard facts.count <= Limit.factsOfDocument.count else {
            throw DocumentRefusal([
                Problem(
                    "文稿有\(facts.count)个数据，最多\(Limit.factsOfDocument.count)个，请分开收",
                    at: .field("files"))
            ])
        }
        self.paper = paper
        self.text = text
        self.facts = facts
    }

    /// What stands at its head, else its first line.
    package var title: String {
        text.pieces.lazy.compactMap { $0.title?.value }.first ?? paper.hints.title
            ?? text.pieces.first.map { text.words($0.span) } ?? ""
    }

    /// What press and commentary say is open; a paper without a mark is for those inside.
    package var mark: DocumentMark {
        let marks = text.pieces.compactMap(\.authority.secrecy?.value)
        if marks.contains(.internalUse) { return .internalUse }
        let isPublic = text.pieces.allSatisfy { piece in
            piece.kind.value == .news || piece.kind.value == .commentary
        }
        return isPublic || marks.contains(.open) ? .open : .internalUse
    }

    package var day: Day? { text.pieces.lazy.compactMap { $0.authority.day?.value }.first }
}

extension Secrecy {
    /// A degree of the law on state secrets.
    package var isState: Bool { self == .topSecret || self == .secret || self == .confidential }
}

/// What figures of one metric, body and time share, so that two papers can be held against each
/// other; nil where the text gives no time. Names of the own city say the same as none.
func sharedKey(of fact: TextFact, called names: Set<String>) -> String? {
    fact.period == nil ? nil : comparedKey(of: fact, called: names)
}

/// The same for figures without a time too: of two papers that somebody lays side by side.
func comparedKey(of fact: TextFact, called names: Set<String>) -> String {
    let scope = fact.scope.map { names.contains($0) ? "" : $0 } ?? ""
    let period = fact.period?.description ?? ""
    return [fact.metric.folded, fact.unit.rawValue, scope, period].joined(separator: "|")
}
