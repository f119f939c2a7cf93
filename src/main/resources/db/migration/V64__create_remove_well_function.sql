-- Removes a well that was written by mistake (docs/adr/0030-removal-of-wells.md): from the list of wells, with its samples and
-- findings. Besides liftline_drop_chunk, it is the only way in which the service can remove rows of the hypertables, so it
-- checks and limits for itself.
CREATE TABLE removed_well (
    id         bigint      GENERATED ALWAYS AS IDENTITY,
    well_id    text        NOT NULL,
    removed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    removed_by text        NOT NULL,
    samples    bigint      NOT NULL,
    findings   bigint      NOT NULL,
    CONSTRAINT removed_well_pkey PRIMARY KEY (id)
);

CREATE INDEX removed_well_removed_at_idx ON removed_well (removed_at);

COMMENT ON TABLE removed_well IS 'The wells that administrators have removed; the service may read it only';
COMMENT ON COLUMN removed_well.removed_by IS 'A username';

-- Returns {"outcome": …, "samples": …, "findings": …, "from": …, "to": …}. With dry_run nothing changes. The outcomes:
--   removed    or with dry_run: it would be
--   absent     there is no such well
--   archived   some of its samples or findings are, or are about to be, in an object of the archive, which does not change
--   too_large  it has more than 1,000,000 samples and findings
--   too_many   1,000 wells, or 1,000,000 samples and findings, would be exceeded within an hour
-- Fails with lock_not_available if a lock is not to be had within two seconds.
CREATE FUNCTION liftline_remove_rows_of_well(wanted text, actor text, dry_run boolean) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = "${flyway:defaultSchema}", pg_temp SET lock_timeout = '2s' AS $$
DECLARE
    most CONSTANT bigint := 1000000;
    most_wells CONSTANT bigint := 1000;
    registered well;
    oldest timestamptz;
    newest timestamptz;
    rows_found bigint;
    findings_found bigint;
    wells_before bigint;
    rows_before bigint;
    rollups_are_tables boolean;
    is_archived boolean;
    outcome text := 'removed';
BEGIN
    SELECT * INTO registered FROM well WHERE well_id = wanted FOR UPDATE;
    IF NOT FOUND THEN
        RETURN jsonb_build_object('outcome', 'absent');
    END IF;
    SELECT relkind = 'r' INTO rollups_are_tables FROM pg_class WHERE oid = to_regclass('esp_telemetry_1h');

    -- Other programs may have written samples outside the times of the list. EXECUTE plans with the values of the times, so
    -- that later statements look at the chunks between them only.
    EXECUTE 'SELECT min("timestamp"), max("timestamp") FROM esp_telemetry WHERE well_id = $1' INTO oldest, newest USING wanted;
    EXECUTE 'SELECT count(*) FROM (
                 SELECT FROM esp_telemetry WHERE well_id = $1 AND "timestamp" >= $2 AND "timestamp" <= $3 LIMIT $4 + 1) AS few'
    INTO rows_found USING wanted, oldest, newest, most;
    EXECUTE 'SELECT count(*) FROM (SELECT FROM diagnostic_results WHERE well_id = $1 LIMIT $2 + 1) AS few'
    INTO findings_found USING wanted, most;

    EXECUTE 'SELECT EXISTS (
                 SELECT FROM chunk_archive AS a
                 WHERE a.hypertable = ''esp_telemetry'' AND a.state <> ''due'' AND EXISTS (
                     SELECT FROM esp_telemetry AS t
                     WHERE t.well_id = $1 AND t."timestamp" >= a.range_start AND t."timestamp" < a.range_end
                       AND t."timestamp" >= $2 AND t."timestamp" <= $3))
             OR EXISTS (
                 SELECT FROM chunk_archive AS a
                 WHERE a.hypertable = ''diagnostic_results'' AND a.state <> ''due'' AND EXISTS (
                     SELECT FROM diagnostic_results AS d
                     WHERE d.well_id = $1 AND d."timestamp" >= a.range_start AND d."timestamp" < a.range_end))'
    INTO is_archived USING wanted, oldest, newest;
    -- Samples that are in the archive only are known by the rollups, which keep them. Without rollups, the times of the list tell.
    IF NOT is_archived AND rollups_are_tables IS NULL THEN
        is_archived := EXISTS (
            SELECT FROM esp_telemetry_dropped AS d
            WHERE d.range_end > registered.first_at AND d.range_start <= registered.last_at);
    ELSIF NOT is_archived THEN
        EXECUTE 'SELECT EXISTS (
                     SELECT FROM chunk_archive AS a
                     JOIN esp_telemetry_1h AS r ON r.bucket >= a.range_start AND r.bucket < a.range_end
                     WHERE a.hypertable = ''esp_telemetry'' AND a.state <> ''due'' AND r.well_id = $1)'
        INTO is_archived USING wanted;
    END IF;

    IF NOT dry_run THEN
        LOCK TABLE removed_well IN SHARE ROW EXCLUSIVE MODE; -- one removal at a time, so that the limits hold
    END IF;
    SELECT count(*), coalesce(sum(samples + findings), 0) INTO wells_before, rows_before
    FROM removed_well
    WHERE removed_at > clock_timestamp() - INTERVAL '1 hour';
    IF is_archived THEN
        outcome := 'archived';
    ELSIF rows_found + findings_found > most THEN
        outcome := 'too_large';
    ELSIF wells_before >= most_wells OR rows_before + rows_found + findings_found > most THEN
        outcome := 'too_many';
    END IF;

    IF outcome = 'removed' AND NOT dry_run THEN
        -- The marks of the hours make a continuous aggregate forget the samples.
        PERFORM set_config('liftline.marks_hours', 'on', true);
        IF NOT rollups_are_tables THEN
            EXECUTE 'INSERT INTO esp_telemetry_touched (bucket)
                     SELECT DISTINCT date_bin(INTERVAL ''1 hour'', "timestamp", TIMESTAMPTZ ''2000-01-01T00:00:00Z'')
                     FROM esp_telemetry
                     WHERE well_id = $1 AND "timestamp" >= $2 AND "timestamp" <= $3
                     ON CONFLICT DO NOTHING'
            USING wanted, oldest, newest;
        END IF;
        IF EXISTS (SELECT FROM pg_settings WHERE name = 'timescaledb.max_tuples_decompressed_per_dml_transaction') THEN
            PERFORM set_config('timescaledb.max_tuples_decompressed_per_dml_transaction', '0', true); -- they are limited above
        END IF;
        EXECUTE 'DELETE FROM esp_telemetry WHERE well_id = $1 AND "timestamp" >= $2 AND "timestamp" <= $3'
        USING wanted, oldest, newest;
        GET DIAGNOSTICS rows_found = ROW_COUNT;
        DELETE FROM diagnostic_results WHERE well_id = wanted;
        GET DIAGNOSTICS findings_found = ROW_COUNT;
        IF to_regclass('diagnostic_state') IS NOT NULL THEN -- of a later migration
            DELETE FROM diagnostic_state WHERE well_id = wanted;
            DELETE FROM rule_state WHERE well_id = wanted;
        END IF;
        DELETE FROM well WHERE well_id = wanted;
        INSERT INTO removed_well (well_id, removed_by, samples, findings)
        VALUES (wanted, actor, rows_found, findings_found);
    END IF;
    RETURN jsonb_build_object('outcome', outcome, 'samples', rows_found, 'findings', findings_found, 'from', oldest, 'to', newest);
