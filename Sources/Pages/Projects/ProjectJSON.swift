package import Basics
package import Projects

/// What machines read of the ledger: JSON Lines of the commands and the twins under /api/v1.
extension ReportedProject {
    /// `district` is the unit's full name.
    package func json(district: String) -> JSONValue {
        .object([
            JSONMember("file", .string(place.fileName)),
            JSONMember("path", .string(place.file)),
            JSONMember("sheet", JSONValue(place.sheet)), JSONMember("row", JSONValue(place.row)),
            JSONMember("last_row", JSONValue(place.lastRow)),
            JSONMember("district", .string(district)), JSONMember("name", .string(name)),
            JSONMember("investors", .array(investors.map(\.json))),
            JSONMember("total_fen", JSONValue(total?.minor)),
            JSONMember("currency", JSONValue(total?.currency.rawValue)),
            JSONMember("stage", JSONValue(stage?.rawValue)),
            JSONMember("agreement", JSONValue(agreement?.rawValue)),
            JSONMember("signed_on", JSONValue(signedOn?.description)),
            JSONMember("chain", JSONValue(chain)), JSONMember("mode", JSONValue(mode)),
            JSONMember("received_fen", JSONValue(received?.minor)),
            JSONMember("received_currency", JSONValue(received?.currency.rawValue)),
            JSONMember("contact", JSONValue(contact)),
            JSONMember("evidence", hasEvidence.map(JSONValue.bool) ?? .null),
            JSONMember("remark", JSONValue(remark)), JSONMember("dropped", .bool(isDropped)),
        ])
    }
}

extension ReportedInvestor {
    package var json: JSONValue {
        .object([
            JSONMember("name", .string(name)), JSONMember("code", JSONValue(code)),
            JSONMember("code_ok", codeIsValid.map(JSONValue.bool) ?? .null),
        ])
    }
}

extension ReportedPlace {
    /// Within one round a file is known by its name; its `path` is the name as it was given.
    package var json: JSONValue {
        .object([
            JSONMember("file", .string(fileName)), JSONMember("path", .string(file)),
            JSONMember("sheet", JSONValue(sheet)), JSONMember("row", JSONValue(row)),
        ])
    }

    /// Between two rounds only the name as given tells the files apart: `month-2/NAME.xlsx`.
    fileprivate var jsonByPath: JSONValue {
        .object([
            JSONMember("file", .string(file)), JSONMember("sheet", JSONValue(sheet)),
            JSONMember("row", JSONValue(row)),
        ])
    }

    fileprivate var fileName: String { file.split(separator: "/").last.map(String.init) ?? file }
}

extension Project {
    package func json(district: String) -> JSONValue {
        .object([
            JSONMember("id", .string(id.text)), JSONMember("unit", .string(unit)),
            JSONMember("district", .string(district)), JSONMember("name", .string(name)),
            JSONMember("investors", .array(investors.map(\.json))),
            JSONMember("total_fen", JSONValue(total?.minor)),
            JSONMember("currency", JSONValue(total?.currency.rawValue)),
            JSONMember("stage", JSONValue(stage?.rawValue)),
            JSONMember("agreement", JSONValue(agreement?.rawValue)),
            JSONMember("signed_on", JSONValue(signedOn?.description)),
            JSONMember("chain", JSONValue(chain)), JSONMember("mode", JSONValue(mode)),
            JSONMember("received_fen", JSONValue(received?.minor)),
            JSONMember("dropped", .bool(isDropped)),
            JSONMember("first_round", .string(firstRound.description)),
            JSONMember("last_round", .string(lastRound.description)),
            JSONMember("version", JSONValue(version)),
        ])
    }
}

extension RaisedSuspicion {
    /// Rows first, the sum's own before its parts; rows outside the reader's sight are left out.
    package var json: JSONValue {
        var places = rows.compactMap { $0?.reported.place.json }
        if let sum { places.insert(sum.json, at: 0) }
        return .object([
            JSONMember("id", .string(id.text)), JSONMember("kind", .string(kind.rawValue)),
            JSONMember("rows", .array(places)), JSONMember("score", .number(score)),
            JSONMember(
                "reasons", .array(reasons.map { .string(Lexicon.chinese.text($0)) })),
            JSONMember("decision", JSONValue(decision?.decision.rawValue)),
            JSONMember("version", JSONValue(version)),
        ])
    }
}

extension LedgerChange {
    package var json: JSONValue {
        .object([
            JSONMember("kind", .string(kind.rawValue)),
            JSONMember(
                "rows", .array([before, after].compactMap { $0?.reported.place.jsonByPath })),
            JSONMember("fields", .array(change.fields.map { .string($0.field.rawValue) })),
            JSONMember(
                "values",
                .array(
                    change.fields.map {
                        .object([
                            "field": .string($0.field.rawValue), "before": JSONValue($0.before),
                            "after": JSONValue($0.after),
                        ])
                    })),
            JSONMember(
                "reasons", .array(reasons.map { .string(Lexicon.chinese.text($0)) })),
        ])
    }
}
