-- Guarantee: rollup_progress says up to which time the rollups esp_telemetry_1h and esp_telemetry_1d are complete, and
-- esp_telemetry_touched lists the hours before that time whose samples have changed since.
CREATE TABLE rollup_progress (
    is_only         boolean PRIMARY KEY DEFAULT true,
    complete_until  timestamptz NOT NULL,
    dropped_before  timestamptz NOT NULL DEFAULT '0001-01-01T00:00:00Z',
    CONSTRAINT rollup_progress_is_only CHECK (is_only)
);

COMMENT ON TABLE rollup_progress IS 'One row: which part of the telemetry the rollups have';
COMMENT ON COLUMN rollup_progress.complete_until IS
    'Every hour before this time was aggregated; if its samples have changed since, it is in esp_telemetry_touched';
COMMENT ON COLUMN rollup_progress.dropped_before IS
    'Samples before this time may have been dropped: their buckets are never aggregated again';

-- One row per hour and transaction, so that no transaction waits for another one. The worker of the rollups deletes the rows.
CREATE TABLE esp_telemetry_touched (
    bucket  timestamptz NOT NULL,
    xact    xid8 NOT NULL DEFAULT pg_current_xact_id(),
    CONSTRAINT esp_telemetry_touched_pkey PRIMARY KEY (bucket, xact)
);

COMMENT ON TABLE esp_telemetry_touched IS 'The hours whose samples a transaction has changed late';
