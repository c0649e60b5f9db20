-- Why a file that an act of an order brought was withdrawn; it stays.
ALTER TABLE promise_act ADD COLUMN withdrawn TEXT;

-- By when the unit that a project or a lead is assigned to says how it stands: from the day of the
-- assignment or of its last feedback, by the city's clock of that day.
ALTER TABLE project_access ADD COLUMN feedback_due TEXT;
ALTER TABLE lead ADD COLUMN feedback_due TEXT;

CREATE INDEX project_access_by_feedback ON project_access (city_id, feedback_due)
    WHERE ended_at IS NULL AND feedback_due IS NOT NULL;
CREATE INDEX lead_by_feedback ON lead (city_id, feedback_due) WHERE feedback_due IS NOT NULL;

-- What a unit that a project is assigned to said of its part. Rows are never changed. What it says
-- of a lead is an act of that.
CREATE TABLE project_feedback (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    project_id TEXT NOT NULL,
    access INTEGER NOT NULL,
    unit_id TEXT NOT NULL,
    text TEXT NOT NULL,
    given_by TEXT NOT NULL,
    given_at INTEGER NOT NULL,
    given_on TEXT NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX project_feedback_by_project ON project_feedback (city_id, project_id, number);
