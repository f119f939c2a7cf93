package io.liftline.ingest.write;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// Counts per user what was added within an hour. The hour begins with the first addition. At most
/// [#MAX_USERS] users are kept, and the oldest is removed first. Each replica counts separately.
final class Growth {

    private static final Duration WINDOW = Duration.ofHours(1);
    private static final int MAX_USERS = 10_000;

    private final int limit;
    private final InstantSource clock;
    private final Map<String, Window> windows = new LinkedHashMap<>();

    /// @param limit maximum additions of one user within an hour
    Growth(int limit, InstantSource clock) {
        this.limit = limit;
        this.clock = clock;
    }

    private record Window(Instant end, int added) {}

    int limit() {
        return limit;
    }

    /// How long until the count of a user begins again. Zero if it has not begun.
    synchronized Duration left(String user) {
        Window window = windows.get(user);
        Duration left = window == null ? Duration.ZERO : Duration.between(clock.instant(), window.end());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /// Adds to the count of a user, if it stays within the limit.
    ///
    /// @return whether it did; if not, nothing changes
    synchronized boolean add(String user, int more) {
        Instant now = clock.instant();
        Window window = windows.get(user);
        if (window == null || !now.isBefore(window.end())) {
            windows.remove(user);
            window = new Window(now.plus(WINDOW), 0);
        }
        if (window.added() + more > limit) {
            return false;
        }
        windows.put(user, new Window(window.end(), window.added() + more));
        if (windows.size() > MAX_USERS) {
            windows.remove(windows.keySet().iterator().next());
        }
        return true;
    }
}
