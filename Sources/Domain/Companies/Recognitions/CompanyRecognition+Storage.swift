package import Basics
package import People
package import Rules
package import Storage

extension Transaction {
    /// `version` is the company's as the form showed it; `kinds` are the city's.
    package func recognizeCompany(
        _ id: Identifier, version: Int64, _ draft: RecognitionDraft, kinds: [RecognitionKind],
        on grounds: Grounds, _ occasion: Occasion
    ) throws {
        try change(id, version, "company.recognized", grounds, occasion) { record in
            try record.recognize(draft, kinds: kinds, on: grounds)
            return Told(facts: [
                JSONMember("kind", .string(draft.kind)),
                JSONMember("since", JSONValue(draft.since.day?.description)),
            ])
        }
    }

    package func endCompanyRecognition(
        _ id: Identifier, version: Int64, _ draft: EndDraft, isRevoked: Bool,
        on grounds: Grounds, _ occasion: Occasion
    ) throws {
        try change(id, version, "company.recognition_ended", grounds, occasion) { record in
            try record.endRecognition(draft, isRevoked: isRevoked, on: grounds)
            let ended = record.recognitions.first { $0.number == draft.number }
            return Told(facts: [
                JSONMember("kind", JSONValue(ended?.kind)), JSONMember("revoked", .bool(isRevoked)),
                JSONMember("until", JSONValue(draft.until.day?.description)),
            ])
        }
    }

    /// Kinds of recognitions in force on a day, by company.
    package func recognisedCompanies(on day: Day) throws -> [Identifier: Set<String>] {
        var kinds: [Identifier: Set<String>] = [:]
        for row in try rows(
            """
            SELECT DISTINCT company_id, kind FROM company_recognition
            WHERE city_id = \(city) AND until IS NULL
                AND (expires_on IS NULL OR expires_on >= \(day))
            """)
        {
            kinds[try row.identifier("company_id"), default: []].insert(try row.text("kind"))
        }
        return kinds
    }

    func recognitions(of company: Identifier) throws -> [CompanyRecognition] {
        try rows(
            """
            SELECT * FROM company_recognition
            WHERE city_id = \(city) AND company_id = \(company) ORDER BY number
            """
        ).map(CompanyRecognition.init)
    }

    /// Writes what differs from what is stored, `before`.
    func saveRecognitions(_ record: CompanyRecord, before: CompanyRecord) throws {
        for row in record.recognitions where row.number != 0 && !before.recognitions.contains(row) {
            let until = row.time.until
            try run(
                """
                UPDATE company_recognition SET until = \(until?.first),
                    until_precision = \(until?.precision.rawValue),
                    is_revoked = \(row.isRevoked), end_source_id = \(row.endSource)
                WHERE city_id = \(city) AND number = \(row.number)
                """)
        }
        for row in record.recognitions where row.number == 0 {
            let since = row.time.since
            try run(
                """
                INSERT INTO company_recognition (city_id, number, company_id, kind, authority,
                    since, since_precision, expires_on, is_revoked, source_id)
                VALUES (\(city), \(try nextNumber(of: "company_recognition")),
                    \(record.company.id), \(row.kind), \(row.authority), \(since?.first),
                    \(since?.precision.rawValue), \(row.expiresOn), \(row.isRevoked),
                    \(row.source))
                """)
        }
    }
}

extension CompanyRecognition {
    fileprivate init(_ row: ResultRow) throws {
        self.init(
            kind: try row.text("kind"), authority: try row.text("authority"),
            expiresOn: try row.optionalDay("expires_on"), time: try row.validTime(),
            isRevoked: try row.flag("is_revoked"), source: try row.identifier("source_id"),
            endSource: try row.optionalIdentifier("end_source_id"))
        number = try row.integer("number")
    }
}
