package import Basics
package import Chains
import Companies
package import Projects
package import Rules

extension Chain {
    package func json(_ counts: ChainCounts?) -> JSONValue {
        .object([
            "id": .string(id), "name": .string(name.zh), "code": JSONValue(code),
            "since": .string(since.description), "version": .integer(version),
            "links": JSONValue(counts?.links ?? 0),
            "grades": .object(
                LinkGradeLevel.allCases.map {
                    JSONMember($0.rawValue, JSONValue(counts?.grades[$0] ?? 0))
                }),
            "gaps": .object(
                GapKind.allCases.map {
                    JSONMember($0.rawValue, JSONValue(counts?.gaps[$0] ?? 0))
                }),
        ])
    }
}

extension ChainMap {
    package func json(_ counts: ChainCounts?) -> JSONValue {
        .object([
            "chain": chain.json(counts),
            "links": .array(
                links.compactMap { link in grades[link.id].map { link.json($0, of: chain.id) } }),
            "supplies": .array(
                supplies.map { supply in
                    .object([
                        "from": .string(supply.supplier), "to": .string(supply.buyer),
                        "what": .string(supply.what), "derived": .bool(supply.isDerived),
                    ])
                }),
            "gaps": .array(gaps.map(\.json)),
        ])
    }
}

extension ChainLink {
    package func json(_ grade: LinkGrade, of chain: String) -> JSONValue {
        .object([
            "chain": .string(chain), "link": .string(id), "name": .string(name.zh),
            "tier": .string(tier.rawValue), "role": .string(role.rawValue),
            "grade": .string(grade.level.rawValue), "at_risk": .bool(grade.isAtRisk),
            "inputs": grade.json,
        ])
    }
}

extension TaxonomyWord {
    package var json: JSONValue {
        .object([
            "word": .string(word), "projects": JSONValue(projects),
            "version": JSONValue(standing?.version.validity.since.description),
            "entry": JSONValue(standing?.reported.id), "now": JSONValue(standing?.now?.id),
            "why": JSONValue(standing?.why),
        ])
    }
}

extension TaxonomyCounts {
    package var json: JSONValue {
        .object([
            "projects": JSONValue(all), "placed": JSONValue(placed), "unplaced": JSONValue(left),
            "without": JSONValue(withoutWord),
        ])
    }
}

extension TaxonomyCounts {
    /// Every word, then the sums.
    package var listing: JSONValue {
        .object([
            "words": .array(words.map(\.json)), "sums": json,
        ])
    }
}

extension Gap {
    package var json: JSONValue {
        .object([
            "number": .integer(number), "chain": .string(chain), "link": .string(link),
            "kind": .string(kind.rawValue), "opened_at": .string(openedAt.description),
            "opened_by": .integer(openedBy), "closed_at": JSONValue(closedAt?.description),
            "closed_by": JSONValue(closedBy),
        ])
    }
}

extension TakenChain {
    package var json: JSONValue {
        .object([
            "chain": .string(chain.id), "version": .integer(chain.version),
            "changes": .object(
                changes.sorted { $0.key < $1.key }.map { JSONMember($0.key, JSONValue($0.value)) }),
            "withheld": JSONValue(withheld),
            "circle": .array(circle.map { .string($0.id) }),
            "new_companies": JSONValue(newCompanies), "regraded": JSONValue(grading.regraded),
            "opened": .array(grading.opened.map(\.json)),
            "closed": .array(grading.closed.map(\.json)),
        ])
    }
}

extension Target {
    package var json: JSONValue {
        .object([
            "company": .string(company.id.text), "name": .string(company.name),
            "state": .string(state.rawValue),
            "places": .array(places.map(JSONValue.string)),
            "leads": .array(leads.map(\.json)),
            "honours": .array(honours.sorted().map(JSONValue.string)),
            "vetoes": .array(vetoes.map { .string($0.id) }),
            "score": score.score.map(JSONValue.number) ?? .null,
            "coverage": .number(score.coverage), "ranked": .bool(score.isRanked),
            "parts": .object(
                TargetPart.allCases.map { part in
                    JSONMember(part.rawValue, score.parts[part].map(JSONValue.number) ?? .null)
                }),
            "introducer": JSONValue(introducer),
            "last_contact": JSONValue(lastContact?.on.description),
        ])
    }
}

extension TargetLead {
    fileprivate var json: JSONValue {
        let (kind, word) =
            switch self {
            case .sells(let what): ("sells", what)
            case .named(let word): ("named", word)
            case .sheet(let product): ("sheet", product)
            }
        return .object(["kind": .string(kind), "word": .string(word)])
    }
}

extension TripStop {
    package var json: JSONValue {
        .object([
            "company": .string(company.id.text), "name": .string(company.name),
            "for": .array(
                reasons.map { reason in
                    .object([
                        "chain": .string(reason.gap.chain), "link": .string(reason.gap.link),
                        "gap": .string(reason.gap.kind.rawValue), "target": reason.target.json,
                    ])
                }),
        ])
    }
}

extension FoundFault {
    package var json: JSONValue {
        var factor: Double?
        if case .doubt(let value) = treatment { factor = value }
        return .object([
            "rule": .string(fault.rawValue), "does": .string(treatment.word),
            "factor": factor.map(JSONValue.number) ?? .null, "count": JSONValue(count),
            "place": .string(place.description), "example": .string(example),
        ])
    }
}

extension KnowledgeGraph {
    /// How many rows of a relation were read and how many are kept, doubted ones among them.
    package func json(of relation: KnowledgeRelation) -> JSONValue {
        let kept = edges.filter { $0.relation == relation }
        return .object([
            "relation": .string(relation.rawValue), "read": JSONValue(rows[relation] ?? 0),
            "kept": JSONValue(kept.count),
            "doubted": JSONValue(kept.count { !$0.doubts.isEmpty }),
        ])
    }
}

extension Suggestion {
    package var json: JSONValue {
        .object([
            "code": .string(company.code), "name": .string(company.name),
            "full_name": JSONValue(company.fullName), "company": JSONValue(known?.id.text),
            "place": JSONValue(company.place), "score": .number(score),
            "confidence": confidence.map(JSONValue.number) ?? .null,
            "words": .array(words.map(JSONValue.string)),
            "parts": .object(
                parts.map { JSONMember($0.kind.rawValue, .number($0.score)) }),
            "products": .array(
                products.map { product in
                    .object([
                        "name": .string(product.name), "share": .number(product.share),
                        "confidence": .number(product.confidence),
                        "doubts": .array(product.doubts.map { .string($0.rawValue) }),
                        "file": .string(KnowledgeFile.companyProduct.name),
                        "line": JSONValue(product.line),
                    ])
                }),
        ])
    }
}
