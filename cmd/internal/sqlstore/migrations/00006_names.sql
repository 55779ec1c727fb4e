-- The names that people typed are looked for every hour, to be forgotten.

-- +goose Up
CREATE INDEX workshop_names ON workshop_commands (workshop_id) WHERE kind = 'rename';
