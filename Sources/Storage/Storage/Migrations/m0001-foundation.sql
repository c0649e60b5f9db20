-- What every city needs before its nouns: the journal, files, leases and search rows.

-- The last link of each city's hash chain. Whoever records takes this row first.
CREATE TABLE journal_head (
    city_id TEXT NOT NULL PRIMARY KEY,
    number INTEGER NOT NULL,
    hash TEXT NOT NULL
) STRICT;

-- Append-only. `subjects` and `body` are canonical JSON; the hash stands over their exact text.
CREATE TABLE journal (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    recorded_by TEXT NOT NULL,
    kind TEXT NOT NULL,
    subjects TEXT NOT NULL,
    body TEXT NOT NULL,
    personal_hash TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT;

-- Which entries speak of a subject.
CREATE TABLE journal_subject (
    city_id TEXT NOT NULL,
    noun TEXT NOT NULL,
    id TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (city_id, noun, id, number)
) STRICT;

-- What an entry says of persons. It may be erased; its hash in the journal stays.
CREATE TABLE journal_personal (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    salt BLOB,
    body TEXT,
    erased_at INTEGER,
    PRIMARY KEY (city_id, number)
) STRICT;

-- Files by the SHA-256 of their bytes, in chunks.
CREATE TABLE file (
    city_id TEXT NOT NULL,
    hash TEXT NOT NULL,
    size INTEGER NOT NULL,
    PRIMARY KEY (city_id, hash)
) STRICT;

CREATE TABLE file_chunk (
    city_id TEXT NOT NULL,
    hash TEXT NOT NULL,
    number INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (city_id, hash, number),
    FOREIGN KEY (city_id, hash) REFERENCES file (city_id, hash)
) STRICT;

-- Who may do a job that must be done once. `fence` grows with every taking.
CREATE TABLE lease (
    city_id TEXT NOT NULL,
    name TEXT NOT NULL,
    holder TEXT NOT NULL,
    until INTEGER NOT NULL,
    fence INTEGER NOT NULL,
    PRIMARY KEY (city_id, name)
) STRICT;

-- What can be found, in the folded form that the search rules of Kernels/Texts give.
CREATE TABLE search_row (
    city_id TEXT NOT NULL,
    noun TEXT NOT NULL,
    id TEXT NOT NULL,
    folded TEXT NOT NULL,
    PRIMARY KEY (city_id, noun, id)
) STRICT;
