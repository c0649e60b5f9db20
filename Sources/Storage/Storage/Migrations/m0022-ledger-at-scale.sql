-- How many projects are alike in what the ledger is narrowed by, and their totals in yuan: what
-- lists and the board count by. Kept by whatever changes a project, in the same transaction. An
-- empty text stands for NULL.
CREATE TABLE project_tally (
    city_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    reached TEXT NOT NULL,
    class TEXT NOT NULL,
    standing TEXT NOT NULL,
    stage TEXT NOT NULL,
    agreement TEXT NOT NULL,
    chain TEXT NOT NULL,
    dropped INTEGER NOT NULL,
    projects INTEGER NOT NULL,
    with_total INTEGER NOT NULL,
    total_minor INTEGER NOT NULL,
    PRIMARY KEY (city_id, unit_id, reached, class, standing, stage, agreement, chain, dropped)
) STRICT, WITHOUT ROWID;

INSERT INTO project_tally (city_id, unit_id, reached, class, standing, stage, agreement, chain,
    dropped, projects, with_total, total_minor)
SELECT city_id, unit_id, coalesce(reached, ''), coalesce(class, ''), standing,
    coalesce(stage, ''), coalesce(agreement, ''), coalesce(chain, ''), dropped, count(*),
    count(CASE WHEN total_currency = 'CNY' THEN 1 END),
    CAST(sum(CASE WHEN total_currency = 'CNY' THEN total_minor ELSE 0 END) AS BIGINT)
FROM project
GROUP BY city_id, unit_id, coalesce(reached, ''), coalesce(class, ''), standing,
    coalesce(stage, ''), coalesce(agreement, ''), coalesce(chain, ''), dropped;

-- The orders of the list, whole and narrowed, so that a page is read from where it begins.
DROP INDEX project_by_unit;
DROP INDEX project_by_round;
DROP INDEX project_by_reached;
CREATE INDEX project_newest ON project (city_id, last_round DESC, unit_id, sheet_id, position, id);
CREATE INDEX project_by_unit
    ON project (city_id, unit_id, last_round DESC, sheet_id, position, id);
CREATE INDEX project_by_reached
    ON project (city_id, reached, last_round DESC, unit_id, sheet_id, position, id);
CREATE INDEX project_by_stage
    ON project (city_id, stage, last_round DESC, unit_id, sheet_id, position, id);
CREATE INDEX project_by_standing
    ON project (city_id, standing, last_round DESC, unit_id, sheet_id, position, id)
    WHERE standing <> 'active';
CREATE INDEX project_by_chain ON project (city_id, chain, reached, unit_id);
CREATE INDEX project_by_total ON project (city_id, coalesce(total_currency, 'ZZZ'),
    coalesce(-total_minor, 9223372036854775807), id);
CREATE INDEX project_by_name ON project (city_id, name_key, id);
CREATE INDEX project_by_signing ON project (city_id, coalesce(signed_on, '') DESC, id);
