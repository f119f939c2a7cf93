-- Functions that take over an existing table. Each compares the table with a "wanted" table, which has the columns of a new
-- database, and changes only what must be changed. V34 drops the functions. Tables that cannot be taken over are refused
-- before the migrations run (schema/TakeoverSql.java).
--
-- Guarantees:
--   * all pending migrations are one transaction, so a takeover that fails or is killed leaves the old table unchanged;
--   * columns keep their type, order and default. Missing columns are added at the end, so INSERTs by position still work.
--     A type changes only if the configuration names the column (liftline.takeover.convert, liftline.takeover.zone);
--   * the table keeps its name, owner, privileges, views, triggers and the indexes that a hypertable can have;
--   * a hypertable keeps its keys, chunks, compression, policies and continuous aggregates.
-- Locks, time and disk space: docs/takeover.md.

-- Both tables are locked before anything is changed. The wait has a time limit, because other sessions queue behind it. The
-- service tries again, and logs which session held the lock.
SET LOCAL lock_timeout = '2s';

DO $$
DECLARE
    target regclass;
BEGIN
    FOREACH target IN ARRAY ARRAY[to_regclass('esp_telemetry'), to_regclass('diagnostic_results')] LOOP
        IF target IS NOT NULL THEN
            EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', target);
        END IF;
    END LOOP;
END;
$$;

CREATE FUNCTION liftline_takeover_is_hypertable(target regclass) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM timescaledb_information.hypertables
        WHERE format('%I.%I', hypertable_schema, hypertable_name)::regclass = target);
$$;

CREATE FUNCTION liftline_takeover_has_compressed_chunks(target regclass) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM timescaledb_information.chunks
        WHERE format('%I.%I', hypertable_schema, hypertable_name)::regclass = target AND is_compressed);
$$;

-- The columns of a table that a statement may write, in order.
CREATE FUNCTION liftline_takeover_written(target regclass) RETURNS TABLE (name name, type oid)
LANGUAGE sql STABLE AS $$
    SELECT attname, atttypid
    FROM pg_attribute
    WHERE attrelid = target AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
    ORDER BY attnum;
$$;

-- The row count of a table, a checksum of well_id, and a checksum of each wanted numeric column. They do not depend on the
-- order of the rows. If the fingerprints of two tables add up to that of a third, they have the same rows as the third.
-- A column that the table does not have counts as 0.
CREATE FUNCTION liftline_takeover_fingerprint(counted regclass, wanted regclass) RETURNS numeric[]
LANGUAGE plpgsql AS $$
DECLARE
    sums text;
    result numeric[];
BEGIN
    SELECT string_agg(
               CASE
                   WHEN a.attname IS NULL OR NOT t.typcategory = 'N' THEN '0'
                   WHEN w.attname = 'id' THEN 'coalesce(sum(id), 0)'
                   ELSE format('coalesce(sum(hashfloat8(%I::double precision)), 0)', w.attname)
               END, ', ' ORDER BY w.attnum)
    INTO sums
    FROM pg_attribute w
    LEFT JOIN pg_attribute a ON a.attrelid = counted AND a.attname = w.attname AND NOT a.attisdropped
    LEFT JOIN pg_type t ON t.oid = a.atttypid
    WHERE w.attrelid = wanted
      AND w.attnum > 0
      AND (w.attname = 'id' OR w.atttypid = 'double precision'::regtype);
    EXECUTE format('SELECT ARRAY[count(*), coalesce(sum(hashtext(well_id::text)), 0), %s]::numeric[] FROM %s', sums, counted)
    INTO result;
    RETURN result;
END;
$$;

-- A fingerprint plus (factor 1) or minus (factor -1) another.
CREATE FUNCTION liftline_takeover_sum(one numeric[], factor numeric, other numeric[]) RETURNS numeric[]
LANGUAGE sql IMMUTABLE AS $$
    SELECT array_agg(a + factor * b ORDER BY n)
    FROM unnest(one, other) WITH ORDINALITY AS pair (a, b, n);
