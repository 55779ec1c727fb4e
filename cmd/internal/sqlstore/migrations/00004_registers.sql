-- What people promised in a workshop and what became of it. A register has no
-- reference to its workshop: it is kept longer, and holds no names. The column
-- seq is the number of the command up to which the promises follow the workshop.

-- +goose Up
CREATE TABLE workshop_registers (
    id       TEXT   NOT NULL PRIMARY KEY CHECK (id <> ''),
    key_hash TEXT   NOT NULL UNIQUE CHECK (key_hash <> ''),
    scenario TEXT   NOT NULL,
    seq      BIGINT NOT NULL,
    held_at  BIGINT NOT NULL,
    until    BIGINT NOT NULL
) /* heap */;

CREATE TABLE workshop_promises (
    register_id TEXT   NOT NULL REFERENCES workshop_registers (id) ON DELETE CASCADE,
    seat        BIGINT NOT NULL,
    team        BIGINT NOT NULL,
    pledge_what TEXT   NOT NULL,
    pledge_with TEXT   NOT NULL,
    pledge_by   TEXT   NOT NULL,
    PRIMARY KEY (register_id, seat)
) /* clustered */;

CREATE TABLE workshop_marks (
    register_id TEXT   NOT NULL,
    seat        BIGINT NOT NULL,
    days        BIGINT NOT NULL,
    how         TEXT   NOT NULL CHECK (how IN ('kept', 'partly', 'not_yet')),
    line        TEXT   NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (register_id, seat, days),
    FOREIGN KEY (register_id, seat) REFERENCES workshop_promises (register_id, seat) ON DELETE CASCADE
) /* clustered */;
