package io.liftline.schema;

import io.liftline.telemetry.Channel;
import java.util.List;
import java.util.stream.Collectors;

/// The queries of [TakeoverCheck]. Each row of a result is one line for the operator.
final class TakeoverSql {

    /// Whether the database has the extension TimescaleDB.
    static final String HAS_TIMESCALE = """
            SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb')
            """;

    /// The names of those of the two tables that are hypertables. Requires the extension.
    static final String HYPERTABLES = """
            SELECT hypertable_name::text
            FROM timescaledb_information.hypertables
            WHERE format('%I.%I', hypertable_schema, hypertable_name)::regclass
                  IN (to_regclass('esp_telemetry'), to_regclass('diagnostic_results'))
            """;

    /// The common part of all queries of [#REFUSALS]: `given`, the parameters (names of the tables that are
    /// hypertables, zone, columns to convert), and `target`, those of the two tables that exist.
    private static final String TARGETS = """
            WITH given AS (
                SELECT string_to_array(?::text, ',') AS hypertables, ?::text AS zone, string_to_array(?::text, ',') AS converted),
            target AS (
                SELECT c.*, c.oid::regclass::text AS name, c.relname = ANY (given.hypertables) AS is_hypertable
                FROM given,
                     unnest(ARRAY['esp_telemetry', 'diagnostic_results']) AS wanted (name)
                     JOIN pg_class c ON c.oid = to_regclass(wanted.name)),
            columns AS (
                SELECT target.name, target.is_hypertable, a.*, format_type(a.atttypid, a.atttypmod) AS type, t.typcategory
                FROM target
                JOIN pg_attribute a ON a.attrelid = target.oid AND a.attnum > 0 AND NOT a.attisdropped
                JOIN pg_type t ON t.oid = a.atttypid),
            channels (attname) AS (
                SELECT unnest(string_to_array('%s,confidence', ','))::name)
            """.formatted(columns());

    private static final String KIND = TARGETS + """
            SELECT format('%s is not an ordinary table: rename it and start again, a new table is made', name)
            FROM target
            WHERE relkind <> 'r' OR relispartition
            UNION ALL
            SELECT format('%1$s inherits or is inherited from: run ALTER TABLE %2$s NO INHERIT %3$s', name,
                          i.inhrelid::regclass, i.inhparent::regclass)
            FROM target
            JOIN pg_inherits i ON target.oid IN (i.inhrelid, i.inhparent)
            WHERE NOT is_hypertable AND relkind = 'r' AND NOT relispartition
            UNION ALL
            SELECT format('table %1$s does not belong to %2$s: run ALTER TABLE %1$s OWNER TO %2$s', name, current_user)
            FROM target
            WHERE NOT pg_has_role(relowner, 'USAGE')
            UNION ALL
            SELECT format('%1$s has row-level security, which hides rows from the service''s role and not from those who read '
                          'chunks: run ALTER TABLE %1$s DISABLE ROW LEVEL SECURITY%2$s, and give each role its wells '
                          'in Liftline', name,
                          (SELECT string_agg(format('; DROP POLICY %I ON %s', polname, name), '') FROM pg_policy
                           WHERE polrelid = target.oid))
            FROM target
            WHERE relrowsecurity OR EXISTS (SELECT FROM pg_policy WHERE polrelid = target.oid)
            """;

