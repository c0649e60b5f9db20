package import Basics
import Projects

/// The twins of the pages: the same value, as machines read it. Amounts are in fen (or the smallest
/// unit of their currency), days as in the ledger, units by identifier and name. Texts that explain
/// are in Chinese, as they were written.
private func unitJSON(_ unit: String, _ units: UnitNames) -> JSONValue {
    .object(["id": .string(unit), "name": .string(units[unit].zh)])
}

private func unitsJSON(_ list: [String], _ units: UnitNames) -> JSONValue {
    .array(list.map { unitJSON($0, units) })
}

func said(_ phrase: Phrase) -> JSONValue { .string(Lexicon.chinese.text(phrase)) }

/// `2026-10-25T01:05Z`
func minute(_ instant: Instant) -> JSONValue {
    let text = instant.minuteText(offset: 0)
    return .string("\(text.prefix(10))T\(text.dropFirst(11))Z")
}

package func monthsJSON(_ months: [Month]) -> JSONValue {
    .object(["months": .array(months.map { .string($0.description) })])
}

extension HandedSheet {
    package func json(_ units: UnitNames) -> JSONValue {
        .object([
            "id": .string(id.text), "round": .string(round.description),
            "unit": unitJSON(unit, units), "file": .string(file), "hash": .string(fileHash),
            "state": .string(state.rawValue), "rows": JSONValue(rowCount),
            "handed_at": minute(handedAt), "by": .string(by),
            "version": JSONValue(version),
        ])
    }
}

extension LedgerRow {
    func json(_ units: UnitNames) -> JSONValue {
        let unit = reported.unit
        return .object([
            "project": JSONValue(project?.text), "sheet": .string(sheet.text),
            "position": JSONValue(position), "unit": unitJSON(unit, units),
            "reported": reported.json(district: units[unit].zh),
        ])
    }
}

extension CollectPage {
    package var json: JSONValue {
        .object([
            "month": .string(month.description), "missing": unitsJSON(missing, units),
            "sheets": .array(sheets.map { $0.json(units) }),
        ])
    }
}

extension LedgersPage {
    package var json: JSONValue {
        .object(["sheets": .array(sheets.map { $0.json(units) })])
    }
}

extension SheetPage {
    /// `part` of its rows.
    package func json(rows part: ListPage) -> JSONValue {
        .object([
            "sheet": sheet.json(units),
            "changes": changes.map { .array($0.map(\.json)) } ?? .null,
            "notes": .array(
                notes.map {
                    .object([
                        "place": .string($0.place.description), "message": said($0.message),
                    ])
                }),
            "layouts": .array(layouts.map(\.json)), "total": JSONValue(rows.count),
            "limit": JSONValue(part.size), "offset": JSONValue(part.offset),
            "rows": .array(
                rows.dropFirst(part.offset).prefix(part.size).map { $0.json(units) }),
        ])
    }
}

extension ProjectsPage {
    package var json: JSONValue {
        .object([
            "total": JSONValue(list.total), "limit": JSONValue(list.size),
            "offset": JSONValue(list.offset), "has_more": .bool(list.hasMore),
            "projects": .array(projects.map { $0.json(district: units[$0.unit].zh) }),
        ])
    }
}

extension ProjectPage {
    package var json: JSONValue {
        .object([
            "project": project.json(district: units[project.unit].zh),
            "history": .array(
                history.map {
                    .object([
                        "round": .string($0.round.description), "row": $0.row.json(units),
                    ])
                }),
            "suspicions": .array(suspicions.map(\.json)),
            "course": course?.course.json ?? .null,
            "behind_months": JSONValue(stagePlan?.plan.behind),
        ])
    }
}

extension SuspectsPage {
    package var json: JSONValue {
        .object([
            "month": .string(month.description), "open": JSONValue(openCount),
            "decided": JSONValue(decidedCount), "total": JSONValue(list.total),
            "limit": JSONValue(list.size), "offset": JSONValue(list.offset),
            "suspicions": .array(suspicions.map(\.json)),
        ])
    }
}

extension SuspicionPage {
    /// A row that is another unit's is null for those who do not see it.
    package var json: JSONValue {
        let decided = suspicion.decision.map { decided -> JSONValue in
            .object([
                "decision": .string(decided.decision.rawValue), "note": JSONValue(decided.note),
                "by": .string(decided.by),
                "at": minute(decided.at),
            ])
        }
        return .object([
            "suspicion": suspicion.json, "round": .string(suspicion.round.description),
            "decided": decided ?? .null,
            "choices": .array(
                SuspicionDecision.choices(of: suspicion.kind).map { .string($0.rawValue) }),
            "reports": .array(suspicion.rows.map { $0?.json(units) ?? .null }),
        ])
    }
}

extension ChangesPage {
    package var json: JSONValue {
        .object([
            "month": .string(month.description), "total": JSONValue(changes.count),
            "changes": .array(shown.map(\.json)),
        ])
    }
}

extension DispatchPage {
    package var json: JSONValue {
        .object([
            "month": .string(table.month.description), "missing": unitsJSON(missing, units),
            "open_suspicions": JSONValue(suspicions.count { $0.isOpen }),
            "units": .array(table.units.map { $0.json(units) }),
            "counted_twice": table.doubled.json, "city": table.city.json(units),
            "papers": .array(papers.map { .string($0) }),
        ])
    }
}

extension DispatchLine {
    fileprivate func json(_ units: UnitNames) -> JSONValue {
        .object([
            "unit": now.unit.map { unitJSON($0, units) } ?? .null, "rank": JSONValue(rank),
            "now": now.json, "last_month": before?.json ?? .null,
            "last_year": lastYear.map { figures in
                .object([
                    "signed": .integer(figures.signed.value),
                    "total_fen": .integer(figures.total.value),
                ])
            } ?? .null,
        ])
    }
}

extension UnitFigures {
    fileprivate var json: JSONValue {
        .object([
            "signed": .integer(signed.value), "total_fen": .integer(total.value),
            "started": .integer(started.value), "received_fen": .integer(received.value),
            "foreign": .array(
                foreign.map {
                    .object([
                        "currency": .string($0.currency.rawValue),
                        "minor": .integer($0.figure.value),
                        "projects": JSONValue($0.figure.rows.count),
                    ])
                }),
        ])
    }
}

extension FigurePage {
    package var json: JSONValue {
        .object([
            "month": .string(month.description), "figure": .string(name.rawValue),
            "unit": unit.map { unitJSON($0, units) } ?? .null, "value": .integer(value),
            "rows": .array(rows.map { $0.json(units) }),
        ])
    }
}
