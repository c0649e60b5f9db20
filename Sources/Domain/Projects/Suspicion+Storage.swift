package import Basics
package import People
package import Storage

extension Limit {
    /// More suspicions than this in one round say that something else is wrong.
    package static let suspicionsOfRound: Limit = 5_000
}

/// A suspicion as people work on it: what the check found, and what was decided.
package struct RaisedSuspicion: Sendable, Hashable {
    package let id: Identifier
    package let round: Round
    package let kind: SuspicionKind
    package let score: Double
    package let reasons: [Phrase]
    /// The rows it is about, its own first. A row outside the reader's sight is nil: that there is
    /// one is told, not what it says.
    package let rows: [LedgerRow?]
    /// For a sum that doesn't add up: where it stands.
    package let sum: ReportedPlace?
    package let units: [String]
    package let decision: Decided?
    package let version: Int
}

/// What was decided of a suspicion, by whom and when.
package struct Decided: Sendable, Hashable {
    package let decision: SuspicionDecision
    package let note: String?
    package let by: String
    /// What `by` is called; their identifier where that is not known here.
    package let name: String
    package let at: Instant
}

package enum SuspicionDecision: String, Sendable, CaseIterable {
    /// 同一: one project, counted once.
    case same
    /// 不同
    case different
    /// 同集团不同项目
    case sameGroup = "same_group"
    /// 属实: what is suspected is so, the unit has to mend it.
    case confirmed
    /// 不属实
    case dismissed
    /// 待核: somebody is asked first; stays on the list.
    case pending

    /// What may be decided of a kind, in the order of the keys 1 to 4.
    package static func choices(of kind: SuspicionKind) -> [SuspicionDecision] {
        kind == .duplicate
            ? [.same, .different, .sameGroup, .pending] : [.confirmed, .dismissed, .pending]
    }
}

extension SuspicionDecision {
    package var label: Phrase {
        switch self {
        case .same: "同一项目"
        case .different: "不同项目"
        case .sameGroup: "同集团不同项目"
        case .confirmed: "属实"
        case .dismissed: "不属实"
        case .pending: "待核"
        }
    }
}

package enum SuspicionRefusal: Refusal, Equatable {
    case unknown
    /// Somebody decided since the page was shown.
    case decidedMeanwhile(Decided?)
    case notOfThisKind

    package var problems: [Problem] {
        switch self {
        case .unknown: [Problem("没有这条疑点，或者它不归您看")]
        case .decidedMeanwhile(let decided?):
            [Problem("这条疑点刚刚由\(decided.name)定为“\(decided.decision.label)”，请看过后再定")]
        case .decidedMeanwhile(nil): [Problem("这条疑点的结论刚刚由别人撤回，请看过后再定")]
        case .notOfThisKind: [Problem("这类疑点没有这种结论", at: .field("decision"))]
        }
    }
}

extension Transaction {
    /// Checks a month anew and brings the list of suspicions up to date: new ones appear, with the
    /// decision of an earlier month where the same projects had one; decided ones keep theirs;
    /// those that no longer hold are cleared. `fresh` are identifiers for new ones.
    package func recheck(
        _ month: Month, rules: CheckingRules, fresh: [Identifier], by member: String,
        at now: Instant
    ) throws {
        let round = Round.month(month)
        let findings = try findings(of: month, rules: rules)
        var known = try storedFindings(of: round)
        var unused = fresh[...]
        var appeared = 0
        var changed = 0
        var cleared = 0
        var seen: Set<String> = []
        let earlier = try decisions(
            before: round, on: findings.filter { known[$0.key] == nil && $0.isLasting })
        for finding in findings.prefix(Limit.suspicionsOfRound.count) {
            guard seen.insert(finding.key).inserted else { continue }
            if let stored = known.removeValue(forKey: finding.key) {
                guard stored.state == "cleared" || stored.mark != finding.mark else { continue }
                try refresh(stored.id, finding)
                changed += 1
            } else if let id = unused.popFirst() {
                try insert(id, finding, round, as: finding.isLasting ? earlier[finding.key] : nil)
                appeared += 1
            }
        }
        for stored in known.values where try clear(stored) { cleared += 1 }
        // What the papers say may have changed with the rows of a decision: so that is recorded
        // too.
        if appeared + changed + cleared > 0 {
            try record(
                "suspicions.checked", on: [Subject("round", round.description)], by: member,
                at: now,
                body: .object([
                    "found": JSONValue(findings.count), "new": JSONValue(appeared),
                    "changed": JSONValue(changed), "cleared": JSONValue(cleared),
                ]))
        }
    }

