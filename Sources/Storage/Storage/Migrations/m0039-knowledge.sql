-- Candidate knowledge (候选知识): companies, products and industries of an open set, and what stands
-- between them. Nothing of it is a fact of the register; an import takes the place of the one
-- before. Faults that lower an edge's confidence have | between them.
CREATE TABLE knowledge_set (
    city_id TEXT NOT NULL,
    -- The folder it came in.
    title TEXT NOT NULL,
    -- Of its files, the list beside them and the rules: the same once more changes nothing.
    digest TEXT NOT NULL,
    imported_by TEXT NOT NULL,
    imported_at INTEGER NOT NULL,
    PRIMARY KEY (city_id)
) STRICT, WITHOUT ROWID;

-- Numbers are shared with `knowledge_node` and begin anew with each import; the code stays.
CREATE TABLE knowledge_company (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    -- With its exchange: 600309.SH.
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    -- By law; NULL where the set gives another company's.
    full_name TEXT,
    -- One a line: earlier names by law, and other short names.
    former_names TEXT NOT NULL,
    short_names TEXT NOT NULL,
    -- Where and in what industry a list of listed companies says it is.
    place TEXT,
    listed_industry TEXT,
    line INTEGER NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX knowledge_company_by_code ON knowledge_company (city_id, code);

-- Products and industries.
CREATE TABLE knowledge_node (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX knowledge_node_by_name ON knowledge_node (city_id, name);

CREATE TABLE knowledge_edge (
    city_id TEXT NOT NULL,
    -- sold, industry, parent-industry, supplying-industry, kind, material, downstream; the file
    -- follows from it.
    relation TEXT NOT NULL,
    from_node INTEGER NOT NULL,
    line INTEGER NOT NULL,
    to_node INTEGER NOT NULL,
    -- The share of revenue, or how often two industries were named together.
    weight REAL,
    confidence REAL NOT NULL,
    doubts TEXT NOT NULL,
    PRIMARY KEY (city_id, relation, from_node, line, to_node)
) STRICT, WITHOUT ROWID;

CREATE INDEX knowledge_edge_by_end ON knowledge_edge (city_id, relation, to_node);

-- Who may sit at a link by that knowledge, the likeliest first; made anew with the knowledge and
-- with the links.
CREATE TABLE link_suggestion (
    city_id TEXT NOT NULL,
    chain_id TEXT NOT NULL,
    link_id TEXT NOT NULL,
    turn INTEGER NOT NULL,
    code TEXT NOT NULL,
    score REAL NOT NULL,
    -- Of the score, one a line: products, surroundings, names, feedback, companions, chain.
    parts TEXT NOT NULL,
    -- Words of the link that stand in its products, one a line.
    words TEXT NOT NULL,
    PRIMARY KEY (city_id, chain_id, link_id, turn)
) STRICT, WITHOUT ROWID;

-- What people said of suggestions: the last of a company at a link holds, nothing is changed.
CREATE TABLE suggestion_review (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    chain_id TEXT NOT NULL,
    link_id TEXT NOT NULL,
    code TEXT NOT NULL,
    -- As the set called it that day.
    name TEXT NOT NULL,
    -- accepted, refused, reconsidered
    verdict TEXT NOT NULL,
    reason TEXT NOT NULL,
    -- Of that day, in thousandths.
    score INTEGER NOT NULL,
    reviewed_by TEXT NOT NULL,
    reviewed_at INTEGER NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX suggestion_review_by_link ON suggestion_review (city_id, chain_id, link_id, code);
