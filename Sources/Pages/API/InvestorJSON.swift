package import Basics
package import Companies
package import Projects

// The twins of which companies investors are.

extension InvestorsPage {
    package var json: JSONValue {
        .object([
            "project": .string(found.project.id.text), "latest": .integer(found.latest),
            "investors": .array(rows.map(\.json)),
        ])
    }
}

extension InvestorsPage.Row {
    fileprivate var json: JSONValue {
        .object([
            "name": .string(known.investor.name), "code": JSONValue(known.investor.code),
            "company": known.company.map(named) ?? .null,
            "ground": .string(known.ground.rawValue),
            "decision": known.decision.map { $0.json(known.company) } ?? .null,
            "code_holder": known.codeHolder.map(named) ?? .null,
            "candidates": .array(
                candidates.map { candidate in
                    .object([
                        "company": named(candidate.company),
                        "certainty": .number(candidate.certainty),
                        "reasons": .array(
                            candidate.reasons.map { .string(Lexicon.chinese.text($0.phrase)) }),
                    ])
                }),
        ])
    }
}

extension InvestorDecision {
    package func json(_ company: Company?) -> JSONValue {
        .object([
            "number": .integer(number), "name": .string(name), "code": JSONValue(code),
            "verdict": .string(verdict.rawValue), "company": company.map(named) ?? .null,
            "unit": JSONValue(unit), "by": .string(by), "at": .integer(at.microseconds),
        ])
    }
}

private func named(_ company: Company) -> JSONValue {
    .object(["id": .string(company.id.text), "name": .string(company.name)])
}
