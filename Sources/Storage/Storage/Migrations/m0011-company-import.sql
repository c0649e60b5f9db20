-- How far the import of a register has come: the first `done_count` of its rows are saved. The mark
-- moves in the transaction that saves them, so that a cut import goes on where it was cut.
CREATE TABLE company_import (
    city_id TEXT NOT NULL,
    source_id TEXT NOT NULL,
    file_hash TEXT NOT NULL,
    -- The name of the column layout by which the file is read.
    layout TEXT NOT NULL,
    row_count INTEGER NOT NULL,
    done_count INTEGER NOT NULL,
    -- Places of rows that were left out when the whole was compared, one a line: a cut import goes
    -- on without them, though what is saved by then hides why.
    left_out TEXT NOT NULL,
    new_count INTEGER NOT NULL,
    changed_count INTEGER NOT NULL,
    unchanged_count INTEGER NOT NULL,
    joined_count INTEGER NOT NULL,
    refused_count INTEGER NOT NULL,
    begun_at INTEGER NOT NULL,
    begun_by TEXT NOT NULL,
    finished_at INTEGER,
    PRIMARY KEY (city_id, source_id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX company_import_unfinished ON company_import (city_id, file_hash, layout)
    WHERE finished_at IS NULL;
