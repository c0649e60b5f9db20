import Basics
import Pages

extension Limit {
    /// Things a program gets at once where it says nothing else, and at most.
    static let listPart: Limit = 100
    static let longestListPart: Limit = 1_000
}

/// Which part of a long list a program asks for: `?limit=100&offset=200`.
struct ListPart: Sendable {
    let limit: Limit
    let offset: Int

    /// Refuses with every number that is none or out of bounds: a program must not take a part for
    /// the whole.
    init(_ query: AddressQuery, most: Limit = .longestListPart) throws(QueryRefusal) {
        var problems: [Problem] = []
        let most = most.count
        let limit = query["limit"].map { Int($0) } ?? Limit.listPart.count
        if !(1...most).contains(limit ?? 0) {
            problems.append(Problem("limit 须为 1 至 \(most) 的整数", at: .field("limit")))
        }
        let offset = query["offset"].map { Int($0) } ?? 0
        if !(0...1_000_000_000).contains(offset ?? -1) {
            problems.append(Problem("offset 须为不小于 0 的整数", at: .field("offset")))
        }
        guard problems.isEmpty, let limit, let offset else { throw QueryRefusal(problems) }
        self.limit = Limit(limit)
        self.offset = offset
    }
}

/// What is wrong with the part of an address behind `?`. A page overlooks a word it does not know;
/// a program is told.
struct QueryRefusal: Refusal {
    let problems: [Problem]

    init(_ problems: [Problem]) { self.problems = problems }
}

extension Ask {
    /// How far a list is shown, from its beginning: to the end of the part or page asked for.
    func shown(_ part: ListPart?, size: Limit) -> Int {
        part.map { $0.offset + $0.limit.count } ?? min(max(1, pageNumber), 1_000_000) * size.count
    }
}

extension ListPage {
    /// The part a program asked for, else a page.
    init(_ part: ListPart?, number: Int, size: Limit, total: Int, hasMore: Bool = false) {
        if let part {
            self.init(
                offset: part.offset, size: part.limit.count, total: total, hasMore: hasMore)
        } else {
            self.init(number: number, size: size.count, total: total, hasMore: hasMore)
        }
    }
}
