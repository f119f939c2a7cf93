package io.liftline.database;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;

/// How far a standby is behind, from positions in the write-ahead log that are read from both servers. This also
/// notices a standby that receives nothing any more, which its own times do not.
final class ReplicaLag {

    /// More than [ReplicaConfig#MOST_LAG], because a position is read each second.
    private static final int POSITIONS = 64;

    private final ArrayDeque<Position> positions = new ArrayDeque<>();

    /// @param at when the database was there, by [System#nanoTime()]
    /// @param log the position
    private record Position(long at, long log) {}

    /// Notes the position of the database.
    synchronized void written(long log, long now) {
        if (positions.size() == POSITIONS) {
            positions.removeFirst();
        }
        positions.addLast(new Position(now, log));
    }

    /// How long ago the database was where the standby is now. Empty if that is longer than all noted positions.
    ///
    /// @param replayed the position of the standby
    synchronized Optional<Duration> of(long replayed, long now) {
        if (positions.isEmpty()) {
            return Optional.empty();
        }
        if (replayed >= positions.getLast().log()) {
            return Optional.of(Duration.ZERO);
        }
        return positions.reversed().stream()
                .filter(position -> position.log() <= replayed)
                .findFirst()
                .map(position -> Duration.ofNanos(now - position.at()));
    }
}
