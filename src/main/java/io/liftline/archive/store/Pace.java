package io.liftline.archive.store;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BlockingBucket;
import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.quarkus.runtime.configuration.MemorySize;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// Holds the transfers of a store to so many bytes a second, all of them together.
final class Pace {

    private final Optional<BlockingBucket> bucket;
    private final BlockingStrategy waiting;

    private Pace(Optional<BlockingBucket> bucket, BlockingStrategy waiting) {
        this.bucket = bucket;
        this.waiting = waiting;
    }

    /// @param bytesPerSecond empty for no limit
    static Pace of(Optional<MemorySize> bytesPerSecond) {
        return of(bytesPerSecond.map(MemorySize::asLongValue), TimeMeter.SYSTEM_NANOTIME, BlockingStrategy.PARKING);
    }

    /// After a pause, as many bytes may come at once as in a second, but at least those of the largest request.
    static Pace of(Optional<Long> bytesPerSecond, TimeMeter clock, BlockingStrategy waiting) {
        return new Pace(
                bytesPerSecond.map(bytes -> Bucket.builder()
                        .addLimit(Bandwidth.builder()
                                .capacity(Math.max(bytes, RemoteService.PART_BYTES))
                                .refillGreedy(bytes, Duration.ofSeconds(1))
                                .build())
                        .withCustomTimePrecision(clock)
                        .build()
                        .asBlocking()),
                waiting);
    }

    /// Waits until a request with so many bytes is within the pace.
    ///
    /// @param bytes at most [RemoteService#PART_BYTES]
    /// @throws IOException if the service stops
    void await(long bytes) throws IOException {
        if (bucket.isEmpty() || bytes == 0) {
            return;
        }
        try {
            bucket.get().consume(bytes, waiting);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the service stops", e);
        }
    }
}
