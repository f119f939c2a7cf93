package io.liftline.ingest.write;

import io.liftline.ingest.Decode;
import io.liftline.ingest.codec.NdjsonDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Batches as they come out of a body, and what is said of them afterwards.
final class Batches {

    static final Instant START = Instant.parse("2025-11-20T00:00:00Z");

    /// As the service has them by default, but for a shorter time to linger.
    static final GroupCommitQueue.Limits LIMITS =
            new GroupCommitQueue.Limits(10_000, 1_000, Duration.ofMillis(5), Duration.ofSeconds(30));

    private Batches() {}

    /// One row of pip a second for one well.
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

    /// These samples in JSON.
    static ColumnBatch of(Stream<String> samples) {
        return of(OnConflict.IGNORE, samples.collect(Collectors.joining("\n")));
    }

    /// The samples of a body of NDJSON.
    static ColumnBatch of(OnConflict onConflict, String ndjson) {
        return Decode.run(new NdjsonDecoder(), ndjson).batch(onConflict);
    }

    /// A line of NDJSON.
    ///
    /// @param second the number of the second after [#START]
    /// @param channels such as `"pip":801.5,"choke":40`
    static String sample(String well, int second, String channels) {
        return "{\"well_id\":\"%s\",\"timestamp\":\"%s\",%s}\n".formatted(well, START.plusSeconds(second), channels);
    }

    /// What became of rows of which none conflicts.
    static WriteCounts counts(int inserted, int updated, int duplicates) {
        return new WriteCounts(inserted, updated, duplicates, 0, List.of());
    }

    /// The four counts of a write in words.
    static String words(WriteCounts written) {
        return "inserted %d, updated %d, duplicates %d, conflicts %d"
                .formatted(written.inserted(), written.updated(), written.duplicates(), written.conflicts());
    }
}
