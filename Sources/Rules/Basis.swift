package import Basics

/// Why a rule holds: a dated document, or a place from which it is borrowed as a sample.
package enum Basis: Hashable, Sendable {
    case document(BasisDocument)
    /// `sample of PLACE`: shown as a sample wherever the rule is shown.
    case sample(of: String)
}

package struct BasisDocument: Hashable, Sendable {
    package let title: String
    package let article: String?
    package let dated: Day
    /// Where the text can be read.
    package let address: String?
}

extension Basis {
    static func read(from owner: RuleNode, _ problems: inout [Problem]) -> Basis? {
        guard let node = owner["basis"] else {
            problems.append(owner.problem("缺少依据（basis）：写明文件和日期，或“sample of 地名”"))
            return nil
        }
        if case .text(let text, _) = node.content {
            let prefix = "sample of "
            if text.hasPrefix(prefix), text.count > prefix.count {
                return .sample(of: String(text.dropFirst(prefix.count)))
            }
            problems.append(node.problem("依据应为文件和日期，或“sample of 地名”"))
            return nil
        }
        node.onlyKeys(["document", "article", "dated", "address"], &problems)
        let title = node.text("document", &problems)
        let dated = node.day("dated", &problems)
        let article = node.optionalText("article", &problems)
        let address = node.optionalText("address", &problems)
        guard let title, let dated else { return nil }
        return .document(
            BasisDocument(title: title, article: article, dated: dated, address: address))
    }
}

/// The days on which something of the folder holds.
package struct Validity: Hashable, Sendable {
    package let since: Day
    /// The last day; nil: still valid.
    package let until: Day?

    package func contains(_ day: Day) -> Bool {
        since <= day && (until.map { day <= $0 } ?? true)
    }

    func overlaps(_ other: Validity) -> Bool {
        (until.map { other.since <= $0 } ?? true) && (other.until.map { since <= $0 } ?? true)
    }

    static func read(from owner: RuleNode, _ problems: inout [Problem]) -> Validity? {
        let since = owner.day("since", &problems)
        let until = owner.optionalDay("until", &problems)
        guard let since else { return nil }
        if let until, until < since {
            problems.append(Problem("until早于since", at: owner.place(of: "until")))
            return nil
        }
        return Validity(since: since, until: until)
    }
}
