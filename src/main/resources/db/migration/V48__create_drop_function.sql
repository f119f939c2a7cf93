-- Drops the chunks of an archived range. It is the only way in which the service can remove rows of the hypertables.
-- It checks for itself that this version was verified, and that the rows are still those that were verified.
--
-- Returns 'dropped', or why it did nothing:
--   not_verified  this version is not verified, or a newer version has been begun
--   kept          the range was restored and is to be kept for a while
--   pending       the rollups do not have all of its samples yet
--   changed       the rows are not those of the verified version: rows came late
--   overlapping   a chunk reaches beyond the range
-- Fails with lock_not_available if a lock is not to be had within two seconds.
--
-- The first lock stops writers of these chunks while the rows are counted, and no readers. A writer that waits for it makes the
-- chunk anew after the drop; the service looks for such chunks.
CREATE FUNCTION liftline_drop_chunk(wanted_hypertable text, wanted_chunk text, wanted_version integer) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = "${flyway:defaultSchema}", pg_temp SET lock_timeout = '2s' AS $$
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
    -- Rows never become fewer. If they did, the dropped version before was not brought back.
    IF EXISTS (
        SELECT FROM chunk_archive before
        WHERE before.hypertable = archived.hypertable AND before.range_start = archived.range_start
          AND before.version < archived.version AND before.dropped_at IS NOT NULL AND before.rows > archived.rows)
    THEN
        RETURN 'changed';
    END IF;

    IF archived.hypertable = 'esp_telemetry' AND NOT liftline_rollups_have(archived.range_start, archived.range_end) THEN
        RETURN 'pending';
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

REVOKE ALL ON FUNCTION liftline_drop_chunk(text, text, integer) FROM PUBLIC;
