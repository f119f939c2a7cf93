package ingest;

import harness.Numbers;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// What one leg took. CPU is in seconds.
///
/// @param rows samples that were acknowledged and found again
/// @param seconds from the first request to the last acknowledgement
/// @param server CPU of the program that was posted to; 0 when rows went to PostgreSQL directly
/// @param postgresql CPU of the server with all its backends
/// @param client CPU of the load generator or of psql
record Leg(long rows, double seconds, double server, double postgresql, double client) {

    double rowsPerSecond() {
        return rows / seconds;
    }

    double serverPerMillion() {
        return server / rows * 1e6;
    }

    /// CPU of server and PostgreSQL per million rows.
    double workPerMillion() {
        return (server + postgresql) / rows * 1e6;
    }

    /// As progress messages have it.
    @Override
    public String toString() {
        return "%,9.0f rows/s, CPU s per million rows: %.2f server, %.2f PostgreSQL, %.2f client"
                .formatted(rowsPerSecond(), serverPerMillion(), postgresql / rows * 1e6, client / rows * 1e6);
    }

    /// Medians over some legs, for the record.
    static Map<String, Object> detail(List<Leg> legs) {
        return Map.of(
                "rows_per_second", Math.round(median(legs, Leg::rowsPerSecond)),
                "cpu_seconds_per_million_rows",
                        Map.of(
                                "server", perMillion(legs, Leg::server),
                                "postgresql", perMillion(legs, Leg::postgresql),
                                "client", perMillion(legs, Leg::client)));
    }

    static double median(List<Leg> legs, ToDoubleFunction<Leg> figure) {
        return Numbers.median(legs.stream().mapToDouble(figure).boxed().toList());
    }

    private static double perMillion(List<Leg> legs, ToDoubleFunction<Leg> seconds) {
        return Numbers.round(median(legs, leg -> seconds.applyAsDouble(leg) / leg.rows() * 1e6), 3);
    }
}
