-- The figures of V87 in about four fifths of the time: the bits of most numbers are computed, and not taken from their bytes as text.

-- liftline_bits(number): the 64 bits of a number (IEEE 754) as a signed integer, as liftline_bits(float8send(number)) gives them.
--
-- A number of at least 2^e and less than 2^(e + 1) has the exponent e + 1023 in its bits, and below it the 52 bits of the fraction of
-- number / 2^e, which is at least 1 and less than 2. Both the division and the multiplication by a power of two are exact. Beyond
-- 2^-10 to 2^20 are zero, negative, tiny and huge numbers, NaN and NULL. It is not STRICT, so that it is inlined.
DO $do$
BEGIN
    EXECUTE format($create$
        CREATE FUNCTION liftline_bits(number double precision) RETURNS bigint
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT CASE
                WHEN number >= 0.0009765625 AND number < 1048576 THEN
                    (number / (%1$L::double precision[])[width_bucket(number, %1$L::double precision[])] * 4503599627370496)::bigint
                        + ((width_bucket(number, %1$L::double precision[]) + 1011)::bigint << 52)
                ELSE liftline_bits(float8send(number))
            END;
        $$
        $create$,
        (SELECT array_agg(power(2::double precision, e) ORDER BY e) FROM generate_series(-10, 19) AS e));
END;
$do$;

-- Without a sort, parallel workers share a compressed chunk: to sort its batches by well, the first worker would take all of them
-- before the others begin.
CREATE OR REPLACE FUNCTION liftline_figures(target regclass, from_time timestamptz, to_time timestamptz) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = "${flyway:defaultSchema}", pg_temp SET jit = off SET enable_sort = off
SET TimeZone = 'UTC' SET DateStyle = 'ISO, YMD' SET IntervalStyle = 'postgres' SET extra_float_digits = 1 AS $$
DECLARE
    of_well text;
    columns text;
    figures jsonb;
BEGIN
    -- c, a, z and d with the number of the column: count, minimum, maximum and digest of a well
    SELECT string_agg(
               CASE
                   WHEN name = 'well_id' THEN
                       format('count(*) AS c%1$s, %2$s AS a%1$s, %2$s AS z%1$s, count(*)::numeric * %3$s AS d%1$s',
                              number, measured, summand)
                   ELSE
                       format('count(%2$s) AS c%1$s, min(%3$s) AS a%1$s, max(%3$s) AS z%1$s, sum(%4$s) AS d%1$s',
                              number, value, measured, summand)
               END,
               ', '),
           string_agg(
               format('jsonb_build_object(%1$L, jsonb_build_object(''count'', coalesce(sum(c%2$s), 0)::bigint, ''min'', %3$s, ''max'', %4$s, '
                      '''digest'', coalesce(sum(d%2$s), 0)::text))',
                      name, number,
                      replace(bound, '@', format('min(a%s)', number)), replace(bound, '@', format('max(z%s)', number))),
               ' || ')
    INTO of_well, columns
    FROM (SELECT row_number() OVER () AS number, name, kind FROM liftline_archive_columns(target)) AS c,
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
                             WHEN 'double' THEN format('liftline_bits(%s)', value)
                             WHEN 'integer' THEN value
                             WHEN 'time' THEN format('liftline_bits(timestamptz_send(%s))', value)
                             WHEN 'text' THEN format('(''x0'' || left(md5(%s), 15))::bit(64)::bigint', value)
                         END) AS s (summand);

    EXECUTE format($sql$
        SELECT jsonb_build_object('rows', coalesce(sum(rows), 0)::bigint, 'wells', count(*), 'columns', %s)
        FROM (
            SELECT count(*) AS rows, %s
            FROM %s
            WHERE "timestamp" >= $1 AND "timestamp" < $2
            GROUP BY well_id) AS wells
        $sql$, columns, of_well, target)
    INTO figures
    USING from_time, to_time;
    RETURN figures;
END;
$$;
