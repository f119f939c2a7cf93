-- Guarantee: esp_telemetry has one unique key of Liftline's, PRIMARY KEY (well_id, timestamp), and a BRIN index on the
-- time. The key takes the place of the primary key (id, timestamp) and of the unique index idx_telemetry_well_time; id
-- stays a column that numbers itself, without an index (docs/adr/0006-one-key-and-the-time-index.md).
-- Rows are not rewritten, compressed ones included: the old indexes are dropped and the new ones built. The table is locked
-- meanwhile. TimescaleDB cannot make a constraint of an index that is there.
DO $$
DECLARE
    old_key name;
    other text;
BEGIN
    LOCK TABLE esp_telemetry IN ACCESS EXCLUSIVE MODE;

    SELECT conname INTO old_key
    FROM pg_constraint
    WHERE conrelid = 'esp_telemetry'::regclass AND contype = 'p';
    IF old_key IS NOT NULL THEN
        EXECUTE format('ALTER TABLE esp_telemetry DROP CONSTRAINT %I', old_key);
    END IF;
    DROP INDEX IF EXISTS idx_telemetry_well_time;
    DROP INDEX IF EXISTS idx_esp_telemetry_time;

    ALTER TABLE esp_telemetry ADD CONSTRAINT esp_telemetry_pkey PRIMARY KEY (well_id, "timestamp");
    CREATE INDEX idx_esp_telemetry_time ON esp_telemetry
    USING brin ("timestamp") WITH (autosummarize = on, pages_per_range = 512);

    FOR other IN
        SELECT i.indexrelid::regclass::text
        FROM pg_index i
        JOIN pg_attribute well ON well.attrelid = i.indrelid AND well.attname = 'well_id'
        WHERE i.indrelid = 'esp_telemetry'::regclass AND i.indisunique AND NOT well.attnum = ANY (i.indkey)
    LOOP
        RAISE WARNING 'the unique index % does not hold the well: a row that arrives late in a compressed chunk has to look '
                      'through the whole chunk; drop the index if nothing needs it', other;
    END LOOP;
EXCEPTION
    WHEN feature_not_supported THEN
        RAISE EXCEPTION 'this TimescaleDB cannot change the key of a table with compressed chunks (%); nothing was changed',
            SQLERRM
        USING HINT = 'Update TimescaleDB, or run SELECT decompress_chunk(c, true) FROM show_chunks(''esp_telemetry'') AS c, '
                     'and start again.';
    WHEN dependent_objects_still_exist THEN
        RAISE EXCEPTION 'another object needs the key (id, timestamp) of esp_telemetry; nothing was changed'
        USING DETAIL = SQLERRM, HINT = 'Drop the foreign key that refers to it, and start again.';
END;
$$;
