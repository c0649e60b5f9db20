-- The index over search_row, as on SQLite made from it and never copied. The text stands here
-- again: a join of the two tables is planned by statistics that a fresh import does not have yet.

CREATE TABLE search_index (
    city_id TEXT NOT NULL,
    noun TEXT NOT NULL,
    id TEXT NOT NULL,
    folded TEXT NOT NULL,
    tokens TEXT[] NOT NULL,
    PRIMARY KEY (city_id, noun, id)
);

CREATE INDEX search_index_tokens ON search_index USING GIN (tokens);
