-- Figures of rows that do not depend on their order and that DuckDB computes alike from a Parquet file
-- (docs/adr/0013-what-proves-an-object.md, archive/parquet/ParquetSql.java).

-- The columns that are archived, in the order of the table, with the form in which each is archived: double, integer, time,
-- or text for any other type. Generated columns are left out, because PostgreSQL computes them.
CREATE FUNCTION liftline_archive_columns(target regclass)
RETURNS TABLE (name text, type text, kind text)
LANGUAGE sql STABLE SET search_path = "${flyway:defaultSchema}", pg_temp AS $$
    SELECT a.attname::text,
           format_type(a.atttypid, a.atttypmod),
           CASE coalesce(nullif(t.typbasetype, 0), t.oid)::regtype
               WHEN 'double precision'::regtype THEN 'double'
               WHEN 'real'::regtype THEN 'double'
               WHEN 'smallint'::regtype THEN 'integer'
               WHEN 'integer'::regtype THEN 'integer'
               WHEN 'bigint'::regtype THEN 'integer'
               WHEN 'timestamptz'::regtype THEN 'time'
               ELSE 'text'
           END
    FROM pg_attribute a
    JOIN pg_type t ON t.oid = a.atttypid
    WHERE a.attrelid = target AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    ORDER BY a.attnum;
$$;

-- The figures of the rows of a table in a range of times: the number of rows and wells, and for each column count, minimum,
-- maximum and digest. The digest is an exact sum of integers:
--   double   the bits of the number (IEEE 754), so that it tells -0 from 0
--   integer  the number
--   time     microseconds since 2000
--   text     60 bits of the MD5 of the text; minimum and maximum are lengths in bytes
-- Minima and maxima of doubles have no negative zero, because -0 and 0 are equal, and either could be the minimum.
CREATE FUNCTION liftline_figures(target regclass, from_time timestamptz, to_time timestamptz) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = "${flyway:defaultSchema}", pg_temp SET jit = off
SET TimeZone = 'UTC' SET DateStyle = 'ISO, YMD' SET IntervalStyle = 'postgres' SET extra_float_digits = 1 AS $$
DECLARE
    columns text;
    figures jsonb;
BEGIN
    SELECT string_agg(
               format('jsonb_build_object(%L, jsonb_build_object(''count'', count(%s), ''min'', %s, ''max'', %s, ''digest'', '
                      'coalesce(sum(%s), 0)::text))',
                      name, value,
                      replace(bound, '@', format('min(%s)', measured)), replace(bound, '@', format('max(%s)', measured)),
                      summand),
               ' || ')
    INTO columns
    FROM liftline_archive_columns(target),
         LATERAL (SELECT CASE kind
                             WHEN 'double' THEN format('(%I)::double precision', name)
                             WHEN 'integer' THEN format('(%I)::bigint', name)
                             WHEN 'time' THEN quote_ident(name)
                             WHEN 'text' THEN format('(%I)::text', name)
                         END) AS v (value),
         LATERAL (SELECT CASE kind WHEN 'text' THEN format('octet_length(%s)', value) ELSE value END) AS m (measured),
         LATERAL (SELECT CASE kind
                             WHEN 'double' THEN '(@ + ''0''::double precision)::text'
                             WHEN 'time' THEN '(liftline_bits(timestamptz_send(@)) + 946684800000000::numeric)::text'
                             ELSE '(@)::text'
                         END) AS b (bound),
         LATERAL (SELECT CASE kind
                             WHEN 'double' THEN format('liftline_bits(float8send(%s))', value)
                             WHEN 'integer' THEN value
                             WHEN 'time' THEN format('liftline_bits(timestamptz_send(%s))', value)
                             WHEN 'text' THEN format('(''x0'' || left(md5(%s), 15))::bit(64)::bigint', value)
                         END) AS s (summand);

    EXECUTE format($sql$
        SELECT jsonb_build_object('rows', count(*), 'wells', count(DISTINCT well_id), 'columns', %s)
        FROM %s
        WHERE "timestamp" >= $1 AND "timestamp" < $2
        $sql$, columns, target)
    INTO figures
    USING from_time, to_time;
    RETURN figures;
END;
$$;

-- The number with these eight bytes, the highest first. It is inlined, so it costs no call.
CREATE FUNCTION liftline_bits(bytes bytea) RETURNS bigint
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT ('x' || encode(bytes, 'hex'))::bit(64)::bigint;
$$;
