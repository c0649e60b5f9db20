package import Basics

/// Somebody else saved since the form was opened. Carries what is stored now, so that both texts
/// can be shown.
package struct StaleVersion: Refusal {
    package let subject: Subject
    /// The version that the change was made from.
    package let version: Int64
    /// Nil when there is no such row.
    package let stored: ResultRow?

    package init(subject: Subject, version: Int64, stored: ResultRow?) {
        self.subject = subject
        self.version = version
        self.stored = stored
    }

    package var problems: [Problem] {
        [Problem(stored == nil ? "要保存的内容已不存在" : "内容在您打开之后已被他人修改，请核对后再保存")]
    }
}

extension Transaction {
    /// Saves a change of a mutable row made from `version`, and gives the new version. The
    /// statement is
    /// `UPDATE … SET …, version = version + 1 WHERE … AND version = \(version) RETURNING version`;
    /// when it meets no row, `current` reads what is there.
    @discardableResult
    package func update(
        _ subject: Subject, from version: Int64, _ statement: Query, current: Query
    ) throws -> Int64 {
        if let row = try rows(statement).first { return try row.integer("version") }
        throw StaleVersion(subject: subject, version: version, stored: try rows(current).first)
    }
}
