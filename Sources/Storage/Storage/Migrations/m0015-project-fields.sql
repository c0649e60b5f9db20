-- What is written down of a project beside its sheets, field by field as the rule of the city names
-- them; every value that ever stood. `value` is NULL where the field was emptied.
CREATE TABLE project_field (
    city_id TEXT NOT NULL,
    project_id TEXT NOT NULL,
    field TEXT NOT NULL,
    number INTEGER NOT NULL,
    value TEXT,
    is_present INTEGER NOT NULL,
    by_member TEXT NOT NULL,
    unit_id TEXT,
    written_at INTEGER NOT NULL,
    reason TEXT,
    PRIMARY KEY (city_id, project_id, field, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX project_field_by_value ON project_field (city_id, field, value, project_id)
    WHERE is_present = 1;

-- 市级编码 and 区级编码, drawn once.
CREATE TABLE project_number (
    city_id TEXT NOT NULL,
    project_id TEXT NOT NULL,
    city_number TEXT NOT NULL,
    unit_number TEXT NOT NULL,
    PRIMARY KEY (city_id, project_id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX project_number_by_city ON project_number (city_id, city_number);
CREATE UNIQUE INDEX project_number_by_unit ON project_number (city_id, unit_number);

-- Units beside its own that a project is assigned to: they see it and what hangs on it. The row
-- stays when that ends.
CREATE TABLE project_access (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    project_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    by_member TEXT NOT NULL,
    by_unit TEXT,
    since INTEGER NOT NULL,
    ended_at INTEGER,
    ended_by TEXT,
    ended_unit TEXT,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX project_access_present ON project_access (city_id, unit_id, project_id)
    WHERE ended_at IS NULL;
CREATE INDEX project_access_by_project ON project_access (city_id, project_id, number);

-- The ledger narrowed by stage, and its board.
CREATE INDEX project_by_reached ON project (city_id, reached, unit_id);

-- What a member narrows the ledger to again and again: the query of its address.
CREATE TABLE saved_filter (
    city_id TEXT NOT NULL,
    member TEXT NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    PRIMARY KEY (city_id, member, name)
) STRICT, WITHOUT ROWID;
