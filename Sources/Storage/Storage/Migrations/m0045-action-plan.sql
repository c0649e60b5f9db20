-- 年度行动计划: objectives, tasks under them, and what units broke their tasks down to. `path` names
-- what an item stands under, from the objective down to itself: `/3/17/`. `document` and `line` are
-- the instruction that it comes from. `light` and `reported` are the last month's report;
-- `asked_until` is a day asked for that nobody decided yet.
CREATE TABLE plan_item (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    year INTEGER NOT NULL,
    path TEXT NOT NULL,
    text TEXT NOT NULL,
    measure TEXT,
    owner_unit TEXT,
    due_on TEXT,
    setter_unit TEXT NOT NULL,
    set_by TEXT NOT NULL,
    set_on TEXT NOT NULL,
    set_at INTEGER NOT NULL,
    document INTEGER,
    line INTEGER,
    state TEXT NOT NULL,
    light TEXT,
    reported TEXT,
    asked_until TEXT,
    version INTEGER NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX plan_item_by_year ON plan_item (city_id, year, path);
CREATE INDEX plan_item_by_owner ON plan_item (city_id, owner_unit, state);
CREATE INDEX plan_item_by_setter ON plan_item (city_id, setter_unit, state);
CREATE INDEX plan_item_by_line ON plan_item (city_id, document, line)
    WHERE document IS NOT NULL;

-- What was done with an item, in order, never changed. `reason` says why a light isn't green or why
-- the act was done, `moved` why a day asked for is later; `was` holds what a change replaced.
CREATE TABLE plan_act (
    city_id TEXT NOT NULL,
    item INTEGER NOT NULL,
    number INTEGER NOT NULL,
    act TEXT NOT NULL,
    unit_id TEXT,
    by_member TEXT NOT NULL,
    done_at INTEGER NOT NULL,
    done_on TEXT NOT NULL,
    month TEXT,
    light TEXT,
    text TEXT,
    reason TEXT,
    due_on TEXT,
    moved TEXT,
    shows TEXT,
    was TEXT,
    PRIMARY KEY (city_id, item, number)
) STRICT, WITHOUT ROWID;
