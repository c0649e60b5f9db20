package import Documents
import Facts

/// 文稿: taken in, read, decided line by line.
package enum DocumentAddress: Hashable, Sendable {
    /// POST takes papers in.
    case list(AddressQuery = [:])
    case new
    case search(AddressQuery = [:])
    case one(Int64, AddressQuery = [:])
    /// Held against another (`with`).
    case comparison(Int64, AddressQuery = [:])
    /// The file as it came.
    case file(Int64)
    /// POST: it was taken in by mistake.
    case withdrawal(Int64)
    /// POST says of which kind a piece is.
    case piece(Int64, Int)
    /// A line by itself; POST puts what a person read in its place.
    case line(ProposalKind, Int64, Int64)
    /// POST enters an accepted figure into a series.
    case entry(Int64, Int64)
    /// POST accepts or rejects it; DELETE takes that back.
    case verdict(ProposalKind, Int64, Int64)

    var path: String {
        switch self {
        case .list(let query): "/documents" + query.text
        case .new: "/documents/new"
        case .search(let query): "/documents/search" + query.text
        case .one(let number, let query): "/documents/\(number)" + query.text
        case .comparison(let number, let query): "/documents/\(number)/comparison" + query.text
        case .file(let number): "/documents/\(number)/file"
        case .withdrawal(let number): "/documents/\(number)/withdrawal"
        case .piece(let number, let piece): "/documents/\(number)/pieces/\(piece)"
        case .line(let kind, let number, let line):
            "/documents/\(number)/\(kind.rawValue)s/\(line)"
        case .entry(let number, let line): "/documents/\(number)/facts/\(line)/series"
        case .verdict(let kind, let number, let line):
            "/documents/\(number)/\(kind.rawValue)s/\(line)/verdict"
        }
    }
}

extension DocumentFact {
    /// Where it stands in its document.
    var address: Address {
        .documents(
            .one(document, ["show": ProposalKind.fact.rawValue, "at": String(told.start)]))
    }
}
