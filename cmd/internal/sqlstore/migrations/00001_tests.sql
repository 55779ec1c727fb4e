-- One text for SQLite and PostgreSQL. BIGINT counts are plain numbers, BIGINT
-- times are Unix milliseconds. The words between /* and */ after a table mean
-- nothing to PostgreSQL; for SQLite they become table options (see dialect.go).

-- +goose Up
CREATE TABLE tests (
    id               TEXT   NOT NULL PRIMARY KEY CHECK (id <> ''),
    key_hash         TEXT   NOT NULL UNIQUE CHECK (key_hash <> ''),
    questionnaire    TEXT   NOT NULL,
    hash             TEXT   NOT NULL,
    form             TEXT   NOT NULL,
    language         TEXT   NOT NULL,
    name             TEXT   NOT NULL,
    country          TEXT   NOT NULL,
    staff            BIGINT NOT NULL,
    state            TEXT   NOT NULL CHECK (state IN ('draft', 'submitted', 'closed')),
    revision         BIGINT NOT NULL,
    answers_revision BIGINT NOT NULL,
    created_at       BIGINT NOT NULL,
    updated_at       BIGINT NOT NULL
) /* heap */;

CREATE TABLE entries (
    test_id    TEXT   NOT NULL REFERENCES tests (id) ON DELETE CASCADE,
    item       TEXT   NOT NULL,
    code       TEXT   NOT NULL,
    reason     TEXT   NOT NULL,
    comment    TEXT   NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (test_id, item)
) /* clustered */;

CREATE TABLE submissions (
    test_id          TEXT   NOT NULL REFERENCES tests (id) ON DELETE CASCADE,
    seq              BIGINT NOT NULL,
    answers_revision BIGINT NOT NULL,
    at               BIGINT NOT NULL,
    entries          TEXT   NOT NULL,
    PRIMARY KEY (test_id, seq)
) /* heap */;

CREATE TABLE plan_items (
    test_id       TEXT   NOT NULL REFERENCES tests (id) ON DELETE CASCADE,
    item          TEXT   NOT NULL,
    target        BIGINT NOT NULL,
    target_reason TEXT   NOT NULL,
    owner         TEXT   NOT NULL,
    due           TEXT   NOT NULL,
    status        TEXT   NOT NULL,
    PRIMARY KEY (test_id, item)
) /* clustered */;

-- One row, counted up by every readiness check: the proof that a write commits.
CREATE TABLE readiness (
    id    BIGINT NOT NULL PRIMARY KEY,
    beats BIGINT NOT NULL
) /* heap */;
