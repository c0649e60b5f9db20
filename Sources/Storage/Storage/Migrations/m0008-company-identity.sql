-- Who a company is, over time. `since` is the first day of a fact and `until` its last, each with
-- how exactly it is known; NULL is unknown, and an `until` of NULL is open. Rows are counted within
-- a city, so that they keep their key when their company becomes another's.

CREATE TABLE company_name (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    company_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    since TEXT,
    since_precision TEXT,
    until TEXT,
    until_precision TEXT,
    source_id TEXT NOT NULL,
    end_source_id TEXT,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX company_name_by_company ON company_name (city_id, company_id);
CREATE INDEX company_name_by_name ON company_name (city_id, name);
-- The name that the company has by law today; those before are former names.
CREATE UNIQUE INDEX company_name_legal ON company_name (city_id, company_id)
    WHERE kind = 'legal';

INSERT INTO company_name (city_id, number, company_id, kind, name, source_id)
SELECT city_id, row_number() OVER (PARTITION BY city_id ORDER BY id), id, 'legal', name, source_id
FROM company;

-- Several brands stood in one column, joined by «、»: read letter by letter, since the two
-- databases find a letter in a text by different functions.
INSERT INTO company_name (city_id, number, company_id, kind, name, source_id)
WITH RECURSIVE letter (city_id, id, source_id, brand, place, word, ends) AS (
    SELECT city_id, id, source_id, brand || '、', 1, '', 0 FROM company WHERE brand IS NOT NULL
    UNION ALL
    SELECT city_id, id, source_id, brand, place + 1,
        CASE WHEN ends = 1 THEN '' ELSE word END
            || CASE WHEN substr(brand, place, 1) = '、' THEN '' ELSE substr(brand, place, 1) END,
        CASE WHEN substr(brand, place, 1) = '、' THEN 1 ELSE 0 END
    FROM letter WHERE place <= length(brand)
)
SELECT brands.city_id,
    (SELECT count(*) FROM company WHERE company.city_id = brands.city_id)
        + row_number() OVER (PARTITION BY brands.city_id ORDER BY brands.id, brands.word),
    brands.id, 'brand', brands.word, brands.source_id
FROM (SELECT DISTINCT city_id, id, source_id, word FROM letter
    WHERE ends = 1 AND word <> '') AS brands;

ALTER TABLE company RENAME TO company_before;

CREATE TABLE company (
    city_id TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    standing TEXT NOT NULL,
    founded_on TEXT,
    registered_capital TEXT,
    address TEXT,
    website TEXT,
    intro TEXT,
    source_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (city_id, id)
) STRICT, WITHOUT ROWID;

INSERT INTO company (city_id, id, name, name_key, standing, founded_on, registered_capital,
    address, website, intro, source_id, version)
SELECT city_id, id, name, name_key, 'registered', founded_on, registered_capital, address, website,
    intro, source_id, version
FROM company_before;

DROP TABLE company_before;
CREATE INDEX company_by_name ON company (city_id, name);
CREATE INDEX company_by_key ON company (city_id, name_key);

ALTER TABLE company_identifier RENAME TO company_identifier_before;

-- A code held by one company after another has a row for each; a valid credit code decides who a
-- company is.
CREATE TABLE company_identifier (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    company_id TEXT NOT NULL,
    scheme TEXT NOT NULL,
    value TEXT NOT NULL,
    since TEXT,
    since_precision TEXT,
    until TEXT,
    until_precision TEXT,
    source_id TEXT NOT NULL,
    end_source_id TEXT,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

INSERT INTO company_identifier (city_id, number, company_id, scheme, value, source_id)
SELECT city_id, row_number() OVER (PARTITION BY city_id ORDER BY scheme, value), company_id, scheme,
    value, source_id
FROM company_identifier_before;

DROP TABLE company_identifier_before;
CREATE INDEX company_identifier_by_company ON company_identifier (city_id, company_id);
CREATE INDEX company_identifier_by_value ON company_identifier (city_id, scheme, value);
CREATE UNIQUE INDEX company_identifier_held ON company_identifier (city_id, scheme, value)
    WHERE until IS NULL;

-- Who holds a company. `share` is in hundredths of a percent, NULL where unknown. Of those at one
-- time at most one controls.
CREATE TABLE company_parent (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    company_id TEXT NOT NULL,
    parent_id TEXT NOT NULL,
    share INTEGER,
    is_controlling INTEGER NOT NULL,
    since TEXT,
    since_precision TEXT,
    until TEXT,
    until_precision TEXT,
    source_id TEXT NOT NULL,
    end_source_id TEXT,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX company_parent_by_company ON company_parent (city_id, company_id);
CREATE INDEX company_parent_by_parent ON company_parent (city_id, parent_id);
CREATE UNIQUE INDEX company_parent_controlling ON company_parent (city_id, company_id)
    WHERE is_controlling = 1 AND until IS NULL;
