-- 准入评价, 尽职调查, 合法性审查, 公平竞争审查: a review of a project, one row for each round of a kind
-- of the city's rule, as it stood on `opened_on`. Concluded once; after that only that the
-- `conditions` were met is added, once too.
CREATE TABLE project_review (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    project_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    round INTEGER NOT NULL,
    reason TEXT,
    opened_on TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    opened_by TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    outcome TEXT,
    concluded_on TEXT,
    title TEXT,
    evidence INTEGER,
    note TEXT,
    conditions TEXT,
    concluded_unit TEXT,
    concluded_by TEXT,
    concluded_at INTEGER,
    met_on TEXT,
    met_title TEXT,
    met_unit TEXT,
    met_by TEXT,
    met_at INTEGER,
    version INTEGER NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX project_review_by_project ON project_review (city_id, project_id, number);
CREATE INDEX project_review_open ON project_review (city_id, number) WHERE outcome IS NULL;

-- What was found of one item, or that a veto stands (`finding` 'veto') or is taken back. Rows are
-- never changed; the last one of an item holds.
CREATE TABLE project_review_score (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    review INTEGER NOT NULL,
    item TEXT NOT NULL,
    points INTEGER,
    finding TEXT,
    remark TEXT,
    unit_id TEXT,
    scored_by TEXT NOT NULL,
    scored_at INTEGER NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX project_review_score_by_review ON project_review_score (city_id, review, number);
