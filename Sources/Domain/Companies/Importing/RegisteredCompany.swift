import Basics
import Texts

/// One company as a row of a register gives it, right by itself. Nil and empty mean that the row
/// says nothing, never that there is nothing.
package struct RegisteredCompany: Sendable, Hashable {
    /// As the file numbers it.
    package let row: Int
    /// Empty where the row is refused.
    package var name = ""
    /// Beside the name by law: former, short, brand, foreign.
    var names: [RegisteredName] = []
    var codes: [CompanyCode] = []
    var foundedOn: Day?
    var registeredCapital: String?
    var address: String?
    var website: String?
    var intro: String?

    init(row: Int) { self.row = row }
}

struct RegisteredName: Sendable, Hashable {
    let kind: CompanyNameKind
    let name: String
}

/// A normalised code with what gave it.
struct CompanyCode: Sendable, Hashable {
    let scheme: IdentifierScheme
    let value: String
}

extension RegisteredCompany {
    var hasDomesticCode: Bool { codes.contains { IdentifierScheme.domestic.contains($0.scheme) } }

    /// Registered abroad, as far as its codes say.
    var isForeign: Bool { !hasDomesticCode && code(.foreign) != nil }

    func code(_ scheme: IdentifierScheme) -> String? {
        codes.first { $0.scheme == scheme }?.value
    }

    /// Of what a company has one at a time and two rows give different ones.
    func contradiction(to other: RegisteredCompany) -> IdentifierScheme? {
        codes.first { code in
            code.scheme.isSingle && other.code(code.scheme).map { $0 != code.value } ?? false
        }?.scheme
    }

    func contradicts(_ other: RegisteredCompany) -> Bool { contradiction(to: other) != nil }

    /// Both rows together; where both say something the first holds.
    func joined(with other: RegisteredCompany) -> RegisteredCompany {
        var both = self
        both.names += other.names.filter { !names.contains($0) }
        both.codes += other.codes.filter { !codes.contains($0) }
        both.foundedOn = foundedOn ?? other.foundedOn
        both.registeredCapital = registeredCapital ?? other.registeredCapital
        both.address = address ?? other.address
        both.website = website ?? other.website
        both.intro = intro ?? other.intro
        return both
    }
}

/// Rows of a register one behind the other in one run of bytes: a million of them as values would
/// take four times the memory.
struct PackedCompanies: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    var count: Int { ends.count }

    /// Values hold no control characters but line breaks and tabs: the reader sees to it.
    mutating func append(_ company: RegisteredCompany) {
        let fields = [
            String(company.row), company.name,
            company.names.map { $0.kind.rawValue + ":" + $0.name }.joined(separator: inner),
            company.codes.map { $0.scheme.rawValue + ":" + $0.value }.joined(separator: inner),
            company.foundedOn?.description ?? "", company.registeredCapital ?? "",
            company.address ?? "", company.website ?? "", company.intro ?? "",
        ]
        bytes.append(contentsOf: fields.joined(separator: outer).utf8)
        ends.append(bytes.count)
    }

    subscript(place: Int) -> RegisteredCompany {
        let start = place == 0 ? 0 : ends[place - 1]
        let fields = bytes[start..<ends[place]].split(
            separator: 0x1F, omittingEmptySubsequences: false
        ).map { String(decoding: $0, as: UTF8.self) }
        precondition(fields.count == 9, "a packed row has nine fields")
        var company = RegisteredCompany(row: Int(fields[0]) ?? 0)
        company.name = fields[1]
        company.names = pairs(fields[2]).compactMap { kind, name in
            CompanyNameKind(rawValue: kind).map { RegisteredName(kind: $0, name: name) }
        }
        company.codes = pairs(fields[3]).compactMap { scheme, value in
            IdentifierScheme(rawValue: scheme).map { CompanyCode(scheme: $0, value: value) }
        }
        company.foundedOn = Day(text: fields[4])
        func text(_ place: Int) -> String? { fields[place].isEmpty ? nil : fields[place] }
        company.registeredCapital = text(5)
        company.address = text(6)
        company.website = text(7)
        company.intro = text(8)
        return company
    }

    private func pairs(_ text: String) -> [(String, String)] {
        text.split(separator: inner).compactMap { item in
            guard let colon = item.firstIndex(of: ":") else { return nil }
            return (String(item[..<colon]), String(item[item.index(after: colon)...]))
        }
    }

    private var outer: String { "\u{1F}" }
    private var inner: String { "\u{1E}" }
}
