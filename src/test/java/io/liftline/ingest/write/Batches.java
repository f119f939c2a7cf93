package io.liftline.ingest.write;

import io.liftline.ingest.Decode;
import io.liftline.ingest.SampleValidator;
import io.liftline.ingest.codec.NdjsonDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Batches as they come out of a body.
final class Batches {

    static final Instant START = Instant.parse("2025-11-20T00:00:00Z");

    private Batches() {}

    /// As the service has them by default.
    static final GroupCommitQueue.Limits LIMITS = new GroupCommitQueue.Limits(10_000, 1_000, Duration.ofMillis(5));

    /// One row of pip a second for one well.
    ///
    /// @param first number of the first second after [#START]
    static ColumnBatch rows(String well, int first, int count) {
        return rows(well, 1.5, IntStream.range(first, first + count));
    }

    static ColumnBatch rows(String well, double pip, IntStream seconds) {
        return of(seconds.mapToObj(second -> "{\"well_id\":\"%s\",\"timestamp\":\"%s\",\"pip\":%s}"
                .formatted(well, START.plusSeconds(second), pip)));
    }

    /// These samples in JSON.
    static ColumnBatch of(Stream<String> samples) {
        SampleValidator validator = Decode.run(new NdjsonDecoder(), samples.collect(Collectors.joining("\n")));
        return validator.batch(OnConflict.IGNORE);
    }
}
