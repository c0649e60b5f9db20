package import Basics
import Evidence
package import Projects
import Rules

// The twins of money and of the node plan. Amounts are in the smallest unit of their currency,
// yuan in fen; domestic and foreign money stand apart and no sum of both is given.

extension Receipt {
    package var json: JSONValue {
        .object([
            "number": .integer(number), "project": .string(project.text),
            "bank": .string(bank), "slip": .string(slip),
            "arrived_on": .string(arrivedOn.description), "amount": .integer(amount.minor),
            "currency": .string(amount.currency.rawValue),
            "rate": rate.map(\.json) ?? .null, "yuan_fen": JSONValue(yuan?.minor),
            "source": .string(source), "layer": .string(layer.rawValue),
            "capital": .string(capital), "payer": .string(payer),
            "evidence": .object([
                "kind": .string(evidence.kind), "title": .string(evidence.source.title),
                "dated": JSONValue(evidence.source.dated?.description),
                "file_type": JSONValue(evidence.fileType?.rawValue),
                "hash": JSONValue(evidence.source.fileHash),
            ]),
            "unit": .string(unit), "reported_at": minute(reportedAt),
            "reason": JSONValue(reason), "marks": .array(marks.map(said)),
            "replaces": JSONValue(replaces), "replaced_by": JSONValue(replacedBy),
            "state": .string(state.rawValue), "month": .string(month.description),
            "reversed_in": JSONValue(reversedIn?.description),
            "decided_by_unit": JSONValue(decision?.unit), "note": JSONValue(decision?.note),
            "version": .integer(version),
        ])
    }
}

extension ExchangeRate {
    /// `millionths` of a yuan for one of the currency.
    fileprivate var json: JSONValue {
        .object([
            "millionths": .integer(millionths), "on": .string(on.description),
            "source": .string(source),
        ])
    }
}

extension MoneyTotal {
    fileprivate var json: JSONValue {
        .object([
            "amounts": .array(
                byCurrency.map {
                    .object([
                        "currency": .string($0.currency.rawValue), "amount": .integer($0.minor),
                    ])
                }), "yuan_fen": .integer(yuan),
            "without_rate": .array(unconverted.keys.map(\.rawValue).sorted().map(JSONValue.string)),
        ])
    }
}

extension ProjectMoney {
    package var json: JSONValue {
        .object([
            "project": .string(project.id.text),
            "closed_through": JSONValue(closedThrough?.description),
            "slices": .array(
                slices.map { slice in
                    .object([
                        "year": JSONValue(slice.year), "layer": .string(slice.layer.rawValue),
                        "planned": slice.planned.json, "received": slice.received.json,
                        "counted": slice.counted.json, "excluded": slice.excluded.json,
                    ])
                }), "receipts": .array(receipts.map(\.json)),
            "plan": .array(plans.map(\.json)), "exclusions": .array(exclusions.map(\.json)),
        ])
    }
}

extension MoneyPlan {
    fileprivate var json: JSONValue {
        .object([
            "number": .integer(number), "month": .string(month.description),
            "layer": .string(layer.rawValue), "amount": .integer(amount.minor),
            "currency": .string(amount.currency.rawValue), "reason": JSONValue(reason),
            "unit": .string(unit),
        ])
    }
}

extension ProjectExclusion {
    fileprivate var json: JSONValue {
        .object([
            "number": .integer(number), "exclusion": .string(exclusion),
            "since": .string(since.description), "reason": .string(reason),
            "unit": JSONValue(unit), "until": JSONValue(until?.description),
            "undone_reason": JSONValue(undoneReason), "version": .integer(version),
        ])
    }
}

extension ReceiptsPage {
    package var json: JSONValue {
        .object([
            "total": JSONValue(list.total), "limit": JSONValue(list.size),
            "offset": JSONValue(list.offset), "has_more": .bool(list.hasMore),
            "closed_through": JSONValue(closedThrough?.description),
            "layers": totals.map { totals in .array(totals.map(\.json)) } ?? .null,
            "receipts": .array(receipts.map(\.receipt.json)),
        ])
    }
}

extension LayerTotal {
    fileprivate var json: JSONValue {
        .object([
            "layer": .string(layer.rawValue), "received": received.json, "counted": counted.json,
            "excluded": excluded.json,
        ])
    }
}

extension StagePlan {
    package func json(of project: Identifier) -> JSONValue {
        .object([
            "project": .string(project.text), "latest": .integer(latest),
            "behind_months": JSONValue(behind), "stages": .array(stages.map(\.json)),
        ])
    }
}

extension PlannedStage {
    fileprivate var json: JSONValue {
        .object([
            "stage": .string(stage.id), "planned": JSONValue(planned?.description),
            "first_planned": JSONValue(firstPlanned?.description),
            "reached_on": JSONValue(reachedOn?.description), "skipped": .bool(isSkipped),
            "behind_months": JSONValue(behind),
            "revisions": .array(
                revisions.map { line in
                    .object([
                        "month": JSONValue(line.month?.description),
                        "reason": JSONValue(line.reason), "unit": .string(line.unit),
                        "at": minute(line.plannedAt),
                    ])
                }),
        ])
    }
}
