-- Forms that were sent: one that comes a second time is answered with what the first gave. Kept for
-- a day.
CREATE TABLE form_receipt (
    city_id TEXT NOT NULL,
    key_hash TEXT NOT NULL,
    taken_at INTEGER NOT NULL,
    location TEXT,
    PRIMARY KEY (city_id, key_hash)
) STRICT, WITHOUT ROWID;

CREATE INDEX form_receipt_by_age ON form_receipt (city_id, taken_at);
