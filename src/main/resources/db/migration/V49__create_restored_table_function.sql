-- Creates a table for restored rows: the columns of the hypertable, with its key, so that a restore may be repeated. Its name
-- begins with restored_, so that it is none of the service's own. The service may read it and add rows; it cannot drop it.
CREATE FUNCTION liftline_create_restored_table(wanted_hypertable text, wanted_name text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = "${flyway:defaultSchema}", pg_temp AS $$
BEGIN
    IF wanted_hypertable NOT IN ('esp_telemetry', 'diagnostic_results') OR wanted_name !~ '^restored_[a-z0-9_]{1,40}$' THEN
        RAISE EXCEPTION 'not a table for restored rows: % of %', wanted_name, wanted_hypertable
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    EXECUTE format('CREATE TABLE IF NOT EXISTS %I (LIKE %I)', wanted_name, wanted_hypertable);
    EXECUTE format('CREATE UNIQUE INDEX IF NOT EXISTS %I ON %I (%s)', wanted_name || '_key', wanted_name,
                   CASE wanted_hypertable WHEN 'esp_telemetry' THEN 'well_id, "timestamp"' ELSE 'id, "timestamp"' END);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO %I', wanted_name, session_user);
END;
$$;

REVOKE ALL ON FUNCTION liftline_create_restored_table(text, text) FROM PUBLIC;
