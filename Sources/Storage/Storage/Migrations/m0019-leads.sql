-- 线索: what somebody heard of an investment, as it was typed, and where its handling stands. `day`
-- and `running` make its number. `typed`, `salt` and `hash` never change. While `sealed` is 1
-- (存证报备) only its own unit reads it; `investor_key` and `credit_code` are there to be compared
-- without it.
-- The clocks: by when it is to be assessed and answered, whether the calendar of that day was
-- published, and the first day on which each was done.
CREATE TABLE lead (
    city_id TEXT NOT NULL,
    number TEXT NOT NULL,
    day TEXT NOT NULL,
    running INTEGER NOT NULL,
    unit_id TEXT NOT NULL,
    submitted_by TEXT NOT NULL,
    submitted_at INTEGER NOT NULL,
    typed TEXT NOT NULL,
    investor_key TEXT NOT NULL,
    credit_code TEXT,
    introducer_hash TEXT NOT NULL,
    salt TEXT NOT NULL,
    hash TEXT NOT NULL,
    algorithm TEXT NOT NULL,
    sealed INTEGER NOT NULL,
    state TEXT NOT NULL,
    assess_due TEXT,
    assess_known INTEGER NOT NULL,
    assessed_on TEXT,
    answer_due TEXT,
    answer_known INTEGER NOT NULL,
    answered_on TEXT,
    assigned_unit TEXT,
    project_id TEXT,
    version INTEGER NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX lead_by_day ON lead (city_id, day, running);
CREATE INDEX lead_by_unit ON lead (city_id, unit_id, submitted_at);
CREATE INDEX lead_by_assigned_unit ON lead (city_id, assigned_unit);
CREATE INDEX lead_by_project ON lead (city_id, project_id);

-- Who brought it: kept apart, so that it can be erased and the rest stays provable.
CREATE TABLE lead_introducer (
    city_id TEXT NOT NULL,
    lead TEXT NOT NULL,
    name TEXT,
    phone TEXT,
    salt TEXT NOT NULL,
    PRIMARY KEY (city_id, lead)
) STRICT, WITHOUT ROWID;

-- What was done about it: `assessed`, `answered`, `assigned`, `tied` to a project, `closed`,
-- `unsealed`. Rows are never changed.
CREATE TABLE lead_act (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    lead TEXT NOT NULL,
    kind TEXT NOT NULL,
    result TEXT,
    happened_on TEXT,
    note TEXT,
    to_unit TEXT,
    project_id TEXT,
    unit_id TEXT,
    recorded_by TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX lead_act_by_lead ON lead_act (city_id, lead, number);
