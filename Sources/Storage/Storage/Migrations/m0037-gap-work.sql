-- Why somebody opened or closed it by hand.
ALTER TABLE gap ADD COLUMN opened_reason TEXT;
ALTER TABLE gap ADD COLUMN closed_reason TEXT;

-- What is meant to be done about a gap. Each change is a row; the last one holds.
CREATE TABLE gap_plan (
    city_id TEXT NOT NULL,
    gap INTEGER NOT NULL,
    number INTEGER NOT NULL,
    path TEXT NOT NULL,
    -- The grade that is to be reached, and the year by which.
    wanted TEXT NOT NULL,
    year INTEGER NOT NULL,
    owner_unit TEXT NOT NULL,
    -- What is bought here of it, where to look for companies, which parks could take them.
    demand TEXT NOT NULL,
    regions TEXT NOT NULL,
    carriers TEXT NOT NULL,
    planned_by TEXT NOT NULL,
    planned_at INTEGER NOT NULL,
    PRIMARY KEY (city_id, gap, number)
) STRICT, WITHOUT ROWID;

-- A grade that somebody answers for, in place of the computed one until its last day.
CREATE TABLE link_override (
    city_id TEXT NOT NULL,
    chain_id TEXT NOT NULL,
    link_id TEXT NOT NULL,
    grade TEXT NOT NULL,
    reason TEXT NOT NULL,
    given_by TEXT NOT NULL,
    given_at INTEGER NOT NULL,
    ends_on TEXT NOT NULL,
    PRIMARY KEY (city_id, chain_id, link_id)
) STRICT, WITHOUT ROWID;
