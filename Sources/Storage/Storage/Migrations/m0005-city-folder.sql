-- Each version of the city folder that a server started on, for ever: results keep the hash.
CREATE TABLE city_folder (
    city_id TEXT NOT NULL,
    hash TEXT NOT NULL,
    folder TEXT NOT NULL,
    first_loaded_at INTEGER NOT NULL,
    PRIMARY KEY (city_id, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE city_folder_file (
    city_id TEXT NOT NULL,
    hash TEXT NOT NULL,
    name TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (city_id, hash, name)
) STRICT, WITHOUT ROWID;
