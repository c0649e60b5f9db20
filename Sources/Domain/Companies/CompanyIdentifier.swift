package import Basics
import Texts

/// One code of a company and its time. Nobody else has it at the same time.
package struct CompanyIdentifier: Sendable, Hashable {
    /// The row; 0 until it is saved.
    package internal(set) var number: Int64 = 0
    package let scheme: IdentifierScheme
    package let value: String
    package var time: ValidTime
    package let source: Identifier
    /// What says that it ended.
    package var endSource: Identifier?

    package init(
        scheme: IdentifierScheme, value: String, time: ValidTime, source: Identifier,
        endSource: Identifier? = nil
    ) {
        self.scheme = scheme
        self.value = value
        self.time = time
        self.source = source
        self.endSource = endSource
    }
}

/// Who gives codes to companies.
package enum IdentifierScheme: String, Sendable, CaseIterable {
    /// GB 32100-2015
    case uscc
    /// The number of the business licence before the credit code: GS 15-2006.
    case registration
    /// GB 11714
    case organization
    /// ISO 17442
    case lei
    /// A listed share, with its exchange: 600690.SH
    case stock
    /// The number in a register abroad, with the country: DE HRB 6324
    case foreign

    package var label: Phrase {
        switch self {
        case .uscc: "统一社会信用代码"
        case .registration: "工商注册号"
        case .organization: "组织机构代码"
        case .lei: "法人识别编码（LEI）"
        case .stock: "证券代码"
        case .foreign: "境外注册号"
        }
    }

    /// Given to what is registered in this country.
    static let domestic: Set<IdentifierScheme> = [.uscc, .registration, .organization]

    /// A company has one at a time; it may be listed twice and registered in two countries.
    var isSingle: Bool { self != .stock && self != .foreign }

    /// The code as it is stored and compared: half width, capitals, one blank where there are
    /// several; no blanks and hyphens where the scheme has none.
    package func normalized(_ text: String) -> String {
        let plain = text.tidied.uppercased()
        switch self {
        case .foreign: return plain
        case .stock: return plain.filter { $0 != " " }
        case .uscc, .registration, .organization, .lei:
            return plain.filter { $0 != " " && $0 != "-" }
        }
    }

    /// Why a normalised code cannot be one of this scheme; nil: it can.
    package func objection(to code: String) -> Phrase? {
        switch self {
        case .uscc: creditCodeIsValid(code) ? nil : "不合 GB 32100-2015：\(code)"
        case .registration:
            registrationNumberIsValid(code) ? nil : "须为15位且校验位相符，或旧的13位：\(code)"
        case .organization: organizationCodeIsValid(code) ? nil : "不合 GB 11714：\(code)"
        case .lei: legalEntityIdentifierIsValid(code) ? nil : "不合 ISO 17442：\(code)"
        case .stock: isListed(code) ? nil : "须带交易所，如 600000.SH：\(code)"
        case .foreign: namesCountry(code) ? nil : "须以两个字母的国别开头，如 DE HRB 12345：\(code)"
        }
    }
}

private func isListed(_ code: String) -> Bool {
    let parts = code.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 2 && (1...8).contains(parts[0].count) && (1...4).contains(parts[1].count)
        && parts[0].utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) }
        && parts[1].utf8.allSatisfy { (65...90).contains($0) }
}

private func namesCountry(_ code: String) -> Bool {
    let parts = code.split(separator: " ", maxSplits: 1)
    return parts.count == 2 && parts[0].utf8.count == 2 && code.count <= 60
        && parts[0].utf8.allSatisfy { (65...90).contains($0) }
        && parts[1].utf8.contains { (48...57).contains($0) }
}
