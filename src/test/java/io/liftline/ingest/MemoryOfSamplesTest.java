package io.liftline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.liftline.ingest.codec.Body;
import io.liftline.ingest.codec.LineProtocolDecoder;
import io.liftline.ingest.codec.LineProtocolDecoder.Strictness;
import io.liftline.ingest.codec.LineProtocolNames;
import io.liftline.ingest.codec.Precision;
import io.liftline.ingest.write.ColumnPool;
import io.liftline.ingest.write.Retention;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.telemetry.Channel;
import io.liftline.web.MemoryBudget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/// A small compressed body may hold many samples. Their memory is charged while they are decoded.
class MemoryOfSamplesTest {

    private static final String FIELDS =
            Channel.ALL.stream().map(channel -> channel.column() + "=1").collect(Collectors.joining(","));

    private final MemoryBudget memory = new MemoryBudget(8 << 20);

    @Test
    void aBodyWhoseSamplesFindNoRoomIsRefusedWhileItIsUnpacked() throws IOException {
        byte[] packed = packed(100_000);
        assertThat(packed.length).isLessThan(1 << 20);
        MemoryBudget.Charge charge = memory.charge("gw-07");
        SampleValidator validator = validator(charge);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> decode(packed, validator))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(ProblemCode.TOO_MANY_REQUESTS));

        assertThat(validator.received()).isLessThan(40_000);
        assertThat(charge.bytes()).isLessThanOrEqualTo(memory.largest());
    }

    @Test
    void theChargeGrowsWithRowsAndChannels() throws IOException {
        MemoryBudget.Charge charge = memory.charge("gw-07");

        decode(packed(1_000), validator(charge));

        assertThat(charge.bytes()).isBetween(1_000L * 8 * Channel.ALL.size(), 2_048L * (100 + 8 * Channel.ALL.size()));
    }

    private static SampleValidator validator(MemoryBudget.Charge charge) {
        return new SampleValidator(
                new SampleValidator.Shared(
                        new WellNames(), new ColumnPool(), (_, _, _) -> {}, () -> Retention.UNLIMITED),
                charge,
                ReadingRules.standard(),
                _ -> true,
                100_000,
                Decode.NOW,
                Duration.ofMinutes(5));
    }

    private static void decode(byte[] packed, SampleValidator validator) throws IOException {
        Body body = Decode.body(packed, Body.Encoding.GZIP);
        try (body) {
            new LineProtocolDecoder(Precision.SECONDS, LineProtocolNames.STANDARD, Strictness.LENIENT)
                    .decode(body, validator);
        }
    }

    private static byte[] packed(int rows) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            for (int row = 0; row < rows; row++) {
                gzip.write("esp,well_id=W %s %d\n"
                        .formatted(FIELDS, 1_763_600_000 + row)
                        .getBytes(StandardCharsets.US_ASCII));
            }
        }
        return packed.toByteArray();
    }
}
