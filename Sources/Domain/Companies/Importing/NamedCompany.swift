import Basics
import Texts

/// A company as a file names it that is no register: by its name by law, and a code where one
/// stands beside it.
package struct NamedCompany: Sendable, Hashable {
    let name: String
    let codes: [CompanyCode]
    let line: Int

    package init(name: String, creditCode: String?, stock: String?, line: Int) {
        self.name = trimmed(name)
        self.line = line
        codes = [(IdentifierScheme.uscc, creditCode), (.stock, stock)].compactMap { scheme, text in
            text.map { CompanyCode(scheme: scheme, value: scheme.normalized($0)) }
        }
    }

    var registered: RegisteredCompany {
        var company = RegisteredCompany(row: line)
        company.name = name
        company.codes = codes
        return company
    }

    func problems(in file: String) -> [Problem] {
        let place = Place.line(file: file, line: line)
        let ofName = Companies.problems(ofName: name).map { Problem($0.message, at: place) }
        return ofName
            + codes.compactMap { code in
                code.scheme.objection(to: code.value).map {
                    Problem("\(code.scheme.label)\($0)", at: place)
                }
            }
    }
}
