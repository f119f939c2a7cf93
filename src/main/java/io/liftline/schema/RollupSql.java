package io.liftline.schema;

import io.liftline.telemetry.Channel;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The SQL statements of the rollups `esp_telemetry_1h` and `esp_telemetry_1d`.
///
/// Per well and bucket, they have the number of samples, and of each channel the number of values and their sum,
/// minimum, maximum, first and last, so that an average is never computed from averages. The days are computed
/// from the hours, and are those of UTC.
public final class RollupSql {

    /// How long samples stay at least. The policy of the hours aggregates those of the last three days again if one of
    /// their samples has changed.
    /// If a late sample made the chunk of a dropped day anew, only that sample would remain of the hour. So chunks
    /// stay for longer.
    public static final Duration LEAST_RETENTION = Duration.ofDays(4);

    private static final List<String> FIGURES = List.of("count", "sum", "min", "max", "first", "last");

    private static final String HOURS = select("time_bucket(INTERVAL '1 hour', timestamp)", "count(*)", """
            count(%1$s) AS %1$s_count,
            sum(%1$s::double precision) AS %1$s_sum,
            min(%1$s::double precision) AS %1$s_min,
            max(%1$s::double precision) AS %1$s_max,
            first(%1$s::double precision, timestamp) FILTER (WHERE %1$s IS NOT NULL) AS %1$s_first,
            last(%1$s::double precision, timestamp) FILTER (WHERE %1$s IS NOT NULL) AS %1$s_last""");

    private static final String DAYS = select("time_bucket(INTERVAL '1 day', bucket)", "sum(samples)::bigint", """
            sum(%1$s_count)::bigint AS %1$s_count,
            sum(%1$s_sum) AS %1$s_sum,
            min(%1$s_min) AS %1$s_min,
            max(%1$s_max) AS %1$s_max,
            first(%1$s_first, bucket) FILTER (WHERE %1$s_first IS NOT NULL) AS %1$s_first,
            last(%1$s_last, bucket) FILTER (WHERE %1$s_last IS NOT NULL) AS %1$s_last""");

    /// The statements that create the rollups of the community edition. The policies refresh the recent buckets.
    static final List<String> CREATE_VIEWS = List.of(
            view("esp_telemetry_1h", HOURS, "esp_telemetry"),
            view("esp_telemetry_1d", DAYS, "esp_telemetry_1h"),
            policy("esp_telemetry_1h", "3 days", "2 hours", "30 minutes"),
            policy("esp_telemetry_1d", "7 days", "1 day", "1 hour"));

    /// The statements that create the rollups of the apache edition.
    static final List<String> CREATE_TABLES = Stream.of(
                    table("esp_telemetry_1h", HOURS, "esp_telemetry", "30 days"),
                    table("esp_telemetry_1d", DAYS, "esp_telemetry_1h", "1 year"))
            .flatMap(List::stream)
            .toList();

    /// One row: whether both rollups exist.
    static final String EXIST = """
            SELECT to_regclass('esp_telemetry_1h') IS NOT NULL AND to_regclass('esp_telemetry_1d') IS NOT NULL
            """;

    /// One row: whether the rollups are continuous aggregates.
    public static final String ARE_VIEWS = """
            SELECT EXISTS (
                SELECT
                FROM timescaledb_information.continuous_aggregates
                WHERE view_schema = current_schema() AND view_name = 'esp_telemetry_1h') AS are_views
            """;

    /// Aggregates the hours from the first parameter to the second again, in the table of the apache edition. A
    /// bucket without samples stays as it is, because its samples may have been dropped.
    public static final String REFRESH_HOURS = refresh("esp_telemetry_1h", HOURS, "esp_telemetry", "timestamp");

    /// The same for days.
    public static final String REFRESH_DAYS = refresh("esp_telemetry_1d", DAYS, "esp_telemetry_1h", "bucket");

    private RollupSql() {}

    private static String select(String bucket, String samples, String figures) {
        return """
                SELECT well_id, %s AS bucket, %s AS samples,
                %s
                FROM %%s
                %%s
                GROUP BY 1, 2
                """.formatted(
                        bucket,
                        samples,
                        Channel.ALL.stream()
                                .map(Channel::column)
                                .map(figures::formatted)
                                .collect(Collectors.joining(",\n")));
    }

    private static String view(String name, String select, String source) {
        return """
                CREATE MATERIALIZED VIEW %s
                WITH (timescaledb.continuous, timescaledb.materialized_only = true)
                AS
                %s
                WITH NO DATA""".formatted(name, select.formatted(source, ""));
    }

    private static String policy(String name, String start, String end, String every) {
        return """
                SELECT add_continuous_aggregate_policy(
                    '%s',
                    start_offset => INTERVAL '%s',
                    end_offset => INTERVAL '%s',
                    schedule_interval => INTERVAL '%s')""".formatted(name, start, end, every);
    }

    private static List<String> table(String name, String select, String source, String chunk) {
        return List.of(
                "CREATE TABLE %s AS %s WITH NO DATA".formatted(name, select.formatted(source, "")),
                "ALTER TABLE %1$s ADD CONSTRAINT %1$s_pkey PRIMARY KEY (well_id, bucket)".formatted(name),
                "SELECT create_hypertable('%s', 'bucket', chunk_time_interval => INTERVAL '%s')"
                        .formatted(name, chunk));
    }

    private static String refresh(String name, String select, String source, String time) {
        return """
                INSERT INTO %s (well_id, bucket, samples, %s)
                %s
                ON CONFLICT (well_id, bucket) DO UPDATE
                SET samples = excluded.samples, %s""".formatted(
                        name,
                        figures(figure -> figure),
                        select.formatted(source, "WHERE %1$s >= ? AND %1$s < ?".formatted(time)),
                        figures(figure -> figure + " = excluded." + figure));
    }

    private static String figures(Function<String, String> text) {
        return Channel.ALL.stream()
                .flatMap(channel -> FIGURES.stream().map(figure -> channel.column() + "_" + figure))
                .map(text)
                .collect(Collectors.joining(", "));
    }
}
