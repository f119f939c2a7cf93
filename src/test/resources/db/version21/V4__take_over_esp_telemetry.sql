-- Guarantee: esp_telemetry is a hypertable with chunks of one day, key (id, timestamp), at most one row for each well and
-- time, and the wanted columns; rows that cannot be in it are in esp_telemetry_duplicates. Rows and values are the same
-- before and after, or the migration fails. New databases and old ones take the same path.
DO $$
DECLARE
    before numeric[];
    triggers text[];
BEGIN
    LOCK TABLE esp_telemetry IN ACCESS EXCLUSIVE MODE;
    PERFORM liftline_takeover_check('esp_telemetry', 'esp_telemetry_wanted');
    before := liftline_takeover_fingerprint('esp_telemetry', 'esp_telemetry_wanted');

    triggers := liftline_takeover_rest_triggers('esp_telemetry');
    PERFORM liftline_takeover_drop_keys('esp_telemetry');
    PERFORM liftline_takeover_columns('esp_telemetry', 'esp_telemetry_wanted');
    PERFORM liftline_takeover_aside('esp_telemetry', 'esp_telemetry_duplicates');
    PERFORM liftline_takeover_set_aside_unplaced('esp_telemetry', 'esp_telemetry_duplicates');
    PERFORM liftline_takeover_set_aside_duplicates('esp_telemetry', 'esp_telemetry_duplicates');
    PERFORM liftline_takeover_identity('esp_telemetry');

    PERFORM liftline_takeover_primary_key('esp_telemetry', 'esp_telemetry_pkey');
    PERFORM liftline_takeover_hypertable('esp_telemetry', INTERVAL '1 day');
    PERFORM liftline_takeover_index('esp_telemetry', 'idx_esp_telemetry_time', 'INDEX', '"timestamp" DESC');
    PERFORM liftline_takeover_index('esp_telemetry', 'idx_telemetry_well_time', 'UNIQUE INDEX', 'well_id, "timestamp" DESC');

    PERFORM liftline_takeover_verify(before, 'esp_telemetry', 'esp_telemetry_duplicates', 'esp_telemetry_wanted');
    PERFORM liftline_takeover_restore(triggers);
END;
$$;

COMMENT ON TABLE esp_telemetry_duplicates IS
    'Rows that were in esp_telemetry when it became a hypertable and could not stay: earlier rows of one well and time';

DROP TABLE esp_telemetry_wanted;
