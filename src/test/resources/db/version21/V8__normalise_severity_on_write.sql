-- Guarantee: a program that writes another word for a severity (CRITICAL, Warning, NULL) goes on working, and what is
-- stored is of the one vocabulary. A row that has a word of it already does not pay for the call.
CREATE FUNCTION liftline_normalise_severity() RETURNS trigger
LANGUAGE plpgsql SET search_path = "${flyway:defaultSchema}", pg_temp AS $$
BEGIN
    NEW.severity := liftline_severity(NEW.severity);
    RETURN NEW;
END;
$$;

CREATE TRIGGER diagnostic_results_normalise_severity
    BEFORE INSERT OR UPDATE OF severity ON diagnostic_results
    FOR EACH ROW
    WHEN (NEW.severity IS NULL OR NEW.severity NOT IN ('critical', 'high', 'medium', 'low', 'info'))
    EXECUTE FUNCTION liftline_normalise_severity();
