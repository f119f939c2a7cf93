package io.liftline.access.login;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Locks a username for an address after too many failed logins from there. Unknown usernames are treated the
/// same. From other addresses the user can still log in, so nobody can lock out somebody else.
///
/// A window of one minute begins with the first failure. Once it has `limit` failures, further logins are
/// refused until its end. Each further window is twice as long, up to 16 minutes, until there is a successful
/// login, or no failure for an hour. The counts are in memory, so each replica counts separately. At most
/// [#MAX_SOURCES] are kept, and the oldest is removed first.
final class LoginThrottle {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);
    private static final int MAX_DOUBLINGS = 4;
    private static final int MAX_SOURCES = 10_000;

    private final int limit;
    private final InstantSource clock;
    private final Map<LoginSource, Window> windows = new LinkedHashMap<>();
    private final Set<LoginSource> successes = new LinkedHashSet<>();

    /// @param limit number of failures within a window after which a source is locked
    LoginThrottle(int limit, InstantSource clock) {
        this.limit = limit;
        this.clock = clock;
    }

    /// The remaining lock time, rounded up to seconds. Empty if the source is not locked.
    synchronized Optional<Duration> waitOf(LoginSource source) {
        return Optional.ofNullable(windows.get(source))
                .filter(this::isOpen)
                .filter(window -> window.failures() >= limit)
                .map(window -> Duration.between(clock.instant(), window.end()))
                .map(left -> Duration.ofSeconds(left.plusMillis(999).toSeconds()));
    }

    /// Counts a failed login.
    synchronized void failed(LoginSource source) {
        Window before = windows.get(source);
        if (before != null && isOpen(before)) {
            windows.put(source, before.withOneMore());
            return;
        }
        windows.remove(source);
        windows.put(source, next(before));
        removeOldest(windows.keySet());
    }

    /// Resets the failures after a successful login.
    synchronized void succeeded(LoginSource source) {
        windows.remove(source);
        successes.remove(source);
        successes.add(source);
        removeOldest(successes);
    }

    /// Whether there was a successful login of this user from this address.
    synchronized boolean isKnown(LoginSource source) {
        return successes.contains(source);
    }

    private boolean isOpen(Window window) {
        return clock.instant().isBefore(window.end());
    }

    private Window next(@Nullable Window before) {
        Instant now = clock.instant();
        int locks = 0;
        if (before != null && now.isBefore(before.end().plus(FORGOTTEN_AFTER))) {
            locks = Math.min(MAX_DOUBLINGS, before.locks() + (before.failures() >= limit ? 1 : 0));
        }
        return new Window(now.plus(WINDOW.multipliedBy(1L << locks)), 1, locks);
    }

    private static void removeOldest(Set<LoginSource> sources) {
        if (sources.size() > MAX_SOURCES) {
            sources.remove(sources.iterator().next());
        }
    }

    /// @param end when the failures are forgotten
    /// @param failures number of failures
    /// @param locks number of windows before that ended with a lock
    private record Window(Instant end, int failures, int locks) {

        Window withOneMore() {
            return new Window(end, failures + 1, locks);
        }
    }
}
