package io.liftline.ingest.write;

import io.liftline.ingest.Decode;
import io.liftline.ingest.codec.NdjsonDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Creates batches from bodies, and formats their counts.
final class Batches {

    static final Instant START = Instant.parse("2025-11-20T00:00:00Z");

    /// The defaults of the service, with a shorter linger time.
    static final GroupCommitQueue.Limits LIMITS =
            new GroupCommitQueue.Limits(10_000, 1_000, Duration.ofMillis(5), Duration.ofSeconds(30));

    private Batches() {}

    /// One row of `pip` per second for one well.
    ///
    /// @param first number of the first second after [#START]
    static ColumnBatch rows(String well, int first, int count) {
        return rows(well, 1.5, IntStream.range(first, first + count));
    }

    static ColumnBatch rows(String well, double pip, IntStream seconds) {
        return rows(OnConflict.IGNORE, well, "pip", pip, seconds);
    }

    /// One row of one channel for each of these seconds after [#START].
    static ColumnBatch rows(OnConflict onConflict, String well, String channel, double value, IntStream seconds) {
        StringBuilder body = new StringBuilder();
        seconds.forEach(second -> body.append(sample(well, second, "\"%s\":%s".formatted(channel, value))));
        return of(onConflict, body.toString());
    }

    /// A batch of these samples in JSON.
    static ColumnBatch of(Stream<String> samples) {
        return of(OnConflict.IGNORE, samples.collect(Collectors.joining("\n")));
    }

    /// A batch of the samples in an NDJSON body.
    static ColumnBatch of(OnConflict onConflict, String ndjson) {
        return Decode.run(new NdjsonDecoder(), ndjson).batch(onConflict);
    }

    /// A line of NDJSON.
    ///
    /// @param second number of the second after [#START]
    /// @param channels such as `"pip":801.5,"choke":40`
    static String sample(String well, int second, String channels) {
        return "{\"well_id\":\"%s\",\"timestamp\":\"%s\",%s}\n".formatted(well, START.plusSeconds(second), channels);
    }

    /// The counts of a write without conflicts.
    static WriteCounts counts(int inserted, int updated, int duplicates) {
        return new WriteCounts(inserted, updated, duplicates, 0, 0, List.of());
    }

    /// The four counts of a write as text.
    static String words(WriteCounts written) {
        return "inserted %d, updated %d, duplicates %d, conflicts %d"
                .formatted(written.inserted(), written.updated(), written.duplicates(), written.conflicts());
    }
}
