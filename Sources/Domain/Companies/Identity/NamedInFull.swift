package import Basics
package import Storage
import Texts

/// Whose a valid credit code is, and whose a name in full was, of all times: which company they
/// mean without a person being asked, or none. Brands and short names don't count, and a company
/// with another code is never meant.
package struct NamedInFull: Sendable {
    package enum Ground: Sendable, Hashable {
        case code
        case name
    }

    private let holders: [(company: Identifier, time: ValidTime)]
    private let bearers: [(company: Identifier, name: CompanyName)]
    /// More companies are called alike than were read: there may be another bearer.
    private let isCut: Bool

    fileprivate init(
        holders: [(company: Identifier, time: ValidTime)],
        bearers: [(company: Identifier, name: CompanyName)], isCut: Bool
    ) {
        self.holders = holders
        self.bearers = bearers
        self.isCut = isCut
    }

    /// Whose code it is; where nobody has it, the one company that may have been called so on the
    /// days. A former name that ended nobody knows when decides nothing.
    package func company(
        during days: ClosedRange<Day>
    ) -> (id: Identifier, ground: Ground)? {
        if !holders.isEmpty {
            let present = holders.filter(\.time.isOpen)
            let ids = Set((present.isEmpty ? holders : present).map(\.company))
            return ids.count == 1 ? ids.first.map { ($0, .code) } : nil
        }
        let possible = bearers.filter { $0.name.time.touches(days) }
        guard !isCut, Set(possible.map(\.company)).count == 1,
            let sure = possible.first(where: { $0.name.kind != .former || !$0.name.time.isOpen })
        else { return nil }
        return (sure.company, .name)
    }
}

extension Transaction {
    /// `code` is one that is valid. Names of today are found in any spelling of their letters,
    /// those of before as they were written.
    package func namedInFull(_ name: String, code: String?) throws -> NamedInFull {
        let held = try identifiers(of: try code.map(holdersEver) ?? [])
            .filter { $0.identifier.scheme == .uscc && $0.identifier.value == code }
        // Other spellings of the letters have the same key; which are the name is told here.
        let similar = try rows(
            """
            SELECT id FROM company
            WHERE city_id = \(city) AND name_key IN \([pinyinKey(name), pinyinKey(name.folded)])
            ORDER BY id LIMIT \(Limit.companiesOnPage)
            """
        ).map { try $0.identifier("id") }
        let found = try rows(
            """
            SELECT * FROM company_name
            WHERE city_id = \(city) AND (name IN \([name, name.folded]) OR company_id IN \(similar))
                AND kind IN \(CompanyNameKind.inFull.map(\.rawValue))
            ORDER BY number LIMIT \(Limit.namesLikeText)
            """)
        let bearers = try found.map { (try $0.identifier("company_id"), try CompanyName($0)) }
            .filter { $0.1.name.folded == name.folded }
        let others = try identifiers(of: bearers.map(\.0)).filter { found in
            let identifier = found.identifier
            return identifier.scheme == .uscc && identifier.time.isOpen
                && code.map { $0 != identifier.value } ?? false
        }
        let excluded = Set(others.map(\.company))
        return NamedInFull(
            holders: held.map { ($0.company, $0.identifier.time) },
            bearers: bearers.filter { !excluded.contains($0.0) },
            isCut: found.count == Limit.namesLikeText.count
                || similar.count == Limit.companiesOnPage.count)
    }

    private func holdersEver(of code: String) throws -> [Identifier] {
        try rows(
            """
            SELECT DISTINCT company_id FROM company_identifier
            WHERE city_id = \(city) AND scheme = \(IdentifierScheme.uscc.rawValue)
                AND value = \(code)
            ORDER BY company_id LIMIT \(Limit.companiesOfName)
            """
        ).map { try $0.identifier("company_id") }
    }
}

extension CompanyNameKind {
    /// Names of law, of today and before.
    fileprivate static let inFull: [CompanyNameKind] = [.legal, .former, .merged]
}