$$;

-- Fails unless the rows of the table have this fingerprint.
CREATE FUNCTION liftline_takeover_verify(expected numeric[], target regclass, wanted regclass) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    found numeric[] := liftline_takeover_fingerprint(target, wanted);
BEGIN
    IF found IS DISTINCT FROM expected THEN
        RAISE EXCEPTION 'the takeover of % would have changed rows; nothing was changed', target
        USING DETAIL = format('Rows and checksums were %s and would have become %s.', expected, found);
    END IF;
END;
$$;

-- Converts text to jsonb. Text that is not JSON becomes an array with that text as its only element, empty text an empty
-- array, NULL stays NULL.
CREATE FUNCTION liftline_takeover_jsonb(value text) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF btrim(value) = '' THEN
        RETURN '[]'::jsonb;
    END IF;
    RETURN value::jsonb;
EXCEPTION
    WHEN data_exception THEN
        RETURN jsonb_build_array(value);
END;
$$;

-- The default of a timestamp column whose type gets a time zone. An expression without a time zone gets that of the rows.
CREATE FUNCTION liftline_takeover_zoned(expression text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    given regtype;
BEGIN
    EXECUTE format('SELECT pg_typeof(%s)', expression) INTO given;
    RETURN CASE
        WHEN given = 'timestamp'::regtype THEN format('(%s) AT TIME ZONE %L', expression, '${takeover_zone}')
        ELSE expression
    END;
END;
$$;

-- Changes the types that must change, in one pass over the rows:
--   * a "timestamp" without a time zone is interpreted in the zone liftline.takeover.zone;
--   * a well_id that is CHAR or shorter than wanted gets the wanted type, unless chunks are compressed;
--   * columns listed in liftline.takeover.convert get the wanted type: numbers double precision, JSON and text jsonb.
-- It runs in UTC, because TimescaleDB interprets the ranges of chunks without a time zone as UTC.
CREATE FUNCTION liftline_takeover_types(target regclass, wanted regclass) RETURNS void
LANGUAGE plpgsql SET TimeZone = 'UTC' AS $$
DECLARE
    changed name[];
    changes text;
    drop_defaults text;
    set_defaults text;
BEGIN
    SELECT array_agg(c.attname),
           string_agg(format('ALTER COLUMN %I TYPE %s USING %s', c.attname, c.wanted_type, c.expression), ', '),
           string_agg(format('ALTER COLUMN %I DROP DEFAULT', c.attname), ', ') FILTER (WHERE c.default_expression IS NOT NULL),
           string_agg(format('ALTER COLUMN %I SET DEFAULT %s', c.attname,
                             CASE
                                 WHEN c.zoneless THEN liftline_takeover_zoned(c.default_expression)
                                 ELSE c.default_expression
                             END), ', ') FILTER (WHERE c.default_expression IS NOT NULL)
    INTO changed, changes, drop_defaults, set_defaults
    FROM (
        SELECT a.attname,
               format_type(w.atttypid, w.atttypmod) AS wanted_type,
               a.atttypid = 'timestamp'::regtype AS zoneless,
               pg_get_expr(d.adbin, d.adrelid) AS default_expression,
               CASE
                   WHEN a.atttypid = 'timestamp'::regtype THEN format('%I AT TIME ZONE %L', a.attname, '${takeover_zone}')
                   WHEN w.atttypid = 'jsonb'::regtype AND t.typcategory = 'A' THEN format('to_jsonb(%I)', a.attname)
                   WHEN w.atttypid = 'jsonb'::regtype THEN format('liftline_takeover_jsonb(%I::text)', a.attname)
                   WHEN a.atttypid = 'varchar'::regtype THEN quote_ident(a.attname)
                   WHEN t.typcategory = 'N' THEN format('%I::%s', a.attname, format_type(w.atttypid, w.atttypmod))
                   ELSE format('%I::text', a.attname)
               END AS expression
        FROM pg_attribute a
        JOIN pg_attribute w ON w.attrelid = wanted AND w.attname = a.attname AND NOT w.attisdropped
        JOIN pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE a.attrelid = target AND a.attnum > 0 AND NOT a.attisdropped
          AND CASE a.attname
                  WHEN 'timestamp' THEN a.atttypid = 'timestamp'::regtype
                  WHEN 'well_id' THEN
                      (a.atttypid = 'bpchar'::regtype
                       OR a.atttypid = 'varchar'::regtype AND a.atttypmod BETWEEN 0 AND w.atttypmod - 1)
                      AND NOT liftline_takeover_has_compressed_chunks(target)
                  ELSE a.attname = ANY (string_to_array('${takeover_convert}', ','))
                       AND w.atttypid IN ('double precision'::regtype, 'jsonb'::regtype)
                       AND a.atttypid <> w.atttypid
              END
    ) AS c;
    IF changes IS NULL THEN
        RETURN;
    END IF;

    IF drop_defaults IS NOT NULL THEN
        EXECUTE format('ALTER TABLE %s %s', target, drop_defaults);
    END IF;
    PERFORM liftline_change_columns(target, changed, changes);
    IF set_defaults IS NOT NULL THEN
        EXECUTE format('ALTER TABLE %s %s', target, set_defaults);
    END IF;
END;
$$;

-- Adds missing columns at the end. TimescaleDB cannot add a column with a default to compressed chunks, so on a hypertable
-- the default is set afterwards, and existing rows have NULL. A missing id is added only if it is part of the key.
-- Drops NOT NULL if the service may have no value: on columns that may be NULL in the wanted table, and on columns that
-- Liftline does not know and that have no default. A warning names the latter.
CREATE FUNCTION liftline_takeover_columns(target regclass, wanted regclass) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    placed CONSTANT boolean := liftline_takeover_is_hypertable(target);
    change text;
    lifted record;
BEGIN
    FOR change IN
        SELECT format('ALTER TABLE %s ADD COLUMN %I %s%s', target, w.attname, format_type(w.atttypid, w.atttypmod),
                      CASE
                          WHEN w.attidentity <> '' THEN ' GENERATED BY DEFAULT AS IDENTITY'
                          WHEN d.oid IS NOT NULL AND NOT placed THEN
                              format(' NOT NULL DEFAULT %s', pg_get_expr(d.adbin, d.adrelid))
                          ELSE ''
                      END)
               || CASE
                      WHEN d.oid IS NOT NULL AND placed THEN
                          format('; ALTER TABLE %s ALTER COLUMN %I SET DEFAULT %s', target, w.attname,
                                 pg_get_expr(d.adbin, d.adrelid))
                      ELSE ''
                  END
        FROM pg_attribute w
        LEFT JOIN pg_attrdef d ON d.adrelid = w.attrelid AND d.adnum = w.attnum
        WHERE w.attrelid = wanted AND w.attnum > 0 AND NOT w.attisdropped
          AND (w.attidentity = '' OR NOT placed AND EXISTS (
              SELECT FROM pg_index i WHERE i.indrelid = wanted AND i.indisprimary AND w.attnum = ANY (i.indkey)))
          AND NOT EXISTS (
              SELECT FROM pg_attribute a
              WHERE a.attrelid = target AND a.attname = w.attname AND NOT a.attisdropped)
        ORDER BY w.attnum
    LOOP
        EXECUTE change;
    END LOOP;

    FOR lifted IN
        SELECT a.attname, w.attname IS NOT NULL AS known
        FROM pg_attribute a
        LEFT JOIN pg_attribute w ON w.attrelid = wanted AND w.attname = a.attname
        WHERE a.attrelid = target AND a.attnum > 0 AND NOT a.attisdropped AND a.attnotnull
          AND a.attname NOT IN ('id', 'well_id', 'timestamp')
          AND NOT a.atthasdef AND a.attidentity = ''
          AND (w.attname IS NULL OR NOT w.attnotnull)
          AND NOT EXISTS (
              SELECT FROM pg_index i
              WHERE i.indrelid = target AND i.indisprimary AND a.attnum = ANY (i.indkey))
        ORDER BY a.attnum
    LOOP
        EXECUTE format('ALTER TABLE %s ALTER COLUMN %I DROP NOT NULL', target, lifted.attname);
        IF NOT lifted.known THEN
            RAISE WARNING 'the column %.% may be NULL from now on: Liftline does not know it and it has no default',
                target, lifted.attname;
        END IF;
    END LOOP;
END;
$$;

-- If the id is required and has no default, another program numbers the rows, from a sequence that cannot be determined. The
-- id then gets the default -1, -2 and so on, which never collides with it.
-- An existing sequence of the id is moved above the highest id.
CREATE FUNCTION liftline_takeover_number(target regclass) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    type oid;
    numbered boolean;
    sequence regclass;
    lowest bigint;
BEGIN
    SELECT atttypid, atthasdef OR attidentity <> '' OR NOT attnotnull
    INTO type, numbered
    FROM pg_attribute
    WHERE attrelid = target AND attname = 'id' AND NOT attisdropped;

    IF NOT FOUND OR type NOT IN ('smallint'::regtype, 'integer'::regtype, 'bigint'::regtype) THEN
        RETURN;
    END IF;
    sequence := pg_get_serial_sequence(target::text, 'id');
    IF NOT numbered THEN
        EXECUTE format('SELECT least(coalesce(min(id), 0), 0) - 1 FROM %s', target) INTO lowest;
        EXECUTE format('CREATE SEQUENCE %s AS %s INCREMENT -1 MAXVALUE -1 START %s OWNED BY %s.id',
                       target || '_liftline_id_seq', format_type(type, NULL), lowest, target);
        EXECUTE format('ALTER TABLE %s ALTER COLUMN id SET DEFAULT nextval(%L)', target, target || '_liftline_id_seq');
        RAISE WARNING 'the ids of % have no default: Liftline numbers its rows %, % and so on', target, lowest, lowest - 1;
    ELSIF sequence IS NOT NULL AND NOT liftline_takeover_is_hypertable(target) THEN
        EXECUTE format('SELECT setval(%L, highest) FROM (SELECT max(id) AS highest FROM %s) AS ids '
                       'WHERE highest > coalesce(pg_sequence_last_value(%L), 0)', sequence, target, sequence);
    END IF;
END;
$$;

-- Whether the index is unique over the well and the time and nothing else.
CREATE FUNCTION liftline_takeover_is_key(index regclass) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT i.indisunique AND i.indimmediate AND i.indpred IS NULL AND i.indexprs IS NULL AND i.indnkeyatts = 2
           AND ARRAY(SELECT pg_get_indexdef(index, n, false) FROM generate_series(1, 2) AS n)
               <@ ARRAY['well_id', '"timestamp"']
    FROM pg_index i
    WHERE i.indexrelid = index;
$$;

-- Whether some unique index serves ON CONFLICT (well_id, timestamp).
CREATE FUNCTION liftline_takeover_has_key(target regclass) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT
        FROM pg_index i
        WHERE i.indrelid = target AND liftline_takeover_is_key(i.indexrelid));
