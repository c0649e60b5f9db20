package import Basics
import Rules
import Texts

/// What becomes of one row of a register.
package struct PlannedCompany: Sendable, Hashable {
    /// Where the row stands in the register, from 0, and how the file numbers it.
    package let place: Int
    package let row: Int
    /// As the row writes it.
    package let name: String
    package let outcome: PlannedOutcome
}

package enum PlannedOutcome: Sendable, Hashable {
    case new([CompanyFieldChange])
    /// A known company and what becomes other of it.
    case changed(before: CompanyRecord, after: CompanyRecord)
    case unchanged(Company)
    case refused([Problem])

    /// The company that is known, where one is.
    package var company: Company? {
        switch self {
        case .changed(let before, _): before.company
        case .unchanged(let company): company
        case .new, .refused: nil
        }
    }

    package var changes: [CompanyFieldChange] {
        switch self {
        case .new(let changes): changes
        case .changed(let before, let after): CompanyFieldChange.between(before, after)
        case .unchanged, .refused: []
        }
    }
}

/// A field of a company before and after; names and codes of one kind stand in one text.
package struct CompanyFieldChange: Sendable, Hashable {
    package let field: String
    package let before: String?
    package let after: String?

    static func between(_ before: CompanyRecord?, _ after: CompanyRecord) -> [CompanyFieldChange] {
        zip(before?.fields ?? after.fields.map { ($0.name, nil) }, after.fields).compactMap {
            $0.value == $1.value
                ? nil : CompanyFieldChange(field: $1.name, before: $0.value, after: $1.value)
        }
    }
}

extension CompanyRecord {
    /// Everything that a register can change, always in this order.
    fileprivate var fields: [(name: String, value: String?)] {
        func listed(_ items: [String]) -> String? {
            items.isEmpty ? nil : items.joined(separator: "、")
        }
        let named = CompanyNameKind.allCases.map { kind in
            (
                name: kind == .legal ? "name" : kind.rawValue,
                value: listed(names.filter { $0.kind == kind }.map(\.name))
            )
        }
        let coded = IdentifierScheme.allCases.map { scheme in
            (
                name: scheme == .foreign ? "foreign_registration" : scheme.rawValue,
                value: listed(
                    identifiers.filter { $0.scheme == scheme && $0.time.isOpen }.map(\.value))
            )
        }
        return named + coded + [
            ("standing", company.standing.rawValue), ("founded", company.foundedOn?.description),
            ("registered_capital", company.registeredCapital), ("address", company.address),
            ("website", company.website), ("intro", company.intro),
        ]
    }
}

/// The stored companies that rows of a register may mean.
struct KnownCompanies: Sendable {
    /// Without their parents.
    let records: [Identifier: CompanyRecord]
    /// Who has a code today, and where nobody does, who had it.
    let byCode: [CompanyCode: Identifier]
    /// Who is called so by law, by the folded name.
    let byName: [String: [Identifier]]
    /// Who was called so before, where nobody is today; for rows without a code.
    let byFormerName: [String: [Identifier]]
}

extension KnownCompanies {
    /// What becomes of a row. A code decides; without one that is known the name by law does, where
    /// no code contradicts. A code and a name that mean two companies, or codes of two, are refused
    /// with both named.
    func plan(
        _ row: RegisteredCompany, at place: Int, _ places: RegisterPlaces, source: Identifier
    ) -> PlannedCompany {
        let outcome: PlannedOutcome
        switch meant(by: row, places) {
        case .refused(let problem): outcome = .refused([problem])
        case .nobody:
            outcome = .new(CompanyFieldChange.between(nil, row.record(of: source, source: source)))
        case .company(let before):
            var after = before
            after.take(row, source: source)
            outcome =
                after == before
                ? .unchanged(before.company) : .changed(before: before, after: after)
        }
        return PlannedCompany(place: place, row: row.row, name: row.name, outcome: outcome)
    }

    private enum Meant {
        case company(CompanyRecord)
        case nobody
        case refused(Problem)
    }

