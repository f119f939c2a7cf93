package ingest;

import harness.Database;
import java.util.Map;

/// Compression of all chunks of `esp_telemetry`: segmented by well, newest sample first.
final class Compression {

    private static final String ENABLED = """
            SELECT compression_enabled
            FROM timescaledb_information.hypertables
            WHERE hypertable_name = 'esp_telemetry'""";

    private static final String ENABLE = """
            ALTER TABLE esp_telemetry
            SET (timescaledb.compress, timescaledb.compress_segmentby = 'well_id',
                 timescaledb.compress_orderby = 'timestamp DESC')""";

    private static final String COMPRESS = """
            SELECT count(compress_chunk(chunk))
            FROM show_chunks('esp_telemetry') AS chunk""";

    private static final String BYTES = """
            SELECT coalesce(sum(%s), 0)
            FROM hypertable_compression_stats('esp_telemetry')""";

    private Compression() {}

    /// Compresses the chunks that there are. Settings that the service has made are left as they are.
    static void apply(Database database) {
        if (!database.text(ENABLED).equals("t")) {
            database.execute(ENABLE);
        }
        database.execute(COMPRESS);
    }

    /// Bytes before and after, indexes included.
    static Map<String, Object> bytes(Database database) {
        return Map.of(
                "before", Long.parseLong(database.text(BYTES.formatted("before_compression_total_bytes"))),
                "after", Long.parseLong(database.text(BYTES.formatted("after_compression_total_bytes"))));
    }
}
