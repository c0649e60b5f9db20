-- Numbers that scores are made from and no indicator gives: typed with what shows them. The last
-- entry of a unit, year and input holds; an empty value takes it away. Counts, smallest units of a
-- currency, hundredths of a percent or of a point.
CREATE TABLE score_input (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    card TEXT NOT NULL,
    year INTEGER NOT NULL,
    unit_id TEXT NOT NULL,
    input TEXT NOT NULL,
    value INTEGER,
    target INTEGER,
    source TEXT NOT NULL,
    set_by TEXT NOT NULL,
    set_at INTEGER NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX score_input_by_card ON score_input (city_id, card, year, number);
