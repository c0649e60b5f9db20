package import Basics
import Texts

/// A company as a file names it that is no register: by its name by law, and a code where one
/// stands beside it.
package struct NamedCompany: Sendable, Hashable {
    let name: String
    let codes: [CompanyCode]
    /// Where the file names it.
    let place: Place

    package init(name: String, creditCode: String?, stock: String?, at place: Place) {
        self.name = trimmed(name)
        self.place = place
        codes = [(IdentifierScheme.uscc, creditCode), (.stock, stock)].compactMap { scheme, text in
            text.map { CompanyCode(scheme: scheme, value: scheme.normalized($0)) }
        }
    }

    var registered: RegisteredCompany {
        var company = RegisteredCompany(row: row)
        company.name = name
        company.codes = codes
        return company
    }

    var problems: [Problem] {
        let ofName = Companies.problems(ofName: name).map { Problem($0.message, at: place) }
        return ofName
            + codes.compactMap { code in
                code.scheme.objection(to: code.value).map {
                    Problem("\(code.scheme.label)\($0)", at: place)
                }
            }
    }

    private var row: Int {
        switch place {
        case .line(_, let line): line
        case .cell(let cell): cell.row ?? 1
        case .field: 1
        }
    }
}
