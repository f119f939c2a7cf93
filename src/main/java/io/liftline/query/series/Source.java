package io.liftline.query.series;

/// A table that samples or their figures are read from.
public enum Source {
    /// Raw samples.
    RAW("esp_telemetry", "timestamp", 1) {
        @Override
        String figure(Figure figure, String channel) {
            return figure.of(channel + "::double precision");
        }

        @Override
        String samples() {
            return "count(*)";
        }
    },
    /// Figures of whole hours.
    HOURS("esp_telemetry_1h", "bucket", 3_600_000_000L) {
        @Override
        String figure(Figure figure, String channel) {
            return figure.ofFigures(channel);
        }

        @Override
        String samples() {
            return "sum(samples)";
        }
    },
    /// Figures of whole days in UTC.
    DAYS("esp_telemetry_1d", "bucket", 86_400_000_000L) {
        @Override
        String figure(Figure figure, String channel) {
            return figure.ofFigures(channel);
        }

        @Override
        String samples() {
            return "sum(samples)";
        }
    };

    private final String table;
    private final String time;
    private final long micros;

    Source(String table, String time, long micros) {
        this.table = table;
        this.time = time;
        this.micros = micros;
    }

    /// The name of the table, also in answers.
    public String table() {
        return table;
    }

    /// The column with the time of a row.
    String time() {
        return time;
    }

    /// The period that one row covers, in microseconds.
    long micros() {
        return micros;
    }

    /// The SQL expression that computes a figure of a channel over several rows.
    abstract String figure(Figure figure, String channel);

    /// The SQL expression that counts the samples of several rows.
    abstract String samples();
}
