-- What companies and projects are found by, in marked parts: ^ a ranked name, | a name, # a code,
-- - a text. The program folds what stands here and adds how the names sound.
CREATE TABLE search_part (
    city_id TEXT NOT NULL,
    company_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    part TEXT NOT NULL,
    PRIMARY KEY (city_id, company_id, place)
) STRICT, WITHOUT ROWID;

INSERT INTO search_part (city_id, company_id, place, part)
SELECT city_id, company_id,
    row_number() OVER (PARTITION BY city_id, company_id ORDER BY rank, number), part
FROM (
    SELECT city_id, company_id, CASE kind WHEN 'legal' THEN 0 ELSE 1 END AS rank, number,
        '^' || replace(replace(replace(replace(replace(replace(replace(name,
            '^', ' '), '|', ' '), '-', ' '), '#', ' '), '''', ' '), '~', ' '), '=', ' ') AS part
    FROM company_name
    UNION ALL
    SELECT city_id, company_id, 2, number, '#' || value FROM company_identifier
) AS parts;

-- The two databases join texts by different functions.
CREATE TABLE search_text (
    city_id TEXT NOT NULL,
    company_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (city_id, company_id, place)
) STRICT, WITHOUT ROWID;

INSERT INTO search_text (city_id, company_id, place, text)
WITH RECURSIVE joined (city_id, company_id, place, text) AS (
    SELECT city_id, company_id, place, part FROM search_part WHERE place = 1
    UNION ALL
    SELECT joined.city_id, joined.company_id, search_part.place, joined.text || search_part.part
    FROM joined JOIN search_part ON search_part.city_id = joined.city_id
        AND search_part.company_id = joined.company_id AND search_part.place = joined.place + 1
)
SELECT city_id, company_id, place, text FROM joined;

UPDATE search_row SET folded = (
    SELECT text FROM search_text
    WHERE search_text.city_id = search_row.city_id AND search_text.company_id = search_row.id
    ORDER BY place DESC LIMIT 1)
WHERE noun = 'company' AND EXISTS (
    SELECT 1 FROM search_part
    WHERE search_part.city_id = search_row.city_id AND search_part.company_id = search_row.id);

DROP TABLE search_part;
DROP TABLE search_text;

UPDATE search_row SET folded = (
    SELECT '|' || replace(replace(replace(replace(replace(replace(replace(project.name,
            '^', ' '), '|', ' '), '-', ' '), '#', ' '), '''', ' '), '~', ' '), '=', ' ')
        || '-' || search_row.folded
    FROM project
    WHERE project.city_id = search_row.city_id AND project.id = search_row.id)
WHERE noun = 'project' AND EXISTS (
    SELECT 1 FROM project
    WHERE project.city_id = search_row.city_id AND project.id = search_row.id);
