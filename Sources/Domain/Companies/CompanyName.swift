package import Basics
import Texts

extension Limit {
    package static let lettersOfCompanyName: Limit = 200
}

/// One name of a company and its time. The names of a company of all times lead to it.
package struct CompanyName: Sendable, Hashable {
    /// The row; 0 until it is saved.
    package internal(set) var number: Int64 = 0
    package var kind: CompanyNameKind
    package let name: String
    package var time: ValidTime
    package let source: Identifier
    /// What says that it ended.
    package var endSource: Identifier?

    package init(
        kind: CompanyNameKind, name: String, time: ValidTime, source: Identifier,
        endSource: Identifier? = nil
    ) {
        self.kind = kind
        self.name = name
        self.time = time
        self.source = source
        self.endSource = endSource
    }
}

package enum CompanyNameKind: String, Sendable, CaseIterable {
    /// The name by law today: exactly one.
    case legal
    case former
    /// The name by law of a company that was merged into this one.
    case merged
    case short
    case brand
    case foreign

    package var label: Phrase {
        switch self {
        case .legal: "法定名称"
        case .former: "曾用名"
        case .merged: "并入企业的名称"
        case .short: "简称"
        case .brand: "品牌"
        case .foreign: "外文名"
        }
    }

    /// What can be added and ended by hand: the legal name changes by a renaming, a merged one by
    /// a merging.
    package static let added: [CompanyNameKind] = [.short, .brand, .foreign, .former]
}

/// What is wrong with a name, whoever has it: empty, too long, without a letter.
func problems(ofName name: String, at field: String = "name") -> [Problem] {
    if name.isEmpty { return [Problem("请写企业名称", at: .field(field))] }
    var problems: [Problem] = []
    if name.count == 1 { problems.append(Problem("企业名称只有一个字：\(name)", at: .field(field))) }
    if name.count > Limit.lettersOfCompanyName.count {
        problems.append(
            Problem("名称最多\(Limit.lettersOfCompanyName.count)个字", at: .field(field)))
    }
    if !name.unicodeScalars.contains(where: { $0.isHan || $0.properties.isAlphabetic }) {
        problems.append(Problem("名称里一个字也没有：\(name)", at: .field(field)))
    }
    return problems
}
