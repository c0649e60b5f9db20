-- Papers as they were made (文稿): the filled text with its tables, and the definitions it rests on;
-- never changed; with the steps of agreement as its letter had them. What is made again is another.
CREATE TABLE report (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    letter TEXT NOT NULL,
    period TEXT NOT NULL,
    as_of TEXT NOT NULL,
    title TEXT NOT NULL,
    content TEXT NOT NULL,
    definitions TEXT NOT NULL,
    steps TEXT NOT NULL,
    head TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

-- A file of a report that can't be made again alike (PDF): made once.
CREATE TABLE report_file (
    city_id TEXT NOT NULL,
    report INTEGER NOT NULL,
    name TEXT NOT NULL,
    file_hash TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    PRIMARY KEY (city_id, report, name)
) STRICT, WITHOUT ROWID;

-- Who agreed that a report is given out, step by step.
CREATE TABLE report_approval (
    city_id TEXT NOT NULL,
    report INTEGER NOT NULL,
    step TEXT NOT NULL,
    granted INTEGER NOT NULL,
    note TEXT,
    decided_by TEXT NOT NULL,
    decided_at INTEGER NOT NULL,
    PRIMARY KEY (city_id, report, step)
) STRICT, WITHOUT ROWID;
