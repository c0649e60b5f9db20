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
