-- What the tally comes to for one value of one of its columns, or for all («dimension» is empty).
-- Most lists narrow by no more, and the tally of a large ledger has thousands of rows. Kept with
-- it.
CREATE TABLE project_margin (
    city_id TEXT NOT NULL,
    dimension TEXT NOT NULL,
    value TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    projects INTEGER NOT NULL,
    with_total INTEGER NOT NULL,
    total_minor INTEGER NOT NULL,
    PRIMARY KEY (city_id, dimension, value, unit_id)
) STRICT, WITHOUT ROWID;

INSERT INTO project_margin (city_id, dimension, value, unit_id, projects, with_total, total_minor)
SELECT city_id, dimension,
    CASE dimension WHEN 'reached' THEN reached WHEN 'class' THEN class
        WHEN 'standing' THEN standing WHEN 'stage' THEN stage WHEN 'agreement' THEN agreement
        WHEN 'chain' THEN chain ELSE '' END AS value,
    unit_id, CAST(sum(projects) AS BIGINT), CAST(sum(with_total) AS BIGINT),
    CAST(sum(total_minor) AS BIGINT)
FROM project_tally CROSS JOIN (
    SELECT '' AS dimension UNION ALL SELECT 'reached' UNION ALL SELECT 'class'
    UNION ALL SELECT 'standing' UNION ALL SELECT 'stage' UNION ALL SELECT 'agreement'
    UNION ALL SELECT 'chain') AS dimensions
GROUP BY city_id, dimension, value, unit_id;
