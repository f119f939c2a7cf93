package query;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;

/// A question to the service, and the prepared statement that answers it.
///
/// @param name of the figures
/// @param path of the HTTP request; `{well}` is replaced by a well
/// @param sql for pgbench; `:w` is the number of a well
/// @param calls how many a round has
record Question(String name, String path, String sql, int calls) {

    private static final String WELL = "'WELL-' || lpad(:w::text, 4, '0')";
    private static final String ALL_CHANNELS =
            "well_id, \"timestamp\", flow_rate, pip, discharge_pressure, wellhead_pressure, casing_pressure, motor_temp,"
                    + " intake_temp, motor_current, motor_voltage, vsd_frequency, power, torque, vibration, leakage_current,"
                    + " choke, water_cut, gor, flow_variance";

    /// The newest sample of a well. The statement has the lower bound of the time that the service has, too.
    ///
    /// @param newest the time of the newest samples
    static Question latest(Instant newest, int calls) {
        return new Question(
                "P5.latest", "/api/v1/wells/{well}/latest", """
                SELECT %s FROM esp_telemetry WHERE well_id = %s AND "timestamp" >= '%s' ORDER BY "timestamp" DESC LIMIT 1""".formatted(ALL_CHANNELS, WELL, newest), calls);
    }

    /// A request of the same service that needs no token and no statement.
    static Question ping(int calls) {
        return new Question("P5.ping", "/ping", "", calls);
    }

    /// 24 hours of a well: 8,640 rows.
    static Question day(DataSet data, int calls) {
        Instant from = data.end().minus(Duration.ofDays(2));
        Instant to = data.end().minus(Duration.ofDays(1));
        return new Question(
                "P6.day",
                "/api/v1/wells/{well}/telemetry?format=ndjson&from=%s&to=%s&channels=%s"
                        .formatted(from, to, String.join(",", DataSet.CHANNELS)),
                """
                SELECT well_id, "timestamp", %s FROM esp_telemetry WHERE well_id = %s AND "timestamp" >= '%s' AND "timestamp" < '%s' ORDER BY "timestamp" """.formatted(String.join(", ", DataSet.CHANNELS), WELL, from, to),
                calls);
    }

    /// Figures of seven whole days of all wells, from the rollup of days.
    static Question week(DataSet data, int calls) {
        return new Question(
                "P7.week", summary(data.start(), data.end()), """
                SELECT well_id, sum(samples)::bigint, %s FROM esp_telemetry_1d WHERE bucket >= '%s' AND bucket < '%s' GROUP BY well_id ORDER BY well_id""".formatted(rolled(), data.start(), data.end()), calls);
    }

    /// Figures of seven days that begin and end within an hour: from days, hours and raw samples.
    static Question weekWithEnds(DataSet data, int calls) {
        Instant from = data.start().plus(Duration.ofSeconds(9_010));
        Instant to = data.end().minus(Duration.ofSeconds(4_510));
        return new Question("P7.ends", summary(from, to), "", calls);
    }

    /// The same as [#week] from raw samples.
    static Question rawWeek(DataSet data, int calls) {
        return new Question("raw", "", """
                SELECT well_id, count(*), %s FROM esp_telemetry WHERE "timestamp" >= '%s' AND "timestamp" < '%s' GROUP BY well_id ORDER BY well_id""".formatted(raw(), data.start(), data.end()), calls);
    }

    /// An hour of all wells.
    ///
    /// @param table the hypertable, or a plain table with the same rows
    static Question hour(DataSet data, String table, int calls) {
        Instant from = data.end().minus(Duration.ofHours(30));
        return new Question("range", "", """
                SELECT well_id, count(*), %s FROM %s WHERE "timestamp" >= '%s' AND "timestamp" < '%s' GROUP BY well_id ORDER BY well_id""".formatted(raw(), table, from, from.plus(Duration.ofHours(1))), calls);
    }

    /// All samples of the well that has one each second.
    ///
    /// @param days the last ones of them
    static Question longWell(DataSet data, int days, int calls) {
        String path = "/api/v1/wells/%s/telemetry?format=ndjson&from=%s&to=%s&channels=%s"
                .formatted(
                        DataSet.LONG_WELL,
                        data.start().minus(Duration.ofDays(days)),
                        data.start(),
                        String.join(",", DataSet.CHANNELS));
        return new Question("P6.memory", path, "", calls);
    }

    /// The state of a fleet, with the newest values of each well, or also with trends of two channels.
    static Question fleet(String name, String parameters, int calls) {
        return new Question(name, "/api/v1/fleet?limit=1000" + parameters, "", calls);
    }

    private static String summary(Instant from, Instant to) {
        return "/api/v1/telemetry/summary?from=%s&to=%s&channels=%s"
                .formatted(from, to, String.join(",", DataSet.CHANNELS));
    }

    private static String rolled() {
        return DataSet.CHANNELS.stream()
                .map(channel ->
                        "sum(%1$s_sum) / NULLIF(sum(%1$s_count), 0), min(%1$s_min), max(%1$s_max)".formatted(channel))
                .collect(Collectors.joining(", "));
    }

    private static String raw() {
        return DataSet.CHANNELS.stream()
                .map(channel -> "avg(%1$s::double precision), min(%1$s::double precision), max(%1$s::double precision)"
                        .formatted(channel))
                .collect(Collectors.joining(", "));
    }
}
