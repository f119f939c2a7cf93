package ingest;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The samples as files for binary COPY (PostgreSQL manual, COPY, "Binary Format").
final class CopyFiles {

    /// The columns, in the order of the fields.
    static final String COLUMNS = "well_id, timestamp, " + String.join(", ", Signal.columns());

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final long POSTGRES_EPOCH =
            Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();

    private CopyFiles() {}

    /// Writes the samples into so many files, batch by batch in turn.
    ///
    /// @param name that no other samples have in this folder
    static List<Path> write(Samples samples, int streams, Path folder, String name) {
        List<Path> files = new ArrayList<>();
        List<DataOutputStream> outputs = new ArrayList<>();
        try {
            for (int i = 0; i < streams; i++) {
                files.add(folder.resolve("%s-%d-of-%d.copy".formatted(name, i + 1, streams)));
                outputs.add(
                        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(files.get(i)), 1 << 20)));
                outputs.get(i).write(SIGNATURE);
                outputs.get(i).writeLong(0); // no flags, no further header
            }
            int[] turn = {0};
            samples.forEach(batch -> write(outputs.get(turn[0]++ % streams), batch));
            for (DataOutputStream output : outputs) {
                output.writeShort(-1);
                output.close();
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(DataOutputStream output, Batch batch) {
        try {
            for (int row = 0; row < batch.size; row++) {
                byte[] well = Workload.well(batch.wells[row]).getBytes(StandardCharsets.US_ASCII);
                output.writeShort(2 + Signal.COUNT);
                output.writeInt(well.length);
                output.write(well);
                output.writeInt(Long.BYTES);
                output.writeLong((batch.seconds[row] - POSTGRES_EPOCH) * 1_000_000);
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