$$;

-- Drops a primary key on other columns than (well_id, timestamp). Replaces each unique index without the timestamp, which a
-- hypertable cannot have, by an index of the same name and columns that is not unique.
CREATE FUNCTION liftline_takeover_drop_keys(target regclass) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    found record;
BEGIN
    FOR found IN
        SELECT i.indexrelid::regclass::text AS name, i.indisprimary AS is_primary, c.conname,
               replace(pg_get_indexdef(i.indexrelid), 'CREATE UNIQUE INDEX', 'CREATE INDEX') AS plain
        FROM pg_index i
        LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.conrelid = target
        WHERE i.indrelid = target AND i.indisunique
          AND NOT liftline_takeover_is_key(i.indexrelid)
          AND (i.indisprimary OR NOT EXISTS (
              SELECT FROM pg_attribute a
              WHERE a.attrelid = target AND a.attname = 'timestamp' AND a.attnum = ANY (i.indkey)))
    LOOP
        IF found.conname IS NOT NULL THEN
            EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', target, found.conname);
        ELSE
            EXECUTE format('DROP INDEX %s', found.name);
        END IF;
        IF NOT found.is_primary THEN
            EXECUTE found.plain;
            RAISE WARNING 'the unique index % does not hold the time, as a hypertable needs; it is kept as a plain index',
                found.name;
        END IF;
    END LOOP;
