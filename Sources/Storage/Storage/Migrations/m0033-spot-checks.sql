-- Spot checks (抽查): projects drawn from a figure by a seed, what each was counted with, and what
-- was found. A finding is never changed: a later one holds.
CREATE TABLE spot_check (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    indicator TEXT NOT NULL,
    settings TEXT NOT NULL,
    period TEXT NOT NULL,
    as_of TEXT NOT NULL,
    seed TEXT NOT NULL,
    size INTEGER NOT NULL,
    population INTEGER NOT NULL,
    drawn_by TEXT NOT NULL,
    drawn_at INTEGER NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE spot_check_unit (
    city_id TEXT NOT NULL,
    spot_check INTEGER NOT NULL,
    unit_id TEXT NOT NULL,
    reported INTEGER NOT NULL,
    PRIMARY KEY (city_id, spot_check, unit_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE spot_check_project (
    city_id TEXT NOT NULL,
    spot_check INTEGER NOT NULL,
    place INTEGER NOT NULL,
    project_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    reported INTEGER NOT NULL,
    PRIMARY KEY (city_id, spot_check, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE spot_check_finding (
    city_id TEXT NOT NULL,
    spot_check INTEGER NOT NULL,
    number INTEGER NOT NULL,
    place INTEGER NOT NULL,
    found INTEGER NOT NULL,
    note TEXT NOT NULL,
    found_by TEXT NOT NULL,
    found_at INTEGER NOT NULL,
    PRIMARY KEY (city_id, spot_check, number)
) STRICT, WITHOUT ROWID;
