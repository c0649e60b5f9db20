-- What a unit sees is read in the order of its list instead of being looked for in the whole city.

-- Whose project the money arrived for, kept when a project passes to another unit.
ALTER TABLE receipt ADD COLUMN project_unit TEXT NOT NULL DEFAULT '';

UPDATE receipt SET project_unit = (
    SELECT project.unit_id FROM project
    WHERE project.city_id = receipt.city_id AND project.id = receipt.project_id);

DROP INDEX receipt_by_month;
CREATE INDEX receipt_by_month ON receipt (city_id, month, arrived_on, number, state, layer,
    currency, minor, yuan, project_id);
CREATE INDEX receipt_by_unit ON receipt (city_id, project_unit, arrived_on, number);
CREATE INDEX receipt_by_unit_month
    ON receipt (city_id, project_unit, month, arrived_on, number);

-- Where an assigned project stands in the list: copies of its columns, kept with them.
ALTER TABLE project_access ADD COLUMN last_round TEXT;
ALTER TABLE project_access ADD COLUMN project_unit TEXT;
ALTER TABLE project_access ADD COLUMN sheet_id TEXT;
ALTER TABLE project_access ADD COLUMN position INTEGER;

UPDATE project_access SET (last_round, project_unit, sheet_id, position) = (
    SELECT project.last_round, project.unit_id, project.sheet_id, project.position FROM project
    WHERE project.city_id = project_access.city_id AND project.id = project_access.project_id);

CREATE INDEX project_access_newest ON project_access
    (city_id, unit_id, last_round DESC, project_unit, sheet_id, position, project_id)
    WHERE ended_at IS NULL;

-- A least total is counted by an index that holds the unit.
CREATE INDEX project_total ON project (city_id, total_currency, total_minor, unit_id, id);
