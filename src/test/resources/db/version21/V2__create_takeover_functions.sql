-- Functions that take over a table which is already there, whatever its shape: each compares the table with a
-- "wanted" table that holds the columns as a new database gets them, and changes only what differs. On a new database
-- they find nothing to do. V9 drops them again.
--
-- Guarantees they share:
--   * all pending migrations are one transaction, so a takeover that fails or is killed leaves the old table whole;
--   * columns keep their order, missing ones come last, so INSERTs by position go on working;
--   * a text column is only ever widened;
--   * the table keeps its name, owner, privileges, views, triggers and the indexes that a hypertable can have.
-- Cost: the table is locked (ACCESS EXCLUSIVE) until the end, and the disk needs room for a second and, where a column
-- changes its type, a third copy of its rows (docs/adr/0003-take-over-existing-tables-in-place.md).

-- Refuses, naming the column or constraint, a table that cannot become the hypertable that is wanted.
CREATE FUNCTION liftline_takeover_check(target regclass, wanted regclass) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    fault text;
BEGIN
    SELECT format('%s is not an ordinary table', target)
    INTO fault
    FROM pg_class
    WHERE oid = target AND (relkind <> 'r' OR relispartition);
    IF fault IS NOT NULL THEN
        RAISE EXCEPTION 'cannot take over: %', fault;
    END IF;

    SELECT format('%s has no column %I', target, needed)
    INTO fault
    FROM unnest(ARRAY['well_id', 'timestamp']) AS needed
    WHERE NOT EXISTS (
        SELECT FROM pg_attribute
        WHERE attrelid = target AND attname = needed AND NOT attisdropped);
    IF fault IS NOT NULL THEN
        RAISE EXCEPTION 'cannot take over: %', fault;
    END IF;

    SELECT format('%s.%I has type %s, which cannot become %s',
                  target, a.attname, format_type(a.atttypid, a.atttypmod), format_type(w.atttypid, w.atttypmod))
    INTO fault
    FROM pg_attribute a
    JOIN pg_attribute w ON w.attrelid = wanted AND w.attname = a.attname
    WHERE a.attrelid = target AND a.attnum > 0 AND NOT a.attisdropped
      AND a.atttypid <> w.atttypid
      AND CASE w.atttypid
              WHEN 'timestamptz'::regtype THEN a.atttypid <> 'timestamp'::regtype
              WHEN 'bigint'::regtype THEN a.atttypid NOT IN ('smallint'::regtype, 'integer'::regtype)
              WHEN 'double precision'::regtype THEN a.atttypid NOT IN (
                  'real'::regtype, 'numeric'::regtype, 'smallint'::regtype, 'integer'::regtype, 'bigint'::regtype)
              WHEN 'varchar'::regtype THEN NOT EXISTS (
                  SELECT FROM pg_type WHERE oid = a.atttypid AND typcategory IN ('S', 'E'))
              ELSE false
          END
    LIMIT 1;
    IF fault IS NOT NULL THEN
        RAISE EXCEPTION 'cannot take over: %', fault;
    END IF;

    SELECT format('the foreign key %I of %s points at %s; a hypertable cannot be its target, drop it first',
                  conname, conrelid::regclass, target)
    INTO fault
    FROM pg_constraint
    WHERE confrelid = target AND contype = 'f'
    LIMIT 1;
    IF fault IS NOT NULL THEN
        RAISE EXCEPTION 'cannot take over: %', fault;
    END IF;
END;
$$;

-- Rows, sum of ids and one order-free checksum of each double precision column that is wanted, over one table.
-- Two tables whose fingerprints add up to that of a third hold the same rows and values as the third.
-- The place of a column that the table does not have is NULL.
CREATE FUNCTION liftline_takeover_fingerprint(counted regclass, wanted regclass) RETURNS numeric[]
LANGUAGE plpgsql AS $$
DECLARE
    sums text;
    result numeric[];
BEGIN
    SELECT string_agg(
               CASE
                   WHEN a.attname IS NULL THEN 'NULL'
                   WHEN w.attname = 'id' THEN 'coalesce(sum(id), 0)'
                   ELSE format('coalesce(sum(hashfloat8(%I::double precision)), 0)', w.attname)
               END, ', ' ORDER BY w.attnum)
    INTO sums
    FROM pg_attribute w
    LEFT JOIN pg_attribute a ON a.attrelid = counted AND a.attname = w.attname AND NOT a.attisdropped
    WHERE w.attrelid = wanted
      AND w.attnum > 0
      AND (w.attname = 'id' OR w.atttypid = 'double precision'::regtype);
    EXECUTE format('SELECT ARRAY[count(*), %s]::numeric[] FROM %s', sums, counted) INTO result;
    RETURN result;
