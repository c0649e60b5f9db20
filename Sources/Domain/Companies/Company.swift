package import Basics

/// A company of the city's register, or one that will be: not a project's investor as some sheet
/// wrote it. Its identifier stays with it whatever it is called and however it stands.
package struct Company: Sendable, Hashable {
    package let id: Identifier
    /// By law, today; of a planned company what it shall be called.
    package internal(set) var name: String
    package internal(set) var standing: CompanyStanding
    /// Present brands and earlier names, for lists; with their time in `CompanyRecord`.
    package internal(set) var brands: [String]
    package internal(set) var formerNames: [String]
    /// Unified social credit code, right by its check character.
    package internal(set) var creditCode: String?
    package internal(set) var foundedOn: Day?
    /// As the register writes it: «500万元人民币».
    package internal(set) var registeredCapital: String?
    package internal(set) var address: String?
    package internal(set) var website: String?
    package internal(set) var intro: String?
    package let version: Int64
    /// Where it was merged into another: what was its own is that company's now.
    package internal(set) var mergedInto: Identifier?

    /// Several stand in one line.
    package var brand: String? { brands.isEmpty ? nil : brands.joined(separator: "、") }
    package var subject: Subject { Subject("company", id.text) }
}

package enum CompanyStanding: String, Sendable, CaseIterable {
    case registered
    /// 拟设: not registered yet, so without a code.
    case planned
    /// Registered abroad: it has no credit code.
    case foreign

    package var label: Phrase {
        switch self {
        case .registered: "已登记"
        case .planned: "拟设"
        case .foreign: "境外"
        }
    }
}

/// Why lines of a register can't be taken, or a change of a company made: all reasons at once.
package struct CompanyRefusal: Refusal, Equatable {
    package let problems: [Problem]

    package init(_ problems: [Problem]) { self.problems = problems }
}

/// There is no such company.
package struct UnknownCompany: Refusal, Equatable {
    package init() {}

    package var problems: [Problem] { [Problem("没有这家企业", at: .field("id"))] }
}
