-- 月报: what a unit reports of a month on pages instead of a sheet of its own. Its rows are those of
-- the sheet of the same identifier, which alone of all sheets change while it is a draft. Each
-- return begins another round with a sheet of its own. `passed` checks of the rule are done;
-- `due_on` is the deadline as it was when the round began.
CREATE TABLE monthly_report (
    city_id TEXT NOT NULL,
    sheet_id TEXT NOT NULL,
    month TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    round INTEGER NOT NULL,
    passed INTEGER NOT NULL,
    due_on TEXT NOT NULL,
    due_known INTEGER NOT NULL,
    PRIMARY KEY (city_id, sheet_id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX monthly_report_round ON monthly_report (city_id, month, unit_id, round);

-- What was done with it, from the first on.
CREATE TABLE monthly_act (
    city_id TEXT NOT NULL,
    sheet_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    by_member TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    note TEXT,
    PRIMARY KEY (city_id, sheet_id, number)
) STRICT, WITHOUT ROWID;

-- A month that was closed stays as it is; what turned out to be otherwise stands here, with what
-- was reported then, why, and the open month in which it was entered.
CREATE TABLE month_correction (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    project_id TEXT NOT NULL,
    month TEXT NOT NULL,
    entered_in TEXT NOT NULL,
    field TEXT NOT NULL,
    was TEXT,
    became TEXT NOT NULL,
    reason TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    reported_by TEXT NOT NULL,
    reported_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    decided_by TEXT,
    decided_unit TEXT,
    decided_at INTEGER,
    note TEXT,
    version INTEGER NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX month_correction_by_project ON month_correction (city_id, project_id, number);
CREATE INDEX month_correction_by_month ON month_correction (city_id, month, number);
CREATE INDEX month_correction_waiting ON month_correction (city_id, number)
    WHERE state = 'reported';
