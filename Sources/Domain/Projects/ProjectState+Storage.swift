import Basics
import Storage

/// What figures are computed from, as it was known at any moment: what is known of projects
/// (`project_state`), money entry by entry (`receipt_entry`), which projects are one
/// (`same_project`). A row holds from `known_at` until `known_until`, the last one for ever.
extension Transaction {
    private var forever: Int64 { .max }

    /// What is known of these projects since `now`, where it differs from what was known before;
    /// of one that is no more, nothing.
    func keepStates(of projects: [Identifier], at now: Instant) throws {
        for part in projects.parts(of: .projectsPerStatement) {
            try run(
                """
                INSERT INTO project_state (city_id, project_id, known_at, known_until, unit_id,
                    class, standing, dropped, stage, agreement, total_minor, total_currency,
                    chain, mode, origin, signed_on)
                SELECT now.city_id, now.id,
                    CASE WHEN before.known_at > \(now) THEN before.known_at ELSE \(now) END,
                    \(forever), now.unit_id, now.class, now.standing, now.dropped, now.stage,
                    now.agreement, now.total_minor, now.total_currency, now.chain, now.mode,
                    now.origin, now.signed_on
                FROM (\(stateNow(of: part))) AS now
                LEFT JOIN project_state AS before ON before.city_id = now.city_id
                    AND before.project_id = now.id AND before.known_until = \(forever)
                WHERE before.project_id IS NULL OR before.unit_id <> now.unit_id
                    OR before.class IS DISTINCT FROM now.class
                    OR before.standing <> now.standing OR before.dropped <> now.dropped
                    OR before.stage IS DISTINCT FROM now.stage
                    OR before.agreement IS DISTINCT FROM now.agreement
                    OR before.total_minor IS DISTINCT FROM now.total_minor
                    OR before.total_currency IS DISTINCT FROM now.total_currency
                    OR before.chain IS DISTINCT FROM now.chain
                    OR before.mode IS DISTINCT FROM now.mode
                    OR before.origin IS DISTINCT FROM now.origin
                    OR before.signed_on IS DISTINCT FROM now.signed_on
                ON CONFLICT (city_id, project_id, known_at) DO UPDATE SET
                    unit_id = excluded.unit_id, class = excluded.class,
                    standing = excluded.standing, dropped = excluded.dropped,
                    stage = excluded.stage, agreement = excluded.agreement,
                    total_minor = excluded.total_minor,
                    total_currency = excluded.total_currency, chain = excluded.chain,
                    mode = excluded.mode, origin = excluded.origin,
                    signed_on = excluded.signed_on
                """)
            try run(
                """
                UPDATE project_state SET known_until = later.known_at FROM project_state AS later
                WHERE project_state.city_id = \(city) AND project_state.project_id IN \(part)
                    AND project_state.known_until = \(forever)
                    AND later.city_id = project_state.city_id
                    AND later.project_id = project_state.project_id
                    AND later.known_at > project_state.known_at
                """)
        }
    }

    /// A total that people found to be in a wrong unit is not known until the unit mends it.
    private func stateNow(of projects: [Identifier]) -> Query {
        let signed = Stage.allCases.filter { $0 >= .signed }.map(\.rawValue)
        return """
            SELECT project.city_id, project.id, project.unit_id, project.class, project.standing,
                project.dropped, project.stage, project.agreement,
                CASE WHEN NOT EXISTS (SELECT 1 FROM suspicion_row AS place
                        JOIN suspicion AS slip ON slip.city_id = place.city_id
                            AND slip.id = place.suspicion_id AND slip.kind = 'unit'
                            AND slip.decision = 'confirmed'
                        WHERE place.city_id = project.city_id AND place.sheet_id = project.sheet_id
                            AND place.row_position = project.position)
                    THEN project.total_minor END AS total_minor,
                project.total_currency, project.chain, project.mode,
                CASE WHEN project.signed_on IS NULL AND project.stage IN \(signed) THEN ''
                    ELSE project.signed_on END AS signed_on,
                (SELECT origin.value FROM project_field AS origin
                    WHERE origin.city_id = project.city_id AND origin.project_id = project.id
                        AND origin.field = 'origin' AND origin.is_present = 1) AS origin
            FROM project WHERE project.city_id = \(city) AND project.id IN \(projects)
            """
    }

