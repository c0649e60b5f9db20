-- On which lists of companies (世界500强) an investor of a project stands, and when that was known:
-- a row holds from `known_at` until `known_until`, the last one for ever. The list is the newest
-- edition of its kind; the company stands on it itself or is controlled by one that does.
CREATE TABLE project_listing (
    city_id TEXT NOT NULL,
    project_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    known_at INTEGER NOT NULL,
    known_until INTEGER NOT NULL,
    PRIMARY KEY (city_id, project_id, kind, known_at)
) STRICT, WITHOUT ROWID;

-- Up to which entry of the journal the companies were known when all projects were looked at.
CREATE TABLE project_listing_reading (
    city_id TEXT NOT NULL PRIMARY KEY,
    journal_number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Money that counts in a later month than that of its arrival, because that one was closed.
CREATE INDEX receipt_entry_late ON receipt_entry (city_id, counted_on)
    WHERE substr(counted_on, 1, 7) > substr(arrived_on, 1, 7);
