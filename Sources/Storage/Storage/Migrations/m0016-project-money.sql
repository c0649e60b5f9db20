-- Money that arrived for a project, one row a bank slip, as a unit reported it with its
-- evidence. Another unit confirms it or gives it back. The original amount is what arrived;
-- `rate` is millionths of a yuan for one of the currency, and `yuan` (fen) is worked out from
-- it, NULL where there is none. `month` is the month in which it counts: that of its arrival,
-- or the first open one where that was closed. A correction is a row that `replaces` another;
-- the other counts back in `reversed_in`.
CREATE TABLE receipt (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    project_id TEXT NOT NULL,
    bank TEXT NOT NULL,
    bank_key TEXT NOT NULL,
    slip TEXT NOT NULL,
    slip_key TEXT NOT NULL,
    arrived_on TEXT NOT NULL,
    minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    rate INTEGER,
    rate_on TEXT,
    rate_source TEXT,
    yuan INTEGER,
    source_class TEXT NOT NULL,
    layer TEXT NOT NULL,
    capital TEXT NOT NULL,
    payer TEXT NOT NULL,
    evidence_kind TEXT NOT NULL,
    source_id TEXT NOT NULL,
    file_type TEXT,
    unit_id TEXT NOT NULL,
    reported_by TEXT NOT NULL,
    reported_at INTEGER NOT NULL,
    reason TEXT,
    marks TEXT NOT NULL,
    replaces INTEGER,
    replaced_by INTEGER,
    reversed_in TEXT,
    state TEXT NOT NULL,
    month TEXT NOT NULL,
    decided_by TEXT,
    decided_unit TEXT,
    decided_at INTEGER,
    note TEXT,
    version INTEGER NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX receipt_by_project ON receipt (city_id, project_id, number);
CREATE INDEX receipt_by_slip ON receipt (city_id, slip_key, bank_key);
CREATE INDEX receipt_by_arrival ON receipt (city_id, arrived_on, number);
CREATE INDEX receipt_by_month ON receipt (city_id, month, number);
CREATE INDEX receipt_reversed ON receipt (city_id, reversed_in) WHERE reversed_in IS NOT NULL;
CREATE INDEX receipt_waiting ON receipt (city_id, number) WHERE state = 'reported';

-- How much is to arrive in a month, by layer. A revision is a row of its own with a reason; the
-- last one holds.
CREATE TABLE money_plan (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    project_id TEXT NOT NULL,
    month TEXT NOT NULL,
    layer TEXT NOT NULL,
    minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    reason TEXT,
    unit_id TEXT NOT NULL,
    planned_by TEXT NOT NULL,
    planned_at INTEGER NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX money_plan_by_project ON money_plan (city_id, project_id, number);

-- That a project's money isn't counted, by an exclusion of the city's rule: from the month
-- `since` on, and before the month `until` where it was undone. Money of other months counts as
-- it did.
CREATE TABLE project_exclusion (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    project_id TEXT NOT NULL,
    exclusion TEXT NOT NULL,
    since TEXT NOT NULL,
    reason TEXT NOT NULL,
    unit_id TEXT,
    decided_by TEXT NOT NULL,
    decided_at INTEGER NOT NULL,
    until TEXT,
    undone_reason TEXT,
    undone_by TEXT,
    undone_at INTEGER,
    version INTEGER NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX project_exclusion_by_project ON project_exclusion (city_id, project_id, number);

-- 关账: this month and all before it are read-only.
CREATE TABLE closed_month (
    city_id TEXT NOT NULL,
    month TEXT NOT NULL,
    closed_by TEXT NOT NULL,
    closed_at INTEGER NOT NULL,
    PRIMARY KEY (city_id, month)
) STRICT, WITHOUT ROWID;

-- 倒排工期: the month in which a stage is to be reached. Each row is a revision; the last one of a
-- stage holds, and one without a month takes the plan away.
CREATE TABLE stage_plan (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    project_id TEXT NOT NULL,
    stage TEXT NOT NULL,
    month TEXT,
    reason TEXT,
    unit_id TEXT NOT NULL,
    planned_by TEXT NOT NULL,
    planned_at INTEGER NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX stage_plan_by_project ON stage_plan (city_id, project_id, number);

-- 承诺: a clause of what was promised for a project. No basis, no effect; `minor` is NULL for what
-- is no money.
CREATE TABLE commitment (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    project_id TEXT NOT NULL,
    clause TEXT NOT NULL,
    content TEXT NOT NULL,
    minor INTEGER,
    currency TEXT,
    condition TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX commitment_by_project ON commitment (city_id, project_id, number);

-- What was done about it: its `basis`, the reviews of `legality` and `competition`, that the
-- condition was `verified`, that it was `paid` or `ended`. Rows are never changed; how it stands is
-- read from them.
CREATE TABLE commitment_step (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    commitment INTEGER NOT NULL,
    kind TEXT NOT NULL,
    happened_on TEXT NOT NULL,
    title TEXT NOT NULL,
    passed INTEGER,
    minor INTEGER,
    currency TEXT,
    due_on TEXT,
    note TEXT,
    unit_id TEXT,
    recorded_by TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX commitment_step_by_commitment ON commitment_step (city_id, commitment, number);
