-- Guarantee: TimescaleDB is installed in this database. An extension that is already there is left at its version:
-- updating it is the operator's step (ALTER EXTENSION timescaledb UPDATE).
-- The extension is trusted, so the owner of the database may create it without being a superuser.
SET LOCAL client_min_messages = error;

CREATE EXTENSION IF NOT EXISTS timescaledb;

SET LOCAL client_min_messages = warning;
