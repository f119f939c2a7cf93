package io.liftline.query.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The announcements of the last minutes, in the order of their commits, so that a client can continue where its
/// stream has ended. All replicas that listen have them in the same order.
public final class LiveHistory {

    /// Maximum number of ranges: about 2 MB.
    static final int MAX_RANGES = 20_000;

    private final long micros;
    private final ArrayDeque<Heard> heard = new ArrayDeque<>();
    private int ranges;

    /// @param lookBack how long announcements are kept
    public LiveHistory(Duration lookBack) {
        this.micros = lookBack.toNanos() / 1_000;
    }

    private record Heard(Announcement announcement, long at) {}

    /// Adds an announcement.
    ///
    /// @param now the current time in microseconds
    public void add(Announcement announcement, long now) {
        heard.addLast(new Heard(announcement, now));
        ranges += announcement.ranges().size();
        while (heard.size() > 1
                && (ranges > MAX_RANGES
                        || heard.size() > MAX_RANGES
                        || heard.getFirst().at() < now - micros)) {
            ranges -= heard.removeFirst().announcement().ranges().size();
        }
    }

    /// Forgets everything.
    public void clear() {
        heard.clear();
        ranges = 0;
    }

    /// The announcements after the one with this id. Empty if it is not known (any more).
    public Optional<List<Announcement>> after(String id) {
        List<Announcement> later = new ArrayList<>();
        boolean found = false;
        for (Heard each : heard) {
            if (found) {
                later.add(each.announcement());
            }
            found = found || each.announcement().id().equals(id);
        }
        return found ? Optional.of(later) : Optional.empty();
    }

    /// The id of the last announcement. Empty if there is none.
    public Optional<String> last() {
        return heard.isEmpty()
                ? Optional.empty()
                : Optional.of(heard.getLast().announcement().id());
    }
}
