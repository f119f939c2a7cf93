-- Guarantee: while somebody wants new samples (live_interest), a program that writes samples by SQL announces them on the channel
-- liftline_live when it commits: the first 100 rows of a transaction one by one, more of them by one announcement without rows.
-- Liftline's own writers announce theirs after their commit. Their sessions have the setting liftline.marks_hours.
CREATE FUNCTION liftline_announce_sample() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = "${flyway:defaultSchema}", pg_temp AS $$
DECLARE
    said CONSTANT text := coalesce(current_setting('liftline.announced', true), '');
    here CONSTANT text := pg_current_xact_id()::text;
    number integer := CASE WHEN split_part(said, ' ', 1) = here THEN split_part(said, ' ', 2)::integer ELSE 0 END;
    micros bigint;
BEGIN
    IF number > 100 OR NOT EXISTS (SELECT FROM live_interest WHERE until > now()) THEN
        RETURN NULL;
    END IF;
    number := number + 1;
    micros := (extract(epoch FROM NEW."timestamp") * 1000000)::bigint;
    PERFORM set_config('liftline.announced', here || ' ' || number, true);
    PERFORM pg_notify(
        'liftline_live',
        json_build_object(
            'id', here || '.' || number,
            'rows', CASE WHEN number > 100 THEN '[]'::json ELSE json_build_array(json_build_array(NEW.well_id, micros, micros)) END
        )::text);
    RETURN NULL;
END;
$$;

CREATE TRIGGER esp_telemetry_announce
    AFTER INSERT OR UPDATE ON esp_telemetry
    FOR EACH ROW
    WHEN (current_setting('liftline.marks_hours', true) IS DISTINCT FROM 'on')
    EXECUTE FUNCTION liftline_announce_sample();
