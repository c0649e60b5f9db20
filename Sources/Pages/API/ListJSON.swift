package import Basics
package import Companies
package import Projects
import Rules

// The twins of lists: which companies, who each is, what is known of it here and what is not.

extension ListsPage {
    package var json: JSONValue {
        .object([
            "kinds": .array(
                kinds.lists.map { kind in
                    .object([
                        "id": .string(kind.id), "name": .string(kind.name.zh),
                        "ranked": .bool(kind.isRanked), "publisher": .string(kind.publisher.zh),
                    ])
                }), "editions": .array(editions.map { $0.json(kinds) }),
        ])
    }
}

extension ListEdition {
    package func json(_ kinds: CompanyKinds) -> JSONValue {
        .object([
            "number": .integer(number), "kind": .string(kind),
            "name": .string(kinds.list(kind).zh), "year": JSONValue(year),
            "entries": JSONValue(count), "linked": JSONValue(linked), "asked": JSONValue(asked),
            "source": sourceJSON(source),
        ])
    }
}

extension ListEditionPage {
    package var json: JSONValue {
        .object([
            "edition": edition.json(kinds), "view": .string(reading.rawValue),
            "total": JSONValue(list.total), "limit": JSONValue(list.size),
            "offset": JSONValue(list.offset),
            "entries": .array(rows.map { $0.json(divisions) }),
        ])
    }
}

extension ListEntry {
    package var json: JSONValue {
        .object([
            "position": JSONValue(position), "row": JSONValue(printed.row),
            "rank": JSONValue(printed.rank), "name": .string(printed.name),
            "code": JSONValue(printed.code), "country": JSONValue(printed.country),
            "place": JSONValue(printed.place), "match": .string(matching.match.rawValue),
            "company": JSONValue(matching.company?.text),
            "certainty": matching.certainty.map { .number($0) } ?? .null,
            "reasons": .array(matching.reasons.map(said)), "decided_by": JSONValue(decidedBy),
            "version": .integer(version),
        ])
    }
}

extension PresentEntry {
    package func json(_ divisions: CityDivisions) -> JSONValue {
        .object([
            "entry": entry.json, "company": company?.reference ?? .null,
            "presence": presence.json(divisions),
            "last_contact": JSONValue(lastContact?.description),
        ])
    }
}

extension CompanyPresence {
    func json(_ divisions: CityDivisions) -> JSONValue {
        .object([
            "standing": .string(standing.rawValue),
            "known": .array(evidence.map { $0.json(divisions) }),
            "unknown": .array(missing.map { said($0.phrase) }),
        ])
    }
}

extension PresenceEvidence {
    fileprivate func json(_ divisions: CityDivisions) -> JSONValue {
        func registered(_ code: String?, _ division: String, _ company: Company?) -> JSONValue {
            .object([
                "kind": "registered", "company": company?.reference ?? .null,
                "code": JSONValue(code), "division": .string(division),
                "division_name": JSONValue(divisions.name(of: division)?.zh),
            ])
        }
        switch self {
        case .registered(let company, let division, _):
            return registered(company.creditCode, division, company)
        case .printedCode(let code, let division): return registered(code, division, nil)
        case .project(let project, let company):
            return .object([
                "kind": "project", "id": .string(project.id.text),
                "name": .string(project.name), "unit": .string(project.unit),
                "stage": JSONValue(project.stage?.rawValue),
                "total": JSONValue(project.total?.minor),
                "currency": JSONValue(project.total?.currency.rawValue),
                "received": JSONValue(project.received?.minor),
                "last_round": .string(project.lastRound.description),
                "of": company?.reference ?? .null,
            ])
        }
    }
}

extension CompanyListing {
    func json(_ kinds: CompanyKinds) -> JSONValue {
        .object(["edition": edition.json(kinds), "entry": entry.json])
    }
}