    /// For a project that is no more.
    func endState(of project: Identifier, at now: Instant) throws {
        try run(
            """
            UPDATE project_state
            SET known_until = CASE WHEN known_at > \(now) THEN known_at ELSE \(now) END
            WHERE city_id = \(city) AND project_id = \(project) AND known_until = \(forever)
            """)
    }

    /// A receipt counts since `now` in the month that its column names, or, with -1 `times`, counts
    /// back.
    func count(_ receipt: Int64, _ month: String, times: Int, at now: Instant) throws {
        try run(
            """
            INSERT INTO receipt_entry (city_id, receipt, known_at, unit_id, counted_on, times,
                project_id, arrived_on, layer, capital, source_class, currency, minor, yuan)
            SELECT city_id, number, \(now), project_unit, \(Query.name(month)) || '-01', \(times),
                project_id, arrived_on, layer, capital, source_class, currency, \(times) * minor,
                \(times) * yuan
            FROM receipt WHERE city_id = \(city) AND number = \(receipt)
            """)
    }

    /// Money that counted for a unit counts, since `now`, for the one to which its project passed.
    func passEntries(of projects: [Identifier], at now: Instant) throws {
        // What it gains is read before what it loses is written.
        for (unit, times) in [("project", 1), ("gone", -1)] {
            try run(
                """
                INSERT INTO receipt_entry (city_id, receipt, known_at, unit_id, counted_on, times,
                    project_id, arrived_on, layer, capital, source_class, currency, minor, yuan)
                SELECT gone.city_id, gone.receipt, \(now), \(Query.name(unit)).unit_id,
                    gone.counted_on, \(times) * gone.times, gone.project_id, gone.arrived_on,
                    gone.layer, gone.capital, gone.source_class, gone.currency,
                    \(times) * gone.minor, \(times) * gone.yuan
                FROM (
                    SELECT city_id, receipt, unit_id, counted_on, project_id, arrived_on, layer,
                        capital, source_class, currency, CAST(sum(times) AS BIGINT) AS times,
                        CAST(sum(minor) AS BIGINT) AS minor, CAST(sum(yuan) AS BIGINT) AS yuan
                    FROM receipt_entry
                    WHERE city_id = \(city) AND project_id IN \(projects)
                    GROUP BY city_id, receipt, unit_id, counted_on, project_id, arrived_on, layer,
                        capital, source_class, currency
                    HAVING sum(times) <> 0) AS gone
                JOIN project ON project.city_id = gone.city_id AND project.id = gone.project_id
                WHERE gone.unit_id <> project.unit_id
                """)
        }
    }

    /// Since `now` these projects are known to be one, or not.
    func keepSame(_ projects: [Identifier], areSame: Bool, at now: Instant) throws {
        let projects = Set(projects).sorted()
        guard projects.count > 1 else { return }
        try run(
            """
            UPDATE same_project
            SET known_until = CASE WHEN known_at > \(now) THEN known_at ELSE \(now) END
            WHERE city_id = \(city) AND project_id IN \(projects) AND other_id IN \(projects)
                AND known_until = \(forever)
            """)
        guard areSame else { return }
        let pairs = projects.enumerated().flatMap { position, one in
            projects[(position + 1)...].map { other in
                [city.stored, one.stored, other.stored, now.stored, forever.stored]
            }
        }
        try run(
            """
            INSERT INTO same_project (city_id, project_id, other_id, known_at, known_until)
            VALUES \(Query.values(pairs))
            ON CONFLICT (city_id, project_id, other_id, known_at)
            DO UPDATE SET known_until = excluded.known_until
            """)
    }
}
