package import Basics
package import Rules
import People
import Storage

/// A suspicion with the stored rows it is about and the mark by which it is known again.
struct Finding {
    let suspicion: Suspicion
    let rows: [LedgerRow]
    /// The sheet and place of a stated sum, for a sum that doesn't add up.
    let sum: (sheet: HandedSheet, place: ReportedPlace)?
    let fingerprint: String
}

/// What a check is made by: the city's thresholds, and the names that tell nothing about a project.
package struct CheckingRules: Sendable {
    package let thresholds: CheckingThresholds
    package let places: [String]

    package init(thresholds: CheckingThresholds, places: [String]) {
        self.thresholds = thresholds
        self.places = places
    }
}

extension Transaction {
    /// Runs the check over what the ledger holds of a month. Within it a place's `file` is the
    /// identifier of its sheet.
    func findings(of month: Month, rules: CheckingRules) throws -> [Finding] {
        let round = Round.month(month)
        let current = try ledgerRows(of: round, visibleTo: .all)
        let handed = try sheets(of: round, visibleTo: .all).filter { $0.state == .applied }
        let ledger = try rounds().filter { $0.month == nil && $0 < round }.flatMap {
            try ledgerRows(of: $0, visibleTo: .all)
        }
        let units = Array(Set(current.map(\.reported.unit))).sorted()
        let previous = try previousRows(of: units, before: round)
        let found = Projects.suspicions(
            in: CheckingInput(
                month: month, projects: current.map(\.placedBySheet),
                sums: try handed.flatMap { sheet in
                    try sums(of: sheet).map { $0.placed(in: sheet.id) }
                },
                earlier: ledger.map(\.placedBySheet), lastMonth: previous.map(\.placedBySheet),
                places: rules.places),
            thresholds: rules.thresholds)
        let rowsByPlace = Dictionary(
            (current + ledger).map { (PlaceKey($0.placedBySheet.place), $0) },
            uniquingKeysWith: { first, _ in first })
        let sheetsByID = Dictionary(
            handed.map { ($0.id.text, $0) }, uniquingKeysWith: { first, _ in first })
        return found.map { suspicion in
            let rows = suspicion.rows.compactMap { rowsByPlace[PlaceKey($0)] }
            guard suspicion.kind == .subtotal, let place = suspicion.rows.first,
                let sheet = sheetsByID[place.file]
            else {
                let marks = rows.map { $0.project?.text ?? $0.sheet.text }.sorted()
                return Finding(
                    suspicion: suspicion, rows: rows, sum: nil,
                    fingerprint: marks.joined(separator: " "))
            }
            return Finding(
                suspicion: suspicion, rows: rows, sum: (sheet, place),
                fingerprint: "\(sheet.unit) \(place.sheet ?? "") \(place.row)")
        }
    }

    /// The suspicions of a round as they stand, by their keys.
    func storedFindings(of round: Round) throws -> [String: StoredFinding] {
        var places: [Identifier: [FindingPlace]] = [:]
        for row in try rows(
            """
            SELECT suspicion_row.suspicion_id, suspicion_row.sheet_id, suspicion_row.row_position,
                suspicion_row.unit_id
            FROM suspicion_row
            JOIN suspicion ON suspicion.city_id = suspicion_row.city_id
                AND suspicion.id = suspicion_row.suspicion_id
            WHERE suspicion_row.city_id = \(city) AND suspicion.round = \(round.description)
            ORDER BY suspicion_row.suspicion_id, suspicion_row.position LIMIT \(Limit.rowsOfRound)
            """)
        {
            places[try row.identifier("suspicion_id"), default: []].append(
                FindingPlace(
                    sheet: try row.identifier("sheet_id"),
                    position: try row.optionalInteger("row_position").map(Int.init),
                    unit: try row.text("unit_id")))
        }
        var found: [String: StoredFinding] = [:]
        for row in try rows(
            """
            SELECT id, kind, fingerprint, state, score, places, reasons FROM suspicion
            WHERE city_id = \(city) AND round = \(round.description)
            LIMIT \(Limit.suspicionsOfRound)
            """)
        {
            let id = try row.identifier("id")
            found[try row.text("kind") + " " + row.text("fingerprint")] = StoredFinding(
                id: id, state: try row.text("state"),
                mark: FindingMark(
                    score: try row.real("score"), place: try row.text("places"),
                    reasons: try row.text("reasons"), rows: places[id] ?? []))
        }
        return found
    }

    /// What was decided of the same projects in the newest month before `round` that raised them,
    /// by the keys of the findings.
    func decisions(before round: Round, on findings: [Finding]) throws -> [String: Decided] {
        var newest: [String: Decided] = [:]
        for marks in findings.map(\.fingerprint).parts(of: .projectsPerStatement) {
            for row in try rows(
                """
                SELECT kind, fingerprint, state, decision, note, decided_by, decided_at
                FROM suspicion
                WHERE city_id = \(city) AND round < \(round.description)
                    AND state IN ('open', 'decided') AND fingerprint IN \(marks)
                ORDER BY round
                """)
            {
                let key = try row.text("kind") + " " + row.text("fingerprint")
                newest[key] = try row.text("state") == "decided" ? Decided(row, name: nil) : nil
            }
        }
        return newest
    }

