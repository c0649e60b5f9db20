package import Basics
package import Storage
package import Texts

extension Limit {
    static let rememberedLayouts: Limit = 5_000
}

extension Transaction {
    package func rememberedLayouts() throws -> [RememberedLayout] {
        try rows(
            """
            SELECT unit_id, signature, body FROM remembered_layout WHERE city_id = \(city)
            ORDER BY unit_id, signature LIMIT \(Limit.rememberedLayouts)
            """
        ).map { row in
            let columns = try JSONValue(parsing: row.text("body")).array ?? []
            return RememberedLayout(
                unit: try row.text("unit_id"), signature: try row.text("signature"),
                columns: columns.compactMap(RememberedColumn.init))
        }
    }

    /// Remembers what a person said of a unit's layout; the same headings are read so from now on.
    package func remember(
        _ layout: RememberedLayout, by member: String, at now: Instant
    ) throws {
        let body = JSONValue.array(layout.columns.map(\.json)).text
        try run(
            """
            INSERT INTO remembered_layout
                (city_id, unit_id, signature, body, by_member, at, version)
            VALUES (\(city), \(layout.unit), \(layout.signature), \(body), \(member), \(now), 1)
            ON CONFLICT (city_id, unit_id, signature) DO UPDATE SET body = excluded.body,
                by_member = excluded.by_member, at = excluded.at,
                version = remembered_layout.version + 1
            """)
        try record(
            "layout.corrected", on: Subject("unit", layout.unit), by: member, at: now,
            body: .object([
                "signature": .string(layout.signature),
                "columns": .array(layout.columns.map(\.json)),
            ]))
    }
}

extension AmountUnit {
    /// `10000 CNY`
    package var text: String { "\(factor) \(currency.rawValue)" }

    package init?(text: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let factor = Int64(parts[0]), factor > 0,
            let currency = Currency(rawValue: String(parts[1]))
        else { return nil }
        self.init(factor, currency)
    }
}

extension RememberedColumn {
    fileprivate var json: JSONValue {
        .object([
            "key": .string(key), "field": JSONValue(field?.rawValue),
            "unit": JSONValue(unit?.text),
        ])
    }

    fileprivate init?(_ json: JSONValue) {
        guard let key = json["key"]?.string else { return nil }
        self.init(
            key: key, field: json["field"]?.string.flatMap(ReportedField.init),
            unit: json["unit"]?.string.flatMap(AmountUnit.init(text:)))
    }
}

extension TableLayout {
    package var json: JSONValue {
        .object([
            "sheet": JSONValue(sheet), "first": JSONValue(headingRows.lowerBound),
            "last": JSONValue(headingRows.upperBound), "end": JSONValue(lastRow),
            "signature": .string(signature), "remembered": .bool(isRemembered),
            "columns": .array(columns.map(\.json)),
        ])
    }

    package init?(_ json: JSONValue) {
        guard let first = json["first"]?.integer, let last = json["last"]?.integer,
            let end = json["end"]?.integer, first <= last,
            let signature = json["signature"]?.string, let columns = json["columns"]?.array
        else { return nil }
        self.init(
            sheet: json["sheet"]?.string, headingRows: Int(first)...Int(last), lastRow: Int(end),
            columns: columns.compactMap(LayoutColumn.init), signature: signature,
            isRemembered: json["remembered"] == .bool(true))
    }
}

extension LayoutColumn {
    fileprivate var json: JSONValue {
        .object([
            "column": JSONValue(column), "heading": .string(heading), "key": .string(key),
            "field": JSONValue(field?.rawValue), "confidence": .string(confidence.rawValue),
            "reason": reason.json, "unit": JSONValue(unit?.text),
        ])
    }

    fileprivate init?(_ json: JSONValue) {
        guard let column = json["column"]?.integer, let heading = json["heading"]?.string,
            let key = json["key"]?.string,
            let confidence = json["confidence"]?.string.flatMap(LayoutConfidence.init)
        else { return nil }
        self.init(
            column: Int(column), heading: heading, key: key,
            field: json["field"]?.string.flatMap(ReportedField.init), confidence: confidence,
            reason: json["reason"].map(Phrase.init(json:)) ?? "",
            unit: json["unit"]?.string.flatMap(AmountUnit.init(text:)))
    }
}
