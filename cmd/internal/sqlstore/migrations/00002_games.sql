-- Solo games. A game is its setup and what was decided; states are replayed.

-- +goose Up
CREATE TABLE solo_games (
    id          TEXT   NOT NULL PRIMARY KEY CHECK (id <> ''),
    key_hash    TEXT   NOT NULL UNIQUE CHECK (key_hash <> ''),
    scenario    TEXT   NOT NULL,
    hash        TEXT   NOT NULL,
    seed        TEXT   NOT NULL,
    rounds      TEXT   NOT NULL CHECK (rounds IN ('full', 'short')),
    test_bands  TEXT   NOT NULL,
    role        TEXT   NOT NULL,
    needs       TEXT   NOT NULL,
    pledge_what TEXT   NOT NULL,
    pledge_with TEXT   NOT NULL,
    pledge_by   TEXT   NOT NULL,
    created_at  BIGINT NOT NULL,
    updated_at  BIGINT NOT NULL
) /* heap */;

CREATE TABLE solo_attempts (
    game_id      TEXT   NOT NULL REFERENCES solo_games (id) ON DELETE CASCADE,
    number       BIGINT NOT NULL,
    from_attempt BIGINT NOT NULL,
    before_round BIGINT NOT NULL,
    PRIMARY KEY (game_id, number)
) /* clustered */;

CREATE TABLE solo_turns (
    game_id TEXT   NOT NULL REFERENCES solo_games (id) ON DELETE CASCADE,
    attempt BIGINT NOT NULL,
    round   BIGINT NOT NULL,
    choice  TEXT   NOT NULL,
    moves   TEXT   NOT NULL,
    reason  TEXT   NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (game_id, attempt, round)
) /* clustered */;
