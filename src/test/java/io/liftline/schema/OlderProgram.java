package io.liftline.schema;

/// What stands in a database beside the tables of version 21: rows, and objects that other programs made over them.
final class OlderProgram {

    /// 361 rows a well, five wells, three days.
    static final String ROWS = """
            INSERT INTO esp_telemetry (well_id, timestamp, flow_rate, pip, motor_temp)
            SELECT 'WELL-00' || well, at, 2000 + well * 0.1, 800 + extract(hour FROM at) * 0.1, 96.5 + well * 0.25
            FROM generate_series(1, 5) AS well,
                 generate_series(TIMESTAMPTZ '2025-11-20T00:00:00Z', '2025-11-22T12:00:00Z', '10 minutes') AS at;
            """;

    /// Views, a rule, indexes, a constraint and triggers, all of them on channels.
    static final String OBJECTS = """
            CREATE VIEW hot AS SELECT well_id, timestamp, motor_temp FROM esp_telemetry WHERE motor_temp > 97;
            CREATE VIEW hottest WITH (security_barrier = true) AS
                SELECT well_id, max(motor_temp) AS motor_temp FROM hot GROUP BY well_id;
            GRANT SELECT ON hottest TO PUBLIC;
            CREATE MATERIALIZED VIEW highest AS SELECT well_id, max(pip) AS pip FROM esp_telemetry GROUP BY well_id;
            CREATE UNIQUE INDEX highest_by_well ON highest (well_id);
            CREATE MATERIALIZED VIEW unread AS SELECT well_id, min(pip) AS pip FROM esp_telemetry GROUP BY well_id
            WITH NO DATA;
            CREATE VIEW desk AS SELECT id, well_id, timestamp, pip FROM esp_telemetry;
            CREATE RULE keep AS ON DELETE TO desk DO INSTEAD NOTHING;
            ALTER VIEW desk ALTER COLUMN pip SET DEFAULT 800;
            COMMENT ON VIEW desk IS 'the clerk''s';
            COMMENT ON COLUMN desk.pip IS 'psi';
            GRANT SELECT (well_id, pip) ON desk TO PUBLIC;

            CREATE INDEX by_pip ON esp_telemetry (pip) WHERE pip > 900;
            CREATE INDEX by_both ON esp_telemetry ((pip + motor_temp));
            ALTER TABLE esp_telemetry ADD CONSTRAINT pip_low CHECK (pip < 20000);

            CREATE TABLE noticed (what TEXT);
            CREATE FUNCTION notice() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN INSERT INTO noticed VALUES (TG_NAME); RETURN NULL; END';
            CREATE TRIGGER overheated AFTER INSERT ON esp_telemetry
                FOR EACH ROW WHEN (NEW.motor_temp > 120) EXECUTE FUNCTION notice();
            COMMENT ON TRIGGER overheated ON esp_telemetry IS 'rings';
            CREATE TRIGGER corrected AFTER UPDATE OF pip ON esp_telemetry FOR EACH ROW EXECUTE FUNCTION notice();
            """;

    /// One row an object of others: its kind, name and definition, without the casts that a change of type adds.
    static final String DEFINITIONS = """
            SELECT kind, name, replace(replace(replace(definition, '::double precision', ''), '(', ''), ')', '')
            FROM (
                SELECT 'view' AS kind, relname::text AS name,
                       concat_ws('; ', relkind, pg_get_viewdef(c.oid), reloptions, relacl, relispopulated,
                                 obj_description(c.oid, 'pg_class'),
                                 (SELECT string_agg(concat_ws(' ', attname, attacl, col_description(attrelid, attnum),
                                                              pg_get_expr(adbin, adrelid)), ', ' ORDER BY attnum)
                                  FROM pg_attribute
                                  LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
                                  WHERE attrelid = c.oid AND attnum > 0)) AS definition
                FROM pg_class c
                WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm')
                  AND NOT starts_with(relname::text, 'esp_telemetry_') AND NOT starts_with(relname::text, 'liftline_')
                UNION ALL
                SELECT 'rule', rulename, pg_get_ruledef(oid)
                FROM pg_rewrite
                WHERE ev_class = 'desk'::regclass AND rulename <> '_RETURN'
                UNION ALL
                SELECT 'index', indexname, indexdef
                FROM pg_indexes
                WHERE schemaname = 'public' AND indexname IN ('by_pip', 'by_both', 'highest_by_well')
                UNION ALL
                SELECT 'constraint', conname, pg_get_constraintdef(oid)
                FROM pg_constraint
                WHERE conrelid = 'esp_telemetry'::regclass AND contype = 'c'
                UNION ALL
                SELECT 'trigger', tgname,
                       concat_ws('; ', pg_get_triggerdef(oid), tgenabled, obj_description(oid, 'pg_trigger'))
                FROM pg_trigger
                WHERE tgrelid = 'esp_telemetry'::regclass AND tgname IN ('overheated', 'corrected')
            ) AS objects
            ORDER BY 1, 2
            """;

    private OlderProgram() {}
}
