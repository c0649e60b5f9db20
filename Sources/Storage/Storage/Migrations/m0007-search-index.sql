-- The index over search_row. Tables whose names begin with search_index are made from search_row
-- and never copied. The server registers the tokenizer; the sqlite3 shell cannot write here.

CREATE TABLE search_index_row (
    number INTEGER PRIMARY KEY,
    city_id TEXT NOT NULL,
    noun TEXT NOT NULL,
    id TEXT NOT NULL,
    UNIQUE (city_id, noun, id)
) STRICT;

CREATE VIRTUAL TABLE search_index USING fts5 (
    folded, content='', detail=none, columnsize=0, tokenize='headwater_bigrams'
);
