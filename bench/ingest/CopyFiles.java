package ingest;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The samples as files for binary COPY (PostgreSQL manual, COPY, "Binary Format").
final class CopyFiles {

    /// The columns, in the order of the fields.
    static final String COLUMNS = "well_id, timestamp, " + String.join(", ", Signal.columns());

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final Instant POSTGRES_EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private CopyFiles() {}

    /// Writes the samples, batch by batch in turn, into so many files.
    static List<Path> write(Workload workload, int streams, Path folder) {
        List<Path> files = new ArrayList<>();
        List<DataOutputStream> outputs = new ArrayList<>();
        try {
            for (int i = 0; i < streams; i++) {
                files.add(folder.resolve("%d-rows-%d-of-%d.copy".formatted(workload.rows(), i + 1, streams)));
                outputs.add(
                        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(files.get(i)), 1 << 20)));
                outputs.get(i).write(SIGNATURE);
                outputs.get(i).writeLong(0); // no flags, no further header
            }
            int[] turn = {0};
            workload.forEach(batch -> write(outputs.get(turn[0]++ % streams), batch, workload));
            for (DataOutputStream output : outputs) {
                output.writeShort(-1);
                output.close();
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(DataOutputStream output, Batch batch, Workload workload) {
        try {
            for (int row = 0; row < batch.size; row++) {
                byte[] well = Workload.well(batch.wells[row]).getBytes(StandardCharsets.US_ASCII);
                output.writeShort(2 + Signal.ALL.size());
                output.writeInt(well.length);
                output.write(well);
                output.writeInt(Long.BYTES);
                output.writeLong(Duration.between(POSTGRES_EPOCH, workload.time(batch.ticks[row]))
                                .toSeconds()
                        * 1_000_000);
                for (Signal signal : Signal.ALL) {
                    output.writeInt(Double.BYTES);
                    output.writeDouble(batch.value(row, signal) / (double) signal.scale);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
