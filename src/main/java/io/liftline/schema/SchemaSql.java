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
                    FROM flyway_schema_history
                    WHERE success AND version IS NOT NULL
                    ORDER BY string_to_array(version, '.')::bigint[] DESC
                    LIMIT 1) AS version,
                   (SELECT coalesce(bool_and(has_table_privilege(to_regclass(name), privilege)), false)
                    FROM unnest(ARRAY['esp_telemetry', 'diagnostic_results', 'well']) AS name,
                         unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS privilege)
                   AND has_database_privilege(current_database(), 'TEMPORARY') AS writable
            """;

    /// One row: whether the current role has every right on the schema's tables, views and sequences that
    /// [#MISSING_GRANTS] would give it, and may make temporary tables.
    static final String GRANTED = """
            SELECT has_database_privilege(current_database(), 'TEMPORARY') AND coalesce(bool_and(
                       CASE
                           WHEN c.relkind = 'S' THEN has_sequence_privilege(c.oid, 'USAGE')
                           WHEN c.relkind IN ('v', 'm') THEN has_table_privilege(c.oid, 'SELECT')
                           ELSE has_table_privilege(c.oid, 'SELECT')
                                AND has_table_privilege(c.oid, 'INSERT')
                                AND has_table_privilege(c.oid, 'UPDATE')
                                AND has_table_privilege(c.oid, 'DELETE')
                       END), false) AS granted
            FROM pg_class c
            JOIN pg_class history ON history.oid = to_regclass('flyway_schema_history')
            WHERE c.relnamespace = current_schema()::regnamespace
              AND c.relowner = history.relowner
              AND c.oid <> history.oid
              AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
              AND NOT EXISTS (
                  SELECT FROM pg_depend d
                  WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
            """;

    /// The service's tables that are there but do not belong to the current role, which could not migrate
    /// them.
    static final String FOREIGN_TABLES = """
            SELECT c.oid::regclass::text AS name
            FROM pg_class c
            WHERE c.oid IN (to_regclass('esp_telemetry'), to_regclass('diagnostic_results'))
              AND NOT pg_has_role(c.relowner, 'USAGE')
            ORDER BY 1
            """;

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

    /// The GRANTs that the role ? lacks, for everything in the schema that belongs to the current role,
    /// except what extensions own: rows of all tables, reading only of views and of the migrations' history
    /// ?, sequences.
    static final String MISSING_GRANTS = """
            WITH service AS (
                SELECT ?::text AS role, ?::text AS history, current_schema() AS schema),
            owned AS (
                SELECT c.oid, c.relkind, c.relname
                FROM pg_class c, service
                WHERE c.relnamespace = service.schema::regnamespace
                  AND pg_has_role(c.relowner, 'USAGE')
                  AND NOT EXISTS (
                      SELECT FROM pg_depend d
                      WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'))
            SELECT format('GRANT USAGE ON SCHEMA %I TO %I', service.schema, service.role)
            FROM service
            WHERE NOT has_schema_privilege(service.role, service.schema, 'USAGE')
            UNION ALL
            SELECT format('GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE %s TO %I', owned.oid::regclass, service.role)
            FROM owned, service
            WHERE owned.relkind IN ('r', 'p')
              AND owned.relname <> service.history
              AND NOT (has_table_privilege(service.role, owned.oid, 'SELECT')
                       AND has_table_privilege(service.role, owned.oid, 'INSERT')
                       AND has_table_privilege(service.role, owned.oid, 'UPDATE')
                       AND has_table_privilege(service.role, owned.oid, 'DELETE'))
            UNION ALL
            SELECT format('GRANT SELECT ON TABLE %s TO %I', owned.oid::regclass, service.role)
            FROM owned, service
            WHERE (owned.relkind IN ('v', 'm') OR owned.relname = service.history AND owned.relkind = 'r')
              AND NOT has_table_privilege(service.role, owned.oid, 'SELECT')
            UNION ALL
            SELECT format('GRANT USAGE, SELECT ON SEQUENCE %s TO %I', owned.oid::regclass, service.role)
            FROM owned, service
            WHERE owned.relkind = 'S'
              AND NOT (has_sequence_privilege(service.role, owned.oid, 'USAGE')
                       AND has_sequence_privilege(service.role, owned.oid, 'SELECT'))
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
