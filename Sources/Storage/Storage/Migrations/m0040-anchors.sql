-- Anchor companies (链主) of chains: how far the selection has come, and who reads their lines.
CREATE TABLE anchor (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    chain_id TEXT NOT NULL,
    company_id TEXT NOT NULL,
    -- The last step of the selection.
    stage TEXT NOT NULL,
    -- Who reads the lines: the named, all who edit chains, all who see them.
    scope TEXT NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX anchor_by_chain ON anchor (city_id, chain_id);

CREATE TABLE anchor_step (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    anchor INTEGER NOT NULL,
    stage TEXT NOT NULL,
    happened_on TEXT NOT NULL,
    reason TEXT NOT NULL,
    source_id TEXT NOT NULL,
    done_by TEXT NOT NULL,
    done_at INTEGER NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX anchor_step_by_anchor ON anchor_step (city_id, anchor);

-- What a unit said when it was asked about a candidate.
CREATE TABLE anchor_opinion (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    anchor INTEGER NOT NULL,
    -- The step by which it was asked.
    step INTEGER NOT NULL,
    unit_id TEXT NOT NULL,
    stance TEXT NOT NULL,
    said TEXT NOT NULL,
    said_on TEXT NOT NULL,
    done_by TEXT NOT NULL,
    done_at INTEGER NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX anchor_opinion_by_anchor ON anchor_opinion (city_id, anchor);

-- Members of the task force who are named for an anchor company: they read its lines.
CREATE TABLE anchor_member (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    anchor INTEGER NOT NULL,
    member_id TEXT NOT NULL,
    named_by TEXT NOT NULL,
    named_at INTEGER NOT NULL,
    ended_at INTEGER,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX anchor_member_held ON anchor_member (city_id, anchor, member_id)
    WHERE ended_at IS NULL;

-- Each time that the lines were opened to more, or to fewer.
CREATE TABLE anchor_opening (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    anchor INTEGER NOT NULL,
    scope TEXT NOT NULL,
    reason TEXT NOT NULL,
    done_by TEXT NOT NULL,
    done_at INTEGER NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX anchor_opening_by_anchor ON anchor_opening (city_id, anchor);

-- An address by which the company hands in its sheet without an account. Only the digest of its
-- secret is kept.
CREATE TABLE sheet_link (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    anchor INTEGER NOT NULL,
    secret_hash TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    withdrawn_by TEXT,
    withdrawn_at INTEGER,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX sheet_link_by_secret ON sheet_link (city_id, secret_hash);
CREATE INDEX sheet_link_by_anchor ON sheet_link (city_id, anchor);

-- A sheet that was handed in, with how much of it was new, other than before, gone.
CREATE TABLE need_sheet (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    anchor INTEGER NOT NULL,
    link INTEGER NOT NULL,
    receipt TEXT NOT NULL,
    lines INTEGER NOT NULL,
    new_lines INTEGER NOT NULL,
    changed_lines INTEGER NOT NULL,
    gone_lines INTEGER NOT NULL,
    handed_at INTEGER NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX need_sheet_by_anchor ON need_sheet (city_id, anchor);

-- One line of an anchor company's list, from sheet to sheet: what became of it.
CREATE TABLE need (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    anchor INTEGER NOT NULL,
    -- Direction, product and specification, by which a later sheet finds it again.
    line_key TEXT NOT NULL,
    review TEXT NOT NULL,
    reason TEXT NOT NULL,
    -- The sheet that was looked at; NULL where nobody has.
    reviewed_sheet INTEGER,
    -- The link of the chain that makes it.
    link_id TEXT,
    unit_id TEXT,
    due_on TEXT,
    -- Whether the unit is told whose line it is.
    names_anchor INTEGER NOT NULL,
    reviewed_by TEXT,
    reviewed_at INTEGER,
    version INTEGER NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX need_by_line ON need (city_id, anchor, line_key);
CREATE INDEX need_by_unit ON need (city_id, unit_id);

-- What a line says from one sheet until another: it is gone where none is open.
CREATE TABLE need_text (
    city_id TEXT NOT NULL,
    need INTEGER NOT NULL,
    sheet INTEGER NOT NULL,
    until_sheet INTEGER,
    direction TEXT NOT NULL,
    product TEXT NOT NULL,
    specification TEXT NOT NULL,
    quantity TEXT NOT NULL,
    origin TEXT NOT NULL,
    -- Whether it would be bought or sold here; NULL where it wasn't said.
    wants_local INTEGER,
    needed_by TEXT NOT NULL,
    remark TEXT NOT NULL,
    PRIMARY KEY (city_id, need, sheet)
) STRICT, WITHOUT ROWID;

-- What a unit says of a line that was assigned to it, each quarter.
CREATE TABLE need_answer (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    need INTEGER NOT NULL,
    unit_id TEXT NOT NULL,
    -- 2026-Q4
    quarter TEXT NOT NULL,
    outcome TEXT NOT NULL,
    said TEXT NOT NULL,
    done_by TEXT NOT NULL,
    done_at INTEGER NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX need_answer_by_need ON need_answer (city_id, need, quarter);