    private static final String COLUMNS = TARGETS + """
            SELECT format('%s has no column %I: rename the one that has it, ALTER TABLE %1$s RENAME … TO %2$I', name, needed)
            FROM target, unnest(ARRAY['well_id', 'timestamp']::name[]) AS needed
            WHERE NOT EXISTS (SELECT FROM columns WHERE columns.name = target.name AND attname = needed)
            UNION ALL
            SELECT format('%s.%I is %s, text is needed: run ALTER TABLE %1$s ALTER COLUMN %2$I TYPE varchar(50) USING '
                          '%2$I::text', name, attname, type)
            FROM columns
            WHERE attname = 'well_id' AND atttypid NOT IN ('text'::regtype, 'varchar'::regtype, 'bpchar'::regtype)
            UNION ALL
            SELECT format('%s.%I is %s, timestamptz is needed: run ALTER TABLE %1$s ALTER COLUMN %2$I TYPE timestamptz '
                          'USING …', name, attname, type)
            FROM columns
            WHERE attname = 'timestamp' AND atttypid NOT IN ('timestamptz'::regtype, 'timestamp'::regtype)
            UNION ALL
            SELECT format('%s.%I has no zone: set LIFTLINE_TAKEOVER_ZONE to the zone its times are of, such as UTC', name, attname)
            FROM columns, given
            WHERE attname = 'timestamp' AND atttypid = 'timestamp'::regtype AND zone = ''
            UNION ALL
            SELECT format('LIFTLINE_TAKEOVER_ZONE is %L, which the server does not know: see pg_timezone_names', zone)
            FROM given
            WHERE zone <> '' AND NOT EXISTS (SELECT FROM pg_timezone_names WHERE pg_timezone_names.name = zone)
            UNION ALL
            SELECT format('%s is a hypertable with times without a zone, whose chunks are of UTC: only '
                          'LIFTLINE_TAKEOVER_ZONE=UTC is possible', name)
            FROM columns, given
            WHERE attname = 'timestamp' AND atttypid = 'timestamp'::regtype AND is_hypertable AND zone NOT IN ('', 'UTC')
            UNION ALL
            SELECT format('%s.%I is %s, a number is needed: run ALTER TABLE %1$s ALTER COLUMN %2$I TYPE double precision '
                          'USING …', name, attname, type)
            FROM columns
            JOIN channels USING (attname)
            WHERE typcategory <> 'N' OR atttypid IN ('oid'::regtype, 'money'::regtype)
            UNION ALL
            SELECT format('%s.%I is generated, so no sample can be stored in it: run ALTER TABLE %1$s ALTER COLUMN %2$I '
                          'DROP EXPRESSION', name, attname)
            FROM columns
            LEFT JOIN channels USING (attname)
            WHERE attgenerated <> '' AND (attname IN ('well_id', 'timestamp') OR channels.attname IS NOT NULL)
            UNION ALL
            SELECT format('%s.%I is %s, is required and has no default: run ALTER TABLE %1$s ALTER COLUMN id SET DEFAULT …', name,
                          attname, type)
            FROM columns
            WHERE attname = 'id' AND attnotnull AND NOT atthasdef AND attidentity = ''
              AND atttypid NOT IN ('smallint'::regtype, 'integer'::regtype, 'bigint'::regtype)
            """;

    private static final String OBJECTS = TARGETS + """
            SELECT format('the foreign key %I of %s points at %s, and a hypertable cannot be its target: run ALTER TABLE %2$s '
                          'DROP CONSTRAINT %1$I', conname, conrelid::regclass, name)
            FROM target
            JOIN pg_constraint ON confrelid = target.oid AND contype = 'f'
            WHERE NOT is_hypertable
            UNION ALL
            SELECT format('the constraint %I of %s excludes without the time, which no hypertable can: run ALTER TABLE %2$s '
                          'DROP CONSTRAINT %1$I', conname, name)
            FROM target
            JOIN pg_constraint ON conrelid = target.oid AND contype = 'x'
            WHERE NOT is_hypertable
            UNION ALL
            SELECT format('the key %I of %s holds %I, for which Liftline has no value: run ALTER TABLE %2$s ALTER COLUMN '
                          '%3$I SET DEFAULT …, or DROP CONSTRAINT %1$I', k.conname, columns.name, columns.attname)
            FROM columns
            JOIN pg_constraint k ON k.conrelid = columns.attrelid AND k.contype = 'p' AND columns.attnum = ANY (k.conkey)
            WHERE columns.attname NOT IN ('id', 'well_id', 'timestamp') AND NOT atthasdef AND attidentity = ''
            UNION ALL
            SELECT format('%s has the rule %I, and a hypertable has none: run DROP RULE %2$I ON %1$s', name, rulename)
            FROM target
            JOIN pg_rewrite ON ev_class = target.oid
            WHERE NOT is_hypertable AND relkind = 'r'
            UNION ALL
            SELECT format('the trigger %I of %s %s, which chunks do not keep: run ALTER TABLE %2$s ENABLE TRIGGER %1$I, or '
                          'DROP TRIGGER %1$I ON %2$s', tgname, name,
                          CASE tgenabled WHEN 'D' THEN 'is disabled' WHEN 'A' THEN 'fires always'
                                         ELSE 'fires in replicas only' END)
            FROM target
            JOIN pg_trigger ON tgrelid = target.oid AND NOT tgisinternal AND tgenabled <> 'O'
            WHERE NOT is_hypertable
            UNION ALL
            SELECT format('%s is in the publication %I, and a hypertable cannot be: run ALTER PUBLICATION %2$I %3$s', name,
                          pubname, CASE WHEN puballtables THEN '… (it is FOR ALL TABLES: drop it and name its tables)'
                                        ELSE format('DROP TABLE %s', name) END)
            FROM target
            JOIN pg_publication ON puballtables
                 OR EXISTS (SELECT FROM pg_publication_rel WHERE prpubid = pg_publication.oid AND prrelid = target.oid)
            WHERE NOT is_hypertable
            """;

