-- Guarantee: rollup_progress says up to which time the rollups esp_telemetry_1h and esp_telemetry_1d are complete, and
-- esp_telemetry_touched lists the hours before that time whose samples have changed since.
CREATE TABLE rollup_progress (
    is_only         boolean PRIMARY KEY DEFAULT true,
    complete_until  timestamptz NOT NULL,
    CONSTRAINT rollup_progress_is_only CHECK (is_only)
);

COMMENT ON TABLE rollup_progress IS 'One row: which part of the telemetry the rollups have';
COMMENT ON COLUMN rollup_progress.complete_until IS
    'Every hour before this time was aggregated; if its samples have changed since, it is in esp_telemetry_touched';

-- One row per hour and transaction, so that no transaction waits for another one. The worker of the rollups deletes the rows.
CREATE TABLE esp_telemetry_touched (
    bucket  timestamptz NOT NULL,
    xact    xid8 NOT NULL DEFAULT pg_current_xact_id(),
    CONSTRAINT esp_telemetry_touched_pkey PRIMARY KEY (bucket, xact)
);

COMMENT ON TABLE esp_telemetry_touched IS 'The hours whose samples a transaction has changed late';

-- The ranges whose samples are in the archive only, except for late ones. Their buckets are not aggregated again until the archive
-- has brought the samples back.
CREATE VIEW esp_telemetry_dropped AS
SELECT range_start, range_end
FROM chunk_archive AS dropped
WHERE hypertable = 'esp_telemetry' AND state = 'dropped'
  AND NOT EXISTS (
      SELECT
      FROM chunk_archive AS newer
      WHERE newer.hypertable = dropped.hypertable AND newer.range_start = dropped.range_start
        AND newer.version > dropped.version AND newer.state <> 'due');

-- Whether the rollups have all samples of the range, as far as this transaction sees them. True if there are no rollups.
CREATE FUNCTION liftline_rollups_have(range_start timestamptz, range_end timestamptz) RETURNS boolean
LANGUAGE sql STABLE SET search_path = "${flyway:defaultSchema}", pg_temp AS $$
    SELECT to_regclass('esp_telemetry_1h') IS NULL
           OR (EXISTS (SELECT FROM rollup_progress WHERE complete_until >= range_end)
               AND NOT EXISTS (SELECT FROM esp_telemetry_touched WHERE bucket >= range_start AND bucket < range_end));
$$;

REVOKE ALL ON FUNCTION liftline_rollups_have(timestamptz, timestamptz) FROM PUBLIC;