END;
$$;

REVOKE ALL ON FUNCTION liftline_remove_rows_of_well(text, text, boolean) FROM PUBLIC;

-- The same with the rollups, which belong to the role of the service. Where they are tables, their rows are removed, and their worker
-- waits meanwhile, so that it does not store what it has read before.
CREATE FUNCTION liftline_remove_well(wanted text, actor text, dry_run boolean) RETURNS jsonb
LANGUAGE plpgsql SET search_path = "${flyway:defaultSchema}", pg_temp SET lock_timeout = '2s' AS $$
DECLARE
    rollups_are_tables boolean;
    result jsonb;
BEGIN
    SELECT relkind = 'r' INTO rollups_are_tables FROM pg_class WHERE oid = to_regclass('esp_telemetry_1h');
    IF rollups_are_tables AND NOT dry_run THEN
        EXECUTE 'LOCK TABLE ONLY esp_telemetry_1h, ONLY esp_telemetry_1d IN SHARE ROW EXCLUSIVE MODE';
    END IF;
    result := liftline_remove_rows_of_well(wanted, actor, dry_run);
    IF rollups_are_tables AND NOT dry_run AND result ->> 'outcome' = 'removed' THEN
        EXECUTE 'DELETE FROM esp_telemetry_1h WHERE well_id = $1' USING wanted;
        EXECUTE 'DELETE FROM esp_telemetry_1d WHERE well_id = $1' USING wanted;
    END IF;
    RETURN result;
END;
$$;

REVOKE ALL ON FUNCTION liftline_remove_well(text, text, boolean) FROM PUBLIC;

-- Adds a well to the list again if it has samples: some were written while it was removed, by a replica that did not know yet.
CREATE FUNCTION liftline_register_well_again(wanted text) RETURNS void
LANGUAGE plpgsql SET search_path = "${flyway:defaultSchema}", pg_temp AS $$
BEGIN
    EXECUTE 'INSERT INTO well (well_id, first_at, last_at)
             SELECT $1, min("timestamp"), max("timestamp")
             FROM esp_telemetry
             WHERE well_id = $1
             HAVING count(*) > 0
             ON CONFLICT (well_id) DO NOTHING'
    USING wanted;
END;
$$;

REVOKE ALL ON FUNCTION liftline_register_well_again(text) FROM PUBLIC;