    private static final String DATABASE = TARGETS + """
            SELECT format('the search_path of %I leads to no schema: run ALTER ROLE %1$I SET search_path = public', current_user)
            FROM given
            WHERE current_schema() IS NULL
            UNION ALL
            SELECT format('%I may not create tables in the schema %I: run GRANT CREATE ON SCHEMA %2$I TO %1$I as its owner',
                          current_user, current_schema())
            FROM given
            WHERE NOT has_schema_privilege(current_schema(), 'CREATE')
            UNION ALL
            SELECT format('%I may not create the extension timescaledb: run CREATE EXTENSION timescaledb as the owner of the '
                          'database', current_user)
            FROM given
            WHERE NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb')
              AND NOT has_database_privilege(current_database(), 'CREATE')
            UNION ALL
            SELECT format('the extension timescaledb is in the schema %1$I, which the search_path of %2$I does not hold: run ALTER '
                          'ROLE %2$I IN DATABASE %3$I SET search_path = %4$I, %1$I', n.nspname, current_user,
                          current_database(), current_schema())
            FROM pg_extension e
            JOIN pg_namespace n ON n.oid = e.extnamespace
            WHERE extname = 'timescaledb' AND NOT n.nspname = ANY (current_schemas(true))
            """;

    /// What cannot be taken over. Parameters: the names of the tables that are hypertables, the zone, the
    /// columns to convert, each list separated by commas.
    static final List<String> REFUSALS = List.of(DATABASE, KIND, COLUMNS, OBJECTS);

    /// The hypertables with unsuitable dimensions, and those whose timestamps without a zone cannot be
    /// converted. Requires the extension.
    static final String DIMENSIONS = """
            SELECT format('%I is a hypertable on %I: Liftline needs timestamp as its time, and well_id as the only other '
                          'dimension; rename the column, or move the rows into a new table', hypertable_name, column_name)
            FROM timescaledb_information.dimensions
            WHERE format('%I.%I', hypertable_schema, hypertable_name)::regclass
                  IN (to_regclass('esp_telemetry'), to_regclass('diagnostic_results'))
              AND column_name <> CASE dimension_number WHEN 1 THEN 'timestamp' ELSE 'well_id' END
            UNION ALL
            SELECT format('%1$I has %2$s compressed chunks and times without a zone, whose type cannot be changed there: run SELECT '
                          'decompress_chunk(c, true) FROM show_chunks(%1$L) AS c', c.hypertable_name, count(*))
            FROM timescaledb_information.chunks c
            JOIN timescaledb_information.dimensions d USING (hypertable_schema, hypertable_name)
            WHERE format('%I.%I', hypertable_schema, hypertable_name)::regclass
                  IN (to_regclass('esp_telemetry'), to_regclass('diagnostic_results'))
              AND c.is_compressed AND d.column_type = 'timestamp'::regtype
            GROUP BY c.hypertable_name
            UNION ALL
            SELECT format('continuous aggregates read %1$I, whose times have no zone, so their type cannot be changed: %2$s',
                          a.hypertable_name, string_agg(format('%I.%I', a.view_schema, a.view_name), ', '))
            FROM timescaledb_information.continuous_aggregates a
            JOIN timescaledb_information.dimensions d USING (hypertable_schema, hypertable_name)
            WHERE format('%I.%I', hypertable_schema, hypertable_name)::regclass
                  IN (to_regclass('esp_telemetry'), to_regclass('diagnostic_results'))
              AND d.column_type = 'timestamp'::regtype
            GROUP BY a.hypertable_name
            """;

    /// The names of the other tables that the migrations create.
    static final String OUR_NAMES =
            "app_user,signing_key,audit_event,api_key,login_session,refresh_token,well,esp_telemetry_duplicates,diagnostic_results_unplaced,diagnostic_severity_originals";

    /// Relations of other programs that have one of [#OUR_NAMES]. Parameter: the names.
    static final String NAMES_TAKEN = """
            SELECT format('there is a table or view %1$s that is not Liftline''s: run ALTER TABLE %1$s RENAME TO %2$s',
                          c.oid::regclass, left(c.relname || '_of_before', 63))
            FROM unnest(string_to_array(?::text, ',')) AS taken (name)
            JOIN pg_class c ON c.relname = taken.name AND c.relnamespace = current_schema()::regnamespace
            """;

