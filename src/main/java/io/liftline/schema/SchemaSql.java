package io.liftline.schema;

/// The statements about the database as a whole.
final class SchemaSql {

    /// One row of what [DatabaseFacts] holds. It also runs where TimescaleDB is not there.
    static final String FACTS = """
            SELECT current_setting('server_version_num')::integer AS postgres_version,
                   (SELECT extversion::text FROM pg_extension WHERE extname = 'timescaledb') AS timescale_installed,
                   (SELECT default_version::text
                    FROM pg_available_extensions
                    WHERE name = 'timescaledb') AS timescale_available,
                   EXISTS (SELECT FROM pg_settings WHERE name = 'timescaledb.disable_load') AS preloaded,
                   current_setting('timescaledb.license', true) AS license,
                   pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean AS read_only,
                   extract(epoch FROM clock_timestamp())::double precision AS clock
            """;

    /// One row: whether the database takes writes, its schema version, and whether this role may use the
    /// tables and make temporary ones.
    static final String CONDITION = """
            SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean AS read_only,
                   (SELECT version::text
                    FROM liftline_schema_history
                    WHERE success AND version IS NOT NULL
                    ORDER BY string_to_array(version, '.')::bigint[] DESC
                    LIMIT 1) AS version,
                   (SELECT coalesce(bool_and(has_table_privilege(to_regclass(name), privilege)), false)
                    FROM unnest(ARRAY['esp_telemetry', 'diagnostic_results', 'well']) AS name,
                         unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS privilege)
                   AND has_database_privilege(current_database(), 'TEMPORARY') AS writable
            """;

    /// The rights of the service, by name: tables with their privileges. It has none on anything else.
    private static final String RIGHTS = """
            (VALUES
                ('esp_telemetry', 'SELECT, INSERT, UPDATE, DELETE'),
                ('diagnostic_results', 'SELECT, INSERT, UPDATE, DELETE'),
                ('well', 'SELECT, INSERT, UPDATE, DELETE'),
                ('app_user', 'SELECT, INSERT, UPDATE, DELETE'),
                ('signing_key', 'SELECT, INSERT, UPDATE, DELETE'),
                ('esp_telemetry_duplicates', 'SELECT'),
                ('diagnostic_results_unplaced', 'SELECT'),
                ('diagnostic_severity_originals', 'SELECT'),
                ('liftline_schema_history', 'SELECT')) AS rights (name, privileges)""";

    /// The functions that the service calls.
    private static final String FUNCTIONS =
            "unnest(ARRAY['liftline_register_wells(timestamptz)', 'liftline_severity(text)'])";

    /// The sequences that give columns of the service's tables their default. One of an identity needs no
    /// right.
    private static final String SEQUENCES = """
            (SELECT DISTINCT s.oid
             FROM pg_attrdef d
             JOIN pg_depend p ON p.classid = 'pg_attrdef'::regclass AND p.objid = d.oid AND p.refclassid = 'pg_class'::regclass
             JOIN pg_class s ON s.oid = p.refobjid AND s.relkind = 'S'
             WHERE d.adrelid IN (to_regclass('esp_telemetry'), to_regclass('diagnostic_results'))) AS numbering""";

    /// One row: whether the current role has every right that [#MISSING_GRANTS] would give it.
    static final String GRANTED = """
            SELECT has_database_privilege(current_database(), 'TEMPORARY')
                   AND (SELECT coalesce(bool_and(has_table_privilege(to_regclass(name), privilege)), false)
                        FROM %s, unnest(string_to_array(privileges, ', ')) AS privilege)
                   AND (SELECT coalesce(bool_and(has_function_privilege(to_regprocedure(name), 'EXECUTE')), false)
                        FROM %s AS name)
                   AND (SELECT coalesce(bool_and(has_sequence_privilege(oid, 'USAGE')), true) FROM %s) AS granted
            """.formatted(RIGHTS, FUNCTIONS, SEQUENCES);

    /// Waits for the lock under which one replica at a time migrates and grants; it ends with the connection.
    static final String LOCK = """
            SELECT pg_advisory_lock(hashtextextended('liftline: migration', 0))
            """;

    /// Gives the lock back.
    static final String UNLOCK = """
            SELECT pg_advisory_unlock(hashtextextended('liftline: migration', 0))
            """;

    /// Whether the role ? exists, and whether the current role may make it.
    static final String ROLE_FACTS = """
            SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = ?) AS there,
                   (SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user) AS may_create,
                   current_user AS owner
            """;

