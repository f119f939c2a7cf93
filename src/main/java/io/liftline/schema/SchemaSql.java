package io.liftline.schema;

/// The statements about the database as a whole.
final class SchemaSql {

    /// The one row of [DatabaseFacts]. It also works without the extension TimescaleDB.
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

    /// One row: whether the database is read-only, its schema version, and whether this role may write the
    /// tables and create temporary ones.
    static final String CONDITION = """
            SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean AS read_only,
                   (SELECT version::text
                    FROM liftline_schema_history
                    WHERE success AND version IS NOT NULL
                    ORDER BY string_to_array(version, '.')::bigint[] DESC
                    LIMIT 1) AS version,
                   (SELECT coalesce(bool_and(has_table_privilege(to_regclass(name), privilege)), false)
                    FROM unnest(ARRAY['esp_telemetry', 'diagnostic_results', 'well']) AS name,
                         unnest(ARRAY['SELECT', 'INSERT', 'UPDATE']) AS privilege)
                   AND has_database_privilege(current_database(), 'TEMPORARY') AS writable
            """;

    /// The tables of the service with the privileges that its role has on them. The role has no rights on
    /// other tables. It cannot delete rows of the hypertables: only `liftline_drop_chunk` does, which checks
    /// that they are archived, and `liftline_remove_rows_of_well`, which
    /// limits how many.
    private static final String RIGHTS = """
            (VALUES
                ('esp_telemetry', 'SELECT, INSERT, UPDATE'),
                ('diagnostic_results', 'SELECT, INSERT, UPDATE'),
                ('diagnostic_state', 'SELECT, INSERT, UPDATE, DELETE'),
                ('diagnostic_note', 'SELECT, INSERT, DELETE'),
                ('rule_state', 'SELECT, INSERT, UPDATE'),
                ('rule_progress', 'SELECT, INSERT, UPDATE'),
                ('chunk_archive', 'SELECT, INSERT, UPDATE'),
                ('archive_floor', 'SELECT'),
                ('esp_telemetry_dropped', 'SELECT'),
                ('newest_dropped_sample', 'SELECT'),
                ('archive_task', 'SELECT, INSERT, UPDATE, DELETE'),
                ('well', 'SELECT, INSERT, UPDATE, DELETE'),
                ('removed_well', 'SELECT'),
                ('rollup_progress', 'SELECT, INSERT, UPDATE'),
                ('esp_telemetry_touched', 'SELECT, INSERT, DELETE'),
                ('live_interest', 'SELECT, INSERT, UPDATE, DELETE'),
                ('app_user', 'SELECT, INSERT, UPDATE, DELETE'),
                ('signing_key', 'SELECT, INSERT, UPDATE, DELETE'),
                ('audit_event', 'SELECT, INSERT'),
                ('api_key', 'SELECT, INSERT, UPDATE, DELETE'),
                ('login_session', 'SELECT, INSERT, UPDATE, DELETE'),
                ('refresh_token', 'SELECT, INSERT, UPDATE, DELETE'),
                ('esp_telemetry_duplicates', 'SELECT'),
                ('diagnostic_results_unplaced', 'SELECT'),
                ('diagnostic_severity_originals', 'SELECT'),
                ('liftline_schema_history', 'SELECT')) AS rights (name, privileges)""";

    /// The functions that the service calls.
    private static final String FUNCTIONS = """
            unnest(ARRAY['liftline_register_wells(timestamptz)', 'liftline_severity(text)', 'liftline_trim_audit(interval)',
                         'liftline_archive_columns(regclass)', 'liftline_figures(regclass, timestamptz, timestamptz)',
                         'liftline_drop_chunk(text, text, integer)', 'liftline_create_restored_table(text, text)',
                         'liftline_remove_rows_of_well(text, text, boolean)', 'liftline_remove_well(text, text, boolean)',
                         'liftline_register_well_again(text)'])""";

    /// The sequences in the defaults of the columns of the two hypertables. The sequence of an identity
    /// column needs no privilege.
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

    /// One row: whether samples were dropped because they are in the archive.
    static final String IS_ARCHIVED = """
            SELECT EXISTS (SELECT FROM archive_floor WHERE hypertable = 'esp_telemetry')
            """;

    /// Waits for the advisory lock that lets only one replica migrate at a time. The end of the session
    /// releases it.
    static final String LOCK = """
            SELECT pg_advisory_lock(hashtextextended('liftline: migration', 0))
            """;

    /// Releases that lock.
    static final String UNLOCK = """
            SELECT pg_advisory_unlock(hashtextextended('liftline: migration', 0))
            """;

    /// Whether the role ? exists, and whether the current role may create it.
    static final String ROLE_FACTS = """
            SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = ?) AS there,
                   (SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user) AS may_create,
                   current_user AS owner
            """;

    /// The statement that creates the role ?. It does not fail if the service of another database creates it
    /// concurrently.
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

    /// The GRANT statements for the rights that the role ? lacks on the service's tables, the sequences of
    /// their defaults, and functions.
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

    /// The REVOKE statements for rights to remove rows that the role ? has on the service's tables beyond
    /// [#RIGHTS]. Schema versions up to 35 granted DELETE on the hypertables. The rights of an owner stay.
    static final String EXCESS_GRANTS = """
            WITH service AS (SELECT ?::text AS role)
            SELECT format('REVOKE %%s ON TABLE %%I FROM %%I', string_agg(acl.privilege_type, ', '), name, role)
            FROM service, %s, pg_class c, aclexplode(c.relacl) AS acl
            WHERE c.oid = to_regclass(name)
              AND acl.grantee = (SELECT oid FROM pg_roles WHERE rolname = role)
              AND acl.grantee <> c.relowner
              AND acl.privilege_type IN ('DELETE', 'TRUNCATE')
              AND acl.privilege_type <> ALL (string_to_array(privileges, ', '))
            GROUP BY name, role
            """.formatted(RIGHTS);

    /// The REVOKE statements for the rights that schema versions up to 21 granted to the role ? on all
    /// tables, views and sequences of the schema. Those of the service are left out.
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

    /// The statement that gives the role ? the search_path of the current role, in this database.
    static final String SET_SEARCH_PATH = """
            SELECT format('ALTER ROLE %I IN DATABASE %I SET search_path = %s', ?::text, current_database(),
                          string_agg(quote_ident(schema), ', ' ORDER BY n))
            FROM unnest(current_schemas(false)) WITH ORDINALITY AS searched (schema, n)
            """;

    /// The sessions that hold locks on the two tables or their chunks, longest transaction first, at most
    /// three: process ID, role, application, state, and the age of the transaction in seconds.
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

    /// Whether the role ? may create temporary tables in this database.
    static final String MAY_CREATE_TEMPORARY = """
            SELECT has_database_privilege(?, current_database(), 'TEMPORARY')
            """;

    /// The statement that lets the role ? create temporary tables in this database.
    static final String GRANT_TEMPORARY = """
            SELECT format('GRANT TEMPORARY ON DATABASE %I TO %I', current_database(), ?::text)
            """;

    /// Whether the role ? may create tables, which the service never does.
    static final String MAY_CREATE = """
            SELECT has_schema_privilege(?, current_schema(), 'CREATE')
            """;

    private SchemaSql() {}
}
