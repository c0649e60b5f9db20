-- Who works in the city. The unit stands in the city folder; what a member may do stands in
-- member_role.
CREATE TABLE member (
    city_id TEXT NOT NULL,
    id TEXT NOT NULL,
    login TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    ends_on TEXT,
    disabled_at INTEGER,
    disabled_reason TEXT,
    left_on TEXT,
    sample INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (city_id, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX member_by_login ON member (city_id, login);
CREATE INDEX member_by_unit ON member (city_id, unit_id, name_key);

-- A role that was taken back keeps its row, with the day it ended.
CREATE TABLE member_role (
    city_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    role TEXT NOT NULL,
    granted_at INTEGER NOT NULL,
    granted_by TEXT NOT NULL,
    ended_at INTEGER,
    ended_by TEXT,
    PRIMARY KEY (city_id, member_id, role, granted_at)
) STRICT, WITHOUT ROWID;

CREATE INDEX member_role_by_role ON member_role (city_id, role);

-- What signs a member in, apart from the facts, so that no page carries a secret by accident.
CREATE TABLE credential (
    city_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    password_set_at INTEGER NOT NULL,
    password_temporary INTEGER NOT NULL,
    factor_secret BLOB,
    factor_confirmed_at INTEGER,
    factor_last_step INTEGER,
    PRIMARY KEY (city_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE recovery_code (
    city_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    code_hash TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    used_at INTEGER,
    PRIMARY KEY (city_id, member_id, code_hash)
) STRICT, WITHOUT ROWID;

-- One visit. Only the digest of its secret is here: who reads the database cannot take a visit
-- over.
CREATE TABLE visit (
    city_id TEXT NOT NULL,
    id TEXT NOT NULL,
    secret_hash TEXT NOT NULL,
    member_id TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    factor_at INTEGER,
    address TEXT NOT NULL,
    agent TEXT NOT NULL,
    ended_at INTEGER,
    end_reason TEXT,
    PRIMARY KEY (city_id, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX visit_by_secret ON visit (city_id, secret_hash);
CREATE INDEX visit_by_member ON visit (city_id, member_id, created_at);

-- Failures of the present window, by login and by address; the key is a digest, for what is typed
-- into a login field may be a password.
CREATE TABLE sign_in_failure (
    city_id TEXT NOT NULL,
    scope TEXT NOT NULL,
    key_hash TEXT NOT NULL,
    failures INTEGER NOT NULL,
    since INTEGER NOT NULL,
    locked_until INTEGER,
    PRIMARY KEY (city_id, scope, key_hash)
) STRICT, WITHOUT ROWID;

CREATE INDEX sign_in_failure_by_age ON sign_in_failure (city_id, since);

CREATE TABLE api_token (
    city_id TEXT NOT NULL,
    id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    name TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    ends_at INTEGER,
    used_at INTEGER,
    revoked_at INTEGER,
    PRIMARY KEY (city_id, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX api_token_by_hash ON api_token (city_id, token_hash);
CREATE INDEX api_token_by_member ON api_token (city_id, member_id, created_at);

-- What a member answers for, written down by the modules above: it must be handed over before the
-- member leaves.
CREATE TABLE duty (
    city_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    noun TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    title TEXT NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (city_id, member_id, noun, subject_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX duty_by_subject ON duty (city_id, noun, subject_id);
