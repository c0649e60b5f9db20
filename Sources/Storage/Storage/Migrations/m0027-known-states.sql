-- What was known of a project that figures ask for, and when: a row holds from `known_at` until
-- `known_until`, in microseconds, the last one for ever. So a figure can be computed as it was
-- known on any day. Kept by whatever changes a project, in the same transaction. `signed_on` is
-- empty for what is reported as signed without a day.
CREATE TABLE project_state (
    city_id TEXT NOT NULL,
    project_id TEXT NOT NULL,
    known_at INTEGER NOT NULL,
    known_until INTEGER NOT NULL,
    unit_id TEXT NOT NULL,
    class TEXT,
    standing TEXT NOT NULL,
    dropped INTEGER NOT NULL,
    stage TEXT,
    agreement TEXT,
    total_minor INTEGER,
    total_currency TEXT,
    chain TEXT,
    mode TEXT,
    origin TEXT,
    signed_on TEXT,
    PRIMARY KEY (city_id, project_id, known_at)
) STRICT, WITHOUT ROWID;

-- A ledger from before knows no more than when each project's last sheet was handed in.
INSERT INTO project_state (city_id, project_id, known_at, known_until, unit_id, class, standing,
    dropped, stage, agreement, total_minor, total_currency, chain, mode, origin, signed_on)
SELECT project.city_id, project.id, coalesce(sheet.handed_at, 0), 9223372036854775807,
    project.unit_id, project.class, project.standing, project.dropped, project.stage,
    project.agreement,
    CASE WHEN NOT EXISTS (SELECT 1 FROM suspicion_row AS place
            JOIN suspicion AS slip ON slip.city_id = place.city_id
                AND slip.id = place.suspicion_id AND slip.kind = 'unit'
                AND slip.decision = 'confirmed'
            WHERE place.city_id = project.city_id AND place.sheet_id = project.sheet_id
                AND place.row_position = project.position)
        THEN project.total_minor END,
    project.total_currency, project.chain, project.mode,
    (SELECT origin.value FROM project_field AS origin
        WHERE origin.city_id = project.city_id AND origin.project_id = project.id
            AND origin.field = 'origin' AND origin.is_present = 1),
    CASE WHEN project.signed_on IS NULL AND project.stage IN ('签约', '开工', '竣工', '投产')
        THEN '' ELSE project.signed_on END
FROM project LEFT JOIN sheet ON sheet.city_id = project.city_id AND sheet.id = project.sheet_id;

CREATE INDEX project_state_by_signing ON project_state (city_id, signed_on, known_at, known_until,
    unit_id, total_currency, total_minor, agreement, dropped, standing, project_id);

-- Stages that count, for figures of a period and for the share of projects that came so far.
CREATE INDEX project_event_counting ON project_event (city_id, project_id, stage, step,
    happened_on, reported_at, decided_at) WHERE state = 'confirmed';
CREATE INDEX project_event_by_day ON project_event (city_id, stage, happened_on, project_id, step,
    reported_at, decided_at) WHERE state = 'confirmed';

-- Money that counts, entry by entry and never changed: `times` is 1 where it counts and -1 where it
-- counts back, because it was corrected or because its project passed to another unit. `minor` and
-- `yuan` carry the sign. `counted_on` is the first day of the month in which it counts.
CREATE TABLE receipt_entry (
    city_id TEXT NOT NULL,
    receipt INTEGER NOT NULL,
    known_at INTEGER NOT NULL,
    unit_id TEXT NOT NULL,
    counted_on TEXT NOT NULL,
    times INTEGER NOT NULL,
    project_id TEXT NOT NULL,
    arrived_on TEXT NOT NULL,
    layer TEXT NOT NULL,
    capital TEXT NOT NULL,
    source_class TEXT NOT NULL,
    currency TEXT NOT NULL,
    minor INTEGER NOT NULL,
    yuan INTEGER,
    PRIMARY KEY (city_id, receipt, known_at, unit_id, counted_on, times)
) STRICT, WITHOUT ROWID;

INSERT INTO receipt_entry (city_id, receipt, known_at, unit_id, counted_on, times, project_id,
    arrived_on, layer, capital, source_class, currency, minor, yuan)
SELECT city_id, number, coalesce(decided_at, reported_at), project_unit, month || '-01', 1,
    project_id, arrived_on, layer, capital, source_class, currency, minor, yuan
FROM receipt WHERE state = 'confirmed';

INSERT INTO receipt_entry (city_id, receipt, known_at, unit_id, counted_on, times, project_id,
    arrived_on, layer, capital, source_class, currency, minor, yuan)
SELECT receipt.city_id, receipt.number, coalesce(later.decided_at, later.reported_at),
    receipt.project_unit, receipt.reversed_in || '-01', -1, receipt.project_id,
    receipt.arrived_on, receipt.layer, receipt.capital, receipt.source_class, receipt.currency,
    -receipt.minor, -receipt.yuan
FROM receipt JOIN receipt AS later
    ON later.city_id = receipt.city_id AND later.number = receipt.replaced_by
WHERE receipt.state = 'confirmed' AND receipt.reversed_in IS NOT NULL;

CREATE INDEX receipt_entry_by_month ON receipt_entry (city_id, counted_on, known_at, unit_id,
    layer, currency, minor, yuan, project_id);
CREATE INDEX receipt_entry_by_project ON receipt_entry (city_id, project_id);

-- Two projects that were decided to be one, the smaller identifier first: from the decision until
-- another one on the same projects.
CREATE TABLE same_project (
    city_id TEXT NOT NULL,
    project_id TEXT NOT NULL,
    other_id TEXT NOT NULL,
    known_at INTEGER NOT NULL,
    known_until INTEGER NOT NULL,
    PRIMARY KEY (city_id, project_id, other_id, known_at)
) STRICT, WITHOUT ROWID;

INSERT INTO same_project (city_id, project_id, other_id, known_at, known_until)
SELECT suspicion.city_id, one.project_id, other.project_id, min(coalesce(decided_at, 0)),
    9223372036854775807
FROM suspicion
JOIN suspicion_row AS one_place ON one_place.city_id = suspicion.city_id
    AND one_place.suspicion_id = suspicion.id
JOIN suspicion_row AS other_place ON other_place.city_id = suspicion.city_id
    AND other_place.suspicion_id = suspicion.id
JOIN reported_row AS one ON one.city_id = suspicion.city_id
    AND one.sheet_id = one_place.sheet_id AND one.position = one_place.row_position
JOIN reported_row AS other ON other.city_id = suspicion.city_id
    AND other.sheet_id = other_place.sheet_id AND other.position = other_place.row_position
WHERE suspicion.state = 'decided' AND suspicion.decision = 'same'
    AND one.project_id < other.project_id
GROUP BY suspicion.city_id, one.project_id, other.project_id;
