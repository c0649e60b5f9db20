-- What one unit was asked to do by a day: 督办单 (`supervision`), 提示函 (`reminder`),
-- 批示交办件 (`instruction`). `kind`, `year` and `running` are the number as printed; `deadline` is
-- the number of the deadline in force, `asked_until` a day asked for that nobody decided yet.
CREATE TABLE promise_order (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    year INTEGER NOT NULL,
    running INTEGER NOT NULL,
    subject_noun TEXT,
    subject_id TEXT,
    title TEXT NOT NULL,
    asked TEXT NOT NULL,
    sender_unit TEXT NOT NULL,
    sent_by TEXT NOT NULL,
    sent_on TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    owner_unit TEXT NOT NULL,
    leader_id TEXT,
    origin TEXT,
    origin_on TEXT,
    state TEXT NOT NULL,
    deadline INTEGER NOT NULL,
    asked_until TEXT,
    paused_on TEXT,
    version INTEGER NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX promise_order_mark ON promise_order (city_id, kind, year, running);
CREATE INDEX promise_order_by_owner ON promise_order (city_id, owner_unit, state);
CREATE INDEX promise_order_by_sender ON promise_order (city_id, sender_unit, state);
CREATE INDEX promise_order_by_state ON promise_order (city_id, state, number);
CREATE INDEX promise_order_by_subject ON promise_order (city_id, subject_id)
    WHERE subject_id IS NOT NULL;

CREATE TABLE promise_co_owner (
    city_id TEXT NOT NULL,
    order_number INTEGER NOT NULL,
    unit_id TEXT NOT NULL,
    PRIMARY KEY (city_id, order_number, unit_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX promise_co_owner_by_unit ON promise_co_owner (city_id, unit_id, order_number);

-- Days by which an order is to be answered, never changed: a new day is a new row. The ladder
-- counts by `round`, which a pause leaves as it is. `clock` is the rule that gave the day, where
-- one did.
CREATE TABLE promise_deadline (
    city_id TEXT NOT NULL,
    order_number INTEGER NOT NULL,
    number INTEGER NOT NULL,
    round INTEGER NOT NULL,
    due_on TEXT NOT NULL,
    clock TEXT,
    reason TEXT NOT NULL,
    set_at INTEGER NOT NULL,
    PRIMARY KEY (city_id, order_number, number)
) STRICT, WITHOUT ROWID;

-- What was done with an order, in order; `passed` when a unit ended and another took over.
CREATE TABLE promise_act (
    city_id TEXT NOT NULL,
    order_number INTEGER NOT NULL,
    number INTEGER NOT NULL,
    act TEXT NOT NULL,
    unit_id TEXT,
    by_member TEXT NOT NULL,
    done_at INTEGER NOT NULL,
    done_on TEXT NOT NULL,
    text TEXT,
    source_id TEXT,
    due_on TEXT,
    from_unit TEXT,
    to_unit TEXT,
    PRIMARY KEY (city_id, order_number, number)
) STRICT, WITHOUT ROWID;

-- That a rung of the ladder was told, once for each deadline.
CREATE TABLE promise_rung (
    city_id TEXT NOT NULL,
    order_number INTEGER NOT NULL,
    round INTEGER NOT NULL,
    rung INTEGER NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT,
    told TEXT NOT NULL,
    tells_leader INTEGER NOT NULL,
    told_on TEXT NOT NULL,
    told_at INTEGER NOT NULL,
    PRIMARY KEY (city_id, order_number, round, rung)
) STRICT, WITHOUT ROWID;
