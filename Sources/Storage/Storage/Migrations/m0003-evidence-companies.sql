-- What a fact rests on: the sheet, document or register it was taken from.
CREATE TABLE source (
    city_id TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    file_hash TEXT,
    address TEXT,
    dated TEXT,
    learnt_at INTEGER NOT NULL,
    licence TEXT,
    authority TEXT,
    by_member TEXT NOT NULL,
    PRIMARY KEY (city_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX source_by_file ON source (city_id, file_hash);

CREATE TABLE company (
    city_id TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    brand TEXT,
    founded_on TEXT,
    registered_capital TEXT,
    address TEXT,
    website TEXT,
    intro TEXT,
    source_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (city_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX company_by_name ON company (city_id, name);
CREATE INDEX company_by_key ON company (city_id, name_key);

-- A valid credit code decides who a company is; other schemes follow in the same table.
CREATE TABLE company_identifier (
    city_id TEXT NOT NULL,
    scheme TEXT NOT NULL,
    value TEXT NOT NULL,
    company_id TEXT NOT NULL,
    source_id TEXT NOT NULL,
    PRIMARY KEY (city_id, scheme, value)
) STRICT, WITHOUT ROWID;

CREATE INDEX company_identifier_by_company ON company_identifier (city_id, company_id);
