-- Guarantee: a finding that is deleted takes its state and its notes with it, and a well what the rules remember of it. Otherwise the
-- rules would take the finding of a removed well for an open one when a well of the same name begins to send. Chunks that are
-- dropped do not run triggers: the state of archived findings stays.
CREATE FUNCTION liftline_forget_finding() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = "${flyway:defaultSchema}", pg_temp AS $$
BEGIN
    DELETE FROM diagnostic_state WHERE diagnostic_id = OLD.id AND "timestamp" = OLD."timestamp";
    RETURN NULL;
END;
$$;

CREATE FUNCTION liftline_forget_well() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = "${flyway:defaultSchema}", pg_temp AS $$
BEGIN
    DELETE FROM rule_state WHERE well_id = OLD.well_id;
    RETURN NULL;
END;
$$;

CREATE TRIGGER well_forget_rule_state
    AFTER DELETE ON well
    FOR EACH ROW
    EXECUTE FUNCTION liftline_forget_well();

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_trigger WHERE tgrelid = 'diagnostic_results'::regclass AND tgname = 'diagnostic_results_open_finding') THEN
        CREATE TRIGGER diagnostic_results_forget_finding
            AFTER DELETE ON diagnostic_results
            FOR EACH ROW
            EXECUTE FUNCTION liftline_forget_finding();
    END IF;
END;
$$;
