-- 堵点问题: what is stuck, as a unit raised it. `option_1` to `advice`, `owner_unit` and `proposed_due`
-- are headquarters' preparation, `leader_id` the leader before whom it lies or who decided it,
-- `choice` (from 1), `words` and `order_number` the decision.
CREATE TABLE promise_obstacle (
    city_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    subject_noun TEXT,
    subject_id TEXT,
    title TEXT NOT NULL,
    stuck TEXT NOT NULL,
    since_on TEXT NOT NULL,
    raised_unit TEXT NOT NULL,
    raised_on TEXT NOT NULL,
    state TEXT NOT NULL,
    option_1 TEXT,
    option_2 TEXT,
    option_3 TEXT,
    advice TEXT,
    owner_unit TEXT,
    proposed_due TEXT,
    leader_id TEXT,
    presented_on TEXT,
    choice INTEGER,
    words TEXT,
    decided_on TEXT,
    order_number INTEGER,
    version INTEGER NOT NULL,
    PRIMARY KEY (city_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX promise_obstacle_by_state ON promise_obstacle (city_id, state, number);
CREATE INDEX promise_obstacle_by_unit ON promise_obstacle (city_id, raised_unit, number);
CREATE INDEX promise_obstacle_by_owner ON promise_obstacle (city_id, owner_unit, number)
    WHERE owner_unit IS NOT NULL;
CREATE INDEX promise_obstacle_by_leader ON promise_obstacle (city_id, leader_id, state)
    WHERE leader_id IS NOT NULL;
CREATE INDEX promise_obstacle_by_subject ON promise_obstacle (city_id, subject_id)
    WHERE subject_id IS NOT NULL;
CREATE UNIQUE INDEX promise_obstacle_by_order ON promise_obstacle (city_id, order_number)
    WHERE order_number IS NOT NULL;

-- What was done with an obstacle, in order; `leader_id` for what concerned one.
CREATE TABLE promise_obstacle_act (
    city_id TEXT NOT NULL,
    obstacle_number INTEGER NOT NULL,
    number INTEGER NOT NULL,
    act TEXT NOT NULL,
    unit_id TEXT,
    by_member TEXT NOT NULL,
    done_at INTEGER NOT NULL,
    done_on TEXT NOT NULL,
    text TEXT,
    leader_id TEXT,
    PRIMARY KEY (city_id, obstacle_number, number)
) STRICT, WITHOUT ROWID;
