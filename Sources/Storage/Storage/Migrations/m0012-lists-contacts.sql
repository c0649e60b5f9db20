-- One edition of a list of companies (世界500强 of 2026), as a file gave it. The kinds are in the
-- city folder. An edition that another replaced keeps its entries and no longer counts.
CREATE TABLE list_edition (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    year INTEGER NOT NULL,
    source_id TEXT NOT NULL,
    entry_count INTEGER NOT NULL,
    replaced_at INTEGER,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX list_edition_present ON list_edition (city_id, kind, year)
    WHERE replaced_at IS NULL;

-- What stands on an edition, as printed, and the company it was matched to: `linked` to it, `asked`
-- whether it is that one, or `unmatched`. Without `decided_by` the program matched it.
CREATE TABLE list_entry (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    edition INTEGER NOT NULL,
    position INTEGER NOT NULL,
    row_number INTEGER NOT NULL,
    rank INTEGER,
    name TEXT NOT NULL,
    code TEXT,
    country TEXT,
    place TEXT,
    match TEXT NOT NULL,
    company_id TEXT,
    certainty REAL,
    reasons TEXT NOT NULL,
    decided_by TEXT,
    decided_at INTEGER,
    version INTEGER NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX list_entry_by_position ON list_entry (city_id, edition, position);
CREATE INDEX list_entry_by_company ON list_entry (city_id, company_id);

-- 认定: what an authority recognises a company as. `until` is its last day where it was ended or
-- revoked before `expires_on`.
CREATE TABLE company_recognition (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    company_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    authority TEXT NOT NULL,
    since TEXT,
    since_precision TEXT,
    expires_on TEXT,
    until TEXT,
    until_precision TEXT,
    is_revoked INTEGER NOT NULL,
    source_id TEXT NOT NULL,
    end_source_id TEXT,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX company_recognition_by_company ON company_recognition (city_id, company_id);

-- 对接记录: who of the city met whom of a company, as it stands now.
CREATE TABLE company_contact (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    company_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    met_on TEXT NOT NULL,
    post TEXT NOT NULL,
    person TEXT,
    phone TEXT,
    said TEXT NOT NULL,
    next_step TEXT,
    due_on TEXT,
    done_on TEXT,
    withdrawn TEXT,
    saved_at INTEGER NOT NULL,
    by_member TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX company_contact_by_company ON company_contact (city_id, company_id);
CREATE INDEX company_contact_by_due ON company_contact (city_id, due_on);

-- What a record said before it was saved anew.
CREATE TABLE company_contact_before (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    version INTEGER NOT NULL,
    unit_id TEXT NOT NULL,
    met_on TEXT NOT NULL,
    post TEXT NOT NULL,
    person TEXT,
    phone TEXT,
    said TEXT NOT NULL,
    next_step TEXT,
    due_on TEXT,
    done_on TEXT,
    saved_at INTEGER NOT NULL,
    by_member TEXT NOT NULL,
    PRIMARY KEY (city_id, number, version)
) STRICT, WITHOUT ROWID;
