package io.liftline.query.live;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What a replica or another program says about samples that it has committed.
///
/// @param id a text that no other announcement has
/// @param ranges where the samples are; empty if they are too many to be listed
public record Announcement(String id, List<Touched> ranges) {

    /// A range of event times of a well in which samples were committed. Samples of before may be in it, too.
    ///
    /// @param wellId the well
    /// @param from the first event time, microseconds since 1970-01-01T00:00:00Z
    /// @param to the last event time, inclusive
    public record Touched(String wellId, long from, long to) {}

    /// Parses `{"id": …, "rows": [[well, from, to], …]}`. Empty if it is something else, because every role of the
    /// database may notify.
    public static Optional<Announcement> parse(String payload) {
        try {
            JsonObject json = new JsonObject(payload);
            List<Touched> ranges = new ArrayList<>();
            for (Object each : json.getJsonArray("rows")) {
                ranges.add(range((JsonArray) each));
            }
            String id = json.getString("id");
            return id.matches("[0-9a-f.-]{1,80}") && ranges.stream().allMatch(Announcement::isRange)
                    ? Optional.of(new Announcement(id, ranges))
                    : Optional.empty();
        } catch (DecodeException | ClassCastException | NullPointerException | IndexOutOfBoundsException _) {
            return Optional.empty();
        }
    }

    private static Touched range(JsonArray row) {
        return new Touched(Objects.requireNonNull(row.getString(0)), row.getLong(1), row.getLong(2));
    }

    /// Whether the range has an end that is not before its start, and a time after it.
    private static boolean isRange(Touched range) {
        return range.from() <= range.to() && range.to() < Long.MAX_VALUE;
    }
}
