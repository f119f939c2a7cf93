package io.liftline.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.liftline.ingest.Decode;
import io.liftline.ingest.ReadingRules;
import io.liftline.ingest.SampleValidator;
import io.liftline.ingest.WellNames;
import io.liftline.ingest.codec.Body;
import io.liftline.ingest.codec.LineProtocolDecoder;
import io.liftline.ingest.codec.LineProtocolDecoder.Strictness;
import io.liftline.ingest.codec.LineProtocolNames;
import io.liftline.ingest.codec.Precision;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.copy.CopyIn;
import org.postgresql.util.ByteStreamWriter;

/// The allocated memory per row, from the bytes of the body to the bytes of COPY.
class AllocationTest {

    private static final int ROWS = 1_000;
    private static final int RUNS = 300;
    private static final int MAX_BYTES_PER_ROW = 64;

    private final SampleValidator.Shared shared =
            new SampleValidator.Shared(new WellNames(), new ColumnPool(), (_, _, _) -> {}, () -> Retention.UNLIMITED);
    private final CopyRows rows = new CopyRows();
    private final CountingCopy copy = new CountingCopy();

    /// Also with the tags that Telegraf adds.
    @ParameterizedTest
    @ValueSource(strings = {"", ",host=gw-07,region=north"})
    void aRowOfLineProtocolAllocatesUnderSixtyFourBytes(String tags) throws Exception {
        byte[] body = body(tags);
        for (int run = 0; run < RUNS; run++) {
            write(body);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        for (int run = 0; run < RUNS; run++) {
            write(body);
        }

        double perRow = (threads.getCurrentThreadAllocatedBytes() - before) / (double) (RUNS * ROWS);
        System.out.printf("Allocated per row of nine channels: %.1f bytes%n", perRow);
        assertThat(perRow).isLessThan(MAX_BYTES_PER_ROW);
        assertThat(copy.bytes).isGreaterThan(2L * RUNS * ROWS * 9 * 12);
    }

    private void write(byte[] body) throws IOException, SQLException {
        SampleValidator validator = new SampleValidator(
                shared,
                Decode.charge(),
                ReadingRules.standard(),
                _ -> true,
                100_000,
                Decode.NOW,
                Duration.ofMinutes(5));
        new LineProtocolDecoder(Precision.SECONDS, LineProtocolNames.STANDARD, Strictness.LENIENT)
                .decode(Decode.body(body, Body.Encoding.IDENTITY), validator);
        ColumnBatch batch = validator.batch(OnConflict.IGNORE);
        assertThat(batch.rows()).isEqualTo(ROWS);
        rows.write(new CommitGroup(List.of(batch)), copy);
        batch.release();
    }

    private static byte[] body(String tags) {
        StringBuilder lines = new StringBuilder();
        for (int row = 0; row < ROWS; row++) {
            lines.append(("esp_telemetry,well_id=WELL-%03d%s flow_rate=2150.4,pip=812.%d,discharge_pressure=2400.5,"
                            + "motor_temp=96.5,intake_temp=60.1,motor_current=45.%d,motor_voltage=2300,"
                            + "vsd_frequency=50.2,power=150.5 %d\n")
                    .formatted(row % 500, tags, row % 10, row % 7, 1_763_600_000 + row / 500 * 10));
        }
        return lines.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /// Receives the bytes without a connection.
    private static final class CountingCopy implements CopyIn {

        private long bytes;

        @Override
        public void writeToCopy(byte[] buffer, int offset, int length) {
            bytes += length;
        }

        @Override
        public void writeToCopy(ByteStreamWriter from) {
            bytes += from.getLength();
        }

        @Override
        public void flushCopy() {}

        @Override
        public long endCopy() {
            return 0;
        }

        @Override
        public int getFieldCount() {
            return 0;
        }

        @Override
        public int getFormat() {
            return 1;
        }

        @Override
        public int getFieldFormat(int field) {
            return 1;
        }

        @Override
        public boolean isActive() {
            return true;
        }

        @Override
        public void cancelCopy() {}

        @Override
        public long getHandledRowCount() {
            return 0;
        }
    }
}
