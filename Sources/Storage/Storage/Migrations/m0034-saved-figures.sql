-- Figures that a member keeps on the cockpit (自选): what is asked, not what it came to.
CREATE TABLE saved_figure (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    member TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    name TEXT NOT NULL,
    indicator TEXT NOT NULL,
    period TEXT,
    dimension TEXT NOT NULL,
    settings TEXT NOT NULL,
    shape TEXT NOT NULL,
    shared INTEGER NOT NULL,
    saved_at INTEGER NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX saved_figure_by_unit ON saved_figure (city_id, unit_id, number);