    /// Decides a suspicion that stands at `version`; `nil` takes the decision back. The note may
    /// name a project or a person, so the chain of the journal holds no more than its hash, made
    /// with `salt`.
    package func decide(
        suspicion id: Identifier, _ decision: SuspicionDecision?, note: String?, version: Int,
        by member: String, at now: Instant, salt: [UInt8], visibleTo sight: Sight
    ) throws {
        guard sight == .all, let found = try suspicion(id, visibleTo: sight) else {
            throw SuspicionRefusal.unknown
        }
        if let decision, !SuspicionDecision.choices(of: found.kind).contains(decision) {
            throw SuspicionRefusal.notOfThisKind
        }
        let state = decision == nil || decision == .pending ? "open" : "decided"
        let moved = try rows(
            """
            UPDATE suspicion SET state = \(state), decision = \(decision?.rawValue), note = \(note),
                decided_by = \(decision == nil ? nil : member),
                decided_at = \(decision == nil ? nil : now), version = version + 1
            WHERE city_id = \(city) AND id = \(id) AND version = \(version) RETURNING version
            """)
        guard !moved.isEmpty else { throw SuspicionRefusal.decidedMeanwhile(found.decision) }
        let projects = found.rows.compactMap { $0?.project }
        if SuspicionDecision.choices(of: found.kind).contains(.same) {
            try keepSame(projects, areSame: decision == .same, at: now)
        }
        if found.kind == .unit { try keepStates(of: projects, at: now) }
        try record(
            decision == nil ? "suspicion.reopened" : "suspicion.decided",
            on: [Subject("suspicion", id.text)]
                + projects.map { Subject("project", $0.text) },
            by: member, at: now,
            body: .object([
                "kind": .string(found.kind.rawValue), "decision": JSONValue(decision?.rawValue),
                "before": JSONValue(found.decision?.decision.rawValue),
            ]),
            personal: note.map { PersonalPart(.object(["note": .string($0)]), salt: salt) })
    }

    package func suspicion(_ id: Identifier, visibleTo sight: Sight) throws -> RaisedSuspicion? {
        try suspicions(where: "suspicion.id = \(id)", visibleTo: sight).first
    }

    /// The suspicions of a round that still hold, the likeliest first. Who sees only some units
    /// gets those that touch one of them.
    package func suspicions(
        of round: Round, kind: SuspicionKind? = nil, open: Bool? = nil, visibleTo sight: Sight
    ) throws -> [RaisedSuspicion] {
        var condition: Query = """
            suspicion.round = \(round.description) AND suspicion.state <> 'cleared'
            """
        if let kind { condition = "\(condition) AND suspicion.kind = \(kind.rawValue)" }
        if let open {
            condition = "\(condition) AND suspicion.state = \(open ? "open" : "decided")"
        }
        return try suspicions(where: condition, visibleTo: sight)
    }

    /// Projects whose latest total may be in a wrong unit and nobody has decided since a month: how
    /// many, and the newest of these months; nil where there are none.
    package func openUnitSlips(
        since month: Month, visibleTo sight: Sight
    ) throws -> (count: Int, newest: Month)? {
        let found = try rows(
            """
            SELECT suspicion.round, count(DISTINCT project.id) AS n FROM suspicion
            JOIN suspicion_row AS place ON place.city_id = suspicion.city_id
                AND place.suspicion_id = suspicion.id
            JOIN reported_row AS reported ON reported.city_id = suspicion.city_id
                AND reported.sheet_id = place.sheet_id AND reported.position = place.row_position
            JOIN project ON project.city_id = suspicion.city_id
                AND project.id = reported.project_id AND project.sheet_id = place.sheet_id
                AND project.position = place.row_position
            WHERE suspicion.city_id = \(city) AND suspicion.round >= \(month.description)
                AND suspicion.kind = 'unit' AND suspicion.state = 'open'
                AND \(sight.condition(unitColumn: "project.unit_id"))
            GROUP BY suspicion.round ORDER BY suspicion.round DESC
            LIMIT \(Limit.roundsOfReport)
            """)
        let months = try found.compactMap { row -> (month: Month, count: Int)? in
            let count = try row.int("n")
            return Month(text: try row.text("round")).map { ($0, count) }
        }
        return months.map(\.month).max().map { (months.map(\.count).reduce(0, +), $0) }
    }

    /// Groups of rows that were decided to be one project.
    package func sameProjects(in round: Round) throws -> [[RowReference]] {
        try suspicions(
            where: """
                suspicion.round = \(round.description) AND suspicion.decision = 'same'
                AND suspicion.state = 'decided'
                """, visibleTo: .all
        ).map { $0.rows.compactMap { $0?.reference } }
    }

