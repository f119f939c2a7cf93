package io.liftline.access.login;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Makes a username wait after too many failed logins, whether there is such a user or not.
///
/// A minute begins with the first failure; once it holds too many, further logins wait for its end. It is
/// kept in memory, so each replica counts for itself, and it holds [#MAX_USERNAMES] minutes, oldest
/// forgotten first: more than can fail in a minute, for passwords are checked one or two at a time.
final class LoginThrottle {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MAX_USERNAMES = 10_000;

    private final int limit;
    private final InstantSource clock;
    private final Map<String, Window> windows = new LinkedHashMap<>();

    /// @param limit failures within a minute after which a username has to wait
    LoginThrottle(int limit, InstantSource clock) {
        this.limit = limit;
        this.clock = clock;
    }

    /// How long this username still has to wait, rounded up to seconds; nothing when it need not.
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

    /// Forgets the failures: the right password was given.
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
