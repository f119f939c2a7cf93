package io.liftline.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hardwood.InputFile;
import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.CompressionCodec;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import io.liftline.archive.parquet.Contents;
import io.liftline.telemetry.Channel;
import io.liftline.telemetry.Timestamp;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Hardwood, an implementation of Parquet that shares nothing with DuckDB, reads what the archive has written.
class SecondReaderTest {

    private static final String ROWS = """
            SELECT * FROM esp_telemetry ORDER BY well_id, "timestamp"
            """;

    @TempDir
    private Path directory;

    @AutoClose
    private TestArchive archive;

    /// A row: its well, its time, and the bits of each value.
    private record Sample(String well, Instant time, List<String> values) {}

    @BeforeEach
    void create() throws Exception {
        archive = TestArchive.in(directory);
        archive.extremeSamples();
        archive.samples(TestArchive.OLD_DAY, 3, 200);
    }

    @Test
    void everyValueIsReadBitByBit() throws Exception {
        List<Sample> rows = ofDatabase();

        archive.pass();

        try (ParquetFileReader file = ParquetFileReader.open(InputFile.of(object()))) {
            assertThat(ofFile(file)).hasSize(605).isEqualTo(rows);
        }
    }

    @Test
    void theFileSaysWhatIsInIt() throws Exception {
        archive.pass();

        try (ParquetFileReader file = ParquetFileReader.open(InputFile.of(object()))) {
            Contents contents = Contents.of(new ObjectMapper()
                    .readTree(file.getFileMetaData().keyValueMetadata().get("liftline")));
            assertThat(file.getFileMetaData().numRows())
                    .isEqualTo(605)
                    .isEqualTo(contents.figures().rows());
            assertThat(contents.hypertable()).isEqualTo("esp_telemetry");
            assertThat(Timestamp.format(contents.range().from())).isEqualTo("2026-10-20T00:00:00Z");
            for (ColumnChunk column :
                    file.getFileMetaData().rowGroups().getFirst().columns()) {
                assertThat(column.metaData().codec()).isEqualTo(CompressionCodec.ZSTD);
            }
            ColumnChunk wells = file.getFileMetaData().rowGroups().getFirst().columns().stream()
                    .filter(column ->
                            column.metaData().pathInSchema().toString().contains("well_id"))
                    .findFirst()
                    .orElseThrow();
            assertThat(new String(wells.metaData().statistics().minValue(), StandardCharsets.UTF_8))
                    .as("readers skip row groups by their statistics")
                    .isEqualTo("A");
        }
    }

    private List<Sample> ofDatabase() throws SQLException {
        List<Sample> samples = new ArrayList<>();
        try (Connection connection = archive.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(ROWS)) {
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (Channel channel : Channel.ALL) {
                    double value = rows.getDouble(channel.column());
                    values.add(rows.wasNull() ? "null" : bits(value));
                }
                samples.add(new Sample(
                        rows.getString("well_id"),
                        rows.getObject("timestamp", OffsetDateTime.class).toInstant(),
                        values));
            }
        }
        return samples;
    }

    private static List<Sample> ofFile(ParquetFileReader file) {
        List<Sample> samples = new ArrayList<>();
        try (RowReader row = file.rowReader()) {
            while (row.hasNext()) {
                row.next();
                List<String> values = Channel.ALL.stream()
                        .map(channel -> row.isNull(channel.column()) ? "null" : bits(row.getDouble(channel.column())))
                        .toList();
                samples.add(new Sample(
                        Objects.requireNonNull(row.getString("well_id")), row.getTimestamp("timestamp"), values));
            }
        }
        return samples;
    }

    private static String bits(double value) {
        return Long.toHexString(Double.doubleToRawLongBits(value));
    }

    private Path object() throws Exception {
        try (Stream<Path> files = Files.walk(archive.storeDirectory())) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
