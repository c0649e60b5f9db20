-- A paper as it was taken in: its file byte for byte, and its text, of which every offset below
-- counts code points. Both lie among the files.
CREATE TABLE document (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    file_hash TEXT NOT NULL,
    file_name TEXT,
    text_hash TEXT NOT NULL,
    letters INTEGER NOT NULL,
    mark TEXT NOT NULL,
    dated TEXT,
    address TEXT,
    unit_id TEXT NOT NULL,
    by_member TEXT NOT NULL,
    taken_at INTEGER NOT NULL,
    withdrawn_by TEXT,
    withdrawn_at INTEGER,
    withdrawn_for TEXT,
    version INTEGER NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX document_by_file ON document (city_id, file_hash) WHERE withdrawn_at IS NULL;

-- One writing within a paper, as the rules read it. What a person says of its kind stands beside.
CREATE TABLE document_piece (
    city_id TEXT NOT NULL,
    document INTEGER NOT NULL,
    piece INTEGER NOT NULL,
    begins INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    kind TEXT NOT NULL,
    certainty TEXT NOT NULL,
    title TEXT,
    issuer TEXT,
    dated TEXT,
    reference TEXT,
    secrecy TEXT,
    cut TEXT,
    said_kind TEXT,
    said_by TEXT,
    said_at INTEGER,
    PRIMARY KEY (city_id, document, piece)
) STRICT, WITHOUT ROWID;

-- What each passage of a piece is: title, heading, body, furniture of the page …
CREATE TABLE document_part (
    city_id TEXT NOT NULL,
    document INTEGER NOT NULL,
    begins INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    piece INTEGER NOT NULL,
    role TEXT NOT NULL,
    furniture TEXT,
    level INTEGER,
    PRIMARY KEY (city_id, document, begins)
) STRICT, WITHOUT ROWID;

-- A figure that the rules read, or what a person made of one: `mends` is the figure that it stands
-- for. `state`: proposed, accepted, rejected; mended where another stands for it; withdrawn where
-- the mending was taken back. `told_of` is the same for figures of one metric, body and time.
-- `published` is the figure of a series that was entered from it.
CREATE TABLE document_fact (
    city_id TEXT NOT NULL,
    document INTEGER NOT NULL,
    number INTEGER NOT NULL,
    piece INTEGER NOT NULL,
    begins INTEGER NOT NULL,
    sentence_begins INTEGER NOT NULL,
    sentence_ends INTEGER NOT NULL,
    raw TEXT NOT NULL,
    metric TEXT NOT NULL,
    value TEXT NOT NULL,
    unit TEXT NOT NULL,
    qualifier TEXT NOT NULL,
    period TEXT,
    yoy_percent TEXT,
    yoy_points TEXT,
    share_percent TEXT,
    share_of TEXT,
    rank TEXT,
    target_percent TEXT,
    scope TEXT,
    told_of TEXT,
    series TEXT,
    published INTEGER,
    mends INTEGER,
    state TEXT NOT NULL,
    decided_by TEXT,
    decided_at INTEGER,
    reason TEXT,
    version INTEGER NOT NULL,
    PRIMARY KEY (city_id, document, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX document_fact_published ON document_fact (city_id, series, published)
    WHERE published IS NOT NULL;
CREATE INDEX document_fact_told_of ON document_fact (city_id, told_of) WHERE told_of IS NOT NULL;

-- What a paper asks for, and the problems and measures that it tells of, in the same way. `told`
-- holds what hangs on it: owners, targets, headings, who said it.
CREATE TABLE document_instruction (
    city_id TEXT NOT NULL,
    document INTEGER NOT NULL,
    number INTEGER NOT NULL,
    piece INTEGER NOT NULL,
    kind TEXT NOT NULL,
    begins INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    sentence_begins INTEGER NOT NULL,
    sentence_ends INTEGER NOT NULL,
    text TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    due TEXT,
    due_on TEXT,
    told TEXT NOT NULL,
    mends INTEGER,
    state TEXT NOT NULL,
    decided_by TEXT,
    decided_at INTEGER,
    reason TEXT,
    version INTEGER NOT NULL,
    PRIMARY KEY (city_id, document, number)
) STRICT, WITHOUT ROWID;

-- A sentence or a few of them, as they are searched for; furniture of a page is none.
CREATE TABLE document_passage (
    city_id TEXT NOT NULL,
    document INTEGER NOT NULL,
    begins INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    text TEXT NOT NULL,
    found_by TEXT NOT NULL,
    PRIMARY KEY (city_id, document, begins)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX document_passage_search ON document_passage (city_id, found_by);
