-- One workbook handed in by one unit for one round: a month (2026-09) or an earlier year's ledger
-- (2025).
CREATE TABLE sheet (
    city_id TEXT NOT NULL,
    id TEXT NOT NULL,
    round TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    file_name TEXT NOT NULL,
    source_id TEXT NOT NULL,
    file_hash TEXT NOT NULL,
    state TEXT NOT NULL,
    row_count INTEGER NOT NULL,
    handed_at INTEGER NOT NULL,
    by_member TEXT NOT NULL,
    layouts TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (city_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX sheet_by_round ON sheet (city_id, round, state, unit_id);
CREATE INDEX sheet_by_file ON sheet (city_id, file_hash);

-- What one unit reported of one project: read from its sheet, never changed afterwards.
CREATE TABLE reported_row (
    city_id TEXT NOT NULL,
    sheet_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    project_id TEXT,
    unit_id TEXT NOT NULL,
    tab TEXT,
    first_row INTEGER NOT NULL,
    last_row INTEGER NOT NULL,
    name TEXT NOT NULL,
    investors TEXT NOT NULL,
    total_minor INTEGER,
    total_currency TEXT,
    stage TEXT,
    agreement TEXT,
    signed_on TEXT,
    signed_precision TEXT,
    chain TEXT,
    mode TEXT,
    received_minor INTEGER,
    received_currency TEXT,
    contact TEXT,
    evidence INTEGER,
    content TEXT,
    remark TEXT,
    dropped INTEGER NOT NULL,
    cells TEXT NOT NULL,
    PRIMARY KEY (city_id, sheet_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX reported_row_by_project ON reported_row (city_id, project_id);

-- Sums that a sheet states, with the rows they stand for.
CREATE TABLE reported_sum (
    city_id TEXT NOT NULL,
    sheet_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    tab TEXT,
    first_row INTEGER NOT NULL,
    label TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (city_id, sheet_id, position)
) STRICT, WITHOUT ROWID;

-- What was read differently from what stands there.
CREATE TABLE reading_note (
    city_id TEXT NOT NULL,
    sheet_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    tab TEXT,
    row_number INTEGER,
    column_number INTEGER,
    message TEXT NOT NULL,
    PRIMARY KEY (city_id, sheet_id, position)
) STRICT, WITHOUT ROWID;

-- The ledger: one project for life, with the values last reported.
CREATE TABLE project (
    city_id TEXT NOT NULL,
    id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    investors TEXT NOT NULL,
    total_minor INTEGER,
    total_currency TEXT,
    stage TEXT,
    agreement TEXT,
    signed_on TEXT,
    signed_precision TEXT,
    chain TEXT,
    mode TEXT,
    received_minor INTEGER,
    received_currency TEXT,
    dropped INTEGER NOT NULL,
    first_round TEXT NOT NULL,
    last_round TEXT NOT NULL,
    sheet_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (city_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX project_by_unit ON project (city_id, unit_id, last_round);
CREATE INDEX project_by_round ON project (city_id, last_round, stage);

-- Suspicions of the duplicate check. One is known by its kind and the projects it joins, so that
-- what was decided stays decided when the sheets are handed in again.
CREATE TABLE suspicion (
    city_id TEXT NOT NULL,
    id TEXT NOT NULL,
    round TEXT NOT NULL,
    kind TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    score REAL NOT NULL,
    places TEXT NOT NULL,
    reasons TEXT NOT NULL,
    state TEXT NOT NULL,
    decision TEXT,
    note TEXT,
    decided_by TEXT,
    decided_at INTEGER,
    version INTEGER NOT NULL,
    PRIMARY KEY (city_id, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX suspicion_by_fingerprint ON suspicion (city_id, round, kind, fingerprint);

CREATE TABLE suspicion_row (
    city_id TEXT NOT NULL,
    suspicion_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    sheet_id TEXT NOT NULL,
    row_position INTEGER,
    unit_id TEXT NOT NULL,
    PRIMARY KEY (city_id, suspicion_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX suspicion_row_by_row ON suspicion_row (city_id, sheet_id, row_position);

-- A unit's own layout, corrected once by a person and used from then on.
CREATE TABLE remembered_layout (
    city_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    signature TEXT NOT NULL,
    body TEXT NOT NULL,
    by_member TEXT NOT NULL,
    at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (city_id, unit_id, signature)
) STRICT, WITHOUT ROWID;
