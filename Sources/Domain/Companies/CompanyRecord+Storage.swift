package import Basics
package import Storage
import Texts

extension Transaction {
    package func companyRecord(_ id: Identifier) throws -> CompanyRecord? {
        guard let company = try companies([id]).first else { return nil }
        return CompanyRecord(
            company: company, names: try names(of: [id]).map(\.name),
            identifiers: try identifiers(of: [id]).map(\.identifier),
            parents: try rows(
                """
                SELECT * FROM company_parent WHERE city_id = \(city) AND company_id = \(id)
                ORDER BY number
                """
            ).map(CompanyParent.init), recognitions: try recognitions(of: id))
    }

    /// Every row of a code, of any company and time.
    func holders(of draft: IdentifierDraft) throws -> [CodeHolder] {
        guard let scheme = draft.scheme else { return [] }
        let found = try rows(
            """
            SELECT * FROM company_identifier
            WHERE city_id = \(city) AND scheme = \(scheme.rawValue) AND value = \(draft.value)
            """)
        let ids = try Set(found.map { try $0.identifier("company_id") })
        let companies = try Dictionary(
            companies(ids).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return try found.compactMap { row in
            guard let company = companies[try row.identifier("company_id")] else { return nil }
            return CodeHolder(company: company, time: try row.validTime())
        }
    }

    /// Writes what differs from what is stored, `before`, and makes it findable. The company's own
    /// row moves from the version it was loaded at.
    func save(_ record: CompanyRecord, before: CompanyRecord) throws {
        let company = record.company
        try update(
            company.subject, from: before.company.version,
            """
            UPDATE company SET name = \(company.name), name_key = \(pinyinKey(company.name)),
                standing = \(company.standing.rawValue), version = version + 1
            WHERE city_id = \(city) AND id = \(company.id)
                AND version = \(before.company.version)
            RETURNING version
            """, current: "SELECT * FROM company WHERE city_id = \(city) AND id = \(company.id)")
        for name in record.names where name.number != 0 && !before.names.contains(name) {
            try run(
                """
                UPDATE company_name SET kind = \(name.kind.rawValue), \(end(name.time)),
                    end_source_id = \(name.endSource)
                WHERE city_id = \(city) AND number = \(name.number)
                """)
        }
        for code in record.identifiers where code.number != 0 && !before.identifiers.contains(code)
        {
            try run(
                """
                UPDATE company_identifier SET \(end(code.time)),
                    end_source_id = \(code.endSource)
                WHERE city_id = \(city) AND number = \(code.number)
                """)
        }
        for link in record.parents where link.number != 0 && !before.parents.contains(link) {
            try run(
                """
                UPDATE company_parent SET \(end(link.time)), end_source_id = \(link.endSource)
                WHERE city_id = \(city) AND number = \(link.number)
                """)
        }
        let id = company.id
        try saveNames(record.names.filter { $0.number == 0 }.map { (id, $0) })
        try saveIdentifiers(record.identifiers.filter { $0.number == 0 }.map { (id, $0) })
        try saveParents(record.parents.filter { $0.number == 0 })
        try saveRecognitions(record, before: before)
        try indexCompanies([id])
    }

    private func end(_ time: ValidTime) -> Query {
        """
        until = \(time.until?.first), until_precision = \(time.until?.precision.rawValue)
        """
    }

    /// New rows; their numbers go on from the city's last.
    func saveNames(_ names: [(company: Identifier, name: CompanyName)]) throws {
        let first = try nextNumber(of: "company_name")
        try load(
            into: "company_name",
            columns: ["city_id", "number", "company_id", "kind", "name"] + timeColumns,
            rows: names.enumerated().map { place, row in
                [
                    city.stored, .integer(first + Int64(place)), row.company.stored,
                    row.name.kind.rawValue.stored, row.name.name.stored,
                ] + stored(row.name.time, row.name.source, row.name.endSource)
            })
    }

    func saveIdentifiers(
        _ identifiers: [(company: Identifier, identifier: CompanyIdentifier)]
    ) throws {
        let first = try nextNumber(of: "company_identifier")
        try load(
            into: "company_identifier",
            columns: ["city_id", "number", "company_id", "scheme", "value"] + timeColumns,
            rows: identifiers.enumerated().map { place, row in
                [
                    city.stored, .integer(first + Int64(place)), row.company.stored,
                    row.identifier.scheme.rawValue.stored, row.identifier.value.stored,
                ] + stored(row.identifier.time, row.identifier.source, row.identifier.endSource)
            })
    }

    func saveParents(_ parents: [CompanyParent]) throws {
        let first = try nextNumber(of: "company_parent")
        try load(
            into: "company_parent",
            columns: [
                "city_id", "number", "company_id", "parent_id", "share", "is_controlling",
            ] + timeColumns,
            rows: parents.enumerated().map { place, link in
                [
                    city.stored, .integer(first + Int64(place)), link.company.stored,
                    link.parent.stored,
                    link.share.map { .integer(Int64($0.basisPoints)) } ?? .null,
                    link.isControlling.stored,
                ] + stored(link.time, link.source, link.endSource)
            })
    }
}

private let timeColumns = [
    "since", "since_precision", "until", "until_precision", "source_id", "end_source_id",
]

private func stored(
    _ time: ValidTime, _ source: Identifier, _ end: Identifier?
) -> [StoredValue] {
    func day(_ day: RoughDay?) -> [StoredValue] {
        day.map { [$0.first.stored, $0.precision.rawValue.stored] } ?? [.null, .null]
    }
    return day(time.since) + day(time.until) + [source.stored, end?.stored ?? .null]
}

extension ResultRow {
    fileprivate func roughDay(_ column: String) throws -> RoughDay? {
        guard let first = try optionalDay(column),
            let known = try optionalText(column + "_precision").flatMap(DayPrecision.init)
        else { return nil }
        return RoughDay(first, known)
    }

    func validTime() throws -> ValidTime {
        ValidTime(since: try roughDay("since"), until: try roughDay("until"))
    }

    fileprivate func word<Word: RawRepresentable>(_ column: String) throws -> Word
    where Word.RawValue == String {
        let text = try text(column)
        guard let word = Word(rawValue: text) else {
            throw WrongColumn(column: column, found: .text(text))
        }
        return word
    }
}

extension CompanyName {
    init(_ row: ResultRow) throws {
        self.init(
            kind: try row.word("kind"), name: try row.text("name"), time: try row.validTime(),
            source: try row.identifier("source_id"),
            endSource: try row.optionalIdentifier("end_source_id"))
        number = try row.integer("number")
    }
}

extension CompanyIdentifier {
    init(_ row: ResultRow) throws {
        self.init(
            scheme: try row.word("scheme"), value: try row.text("value"),
            time: try row.validTime(), source: try row.identifier("source_id"),
            endSource: try row.optionalIdentifier("end_source_id"))
        number = try row.integer("number")
    }
}

extension CompanyParent {
    init(_ row: ResultRow) throws {
        self.init(
            company: try row.identifier("company_id"), parent: try row.identifier("parent_id"),
            share: try row.optionalInteger("share").flatMap { Share(basisPoints: Int($0)) },
            isControlling: try row.flag("is_controlling"), time: try row.validTime(),
            source: try row.identifier("source_id"),
            endSource: try row.optionalIdentifier("end_source_id"))
        number = try row.integer("number")
    }
}