END;
$$;

-- Drops the table's triggers, and returns the statements that create them again. Otherwise they would fire for rows that are
-- only moved. The triggers of TimescaleDB stay.
CREATE FUNCTION liftline_takeover_rest_triggers(target regclass) RETURNS text[]
LANGUAGE plpgsql AS $$
DECLARE
    resting record;
    restore text[] := '{}';
BEGIN
    FOR resting IN
        SELECT tgname AS name, liftline_trigger_statements(oid) AS statements
        FROM pg_trigger
        WHERE tgrelid = target AND NOT tgisinternal
          AND tgname NOT IN ('ts_insert_blocker', 'ts_cagg_invalidation_trigger')
        ORDER BY tgname
    LOOP
        restore := restore || resting.statements;
        EXECUTE format('DROP TRIGGER %I ON %s', resting.name, target);
    END LOOP;
    RETURN restore;
END;
$$;

CREATE FUNCTION liftline_takeover_run(statements text[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    statement text;
BEGIN
    FOREACH statement IN ARRAY statements LOOP
        EXECUTE statement;
    END LOOP;
END;
$$;

-- Makes the table a hypertable and moves its rows into chunks of this interval. A hypertable keeps its chunks; new ones get
-- this interval.
CREATE FUNCTION liftline_takeover_hypertable(target regclass, chunk_interval interval) RETURNS void
LANGUAGE plpgsql SET client_min_messages = error AS $$
BEGIN
    IF liftline_takeover_is_hypertable(target) THEN
        PERFORM set_chunk_time_interval(target, chunk_interval);
    ELSE
        PERFORM create_hypertable(target, 'timestamp', chunk_time_interval => chunk_interval,
                                  create_default_indexes => false, migrate_data => true);
    END IF;
END;
$$;

-- Creates the table for rows that are set aside: the same columns, without keys, and the reason and the time.
CREATE FUNCTION liftline_takeover_aside(target regclass, aside name) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF to_regclass(format('%I', aside)) IS NULL THEN
        EXECUTE format('CREATE TABLE %I AS SELECT t.*, NULL::text AS set_aside_reason, now() AS set_aside_at FROM %s t '
                       'WITH NO DATA', aside, target);
        EXECUTE format('ALTER TABLE %I ALTER COLUMN set_aside_reason SET NOT NULL, '
                       'ALTER COLUMN set_aside_at SET NOT NULL, ALTER COLUMN set_aside_at SET DEFAULT now()', aside);
    END IF;
END;
$$;

-- Moves the rows that a hypertable cannot contain to the table `aside`: those without a well or a finite timestamp.
CREATE FUNCTION liftline_takeover_set_aside(target regclass, aside name, condition text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    moved bigint;
BEGIN
    EXECUTE format($sql$
        WITH moved AS (
            DELETE FROM %s
            WHERE %s
            RETURNING *)
        INSERT INTO %I
        SELECT moved.*, 'no well or no time', now()
        FROM moved
        $sql$, target, condition, aside);
    GET DIAGNOSTICS moved = ROW_COUNT;
    IF moved > 0 THEN
        RAISE WARNING '% rows of % without a well or a finite time were moved to %', moved, target, aside;
    END IF;
END;
$$;

-- Deletes the rows with these keys. If chunks are compressed, it deletes by well and day, because a join would decompress all
-- of them.
CREATE FUNCTION liftline_takeover_delete(target regclass, keys regclass) RETURNS void
LANGUAGE plpgsql SET timescaledb.max_tuples_decompressed_per_dml_transaction = 0 AS $$
DECLARE
    part record;
BEGIN
    IF NOT liftline_takeover_has_compressed_chunks(target) THEN
        EXECUTE format('DELETE FROM %s AS t USING %s AS k WHERE t.well_id = k.well_id AND t."timestamp" = k."timestamp"',
                       target, keys);
        RETURN;
    END IF;
    FOR part IN EXECUTE format($sql$
        SELECT well_id::text AS well, date_bin('1 day', "timestamp", TIMESTAMPTZ '2000-01-01T00:00:00Z') AS day,
               array_agg("timestamp") AS times
        FROM %s
        GROUP BY 1, 2
        $sql$, keys)
    LOOP
        EXECUTE format('DELETE FROM %s WHERE well_id = %L AND "timestamp" >= %L AND "timestamp" < %L '
                       'AND "timestamp" = ANY (%L::timestamptz[])',
                       target, part.well, part.day, part.day + INTERVAL '1 day', part.times);
    END LOOP;
END;
$$;

-- Merges the rows with the same (well_id, timestamp). The row that was written last stays (highest id, then latest
-- created_at), and gets each value it lacks from the latest of the others. The others are moved to the table `aside`, with
-- the reason: all their values are in the merged row, or one of them contradicts it. Other rows are not changed.
-- Returns the difference between the fingerprints of the table after and before.
CREATE FUNCTION liftline_takeover_merge(target regclass, aside regclass, wanted regclass) RETURNS numeric[]
LANGUAGE plpgsql AS $$
DECLARE
    age text;
    referring text;
    columns text;
    given record;
    contradicts text;
    triggers text[];
    rows_before bigint;
    rows_after bigint;
    pairs bigint;
    moved bigint;
    contradicting bigint;
BEGIN
    EXECUTE format('CREATE TEMPORARY TABLE liftline_takeover_keys ON COMMIT DROP AS '
                   'SELECT well_id, "timestamp" FROM %s GROUP BY 1, 2 HAVING count(*) > 1', target);
    SELECT count(*) INTO pairs FROM pg_temp.liftline_takeover_keys;
    IF pairs = 0 THEN
        RETURN array_fill(0::numeric, ARRAY[cardinality(liftline_takeover_fingerprint(wanted, wanted))]);
    END IF;
    ANALYZE pg_temp.liftline_takeover_keys;
    SELECT format('%I of %s', conname, conrelid::regclass) INTO referring FROM pg_constraint WHERE confrelid = target LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'rows of % have to be merged, and the foreign key % references them: drop it; nothing was changed',
            target, referring;
    END IF;

    SELECT string_agg(format('t.%I DESC NULLS LAST, ', w.name), '' ORDER BY w.name DESC)
    INTO age
    FROM liftline_takeover_written(target) AS w
    WHERE w.name IN ('id', 'created_at');
    EXECUTE format($sql$
        CREATE TEMPORARY TABLE liftline_takeover_rows ON COMMIT DROP AS
        SELECT t.*, row_number() OVER (PARTITION BY t.well_id, t."timestamp" ORDER BY %s %s) AS liftline_nth
        FROM %s AS t
        JOIN pg_temp.liftline_takeover_keys AS k ON k.well_id = t.well_id AND k."timestamp" = t."timestamp"
        $sql$, age,
        CASE WHEN liftline_takeover_has_compressed_chunks(target) THEN 't::text DESC' ELSE 't.ctid DESC' END, target);
    ANALYZE pg_temp.liftline_takeover_rows;
    CREATE TEMPORARY TABLE liftline_takeover_united ON COMMIT DROP AS
        SELECT * FROM pg_temp.liftline_takeover_rows WHERE liftline_nth = 1;

    FOR given IN
        SELECT w.name, t.typcategory = 'N' AS is_number
        FROM liftline_takeover_written(target) AS w
        JOIN pg_type t ON t.oid = w.type
        WHERE w.name NOT IN ('id', 'well_id', 'timestamp', 'created_at')
    LOOP
        EXECUTE format($sql$
            UPDATE pg_temp.liftline_takeover_united AS u
            SET %1$I = r.%1$I
            FROM (
                SELECT DISTINCT ON (well_id, "timestamp") well_id, "timestamp", %1$I
                FROM pg_temp.liftline_takeover_rows
                WHERE %1$I IS NOT NULL
                ORDER BY well_id, "timestamp", liftline_nth) AS r
            WHERE r.well_id = u.well_id AND r."timestamp" = u."timestamp" AND u.%1$I IS NULL
            $sql$, given.name);
        contradicts := concat_ws(' OR ', contradicts, format(
            CASE
                WHEN given.is_number THEN '(r.%1$I IS NOT NULL AND r.%1$I IS DISTINCT FROM u.%1$I)'
                ELSE '(r.%1$I IS NOT NULL AND r.%1$I::text IS DISTINCT FROM u.%1$I::text)'
            END, given.name));
    END LOOP;

    SELECT string_agg(quote_ident(w.name), ', ') INTO columns FROM liftline_takeover_written(target) AS w;
    EXECUTE format($sql$
        WITH moved AS (
            INSERT INTO %1$s (%2$s, set_aside_reason)
            SELECT %3$s,
                   CASE WHEN %4$s THEN 'contradicts a later row' ELSE 'united with a later row' END
            FROM pg_temp.liftline_takeover_rows AS r
            JOIN pg_temp.liftline_takeover_united AS u ON u.well_id = r.well_id AND u."timestamp" = r."timestamp"
            WHERE r.liftline_nth > 1
            ORDER BY r.well_id, r."timestamp", r.liftline_nth DESC
            RETURNING set_aside_reason)
        SELECT count(*), count(*) FILTER (WHERE set_aside_reason LIKE 'contradicts%%')
        FROM moved
        $sql$, aside, columns, 'r.' || replace(columns, ', ', ', r.'), coalesce(contradicts, 'false'))
    INTO moved, contradicting;

    EXECUTE format('SELECT count(*) FROM %s', target) INTO rows_before;
    triggers := liftline_takeover_rest_triggers(target);
    PERFORM liftline_takeover_delete(target, 'pg_temp.liftline_takeover_keys');
    EXECUTE format('INSERT INTO %1$s (%2$s) OVERRIDING SYSTEM VALUE SELECT %2$s FROM pg_temp.liftline_takeover_united',
                   target, columns);
    PERFORM liftline_takeover_run(triggers);
    EXECUTE format('SELECT count(*) FROM %s', target) INTO rows_after;
    IF rows_after + moved <> rows_before THEN
        RAISE EXCEPTION 'uniting rows of % would have lost some; nothing was changed', target
        USING DETAIL = format('%s rows became %s, and %s were moved.', rows_before, rows_after, moved);
    END IF;
    RAISE WARNING '% times of a well had several rows in %: united into one each; % rows are kept in %, % of them contradict '
                  'the row that stays', pairs, target, moved, aside, contradicting;

    RETURN liftline_takeover_sum(
        liftline_takeover_fingerprint('pg_temp.liftline_takeover_united', wanted), -1,
        liftline_takeover_fingerprint('pg_temp.liftline_takeover_rows', wanted));
END;
$$;
