package import Basics

/// A company of the register, not a project's investor as some sheet wrote it.
package struct Company: Sendable, Hashable {
    package let id: Identifier
    package let name: String
    package let brand: String?
    /// Unified social credit code, right by its check character.
    package let creditCode: String?
    package let foundedOn: Day?
    /// As the register writes it: «500万元人民币».
    package let registeredCapital: String?
    package let address: String?
    package let website: String?
    package let intro: String?
}

/// One company as a register gives it, checked and not yet known or new.
package struct RegisteredCompany: Sendable, Hashable {
    package let line: Int
    package let name: String
    package var brand: String?
    package let creditCode: String?
    package let foundedOn: Day?
    package let registeredCapital: String?
    package let address: String?
    package let website: String?
    package let intro: String?

    mutating func add(brand other: String?) {
        guard let other, other != brand else { return }
        brand = [brand, other].compactMap(\.self).joined(separator: "、")
    }
}

/// Why lines of a register can't be taken.
package struct CompanyRefusal: Refusal, Equatable {
    package let problems: [Problem]

    package init(_ problems: [Problem]) { self.problems = problems }
}
