import Basics

/// What a read was told already. It sees one snapshot, so the same question has the same answer: a
/// page that asks for its project in each of its parts asks the database once.
package struct KnownAnswers {
    /// Larger answers are not kept, and no more of them.
    private static let keptRows: Limit = 8
    private static let keptAnswers: Limit = 64
    private var answers: [Query: [ResultRow]] = [:]

    package init() {}

    package subscript(query: Query) -> [ResultRow]? {
        get { answers[query] }
        set {
            guard let newValue, newValue.count <= KnownAnswers.keptRows.count,
                answers.count < KnownAnswers.keptAnswers.count
            else { return }
            answers[query] = newValue
        }
    }
}
