-- Guarantee: diagnostic_results is a hypertable with chunks of seven days, key (id, timestamp), the wanted columns and
-- severities of one vocabulary; each severity that was another word is kept in diagnostic_severity_originals, rows without
-- a well or a time in diagnostic_results_unplaced. Rows and values are the same before and after, or the migration fails.
CREATE TABLE diagnostic_severity_originals (
    diagnostic_id  bigint NOT NULL,
    "timestamp"    timestamptz NOT NULL,
    original       text,
    severity       varchar(20) NOT NULL,
    changed_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT diagnostic_severity_originals_pkey PRIMARY KEY (diagnostic_id, "timestamp")
);

COMMENT ON TABLE diagnostic_severity_originals IS
    'The word that stood in diagnostic_results.severity before the vocabulary became one, for each row where it changed';

-- Maps the severities that are there and keeps the words they were. CHECKs over another vocabulary go first.
CREATE FUNCTION liftline_takeover_severities(target regclass) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    old_check name;
BEGIN
    FOR old_check IN
        SELECT c.conname
        FROM pg_constraint c
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
        WHERE c.conrelid = target AND c.contype = 'c' AND a.attname = 'severity'
    LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', target, old_check);
    END LOOP;

    EXECUTE format($sql$
        INSERT INTO diagnostic_severity_originals (diagnostic_id, "timestamp", original, severity)
        SELECT id, "timestamp", severity, liftline_severity(severity)
        FROM %1$s
        WHERE severity IS DISTINCT FROM liftline_severity(severity)
        $sql$, target);
    EXECUTE format($sql$
        UPDATE %1$s
        SET severity = liftline_severity(severity)
        WHERE severity IS DISTINCT FROM liftline_severity(severity)
        $sql$, target);
    EXECUTE format('ALTER TABLE %s ALTER COLUMN severity SET NOT NULL', target);
    EXECUTE format('ALTER TABLE %s ADD CONSTRAINT diagnostic_results_severity_check '
                   'CHECK (severity IN (''critical'', ''high'', ''medium'', ''low'', ''info''))', target);
END;
$$;

-- Adds the CHECK that a confidence is 0 to 1. Where old rows break it (percentages), they stay as they are and the CHECK
-- is left out, so that the program that wrote them goes on working; the log says so.
CREATE FUNCTION liftline_takeover_confidence(target regclass) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    outside bigint;
BEGIN
    EXECUTE format('SELECT count(*) FROM %s WHERE NOT (confidence BETWEEN 0 AND 1)', target) INTO outside;
    IF outside > 0 THEN
        RAISE WARNING '% rows of % have a confidence outside 0 to 1; they stay, and no CHECK was added', outside, target;
        RETURN;
    END IF;
    EXECUTE format('ALTER TABLE %1$s DROP CONSTRAINT IF EXISTS diagnostic_results_confidence_check', target);
    EXECUTE format('ALTER TABLE %1$s ADD CONSTRAINT diagnostic_results_confidence_check '
                   'CHECK (confidence BETWEEN 0 AND 1)', target);
END;
$$;

DO $$
DECLARE
    before numeric[];
    triggers text[];
BEGIN
    LOCK TABLE diagnostic_results IN ACCESS EXCLUSIVE MODE;
    PERFORM liftline_takeover_check('diagnostic_results', 'diagnostic_results_wanted');
    before := liftline_takeover_fingerprint('diagnostic_results', 'diagnostic_results_wanted');

    triggers := liftline_takeover_rest_triggers('diagnostic_results');
    PERFORM liftline_takeover_drop_keys('diagnostic_results');
    PERFORM liftline_takeover_columns('diagnostic_results', 'diagnostic_results_wanted');
    PERFORM liftline_takeover_aside('diagnostic_results', 'diagnostic_results_unplaced');
    PERFORM liftline_takeover_set_aside_unplaced('diagnostic_results', 'diagnostic_results_unplaced');
    PERFORM liftline_takeover_identity('diagnostic_results');
    PERFORM liftline_takeover_severities('diagnostic_results');
    PERFORM liftline_takeover_confidence('diagnostic_results');

    PERFORM liftline_takeover_primary_key('diagnostic_results', 'diagnostic_results_pkey');
    PERFORM liftline_takeover_hypertable('diagnostic_results', INTERVAL '7 days');
    PERFORM liftline_takeover_index('diagnostic_results', 'idx_diagnostic_well_time', 'INDEX', 'well_id, "timestamp" DESC');
    PERFORM liftline_takeover_index('diagnostic_results', 'idx_diagnostic_severity', 'INDEX', 'severity, "timestamp" DESC');

    PERFORM liftline_takeover_verify(
        before, 'diagnostic_results', 'diagnostic_results_unplaced', 'diagnostic_results_wanted');
    PERFORM liftline_takeover_restore(triggers);
END;
$$;

COMMENT ON TABLE diagnostic_results_unplaced IS
    'Rows that were in diagnostic_results when it became a hypertable and had no well or no time';

DROP FUNCTION liftline_takeover_severities;
DROP FUNCTION liftline_takeover_confidence;
DROP TABLE diagnostic_results_wanted;
