-- Lights as they were lit at the end of a month: only those that aren't good, each with what it was
-- computed from; never changed. `light_run` says that a rule was gone through.
CREATE TABLE light_run (
    city_id TEXT NOT NULL,
    rule TEXT NOT NULL,
    month TEXT NOT NULL,
    lit_by TEXT NOT NULL,
    lit_at INTEGER NOT NULL,
    PRIMARY KEY (city_id, rule, month)
) STRICT, WITHOUT ROWID;

CREATE TABLE light (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    rule TEXT NOT NULL,
    month TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    project_id TEXT,
    level TEXT NOT NULL,
    measure INTEGER NOT NULL,
    running INTEGER NOT NULL,
    inputs TEXT NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX light_by_month ON light (city_id, month, rule, unit_id, project_id);
CREATE INDEX light_by_project ON light (city_id, project_id) WHERE project_id IS NOT NULL;

-- A good reason (正当理由) that a unit gave, and what another unit made of it.
CREATE TABLE light_excuse (
    city_id TEXT NOT NULL,
    light INTEGER NOT NULL,
    reason TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    granted INTEGER,
    note TEXT,
    decided_by TEXT,
    decided_at INTEGER,
    PRIMARY KEY (city_id, light)
) STRICT, WITHOUT ROWID;
