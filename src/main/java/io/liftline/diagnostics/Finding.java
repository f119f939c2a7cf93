package io.liftline.diagnostics;

import io.liftline.telemetry.Timestamp;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A stored finding about a well.
///
/// @param id its number
/// @param timestamp its event time, in microseconds since 1970-01-01T00:00:00Z
/// @param json the finding as it is answered
record Finding(long id, long timestamp, JsonObject json) {

    /// Reads the rows of [DiagnosticsSql].
    static List<Finding> list(Iterable<Row> rows) {
        List<Finding> findings = new ArrayList<>();
        for (Row row : rows) {
            findings.add(of(row));
        }
        return findings;
    }

    private static Finding of(Row row) {
        long id = row.getLong("id");
        long timestamp = micros(row.getOffsetDateTime("timestamp"));
        JsonObject json = new JsonObject()
                .put("id", id)
                .put("well_id", row.getString("well_id"))
                .put("timestamp", Timestamp.format(timestamp))
                .put("diagnosis", row.getString("diagnosis"))
                .put("confidence", row.getDouble("confidence"))
                .put("severity", row.getString("severity"))
                .put("actions", row.getJson("actions"))
                .put("telemetry_snapshot", row.getJson("telemetry_snapshot"))
                .put("resolution_time", row.getString("resolution_time"))
                .put("notes", row.getString("notes"))
                .put("created_at", time(row, "created_at"))
                .put("state", row.getString("state"))
                .put("rule", row.getString("rule"))
                .put("acknowledged_at", time(row, "acknowledged_at"))
                .put("acknowledged_by", row.getString("acknowledged_by"))
                .put("closed_at", time(row, "closed_at"))
                .put("closed_by", row.getString("closed_by"))
                .put("note_count", row.getInteger("note_count"));
        return new Finding(id, timestamp, json);
    }

    private static @Nullable String time(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : Timestamp.format(micros(time));
    }

    private static long micros(OffsetDateTime time) {
        return Timestamp.micros(time.toInstant());
    }
}