    /// Rows whose total was found to be in a wrong unit.
    func confirmedSlips(in round: Round) throws -> Set<RowReference> {
        let found = try suspicions(
            where: """
                suspicion.round = \(round.description) AND suspicion.kind = 'unit'
                AND suspicion.decision = 'confirmed'
                """, visibleTo: .all)
        return Set(found.flatMap { $0.rows.compactMap { $0?.reference } })
    }

    private func suspicions(
        where condition: Query, visibleTo sight: Sight
    ) throws -> [RaisedSuspicion] {
        let seen = sight.condition(unitColumn: "touched.unit_id")
        let found = try rows(
            """
            SELECT suspicion.*, member.name AS decided_name FROM suspicion
            LEFT JOIN member ON member.city_id = suspicion.city_id
                AND member.id = suspicion.decided_by
            WHERE suspicion.city_id = \(city) AND \(condition)
                AND EXISTS (SELECT 1 FROM suspicion_row AS touched
                    WHERE touched.city_id = suspicion.city_id
                        AND touched.suspicion_id = suspicion.id AND \(seen))
            ORDER BY suspicion.score DESC, suspicion.id LIMIT \(Limit.suspicionsOfRound)
            """)
        guard !found.isEmpty else { return [] }
        let ids = try found.map { try $0.identifier("id") }
        let places = try suspicionRows(of: ids)
        return try found.map { row in
            let id = try row.identifier("id")
            return try RaisedSuspicion(row, rows: places[id] ?? [], visibleTo: sight)
        }
    }

    private func suspicionRows(of ids: [Identifier]) throws -> [Identifier: [SuspicionRow]] {
        var result: [Identifier: [SuspicionRow]] = [:]
        for part in ids.parts(of: .projectsPerStatement) {
            let found = try rows(
                """
                SELECT suspicion_row.suspicion_id, suspicion_row.unit_id AS row_unit,
                    suspicion_row.row_position, reported_row.*, sheet.file_name
                FROM suspicion_row
                JOIN sheet ON sheet.city_id = suspicion_row.city_id
                    AND sheet.id = suspicion_row.sheet_id
                LEFT JOIN reported_row ON reported_row.city_id = suspicion_row.city_id
                    AND reported_row.sheet_id = suspicion_row.sheet_id
                    AND reported_row.position = suspicion_row.row_position
                WHERE suspicion_row.city_id = \(city) AND suspicion_row.suspicion_id IN \(part)
                ORDER BY suspicion_row.suspicion_id, suspicion_row.position
                """)
            for row in found {
                let hasRow = try row.optionalInteger("row_position") != nil
                result[try row.identifier("suspicion_id"), default: []].append(
                    SuspicionRow(
                        unit: try row.text("row_unit"), file: try row.text("file_name"),
                        row: hasRow ? try LedgerRow(row, file: row.text("file_name")) : nil))
            }
        }
        return result
    }
}

private struct SuspicionRow {
    let unit: String
    let file: String
    /// Nil for a sum, which is no project's row.
    let row: LedgerRow?
}

extension Decided {
    init?(_ row: ResultRow, name: String?) throws {
        guard let decision = try row.optionalText("decision").flatMap(SuspicionDecision.init),
            let by = try row.optionalText("decided_by"),
            let at = try row.optionalInstant("decided_at")
        else { return nil }
        self.init(
            decision: decision, note: try row.optionalText("note"), by: by, name: name ?? by,
            at: at)
    }
}

extension RaisedSuspicion {
    fileprivate init(_ row: ResultRow, rows: [SuspicionRow], visibleTo sight: Sight) throws {
        guard let kind = SuspicionKind(rawValue: try row.text("kind")),
            let round = Round(text: try row.text("round"))
        else { throw WrongColumn(column: "kind") }
        let place = try JSONValue(parsing: row.text("places"))
        let sum = rows.first { $0.row == nil }.flatMap { sum -> ReportedPlace? in
            guard let line = place["row"]?.integer else { return nil }
            return ReportedPlace(
                file: sum.file, sheet: place["sheet"]?.string, row: Int(line), lastRow: Int(line))
        }
        // The reasons quote both sides: who sees only one is told no more than that there are two.
        let isWhole = rows.allSatisfy { sight.includes(unit: $0.unit) }
        self.init(
            id: try row.identifier("id"), round: round, kind: kind, score: try row.real("score"),
            reasons: isWhole
                ? try (JSONValue(parsing: row.text("reasons")).array ?? []).map(Phrase.init(json:))
                : ["与其他单位报的项目相近，由指挥部办公室核对"],
            rows: rows.filter { $0.row != nil }.map {
                sight.includes(unit: $0.unit) ? $0.row : nil
            },
            sum: sum, units: rows.map(\.unit),
            decision: try Decided(row, name: row.optionalText("decided_name")),
            version: try row.int("version"))
    }
}
