-- Of which class of the rule of stages a project is, the last stage that was confirmed, and whether
-- it is at work (`active`), `paused` or `left`. The rows of the ledger say what was reported.
ALTER TABLE project ADD COLUMN class TEXT;
ALTER TABLE project ADD COLUMN reached TEXT;
ALTER TABLE project ADD COLUMN standing TEXT NOT NULL DEFAULT 'active';

-- What happened to a project on a day, as a unit reported it: a stage that it `reached`, that it
-- `paused`, `resumed` or `left`. Another unit confirms it or gives it back; the report itself is
-- never changed. `lacking` is what the gate lacked where it was reported all the same.
CREATE TABLE project_event (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    project_id TEXT NOT NULL,
    step TEXT NOT NULL,
    stage TEXT,
    leaving TEXT,
    destination TEXT,
    happened_on TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    reported_by TEXT NOT NULL,
    reported_at INTEGER NOT NULL,
    reason TEXT,
    lacking TEXT NOT NULL,
    state TEXT NOT NULL,
    decided_by TEXT,
    decided_unit TEXT,
    decided_at INTEGER,
    note TEXT,
    version INTEGER NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX project_event_by_project ON project_event (city_id, project_id, number);
CREATE INDEX project_event_waiting ON project_event (city_id, number) WHERE state = 'reported';

-- What shows it: a kind of the rule of stages, and a source with its file where there is one.
CREATE TABLE project_evidence (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    project_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    source_id TEXT NOT NULL,
    file_type TEXT,
    unit_id TEXT NOT NULL,
    withdrawn TEXT,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX project_evidence_by_project ON project_evidence (city_id, project_id, number);
