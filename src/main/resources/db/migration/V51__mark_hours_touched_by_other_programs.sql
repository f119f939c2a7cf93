-- Guarantee: a program that changes samples marks their hours in esp_telemetry_touched, in the same transaction, so that the
-- rollups never miss a change. Liftline's own writers mark the late hours of a commit by one statement instead. Their
-- sessions have the setting liftline.marks_hours, and for them a trigger costs one comparison per row.
CREATE FUNCTION liftline_mark_hour() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    hour timestamptz;
    mark text;
BEGIN
    FOREACH hour IN ARRAY CASE TG_OP
        WHEN 'INSERT' THEN ARRAY[NEW."timestamp"]
        WHEN 'DELETE' THEN ARRAY[OLD."timestamp"]
        ELSE ARRAY[OLD."timestamp", NEW."timestamp"]
    END
    LOOP
        hour := date_bin(INTERVAL '1 hour', hour, TIMESTAMPTZ '2000-01-01T00:00:00Z');
        mark := pg_current_xact_id()::text || ' ' || hour::text;
        -- remembers the last mark of the transaction, because the next row is usually of the same hour
        IF current_setting('liftline.marked', true) IS DISTINCT FROM mark THEN
            INSERT INTO "${flyway:defaultSchema}".esp_telemetry_touched (bucket) VALUES (hour) ON CONFLICT DO NOTHING;
            PERFORM set_config('liftline.marked', mark, true);
        END IF;
    END LOOP;
    RETURN NULL;
END;
$$;

CREATE TRIGGER esp_telemetry_mark_hour
    AFTER INSERT OR UPDATE OR DELETE ON esp_telemetry
    FOR EACH ROW
    WHEN (current_setting('liftline.marks_hours', true) IS DISTINCT FROM 'on')
    EXECUTE FUNCTION liftline_mark_hour();
