package io.liftline.ingest.write;

import io.liftline.telemetry.Channel;
import io.liftline.telemetry.WellId;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// SQL statements of the writers.
///
/// Rows that may be stored already are first copied into the temporary table `liftline_incoming` of the
/// session. A row has the number of its key, whether the key has several rows in the group, the key itself, and
/// the values to store. [ConflictTransaction] describes the steps.
final class WriteSql {

    /// Begins a [ConflictTransaction]. It creates the temporary table if it does not exist, which requires the
    /// privilege to create temporary tables, and sets for this transaction:
    ///
    /// - `plan_cache_mode`: plans with the values of the parameters, so that only the chunks in the time range
    ///   are planned.
    /// - `enable_nestloop`: off, so that [#readDense] uses a hash join even without statistics of a new chunk.
    /// - `timescaledb.max_tuples_decompressed_per_dml_transaction`: no limit, because an update of one row in
    ///   each of 101 compressed batches exceeds the default. The apache edition ignores it.
    static final String BEGIN = """
            SET LOCAL client_min_messages = error;
            SET LOCAL plan_cache_mode = force_custom_plan;
            SET LOCAL enable_nestloop = off;
            SET LOCAL timescaledb.max_tuples_decompressed_per_dml_transaction = 0;
            CREATE TEMPORARY TABLE IF NOT EXISTS liftline_incoming (
                n INTEGER NOT NULL,
                several BOOLEAN NOT NULL,
                well_id VARCHAR(%d) NOT NULL,
                timestamp TIMESTAMPTZ NOT NULL,
                %s)
            ON COMMIT DELETE ROWS""".formatted(WellId.MAX_LENGTH, each(Channel.ALL, ",\n    ", "%1$s DOUBLE PRECISION"));

    /// Removes the rows of the previous step.
    static final String CLEAR_INCOMING = """
            DELETE FROM pg_temp.liftline_incoming""";

    private WriteSql() {}

    /// Stores rows in binary format. All of them must be new.
    static String copy(List<Channel> channels) {
        return """
                COPY esp_telemetry (well_id, timestamp, %s)
                FROM STDIN WITH (FORMAT binary)""".formatted(columns(channels));
    }

    /// Copies the rows of a step in binary format.
    static String copyIncoming(List<Channel> channels) {
        return """
                COPY pg_temp.liftline_incoming (n, several, well_id, timestamp, %s)
                FROM STDIN WITH (FORMAT binary)""".formatted(columns(channels));
    }

    /// Inserts the rows whose (well, timestamp) is not stored, and returns their keys.
    static String insertNew(List<Channel> channels) {
        return insertIncoming(channels) + """
                ON CONFLICT (well_id, timestamp) DO NOTHING
                RETURNING well_id, timestamp""";
    }

    /// Locks the stored rows until the end of the transaction, without changing them. `SELECT … FOR UPDATE` is
    /// not supported for compressed rows, and neither is a `SET` of the segmentby column.
    static String lock(List<Channel> channels) {
        return insertIncoming(channels) + """
                ON CONFLICT (well_id, timestamp) DO UPDATE
                SET %1$s = stored.%1$s
                WHERE false""".formatted(channels.getFirst().column());
    }

    /// Overwrites the rows with these values, in the channels of the group.
    static String overwrite(List<Channel> channels) {
        return insertIncoming(channels) + """
                ON CONFLICT (well_id, timestamp) DO UPDATE
                SET %s""".formatted(each(channels, ", ", "%1$s = excluded.%1$s"));
    }

    /// Replaces the stored values that differ from the incoming ones, keeps those of channels without an incoming
    /// value, and returns the keys of the rows that changed.
    static String update(List<Channel> channels) {
        return insertIncoming(channels)
                + """
                ON CONFLICT (well_id, timestamp) DO UPDATE
                SET %s
                WHERE %s
                RETURNING well_id, timestamp""".formatted(
                                each(channels, ", ", "%1$s = coalesce(excluded.%1$s, stored.%1$s)"),
                                differs("excluded", channels));
    }

    /// Reads the stored rows that may differ from the incoming ones, with `n` as the first column. For few
    /// wells and times that are close together: it reads the stored rows of these wells in this range once.
    ///
    /// Parameters: the first and the last time, twice each, and the wells.
    static String readDense(List<Channel> channels) {
        return "SELECT incoming.n, " + values(channels) + dense(channels) + "WHERE " + mayDiffer(channels);
    }

    /// The same for rows that are far apart: each is looked up on its own.
    ///
    /// Parameters: the first and the last time, twice each.
    static String readSparse(List<Channel> channels) {
        return "SELECT incoming.n, " + values(channels) + sparse(channels) + "WHERE " + mayDiffer(channels);
    }

    /// Counts the keys that [#readDense] would not return although they are stored. The same parameters.
    static String countSameDense(List<Channel> channels) {
        return "SELECT count(*)" + dense(channels) + "WHERE NOT (" + mayDiffer(channels) + ")";
    }

    /// Counts the keys that [#readSparse] would not return although they are stored. The same parameters.
    static String countSameSparse(List<Channel> channels) {
        return "SELECT count(*)" + sparse(channels) + "WHERE NOT (" + mayDiffer(channels) + ")";
    }

    private static String dense(List<Channel> channels) {
        return """

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
                """.formatted(columns(channels));
    }

    /// `OFFSET 0` prevents the planner from reading the whole range instead.
    private static String sparse(List<Channel> channels) {
        return """

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
                """.formatted(columns(channels));
    }

    /// Rows of one key may differ from each other, so they are always read.
    private static String mayDiffer(List<Channel> channels) {
        return "incoming.several OR " + differs("incoming", channels);
    }

    /// Ordered by key, because all writers must lock rows in the same order.
    private static String insertIncoming(List<Channel> channels) {
        return """
                INSERT INTO esp_telemetry AS stored (well_id, timestamp, %s)
                SELECT well_id, timestamp, %s
                FROM pg_temp.liftline_incoming
                ORDER BY n
                """.formatted(columns(channels), columns(channels));
    }

    /// The condition that a value of `rows` differs from the stored one.
    private static String differs(String rows, List<Channel> channels) {
        return each(
                channels,
                " OR ",
                "(%1$s.%%1$s IS NOT NULL AND stored.%%1$s IS DISTINCT FROM %1$s.%%1$s)".formatted(rows));
    }

    /// A table that was taken over may have channels of other types.
    private static String values(List<Channel> channels) {
        return each(channels, ", ", "stored.%1$s::double precision");
    }

    private static String columns(List<Channel> channels) {
        return each(channels, ", ", "%1$s");
    }

    private static String each(List<Channel> channels, String separator, String pattern) {
        Function<Channel, String> text = channel -> pattern.formatted(channel.column());
        return channels.stream().map(text).collect(Collectors.joining(separator));
    }
}
