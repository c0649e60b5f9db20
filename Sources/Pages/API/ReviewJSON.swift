package import Basics
package import Projects
package import Rules

// The twins of reviews.

extension ProjectReview {
    /// `kind` is the rule of the day on which it was opened.
    package func json(_ kind: ReviewKind?) -> JSONValue {
        .object([
            "number": .integer(number), "project": .string(project.text),
            "kind": .string(self.kind), "round": JSONValue(round), "reason": JSONValue(reason),
            "opened_on": .string(openedOn.description), "unit": .string(unit),
            "points": JSONValue(kind.flatMap { $0.isScored ? points(in: $0) : nil }),
            "missing": .array(kind.map { missing(in: $0).map { .string($0.id) } } ?? []),
            "items": .array(
                kind.map { kind in
                    (kind.items + kind.vetoes).compactMap { score(of: $0)?.json }
                } ?? scores.map(\.json)),
            "conclusion": conclusion?.json ?? .null, "version": .integer(version),
        ])
    }
}

extension ReviewScore {
    fileprivate var json: JSONValue {
        .object([
            "item": .string(item), "points": JSONValue(points), "finding": JSONValue(finding),
            "remark": JSONValue(remark), "unit": JSONValue(unit), "by": .string(by),
        ])
    }
}

extension ReviewConclusion {
    fileprivate var json: JSONValue {
        .object([
            "outcome": .string(outcome.rawValue), "on": .string(on.description),
            "title": JSONValue(title), "evidence": JSONValue(evidence), "note": JSONValue(note),
            "conditions": JSONValue(conditions),
            "conditions_met_on": JSONValue(met?.on.description), "unit": JSONValue(unit),
            "by": .string(by),
        ])
    }
}

extension ProjectCourse {
    /// Every round, and what each kind lacks before the stage that asks for it.
    package var reviewsJSON: JSONValue {
        .object([
            "project": .string(project.id.text),
            "kinds": .array(
                rule.reviewKinds.map { kind in
                    .object([
                        "kind": .string(kind.id),
                        "before": JSONValue(stage(asking: kind.id)?.id),
                        "lacks": .array(
                            lacks(ofReview: kind).map {
                                said(StageLack.review(kind.name, $0).phrase)
                            }),
                    ])
                }),
            "reviews": .array(reviews.map { $0.json(rule.reviewKind($0.kind)) }),
        ])
    }
}
