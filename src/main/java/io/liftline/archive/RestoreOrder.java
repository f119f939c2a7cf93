package io.liftline.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.liftline.archive.restore.RestoreTarget;
import io.liftline.telemetry.TimeRange;
import io.liftline.telemetry.Timestamp;

/// What is to be restored, and whether it is.
///
/// @param hypertable the rows of this table
/// @param range with these times; chunks are restored into the hypertable as a whole if they overlap it
/// @param target where to
/// @param mode whether to restore or only to say what would be
record RestoreOrder(Hypertable hypertable, TimeRange range, RestoreTarget target, Mode mode) {

    /// Whether a restore changes anything.
    enum Mode {
        RESTORE,
        DRY_RUN
    }

    /// Everything that PostgreSQL and the API have a text for.
    static final TimeRange EVERYTHING = new TimeRange(
            Timestamp.parse("0001-01-01T00:00:00Z").orElseThrow(),
            Timestamp.parse("9999-12-31T23:59:59Z").orElseThrow());

    /// The rows of a chunk that are to be restored.
    TimeRange within(TimeRange chunk) {
        return switch (target) {
            case RestoreTarget.IntoHypertable _ -> chunk;
            case RestoreTarget.IntoTable _ ->
                new TimeRange(Math.max(range.from(), chunk.from()), Math.min(range.to(), chunk.to()));
        };
    }

    /// The JSON form.
    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("hypertable", hypertable.table())
                .put("from", Timestamp.format(range.from()))
                .put("to", Timestamp.format(range.to()))
                .put("into", target instanceof RestoreTarget.IntoTable(String name) ? name : "hypertable")
                .put("dry_run", mode == Mode.DRY_RUN);
    }

    /// The order with this JSON form.
    static RestoreOrder of(JsonNode json) {
        return new RestoreOrder(
                Hypertable.of(json.path("hypertable").asText()).orElseThrow(),
                new TimeRange(time(json.path("from")), time(json.path("to"))),
                RestoreTarget.of(json.path("into").asText()),
                json.path("dry_run").asBoolean() ? Mode.DRY_RUN : Mode.RESTORE);
    }

    private static long time(JsonNode json) {
        return Timestamp.parse(json.asText()).orElseThrow();
    }
}
