package io.liftline.ingest.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.liftline.ingest.Decode;
import io.liftline.ingest.RandomSamples;
import io.liftline.ingest.SampleValidator;
import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.sample.RowError;
import java.util.List;
import org.junit.jupiter.api.Test;

class NdjsonDecoderTest {

    private static final String GOOD = "{\"well_id\":\"A\",\"timestamp\":\"2025-11-20T06:00:00Z\",\"pip\":1}";

    @Test
    void aBrokenLineCostsThatSampleOnlyAndIsNamedByIndexAndLine() {
        String body =
                GOOD + "\n\n{\"well_id\":\r\n[1]\n" + GOOD.replace("06:", "07:") + " {}\n" + GOOD.replace("06:", "08:");

        SampleValidator validator = Decode.run(new NdjsonDecoder(), body);

        assertThat(validator.received()).isEqualTo(5);
        assertThat(validator.accepted()).isEqualTo(2);
        assertThat(validator.errors())
                .extracting(RowError::index, RowError::line, RowError::code)
                .containsExactly(
                        tuple(1, 3L, RejectCode.MALFORMED),
                        tuple(2, 4L, RejectCode.MALFORMED),
                        tuple(3, 5L, RejectCode.MALFORMED));
    }

    @Test
    void aLineTooLongIsPassedOverAndTheNextOneRead() {
        String body = "{\"x\":\"" + "y".repeat(300_000) + "\"}\n" + GOOD + "\n" + "z".repeat(Lines.MAX_LENGTH + 1);

        SampleValidator validator = Decode.run(new NdjsonDecoder(), body);

        assertThat(validator.accepted()).isEqualTo(1);
        assertThat(validator.errors())
                .extracting(RowError::line, RowError::detail)
                .containsExactly(
                        tuple(1L, "a line holds at most 65536 bytes"), tuple(3L, "a line holds at most 65536 bytes"));
    }

    @Test
    void manyLinesAcrossBuffersKeepTheirNumbers() {
        List<Decode.Stored> samples = new RandomSamples(5).distinct(5_000);

        SampleValidator validator = Decode.run(new NdjsonDecoder(), RandomSamples.ndjson(samples) + "x");

        assertThat(validator.accepted()).isEqualTo(5_000);
        assertThat(validator.errors()).extracting(RowError::line).containsExactly(5_001L);
    }
}