END;
$$;

-- Text that may or may not be JSON, as jsonb: JSON as it is, anything else as an array of that one text, empty as an
-- empty array, NULL as NULL.
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

-- The default of a time column, mended where it gives a time without a zone: that is UTC, as in the rows.
CREATE FUNCTION liftline_takeover_zoned(expression text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    given regtype;
BEGIN
    EXECUTE format('SELECT pg_typeof(%s)', expression) INTO given;
    RETURN CASE WHEN given = 'timestamp'::regtype THEN format('(%s) AT TIME ZONE ''UTC''', expression) ELSE expression END;
END;
$$;

-- The statements that make every view and materialized view over the table again, in the order to run them: with its
-- options, owner, comment, privileges, indexes and triggers.
CREATE FUNCTION liftline_takeover_views(target regclass) RETURNS TABLE (dependent regclass, materialized boolean, restore text[])
LANGUAGE sql STABLE AS $$
    WITH RECURSIVE reached AS (
        SELECT r.ev_class AS oid, 1 AS depth
        FROM pg_depend d
        JOIN pg_rewrite r ON r.oid = d.objid
        WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
          AND d.refobjid = target AND r.ev_class <> target
        UNION
        SELECT r.ev_class, reached.depth + 1
        FROM reached
        JOIN pg_depend d ON d.refobjid = reached.oid
        JOIN pg_rewrite r ON r.oid = d.objid
        WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
          AND r.ev_class <> reached.oid
    )
    SELECT c.oid::regclass,
           c.relkind = 'm',
           ARRAY[format('CREATE %s %s %s AS %s',
                        CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END,
                        c.oid::regclass,
                        'WITH (' || array_to_string(c.reloptions, ', ') || ')',
                        rtrim(pg_get_viewdef(c.oid), ';')),
                 format('ALTER TABLE %s OWNER TO %I', c.oid::regclass, pg_get_userbyid(c.relowner))]
           || CASE WHEN obj_description(c.oid, 'pg_class') IS NOT NULL THEN
                  ARRAY[format('COMMENT ON %s %s IS %L',
                               CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END,
                               c.oid::regclass, obj_description(c.oid, 'pg_class'))]
              END
           || ARRAY(SELECT format('GRANT %s ON %s TO %s%s', acl.privilege_type, c.oid::regclass,
                                  CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(acl.grantee)) END,
                                  CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
                    FROM aclexplode(c.relacl) AS acl
                    WHERE acl.grantee <> c.relowner)
           || ARRAY(SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = c.oid)
           || ARRAY(SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = c.oid AND NOT tgisinternal)
    FROM (SELECT oid, max(depth) AS depth FROM reached GROUP BY oid) AS ordered
    JOIN pg_class c ON c.oid = ordered.oid
    ORDER BY ordered.depth, c.oid;
$$;

-- Gives existing columns the wanted types, keeping every value: times without a zone are read as UTC, numbers become
-- double precision, JSON and text become jsonb. Types are changed in one pass over the rows. Indexes of those columns
-- (TimescaleDB 2.19 cannot change the type of a chunk's indexed column) and views over the table are made again around
-- the change. It runs in UTC, because that is how TimescaleDB reads the bounds of zoneless chunks.
CREATE FUNCTION liftline_takeover_types(target regclass, wanted regclass) RETURNS void
LANGUAGE plpgsql SET TimeZone = 'UTC' AS $$
DECLARE
    changes text;
    drop_defaults text;
    set_defaults text;
    zoneless boolean;
    saved record;
    changed text[];
    restore text[] := '{}';
    dropped text[] := '{}';
BEGIN
    SELECT array_agg(c.attname::text),
           string_agg(format('ALTER COLUMN %I TYPE %s USING %s', c.attname, c.wanted_type, c.expression), ', '),
           string_agg(format('ALTER COLUMN %I DROP DEFAULT', c.attname), ', ') FILTER (WHERE c.has_default),
           string_agg(format('ALTER COLUMN %I SET DEFAULT %s', c.attname,
                             CASE
                                 WHEN c.zoneless THEN liftline_takeover_zoned(c.default_expression)
                                 ELSE c.default_expression
                             END), ', ') FILTER (WHERE c.has_default),
           bool_or(c.zoneless)
    INTO changed, changes, drop_defaults, set_defaults, zoneless
    FROM (
        SELECT a.attname,
               format_type(w.atttypid, w.atttypmod) AS wanted_type,
               a.atttypid = 'timestamp'::regtype AS zoneless,
               d.oid IS NOT NULL AS has_default,
               pg_get_expr(d.adbin, d.adrelid) AS default_expression,
               CASE
                   WHEN a.atttypid = 'timestamp'::regtype THEN format('%I AT TIME ZONE ''UTC''', a.attname)
                   WHEN w.atttypid = 'jsonb'::regtype AND t.typcategory = 'A' THEN format('to_jsonb(%I)', a.attname)
                   WHEN w.atttypid = 'jsonb'::regtype THEN format('liftline_takeover_jsonb(%I::text)', a.attname)
                   WHEN t.typcategory IN ('N') THEN format('%I::%s', a.attname, format_type(w.atttypid, w.atttypmod))
                   ELSE format('%I::text', a.attname)
               END AS expression
        FROM pg_attribute a
        JOIN pg_attribute w ON w.attrelid = wanted AND w.attname = a.attname AND NOT w.attisdropped
        JOIN pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE a.attrelid = target AND a.attnum > 0 AND NOT a.attisdropped
          AND CASE
                  WHEN w.atttypid = 'varchar'::regtype THEN
                      a.atttypid <> 'text'::regtype
                      AND NOT (a.atttypid = 'varchar'::regtype AND (a.atttypmod = -1 OR a.atttypmod >= w.atttypmod))
                  ELSE a.atttypid <> w.atttypid
              END
    ) AS c;
    IF changes IS NULL THEN
        RETURN;
    END IF;
    IF zoneless THEN
        RAISE WARNING 'times in % had no zone and were read as UTC; programs that write times without an offset now '
                      'need sessions in UTC (ALTER DATABASE ... SET timezone = ''UTC'')', target;
    END IF;

    FOR saved IN
        SELECT k.conname, i.indexrelid::regclass AS name,
               CASE
                   WHEN k.conname IS NULL THEN pg_get_indexdef(i.indexrelid)
                   ELSE format('ALTER TABLE %s ADD CONSTRAINT %I %s', target, k.conname, pg_get_constraintdef(k.oid))
               END AS restore
        FROM pg_index i
        LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.conrelid = target
        WHERE i.indrelid = target
          AND EXISTS (
              SELECT FROM pg_attribute a
              WHERE a.attrelid = target AND a.attname = ANY (changed)
                AND (a.attnum = ANY (i.indkey) OR EXISTS (
                    SELECT FROM pg_depend d
                    WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
                      AND d.refobjid = target AND d.refobjsubid = a.attnum)))
    LOOP
        restore := restore || saved.restore;
        dropped := dropped || CASE
            WHEN saved.conname IS NULL THEN format('DROP INDEX %s', saved.name)
            ELSE format('ALTER TABLE %s DROP CONSTRAINT %I', target, saved.conname)
        END;
    END LOOP;
    FOR saved IN SELECT * FROM liftline_takeover_views(target) LOOP
        restore := restore || saved.restore;
        dropped := format('DROP %s %s', CASE WHEN saved.materialized THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END,
                          saved.dependent) || dropped;
    END LOOP;
    PERFORM liftline_takeover_restore(dropped);
    IF drop_defaults IS NOT NULL THEN
        EXECUTE format('ALTER TABLE %s %s', target, drop_defaults);
    END IF;
    EXECUTE format('ALTER TABLE %s %s', target, changes);
    IF set_defaults IS NOT NULL THEN
        EXECUTE format('ALTER TABLE %s %s', target, set_defaults);
    END IF;
    PERFORM liftline_takeover_restore(restore);
END;
$$;

-- Adds missing columns at the end and lifts NOT NULL wherever the service may have no value to write: on columns that
-- may be NULL in the wanted table, and on columns the service does not know and that have no default.
CREATE FUNCTION liftline_takeover_columns(target regclass, wanted regclass) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    change text;
    numbers text := target || '_id_seq';
BEGIN
    PERFORM liftline_takeover_types(target, wanted);

    IF NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = target AND attname = 'id' AND NOT attisdropped) THEN
        EXECUTE format('CREATE SEQUENCE %s', numbers);
    END IF;

    FOR change IN
        SELECT format('ALTER TABLE %s ADD COLUMN %I %s%s', target, w.attname, format_type(w.atttypid, w.atttypmod),
                      CASE
                          WHEN w.attidentity <> '' THEN format(' NOT NULL DEFAULT nextval(%L)', numbers)
                          WHEN d.oid IS NOT NULL THEN format(' NOT NULL DEFAULT %s', pg_get_expr(d.adbin, d.adrelid))
                          ELSE ''
                      END)
        FROM pg_attribute w
        LEFT JOIN pg_attrdef d ON d.adrelid = w.attrelid AND d.adnum = w.attnum
        WHERE w.attrelid = wanted AND w.attnum > 0 AND NOT w.attisdropped
          AND NOT EXISTS (
              SELECT FROM pg_attribute a
              WHERE a.attrelid = target AND a.attname = w.attname AND NOT a.attisdropped)
        ORDER BY w.attnum
    LOOP
        EXECUTE change;
    END LOOP;

    FOR change IN
        SELECT format('ALTER TABLE %s ALTER COLUMN %I SET DEFAULT %s', target, a.attname, pg_get_expr(d.adbin, d.adrelid))
        FROM pg_attribute a
        JOIN pg_attribute w ON w.attrelid = wanted AND w.attname = a.attname
        JOIN pg_attrdef d ON d.adrelid = w.attrelid AND d.adnum = w.attnum
        WHERE a.attrelid = target AND NOT a.attisdropped AND NOT a.atthasdef AND a.attidentity = ''
    LOOP
        EXECUTE change;
    END LOOP;

    FOR change IN
        SELECT format('ALTER TABLE %s ALTER COLUMN %I DROP NOT NULL', target, a.attname)
        FROM pg_attribute a
        LEFT JOIN pg_attribute w ON w.attrelid = wanted AND w.attname = a.attname
        WHERE a.attrelid = target AND a.attnum > 0 AND NOT a.attisdropped AND a.attnotnull
          AND a.attname NOT IN ('id', 'well_id', 'timestamp')
          AND CASE WHEN w.attname IS NULL THEN NOT a.atthasdef AND a.attidentity = '' ELSE NOT w.attnotnull END
          AND NOT EXISTS (
              SELECT FROM pg_index i
              WHERE i.indrelid = target AND i.indisprimary AND a.attnum = ANY (i.indkey))
    LOOP
        EXECUTE change;
    END LOOP;
END;
$$;

-- Removes what a hypertable cannot have: a primary key other than (id, timestamp), and uniqueness that does not hold
-- the time. A unique index becomes a plain one of the same name and columns, so that reads stay as fast.
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
          AND CASE
                  WHEN i.indisprimary THEN
                      pg_get_indexdef(i.indexrelid, 1, false) <> 'id'
                      OR pg_get_indexdef(i.indexrelid, 2, false) <> '"timestamp"'
                      OR i.indnkeyatts <> 2
                  ELSE NOT EXISTS (
                      SELECT FROM pg_attribute a
                      WHERE a.attrelid = target AND a.attname = 'timestamp' AND a.attnum = ANY (i.indkey))
              END
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

-- Numbers new rows from the identity of the id column, above every id that is there. A sequence that numbered the
-- column before gives its name and its privileges to the identity, so programs that name it go on working; one that
-- numbers other tables too stays theirs.
CREATE FUNCTION liftline_takeover_identity(target regclass) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    old_sequence regclass;
    old_name name;
    old_acl aclitem[];
    old_owner oid;
    old_last bigint := 0;
    numbered boolean;
    highest bigint;
    sequence regclass;
    entry record;
BEGIN
    SELECT a.attidentity <> '' INTO STRICT numbered
    FROM pg_attribute a
    WHERE a.attrelid = target AND a.attname = 'id';

    IF NOT numbered THEN
        SELECT s.oid, s.relname, s.relacl, s.relowner
        INTO old_sequence, old_name, old_acl, old_owner
        FROM pg_attribute a
        JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        JOIN pg_depend p ON p.classid = 'pg_attrdef'::regclass AND p.objid = d.oid AND p.refclassid = 'pg_class'::regclass
        JOIN pg_class s ON s.oid = p.refobjid AND s.relkind = 'S'
        WHERE a.attrelid = target AND a.attname = 'id';

        EXECUTE format('ALTER TABLE %s ALTER COLUMN id DROP DEFAULT', target);
        IF old_sequence IS NOT NULL THEN
            EXECUTE format('SELECT last_value FROM %s', old_sequence) INTO old_last;
            IF EXISTS (
                SELECT FROM pg_depend p
                WHERE p.classid = 'pg_attrdef'::regclass
                  AND p.refclassid = 'pg_class'::regclass AND p.refobjid = old_sequence)
            THEN
                EXECUTE format('ALTER SEQUENCE %s OWNED BY NONE', old_sequence);
                old_name := NULL;
            ELSE
                EXECUTE format('DROP SEQUENCE %s', old_sequence);
            END IF;
        END IF;
        EXECUTE format('ALTER TABLE %s ALTER COLUMN id SET NOT NULL', target);
        EXECUTE format('ALTER TABLE %s ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY%s', target,
                       CASE WHEN old_name IS NULL THEN '' ELSE format(' (SEQUENCE NAME %I)', old_name) END);
        sequence := pg_get_serial_sequence(target::text, 'id')::regclass;
        FOR entry IN
            SELECT acl.privilege_type, acl.grantee
            FROM aclexplode(old_acl) AS acl
            WHERE old_name IS NOT NULL AND acl.grantee <> old_owner
        LOOP
            EXECUTE format('GRANT %s ON SEQUENCE %s TO %s', entry.privilege_type, sequence,
                CASE entry.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(entry.grantee)) END);
        END LOOP;
    END IF;

    sequence := pg_get_serial_sequence(target::text, 'id')::regclass;
    EXECUTE format('SELECT coalesce(max(id), 0) FROM %s', target) INTO highest;
    IF greatest(highest, old_last) > 0 THEN
        PERFORM setval(sequence, greatest(highest, old_last, (
            SELECT last_value FROM pg_sequences
            WHERE format('%I.%I', schemaname, sequencename)::regclass = sequence)));
    END IF;