    func insert(
        _ id: Identifier, _ finding: Finding, _ round: Round, as decided: Decided?
    ) throws {
        try run(
            """
            INSERT INTO suspicion (city_id, id, round, kind, fingerprint, score, places, reasons,
                state, decision, note, decided_by, decided_at, version)
            VALUES (\(city), \(id), \(round.description), \(finding.suspicion.kind.rawValue),
                \(finding.fingerprint), \(finding.suspicion.score), \(finding.placesJSON.text),
                \(finding.reasonsJSON.text), \(decided == nil ? "open" : "decided"),
                \(decided?.decision.rawValue), \(decided?.note), \(decided?.by), \(decided?.at), 1)
            """)
        try saveRows(of: finding, id)
    }

    /// Takes one that is no longer found off the list, unless it was decided of rows that still
    /// count. Returns whether it went.
    func clear(_ stored: StoredFinding) throws -> Bool {
        guard stored.state != "cleared" else { return false }
        return try !rows(
            """
            UPDATE suspicion SET state = 'cleared', version = version + 1
            WHERE city_id = \(city) AND id = \(stored.id)
                AND (state = 'open' OR EXISTS (
                    SELECT 1 FROM suspicion_row
                    JOIN sheet ON sheet.city_id = suspicion_row.city_id
                        AND sheet.id = suspicion_row.sheet_id
                    WHERE suspicion_row.city_id = suspicion.city_id
                        AND suspicion_row.suspicion_id = suspicion.id
                        AND sheet.state <> \(HandedState.applied.rawValue)))
            RETURNING id
            """
        ).isEmpty
    }

    /// As it is found now. What was decided stays so, also of one that was off the list meanwhile:
    /// its rows are those of the sheets that count.
    func refresh(_ id: Identifier, _ finding: Finding) throws {
        try run(
            """
            UPDATE suspicion SET score = \(finding.suspicion.score),
                places = \(finding.placesJSON.text), reasons = \(finding.reasonsJSON.text),
                state = CASE WHEN state <> 'cleared' THEN state
                    WHEN decision IS NULL OR decision = 'pending' THEN 'open'
                    ELSE 'decided' END
            WHERE city_id = \(city) AND id = \(id)
            """)
        try run(
            "DELETE FROM suspicion_row WHERE city_id = \(city) AND suspicion_id = \(id)")
        try saveRows(of: finding, id)
    }

    private func saveRows(of finding: Finding, _ id: Identifier) throws {
        for (position, place) in finding.mark.rows.enumerated() {
            try run(
                """
                INSERT INTO suspicion_row (city_id, suspicion_id, position, sheet_id, row_position,
                    unit_id)
                VALUES (\(city), \(id), \(position), \(place.sheet), \(place.position),
                    \(place.unit))
                """)
        }
    }
}

/// Where one row of a suspicion stands; a sum has no position.
struct FindingPlace: Hashable {
    let sheet: Identifier
    let position: Int?
    let unit: String
}

/// All that is stored of a finding: equal marks need no writing.
struct FindingMark: Hashable {
    let score: Double
    let place: String
    let reasons: String
    let rows: [FindingPlace]
}

struct StoredFinding {
    let id: Identifier
    let state: String
    let mark: FindingMark
}

extension Finding {
    /// Is about which projects are one, which a month does not change. The others ask how a unit
    /// reports a project, and are asked anew.
    var isLasting: Bool { suspicion.kind == .duplicate || suspicion.kind == .resigning }

    /// By which a suspicion is known again.
    var key: String { suspicion.kind.rawValue + " " + fingerprint }

    var mark: FindingMark {
        let own = sum.map { [FindingPlace(sheet: $0.sheet.id, position: nil, unit: $0.sheet.unit)] }
        return FindingMark(
            score: suspicion.score, place: placesJSON.text, reasons: reasonsJSON.text,
            rows: (own ?? [])
                + rows.map {
                    FindingPlace(sheet: $0.sheet, position: $0.position, unit: $0.reported.unit)
                })
    }

    fileprivate var placesJSON: JSONValue {
        guard let place = sum?.place else { return .object([JSONMember]()) }
        return .object(["sheet": JSONValue(place.sheet), "row": JSONValue(place.row)])
    }

    fileprivate var reasonsJSON: JSONValue { .array(suspicion.reasons.map(\.json)) }
}

extension LedgerRow {
    /// With its sheet as the file: two units may hand in files of one name.
    var placedBySheet: ReportedProject {
        var copy = reported
        copy.place.file = sheet.text
        return copy
    }
}

extension ReportedSum {
    fileprivate func placed(in sheet: Identifier) -> ReportedSum {
        var copy = self
        copy.place.file = sheet.text
        copy.parts = parts.map { part in
            var part = part
            part.file = sheet.text
            return part
        }
        return copy
    }
}

/// Where a row begins: the last row of a merge may be told differently.
private struct PlaceKey: Hashable {
    let file: String
    let sheet: String?
    let row: Int

    init(_ place: ReportedPlace) {
        file = place.file
        sheet = place.sheet
        row = place.row
    }
}

extension CheckingRules {
    package init(_ folder: CityFolder, on day: Day) {
        self.init(
            thresholds: CheckingThresholds(folder.checking(on: day)),
            places: folder.places)
    }
}
