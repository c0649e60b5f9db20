package import Basics

/// That a company was merged into another, by whom and on what grounds, and whether it was taken
/// back.
package struct CompanyMerge: Sendable, Hashable {
    package let number: Int64
    package let from: Identifier
    package let into: Identifier
    package let source: Identifier
    /// The name of the member.
    package let by: String
    package let at: Instant
    /// The journal's entry that tells of it.
    package let journalNumber: Int64
    package let undoneBy: String?
}

/// One column of one row, before a merging and after it.
struct MergeChange: Sendable, Hashable {
    let table: String
    let key: String
    let column: String
    let before: String?
    let after: String?

    /// Where it moved a row from one company to the other.
    var relation: CompanyRelation? {
        companyRelations.first { $0.table == table && $0.column == column }
    }

    /// Whether it ended one of these links.
    func isEnd(of links: Set<String>) -> Bool {
        table == "company_parent" && relation == nil && links.contains(key)
    }

    /// What names the row: that of the relations with its table, or the company itself.
    var rowKey: RowKey { companyRelations.first { $0.table == table }?.key ?? .id }
}

/// What taking a merging back would do: what is shown before is what happens after.
package struct UnmergePlan: Sendable, Hashable {
    package let merge: CompanyMerge
    package let from: Company
    package let into: Company
    /// Rows that go back, by what they are.
    package let moves: [MergeMove]
    /// Columns that were changed since: they stay as they are now.
    package let kept: [KeptChange]
    /// What was recorded of either company since the merging, newest first. It stays.
    package let later: [LaterChange]
    package let problems: [Problem]
    let changes: [MergeChange]

    /// How many fields and ends of links are as they were again.
    package var restored: Int {
        changes.count { $0.relation == nil && $0.table != "company_name" }
    }
}

/// So many rows of one kind.
package struct MergeMove: Sendable, Hashable {
    package let label: Phrase
    package let count: Int
}

/// A column that somebody changed after the merging.
package struct KeptChange: Sendable, Hashable {
    package let table: String
    package let column: String
    /// As it was before the merging.
    package let before: String?
    /// As it is and stays.
    package let now: String?
}

/// A change of a company after it was merged.
package struct LaterChange: Sendable, Hashable {
    /// Its kind in the journal: `company.renamed`
    package let kind: String
    /// Which name, code or record it was about, as far as the journal says.
    package let what: String?
    /// The name of the member.
    package let by: String
    package let at: Instant
}