END;
$$;

-- Gives the table an index of this name and definition; an index of the same name but another definition goes.
CREATE FUNCTION liftline_takeover_index(target regclass, index_name name, kind text, columns text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    wanted text;
    existing record;
BEGIN
    SELECT format('CREATE %s %I ON %I.%I USING btree (%s)', kind, index_name, n.nspname, c.relname, columns)
    INTO wanted
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.oid = target;

    SELECT i.indexrelid::regclass AS name, pg_get_indexdef(i.indexrelid) AS definition, k.conname
    INTO existing
    FROM pg_index i
    JOIN pg_class c ON c.oid = i.indexrelid
    LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.conrelid = target
    WHERE i.indrelid = target AND c.relname = index_name;

    IF existing.definition = wanted THEN
        RETURN;
    ELSIF existing.conname IS NOT NULL THEN
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', target, existing.conname);
    ELSIF existing.name IS NOT NULL THEN
        EXECUTE format('DROP INDEX %s', existing.name);
    END IF;
    EXECUTE wanted;
END;
$$;

-- Takes the table's active triggers off and returns the statements that put them back: rows that only move or are set
-- aside must not look like new ones or deleted ones to somebody's audit. A trigger that was disabled stays as it is.
CREATE FUNCTION liftline_takeover_rest_triggers(target regclass) RETURNS text[]
LANGUAGE plpgsql AS $$
DECLARE
    resting record;
    restore text[] := '{}';
BEGIN
    FOR resting IN
        SELECT tgname AS name, pg_get_triggerdef(oid) AS definition, obj_description(oid, 'pg_trigger') AS comment
        FROM pg_trigger
        WHERE tgrelid = target AND NOT tgisinternal AND tgenabled <> 'D' AND tgname <> 'ts_insert_blocker'
        ORDER BY tgname
    LOOP
        restore := restore || resting.definition;
        IF resting.comment IS NOT NULL THEN
            restore := restore || format('COMMENT ON TRIGGER %I ON %s IS %L', resting.name, target, resting.comment);
        END IF;
        EXECUTE format('DROP TRIGGER %I ON %s', resting.name, target);
    END LOOP;
    RETURN restore;
END;
$$;

-- Runs statements that were put together before. An index whose expression is not immutable over the new type of its
-- column, such as date_trunc('day', "timestamp"), cannot be made again: it is gone, and the log says so.
CREATE FUNCTION liftline_takeover_restore(statements text[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    statement text;
BEGIN
    FOREACH statement IN ARRAY statements LOOP
        BEGIN
            EXECUTE statement;
        EXCEPTION
            WHEN invalid_object_definition THEN
                RAISE WARNING 'could not be made again over the new column types, and is gone: %', statement;
        END;
    END LOOP;
END;
$$;

-- Moves the rows into chunks of this interval. A table that is a hypertable already keeps its chunks, and its next
-- ones have this interval.
CREATE FUNCTION liftline_takeover_hypertable(target regclass, chunk_interval interval) RETURNS void
LANGUAGE plpgsql SET client_min_messages = error AS $$
BEGIN
    IF EXISTS (
        SELECT FROM timescaledb_information.hypertables
        WHERE format('%I.%I', hypertable_schema, hypertable_name)::regclass = target)
    THEN
        PERFORM set_chunk_time_interval(target, chunk_interval);
    ELSE
        PERFORM create_hypertable(target, 'timestamp', chunk_time_interval => chunk_interval,
                                  create_default_indexes => false, migrate_data => true);
    END IF;
END;
$$;

-- Gives the table the primary key (id, timestamp) under this name, unless it has it. It comes before the chunks: added
-- to a thousand of them, it took longer than all other steps together.
CREATE FUNCTION liftline_takeover_primary_key(target regclass, key_name name) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = target AND contype = 'p') THEN
        EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I PRIMARY KEY (id, "timestamp")', target, key_name);
    END IF;
END;
$$;

-- Makes the table that rows are set aside in: the same columns, without keys, and why and when.
CREATE FUNCTION liftline_takeover_aside(target regclass, aside name) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TABLE %I AS SELECT t.*, NULL::text AS set_aside_reason, now() AS set_aside_at FROM %s t WITH NO DATA',
                   aside, target);
    EXECUTE format('ALTER TABLE %I ALTER COLUMN set_aside_reason SET NOT NULL, '
                   'ALTER COLUMN set_aside_at SET NOT NULL, ALTER COLUMN set_aside_at SET DEFAULT now()', aside);
END;
$$;

-- Moves rows without a well or a time, which no hypertable can place, to the table aside.
CREATE FUNCTION liftline_takeover_set_aside_unplaced(target regclass, aside regclass) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format($sql$
        WITH moved AS (
            DELETE FROM %1$s
            WHERE well_id IS NULL OR "timestamp" IS NULL
            RETURNING *)
        INSERT INTO %2$s
        SELECT moved.*, 'no well or no time', now()
        FROM moved
        $sql$, target, aside);
    EXECUTE format('ALTER TABLE %s ALTER COLUMN well_id SET NOT NULL, ALTER COLUMN "timestamp" SET NOT NULL', target);
END;
$$;

-- Moves all but the last written row (highest id) of each well and time to the table aside.
CREATE FUNCTION liftline_takeover_set_aside_duplicates(target regclass, aside regclass) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format($sql$
        WITH ranked AS (
            SELECT tableoid AS place, ctid AS tuple,
                   row_number() OVER (PARTITION BY well_id, "timestamp" ORDER BY id DESC, ctid DESC) AS nth
            FROM %1$s),
        moved AS (
            DELETE FROM %1$s t
            USING ranked
            WHERE ranked.nth > 1 AND t.tableoid = ranked.place AND t.ctid = ranked.tuple
            RETURNING t.*)
        INSERT INTO %2$s
        SELECT moved.*, 'duplicate of a later row', now()
        FROM moved
        $sql$, target, aside);
END;
$$;

-- Fails the takeover, and with it the whole transaction, unless the table and what was set aside hold together what the
-- table held before.
CREATE FUNCTION liftline_takeover_verify(before numeric[], target regclass, aside regclass, wanted regclass) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    kept numeric[] := liftline_takeover_fingerprint(target, wanted);
    moved numeric[] := liftline_takeover_fingerprint(aside, wanted);
BEGIN
    FOR place IN 1 .. cardinality(before) LOOP
        IF before[place] <> kept[place] + moved[place] THEN
            RAISE EXCEPTION 'taking over % would have changed its rows or values; nothing was changed', target
                USING DETAIL = format('before %s, kept %s, set aside %s', before, kept, moved);
        END IF;
    END LOOP;
    IF kept[1] > 0 THEN
        EXECUTE format('ANALYZE %s', target);
    END IF;
END;
$$;
