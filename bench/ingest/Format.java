package ingest;

import java.util.Locale;

/// How samples are written in the body of a request.
enum Format {
    CSV("text/csv", "/api/v1/telemetry") {
        @Override
        void write(Text text, Batch batch, int from, int to) {
            text.add("well_id,timestamp,").add(String.join(",", Signal.columns()));
            for (int row = from; row < to; row++) {
                text.add("\n").add(Workload.well(batch.wells[row])).add(",").addTime(batch.seconds[row]);
                for (Signal signal : Signal.ALL) {
                    text.add(",").add(batch.value(row, signal), signal);
                }
            }
            text.add("\n");
        }
    },
    JSON("application/json", "/api/v1/telemetry") {
        @Override
        void write(Text text, Batch batch, int from, int to) {
            for (int row = from; row < to; row++) {
                text.add(row == from ? "[" : ",");
                object(text, batch, row);
            }
            text.add("]");
        }
    },
    NDJSON("application/x-ndjson", "/api/v1/telemetry") {
        @Override
        void write(Text text, Batch batch, int from, int to) {
            for (int row = from; row < to; row++) {
                object(text, batch, row);
                text.add("\n");
            }
        }
    },
    /// InfluxDB line protocol, times in nanoseconds.
    LINE("text/plain; charset=utf-8", "/write") {
        @Override
        void write(Text text, Batch batch, int from, int to) {
            for (int row = from; row < to; row++) {
                text.add("esp_telemetry,well_id=").add(Workload.well(batch.wells[row]));
                String separator = " ";
                for (Signal signal : Signal.ALL) {
                    text.add(separator).add(signal.column()).add("=").add(batch.value(row, signal), signal);
                    separator = ",";
                }
                text.add(" ").add(Long.toString(batch.seconds[row])).add("000000000\n");
            }
        }
    };

    final String contentType;

    /// Where Liftline takes it.
    final String path;

    Format(String contentType, String path) {
        this.contentType = contentType;
        this.path = path;
    }

    /// Writes the rows `[from, to)` as one body.
    abstract void write(Text text, Batch batch, int from, int to);

    /// As it stands in the names of figures.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static void object(Text text, Batch batch, int row) {
        text.add("{\"well_id\":\"").add(Workload.well(batch.wells[row]));
        text.add("\",\"timestamp\":\"").addTime(batch.seconds[row]).add("\"");
        for (Signal signal : Signal.ALL) {
            text.add(",\"").add(signal.column()).add("\":").add(batch.value(row, signal), signal);
        }
        text.add("}");
    }
}
