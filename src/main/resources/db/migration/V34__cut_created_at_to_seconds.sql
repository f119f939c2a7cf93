-- Guarantee: created_at is a whole second unless a program sets it itself. Its microseconds are noise that no compression
-- gets rid of: they take more space than any channel. A default that was there is cut, not replaced.
DO $$
DECLARE
    given text;
BEGIN
    SELECT pg_get_expr(d.adbin, d.adrelid)
    INTO given
    FROM pg_attribute a
    JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attrelid = 'esp_telemetry'::regclass AND a.attname = 'created_at' AND a.attgenerated = '';
    IF given IS NOT NULL THEN
        EXECUTE format('ALTER TABLE esp_telemetry ALTER COLUMN created_at SET DEFAULT date_trunc(''second'', %s)', given);
    END IF;
END;
$$;
