-- Industry chains. What stands in a list within a row is one a line.
CREATE TABLE chain (
    city_id TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    en TEXT,
    -- The entry of the city's taxonomy `chains` under which projects are reported.
    code TEXT,
    since TEXT NOT NULL,
    source_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (city_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE chain_link (
    city_id TEXT NOT NULL,
    chain_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    en TEXT,
    tier TEXT NOT NULL,
    role TEXT NOT NULL,
    -- The link whose sub-chain it belongs to.
    under TEXT,
    aliases TEXT NOT NULL,
    industries TEXT NOT NULL,
    products TEXT NOT NULL,
    keywords TEXT NOT NULL,
    -- What the link is, in a sentence or two.
    about TEXT,
    PRIMARY KEY (city_id, chain_id, id)
) STRICT, WITHOUT ROWID;

-- Which link gives what to which.
CREATE TABLE link_supply (
    city_id TEXT NOT NULL,
    chain_id TEXT NOT NULL,
    supplier TEXT NOT NULL,
    buyer TEXT NOT NULL,
    what TEXT NOT NULL,
    -- It follows from what companies give each other; nobody said it of the links.
    is_derived INTEGER NOT NULL,
    PRIMARY KEY (city_id, chain_id, supplier, buyer)
) STRICT, WITHOUT ROWID;

-- Which company sits at which link, and where. `qualities` has | between them and is empty where
-- nothing is known.
CREATE TABLE placement (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    chain_id TEXT NOT NULL,
    link_id TEXT NOT NULL,
    company_id TEXT NOT NULL,
    place TEXT NOT NULL,
    standing TEXT NOT NULL,
    qualities TEXT NOT NULL,
    note TEXT,
    source_id TEXT NOT NULL,
    known_at INTEGER NOT NULL,
    ended_at INTEGER,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX placement_held ON placement (city_id, chain_id, link_id, company_id, place)
    WHERE ended_at IS NULL;
-- All that grading counts; SQLite reads the index alone only where the condition's column is in it.
CREATE INDEX placement_graded ON placement
    (city_id, chain_id, link_id, company_id, place, standing, qualities, ended_at)
    WHERE ended_at IS NULL;
CREATE INDEX placement_by_company ON placement (city_id, company_id);

-- A company gives something to another; without a buyer where the source names one abroad in words.
CREATE TABLE company_supply (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    chain_id TEXT NOT NULL,
    supplier_id TEXT NOT NULL,
    buyer_id TEXT,
    what TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- From 1 to 5, as the source says; NULL where it doesn't.
    confidence INTEGER,
    note TEXT,
    source_id TEXT NOT NULL,
    known_at INTEGER NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX company_supply_by_chain ON company_supply (city_id, chain_id);

-- Somebody says that every company of a link in a place is known.
CREATE TABLE link_completeness (
    city_id TEXT NOT NULL,
    chain_id TEXT NOT NULL,
    link_id TEXT NOT NULL,
    place TEXT NOT NULL,
    declared_by TEXT NOT NULL,
    declared_on TEXT NOT NULL,
    source_id TEXT NOT NULL,
    -- Taken back; a later declaration stands again.
    withdrawn_at INTEGER,
    PRIMARY KEY (city_id, chain_id, link_id, place)
) STRICT, WITHOUT ROWID;

-- What part of a link's goods an anchor company buys here: the newest answer of each.
CREATE TABLE link_survey (
    city_id TEXT NOT NULL,
    chain_id TEXT NOT NULL,
    link_id TEXT NOT NULL,
    company_id TEXT NOT NULL,
    band TEXT NOT NULL,
    -- Whether most of it comes from one supplier or one country; NULL where it wasn't said.
    is_concentrated INTEGER,
    surveyed_on TEXT NOT NULL,
    source_id TEXT NOT NULL,
    PRIMARY KEY (city_id, chain_id, link_id, company_id, surveyed_on)
) STRICT, WITHOUT ROWID;

-- What a link makes in a place and in the country, each beside all that is made, in yuan: of them
-- the location quotient is made.
CREATE TABLE link_output (
    city_id TEXT NOT NULL,
    chain_id TEXT NOT NULL,
    link_id TEXT NOT NULL,
    place TEXT NOT NULL,
    year INTEGER NOT NULL,
    local INTEGER NOT NULL,
    local_total INTEGER NOT NULL,
    national INTEGER NOT NULL,
    national_total INTEGER NOT NULL,
    source_id TEXT NOT NULL,
    PRIMARY KEY (city_id, chain_id, link_id, place, year)
) STRICT, WITHOUT ROWID;

-- Grades as they were known: until which moment, the greatest number where it holds.
CREATE TABLE link_grade (
    city_id TEXT NOT NULL,
    chain_id TEXT NOT NULL,
    link_id TEXT NOT NULL,
    known_at INTEGER NOT NULL,
    known_until INTEGER NOT NULL,
    grade TEXT NOT NULL,
    is_at_risk INTEGER NOT NULL,
    inputs TEXT NOT NULL,
    journal_number INTEGER NOT NULL,
    PRIMARY KEY (city_id, chain_id, link_id, known_at)
) STRICT, WITHOUT ROWID;

-- What a chain lacks: opened and closed by grades, each with the journal's entry that did it.
CREATE TABLE gap (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    chain_id TEXT NOT NULL,
    link_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    opened_by INTEGER NOT NULL,
    closed_at INTEGER,
    closed_by INTEGER,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX gap_open ON gap (city_id, chain_id, link_id, kind) WHERE closed_at IS NULL;
