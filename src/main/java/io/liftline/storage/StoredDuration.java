package io.liftline.storage;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Durations as answers contain them: ISO 8601, in days if possible.
final class StoredDuration {

    private StoredDuration() {}

    /// The duration in a column of whole seconds; null if the column is NULL.
    static @Nullable String of(Row row, String column) {
        Long seconds = row.getLong(column);
        return seconds == null ? null : text(Duration.ofSeconds(seconds));
    }

    /// `P7D` for seven days, `PT12H` for half a day, `PT36H` for a day and a half.
    static String text(Duration duration) {
        long days = duration.toDays();
        return days > 0 && duration.equals(Duration.ofDays(days)) ? "P" + days + "D" : duration.toString();
    }
}
