import Basics
import Texts

/// What a column of a sheet of companies can hold. Whatever else stands in such a sheet is not
/// taken.
package enum CompanyColumn: String, Sendable, CaseIterable {
    case name, former, short, brand, english
    case uscc, registration, organization, lei, stock, foreign
    case founded, capital, address, website, intro
}

/// How one maker of sheets heads the columns that hold companies, and what it writes where it knows
/// nothing.
package struct ColumnLayout: Hashable, Sendable {
    /// Headings of a column as they are compared, the one that is taken first in front.
    package let headings: [CompanyColumn: [String]]
    /// Cells that say nothing: «-», «暂无».
    package let blanks: Set<String>

    package init(headings: [CompanyColumn: [String]], blanks: Set<String>) {
        self.headings = headings.mapValues { $0.map(\.folded) }
        self.blanks = blanks
    }
}

extension ColumnLayout {
    static func read(_ node: RuleNode, _ problems: inout [Problem]) -> ColumnLayout? {
        guard let map = node.map("columns", &problems) else { return nil }
        map.onlyKeys(Set(CompanyColumn.allCases.map(\.rawValue)), &problems)
        var headings: [CompanyColumn: [String]] = [:]
        var seen: Set<String> = []
        for column in CompanyColumn.allCases {
            let words = map.texts(column.rawValue, &problems)
            for word in words where !seen.insert(word.folded).inserted {
                problems.append(
                    Problem("表头“\(word)”写了两次", at: map.place(of: column.rawValue)))
            }
            if !words.isEmpty { headings[column] = words }
        }
        if headings[.name] == nil {
            problems.append(map.problem("没有写企业名称（name）的表头"))
        }
        return ColumnLayout(headings: headings, blanks: Set(node.texts("blanks", &problems)))
    }
}

/// A column layout in a file of its own, which need not be in a city folder. Refuses with every
/// problem.
package func readColumnLayout(
    _ bytes: [UInt8], file: String
) throws(CityProblems) -> (id: String, layout: ColumnLayout) {
    let node = try parseRules(bytes, file: file)
    var problems: [Problem] = []
    let rule = Rule.read(node, &problems)
    if case .columns(let layout) = rule?.content, let rule, problems.isEmpty {
        return (rule.id, layout)
    }
    throw CityProblems(problems.isEmpty ? [node.problem("不是列布局：kind应为columns")] : problems)
}
