-- What others publish of a city: official series, and what media said; beside what the city folder
-- itself holds. Each release is an entry of its own; one that was typed wrongly is replaced by a
-- later entry and stays. `value`, `whole` and `comparable` are counts, smallest units of a
-- currency, or hundredths of a percent; the other shares are hundredths of a percent.
CREATE TABLE published_figure (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    series TEXT NOT NULL,
    unit_id TEXT,
    period TEXT NOT NULL,
    value INTEGER NOT NULL,
    bound TEXT NOT NULL,
    written TEXT NOT NULL,
    change_percent INTEGER,
    change_points INTEGER,
    share_of TEXT,
    share INTEGER,
    whole INTEGER,
    rank TEXT,
    completion INTEGER,
    comparable INTEGER,
    scope TEXT,
    released_on TEXT NOT NULL,
    source TEXT NOT NULL,
    sentence TEXT,
    note TEXT,
    file_hash TEXT,
    replaces INTEGER,
    entered_by TEXT NOT NULL,
    entered_at INTEGER NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX published_figure_by_series ON published_figure (city_id, series, number);
CREATE UNIQUE INDEX published_figure_replacing ON published_figure (city_id, replaces)
    WHERE replaces IS NOT NULL;
