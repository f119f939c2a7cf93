-- The drop of a chunk keeps the newest sample of each of its wells (newest_dropped_sample), and stores the exact first and last time of
-- each in the table well, which may not have them yet: they are written now and then. Everything else is as in V48, except for one
-- more outcome:
--   fewer         rows of an archived version are missing: somebody deleted them. To archive the range anew would not help.
CREATE OR REPLACE FUNCTION liftline_drop_chunk(wanted_hypertable text, wanted_chunk text, wanted_version integer) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = "${flyway:defaultSchema}", pg_temp SET lock_timeout = '2s'
SET TimeZone = 'UTC' SET extra_float_digits = 1 AS $$
DECLARE
    archived chunk_archive;
    target regclass;
    locked text[];
    dropped text[];
    chunk text;
BEGIN
    SELECT * INTO archived
    FROM chunk_archive
    WHERE hypertable = wanted_hypertable AND chunk_archive.chunk = wanted_chunk AND version = wanted_version
    FOR UPDATE;
    IF NOT FOUND OR archived.state <> 'verified' OR EXISTS (
        SELECT FROM chunk_archive newer
        WHERE newer.hypertable = archived.hypertable AND newer.version > archived.version
          AND newer.range_start = archived.range_start)
    THEN
        RETURN 'not_verified';
    END IF;
    IF EXISTS (
        SELECT FROM chunk_archive other
        WHERE other.hypertable = archived.hypertable AND other.keep_until > now()
          AND other.range_start < archived.range_end AND other.range_end > archived.range_start)
    THEN
        RETURN 'kept';
    END IF;
    target := format('%I', archived.hypertable)::regclass;

    IF EXISTS (
        SELECT FROM timescaledb_information.chunks c
        WHERE format('%I.%I', c.hypertable_schema, c.hypertable_name)::regclass = target
          AND c.range_start < archived.range_end AND c.range_end > archived.range_start
          AND NOT (c.range_start >= archived.range_start AND c.range_end <= archived.range_end))
    THEN
        RETURN 'overlapping';
    END IF;
    locked := ARRAY(
        SELECT format('%I.%I', c.chunk_schema, c.chunk_name)
        FROM timescaledb_information.chunks c
        WHERE format('%I.%I', c.hypertable_schema, c.hypertable_name)::regclass = target
          AND c.range_start >= archived.range_start AND c.range_end <= archived.range_end
        ORDER BY 1);
    FOREACH chunk IN ARRAY locked LOOP
        EXECUTE format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE', chunk);
    END LOOP;

    -- Where there is no chunk any more, there is nothing to count.
    IF locked <> '{}'
       AND liftline_figures(target, archived.range_start, archived.range_end) IS DISTINCT FROM archived.contents -> 'figures'
    THEN
        RETURN 'changed';
    END IF;
    -- Rows never become fewer. If they did, the dropped version before was not brought back, or rows were deleted.
    IF EXISTS (
        SELECT FROM chunk_archive before
        WHERE before.hypertable = archived.hypertable AND before.range_start = archived.range_start
          AND before.version < archived.version AND before.dropped_at IS NOT NULL AND before.rows > archived.rows)
    THEN
        RETURN 'fewer';
    END IF;

    IF archived.hypertable = 'esp_telemetry' AND NOT liftline_rollups_have(archived.range_start, archived.range_end) THEN
        RETURN 'pending';
    END IF;

    -- No row of the range can come or change any more.
    IF archived.hypertable = 'esp_telemetry' THEN
        EXECUTE format($sql$
            WITH times AS MATERIALIZED (
                SELECT well_id, min("timestamp") AS first_at, max("timestamp") AS last_at
                FROM %1$s
                WHERE "timestamp" >= $1 AND "timestamp" < $2
                GROUP BY well_id
            ),
            registered AS (
                INSERT INTO well AS stored (well_id, first_at, last_at)
                SELECT well_id, first_at, last_at
                FROM times
                ORDER BY well_id
                ON CONFLICT (well_id) DO UPDATE
                SET first_at = least(stored.first_at, excluded.first_at),
                    last_at = greatest(stored.last_at, excluded.last_at)
                WHERE excluded.first_at < stored.first_at OR excluded.last_at > stored.last_at
            )
            INSERT INTO newest_dropped_sample AS kept (well_id, "timestamp", sample)
            SELECT newest.well_id, newest."timestamp", to_json(newest)
            FROM times
            JOIN %1$s AS newest ON newest.well_id = times.well_id AND newest."timestamp" = times.last_at
            WHERE newest."timestamp" >= $1 AND newest."timestamp" < $2
            ON CONFLICT (well_id) DO UPDATE
            SET "timestamp" = excluded."timestamp", sample = excluded.sample
            WHERE excluded."timestamp" >= kept."timestamp"
            $sql$, target)
        USING archived.range_start, archived.range_end;
    END IF;

    -- Without this, TimescaleDB empties continuous aggregates over the range at their next refresh.
    IF EXISTS (SELECT FROM pg_settings WHERE name = 'timescaledb.skip_cagg_invalidation') THEN
        PERFORM set_config('timescaledb.skip_cagg_invalidation', 'on', true);
    END IF;
    dropped := ARRAY(
        SELECT drop_chunks(target, older_than => archived.range_end, newer_than => archived.range_start)
        ORDER BY 1);
    IF dropped <> locked THEN
        RAISE EXCEPTION 'a chunk of % from % to % was made while it was dropped', target, archived.range_start, archived.range_end
            USING ERRCODE = 'serialization_failure';
    END IF;

    UPDATE chunk_archive
    SET state = 'dropped', dropped_at = clock_timestamp(), error = NULL, error_at = NULL
    WHERE hypertable = archived.hypertable AND state = 'verified'
      AND range_start >= archived.range_start AND range_end <= archived.range_end;
    INSERT INTO archive_floor AS f (hypertable, dropped_before)
    VALUES (archived.hypertable, archived.range_end)
    ON CONFLICT (hypertable) DO UPDATE
    SET dropped_before = greatest(f.dropped_before, excluded.dropped_before);
    RETURN 'dropped';
END;
$$;
