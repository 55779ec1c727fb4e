-- Workshops. A session is its settings, its secrets (hashed) and every accepted
-- command as one row; states are replayed.

-- +goose Up
CREATE TABLE workshops (
    id         TEXT   NOT NULL PRIMARY KEY CHECK (id <> ''),
    code       TEXT   NOT NULL UNIQUE,
    shown_code TEXT   NOT NULL,
    settings   TEXT   NOT NULL,
    host       TEXT   NOT NULL UNIQUE,
    cohost     TEXT   NOT NULL UNIQUE,
    recovery   TEXT   NOT NULL UNIQUE,
    screen     TEXT   NOT NULL UNIQUE,
    joining    TEXT   NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
) /* heap */;

CREATE TABLE workshop_commands (
    workshop_id TEXT   NOT NULL REFERENCES workshops (id) ON DELETE CASCADE,
    seq         BIGINT NOT NULL,
    at          BIGINT NOT NULL,
    kind        TEXT   NOT NULL,
    data        TEXT   NOT NULL,
    PRIMARY KEY (workshop_id, seq)
) /* clustered */;
