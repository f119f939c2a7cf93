-- Guarantee: the table well exists and holds every well that has a row in esp_telemetry.
-- It is the list of wells: statements about wells read it and not esp_telemetry, where a statement without a time bound has
-- to be planned for each chunk. well_id has the type and the collation of esp_telemetry.well_id, which a program of before
-- may have made wider than varchar(50).
CREATE TABLE well AS
SELECT well_id, "timestamp" AS first_at, "timestamp" AS last_at, NULL::text AS name, NULL::text AS field, NULL::jsonb AS limits
FROM esp_telemetry
WITH NO DATA;

ALTER TABLE well
    ADD CONSTRAINT well_pkey PRIMARY KEY (well_id),
    ALTER COLUMN first_at SET NOT NULL,
    ALTER COLUMN last_at SET NOT NULL;

COMMENT ON TABLE well IS 'Every well that has ever had a sample';
COMMENT ON COLUMN well.first_at IS 'An event time of the well when it was first seen; earlier samples may have come since';
COMMENT ON COLUMN well.last_at IS
    'A lower bound of the newest event time: it is written now and then, so newer samples may be there';
COMMENT ON COLUMN well.name IS 'What people call the well';
COMMENT ON COLUMN well.field IS 'The oil field the well belongs to';
COMMENT ON COLUMN well.limits IS 'Limits of its channels, for those who judge samples';

-- Adds the wells that have rows at or after a time and are not in the table well, and returns how many those were. Programs
-- that write to esp_telemetry by SQL do not write to well: this finds their wells. Safe to run from several sessions at once.
-- It hops along the key of esp_telemetry from one well to the next: the number of steps grows with the wells and with the
-- chunks since that time, not with the rows. The time is cut to its day (UTC), as chunks are, so that no step begins amid a
-- well's rows. EXECUTE plans with the value of the time, so that older chunks are not even looked at.
CREATE FUNCTION liftline_register_wells(since timestamptz) RETURNS bigint
LANGUAGE plpgsql SET search_path = "${flyway:defaultSchema}", pg_temp AS $$
DECLARE
    added bigint;
BEGIN
    EXECUTE $sql$
        WITH RECURSIVE hop AS (
            (SELECT well_id FROM esp_telemetry WHERE "timestamp" >= $1 ORDER BY well_id LIMIT 1)
            UNION ALL
            SELECT (SELECT later.well_id
                    FROM esp_telemetry AS later
                    WHERE later.well_id > hop.well_id AND later."timestamp" >= $1
                    ORDER BY later.well_id
                    LIMIT 1)
            FROM hop
            WHERE hop.well_id IS NOT NULL
        )
        INSERT INTO well (well_id, first_at, last_at)
        SELECT hop.well_id,
               (SELECT "timestamp" FROM esp_telemetry AS t WHERE t.well_id = hop.well_id ORDER BY "timestamp" LIMIT 1),
               (SELECT "timestamp" FROM esp_telemetry AS t WHERE t.well_id = hop.well_id ORDER BY "timestamp" DESC LIMIT 1)
        FROM hop
        WHERE hop.well_id IS NOT NULL
          AND NOT EXISTS (SELECT FROM well WHERE well.well_id = hop.well_id)
        ORDER BY hop.well_id
        ON CONFLICT (well_id) DO NOTHING
        $sql$
    USING date_bin(INTERVAL '1 day', since, TIMESTAMPTZ '2000-01-01T00:00:00Z');
    GET DIAGNOSTICS added = ROW_COUNT;
    RETURN added;
END;
$$;

DO $$
BEGIN
    PERFORM liftline_register_wells('-infinity');
END;
$$;
