package import Basics
import Storage

/// A reported row where it stands in the ledger.
package struct LedgerRow: Sendable, Hashable {
    package let sheet: Identifier
    /// Its number within the sheet, from 0.
    package let position: Int
    /// Nil while the sheet waits for confirmation.
    package let project: Identifier?
    package let reported: ReportedProject

    package init(
        sheet: Identifier, position: Int, project: Identifier?, reported: ReportedProject
    ) {
        self.sheet = sheet
        self.position = position
        self.project = project
        self.reported = reported
    }
}

extension LedgerRow {
    static let columns = [
        "city_id", "sheet_id", "position", "project_id", "unit_id", "tab", "first_row",
        "last_row", "name", "investors", "total_minor", "total_currency", "stage", "agreement",
        "signed_on", "signed_precision", "chain", "mode", "received_minor", "received_currency",
        "contact", "evidence", "content", "remark", "dropped", "cells",
    ]

    /// The values of `columns`, for a bulk load.
    func stored(city: String) -> [StoredValue] {
        let row = reported
        return [
            .text(city), .text(sheet.text), .integer(Int64(position)), text(project?.text),
            .text(row.unit), text(row.place.sheet), .integer(Int64(row.place.row)),
            .integer(Int64(row.place.lastRow)), .text(row.name),
            .text(JSONValue.array(row.investors.map(\.json)).text), integer(row.total?.minor),
            text(row.total?.currency.rawValue), text(row.stage?.rawValue),
            text(row.agreement?.rawValue), text(row.signedOn?.first.description),
            text(row.signedOn?.precision.rawValue), text(row.chain), text(row.mode),
            integer(row.received?.minor), text(row.received?.currency.rawValue),
            text(row.contact), integer(row.hasEvidence.map { $0 ? 1 : 0 }), text(row.content),
            text(row.remark), .integer(row.isDropped ? 1 : 0), .text(cellsJSON.text),
        ]
    }

    private var cellsJSON: JSONValue {
        .object(
            reported.cells.sorted { $0.key.rawValue < $1.key.rawValue }.map { field, cell in
                JSONMember(field.rawValue, .array([JSONValue(cell.column), .string(cell.raw)]))
            })
    }

    /// `file` is the name of the sheet's file, which the row's own table doesn't repeat.
    init(_ row: ResultRow, file: String) throws {
        self.init(
            sheet: try row.identifier("sheet_id"), position: try row.int("position"),
            project: try row.optionalIdentifier("project_id"),
            reported: ReportedProject(
                place: ReportedPlace(
                    file: file, sheet: try row.optionalText("tab"), row: try row.int("first_row"),
                    lastRow: try row.int("last_row")),
                unit: try row.text("unit_id"), name: try row.text("name"),
                investors: try row.investors("investors"),
                total: try row.money("total_minor", "total_currency"),
                stage: try row.optionalText("stage").flatMap(Stage.init),
                agreement: try row.optionalText("agreement").flatMap(Agreement.init),
                signedOn: try row.roughDay("signed_on", "signed_precision"),
                chain: try row.optionalText("chain"), mode: try row.optionalText("mode"),
                received: try row.money("received_minor", "received_currency"),
                contact: try row.optionalText("contact"),
                hasEvidence: try row.optionalInteger("evidence").map { $0 == 1 },
                content: try row.optionalText("content"), remark: try row.optionalText("remark"),
                isDropped: try row.flag("dropped"), cells: try row.cells("cells")))
    }
}

private func text(_ value: String?) -> StoredValue { value.map(StoredValue.text) ?? .null }
private func integer(_ value: Int64?) -> StoredValue { value.map(StoredValue.integer) ?? .null }

extension ReportedInvestor {
    var json: JSONValue {
        .object([
            JSONMember("name", .string(name)), JSONMember("code", JSONValue(code)),
            JSONMember("valid", codeIsValid.map(JSONValue.bool) ?? .null),
        ])
    }

    init?(_ json: JSONValue) {
        guard let name = json["name"]?.string else { return nil }
        let valid: Bool? = if case .bool(let flag)? = json["valid"] { flag } else { nil }
        self.init(name: name, code: json["code"]?.string, codeIsValid: valid)
    }
}

extension ResultRow {
    func money(_ minor: String, _ currency: String) throws -> Money? {
        guard let amount = try optionalInteger(minor),
            let unit = try optionalText(currency).flatMap(Currency.init)
        else { return nil }
        return Money(minor: amount, unit)
    }

    func roughDay(_ day: String, _ precision: String) throws -> RoughDay? {
        guard let first = try optionalDay(day),
            let known = try optionalText(precision).flatMap(DayPrecision.init)
        else { return nil }
        return RoughDay(first, known)
    }

    func investors(_ column: String) throws -> [ReportedInvestor] {
        try JSONValue(parsing: text(column)).array?.compactMap(ReportedInvestor.init) ?? []
    }

    fileprivate func cells(_ column: String) throws -> [ReportedField: ReportedCell] {
        guard case .object(let members) = try JSONValue(parsing: text(column)) else { return [:] }
        var cells: [ReportedField: ReportedCell] = [:]
        for member in members {
            guard let field = ReportedField(rawValue: member.name),
                let pair = member.value.array, pair.count == 2, let raw = pair[1].string
            else { continue }
            cells[field] = ReportedCell(column: pair[0].integer.map(Int.init), raw: raw)
        }
        return cells
    }
}
