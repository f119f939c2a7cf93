package io.liftline.query.export;

import io.liftline.parquet.ColumnKind;
import io.liftline.parquet.DuckDb;
import io.liftline.parquet.ParquetColumn;
import io.liftline.parquet.ParquetWriter;
import io.liftline.parquet.WorkFiles;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.query.format.SampleColumns;
import io.liftline.telemetry.Channel;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The temporary files of one export: the samples as CSV, then as Parquet. Its methods block.
public final class ExportFile implements AutoCloseable {

    /// Maximum bytes in a directory that is in memory, as `/tmp` of a container often is.
    private static final long IN_MEMORY = 16L << 20;

    private static final Set<String> MEMORY_FILE_SYSTEMS = Set.of("tmpfs", "ramfs");

    /// Bytes that are read at a time.
    private static final int PART = 256 * 1024;

    private final ExportConfig config;
    private final SampleColumns columns;
    private final WorkFiles files;
    private final OutputStream csv;
    private final long maxBytes;
    private long bytes;
    private @Nullable FileChannel parquet;

    private ExportFile(ExportConfig config, SampleColumns columns, WorkFiles files, OutputStream csv, long maxBytes) {
        this.config = config;
        this.columns = columns;
        this.files = files;
        this.csv = csv;
        this.maxBytes = maxBytes;
    }

    /// Creates the files.
    public static ExportFile of(ExportConfig config, SampleColumns columns) throws IOException {
        Path parent = WorkFiles.parent(config.directory());
        long maxBytes = maxBytes(config, parent);
        WorkFiles files = WorkFiles.in(parent);
        try {
            OutputStream csv = new BufferedOutputStream(Files.newOutputStream(files.file("samples.csv")), PART);
            return new ExportFile(config, columns, files, csv, maxBytes);
        } catch (IOException e) {
            files.close();
            throw e;
        }
    }

    private static long maxBytes(ExportConfig config, Path directory) throws IOException {
        long most = config.maxBytes().asLongValue();
        return MEMORY_FILE_SYSTEMS.contains(Files.getFileStore(directory).type()) ? Math.min(most, IN_MEMORY) : most;
    }

    /// Adds samples.
    ///
    /// @param text parts of a text of [ExportRows]
    /// @throws ProblemException 422 if the files would become too large
    public void add(List<Buffer> text) throws IOException {
        bytes += text.stream().mapToLong(Buffer::length).sum();
        if (bytes > maxBytes) {
            throw new ProblemException(
                    ProblemCode.UNPROCESSABLE,
                    "The export needs more than %d bytes of temporary files; ask for a shorter range, or for fewer wells or channels"
                            .formatted(maxBytes));
        }
        for (Buffer part : text) {
            csv.write(part.getBytes());
        }
    }

    /// Converts the samples to Parquet. None can be added after that.
    public void finish() throws IOException {
        csv.close();
        Path target = files.file("samples.parquet");
        new ParquetWriter(new DuckDb(files.directory(), config.memory().asLongValue()))
                .write(files.file("samples.csv"), types(), metadata(), target);
        Files.delete(files.file("samples.csv"));
        parquet = FileChannel.open(target);
    }

    private List<ParquetColumn> types() {
        List<ParquetColumn> types = new ArrayList<>();
        types.add(new ParquetColumn("well_id", ColumnKind.TEXT));
        types.add(new ParquetColumn("timestamp", ColumnKind.TIME));
        columns.channels().forEach(channel -> types.add(new ParquetColumn(channel.column(), ColumnKind.DOUBLE)));
        return types;
    }

    /// `{"content": "telemetry", "units": {"pip": "psi", …}}`
    private String metadata() {
        JsonObject units = new JsonObject();
        for (Channel channel : columns.channels()) {
            units.put(channel.column(), channel.unit().symbol());
        }
        return new JsonObject()
                .put("content", "telemetry")
                .put("timestamp", "UTC")
                .put("units", units)
                .encode();
    }

    /// The next bytes of the Parquet file. Empty at its end.
    public byte[] read() throws IOException {
        FileChannel open = parquet;
        if (open == null) {
            throw new IllegalStateException("the file is not finished");
        }
        ByteBuffer part = ByteBuffer.allocate(PART);
        int length = open.read(part);
        return length <= 0 ? new byte[0] : Arrays.copyOf(part.array(), length);
    }

    /// Deletes the files.
    @Override
    public void close() throws IOException {
        try (WorkFiles all = files;
                OutputStream first = csv;
                FileChannel second = parquet) {
            // closed in reverse order: the directory is deleted last
        }
    }
}