    /// The statement that makes the role ?, also when another database's service makes it at this moment.
    static final String CREATE_ROLE = """
            SELECT format('DO $do$ BEGIN CREATE ROLE %I LOGIN; '
                          'EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $do$', ?::text)
            """;

    /// The GRANT that lets the role ? use the schema, if it may not.
    static final String MISSING_USAGE = """
            SELECT format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), role)
            FROM (SELECT ?::text) AS service (role)
            WHERE NOT has_schema_privilege(role, current_schema(), 'USAGE')
            """;

    /// The GRANTs that the role ? lacks: rows of the service's tables, the sequences of their defaults,
    /// functions.
    static final String MISSING_GRANTS = """
            WITH service AS (SELECT ?::text AS role)
            SELECT format('GRANT %%s ON TABLE %%I TO %%I', string_agg(privilege, ', '), name, role)
            FROM service, %s, unnest(string_to_array(privileges, ', ')) AS privilege
            WHERE NOT has_table_privilege(role, to_regclass(name), privilege)
            GROUP BY name, role
            UNION ALL
            SELECT format('GRANT USAGE ON SEQUENCE %%s TO %%I', oid::regclass, role)
            FROM service, %s
            WHERE NOT has_sequence_privilege(role, oid, 'USAGE')
            UNION ALL
            SELECT format('GRANT EXECUTE ON FUNCTION %%s TO %%I', to_regprocedure(name), role)
            FROM service, %s AS name
            WHERE NOT has_function_privilege(role, to_regprocedure(name), 'EXECUTE')
            """.formatted(RIGHTS, SEQUENCES, FUNCTIONS);

    /// The REVOKEs that take from the role ? what up to version 21 it was given on every table, view and
    /// sequence of the schema, the service's own aside.
    static final String WIDE_GRANTS = """
            WITH service AS (SELECT ?::text AS role)
            SELECT format('REVOKE ALL ON %%s %%s FROM %%I', CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,
                          c.oid::regclass, role)
            FROM service, pg_class c
            WHERE c.relnamespace = current_schema()::regnamespace
              AND pg_has_role(c.relowner, 'USAGE')
              AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
              AND c.relname NOT IN (SELECT name FROM %s)
              AND c.relname <> 'flyway_schema_history'
              AND c.oid NOT IN (SELECT oid FROM %s)
              AND EXISTS (
                  SELECT FROM aclexplode(c.relacl) AS acl
                  WHERE acl.grantee = (SELECT oid FROM pg_roles WHERE rolname = role))
            """.formatted(RIGHTS, SEQUENCES);

    /// The statement that makes the role ? find the schemas that the current role finds, in this database.
    static final String SET_SEARCH_PATH = """
            SELECT format('ALTER ROLE %I IN DATABASE %I SET search_path = %s', ?::text, current_database(),
                          string_agg(quote_ident(schema), ', ' ORDER BY n))
            FROM unnest(current_schemas(false)) WITH ORDINALITY AS searched (schema, n)
            """;

    /// The sessions that hold locks on the two tables or their chunks, the longest first: process ID, role,
    /// application, state, and since when, in seconds.
    static final String LOCK_HOLDERS = """
            SELECT DISTINCT a.pid, a.usename, a.application_name, a.backend_type, coalesce(a.state, a.backend_type) AS state,
                   floor(extract(epoch FROM clock_timestamp() - coalesce(a.xact_start, a.backend_start)))::bigint AS seconds
            FROM pg_locks l
            JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'relation' AND l.granted AND a.pid <> pg_backend_pid()
              AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND (l.relation IN (to_regclass('esp_telemetry'), to_regclass('diagnostic_results'))
                   OR l.relation IN (
                       SELECT inhrelid
                       FROM pg_inherits
                       WHERE inhparent IN (to_regclass('esp_telemetry'), to_regclass('diagnostic_results'))))
            ORDER BY seconds DESC
            LIMIT 3
            """;

    /// Whether the role ? may make temporary tables in this database; PUBLIC may unless that was revoked.
    static final String MAY_CREATE_TEMPORARY = """
            SELECT has_database_privilege(?, current_database(), 'TEMPORARY')
            """;

    /// The statement that lets the role ? make temporary tables in this database.
    static final String GRANT_TEMPORARY = """
            SELECT format('GRANT TEMPORARY ON DATABASE %I TO %I', current_database(), ?::text)
            """;

    /// Whether the role ? may make tables of its own, which the service never needs.
    static final String MAY_CREATE = """
            SELECT has_schema_privilege(?, current_schema(), 'CREATE')
            """;

    private SchemaSql() {}
}
