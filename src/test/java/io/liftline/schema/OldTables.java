package io.liftline.schema;

/// Plain tables as users have them before Liftline, with rows; each constant is a script for one shape.
final class OldTables {

    /// Telemetry of 3,600 rows plus 20 that repeat a well and time; some of the channels, NOT NULL, in
    /// several types.
    static final String TELEMETRY = """
            CREATE TABLE esp_telemetry (
                id             BIGSERIAL PRIMARY KEY,
                well_id        VARCHAR(20) NOT NULL,
                timestamp      TIMESTAMPTZ NOT NULL,
                flow_rate      DOUBLE PRECISION NOT NULL,
                pip            NUMERIC(10, 3) NOT NULL,
                motor_current  REAL NOT NULL,
                motor_temp     DOUBLE PRECISION NOT NULL,
                field_name     TEXT NOT NULL DEFAULT 'north',
                created_at     TIMESTAMPTZ DEFAULT now()
            );
            CREATE INDEX idx_telemetry_well_time ON esp_telemetry (well_id, timestamp DESC);
            CREATE INDEX telemetry_by_field ON esp_telemetry (field_name);
            INSERT INTO esp_telemetry (well_id, timestamp, flow_rate, pip, motor_current, motor_temp)
            SELECT 'WELL-00' || i % 3,
                   TIMESTAMPTZ '2025-11-20T06:00:00Z' + i * INTERVAL '1 minute',
                   2000 + sin(i) * 100, 800 + i * 0.125, 40.1 + i % 7, 96.5 + cos(i)
            FROM generate_series(1, 3600) AS i;
            INSERT INTO esp_telemetry (well_id, timestamp, flow_rate, pip, motor_current, motor_temp)
            SELECT well_id, timestamp, flow_rate + 1, pip + 1, motor_current, motor_temp
            FROM esp_telemetry
            ORDER BY id
            LIMIT 20;
            """;

    /// Findings of 700 rows in seven vocabularies of severity, actions as text.
    static final String DIAGNOSTICS = """
            CREATE TABLE diagnostic_results (
                id                  SERIAL PRIMARY KEY,
                well_id             TEXT NOT NULL,
                timestamp           TIMESTAMPTZ NOT NULL,
                diagnosis           VARCHAR(100) NOT NULL,
                confidence          REAL NOT NULL,
                severity            VARCHAR(10) CHECK (severity <> 'unheard'),
                actions             TEXT,
                telemetry_snapshot  JSON
            );
            INSERT INTO diagnostic_results (well_id, timestamp, diagnosis, confidence, severity, actions, telemetry_snapshot)
            SELECT 'WELL-001',
                   TIMESTAMPTZ '2025-11-01T00:00:00Z' + i * INTERVAL '1 hour',
                   'gas lock', 0.5,
                   (ARRAY['CRITICAL', 'Warning', 'moderate', 'HIGH', 'error', 'low', NULL])[1 + i % 7],
                   (ARRAY['["reduce frequency"]', 'check intake', '', NULL])[1 + i % 4],
                   '{"pip": 812}'
            FROM generate_series(1, 700) AS i;
            """;

    /// Both tables.
    static final String BOTH = TELEMETRY + DIAGNOSTICS;

    /// Rows of a table and sums of its channels, exact (numeric), so that the order of rows does not matter.
    static String sums(String from) {
        return """
                SELECT count(*), sum(id), sum(flow_rate::numeric), sum(pip::numeric), sum(motor_current::float8::numeric),
                       sum(motor_temp::numeric)
                FROM %s
                """.formatted(from);
    }

    /// The shape of a table: columns, constraints, indexes, triggers and views over it, one row each.
    static String shape(String table) {
        return """
                SELECT 'column', attname, format_type(atttypid, atttypmod), attnotnull,
                       (SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = attrelid AND adnum = attnum)
                FROM pg_attribute
                WHERE attrelid = to_regclass('%1$s') AND attnum > 0
                UNION ALL
                SELECT 'constraint', conname, pg_get_constraintdef(oid), NULL, NULL
                FROM pg_constraint
                WHERE conrelid = to_regclass('%1$s')
                UNION ALL
                SELECT 'index', indexrelid::regclass::name, pg_get_indexdef(indexrelid), NULL, NULL
                FROM pg_index
                WHERE indrelid = to_regclass('%1$s')
                UNION ALL
                SELECT 'child', inhrelid::regclass::name, NULL, NULL, NULL
                FROM pg_inherits
                WHERE inhparent = to_regclass('%1$s')
                ORDER BY 1, 2
                """.formatted(table);
    }

    private OldTables() {}
}
