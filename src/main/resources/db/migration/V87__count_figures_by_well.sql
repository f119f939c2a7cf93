-- The figures of V47, in about a third of the time: rows are aggregated for each well first, so that its name is hashed once and not
-- with each row, and wells need not be sorted to count the different ones.
CREATE OR REPLACE FUNCTION liftline_figures(target regclass, from_time timestamptz, to_time timestamptz) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = "${flyway:defaultSchema}", pg_temp SET jit = off
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
                             WHEN 'double' THEN format('liftline_bits(float8send(%s))', value)
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