    /// Tables `esp_telemetry` in a schema that is not on the search_path, which would not be taken over.
    /// Schemas of other Liftline installations are left out.
    static final String OTHER_SCHEMA = """
            SELECT format('there is a table %1$s, but tables are looked for in the schema %2$I only: run ALTER ROLE %3$I IN DATABASE '
                          '%4$I SET search_path = %5$I, or rename the table', c.oid::regclass, current_schema(), current_user,
                          current_database(), n.nspname)
            FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relname = 'esp_telemetry' AND c.relkind IN ('r', 'p')
              AND n.nspname <> current_schema() AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname NOT LIKE '\\_timescaledb%'
              AND to_regclass('esp_telemetry') IS DISTINCT FROM c.oid
              AND NOT EXISTS (
                  SELECT FROM pg_class history
                  WHERE history.relnamespace = c.relnamespace
                    AND history.relname IN ('liftline_schema_history', 'flyway_schema_history'))
              AND to_regclass('esp_telemetry') IS NULL
            """;

    /// Triggers whose function runs with the rights of the service's role. Parameter: that role.
    static final String TRIGGERS = """
            SELECT format('the trigger %I of %s runs with the rights of %I when the service writes: GRANT what %s needs, or make '
                          'it SECURITY DEFINER', tgname, tgrelid::regclass, ?::text, p.oid::regprocedure)
            FROM pg_trigger
            JOIN pg_proc p ON p.oid = tgfoid
            WHERE tgrelid IN (to_regclass('esp_telemetry'), to_regclass('diagnostic_results'))
              AND NOT tgisinternal AND NOT p.prosecdef AND p.proname NOT LIKE 'liftline%'
              AND p.pronamespace::regnamespace::text NOT LIKE '\\_timescaledb%'
            """;

    /// A line if the owner is a superuser.
    static final String SUPERUSER = """
            SELECT format('%I is a superuser: let a role own the schema that is none (LIFTLINE_DB_OWNER)', current_user)
            FROM pg_roles
            WHERE rolname = current_user AND rolsuper
            """;

    /// Rows, bytes and time of the takeover of each table. Parameter: the names of the tables that are
    /// hypertables.
    ///
    /// A plain table moves 75,000 rows a second on two shared cores.
    static final String SIZES = """
            SELECT CASE
                       WHEN c.relname = ANY (string_to_array(?::text, ',')) THEN
                           format('%s is a hypertable and stays as it is: chunks, compression, policies and continuous '
                                  'aggregates', c.oid::regclass)
                       ELSE
                           format('%s has about %s rows in %s: they are moved into chunks while nobody can read or write, for '
                                  'about %s s, and the disk needs another %s until then; the server cannot be asked for '
                                  'its free space', c.oid::regclass, rows,
                                  pg_size_pretty(pg_total_relation_size(c.oid)), ceil(rows / 75000),
                                  pg_size_pretty(pg_total_relation_size(c.oid) * 11 / 10))
                   END
            FROM pg_class c
            CROSS JOIN LATERAL (
                SELECT round(CASE WHEN c.reltuples < 0 THEN pg_relation_size(c.oid) / 100 ELSE c.reltuples END)) AS size (rows)
            WHERE c.oid IN (to_regclass('esp_telemetry'), to_regclass('diagnostic_results')) AND c.relkind = 'r'
            """;

    /// The channels and columns that keep a type other than a new table's. Parameter: the columns to convert.
    static final String KEPT_TYPES = """
            SELECT format('%s keeps %s; Liftline reads and writes them by a cast', a.attrelid::regclass,
                          string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY a.attnum))
            FROM pg_attribute a
            WHERE a.attrelid IN (to_regclass('esp_telemetry'), to_regclass('diagnostic_results'))
              AND a.attnum > 0 AND NOT a.attisdropped
              AND a.attname = ANY (string_to_array('CHANNELS,confidence,actions,telemetry_snapshot', ','))
              AND NOT a.attname = ANY (string_to_array(?::text, ','))
              AND a.atttypid NOT IN ('double precision'::regtype, 'jsonb'::regtype)
            GROUP BY a.attrelid
            """.replace("CHANNELS", columns());

    private TakeoverSql() {}

    private static String columns() {
        return Channel.ALL.stream().map(Channel::column).collect(Collectors.joining(","));
    }
}
