-- 目标下达分解: what a unit, or with NULL the city, is to reach of an indicator in a year, as a document
-- sets it. An adjustment is a row of its own with a reason; the last one holds, and one without a
-- value takes the target away. `settings` are the indicator's parameters for which it is meant:
-- `floor=1亿元`. `value` is a count, smallest units of a currency, or hundredths of a percent.
CREATE TABLE indicator_target (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    indicator TEXT NOT NULL,
    settings TEXT NOT NULL,
    year INTEGER NOT NULL,
    unit_id TEXT,
    value INTEGER,
    document TEXT NOT NULL,
    document_number TEXT NOT NULL,
    dated TEXT NOT NULL,
    reason TEXT,
    set_by TEXT NOT NULL,
    set_at INTEGER NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX indicator_target_by_year ON indicator_target (city_id, year, indicator, number);
