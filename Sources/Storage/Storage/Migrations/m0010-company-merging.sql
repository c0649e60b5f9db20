-- Companies that had been recorded twice and were made one. The merged one keeps its row and its
-- address; what became the other's is written down column by column, so that it can be taken back.

CREATE TABLE company_merge (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    from_id TEXT NOT NULL,
    into_id TEXT NOT NULL,
    source_id TEXT NOT NULL,
    merged_by TEXT NOT NULL,
    merged_at INTEGER NOT NULL,
    journal_number INTEGER NOT NULL,
    undone_by TEXT,
    undone_at INTEGER,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX company_merge_by_target ON company_merge (city_id, into_id);
-- A company is merged into one other at a time.
CREATE UNIQUE INDEX company_merge_standing ON company_merge (city_id, from_id)
    WHERE undone_at IS NULL;

-- One column of one row, as it was before the merging and after it.
CREATE TABLE company_merge_change (
    city_id TEXT NOT NULL,
    merge_number INTEGER NOT NULL,
    position INTEGER NOT NULL,
    table_name TEXT NOT NULL,
    row_key TEXT NOT NULL,
    column_name TEXT NOT NULL,
    before TEXT,
    after TEXT,
    PRIMARY KEY (city_id, merge_number, position)
) STRICT, WITHOUT ROWID;

-- Pairs of records that may be one company, as the last search found them. The lesser identifier
-- stands left. A pair that somebody spoke about stays when a search finds it no more.
CREATE TABLE company_duplicate (
    city_id TEXT NOT NULL,
    left_id TEXT NOT NULL,
    right_id TEXT NOT NULL,
    outcome TEXT NOT NULL,
    certainty REAL NOT NULL,
    reasons TEXT NOT NULL,
    found_at INTEGER NOT NULL,
    PRIMARY KEY (city_id, left_id, right_id)
) STRICT, WITHOUT ROWID;

-- What each reviewer says of a pair.
CREATE TABLE company_duplicate_review (
    city_id TEXT NOT NULL,
    left_id TEXT NOT NULL,
    right_id TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    verdict TEXT NOT NULL,
    note TEXT,
    reviewed_at INTEGER NOT NULL,
    PRIMARY KEY (city_id, left_id, right_id, reviewer)
) STRICT, WITHOUT ROWID;

-- The last search: up to which entry of the journal it knew the companies, and what it took.
CREATE TABLE company_duplicate_search (
    city_id TEXT NOT NULL PRIMARY KEY,
    journal_number INTEGER NOT NULL,
    searched_at INTEGER NOT NULL,
    took_milliseconds INTEGER NOT NULL,
    companies INTEGER NOT NULL,
    pairs INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
