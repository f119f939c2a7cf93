-- Who did what, when and from where. The service may add and read events, and not change or delete them.
CREATE TABLE audit_event (
    id         bigint      GENERATED ALWAYS AS IDENTITY,
    at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor      text        NOT NULL,
    action     text        NOT NULL,
    subject    text        NOT NULL,
    outcome    text        NOT NULL,
    address    text        NOT NULL,
    request_id text        NOT NULL,
    CONSTRAINT audit_event_outcome_check CHECK (outcome IN ('done', 'refused'))
);

DO $$
BEGIN
    PERFORM create_hypertable('audit_event', 'at', chunk_time_interval => INTERVAL '30 days');
END;
$$;

COMMENT ON TABLE audit_event IS 'Logins, refusals, administration and storage operations';
COMMENT ON COLUMN audit_event.subject IS 'What it was done to: a username, the id of a key, a range of a hypertable';

-- Guarantee: deletes only events that are older than the given time and than 90 days.
CREATE FUNCTION liftline_trim_audit(keep interval) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = "${flyway:defaultSchema}", pg_temp AS $$
    SELECT count(*)
    FROM drop_chunks('audit_event', older_than => now() - greatest(keep, INTERVAL '90 days'));
$$;

REVOKE ALL ON FUNCTION liftline_trim_audit(interval) FROM PUBLIC;
