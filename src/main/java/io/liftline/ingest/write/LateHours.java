package io.liftline.ingest.write;

import io.liftline.telemetry.Timestamp;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/// Records the hours for which a commit has late samples, in the same transaction. The rollups of these hours
/// are then aggregated again.
///
/// Samples of this hour and the previous one are not late: their hour is aggregated only after more than an hour
/// from now, and no transaction takes that long. So an ordinary commit costs one comparison here.
@Singleton
class LateHours {

    /// The trigger has marked the hours already if the session lacks the setting `liftline.marks_hours`.
    static final String MARK = """
            INSERT INTO esp_telemetry_touched (bucket)
            SELECT unnest(?::timestamptz[])
            ON CONFLICT DO NOTHING
            """;

    private static final long HOUR = Duration.ofHours(1).toNanos() / 1_000;

    private final InstantSource clock;

    LateHours(InstantSource clock) {
        this.clock = clock;
    }

    /// The starts of the hours for which the group has late samples, ascending.
    List<OffsetDateTime> of(CommitGroup group) {
        long end = hour(Timestamp.micros(clock.instant())) - HOUR;
        List<OffsetDateTime> hours = new ArrayList<>();
        int key = 0;
        while (key < group.keys() && group.timestamp(key) < end) {
            long hour = hour(group.timestamp(key));
            hours.add(Timestamp.utc(hour));
            key = group.firstFrom(hour + HOUR);
        }
        return hours;
    }

    /// Records the late hours of a group, in the transaction of the connection.
    ///
    /// @param hours as [#of] found them
    void mark(Connection connection, List<OffsetDateTime> hours) throws SQLException {
        if (!hours.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(MARK)) {
                statement.setArray(
                        1,
                        connection.createArrayOf(
                                "timestamptz",
                                hours.stream().map(OffsetDateTime::toString).toArray()));
                statement.executeUpdate();
            }
        }
    }

    private static long hour(long micros) {
        return micros - Math.floorMod(micros, HOUR);
    }
}
