-- What people said of which company an investor of a project is: `same` names it, `nobody` says
-- that it is none of the register, `open` takes back what was said. The investor is known by its
-- code where that is valid, else by its name however it is written, not by its place in a sheet.
-- Rows are never changed but when their company is merged; the last one of an investor holds.
CREATE TABLE investor_company (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    project_id TEXT NOT NULL,
    name TEXT NOT NULL,
    code TEXT,
    verdict TEXT NOT NULL,
    company_id TEXT,
    unit_id TEXT,
    decided_by TEXT NOT NULL,
    decided_at INTEGER NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX investor_company_by_project ON investor_company (city_id, project_id, number);
CREATE INDEX investor_company_by_company ON investor_company (city_id, company_id)
    WHERE company_id IS NOT NULL;
