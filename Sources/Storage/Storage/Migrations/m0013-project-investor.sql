-- Who invests in the projects of the ledger, as last reported: what the projects of a company are
-- found by. The program folds the names; the code is there where it is valid.
CREATE TABLE project_investor (
    city_id TEXT NOT NULL,
    project_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    name_key TEXT NOT NULL,
    code TEXT,
    PRIMARY KEY (city_id, project_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX project_investor_by_name ON project_investor (city_id, name_key);
CREATE INDEX project_investor_by_code ON project_investor (city_id, code) WHERE code IS NOT NULL;

INSERT INTO project_investor (city_id, project_id, position, name_key, code)
SELECT project.city_id, project.id, investor.key, json_extract(investor.value, '$.name'),
    CASE WHEN json_extract(investor.value, '$.valid') = 1
        THEN json_extract(investor.value, '$.code') END
FROM project, json_each(project.investors) AS investor;

-- Whether something was recorded of companies since an entry.
CREATE INDEX journal_of_companies ON journal (city_id, number)
    WHERE kind >= 'compan' AND kind < 'compao';
