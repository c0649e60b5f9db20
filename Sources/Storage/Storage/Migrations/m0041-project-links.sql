-- At which links of chains (环节) a project works, as somebody said who knows it.
CREATE TABLE project_link (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    project_id TEXT NOT NULL,
    chain_id TEXT NOT NULL,
    link_id TEXT NOT NULL,
    said_by TEXT NOT NULL,
    said_at INTEGER NOT NULL,
    -- When it was taken back.
    ended_at INTEGER,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX project_link_held ON project_link (city_id, project_id, chain_id, link_id)
    WHERE ended_at IS NULL;
CREATE INDEX project_link_by_link ON project_link (city_id, chain_id, link_id);
