package io.liftline.access.login;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Locks a username after too many failed logins. Unknown usernames are treated the same.
///
/// A window of one minute begins with the first failure. Once it has `limit` failures, further logins of that
/// username are refused until its end. The counts are in memory, so each replica counts separately. At most
/// [#MAX_USERNAMES] usernames are kept, and the oldest is removed first. More usernames cannot fail within a
/// minute, because password checks are limited to a few at a time.
final class LoginThrottle {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MAX_USERNAMES = 10_000;

    private final int limit;
    private final InstantSource clock;
    private final Map<String, Window> windows = new LinkedHashMap<>();

    /// @param limit number of failures within a minute after which a username is locked
    LoginThrottle(int limit, InstantSource clock) {
        this.limit = limit;
        this.clock = clock;
    }

    /// The remaining lock time of this username, rounded up to seconds. Empty if it is not locked.
    synchronized Optional<Duration> waitOf(String username) {
        return window(username)
                .filter(window -> window.failures() >= limit)
                .map(window -> Duration.between(clock.instant(), window.end()))
                .map(left -> Duration.ofSeconds(left.plusMillis(999).toSeconds()));
    }

    /// Counts a failed login.
    synchronized void failed(String username) {
        Optional<Window> window = window(username);
        if (window.isPresent()) {
            windows.put(username, window.get().withOneMore());
            return;
        }
        windows.remove(username);
        windows.put(username, new Window(clock.instant().plus(WINDOW), 1));
        if (windows.size() > MAX_USERNAMES) {
            windows.remove(windows.keySet().iterator().next());
        }
    }

    /// Resets the failures of a username after a successful login.
    synchronized void succeeded(String username) {
        windows.remove(username);
    }

    private Optional<Window> window(String username) {
        return Optional.ofNullable(windows.get(username))
                .filter(window -> clock.instant().isBefore(window.end()));
    }

    private record Window(Instant end, int failures) {

        Window withOneMore() {
            return new Window(end, failures + 1);
        }
    }
}
