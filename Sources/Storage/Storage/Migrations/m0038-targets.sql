-- What was done about a company as a target of a link: the last decision holds, nothing is changed.
CREATE TABLE target_act (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    chain_id TEXT NOT NULL,
    link_id TEXT NOT NULL,
    company_id TEXT NOT NULL,
    act TEXT NOT NULL,
    -- The reason of a decision, what was said at a contact, what came of it.
    note TEXT NOT NULL,
    -- Who can lead to the company.
    introducer TEXT,
    happened_on TEXT NOT NULL,
    -- Of that day, from 0 to 100, and of the weights the part that was known, in hundredths.
    score INTEGER,
    coverage INTEGER NOT NULL,
    done_by TEXT NOT NULL,
    done_at INTEGER NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX target_act_by_link ON target_act (city_id, chain_id, link_id, company_id);

-- What says that a company is about to invest (扩产迹象).
CREATE TABLE expansion_sign (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    company_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    said TEXT NOT NULL,
    seen_on TEXT NOT NULL,
    source_id TEXT NOT NULL,
    known_at INTEGER NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX expansion_sign_by_company ON expansion_sign (city_id, company_id);