    private func meant(by row: RegisteredCompany, _ places: RegisterPlaces) -> Meant {
        let held = row.codes.compactMap { code in
            byCode[code].flatMap { records[$0] }.map { (code: code, record: $0) }
        }
        guard let first = held.first else { return called(row, places) }
        if let other = held.first(where: { $0.record.company.id != first.record.company.id }) {
            let (one, two) = (first.code.written, other.code.written)
            return .refused(
                Problem(
                    "\(one)是\(first.record.shown)的，\(two)是\(other.record.shown)的",
                    at: places.place(row.row, other.code.scheme)))
        }
        let record = first.record
        if let problem = contradiction(row, record, places) { return .refused(problem) }
        let name = row.name.folded
        guard !record.names.contains(where: { $0.isByLaw && $0.name.folded == name }) else {
            return .company(record)
        }
        if let other = byName[name]?.compactMap({ records[$0] }).first {
            return .refused(
                Problem(
                    "\(first.code.written)是\(record.shown)的，名称却是\(other.shown)的",
                    at: places.place(row.row, .name)))
        }
        guard record.identifiers.contains(where: { $0.means(first.code) && $0.time.isOpen }) else {
            return .refused(
                Problem(
                    "\(first.code.written)是\(record.shown)用过的，已经终止，名称也对不上：\(row.name)",
                    at: places.place(row.row, first.code.scheme)))
        }
        return .company(record)
    }

    /// No code of the row is known.
    private func called(_ row: RegisteredCompany, _ places: RegisterPlaces) -> Meant {
        let name = row.name.folded
        let former = row.codes.isEmpty ? byFormerName[name] : nil
        let namesakes = (byName[name] ?? former ?? []).compactMap { records[$0] }.filter {
            // One registered abroad is not meant by a row with a code of this country.
            ($0.company.standing != .foreign || !row.hasDomesticCode)
                && contradiction(row, $0, places) == nil
        }
        guard let record = namesakes.first else { return .nobody }
        guard namesakes.count == 1 else {
            let list = namesakes.map(\.shown).joined(separator: "、")
            return .refused(
                Problem(
                    "叫“\(row.name)”的不止一家，没有号码就认不出是哪一家：\(list)",
                    at: places.place(row.row, .name)))
        }
        return .company(record)
    }

    /// The row's code against another that the company has today.
    private func contradiction(
        _ row: RegisteredCompany, _ record: CompanyRecord, _ places: RegisterPlaces
    ) -> Problem? {
        for code in row.codes where code.scheme.isSingle {
            guard !record.identifiers.contains(where: { $0.means(code) }),
                let own = record.identifiers.first(where: {
                    $0.scheme == code.scheme && $0.time.isOpen
                })
            else { continue }
            return Problem(
                "\(record.shown)的\(code.scheme.label)是\(own.value)，这一行写的是\(code.value)",
                at: places.place(row.row, code.scheme))
        }
        return nil
    }
}

extension RegisteredCompany {
    /// The company that the row makes where none is known.
    func record(of id: Identifier, source: Identifier) -> CompanyRecord {
        var record = CompanyRecord(
            company: Company(
                id: id, name: name, standing: isForeign ? .foreign : .registered, brands: [],
                formerNames: [], creditCode: nil, foundedOn: nil, registeredCapital: nil,
                address: nil, website: nil, intro: nil, version: 1),
            names: [CompanyName(kind: .legal, name: name, time: ValidTime(), source: source)],
            identifiers: [], parents: [])
        record.take(self, source: source)
        return record
    }
}

extension CompanyRecord {
    /// Takes what a row says of this company. Nothing is erased by what the row does not say. A
    /// name that the company had before is an older register's and changes nothing.
    mutating func take(_ row: RegisteredCompany, source: Identifier) {
        if !names.contains(where: { $0.isByLaw && $0.name.folded == row.name.folded }) {
            call(row.name, since: nil, source: source)
        }
        for given in row.names {
            let isKnown = names.contains {
                $0.name.folded == given.name.folded
                    && ($0.kind == given.kind || given.kind == .former)
            }
            guard !isKnown else { continue }
            names.append(
                CompanyName(
                    kind: given.kind, name: given.name, time: ValidTime(), source: source))
        }
        for code in row.codes where !identifiers.contains(where: { $0.means(code) }) {
            identifiers.append(
                CompanyIdentifier(
                    scheme: code.scheme, value: code.value, time: ValidTime(), source: source))
        }
        if company.standing == .planned, row.code(.uscc) != nil { company.standing = .registered }
        company.foundedOn = row.foundedOn ?? company.foundedOn
        company.registeredCapital = row.registeredCapital ?? company.registeredCapital
        company.address = row.address ?? company.address
        company.website = row.website ?? company.website
        company.intro = row.intro ?? company.intro
    }

    /// With its identifier, since names repeat.
    fileprivate var shown: String { "“\(company.name)”（\(company.id.text)）" }
}

extension CompanyName {
    /// Today or before.
    fileprivate var isByLaw: Bool { kind == .legal || kind == .former || kind == .merged }
}

extension CompanyIdentifier {
    fileprivate func means(_ code: CompanyCode) -> Bool {
        scheme == code.scheme && value == code.value
    }
}

extension CompanyCode {
    fileprivate var written: Phrase { "\(scheme.label) \(value) " }
}
