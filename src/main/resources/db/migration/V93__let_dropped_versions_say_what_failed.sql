-- As in V45, except that the service may record on a dropped version why its rows could not be brought back, and until when they are to be
-- kept. Everything else of a dropped version stays as it is, unless it is verified again.
CREATE OR REPLACE FUNCTION liftline_chunk_archive_transition() RETURNS trigger
LANGUAGE plpgsql SET search_path = "${flyway:defaultSchema}", pg_temp AS $$
DECLARE
    change CONSTANT text := CASE TG_OP WHEN 'INSERT' THEN 'new' ELSE OLD.state END || ' to ' || NEW.state;
    remarks CONSTANT text[] := ARRAY['error', 'error_at', 'keep_until'];
BEGIN
    IF change NOT IN ('new to due', 'due to due', 'due to exported', 'exported to exported', 'exported to due',
                      'exported to stored', 'stored to stored', 'stored to due', 'stored to verified',
                      'verified to verified', 'verified to dropped', 'dropped to dropped', 'dropped to verified')
    THEN
        RAISE EXCEPTION 'a version of a chunk cannot go from %', change USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state = 'dropped'
       AND current_user <> (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID)
       AND (change <> 'dropped to dropped' OR to_jsonb(OLD) - remarks IS DISTINCT FROM to_jsonb(NEW) - remarks)
    THEN
        RAISE EXCEPTION 'only liftline_drop_chunk records a drop' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.state IN ('verified', 'dropped')
       AND (OLD.hypertable, OLD.chunk, OLD.version, OLD.range_start, OLD.range_end, OLD.rows, OLD.contents, OLD.object, OLD.bytes,
            OLD.sha256, OLD.verified_at)
           IS DISTINCT FROM
           (NEW.hypertable, NEW.chunk, NEW.version, NEW.range_start, NEW.range_end, NEW.rows, NEW.contents, NEW.object, NEW.bytes,
            NEW.sha256, NEW.verified_at)
    THEN
        RAISE EXCEPTION 'what was verified does not change' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END;
$$;
