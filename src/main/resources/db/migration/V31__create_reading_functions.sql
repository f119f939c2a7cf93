-- Functions that change the type of columns, and those that give the channels the type reading. They stay in the database:
-- where V33 could not use the type reading, `liftline migrate --compact` does it later.

-- The statements that make a trigger again as it is: definition, whether and when it fires, comment.
CREATE FUNCTION liftline_trigger_statements(trigger oid) RETURNS text[]
LANGUAGE sql STABLE SET search_path = "${flyway:defaultSchema}", pg_temp AS $$
    SELECT ARRAY[pg_get_triggerdef(t.oid)]
           || CASE t.tgenabled
                  WHEN 'D' THEN ARRAY[format('ALTER TABLE %s DISABLE TRIGGER %I', t.tgrelid::regclass, t.tgname)]
                  WHEN 'A' THEN ARRAY[format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', t.tgrelid::regclass, t.tgname)]
                  WHEN 'R' THEN ARRAY[format('ALTER TABLE %s ENABLE REPLICA TRIGGER %I', t.tgrelid::regclass, t.tgname)]
              END
           || CASE WHEN d.description IS NOT NULL THEN
                  ARRAY[format('COMMENT ON TRIGGER %I ON %s IS %L', t.tgname, t.tgrelid::regclass, d.description)]
              END
    FROM pg_trigger t
    LEFT JOIN pg_description d ON d.classoid = 'pg_trigger'::regclass AND d.objoid = t.oid
    WHERE t.oid = trigger;
$$;

-- The objects that keep PostgreSQL from changing the type of these columns: triggers that name them, indexes and
-- constraints over them, and views that read them, directly or through other views. One row an object, in the order in
-- which they can be dropped: the statement that drops it, and those that make it again, to be run in the reverse order
-- of the rows.
CREATE FUNCTION liftline_dependents(target regclass, columns name[])
RETURNS TABLE (remove text, restore text[])
LANGUAGE sql STABLE SET search_path = "${flyway:defaultSchema}", pg_temp AS $$
    WITH RECURSIVE changed AS (
        SELECT attnum
        FROM pg_attribute
        WHERE attrelid = target AND attname = ANY (columns)
    ),
    reading_views AS (
        SELECT r.ev_class AS oid, 1 AS depth
        FROM pg_depend d
        JOIN changed ON changed.attnum = d.refobjsubid
        JOIN pg_rewrite r ON r.oid = d.objid
        WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = target
        UNION
        SELECT r.ev_class, reading_views.depth + 1
        FROM reading_views
        JOIN pg_depend d ON d.refobjid = reading_views.oid
        JOIN pg_rewrite r ON r.oid = d.objid
        WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
          AND r.ev_class <> reading_views.oid
    ),
    views AS (
        SELECT c.oid, max(v.depth) AS depth, c.oid::regclass AS name, c.relkind, c.reloptions, c.relowner, c.relacl,
               CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END AS kind,
               CASE WHEN c.relkind = 'm' AND NOT c.relispopulated THEN ' WITH NO DATA' ELSE '' END AS populated
        FROM reading_views v
        JOIN pg_class c ON c.oid = v.oid
        GROUP BY c.oid
    ),
    dependents AS (
        SELECT 1 AS step, t.tgname::text AS name,
               format('DROP TRIGGER %I ON %s', t.tgname, target) AS remove,
               liftline_trigger_statements(t.oid) AS restore
        FROM pg_trigger t
        WHERE t.tgrelid = target AND NOT t.tgisinternal
          AND EXISTS (
              SELECT FROM pg_depend d
              JOIN changed ON changed.attnum = d.refobjsubid
              WHERE d.classid = 'pg_trigger'::regclass AND d.objid = t.oid AND d.refobjid = target)
        UNION ALL
        SELECT 2, i.indexrelid::regclass::text,
               CASE
                   WHEN k.oid IS NULL THEN format('DROP INDEX %s', i.indexrelid::regclass)
                   ELSE format('ALTER TABLE %s DROP CONSTRAINT %I', target, k.conname)
               END,
               ARRAY[CASE
                   WHEN k.oid IS NULL THEN pg_get_indexdef(i.indexrelid)
                   ELSE format('ALTER TABLE %s ADD CONSTRAINT %I %s', target, k.conname, pg_get_constraintdef(k.oid))
               END]
        FROM pg_index i
        LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.conrelid = target
        WHERE i.indrelid = target
          AND EXISTS (
              SELECT FROM changed
              WHERE changed.attnum = ANY (i.indkey)
                 OR EXISTS (
                     SELECT FROM pg_depend d
                     WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
                       AND d.refobjid = target AND d.refobjsubid = changed.attnum))
        UNION ALL
        SELECT 1000 - v.depth, v.oid::text,
               format('DROP %s %s', v.kind, v.name),
               ARRAY[format('CREATE %s %s%s AS %s%s', v.kind, v.name,
                            ' WITH (' || array_to_string(v.reloptions, ', ') || ')',
                            rtrim(pg_get_viewdef(v.oid), ';'), v.populated)]
               || ARRAY(SELECT format('ALTER VIEW %s ALTER COLUMN %I SET DEFAULT %s', v.name, a.attname,
                                      pg_get_expr(d.adbin, d.adrelid))
                        FROM pg_attrdef d
                        JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
                        WHERE d.adrelid = v.oid)
               || ARRAY(SELECT pg_get_ruledef(oid) FROM pg_rewrite WHERE ev_class = v.oid AND rulename <> '_RETURN')
               || ARRAY(SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = v.oid)
               || ARRAY(SELECT unnest(liftline_trigger_statements(oid))
                        FROM pg_trigger
                        WHERE tgrelid = v.oid AND NOT tgisinternal)
               || ARRAY(SELECT CASE d.objsubid
                                   WHEN 0 THEN format('COMMENT ON %s %s IS %L', v.kind, v.name, d.description)
                                   ELSE format('COMMENT ON COLUMN %s.%I IS %L', v.name, a.attname, d.description)
                               END
                        FROM pg_description d
                        LEFT JOIN pg_attribute a ON a.attrelid = d.objoid AND a.attnum = d.objsubid
                        WHERE d.classoid = 'pg_class'::regclass AND d.objoid = v.oid)
               || ARRAY(SELECT format('GRANT %s%s ON %s TO %s%s', acl.privilege_type, granted.columns, v.name,
                                      CASE acl.grantee
                                          WHEN 0 THEN 'PUBLIC'
                                          ELSE quote_ident(pg_get_userbyid(acl.grantee))
                                      END,
                                      CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
                        FROM (SELECT v.relacl AS acl, '' AS columns
                              UNION ALL
                              SELECT attacl, format(' (%I)', attname)
                              FROM pg_attribute
                              WHERE attrelid = v.oid AND attacl IS NOT NULL) AS granted,
                             aclexplode(granted.acl) AS acl
                        WHERE acl.grantee <> v.relowner)
               || format('ALTER TABLE %s OWNER TO %I', v.name, pg_get_userbyid(v.relowner))
        FROM views v
    )
    SELECT dependents.remove, dependents.restore
    FROM dependents
    ORDER BY step, name;
$$;

-- Changes columns of the table: drops the objects over these columns, runs ALTER TABLE with the changes, and makes the
-- objects again. A materialized view is computed anew, an index is built anew. An index whose expression is not
-- immutable over the new type, such as date_trunc('day', "timestamp"), cannot be made again; a warning names it.
CREATE FUNCTION liftline_change_columns(target regclass, columns name[], changes text) RETURNS void
LANGUAGE plpgsql SET search_path = "${flyway:defaultSchema}", pg_temp AS $$
DECLARE
    dependent record;
    removals text[] := '{}';
    restores text[] := '{}';
    statement text;
BEGIN
    FOR dependent IN SELECT * FROM liftline_dependents(target, columns) LOOP
        removals := removals || dependent.remove;
        restores := dependent.restore || restores;
    END LOOP;
    FOREACH statement IN ARRAY removals || format('ALTER TABLE %s %s', target, changes) LOOP
        EXECUTE statement;
    END LOOP;
    FOREACH statement IN ARRAY restores LOOP
        BEGIN
            EXECUTE statement;
        EXCEPTION
            WHEN invalid_object_definition THEN
                RAISE WARNING 'could not be made again over the new type of its column, and is gone: %', statement;
        END;
    END LOOP;
END;
$$;

-- Gives the channels of esp_telemetry that are double precision the type reading, and returns whether that was done. No
-- row is rewritten: the domain has the same bytes as double precision. Channels of other types stay as they are.
-- Where PostgreSQL or TimescaleDB refuses the change, all stays as it was, and a warning says why: compressed chunks,
-- continuous aggregates, a function or a policy that names a channel.
CREATE FUNCTION liftline_use_reading() RETURNS boolean
LANGUAGE plpgsql SET search_path = "${flyway:defaultSchema}", pg_temp AS $$
DECLARE
    target CONSTANT regclass := 'esp_telemetry';
    channels name[];
    changes text;
    reason text;
BEGIN
    LOCK TABLE esp_telemetry IN ACCESS EXCLUSIVE MODE;

    SELECT array_agg(attname), string_agg(format('ALTER COLUMN %I TYPE reading', attname), ', ')
    INTO channels, changes
    FROM pg_attribute
    WHERE attrelid = target AND NOT attisdropped AND atttypid = 'double precision'::regtype
      AND attname = ANY (ARRAY[
          'flow_rate', 'pip', 'discharge_pressure', 'wellhead_pressure', 'casing_pressure', 'motor_temp', 'intake_temp',
          'motor_current', 'motor_voltage', 'vsd_frequency', 'power', 'torque', 'vibration', 'leakage_current', 'choke',
          'water_cut', 'gor', 'flow_variance']);
    IF channels IS NULL THEN
        RETURN true;
    END IF;

    SELECT string_agg(stands.why, '; ')
    INTO reason
    FROM (
        SELECT 'continuous aggregates read it: ' || string_agg(format('%I.%I', view_schema, view_name), ', ') AS why
        FROM timescaledb_information.continuous_aggregates
        WHERE format('%I.%I', hypertable_schema, hypertable_name)::regclass = target
        HAVING count(*) > 0
        UNION ALL
        SELECT format('%s compressed chunks: SELECT decompress_chunk(c, true) FROM show_chunks(%L) AS c', count(*), target)
        FROM timescaledb_information.chunks
        WHERE format('%I.%I', hypertable_schema, hypertable_name)::regclass = target AND is_compressed
        HAVING count(*) > 0) AS stands;
    IF NOT EXISTS (
        SELECT FROM pg_type t
        WHERE t.oid = to_regtype('reading') AND t.typtype = 'd' AND t.typbasetype = 'double precision'::regtype
          AND NOT t.typnotnull AND NOT EXISTS (SELECT FROM pg_constraint WHERE contypid = t.oid))
    THEN
        reason := 'there is a type reading that is not Liftline''s';
    END IF;

    IF reason IS NULL THEN
        BEGIN
            PERFORM liftline_change_columns(target, channels, changes);
            RETURN true;
        EXCEPTION
            -- What may pass by itself fails the migration, so that it is tried again.
            WHEN lock_not_available OR transaction_rollback OR insufficient_resources OR operator_intervention
                OR system_error OR internal_error THEN
                RAISE;
            WHEN OTHERS THEN
                reason := SQLERRM;
        END;
    END IF;

    RAISE WARNING 'the channels of % stay double precision, which takes about twice the space when compressed (%); '
                  'once that is out of the way, run liftline migrate --compact', target, reason;
    RETURN false;
END;
$$;
