package io.liftline.archive.cold;

import io.liftline.access.WellScope;
import io.liftline.parquet.DuckDb;
import io.liftline.query.source.ArchivedWells;
import io.liftline.query.source.SampleSource;
import io.liftline.query.source.Selection;
import io.liftline.telemetry.Channel;
import io.liftline.telemetry.TimeRange;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Statements of DuckDB that read samples from a Parquet file.
///
/// @param file its path
/// @param range the times of the samples
/// @param request which samples
/// @param columns the columns of the file
record ParquetSamplesSql(String file, TimeRange range, SampleSource.Request request, Set<String> columns) {

    /// The names of the columns of a file.
    static String columns(String file) {
        return "SELECT name FROM parquet_schema(%s)".formatted(DuckDb.text(file));
    }

    /// The time of the last sample of a selection that is limited by time and number, if it is one. Without a row,
    /// there are fewer samples.
    Optional<String> limit() {
        return switch (request.selection()) {
            case Selection.Oldest(int fewest) ->
                Optional.of(nth(fewest, "\"timestamp\" > " + time(range.from()), "ASC"));
            case Selection.Newest(int fewest) ->
                Optional.of(nth(fewest, "\"timestamp\" < " + time(range.to() - 1), "DESC"));
            case Selection.Every _, Selection.LastValues _, Selection.FirstValues _, Selection.LastSamples _ ->
                Optional.empty();
        };
    }

    private String nth(int number, String condition, String order) {
        return """
                SELECT epoch_us("timestamp") AS micros
                FROM read_parquet(%s)
                WHERE %s AND %s
                ORDER BY micros %s
                LIMIT 1 OFFSET %d
                """.formatted(DuckDb.text(file), condition(), condition, order, number - 1);
    }

    /// The samples: well, microseconds since 1970, and the channels.
    ///
    /// @param limit what [#limit] has found
    String samples(Optional<Long> limit) {
        return switch (request.selection()) {
            case Selection.Every(int most) -> all("") + "LIMIT " + (most + 1L);
            case Selection.Oldest _ ->
                all(limit.map(last -> "AND \"timestamp\" <= " + time(last)).orElse(""));
            case Selection.Newest _ ->
                all(limit.map(last -> "AND \"timestamp\" >= " + time(last)).orElse(""));
            case Selection.LastValues _ -> ofKeys(measured("max"));
            case Selection.FirstValues _ -> ofKeys(measured("min"));
            case Selection.LastSamples _ -> ofKeys(List.of("max(micros)"));
        };
    }

    private List<String> measured(String bound) {
        return request.channels().stream()
                .map(channel -> "%s(micros) FILTER (WHERE %s IS NOT NULL)".formatted(bound, channel.column()))
                .toList();
    }

    private String ofKeys(List<String> times) {
        return """
                WITH sample AS (
                  %s
                ),
                key AS (
                  SELECT DISTINCT well_id, micros
                  FROM (SELECT well_id, unnest([%s]) AS micros FROM sample GROUP BY well_id)
                )
                SELECT sample.* FROM sample JOIN key USING (well_id, micros)
                """.formatted(all(""), String.join(", ", times));
    }

    private String all(String more) {
        String channels = request.channels().stream().map(this::channel).collect(Collectors.joining());
        return """
                SELECT well_id, epoch_us("timestamp") AS micros%s
                FROM read_parquet(%s)
                WHERE %s %s
                """.formatted(channels, DuckDb.text(file), condition(), more);
    }

    private String channel(Channel channel) {
        String name = channel.column();
        return columns.contains(name)
                ? ", CAST(%1$s AS DOUBLE) AS %1$s".formatted(name)
                : ", CAST(NULL AS DOUBLE) AS " + name;
    }

    private String condition() {
        return "\"timestamp\" >= %s AND \"timestamp\" < %s AND %s"
                .formatted(time(range.from()), time(range.to()), wells());
    }

    private String wells() {
        return switch (request.wells()) {
            case ArchivedWells.Named(List<String> ids) -> oneOf(ids.stream());
            case ArchivedWells.Permitted(WellScope scope) ->
                Stream.concat(
                                Stream.of(oneOf(Arrays.stream(scope.exactIds()))),
                                Arrays.stream(scope.prefixes())
                                        .map(prefix -> "starts_with(well_id, %s)".formatted(DuckDb.text(prefix))))
                        .collect(Collectors.joining(" OR ", "(", ")"));
        };
    }

    private static String oneOf(Stream<String> ids) {
        String list = ids.map(DuckDb::text).collect(Collectors.joining(", "));
        return list.isEmpty() ? "false" : "well_id IN (" + list + ")";
    }

    private static String time(long micros) {
        return "make_timestamptz(" + micros + ")";
    }
}
