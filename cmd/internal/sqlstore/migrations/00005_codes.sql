-- How often a workshop got a new code and a new secret to join with.

-- +goose Up
ALTER TABLE workshops ADD COLUMN renewed BIGINT NOT NULL DEFAULT 0;
