-- Guarantee: the type reading exists. It is double precision under another name: a domain without a constraint.
-- TimescaleDB chooses how to compress a column by its type. For double precision it stores the XOR of neighbouring
-- values, for any type that it does not know a dictionary. Measured values repeat in steps of the last digit, so the
-- dictionary takes half the space.
-- A type of this name that is there already stays; V33 then leaves the columns as they are.
DO $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_type
        WHERE typname = 'reading' AND typnamespace = current_schema()::regnamespace)
    THEN
        CREATE DOMAIN reading AS double precision;
        COMMENT ON DOMAIN reading IS 'A measured value, double precision; a domain, so that compression uses a dictionary';
    END IF;
END;
$$;
