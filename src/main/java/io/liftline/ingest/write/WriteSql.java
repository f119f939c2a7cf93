package io.liftline.ingest.write;

import io.liftline.telemetry.Channel;
import io.liftline.telemetry.WellId;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The statements of a write.
///
/// Rows that may be stored already go through the session's own table `liftline_incoming`, which holds the rows of
/// the step under way: the number of the key, whether it has several rows in the group, the key itself, and the
/// values it would be stored with if it were new. [ConflictTransaction] has the steps.
final class WriteSql {

    /// Begins a [ConflictTransaction]: makes the table of the session where it is missing, which needs the
    /// right to make temporary tables, and sets for this transaction:
    ///
    /// - `plan_cache_mode`: a plan for the times in question, so that only their chunks are planned.
    /// - `enable_nestloop`: [#readDense] joins by hash, whatever the statistics of a new chunk say. A plan
    ///   that needs a nested loop gets a high cost, for which `jit` would compile it.
    /// - `timescaledb.max_tuples_decompressed_per_dml_transaction`: no limit, as an update of one row in
    ///   each of 101 compressed batches exceeds the default. The apache edition ignores it.
    static final String BEGIN = """
            SET LOCAL client_min_messages = error;
            SET LOCAL plan_cache_mode = force_custom_plan;
            SET LOCAL enable_nestloop = off;
            SET LOCAL jit = off;
            SET LOCAL timescaledb.max_tuples_decompressed_per_dml_transaction = 0;
            CREATE TEMPORARY TABLE IF NOT EXISTS liftline_incoming (
                n INTEGER NOT NULL,
                several BOOLEAN NOT NULL,
                well_id VARCHAR(%d) NOT NULL,
                timestamp TIMESTAMPTZ NOT NULL,
                %s)
            ON COMMIT DELETE ROWS""".formatted(WellId.MAX_LENGTH, each(Channel.ALL, ",\n    ", "%1$s DOUBLE PRECISION"));

    /// Removes the rows of the step before.
    static final String CLEAR_INCOMING = """
            DELETE FROM pg_temp.liftline_incoming""";

    private WriteSql() {}

    /// Takes rows in binary form, all of them new.
    static String copy(List<Channel> channels) {
        return """
                COPY esp_telemetry (well_id, timestamp, %s)
                FROM STDIN WITH (FORMAT binary)""".formatted(columns(channels));
    }

    /// Takes the rows of a step in binary form.
    static String copyIncoming(List<Channel> channels) {
        return """
                COPY pg_temp.liftline_incoming (n, several, well_id, timestamp, %s)
                FROM STDIN WITH (FORMAT binary)""".formatted(columns(channels));
    }

    /// Stores the rows whose (well, timestamp) is new, and gives back which those were.
    static String insertNew(List<Channel> channels) {
        return insertIncoming(channels) + """
                ON CONFLICT (well_id, timestamp) DO NOTHING
                RETURNING well_id, timestamp""";
    }

    /// Keeps everybody else from changing the rows until the transaction ends, and changes nothing itself. (`SELECT …
    /// FOR UPDATE` is not supported for compressed rows, nor is a `SET` of the column they are segmented by.)
    static String lock(List<Channel> channels) {
        return insertIncoming(channels) + """
                ON CONFLICT (well_id, timestamp) DO UPDATE
                SET %1$s = stored.%1$s
                WHERE false""".formatted(channels.getFirst().column());
    }

    /// Gives the rows these values, in the channels of the group.
    static String overwrite(List<Channel> channels) {
        return insertIncoming(channels) + """
                ON CONFLICT (well_id, timestamp) DO UPDATE
                SET %s""".formatted(each(channels, ", ", "%1$s = excluded.%1$s"));
    }

    /// The stored values of the rows that are not just the same, `n` first: for rows of few wells and times that lie
    /// close together. The stored rows of these wells and this range are read once.
    ///
    /// Parameters: the first and the last time, twice each, and the wells.
    static String readDense(List<Channel> channels) {
        return """
                SELECT incoming.n, %s
                FROM (
                    SELECT *
                    FROM pg_temp.liftline_incoming
                    WHERE timestamp BETWEEN ? AND ?) AS incoming
                JOIN (
                    SELECT well_id, timestamp, %s
                    FROM esp_telemetry
                    WHERE timestamp BETWEEN ? AND ?
                      AND well_id = ANY (?)
                    OFFSET 0) AS stored
                  ON stored.well_id = incoming.well_id AND stored.timestamp = incoming.timestamp
                WHERE %s""".formatted(each(channels, ", ", "stored.%1$s"), columns(channels), differs(channels));
    }

    /// The same for rows that lie far apart: each is looked up by itself. `OFFSET 0` keeps the planner from reading
    /// the whole range instead.
    ///
    /// Parameters: the first and the last time, twice each.
    static String readSparse(List<Channel> channels) {
        return """
                SELECT incoming.n, %s
                FROM (
                    SELECT *
                    FROM pg_temp.liftline_incoming
                    WHERE timestamp BETWEEN ? AND ?) AS incoming
                CROSS JOIN LATERAL (
                    SELECT %s
                    FROM esp_telemetry AS candidate
                    WHERE candidate.well_id = incoming.well_id
                      AND candidate.timestamp = incoming.timestamp
                      AND candidate.timestamp BETWEEN ? AND ?
                    OFFSET 0) AS stored
                WHERE %s""".formatted(each(channels, ", ", "stored.%1$s"), columns(channels), differs(channels));
    }

    /// In the order of the keys, which is the order in which all writers lock.
    private static String insertIncoming(List<Channel> channels) {
        return """
                INSERT INTO esp_telemetry AS stored (well_id, timestamp, %s)
                SELECT well_id, timestamp, %s
                FROM pg_temp.liftline_incoming
                ORDER BY n
                """.formatted(columns(channels), columns(channels));
    }

    private static String differs(List<Channel> channels) {
        return "incoming.several OR "
                + each(channels, " OR ", "(incoming.%1$s IS NOT NULL AND stored.%1$s IS DISTINCT FROM incoming.%1$s)");
    }

    private static String columns(List<Channel> channels) {
        return each(channels, ", ", "%1$s");
    }

    private static String each(List<Channel> channels, String separator, String pattern) {
        Function<Channel, String> text = channel -> pattern.formatted(channel.column());
        return channels.stream().map(text).collect(Collectors.joining(separator));
    }
}
